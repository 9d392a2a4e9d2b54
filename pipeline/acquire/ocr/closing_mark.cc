// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/closing_mark.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr std::u32string_view kMark = U"./.";
constexpr std::u32string_view kReadAs = U".,/…|!";  // what models make of its parts
// In heights of small letters.
constexpr double kApart = 0.7;
constexpr double kLowest = 0.9, kHighest = 2.4, kNarrowest = 0.15, kWidest = 1.1;
constexpr double kOwnWord = 0.45;  // so far behind the last word it is a word of its own
// In widths of the stroke.
constexpr double kRow = 0.7, kLean = 0.35;
constexpr double kSure = 0.8;

bool IsStroke(const PageInk& ink, size_t part, double em) {
  const PixelBox& box = ink.boxes()[part];
  const double width = box.Width();
  if (box.Height() < kLowest * em || box.Height() > kHighest * em) return false;
  if (width < kNarrowest * em || width > kWidest * em) return false;
  const std::vector<InkRow> rows = ink.Rows(part);
  for (const InkRow& row : rows)
    if (row.ink == 0 || row.x1 - row.x0 > std::max(3.0, kRow * width)) return false;
  const auto middle = [&](size_t row) { return (rows[row].x0 + rows[row].x1) / 2.0; };
  const size_t quarter = rows.size() / 4;
  return middle(quarter) - middle(rows.size() - 1 - quarter) >= kLean * width;
}

bool IsReadAs(std::string_view text) {
  for (const char32_t c : ToUtf32(text))
    if (kReadAs.find(c) == std::u32string_view::npos) return false;
  return true;
}

}  // namespace

void MendClosingMark(const PageInk& ink, const InkLine& line, ReadLine& read) {
  if (line.parts.size() < 4 || read.words.empty()) return;
  const size_t n = line.parts.size();
  const PixelBox &before = ink.boxes()[line.parts[n - 4]], &first = ink.boxes()[line.parts[n - 3]],
                 &stroke = ink.boxes()[line.parts[n - 2]], &last = ink.boxes()[line.parts[n - 1]];
  const double em = line.letter_px;
  if (!IsPoint(first, line) || !IsPoint(last, line) || !IsStroke(ink, line.parts[n - 2], em))
    return;
  if (stroke.x0 - first.x1 > kApart * em || last.x0 - stroke.x1 > kApart * em) return;
  while (read.words.size() > 1 && IsReadAs(read.words.back().text)) read.words.pop_back();
  ReadWord& word = read.words.back();
  std::u32string text = ToUtf32(word.text);
  while (!text.empty() && kReadAs.find(text.back()) != std::u32string_view::npos) text.pop_back();
  const PixelBox mark = Join(Join(first, stroke), last);
  if (text.empty() || first.x0 - before.x1 <= kOwnWord * em) {
    word.text = ToUtf8(text + std::u32string(kMark));
    word.box = Join(word.box, mark);
  } else {
    word.text = ToUtf8(text);
    read.words.push_back({ToUtf8(kMark), mark, kSure});
  }
  read.box = Join(read.box, mark);
}

}  // namespace planrec::acquire
