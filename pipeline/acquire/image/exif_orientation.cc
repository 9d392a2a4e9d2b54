// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/exif_orientation.h"

#include <leptonica/allheaders.h>
#include <libexif/exif-data.h>

#include <array>
#include <memory>
#include <string>
#include <utility>

namespace planrec::acquire {
namespace {

// Where the stored rows lie, by the tag's value less one (EXIF 2.32, 4.6.4): first mirrored left to
// right, then turned clockwise.
struct Move {
  bool mirror;
  int quarters;
};
constexpr std::array<Move, 8> kMoves = {
    {{false, 0}, {true, 0}, {false, 2}, {true, 2}, {true, 3}, {false, 1}, {true, 1}, {false, 3}}};

}  // namespace

int ExifOrientation(std::string_view jpeg) {
  const std::unique_ptr<ExifData, decltype(&exif_data_unref)> data(
      exif_data_new_from_data(reinterpret_cast<const unsigned char*>(jpeg.data()),
                              static_cast<unsigned>(jpeg.size())),
      &exif_data_unref);
  if (!data) return 1;
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
  const int value = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return value >= 1 && value <= static_cast<int>(kMoves.size()) ? value : 1;
}

int WebpOrientation(std::string_view webp) {
  constexpr size_t kRiffHead = 12, kChunkHead = 8;
  constexpr std::string_view kExif = "EXIF", kStart("Exif\0\0", 6);
  for (size_t at = kRiffHead; at + kChunkHead <= webp.size();) {
    size_t size = 0;
    for (size_t i = 4; i-- > 0;) size = size << 8 | static_cast<unsigned char>(webp[at + 4 + i]);
    const std::string_view body = webp.substr(at + kChunkHead);
    if (size > body.size()) return 1;
    if (webp.substr(at, 4) == kExif) {
      // With or without the start that a JPEG's block has.
      const std::string_view block = body.substr(0, size);
      if (block.starts_with(kStart)) return ExifOrientation(block);
      return ExifOrientation(std::string(kStart).append(block));
    }
    at += kChunkHead + size + size % 2;
  }
  return 1;
}

Raster AsSeen(Raster stored, int orientation) {
  if (stored.empty() || orientation < 2 || orientation > static_cast<int>(kMoves.size()))
    return stored;
  const Move move = kMoves[static_cast<size_t>(orientation - 1)];
  const int x_dpi = stored.x_dpi(), y_dpi = stored.y_dpi();
  Raster seen =
      Raster::Take(move.mirror ? pixFlipLR(nullptr, stored.get()) : pixClone(stored.get()));
  if (!seen.empty() && move.quarters != 0)
    seen = Raster::Take(pixRotateOrth(seen.get(), move.quarters));
  if (seen.empty()) return stored;
  const bool sideways = move.quarters % 2 == 1;
  seen.SetDpi(sideways ? y_dpi : x_dpi, sideways ? x_dpi : y_dpi);
  return seen;
}

}  // namespace planrec::acquire
