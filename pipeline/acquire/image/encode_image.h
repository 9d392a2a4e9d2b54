// SPDX-License-Identifier: GPL-3.0-or-later
//
// Page images as PDF holds them.
//
//   std::optional<EncodedImage> image = AsStored(bytes, "image/tiff", 0);
//   if (!image) image = Encode(raster, /*lossy=*/false);
//
// Most files hold their image in a code that PDF knows: its bytes are then taken as they are. What
// PDF knows no code for (interlaced or transparent PNG; TIFF in several strips or tiles, which no
// single image of a PDF can hold) is encoded anew: black and white as CCITT group 4, else without
// loss (Flate). Functions are thread safe; libtiff's messages go to standard error.
#pragma once

#include <optional>
#include <string_view>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/core/encoded_image.h"

namespace planrec::acquire {

/// nullopt where it has to be encoded anew, or can't be read. `directory` counts TIFF directories.
std::optional<EncodedImage> AsStored(std::string_view bytes, std::string_view media_type,
                                     int directory);

/// True for a TIFF image that was compressed with loss: encoded anew without, it would be many
/// times as large.
bool LossyTiff(std::string_view bytes, int directory);

/// Of 1, 8 or 32 bits. `lossy`: as JPEG of high quality. nullopt where there is no memory.
std::optional<EncodedImage> Encode(const Raster& raster, bool lossy);

}  // namespace planrec::acquire
