// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a camera held: JPEG and WebP files say in their EXIF block how the stored rows are to be
// turned and mirrored to look as they were seen.
//
//   Raster seen = AsSeen(std::move(stored), ExifOrientation(bytes));
//
// Pure; thread safe.
#pragma once

#include <string_view>

#include "pipeline/acquire/image/raster.h"

namespace planrec::acquire {

inline constexpr std::string_view kWebp = "image/webp";

/// The EXIF tag Orientation of a JPEG file's bytes, 1..8; 1 (as stored) where there is none or it
/// can't be.
int ExifOrientation(std::string_view jpeg);
/// The same of a WebP file, whose EXIF block is a chunk of its own.
int WebpOrientation(std::string_view webp);

/// The image turned and mirrored as the tag's value asks. Where there is no memory for that, as it
/// was.
Raster AsSeen(Raster stored, int orientation);

}  // namespace planrec::acquire
