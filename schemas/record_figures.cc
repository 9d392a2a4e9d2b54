// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/record_figures.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "pipeline/core/cut_text.h"
#include "schemas/json_access.h"

namespace planrec::schemas {
namespace {

constexpr size_t kLongestName = 200;
constexpr size_t kMostAgencies = 20'000;

/// Keeps those of most.
template <typename Map, typename Count>
void KeepMost(Map& map, Count count) {
  if (map.size() <= kMostNamed) return;
  std::vector<int64_t> counts;
  for (const auto& [key, value] : map) counts.push_back(count(value));
  std::ranges::nth_element(counts, counts.begin() + kMostNamed, std::greater<>());
  const int64_t least = counts[kMostNamed];
  std::erase_if(map, [&](const auto& entry) { return count(entry.second) < least; });
  while (map.size() > kMostNamed) {
    map.erase(
        std::ranges::find_if(map, [&](const auto& entry) { return count(entry.second) == least; }));
  }
}

bool IsMonth(std::string_view text) {
  return text.size() == 7 && text[4] == '-' &&
         std::ranges::all_of(std::string("\0\1\2\3\5\6", 6), [&](char at) {
           const char c = text[static_cast<size_t>(at)];
           return c >= '0' && c <= '9';
         });
}

}  // namespace

RecordFigures FiguresOf(const PlanRecord& record) {
  RecordFigures figures;
  ForEachObject(record, [&](const auto& object, const std::string&) {
    const double tenth = std::floor(std::clamp(object.confidence, 0.0, 1.0) * 10);
    ++figures.confidences[std::min<size_t>(9, static_cast<size_t>(tenth))];
  });
  for (const Deadline& deadline : record.deadlines) {
    const auto& day = deadline.to ? deadline.to : deadline.from;
    if (day && IsMonth(day->substr(0, 7))) ++figures.due_months[day->substr(0, 7)];
  }
  const auto leads = [&](const std::string& key, const std::string& name) {
    if (key.empty() || key.size() > kLongestName) return;
    RecordFigures::Agency& agency = figures.agencies[key];
    if (agency.name.empty()) agency.name = CutBetweenLetters(name, kLongestName);
    ++agency.with_lead;
  };
  for (const Task& task : record.tasks) {
    for (size_t i = 0; i < std::min(task.lead.size(), task.lead_keys.size()); ++i)
      leads(task.lead_keys[i], task.lead[i]);
  }
  for (const Assignment& duty : record.assignments) {
    if (duty.role != "support") leads(duty.agency_key, duty.agency);
  }
  KeepMost(figures.due_months, [](int64_t count) { return count; });
  KeepMost(figures.agencies, [](const auto& agency) { return agency.with_lead; });
  return figures;
}

std::string EncodeFigures(const RecordFigures& figures) {
  Json json = {{"c", figures.confidences}};
  if (!figures.due_months.empty()) json["m"] = figures.due_months;
  for (const auto& [key, agency] : figures.agencies)
    json["a"][key] = {agency.name, agency.with_lead};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void AddFigures(std::string_view encoded, RecordFigures& all) {
  const Json json = Json::parse(encoded, nullptr, false);
  const auto count = [](const Json& value) -> int64_t {
    return std::max(ToInt(value).value_or(0), 0);
  };
  const Json& confidences = Items(json, "c");
  for (size_t i = 0; i < std::min(confidences.size(), all.confidences.size()); ++i)
    all.confidences[i] += count(confidences[i]);
  for (const auto& [month, value] : Member(json, "m").items()) {
    if (IsMonth(month)) all.due_months[month] += count(value);
  }
  for (const auto& [key, value] : Member(json, "a").items()) {
    if (!value.is_array() || value.size() != 2 || !value[0].is_string()) continue;
    if (all.agencies.size() >= kMostAgencies && !all.agencies.contains(key)) continue;
    RecordFigures::Agency& agency = all.agencies[key];
    if (agency.name.empty()) agency.name = value[0].get<std::string>();
    agency.with_lead += count(value[1]);
  }
}

}  // namespace planrec::schemas
