// SPDX-License-Identifier: GPL-3.0-or-later
//
// Characters → words, in the order of drawing. Used by text_layer only.
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/pdf/glyphs.h"
#include "pipeline/core/geometry.h"

namespace planrec::acquire {

/// Vertical rules by x, to ask whether one stands between two places of a line.
class Separators {
 public:
  explicit Separators(const std::vector<Rule>& rules);
  /// A rule with from <= x <= to that passes height y.
  bool Between(double from, double to, double y) const;

 private:
  std::vector<Rule> rules_;
};

/// A run of characters drawn one behind the other without a space. After the lines were joined it
/// is a word; before, a word may be in several pieces (a superscript, a change of font).
struct Word {
  std::string text;  ///< UTF-8
  Box box;
  double baseline = 0;
  double row = 0;  ///< the base line it belongs to: its own, or of the word it is raised from
  double size = 0;
  int letters = 0;  ///< code points, marks not counted
  int bold = 0, italic = 0;
  int order = 0;              ///< position in the order of drawing
  bool space_before = false;  ///< a space was drawn before it, on its line
  bool space_after = false;   ///< … after it
  double space_x = 0;         ///< where that space begins
  bool typed_gap = false;     ///< the whole gap before it was drawn as spaces
};

/// Splits at drawn spaces, at rules and at gaps; where a page draws its spaces, small gaps do not
/// split.
std::vector<Word> BuildWords(const std::vector<Glyph>& glyphs, const Separators& separators);

/// Appends `next` to `word` without a space.
void JoinWords(Word& word, const Word& next);

}  // namespace planrec::acquire
