// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/batch_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace planrec::schemas {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// Milliseconds are as fine as a wall clock is worth printing.
double Rounded(double seconds) {
  return std::round(seconds * 1000) / 1000;
}

Json OrNull(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json ErrorJson(const std::optional<Error>& error) {
  if (!error) return nullptr;
  return {{"type", std::string(PublishedErrorTypeName(error->type))},
          {"message", error->message},
          {"page", error->page > 0 ? Json(error->page) : Json(nullptr)}};
}

/// Null where nobody corrected anything.
Json CorrectionsJson(const CorrectionSummary& corrections) {
  if (corrections.in_effect == 0 && corrections.conflicts.empty() && corrections.problem.empty())
    return nullptr;
  Json conflicts = Json::array();
  for (const ConflictLine& each : corrections.conflicts) {
    conflicts.push_back({{"pointer", each.pointer},
                         {"reason", each.reason},
                         {"old", Json::parse(each.old_value, nullptr, false)},
                         {"found", Json::parse(each.found, nullptr, false)},
                         {"new", Json::parse(each.new_value, nullptr, false)}});
  }
  return {{"in_effect", corrections.in_effect},
          {"conflicts", std::move(conflicts)},
          {"error", OrNull(corrections.problem)}};
}

Json TotalsJson(const BatchTotals& totals, double seconds) {
  const double rate = seconds > 0 ? static_cast<double>(totals.pages_read) / seconds : 0;
  return {{"inputs", totals.inputs},         {"done", totals.done},
          {"partial", totals.partial},       {"failed", totals.failed},
          {"skipped", totals.skipped},       {"duplicate", totals.duplicate},
          {"pending", totals.pending},       {"resumed", totals.resumed},
          {"pages", totals.pages},           {"failed_pages", totals.failed_pages},
          {"pages_read", totals.pages_read}, {"records", totals.records},
          {"to_review", totals.to_review},   {"records_to_review", totals.records_to_review},
          {"seconds", Rounded(seconds)},     {"pages_per_second", Rounded(rate)}};
}

Json SettingsJson(const BatchSummary& summary) {
  Json json = {{"inputs", summary.inputs}};
  for (const Setting& setting : summary.settings) {
    if (setting.number) {
      json[setting.name] = *setting.number;
    } else if (setting.truth) {
      json[setting.name] = *setting.truth;
    } else {
      json[setting.name] = setting.text;
    }
  }
  return json;
}

}  // namespace

std::string_view InputStatusName(InputStatus status) {
  return NameOf(status);
}

std::optional<InputStatus> ParseInputStatus(std::string_view name) {
  return ValueOf<InputStatus>(name);
}

Quality QualityOf(const InputEntry& entry) {
  Quality worst = Quality::kGood;
  ForEachRecordOf(entry, [&](const std::string&, const PlanBrief& brief) {
    worst = std::max(worst, brief.quality);
  });
  return worst;
}

std::string BatchHead(const BatchSummary& summary) {
  Json versions = Json::object();
  for (const auto& [name, version] : summary.versions) versions[name] = version;
  Json json;
  json["totals"] = TotalsJson(summary.totals, summary.seconds);
  json["settings"] = SettingsJson(summary);
  json["versions"] = versions;
  json["started"] = summary.started;
  json["finished"] = summary.finished;
  json["interrupted_by"] = OrNull(summary.interrupted_by);
  json["exit_code"] = summary.exit_code;
  std::string text = Dump(json, 2);
  // The list of inputs takes the place of the closing brace.
  text.resize(text.size() - 2);
  return text + ",\n  \"inputs\": [";
}

std::string BatchEntry(const InputEntry& entry, bool first) {
  Json json;
  json["path"] = entry.path;
  json["status"] = std::string(InputStatusName(entry.status));
  json["error"] = ErrorJson(entry.error);
  json["pages"] = entry.pages;
  json["failed_pages"] = entry.failed_pages;
  json["seconds"] = Rounded(entry.seconds);
  json["record"] = OrNull(entry.record);
  Json records = Json::array();
  int review = 0, warnings = 0;
  ForEachRecordOf(entry, [&](const std::string& record, const PlanBrief& brief) {
    records.push_back(record);
    review += brief.review;
    warnings += brief.warnings;
  });
  json["records"] = std::move(records);
  json["quality"] =
      entry.record.empty() ? Json(nullptr) : Json(std::string(NameOf(QualityOf(entry))));
  json["to_review"] = review;
  json["duplicate_of"] = OrNull(entry.duplicate_of);
  json["resumed"] = entry.resumed;
  json["orphan"] = entry.orphan;
  json["attempts"] = entry.attempts;
  json["sha256"] = OrNull(entry.sha256);
  json["bytes"] = entry.bytes;
  json["media_type"] = OrNull(entry.media_type);
  json["review"] = review;
  json["warnings"] = warnings;
  json["corrections"] = CorrectionsJson(entry.corrections);
  json["edited"] = OrNull(entry.edited);
  json["pdf"] = OrNull(entry.pdf);
  json["no_pdf"] = OrNull(entry.no_pdf);
  return std::string(first ? "\n    " : ",\n    ") + Dump(json);
}

std::string BatchTail(const std::vector<GraphEdge>& graph) {
  std::string text = "\n  ],\n  \"graph\": [";
  const char* separator = "\n    ";
  for (const GraphEdge& edge : graph) {
    Json json;
    json["from"] = edge.from;
    json["to"] = edge.to;
    json["code"] = edge.code;
    json["role"] = edge.role;
    text += separator + Dump(json);
    separator = ",\n    ";
  }
  return text + (graph.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::string ProgressJson(const ProgressLine& line) {
  Json json = {{"event", line.event},
               {"inputs", line.inputs},
               {"finished", line.finished},
               {"failed", line.failed},
               {"pages", line.pages},
               {"seconds", Rounded(line.seconds)},
               {"pages_per_second", Rounded(line.pages_per_second)}};
  json["seconds_left"] = line.seconds_left ? Json(Rounded(*line.seconds_left)) : Json(nullptr);
  return Dump(json);
}

std::string LogJson(const LogLine& line) {
  Json json = {{"time", line.time}, {"event", line.event}};
  if (!line.path.empty()) json["path"] = line.path;
  if (line.page > 0) json["page"] = line.page;
  if (line.seconds >= 0) json["seconds"] = Rounded(line.seconds);
  if (!line.status.empty()) json["status"] = line.status;
  if (!line.origin.empty()) json["origin"] = line.origin;
  if (!line.message.empty()) json["message"] = line.message;
  if (line.error) json["error"] = ErrorJson(line.error);
  return Dump(json);
}

std::string CompactJson(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  bool in_string = false, escaped = false;
  for (const char c : json) {
    if (in_string) {
      out.push_back(c);
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        in_string = false;
      }
      continue;
    }
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    out.push_back(c);
    in_string = c == '"';
  }
  return out;
}

}  // namespace planrec::schemas
