// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/json_slices.h"

#include <algorithm>

namespace planrec::serve {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

/// The place behind the string that begins at `at`.
size_t EndOfString(std::string_view text, size_t at) {
  constexpr std::string_view kSigns = "\"\\";
  at = text.find_first_of(kSigns, at + 1);
  // Behind a backslash stands what is escaped.
  while (at < text.size() && text[at] == '\\') at = text.find_first_of(kSigns, at + 2);
  return at < text.size() ? at + 1 : text.size();
}

/// The place behind the value that begins at `at`.
size_t EndOfValue(std::string_view text, size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = EndOfString(text, at);
    } else if (c == '{' || c == '[') {
      ++depth, ++at;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return at;
      --depth, ++at;
    } else if (c == ',' && depth == 0) {
      return at;
    } else {
      at = std::min(text.find_first_of("\"{}[],", at + 1), text.size());
      continue;
    }
    if (depth == 0) return at;
  }
  return at;
}

size_t Skip(std::string_view text, size_t at) {
  return std::min(text.find_first_not_of(kSpace, at), text.size());
}

}  // namespace

JsonSlices::JsonSlices(std::string_view text) {
  size_t at = Skip(text, 0);
  if (at >= text.size() || text[at] != '{') return;
  at = Skip(text, at + 1);
  while (at < text.size() && text[at] == '"') {
    const size_t key_end = EndOfString(text, at);
    const std::string_view key = text.substr(at + 1, key_end - at - 2);
    at = Skip(text, key_end);
    if (at >= text.size() || text[at] != ':') return;
    at = Skip(text, at + 1);
    const size_t end = EndOfValue(text, at);
    members_.emplace_back(key, text.substr(at, end - at));
    at = Skip(text, end);
    if (at >= text.size() || text[at] != ',') return;
    at = Skip(text, at + 1);
  }
}

std::string_view JsonSlices::Text(std::string_view key) const {
  for (const auto& [name, value] : members_) {
    if (name == key) return value;
  }
  return {};
}

Json JsonSlices::Parse(std::string_view key) const {
  Json value = Json::parse(Text(key), nullptr, false);
  return value.is_discarded() ? Json() : value;
}

}  // namespace planrec::serve
