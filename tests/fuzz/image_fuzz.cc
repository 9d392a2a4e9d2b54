// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as an image file, or several joined: its pages are found, decoded, and made ready for
// recognition. What is decoded stays within --max-pixels.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "pipeline/acquire/image/prepare.h"
#include "pipeline/acquire/image_source.h"
#include "pipeline/acquire/joined_images.h"
#include "pipeline/acquire/media_type.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  Limits limits;
  limits.max_pixels = 400'000;
  limits.max_pages = 100;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with(acquire::kJoinedMark)) {
    const auto joined = acquire::OpenJoined(bytes, limits);
    if (joined) (void)acquire::EncodedJoinedPage(bytes, (*joined)->page_count(), limits);
    return 0;
  }
  const Result<std::string> type = acquire::DetectMediaType(bytes, "fuzz");
  if (!type || !type->starts_with("image/")) return 0;
  if (!acquire::OpenImage(bytes, *type, limits)) return 0;
  std::vector<int> pages = {0};
  if (*type == "image/tiff") pages = acquire::TiffPages(bytes, 2);
  for (const int page : pages) {
    const Result<acquire::Raster> image = acquire::DecodeImage(bytes, *type, page, limits);
    if (!image) continue;
    if (int64_t{image->width_px()} * image->height_px() > limits.max_pixels) std::abort();
    acquire::WorkImage work = acquire::Prepare(*image, limits);
    if (work.width_px() > 0) acquire::Deskew(work);
  }
  return 0;
}
