// SPDX-License-Identifier: GPL-3.0-or-later
//
// Colour to grey with red and blue ink (seals, stamps, e-signature boxes, signatures) taken out;
// text in these colours stays (coloured_text.h tells which is).
//
//   Raster grey = GreyWithoutColouredInk(colour);
//
// Black print has three low channels; coloured ink has at least one high channel, and where it lies
// over print all three are low again. So a coloured pixel takes its brightness from its strongest
// channel: the ink goes white, the print below it stays. Grey pixels keep their luminance; between
// grey and coloured the two are mixed, so that JPEG's colour fringes leave no edges. Pure.
#pragma once

#include "pipeline/acquire/image/raster.h"

namespace planrec::acquire {

/// 8-bit grey of the same size and resolution from any depth (colour maps and alpha resolved).
/// Empty where Leptonica refuses (out of memory).
Raster GreyWithoutColouredInk(const Raster& image);

}  // namespace planrec::acquire
