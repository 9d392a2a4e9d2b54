// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page image as it was given, seen through the places of the work image: coloured ink is still
// on it, and no resolution was chosen for print.
//
//   const PageView view(image, work, {0, work.width_px(), work.height_px()});
//   Strip strip = view.Cut(place, width);
//
// Pixels of the work image, behind its turn and skew. `image` is borrowed. Not thread safe
// (Leptonica).
#pragma once

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/prepare.h"
#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/ocr/strip.h"

namespace planrec::acquire {

/// The upright image that a work image is (a part of): where the part begins, the whole's size.
struct WholeImage {
  int x0 = 0;
  int width = 0, height = 0;
};

/// A stretch of a line: its left end on the base line and the height of its capitals.
struct StripPlace {
  double x = 0, baseline = 0, capital = 0;
};

/// Which ink a cut shows as dark.
enum class Inks {
  kAll,
  kBlack,  ///< print: coloured ink is as bright as its strongest channel
  kRed,
};

class PageView {
 public:
  PageView(const Raster& image, const WorkImage& work, const WholeImage& whole);

  /// `width` pixels of strip (digit_layers.h) from `place` on. Red ink is left out (seals), or with
  /// `red` it counts as any other.
  Strip Cut(const StripPlace& place, int width, bool red = false) const;

  /// The pixels of a box of the work image, 8 bit, in the ink named; of an image without colours
  /// the same for all but kRed, which then is empty.
  Raster CutArea(const PixelBox& area, Inks inks) const;

 private:
  Direction ToImage(double x, double y) const;

  const Raster& image_;
  int work_width_, work_height_, turn_;
  double skew_;  // radians, clockwise, taken out of the work image
  WholeImage whole_;
};

}  // namespace planrec::acquire
