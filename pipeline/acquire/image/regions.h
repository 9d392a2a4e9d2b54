// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which rectangles of a page are read by themselves, so that columns never run together: blocks of
// full-width text, and the columns of bands where a white gutter parts the page (letterhead,
// recipients beside the signature, tables without rules).
//
//   for (const Region& r : FindRegions(binary, letter_px)) engine.Read(r.box, Layout::kBlock);
//
// Method: recursive cuts along white space (Nagy and Seth's XY-cut) over the boxes of connected
// components, where a vertical cut needs a gutter that is wider than any space between words or
// that goes on over several lines. Regions come top to bottom, then left to right. Pure.
#pragma once

#include <vector>

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/raster.h"

namespace planrec::acquire {

struct Region {
  PixelBox box;
  int column = 0, columns = 1;  ///< 0-based place among the columns of its band
};

/// `binary`: ink without rules; letter_px: height of small letters. Ink inside one of `except`
/// (cells of tables) is left out.
std::vector<Region> FindRegions(const Raster& binary, double letter_px,
                                const std::vector<PixelBox>& except);

}  // namespace planrec::acquire
