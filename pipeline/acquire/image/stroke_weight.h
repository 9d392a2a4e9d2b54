// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bold print on page images, told by the thickness of its strokes.
//
//   MarkBold(work, lines);   // sets Token::bold of whole lines
//
// A line's weight is the mean length of its letters' horizontal runs of ink, long strokes left out.
// Regular print is what most of the page's ink weighs; a line is bold where it weighs clearly more
// than that and than the page's own scatter. Pages with few lines are left as they are. Pure but
// for `lines`.
#pragma once

#include <vector>

#include "pipeline/acquire/image/prepare.h"
#include "pipeline/core/page.h"

namespace planrec::acquire {

/// `lines` in points of the work image.
void MarkBold(const WorkImage& work, std::vector<TextLine>& lines);

/// Mean length in pixels of the horizontal runs of ink up to `longest` in a rectangle of pixels of
/// a 1-bit raster, and how many there are.
struct RunLength {
  double mean = 0;
  int runs = 0;
};
RunLength MeanRun(const Raster& binary, int x0, int y0, int x1, int y1, int longest);

}  // namespace planrec::acquire
