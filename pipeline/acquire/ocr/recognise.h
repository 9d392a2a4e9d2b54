// SPDX-License-Identifier: GPL-3.0-or-later
//
// One page image in, lines of words with their places out: work resolution, orientation, cleaning,
// recognition, ruled lines.
//
//   Result<Recognition> read = Recognise(image, recogniser, options);
//
// Boxes and rules are in points of the page as it was read upright, origin top left; the page's
// size in that frame is width_pt × height_pt. Where the image carries no resolution, one is
// estimated and said so in the diagnostics. Two pages on one image (spread.h) are read one after
// the other; the larger of their angles is `skew_deg`. kModelMissing where the engine can't be
// loaded; other errors mean that this image could not be read. Not thread safe (it uses the
// Recogniser).
#pragma once

#include <optional>
#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/core/geometry.h"
#include "pipeline/core/limits.h"
#include "pipeline/core/page.h"
#include "pipeline/core/result.h"

namespace planrec::acquire {

struct RecogniseOptions {
  Limits limits;
};

struct Recognition {
  std::vector<TextLine> lines;
  std::vector<Rule> rules;
  int rotation = 0;  ///< clockwise degrees applied to the given image to read it upright
  std::optional<double> skew_deg;        ///< found and taken out
  std::optional<double> ocr_confidence;  ///< mean word confidence 0..1
  double width_pt = 0, height_pt = 0;    ///< of the upright page
  std::vector<Box> spread;               ///< as Page::spread
  std::vector<Diagnostic> diagnostics;
  std::vector<WordReadings> readings;  ///< as Page::readings
};

Result<Recognition> Recognise(const Raster& image, Recogniser& recogniser,
                              const RecogniseOptions& options);

}  // namespace planrec::acquire
