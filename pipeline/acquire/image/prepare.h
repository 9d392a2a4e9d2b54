// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a page image as scanned to a clean one at the resolution that reads best.
//
//   WorkImage work = Prepare(image, limits);           // grey + binary, white paper, letter height
//   TurnWorkImage(work, 90);                           // orientation.h finds the angle
//   Deskew(work);                                      // only with enough evidence
//
// Resolution by evidence: letters are measured (height of the small letters), not the scanner's
// claim. Measured on real pages: small letters of 12–21 px read best (13 pt at 150–250 dpi);
// larger ones are reduced, smaller ones enlarged and sharpened. Sizes are pixels of the work image;
// scale turns them into points. Not thread safe; a WorkImage owns its rasters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/core/limits.h"
#include "pipeline/core/page.h"

namespace planrec::acquire {

struct WorkImage {
  Raster grey;    ///< 8 bit, 0 = black, paper evened to white
  Raster binary;  ///< 1 bit, 1 = ink, of the same size; specks and scan borders gone
  double pt_per_px_x = 0.5, pt_per_px_y = 0.5;
  double letter_px = 0;            ///< height of the small letters; 0 where too few were found
  int dpi = 200;                   ///< resolution of `grey`, rounded
  int rotation = 0;                ///< clockwise degrees applied so far
  std::optional<double> skew_deg;  ///< clockwise degrees that Deskew applied
  bool faint = false;              ///< its print was pale and was made darker
  std::vector<Diagnostic> diagnostics;

  int width_px() const { return grey.width_px(); }
  int height_px() const { return grey.height_px(); }
};

/// Grey without coloured ink, evened background, work resolution, binary. An empty grey means that
/// there was not enough memory.
WorkImage Prepare(const Raster& image, const Limits& limits);

/// Turns the image clockwise by 90, 180 or 270 degrees.
void TurnWorkImage(WorkImage& work, int degrees);

/// Finds the skew (both directions, up to 6°) and takes it out where the evidence suffices.
void Deskew(WorkImage& work);

/// Height in pixels of the small letters of a binary image; 0 where there are too few letters.
double LetterHeight(const Raster& binary);

}  // namespace planrec::acquire
