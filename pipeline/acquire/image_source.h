// SPDX-License-Identifier: GPL-3.0-or-later
//
// Image files as sources: each image is a page. TIFF, HEIC and AVIF may hold many (reduced copies
// are skipped); JPEG, PNG and WebP hold one.
//
//   Result<std::unique_ptr<SourceReader>> source = OpenImage(bytes, "image/tiff", limits);
//
// Keeps a view into `bytes`. Pages are decoded when they are read. Failures: kCorrupt where no
// image can be found, kTooLarge over --max-pages; of a page: kCorrupt, or kTooLarge where decoding
// it would take more memory than a page may.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/core/encoded_image.h"

namespace planrec::acquire {

Result<std::unique_ptr<SourceReader>> OpenImage(std::string_view bytes,
                                                const std::string& media_type,
                                                const Limits& limits);

/// Positions of a TIFF's pages in its chain of directories (0-based), reduced copies left out.
/// Empty where there is no readable directory. Stops at loops and at `most` entries.
std::vector<int> TiffPages(std::string_view bytes, int most);

/// Decodes one image as Raster wants it: 1, 8 or 32 bits, no palette, transparency on white;
/// at most limits.max_pixels, reduced where it has more. `index` counts TIFF directories.
Result<Raster> DecodeImage(std::string_view bytes, const std::string& media_type, int index,
                           const Limits& limits);

/// A page (1-based) as PDF holds it: its bytes as they are where that can be, else as DecodeImage
/// gives it.
Result<EncodedImage> EncodedPage(std::string_view bytes, const std::string& media_type, int number,
                                 const Limits& limits);

}  // namespace planrec::acquire
