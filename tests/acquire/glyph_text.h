// SPDX-License-Identifier: GPL-3.0-or-later
//
// Test help: a typesetter for synthetic glyphs. Letters are half an em wide, spaces a quarter.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/acquire/pdf/glyphs.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {

struct Pen {
  double size = 12;
  double space = 0.25;  ///< width of a space, in parts of the size
  double spacing = 0;   ///< after each letter, in points
  bool draw_spaces = true;
  bool bold = false;
  bool invisible = false;
  bool annotation = false;
};

/// Sets `text` from (x, y) and returns where the pen ends.
inline double Set(std::vector<Glyph>& glyphs, double x, double y, std::string_view text,
                  const Pen& pen = {}) {
  for (char32_t c : ToUtf32(text)) {
    Glyph g;
    g.x = x;
    g.y = y;
    g.size = static_cast<float>(pen.size);
    g.ascent = 0.9F * g.size;
    g.descent = 0.2F * g.size;
    g.dx = (c == U' ' ? pen.space : IsCombiningMark(c) ? 0.0 : 0.5) * pen.size;
    g.pen_dx = g.dx + (IsCombiningMark(c) ? 0 : pen.spacing);
    g.bold = pen.bold;
    g.invisible = pen.invisible;
    g.annotation = pen.annotation;
    x += g.pen_dx;
    if (c != U' ' || pen.draw_spaces) AddCharacter(glyphs, g, &c, 1, false);
  }
  return x;
}

}  // namespace planrec::acquire
