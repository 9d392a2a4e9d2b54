// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/ellipsis_marks.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr size_t kPoints = 3;
// In heights of small letters.
constexpr double kApartLeast = 0.05, kApartMost = 0.8, kUneven = 0.3;
constexpr double kAlike = 1.8;     // the largest point against the smallest
constexpr double kRowGoesOn = 2;   // a fourth point so near: a row to fill in
constexpr double kOwnWord = 0.45;  // so far behind a word it is a word of its own …
constexpr double kFarthest = 4;    // … and further away it is dirt
constexpr double kSure = 0.8;
constexpr char32_t kEllipsis = U'…';

// The lower point of a colon, that of a question mark: ink of the line stands right over it.
bool IsPartOfSign(const PageInk& ink, const InkLine& line, const PixelBox& point) {
  return std::any_of(line.parts.begin(), line.parts.end(), [&](size_t part) {
    const PixelBox& box = ink.boxes()[part];
    return box.y1 <= point.y0 && box.x0 < point.x1 && box.x1 > point.x0;
  });
}

/// Rows of exactly three points: their boxes, left to right.
std::vector<PixelBox> FindEllipses(const PageInk& ink, const InkLine& line) {
  const double em = line.letter_px;
  std::vector<PixelBox> found, row;
  const auto close = [&] {
    if (row.size() == kPoints) {
      const auto size = [](const PixelBox& b) { return std::max(b.Width(), b.Height()); };
      const auto [small, large] = std::minmax({size(row[0]), size(row[1]), size(row[2])});
      const double first = row[1].x0 - row[0].x1, second = row[2].x0 - row[1].x1;
      if (large <= kAlike * small && std::abs(first - second) <= kUneven * em)
        found.push_back(Join(Join(row[0], row[1]), row[2]));
    }
    row.clear();
  };
  for (const size_t part : line.parts) {
    const PixelBox& box = ink.boxes()[part];
    if (!IsPoint(box, line) || IsPartOfSign(ink, line, box)) {
      close();
      continue;
    }
    const double gap = row.empty() ? 0 : box.x0 - row.back().x1;
    if (!row.empty() && (gap < kApartLeast * em || gap > kApartMost * em)) {
      const bool goes_on = gap > 0 && gap <= kRowGoesOn * em;
      if (goes_on && row.size() >= kPoints) row.push_back(box);  // no longer three
      close();
      if (goes_on) continue;
    }
    row.push_back(box);
  }
  close();
  return found;
}

bool IsPointSign(char32_t c) {
  return c == U'.' || c == kEllipsis;
}

// Signs that close a word, and of how many pieces of ink they are.
int InkOfCloser(char32_t c) {
  constexpr std::u32string_view kOne = U")]},’'/>", kTwo = U";:”\"";
  if (kOne.find(c) != std::u32string_view::npos) return 1;
  return kTwo.find(c) != std::u32string_view::npos ? 2 : 0;
}

/// Puts the ellipsis into the word that its ink is part of; `before` and `behind` count the pieces
/// of the word's ink on either side.
void MendWord(std::u32string& text, size_t before, size_t behind) {
  // What stands behind it by the ink.
  size_t end = text.size();
  for (size_t pieces = behind; pieces > 0 && end > 0 && !IsPointSign(text[end - 1]);) {
    const int ink = InkOfCloser(text[end - 1]);
    if (ink == 0) break;
    pieces -= std::min(pieces, static_cast<size_t>(ink));
    --end;
  }
  const auto run_before = [&](size_t at) {
    size_t from = at;
    while (from > 0 && IsPointSign(text[from - 1])) --from;
    return from;
  };
  const bool at_end = behind <= 4 && (behind == 0 || end < text.size());
  if (at_end) {
    const size_t from = run_before(end);
    text.replace(from, end - from, 1, kEllipsis);
    return;
  }
  // Inside: only where a run of points was read, and one only.
  size_t runs = 0, from = 0, to = 0;
  for (size_t i = 0; i < text.size();) {
    size_t last = i;
    while (last < text.size() && IsPointSign(text[last])) ++last;
    if (last > i + 1 || (last > i && text[i] == kEllipsis)) ++runs, from = i, to = last;
    i = std::max(last, i + 1);
  }
  if (runs == 1) {
    text.replace(from, to - from, 1, kEllipsis);
  } else if (runs == 0 && before == 0 && !text.empty() && !IsPointSign(text.front())) {
    text.insert(text.begin(), kEllipsis);
  }
}

void PutIn(const PageInk& ink, const InkLine& line, const PixelBox& row, ReadLine& read) {
  const double em = line.letter_px;
  ReadWord* word = nullptr;
  int most = 0;
  size_t next = 0;  // the first word behind the row
  for (ReadWord& w : read.words) {
    const int shared = std::min(w.box.x1, row.x1) - std::max(w.box.x0, row.x0);
    if (shared > most) most = shared, word = &w;
    if ((w.box.x0 + w.box.x1) / 2 < row.x0) ++next;
  }
  const auto gap_before = [&] {  // free ink before the row
    double gap = kFarthest * em + 1;
    for (const size_t part : line.parts) {
      const PixelBox& box = ink.boxes()[part];
      if (box.x1 <= row.x0) gap = std::min<double>(gap, row.x0 - box.x1);
    }
    return gap;
  }();
  if (word == nullptr && next > 0 && gap_before <= kOwnWord * em) word = &read.words[next - 1];
  if (word == nullptr) {
    const bool follows =
        next < read.words.size() && read.words[next].box.x0 - row.x1 <= kFarthest * em;
    if (gap_before > kFarthest * em && !follows) return;
    read.words.insert(read.words.begin() + static_cast<std::ptrdiff_t>(next),
                      ReadWord{"…", row, kSure});
  } else {
    size_t before = 0, behind = 0;
    const PixelBox all = Join(word->box, row);
    for (const size_t part : line.parts) {
      const PixelBox& box = ink.boxes()[part];
      const int middle = (box.x0 + box.x1) / 2;
      if (middle < all.x0 || middle > all.x1) continue;
      before += middle < row.x0 ? 1 : 0;
      behind += middle > row.x1 ? 1 : 0;
    }
    std::u32string text = ToUtf32(word->text);
    MendWord(text, before, behind);
    word->text = ToUtf8(text);
    word->box = all;
  }
  read.box = Join(read.box, row);
}

}  // namespace

void MendEllipses(const PageInk& ink, const InkLine& line, ReadLine& read) {
  if (read.words.empty()) return;
  for (const PixelBox& row : FindEllipses(ink, line)) PutIn(ink, line, row, read);
}

}  // namespace planrec::acquire
