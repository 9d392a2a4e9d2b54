// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/text_layer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipeline/acquire/pdf/words.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// All in parts of the font size, unless a name says otherwise.
constexpr double kRowStep = 0.16;       // base lines this near to the next one are one row
constexpr double kRowDrift = 0.4;       // … all together at most
constexpr double kJoinGap = 0.12;       // pieces nearer than this are one word
constexpr double kRaisedJoinGap = 0.2;  // the same for superscripts and subscripts
constexpr double kHoleSlack = 0.1;      // a space this far behind a letter's start is not before it
constexpr double kJumpGap = 0.6;        // parts words that were not drawn one after the other
constexpr double kJumpFactor = 1.3;     // … and at least this many word gaps
constexpr double kWideGap = 1.5;        // parts columns
constexpr double kWideFactor = 2.2;     // … and at least this many word gaps
constexpr double kUniformGap = 2.5;     // a badly justified line's gaps go up to this
constexpr double kBlankGap = 3.0;       // typed blanks, list markers before a tab
constexpr double kCorridorGap = 0.8;    // looked at again beside the neighbours
constexpr double kCorridorReach = 3.5;  // how far up and down neighbours count
constexpr int kMarkerLetters = 5;       // "III.1", "- ", "10)"

bool RuleBetween(const Separators& separators, const Word& a, const Word& b) {
  const double size = std::min(a.size, b.size);
  return separators.Between(std::max(a.box.CenterX(), a.box.x1 - 0.4 * size),
                            std::min(b.box.CenterX(), b.box.x0 + 0.4 * size), a.row - 0.3 * size);
}

// Words of one row that do not overlap, left to right, and after which of them the row is cut.
struct Lane {
  std::vector<Word> words;
  std::vector<char> cut_after;
};

double PairSize(const Word& a, const Word& b) {
  return std::max(a.size, b.size);
}

bool Contiguous(const Word& a, const Word& b) {
  return b.order == a.order + 1;
}

bool IsRaised(const Word& w) {
  return w.row != w.baseline;
}

// Superscripts and subscripts take the row of the bigger word that they were drawn beside.
void SettleRaised(std::vector<Word>& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    Word& w = words[i];
    for (int side : {-1, 1}) {
      if ((side < 0 && i == 0) || (side > 0 && i + 1 == words.size())) continue;
      const Word& n = words[side < 0 ? i - 1 : i + 1];
      if (n.size < 1.2 * w.size) continue;
      double rise = n.baseline - w.baseline;
      if (rise > 0.65 * n.size || rise < -0.35 * n.size) continue;
      double gap = side < 0 ? w.box.x0 - n.box.x1 : n.box.x0 - w.box.x1;
      // A footnote's sign may stand apart from the note that follows.
      if (gap < -0.25 * n.size || gap > (side < 0 ? 0.25 : 0.8) * n.size) continue;
      w.row = n.baseline;
      if (w.row == w.baseline) w.row = std::nextafter(w.row, w.row - 1);
      break;
    }
  }
}

// The members of one row into lanes: overlapping words (a stamp over text) never share a lane.
std::vector<Lane> MakeLanes(std::vector<Word>& row, const Separators& separators) {
  std::sort(row.begin(), row.end(), [](const Word& a, const Word& b) {
    return a.box.x0 != b.box.x0 ? a.box.x0 < b.box.x0 : a.order < b.order;
  });
  std::vector<Lane> lanes;
  for (Word& w : row) {
    Lane* best = nullptr;
    double best_gap = 0;
    bool best_next = false;
    for (Lane& lane : lanes) {
      const Word& last = lane.words.back();
      double gap = w.box.x0 - last.box.x1;
      double slack = 0.25 * PairSize(last, w);
      if (gap < -slack) continue;
      bool next = Contiguous(last, w);
      if (!best || (next && !best_next) || (next == best_next && gap < best_gap)) {
        best = &lane;
        best_gap = gap;
        best_next = next;
      }
    }
    if (!best) {
      lanes.emplace_back();
      best = &lanes.back();
    }
    if (!best->words.empty()) {
      Word& last = best->words.back();
      double gap = w.box.x0 - last.box.x1;
      double limit = IsRaised(w) || IsRaised(last) ? kRaisedJoinGap : kJoinGap;
      // A letter from another font is drawn later, into the hole that was left for it: the space
      // behind that hole is none before the letter.
      const bool hole = last.space_after && last.space_x > w.box.x0 + kHoleSlack * w.size;
      bool spaced = Contiguous(last, w) ? w.space_before : last.space_after && !hole;
      if (!spaced && gap < limit * PairSize(last, w) && !RuleBetween(separators, last, w)) {
        int order = w.order;
        JoinWords(last, w);
        last.order = std::max(last.order, order);
        continue;
      }
    }
    best->words.push_back(std::move(w));
  }
  for (Lane& lane : lanes) lane.cut_after.assign(lane.words.size(), 0);
  return lanes;
}

double Median(std::vector<double> values, double otherwise) {
  if (values.empty()) return otherwise;
  auto mid = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), mid, values.end());
  return *mid;
}

bool IsMarkerGap(const Lane& lane, size_t i, double gap) {
  bool starts = i == 0 || lane.cut_after[i - 1];
  return starts && lane.words[i].letters <= kMarkerLetters && gap <= kBlankGap &&
         Contiguous(lane.words[i], lane.words[i + 1]);
}

// Words drawn elsewhere (a number stamped into its blank) between two that were drawn one after the
// other: the pair (i, i + 1) belongs to what stands around it.
bool FillsBlank(const Lane& lane, size_t i) {
  constexpr size_t kReach = 4;
  for (size_t k = i + 1; k-- > 0 && i - k < kReach;) {
    size_t end = std::min(lane.words.size(), i + 1 + kReach);
    for (size_t m = i + 1; m < end; ++m)
      if (m > k + 1 && Contiguous(lane.words[k], lane.words[m])) return true;
  }
  return false;
}

// Cuts that the row shows by itself.
void CutLane(Lane& lane, const Separators& separators) {
  std::vector<double> word_gaps, all_gaps;
  for (size_t i = 0; i + 1 < lane.words.size(); ++i) {
    const Word &a = lane.words[i], &b = lane.words[i + 1];
    double gap = (b.box.x0 - a.box.x1) / PairSize(a, b);
    all_gaps.push_back(gap);
    if (Contiguous(a, b) && gap < kWideGap) word_gaps.push_back(gap);
  }
  const double usual = std::max(0.2, Median(word_gaps, 0.25));
  const double middle = Median(all_gaps, 0.25);
  for (size_t i = 0; i + 1 < lane.words.size(); ++i) {
    const Word &a = lane.words[i], &b = lane.words[i + 1];
    const double gap = all_gaps[i];
    bool cut = false;
    if (RuleBetween(separators, a, b)) {
      cut = true;
    } else if (!Contiguous(a, b)) {
      double limit = FillsBlank(lane, i) ? kBlankGap : kJumpGap;
      cut = gap > limit && gap > kJumpFactor * usual;
    } else if (gap > kWideGap && gap > kWideFactor * usual) {
      bool blank = b.typed_gap && gap <= kBlankGap;
      bool uniform = all_gaps.size() >= 3 && gap <= kUniformGap && gap <= 1.4 * middle;
      cut = !blank && !uniform && !IsMarkerGap(lane, i, gap);
    }
    lane.cut_after[i] = cut;
  }
}

struct Gap {
  double x0, x1, row;
};

// Cuts that only the neighbours show: a gap on the white corridor between their columns.
void CutCorridors(std::vector<Lane>& lanes) {
  std::vector<Gap> corridors;  // sorted by row, since lanes are
  for (const Lane& lane : lanes)
    for (size_t i = 0; i + 1 < lane.words.size(); ++i)
      if (lane.cut_after[i])
        corridors.push_back(
            {lane.words[i].box.x1, lane.words[i + 1].box.x0, lane.words.front().row});
  if (corridors.empty()) return;
  for (Lane& lane : lanes) {
    for (size_t i = 0; i + 1 < lane.words.size(); ++i) {
      if (lane.cut_after[i]) continue;
      const Word &a = lane.words[i], &b = lane.words[i + 1];
      const double size = PairSize(a, b);
      const double gap = (b.box.x0 - a.box.x1) / size;
      if (gap < kCorridorGap) continue;
      int needed = gap >= kWideGap && !IsMarkerGap(lane, i, gap) ? 1 : 2;
      int found = 0;
      double row = lane.words.front().row;
      auto it = std::lower_bound(corridors.begin(), corridors.end(), row - kCorridorReach * size,
                                 [](const Gap& g, double y) { return g.row < y; });
      for (; it != corridors.end() && it->row <= row + kCorridorReach * size; ++it)
        if (std::abs(it->row - row) > 0.5 * size &&
            Overlap(it->x0, it->x1, a.box.x1, b.box.x0) >= 0.5 * size)
          ++found;
      if (found >= needed) lane.cut_after[i] = 1;
    }
  }
}

TextLine MakeLine(const Lane& lane, size_t begin, size_t end) {
  TextLine line;
  std::vector<std::pair<double, int>> sizes;
  for (size_t i = begin; i < end; ++i) {
    const Word& w = lane.words[i];
    if (!line.raw.empty()) line.raw += ' ';
    Token token;
    token.begin = static_cast<uint32_t>(line.raw.size());
    line.raw += w.text;
    token.end = static_cast<uint32_t>(line.raw.size());
    token.box = w.box;
    token.bold = 2 * w.bold > w.letters;
    token.italic = 2 * w.italic > w.letters;
    line.box = Join(line.box, w.box);
    line.tokens.push_back(token);
    sizes.emplace_back(w.size, w.letters);
  }
  // The size of most letters: a weighted median.
  std::sort(sizes.begin(), sizes.end());
  int total = 0, seen = 0;
  for (const auto& s : sizes) total += s.second;
  for (const auto& s : sizes) {
    seen += s.second;
    if (2 * seen >= total) {
      line.font_size_pt = std::round(s.first * 100) / 100;
      break;
    }
  }
  return line;
}

}  // namespace

std::vector<TextLine> BuildLines(const std::vector<Glyph>& glyphs, const std::vector<Rule>& rules) {
  const Separators separators(rules);
  std::vector<Word> words = BuildWords(glyphs, separators);
  SettleRaised(words);
  std::stable_sort(words.begin(), words.end(),
                   [](const Word& a, const Word& b) { return a.row < b.row; });
  std::vector<Lane> lanes;
  for (size_t begin = 0; begin < words.size();) {
    size_t end = begin + 1;
    while (end < words.size()) {
      double size = std::min(words[end - 1].size, words[end].size);
      if (words[end].row - words[end - 1].row > kRowStep * size) break;
      if (words[end].row - words[begin].row > kRowDrift * size) break;
      ++end;
    }
    std::vector<Word> row(
        std::make_move_iterator(words.begin() + static_cast<std::ptrdiff_t>(begin)),
        std::make_move_iterator(words.begin() + static_cast<std::ptrdiff_t>(end)));
    for (Lane& lane : MakeLanes(row, separators)) {
      CutLane(lane, separators);
      lanes.push_back(std::move(lane));
    }
    begin = end;
  }
  CutCorridors(lanes);
  std::vector<TextLine> lines;
  for (const Lane& lane : lanes) {
    for (size_t begin = 0; begin < lane.words.size();) {
      size_t end = begin + 1;
      while (end < lane.words.size() && !lane.cut_after[end - 1]) ++end;
      lines.push_back(MakeLine(lane, begin, end));
      begin = end;
    }
  }
  return lines;
}

}  // namespace planrec::acquire
