// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines that touch: at usual line spacing the tail of a g ends where the tone mark of an "ố" in the
// next line begins, a scan joins the two, and the mark would stay with the g.
//
//   std::vector<InkLine> lines = SplitLines(ink, areas, letter_px);
//   if (PartTouchingLines(ink, lines, work.binary) > 0) … PageInk and SplitLines again
//
// Pixels of the work image. Not thread safe (Leptonica).
#pragma once

#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/ocr/text_lines.h"

namespace planrec::acquire {

/// Cuts, in `binary`, the marks off the tails of the line above that they touch: narrow ink deeper
/// below a line than tails reach, right above other ink. Returns how many it cut off.
int PartTouchingLines(const PageInk& ink, const std::vector<InkLine>& lines, Raster& binary);

}  // namespace planrec::acquire
