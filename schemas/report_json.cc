// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/report_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace planrec::schemas {

std::string ReportRowJson(const ReportRow& row) {
  using Json = nlohmann::json;
  const PlanBrief& brief = row.brief;
  const bool has = !row.record.empty();
  Json json = {row.path,
               std::string(InputStatusName(row.status)),
               has ? std::string(NameOf(brief.quality)) : "",
               brief.code,
               brief.issued_on,
               brief.issuer,
               brief.title,
               row.pages,
               brief.sections,
               brief.targets,
               brief.tasks,
               brief.review,
               std::round(row.seconds * 10) / 10,
               row.record,
               row.original,
               row.pdf,
               row.note,
               row.failed_note ? 1 : 0,
               row.failed_pages,
               row.resumed ? 1 : 0};
  // In thousandths: the share of its words that stand in one place of the record.
  json.push_back(has && brief.words > 0 ? 1000 - 1000LL * brief.lost_words / brief.words : -1);
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  // "</script>" and "<!--" inside a string end the element or change how it is read.
  for (size_t at = 0; (at = text.find('<', at)) != std::string::npos; at += 6)
    text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace planrec::schemas
