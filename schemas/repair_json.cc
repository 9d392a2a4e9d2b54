// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/repair_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "pipeline/core/record_lists.h"

namespace planrec::schemas {

std::string RepairedLineJson(const RepairedText& line) {
  using Json = nlohmann::ordered_json;
  Json out;
  out["line"] = line.line_number;
  out["raw"] = line.raw;
  out["text"] = line.text;
  Json tokens = Json::array();
  for (size_t begin = 0; begin < line.text.size();) {
    const size_t end = std::min(line.text.find_first_of(" \t", begin), line.text.size());
    if (end > begin) tokens.push_back(line.text.substr(begin, end - begin));
    begin = end + 1;
  }
  out["tokens"] = std::move(tokens);
  Json repairs = Json::array();
  for (size_t i = 0; i < line.edits.size(); ++i) {
    const Edit& edit = line.edits[i];
    Json alternatives = Json::array();
    if (i < line.second.size() && !line.second[i].empty()) alternatives.push_back(line.second[i]);
    repairs.push_back({{"begin", edit.begin},
                       {"end", edit.end},
                       {"from", line.raw.substr(edit.begin, edit.end - edit.begin)},
                       {"to", edit.text},
                       {"reason", NameOf(edit.reason)},
                       {"confidence", std::round(edit.confidence * 1000) / 1000},
                       {"alternatives", std::move(alternatives)}});
  }
  out["repairs"] = std::move(repairs);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace planrec::schemas
