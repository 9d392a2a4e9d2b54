// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/agency_keys.h"

#include <algorithm>
#include <array>
#include <vector>

#include "extractors/vocabulary/units.h"
#include "pipeline/core/bodies.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Words that spellings of one name have or have not.
constexpr std::array<std::string_view, 4> kDropped = {"va", "cac", "nhung", "voi"};

std::vector<std::string> WordsOf(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : Fold(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      words.back().push_back(c);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

/// The name's words without connectives and the country behind the names of fronts and unions.
std::string LongForm(std::string_view name) {
  std::vector<std::string> words = WordsOf(name);
  std::erase_if(words, [](const std::string& w) { return std::ranges::count(kDropped, w) > 0; });
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != "viet" || words[i + 1] != "nam") continue;
    words.erase(words.begin() + static_cast<ptrdiff_t>(i),
                words.begin() + static_cast<ptrdiff_t>(i) + 2);
  }
  return Joined(words);
}

/// "GD&ĐT" is printed "GD-ĐT", "GD, ĐT" and "GDĐT": its words and each way to join them.
void AddAliases(std::string_view abbreviation, std::string_view name,
                std::vector<AgencyAlias>& out) {
  std::vector<std::string> ways(1);
  for (size_t at = 0; at <= abbreviation.size();) {
    const size_t end = std::min(abbreviation.find('&', at), abbreviation.size());
    const std::string part = Joined(WordsOf(abbreviation.substr(at, end - at)));
    const size_t before = at == 0 ? 0 : ways.size();
    for (size_t i = 0; i < before; ++i) ways.push_back(ways[i] + " ");
    for (std::string& way : ways) way += part;
    at = end + 1;
  }
  for (std::string& way : ways) out.push_back({std::move(way), LongForm(name)});
}

/// Number of words from `at` on that the alias takes; 0 where it does not stand there.
size_t Takes(const AgencyAlias& alias, const std::vector<std::string>& words, size_t at) {
  size_t taken = 0;
  for (size_t begin = 0; begin <= alias.words.size(); ++taken) {
    const size_t end = std::min(alias.words.find(' ', begin), alias.words.size());
    // "GD và ĐT": connectives stand between the parts of an abbreviation.
    while (taken > 0 && at + taken < words.size() && words[at + taken] == "va") ++taken;
    if (at + taken >= words.size() || words[at + taken] != alias.words.substr(begin, end - begin)) {
      return 0;
    }
    begin = end + 1;
  }
  return taken;
}

bool EndsWithWords(const std::string& text, const std::string& end) {
  if (end.empty() || !text.ends_with(end)) return false;
  return text.size() == end.size() || text[text.size() - end.size() - 1] == ' ';
}

void CutEnd(std::string& text, size_t size) {
  text.resize(text.size() - std::min(text.size(), size));
  while (!text.empty() && text.back() == ' ') text.pop_back();
}

/// Bodies of which each level has one: their level is part of the name.
const std::vector<std::string>& OneALevel() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const Body& body : Bodies()) {
      if (body.Is(kOneALevel)) list.push_back(LongForm(body.name));
    }
    return list;
  }();
  return names;
}

/// Classes in a list ("phường, xã") in one order: they stand at the name's end.
std::string WithOrderedClasses(const std::string& key) {
  std::string rest = key;
  std::vector<std::string> classes;
  for (bool found = true; found;) {
    found = false;
    for (const AdministrativeUnit& unit : Units()) {
      const std::string level = Fold(unit.name);
      if (!EndsWithWords(rest, level) || rest.size() == level.size()) continue;
      classes.push_back(level);
      CutEnd(rest, level.size());
      found = true;
      break;
    }
  }
  if (classes.size() < 2) return key;
  std::sort(classes.begin(), classes.end());
  for (const std::string& each : classes) rest += " " + each;
  return rest;
}

}  // namespace

const std::vector<AgencyAlias>& AgencyAliases() {
  static const std::vector<AgencyAlias> aliases = [] {
    std::vector<AgencyAlias> list;
    const auto add = [&](const auto& row) {
      for (std::string_view each : SplitList(row.abbreviations)) AddAliases(each, row.name, list);
      for (std::string_view each : SplitList(row.doubtful)) AddAliases(each, row.name, list);
    };
    for (const Body& body : Bodies()) add(body);
    for (const BodyField& field : BodyFields()) add(field);
    for (const AdministrativeUnit& unit : Units()) {
      if (!unit.abbreviation.empty()) AddAliases(unit.abbreviation, unit.name, list);
    }
    return list;
  }();
  return aliases;
}

std::string AgencyKey(std::string_view name) {
  const std::vector<std::string> words = WordsOf(name);
  std::string key;
  const auto add = [&](std::string_view text) {
    if (!key.empty() && !text.empty()) key += ' ';
    key += text;
  };
  for (size_t at = 0; at < words.size();) {
    const AgencyAlias* best = nullptr;
    size_t taken = 0;
    for (const AgencyAlias& alias : AgencyAliases()) {
      const size_t n = Takes(alias, words, at);
      if (n > taken) {
        best = &alias;
        taken = n;
      }
    }
    if (best != nullptr) {
      add(best->long_form);
      at += taken;
      continue;
    }
    // The country, behind the names of fronts and unions; not the "nam" of "Quảng Nam".
    if (words[at] == "viet" && at + 1 < words.size() && words[at + 1] == "nam") {
      at += 2;
      continue;
    }
    if (std::find(kDropped.begin(), kDropped.end(), words[at]) == kDropped.end()) add(words[at]);
    ++at;
  }
  return key;
}

AgencyPlace PlaceOf(const DocumentFields& document) {
  for (const std::optional<std::string>& name :
       {document.issuer ? std::optional(document.issuer->name) : std::nullopt,
        document.parent_issuer}) {
    if (!name) continue;
    const std::string key = AgencyKey(*name);
    size_t best = std::string::npos;
    AgencyPlace place;
    for (const AdministrativeUnit& unit : Units()) {
      const std::string level = Fold(unit.name);
      const std::string word = " " + level;
      const size_t at = key.find(word);
      const size_t end = at + word.size();
      if (at == std::string::npos || at > best || (end < key.size() && key[end] != ' ')) continue;
      if (at == best && level.size() < place.level.size()) continue;
      best = at;
      place.level = level;
      place.locality = end < key.size() ? key.substr(end + 1) : std::string();
    }
    if (!place.level.empty()) return place;
  }
  return {};
}

std::string AgencyKeyIn(std::string_view name, const AgencyPlace& place) {
  std::string key = AgencyKey(name);
  if (!place.level.empty()) {
    if (!place.locality.empty() && EndsWithWords(key, place.level + " " + place.locality)) {
      CutEnd(key, place.locality.size());
    }
    std::string bare = key;
    if (EndsWithWords(key, place.level)) CutEnd(bare, place.level.size());
    const std::vector<std::string>& bodies = OneALevel();
    const auto ends_bare = [&](const std::string& body) { return EndsWithWords(bare, body); };
    if (std::ranges::count(bodies, key) > 0) {
      key += " " + place.level;
    } else if (!bare.empty() && std::ranges::none_of(bodies, ends_bare)) {
      key = bare;
    }
  }
  key = WithOrderedClasses(key);
  std::replace(key.begin(), key.end(), ' ', '-');
  return key;
}

void AssignAgencyKeys(PlanRecord& record) {
  const AgencyPlace place = PlaceOf(record.document);
  for (Assignment& assignment : record.assignments)
    assignment.agency_key = AgencyKeyIn(assignment.agency, place);
  const auto keys = [&](const std::vector<std::string>& names) {
    std::vector<std::string> out;
    for (const std::string& name : names) out.push_back(AgencyKeyIn(name, place));
    return out;
  };
  for (Task& task : record.tasks) {
    task.lead_keys = keys(task.lead);
    task.support_keys = keys(task.support);
  }
}

}  // namespace planrec::extract
