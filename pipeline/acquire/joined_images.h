// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several image files as one document (--join): their bytes, one behind the other, below a head
// that says where each ends. Planrec makes such a file where it reads a folder and keeps it
// nowhere.
//
//   planrec joined images 1\n
//   204855\n          bytes of the first image
//   198210\n          of the second
//   \n
//   …                 the images
//
//   std::string head = JoinedHead({204855, 198210});
//   Result<std::unique_ptr<SourceReader>> source = OpenJoined(bytes, limits);
//
// Views `bytes`. Its pages are those of the images in their order; an image that can't be read is a
// page with an error. kCorrupt where the head is none, kTooLarge over --max-pages. Not thread safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/source_reader.h"
#include "pipeline/core/encoded_image.h"

namespace planrec::acquire {

/// The media type of a folder, in the words of the shared MIME-info database.
inline constexpr std::string_view kJoinedImages = "inode/directory";
/// How such a file begins.
inline constexpr std::string_view kJoinedMark = "planrec joined images 1\n";

std::string JoinedHead(const std::vector<uint64_t>& sizes);

Result<std::unique_ptr<SourceReader>> OpenJoined(std::string_view bytes, const Limits& limits);

/// A page as EncodedPage (image_source.h) gives it.
Result<EncodedImage> EncodedJoinedPage(std::string_view bytes, int number, const Limits& limits);

}  // namespace planrec::acquire
