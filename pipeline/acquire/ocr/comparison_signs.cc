// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/comparison_signs.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr std::u32string_view kSigns = U"<>≤≥";
// In heights of small letters.
constexpr double kSmallest = 0.5, kLargest = 2.2, kBarHeight = 0.3, kBarGap = 0.6;
// In widths of the wedge, seen as if it pointed right.
constexpr double kRow = 0.85;              // of a row's ink from its first to its last
constexpr double kOpen = 0.2, kEnd = 0.6;  // an end begins and ends before these …
constexpr double kFurtherIn = 0.25;        // … above a bar it may be cut so much further in
constexpr double kHollow = 0.15;           // the tip's row begins behind this
constexpr double kBarLeast = 0.7, kBarMost = 1.45;  // ink of a bar
constexpr double kNarrowest = 0.6, kWidest = 2.0;   // width by height

struct Wedge {
  bool points_right = false, bar = false;
};

/// A bar of its own under a wedge.
bool HasBarBelow(const PageInk& ink, const InkLine& line, const PixelBox& wedge) {
  return std::any_of(line.parts.begin(), line.parts.end(), [&](size_t part) {
    const PixelBox& box = ink.boxes()[part];
    const int shared = std::min(box.x1, wedge.x1) - std::max(box.x0, wedge.x0);
    return box.y0 >= wedge.y1 && box.y0 - wedge.y1 <= kBarGap * line.letter_px &&
           box.Height() <= kBarHeight * line.letter_px && shared >= kBarLeast * wedge.Width() &&
           box.Width() <= kBarMost * wedge.Width();
  });
}

std::optional<Wedge> WedgeOf(const PageInk& ink, const InkLine& line, size_t part) {
  const PixelBox& box = ink.boxes()[part];
  const double em = line.letter_px, width = box.Width();
  if (width < kSmallest * em || width > kLargest * em) return std::nullopt;
  if (box.Height() < kSmallest * em || box.Height() > kLargest * em) return std::nullopt;
  std::vector<InkRow> rows = ink.Rows(part);
  // A bar that the lower arm runs into.
  const size_t whole = rows.size();
  while (!rows.empty() && rows.back().ink >= kBarLeast * width) rows.pop_back();
  const bool joined = rows.size() < whole;
  const double height = static_cast<double>(rows.size());
  if (rows.size() < 5 || width < kNarrowest * height || width > kWidest * height)
    return std::nullopt;
  for (const InkRow& row : rows)
    if (row.ink == 0 || row.x1 - row.x0 > kRow * width) return std::nullopt;
  for (const bool points_right : {false, true}) {
    const auto begin = [&](const InkRow& row) {
      return (points_right ? row.x0 : width - row.x1) / width;
    };
    const auto end = [&](const InkRow& row) {
      return (points_right ? row.x1 : width - row.x0) / width;
    };
    const auto tip =
        std::max_element(rows.begin(), rows.end(),
                         [&](const InkRow& a, const InkRow& b) { return begin(a) < begin(b); });
    const auto at = static_cast<size_t>(tip - rows.begin());
    const double more = joined ? kFurtherIn : 0;
    if (at < rows.size() / 4 || at > rows.size() - rows.size() / 4) continue;
    if (begin(*tip) < kHollow || begin(rows.front()) > kOpen || end(rows.front()) > kEnd) continue;
    if (begin(rows.back()) > kOpen + more || end(rows.back()) > kEnd + more) continue;
    return Wedge{points_right, joined || HasBarBelow(ink, line, box)};
  }
  return std::nullopt;
}

}  // namespace

void MendComparisons(const PageInk& ink, const InkLine& line, ReadLine& read) {
  std::vector<std::u32string> words;
  size_t signs = 0;
  for (const ReadWord& word : read.words) {
    words.push_back(ToUtf32(word.text));
    for (const char32_t c : words.back()) signs += kSigns.find(c) != std::u32string_view::npos;
  }
  if (signs == 0) return;
  std::vector<Wedge> wedges;
  for (const size_t part : line.parts)
    if (const std::optional<Wedge> wedge = WedgeOf(ink, line, part)) wedges.push_back(*wedge);
  if (wedges.size() != signs) return;
  size_t next = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    bool changed = false;
    for (char32_t& c : words[i]) {
      if (kSigns.find(c) == std::u32string_view::npos) continue;
      const Wedge& wedge = wedges[next++];
      const char32_t is =
          wedge.points_right ? (wedge.bar ? U'≥' : U'>') : (wedge.bar ? U'≤' : U'<');
      changed |= is != c;
      c = is;
    }
    if (changed) read.words[i].text = ToUtf8(words[i]);
  }
}

}  // namespace planrec::acquire
