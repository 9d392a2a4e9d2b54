// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which coloured ink is text: lines printed in red or blue, numbers and days filled in with a blue
// pen, names and urgency stamps in red. What is no text: round seals with their letters,
// signatures, highlighting, pictures.
//
//   for (const PixelBox& box : ColouredText(colour, dpi)) …   // keep the ink in these places
//
// Ink of one hue is cut into connected shapes at about 100 dpi, long straight strokes (frames,
// rules, highlighting) left out. Rows of shapes of a letter's size are text; inside the circle of a
// seal nothing is. One or two such shapes are text only where black print goes on at both sides.
// Pure; thread safe.
#pragma once

#include <vector>

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/raster.h"

namespace planrec::acquire {

/// Boxes in pixels of `colour` (32 bit), overlapping at times. `dpi` as far as known; 0: unknown,
/// 200 is taken. Pixels count as coloured from a difference of `least_chroma` between the strongest
/// and the weakest channel.
std::vector<PixelBox> ColouredText(const Raster& colour, int dpi, int least_chroma);

}  // namespace planrec::acquire
