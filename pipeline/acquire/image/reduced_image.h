// SPDX-License-Identifier: GPL-3.0-or-later
//
// PNG and TIFF images too large for memory, decoded row by row and reduced while they are read:
// an A0 sheet in colour at 400 dpi takes 0.75 GB unpacked, its half size a quarter of that. Tiled
// TIFF is read this way at any size (factor 1): Leptonica reads strips only.
//
//   Raster half = DecodeReducedTiff(bytes, directory, 2);   // each pixel the mean of 2 x 2
//
// Gives 8 bits where the image is grey or black and white, else 32 (RGB); transparency on white;
// the resolution reduced too. Empty where the bytes are damaged, the image is interlaced (a PNG
// then needs all its rows at once) or there is no memory. The libraries' messages go to standard
// error, where the worker files them. Thread safe.
#pragma once

#include <cstddef>
#include <string_view>

#include "pipeline/acquire/image/raster.h"

namespace planrec::acquire {

/// `factor` >= 1: how many pixels of a row become one.
Raster DecodeReducedPng(std::string_view bytes, int factor);
/// `directory` counts from 0 in the file's chain.
Raster DecodeReducedTiff(std::string_view bytes, int directory, int factor);

/// Bytes that have to be unpacked at once to read any row: itself, a strip or a row of tiles, as
/// RGBA; as the header says, which a damaged one may say of any size. 0 where the directory can't
/// be read.
double TiffWorkingBytes(std::string_view bytes, int directory);

/// How its rows are to be turned and mirrored, 1..8 as in EXIF; 1 where it does not say.
int TiffOrientation(std::string_view bytes, int directory);

/// False also where the directory can't be read.
bool TiledTiff(std::string_view bytes, int directory);

/// By its header, so also where the rest is damaged.
bool InterlacedPng(std::string_view bytes);

}  // namespace planrec::acquire
