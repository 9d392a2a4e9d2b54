// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a block of text as ink: each connected component belongs to the one line that it is
// part of, marks and dots included, so that a line can be read without seeing its neighbours.
// Vietnamese print stacks marks above and below letters; at usual line spacing a dot under one line
// and a hook over the next stand closer to each other than to their own letters' middle, and an
// engine that cuts lines by rows gives them to the wrong one.
//
//   const PageInk ink(work.binary);
//   for (const InkLine& line : SplitLines(ink, {{region.box}, {cell.cell, true}}, work.letter_px))
//   {
//     const LineImage image = CutLine(work, ink, line);
//     engine.SetImage(image.grey.get(), work.dpi);
//     … boxes read are those of the image: add image.x0, image.y0
//   }
//
// Baselines are the peaks of the letters' lower edges (skew is gone by then); letters go to the
// baseline that they stand on, marks to the nearest letter above or below them. Pixels throughout.
// Not thread safe (Leptonica).
#pragma once

#include <vector>

#include "pipeline/acquire/image/page_ink.h"
#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/prepare.h"
#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/ocr/engine.h"

namespace planrec::acquire {

/// A block of text. What stands in a closed one (a ruled cell) is part of no line outside.
struct InkArea {
  PixelBox box;
  bool closed = false;
};

struct InkLine {
  PixelBox box;     ///< of its ink
  size_t area = 0;  ///< that it stands in
  int baseline = 0;
  double letter_px = 0;       ///< height of its area's small letters
  int top = 0, bottom = 0;    ///< where ink that it shares with its neighbours is cut
  std::vector<size_t> parts;  ///< components, left to right
};

/// The lines of the areas (letters belong to them by their middle, closed ones first), area by area
/// and top to bottom. Marks of one area may stand in another's box.
std::vector<InkLine> SplitLines(const PageInk& ink, const std::vector<InkArea>& areas,
                                double letter_px);

/// Ink that may be a full stop: small, about as wide as high, on the line's baseline.
bool IsPoint(const PixelBox& box, const InkLine& line);

struct LineImage {
  Raster grey;         ///< the line's ink alone on white, a margin around it
  int x0 = 0, y0 = 0;  ///< its place in the work image
};

LineImage CutLine(const WorkImage& work, const PageInk& ink, const InkLine& line);

}  // namespace planrec::acquire
