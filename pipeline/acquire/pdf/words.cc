// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/words.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// All in parts of the font size.
constexpr double kGapWithSpaces = 0.28;     // splits words on a page that draws its spaces
constexpr double kGapWithoutSpaces = 0.13;  // splits words on a page that only moves the pen
constexpr double kBackStep = 0.5;           // kerning, overlapping italics
constexpr double kHole = 0.15;              // room for the narrowest letter
constexpr double kRuleGap = 0.05;           // room enough for a rule between two letters
constexpr double kBaselineDrift = 0.08;
constexpr double kTypedSlack = 0.35;  // a pen this near to the next letter: spaces filled the gap

// Running text has a space for every five to six characters.
bool DrawsSpaces(const std::vector<Glyph>& glyphs) {
  size_t spaces = 0;
  for (const Glyph& g : glyphs) spaces += g.IsSpace() ? 1 : 0;
  return spaces * 12 >= glyphs.size();
}

Box GlyphBox(const Glyph& g) {
  double x0 = std::min(g.x, g.x + g.dx), x1 = std::max(g.x, g.x + g.dx);
  return {x0, g.y - g.ascent, std::max(x1, x0 + 0.01), g.y + g.descent};
}

// Where letters stand, to be asked what stands in a hole. Sorted by base line (in steps), then x.
class Places {
 public:
  explicit Places(const std::vector<Glyph>& glyphs) {
    for (const Glyph& g : glyphs)
      if (!g.IsSpace()) places_.emplace_back(Row(g.y), g.x + g.dx / 2);
    std::sort(places_.begin(), places_.end());
  }
  /// Whether a letter's middle stands between x0 and x1 on this base line.
  bool Between(double x0, double x1, double y) const {
    for (int64_t row = Row(y) - 1; row <= Row(y) + 1; ++row) {
      const auto at = std::lower_bound(places_.begin(), places_.end(), std::pair(row, x0));
      if (at != places_.end() && at->first == row && at->second < x1) return true;
    }
    return false;
  }

 private:
  static int64_t Row(double y) { return std::llround(y * 2); }  // half points
  std::vector<std::pair<int64_t, double>> places_;
};

void Append(Word& word, const Glyph& g) {
  AppendUtf8(word.text, g.c);
  for (char32_t mark : g.marks)
    if (mark) AppendUtf8(word.text, mark);
  word.box = Join(word.box, GlyphBox(g));
  ++word.letters;
  word.bold += g.bold ? 1 : 0;
  word.italic += g.italic ? 1 : 0;
}

/// Writes letters into words as the pen draws them.
class WordWriter {
 public:
  WordWriter(const std::vector<Glyph>& glyphs, const Separators& separators)
      : separators_(separators),
        places_(glyphs),
        gap_limit_(DrawsSpaces(glyphs) ? kGapWithSpaces : kGapWithoutSpaces) {}

  void Add(const Glyph& g) {
    if (g.IsSpace()) {
      AddSpace(g);
    } else {
      AddLetter(g);
    }
    pen_x_ = g.x + g.pen_dx;
    pen_y_ = g.y + g.pen_dy;
  }

  std::vector<Word> Take() { return std::move(words_); }

 private:
  void AddSpace(const Glyph& g) {
    // A space far from the pen starts a new stretch of blanks; the gap is then not typed.
    const bool follows = last_ && std::abs(g.x - pen_x_) <= kTypedSlack * g.size &&
                         std::abs(g.y - pen_y_) <= kBaselineDrift * g.size;
    if (follows || !last_) space_ = true;
    if (follows && !words_.back().space_after) {
      words_.back().space_after = true;
      words_.back().space_x = g.x;
    }
    open_ = false;
  }

  void AddLetter(const Glyph& g) {
    const double size = last_ ? std::max(last_->size, g.size) : g.size;
    const bool level = last_ && std::abs(g.y - last_->y) <= kBaselineDrift * size;
    if (!open_ || !level || !Continues(g, size)) Begin(g, size, level);
    Append(words_.back(), g);
    last_ = &g;
    open_ = true;
    space_ = false;
  }

  /// Whether a letter on the open word's base line belongs to it.
  bool Continues(const Glyph& g, double size) const {
    const double gap = g.x - pen_x_;
    const bool alike = g.size <= 1.25 * last_->size && last_->size <= 1.25 * g.size;
    if (!alike || gap > gap_limit_ * size || gap < -kBackStep * size) return false;
    // A hole that a letter drawn elsewhere fills (another font's) is no part of this word.
    if (gap > kHole * size && places_.Between(pen_x_, g.x, g.y)) return false;
    return !(gap > kRuleGap * size && separators_.Between(pen_x_, g.x, g.y - 0.3 * size));
  }

  void Begin(const Glyph& g, double size, bool level) {
    Word word;
    word.order = static_cast<int>(words_.size());
    word.baseline = word.row = g.y;
    word.size = g.size;
    word.space_before = space_ && level;
    word.typed_gap = word.space_before && std::abs(g.x - pen_x_) <= kTypedSlack * size;
    words_.push_back(std::move(word));
  }

  const Separators& separators_;
  const Places places_;
  const double gap_limit_;
  std::vector<Word> words_;
  const Glyph* last_ = nullptr;   // last letter of the open word
  bool open_ = false;             // the next letter may continue the last word
  bool space_ = false;            // a space was drawn since the last letter
  double pen_x_ = 0, pen_y_ = 0;  // where the pen stands after the last glyph
};

}  // namespace

Separators::Separators(const std::vector<Rule>& rules) {
  for (const Rule& r : rules)
    if (r.Vertical()) rules_.push_back(r);
  std::sort(rules_.begin(), rules_.end(), [](const Rule& a, const Rule& b) { return a.x0 < b.x0; });
}

bool Separators::Between(double from, double to, double y) const {
  auto it = std::lower_bound(rules_.begin(), rules_.end(), from,
                             [](const Rule& r, double x) { return r.x0 < x; });
  for (; it != rules_.end() && it->x0 <= to; ++it)
    if (it->y0 <= y && it->y1 >= y) return true;
  return false;
}

std::vector<Word> BuildWords(const std::vector<Glyph>& glyphs, const Separators& separators) {
  WordWriter writer(glyphs, separators);
  for (const Glyph& g : glyphs) writer.Add(g);
  return writer.Take();
}

void JoinWords(Word& word, const Word& next) {
  word.text += next.text;
  word.space_after = next.space_after;
  word.space_x = next.space_x;
  word.box = Join(word.box, next.box);
  if (next.letters > word.letters) word.size = next.size;
  word.letters += next.letters;
  word.bold += next.bold;
  word.italic += next.italic;
}

}  // namespace planrec::acquire
