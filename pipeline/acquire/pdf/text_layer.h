// SPDX-License-Identifier: GPL-3.0-or-later
//
// Characters → words → lines.
//
//   std::vector<TextLine> lines = BuildLines(glyphs, rules);   // glyphs after CleanGlyphs
//
// A line is a run of words on one base line. Two columns are two lines: the letterhead's halves,
// "Nơi nhận" beside the signature, the cells of a table row. What parts them, in this order: a
// vertical rule between; a jump in the order of drawing (producers write cell after cell); a gap
// much wider than the line's own word gaps; a gap that lies on a white corridor with the line's
// neighbours. Justified text, typed blanks ("Số:      /KH-UBND") and list markers before a tab are
// kept together. When unsure, running text stays together.
//
// Units are points in the frame of the glyphs, which must all read from left to right (turn 0).
// Pure and deterministic.
#pragma once

#include <vector>

#include "pipeline/acquire/pdf/glyphs.h"
#include "pipeline/core/geometry.h"
#include "pipeline/core/page.h"

namespace planrec::acquire {

/// Lines from top to bottom, on one height from left to right.
std::vector<TextLine> BuildLines(const std::vector<Glyph>& glyphs, const std::vector<Rule>& rules);

}  // namespace planrec::acquire
