// SPDX-License-Identifier: GPL-3.0-or-later
//
// From clean pages to what scanners deliver, with Leptonica: uneven paper, soft edges, sensor
// noise, specks, a slight turn; in colour, grey or black and white. Pure functions of the page and
// the generator.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>
#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/lab/samples/canvas.h"
#include "tools/lab/samples/random.h"

namespace planrec::samples {

struct PixDestroyer {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<PIX, PixDestroyer>;

enum class Ground { kColour, kGrey, kBitonal };

struct Scan {
  Ground ground = Ground::kGrey;
  int dpi = 200;
  double skew_deg = 0;    ///< clockwise
  double blur_px = 0.6;   ///< standard deviation of the soft edge
  double noise = 5;       ///< standard deviation, of 255 levels
  int specks = 30;        ///< a page
  int quarter_turns = 0;  ///< clockwise, after all else
};

/// kOutOfMemory where Leptonica can't make an image.
Result<PixPtr> Degrade(const RgbPage& page, const Scan& scan, Random& random);

/// JPEG bytes of an 8 or 32 bit image.
Result<std::string> Jpeg(PIX* pix, int quality);
/// The bare CCITT group 4 strip of a bitonal image, as PDF wants it.
Result<std::string> Group4(PIX* pix);
/// All pages into one TIFF with group 4 compression.
Status WriteGroup4Tiff(const std::string& path, const std::vector<PixPtr>& pages);

}  // namespace planrec::samples
