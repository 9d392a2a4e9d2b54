// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines of print in a part of a page where seals, signatures, frames and tilted stamps stand
// between and upon them: shapes of a letter's size that stand on one line are a row, straightened
// and read.
//
//   const Raster grey = scene.view.CutArea(area, Inks::kRed);
//   for (const ReadLine& line : ReadInkRows(scene, grey, area)) …   // places of the work image
//
// Each row is read twice, its letters alone and with what crosses them: some letters may hang on a
// pen's stroke. Not thread safe (the engine, Leptonica).
#pragma once

#include <vector>

#include "pipeline/acquire/ocr/head_fields.h"

namespace planrec::acquire {

std::vector<ReadLine> ReadInkRows(const HeadScene& scene, const Raster& grey, const PixelBox& area);

}  // namespace planrec::acquire
