// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/record_links.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace planrec::schemas {
namespace {

using Json = nlohmann::json;

// How the members of a record begin and end; a line break inside of a text is written "\n".
constexpr std::string_view kEnd = "\n  ]";
constexpr std::string_view kLink = "\"resolves_to\": ";

struct Range {
  size_t begin = 0, end = 0;
};

/// The list of that name with its brackets.
std::optional<Range> ListOf(std::string_view record, std::string_view name, size_t from = 0) {
  const std::string key = "\n  \"" + std::string(name) + "\": [";
  const size_t found = record.find(key, from);
  if (found == std::string_view::npos) return std::nullopt;
  const size_t begin = found + key.size() - 1;
  if (record.substr(begin, 2) == "[]") return Range{begin, begin + 2};
  const size_t end = record.find(kEnd, begin);
  if (end == std::string_view::npos) return std::nullopt;
  return Range{begin, end + kEnd.size()};
}

std::string TextOf(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::vector<CitationLink> ReadCitationLinks(std::string_view record) {
  const std::optional<Range> list = ListOf(record, "citations");
  if (!list) return {};
  const Json json =
      Json::parse(record.substr(list->begin, list->end - list->begin), nullptr, false);
  if (!json.is_array()) return {};
  std::vector<CitationLink> links;
  for (const Json& citation : json) {
    if (!citation.is_object()) return {};
    links.push_back({TextOf(citation, "code"), TextOf(citation, "issued_on"),
                     TextOf(citation, "issuer"), TextOf(citation, "role"),
                     TextOf(citation, "resolves_to")});
  }
  return links;
}

std::string WithLinks(std::string_view record, const std::vector<CitationLink>& links) {
  const std::optional<Range> list = ListOf(record, "citations");
  if (!list) return std::string(record);
  std::string out(record.substr(0, list->begin));
  size_t at = list->begin;
  for (const CitationLink& link : links) {
    const size_t value = record.find(kLink, at);
    if (value == std::string_view::npos || value >= list->end) break;
    out += record.substr(at, value + kLink.size() - at);
    out += link.resolves_to.empty() ? "null" : '"' + link.resolves_to + '"';
    at = record.find_first_of(",\n", value);
  }
  return out += record.substr(at);
}

std::string Unlinked(std::string_view record) {
  std::vector<CitationLink> links = ReadCitationLinks(record);
  for (CitationLink& link : links) link.resolves_to.clear();
  return WithLinks(record, links);
}

std::string WithoutLists(std::string_view record, std::span<const char* const> lists) {
  std::vector<Range> ranges;
  for (const char* name : lists) {
    if (const std::optional<Range> range = ListOf(record, name)) ranges.push_back(*range);
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.begin < b.begin; });
  std::string out;
  size_t at = 0;
  for (const Range& range : ranges) {
    out += record.substr(at, range.begin - at);
    out += "[]";
    at = range.end;
  }
  return out += record.substr(at);
}

std::string WithSourcePath(std::string_view record, const std::string& path) {
  constexpr std::string_view kSource = "\n  \"source\": {\n    \"path\": ";
  const size_t found = record.find(kSource);
  if (found == std::string_view::npos) return "";
  const size_t value = found + kSource.size();
  const size_t end = record.find_first_of("\n", value);
  if (end == std::string_view::npos || end == value || record[end - 1] != ',') return "";
  return std::string(record.substr(0, value)) + Json(path).dump() +
         std::string(record.substr(end - 1));
}

}  // namespace planrec::schemas
