// SPDX-License-Identifier: GPL-3.0-or-later
//
// An image in the code in which a file holds it, with what is to be known to unpack it: as PDF
// names its filters (ISO 32000-1, 7.4). Plain value.
#pragma once

#include <string>

namespace planrec {

enum class ImageCode { kDct, kFlate, kCcittG4 };

struct EncodedImage {
  ImageCode code = ImageCode::kFlate;
  std::string data;
  int width_px = 0, height_px = 0;
  int bits = 8, components = 1;  ///< of a pixel: bits of each of 1 (grey), 3 (RGB), 4 (CMYK)
  std::string palette;           ///< RGB triples; of one component, where not empty
  int predictor = 1;             ///< of kFlate: 1 none, 2 as TIFF, 15 as PNG
  bool inverted = false;         ///< the least value is white (kCcittG4: runs of black are white)
  bool ycc = true;               ///< of kDct with three components: they are YCbCr
  int orientation = 1;           ///< how the rows stand, as EXIF and TIFF number it (1..8)
};

}  // namespace planrec
