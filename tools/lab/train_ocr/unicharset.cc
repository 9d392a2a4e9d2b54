// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_ocr/unicharset.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::train_ocr {
namespace {

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct Twin {
  char32_t added, like;
};
constexpr Twin kTwins[] = {
    {U'ỵ', U'y'},  {U'Ỵ', U'Y'},  {U'–', U'-'}, {U'…', U'.'}, {U'²', U'2'}, {U'³', U'3'},
    {U'’', U'\''}, {U'‘', U'\''}, {U'•', U'*'}, {U'×', U'x'}, {U'±', U'+'}, {U'≤', U'<'},
    {U'≥', U'>'},  {U'º', U'°'},  {U'½', U'1'}, {U'‰', U'%'},
};
constexpr int kSpecialEntries = 2;

}  // namespace

std::u32string Characters(std::string_view unicharset) {
  std::u32string characters;
  bool first = true;
  for (const std::string_view line : Lines(unicharset)) {
    const std::string_view entry = line.substr(0, line.find(' '));
    if (!std::exchange(first, false) && CountCodePoints(entry) == 1) characters += ToUtf32(entry);
  }
  return characters;
}

Result<std::string> AddCharacters(std::string_view unicharset, std::u32string_view added) {
  const std::vector<std::string_view> lines = Lines(unicharset);
  size_t count = 0;
  if (!lines.empty())
    std::from_chars(lines.front().data(), lines.front().data() + lines.front().size(), count);
  if (count == 0 || count + 1 != lines.size())
    return Error{ErrorType::kCorrupt, "unicharset: its first line is not the number of entries", 0};
  std::u32string known = Characters(unicharset);
  const size_t old = count;
  std::string more;
  for (const char32_t c : added) {
    if (known.find(c) != std::u32string::npos) continue;
    known += c;
    const std::string text = ToUtf8(std::u32string(1, c));
    // Bits of the kind: 1 letter, 2 small, 4 capital, 16 punctuation. Metrics are not used by LSTM.
    const int kind = !IsLetter(c) ? 16 : IsUpper(c) ? 5 : 3;
    const char32_t twin = !IsLetter(c) ? c : IsUpper(c) ? LowerLetter(c) : UpperLetter(c);
    const size_t at = added.find(twin);
    const size_t other = at == std::u32string_view::npos || twin == c ? count : old + at;
    more += text + " " + std::to_string(kind) + " 0,255,0,255,0,0,0,0,0,0 " +
            (IsLetter(c) ? "Latin " : "Common ") + std::to_string(other) + " 0 " +
            std::to_string(count) + " " + text + "\n";
    ++count;
  }
  std::string extended = std::to_string(count) + "\n";
  for (size_t i = 1; i < lines.size(); ++i) extended += std::string(lines[i]) + "\n";
  return extended + more;
}

Result<std::vector<int>> CodesOfLookalikes(std::string_view unicharset, std::u32string_view added) {
  const std::vector<std::string_view> lines = Lines(unicharset);
  const auto number = [&](char32_t c) {
    const std::string text = ToUtf8(std::u32string(1, c)) + " ";
    for (size_t i = 1; i < lines.size(); ++i)
      if (lines[i].starts_with(text)) return static_cast<int>(i) - 1;
    return -1;
  };
  std::vector<int> codes;
  for (const char32_t c : added) {
    if (number(c) >= 0) continue;
    const auto* const twin = std::find_if(std::begin(kTwins), std::end(kTwins),
                                          [&](const Twin& t) { return t.added == c; });
    const int like = twin == std::end(kTwins) ? -1 : number(twin->like);
    if (like <= kSpecialEntries)
      return Error{ErrorType::kCorrupt,
                   "unicharset: no character that looks like " + ToUtf8(std::u32string(1, c)), 0};
    codes.push_back(like - kSpecialEntries);
  }
  return codes;
}

}  // namespace planrec::train_ocr
