// SPDX-License-Identifier: GPL-3.0-or-later
//
// HEIC and AVIF files: what telephones make of a page. libheif opens them; libaom decodes AV1,
// libde265 HEVC, both in the calling thread (workers may start none).
//
//   if (std::optional<std::string_view> type = HeifType(bytes)) …     // "image/heic"
//   Result<HeifFile> file = HeifFile::Open(bytes);
//   Result<HeifShape> shape = file->Shape(0);
//   Raster page = file->Decode(0);
//
// Turned and mirrored as the file says, 8 bits a colour, transparency on white; no resolution: such
// files tell none that is true. Keeps a view into `bytes`. One file, one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/core/result.h"

struct heif_context;

namespace planrec::acquire {

inline constexpr std::string_view kHeic = "image/heic", kAvif = "image/avif";

/// By the brands of the file's first box (ISO/IEC 14496-12, 4.3); nullopt for all that is neither.
std::optional<std::string_view> HeifType(std::string_view bytes);

struct HeifShape {
  int width = 0, height = 0;
};

class HeifFile {
 public:
  /// kCorrupt where it has no readable image.
  static Result<HeifFile> Open(std::string_view bytes);

  /// Images that stand for themselves, in the file's order; thumbnails and depths are none.
  int image_count() const { return static_cast<int>(images_.size()); }
  /// As seen, before anything is decoded. kCorrupt.
  Result<HeifShape> Shape(int index) const;
  /// Empty where it can't be decoded.
  Raster Decode(int index) const;

 private:
  struct Free {
    void operator()(heif_context* context) const;
  };
  std::unique_ptr<heif_context, Free> context_;
  std::vector<uint32_t> images_;
};

/// Bytes that decoding takes for a pixel: its planes twice where tiles are put together, as RGBA,
/// and the result.
inline constexpr double kHeifBytesPerPixel = 14;

}  // namespace planrec::acquire
