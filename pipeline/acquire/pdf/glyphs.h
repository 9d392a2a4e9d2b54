// SPDX-License-Identifier: GPL-3.0-or-later
//
// The characters of a page as the page draws them, and what has to happen to them before they can
// be read as words: symbol fonts mapped, split marks put on their letters, double strikes and
// hidden copies dropped.
//
//   AddCharacter(glyphs, drawn, unicode, count, symbol_font);   // while the page is interpreted
//   CleanGlyphs(glyphs, box_of_the_page);                        // once, in the page's upright
//   frame
//
// Units are points, origin at the page's top left, y down. Order is the order of drawing and is
// kept. Plain values and pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/core/geometry.h"

namespace planrec::acquire {

/// One character. `turn` is the clockwise quarter turns of its writing direction; kSlanted stands
/// for any other direction.
struct Glyph {
  static constexpr int kSlanted = 4;

  char32_t c = 0;                      ///< U+0020 for every kind of space
  std::array<char32_t, 3> marks = {};  ///< combining marks that stand on it; 0 = none
  double x = 0, y = 0;                 ///< origin on the base line
  double dx = 0, dy = 0;               ///< the advance, letter spacing left out
  double pen_dx = 0, pen_dy = 0;       ///< the advance with letter and word spacing
  float size = 0;                      ///< font size in points as drawn
  float ascent = 0, descent = 0;       ///< above and below the base line in points, both positive
  float tone = 0;                      ///< brightness of its ink, 0 = black, 1 = white
  int turn = 0;
  bool bold = false, italic = false;
  bool invisible = false;   ///< render mode 3 or 7, or covered by a later image
  bool annotation = false;  ///< stands in a stamp or a signature field

  bool IsSpace() const { return c == U' '; }
};

/// Appends the characters of one drawn glyph: `unicode` has `count` code points (ligatures and
/// decomposed letters have several). Combining marks go onto their letter; presentation forms are
/// spelt out; spaces become U+0020; invisible format characters vanish. `symbol_font`: code points
/// of the private use area are read as Symbol or Wingdings. Returns the number of characters
/// without a usable Unicode value.
int AddCharacter(std::vector<Glyph>& glyphs, const Glyph& drawn, const char32_t* unicode, int count,
                 bool symbol_font);

/// True for U+0300–U+036F.
bool IsCombiningMark(char32_t c);

/// Puts mark `c` on the glyph, vowel marks before tone marks so that NFC composes them ("e" + acute
/// + circumflex would not). Marks beyond the third are dropped.
void PutMark(Glyph& glyph, char32_t c);

/// Takes turn 0 glyphs of an upright page: drops what stands outside `page`, puts marks that were
/// drawn as glyphs of their own onto their letters, reads soft hyphens as hyphens (or leaves them,
/// where they are a letter of TCVN3), drops double strikes (the second of two equal
/// letters at one place makes the first bold), and drops invisible copies where the page has as
/// much visible text.
void CleanGlyphs(std::vector<Glyph>& glyphs, const Box& page);

}  // namespace planrec::acquire
