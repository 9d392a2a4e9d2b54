// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a grey image to the strip that the digit network reads: resampled to its size along a line
// of writing, paper to 0 and ink to 1.
//
//   Strip strip = CutStrip({bytes, width, height}, {x, baseline, {24, 0}, {0, 24}}, 160);
//
// Pixels of the grey image, 0 black; what lies outside of it is paper. Pure; thread safe.
#pragma once

#include <cstdint>

#include "pipeline/acquire/ocr/digit_network.h"

namespace planrec::acquire {

struct GreyView {
  const uint8_t* bytes = nullptr;  ///< borrowed, row by row, `width` bytes a row
  int width = 0, height = 0;
};

struct Direction {
  double x = 0, y = 0;
};
/// Where the strip's left end stands on the base line; the steps of one capital's height along the
/// line and down from it (upright and level at 24 pixels: {24, 0} and {0, 24}).
struct WritingLine {
  double x = 0, y = 0;
  Direction along, down;
};

Strip CutStrip(const GreyView& image, const WritingLine& line, int width);

}  // namespace planrec::acquire
