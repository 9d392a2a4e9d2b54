// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/golden/json_difference.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace planrec::golden {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kLongestValue = 100;

/// One line, cut at a character's start.
std::string Shortened(std::string text) {
  if (text.size() <= kLongestValue) return text;
  size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string Shown(const Json& value) {
  return Shortened(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// The key as a step of a JSON Pointer (RFC 6901).
std::string Step(const std::string& key) {
  std::string step = "/";
  for (const char c : key) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

std::string Step(size_t index) {
  return "/" + std::to_string(index);
}

class Differences {
 public:
  void Compare(const std::string& at, const Json& before, const Json& after) {
    if (before == after) return;
    if (before.is_object() && after.is_object()) {
      CompareObjects(at, before, after);
    } else if (before.is_array() && after.is_array()) {
      CompareArrays(at, before, after);
    } else {
      lines_.push_back("~ " + Place(at) + Shown(before) + " → " + Shown(after));
    }
  }

  const std::vector<std::string>& lines() const { return lines_; }

 private:
  static std::string Place(const std::string& at) { return (at.empty() ? "(all)" : at) + "  "; }
  void Gone(const std::string& at, const Json& value) {
    lines_.push_back("- " + Place(at) + Shown(value));
  }
  void Came(const std::string& at, const Json& value) {
    lines_.push_back("+ " + Place(at) + Shown(value));
  }

  void CompareObjects(const std::string& at, const Json& before, const Json& after) {
    const size_t lines_before = lines_.size();
    for (const auto& [key, value] : before.items()) {
      if (after.contains(key)) {
        Compare(at + Step(key), value, after[key]);
      } else {
        Gone(at + Step(key), value);
      }
    }
    for (const auto& [key, value] : after.items()) {
      if (!before.contains(key)) Came(at + Step(key), value);
    }
    if (lines_.size() == lines_before) lines_.push_back("~ " + Place(at) + "other order of keys");
  }

  void CompareArrays(const std::string& at, const Json& before, const Json& after) {
    const size_t shorter = std::min(before.size(), after.size());
    size_t head = 0, tail = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    while (tail < shorter - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
      ++tail;
    }
    for (size_t i = head; i < shorter - tail; ++i) Compare(at + Step(i), before[i], after[i]);
    for (size_t i = shorter - tail; i < before.size() - tail; ++i) Gone(at + Step(i), before[i]);
    for (size_t i = shorter - tail; i < after.size() - tail; ++i) Came(at + Step(i), after[i]);
  }

  std::vector<std::string> lines_;
};

std::string FirstOtherLine(std::string_view before, std::string_view after) {
  size_t at = 0;
  while (at < before.size() && at < after.size() && before[at] == after[at]) ++at;
  const size_t number =
      1 + static_cast<size_t>(std::count(before.begin(), before.begin() + at, '\n'));
  const auto line_at = [at](std::string_view text) {
    const size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return Shortened(std::string(text.substr(start, text.find('\n', at) - start)));
  };
  return "the same values in other bytes, line " + std::to_string(number) + "\n- " +
         line_at(before) + "\n+ " + line_at(after) + "\n";
}

}  // namespace

std::string JsonDifference(std::string_view before, std::string_view after, size_t most) {
  if (before == after) return "";
  if (before.empty()) return "nothing is stored\n";
  const Json old_value = Json::parse(before, nullptr, /*allow_exceptions=*/false);
  const Json new_value = Json::parse(after, nullptr, /*allow_exceptions=*/false);
  if (old_value.is_discarded() || new_value.is_discarded() || old_value == new_value) {
    return FirstOtherLine(before, after);
  }
  Differences differences;
  differences.Compare("", old_value, new_value);
  const std::vector<std::string>& lines = differences.lines();
  std::string text;
  for (size_t i = 0; i < std::min(most, lines.size()); ++i) text += lines[i] + "\n";
  if (lines.size() > most) {
    text += "… and " + std::to_string(lines.size() - most) + " differences more\n";
  }
  return text;
}

}  // namespace planrec::golden
