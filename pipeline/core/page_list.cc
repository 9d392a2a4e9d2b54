// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/page_list.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace planrec {
namespace {

constexpr size_t kLongestText = 1000;

/// A page number from the start of `text`, taken off; 0 where none stands there.
int TakeNumber(std::string_view& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 1) return 0;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

}  // namespace

std::optional<PageList> PageList::Parse(std::string_view text) {
  PageList list;
  if (text.size() > kLongestText) return std::nullopt;
  while (!text.empty()) {
    const int first = TakeNumber(text);
    int last = first;
    if (first == 0) return std::nullopt;
    if (text.starts_with('-')) {
      text.remove_prefix(1);
      const bool open = text.empty() || text.front() == ',';
      last = open ? std::numeric_limits<int>::max() : TakeNumber(text);
    }
    if (last < first) return std::nullopt;
    list.ranges_.emplace_back(first, last);
    if (text.empty()) break;
    if (text.front() != ',') return std::nullopt;
    text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
  }
  return list;
}

std::vector<int> PageList::Of(int pages) const {
  std::vector<int> numbers;
  for (int number = 1; number <= pages; ++number) {
    const auto holds = [number](const std::pair<int, int>& range) {
      return range.first <= number && number <= range.second;
    };
    if (all() || std::any_of(ranges_.begin(), ranges_.end(), holds)) numbers.push_back(number);
  }
  return numbers;
}

std::string PageList::Shown(const std::vector<int>& numbers) {
  std::string text;
  for (size_t at = 0; at < numbers.size();) {
    size_t end = at + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    text += (text.empty() ? "" : ", ") + std::to_string(numbers[at]);
    if (end - at > 1) text += "-" + std::to_string(numbers[end - 1]);
    at = end;
  }
  return text;
}

}  // namespace planrec
