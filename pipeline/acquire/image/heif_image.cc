// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/heif_image.h"

#include <leptonica/allheaders.h>
#include <libheif/heif.h>

#include <algorithm>
#include <string>

#include "pipeline/acquire/image/hevc_decoder.h"

namespace planrec::acquire {
namespace {

struct Brand {
  std::string_view name;
  std::string_view media_type;
};
constexpr Brand kBrands[] = {{"heic", kHeic}, {"heix", kHeic}, {"heim", kHeic}, {"heis", kHeic},
                             {"avif", kAvif}, {"avis", kAvif}, {"mif1", kHeic}, {"msf1", kHeic}};
constexpr int kMostImages = 10'000;

struct FreeHandle {
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
};
using Handle = std::unique_ptr<heif_image_handle, FreeHandle>;

struct FreeImage {
  void operator()(heif_image* image) const { heif_image_release(image); }
};
using Image = std::unique_ptr<heif_image, FreeImage>;

struct FreeOptions {
  void operator()(heif_decoding_options* options) const { heif_decoding_options_free(options); }
};

Handle HandleOf(heif_context* context, uint32_t id) {
  heif_image_handle* handle = nullptr;
  const heif_error error = heif_context_get_image_handle(context, id, &handle);
  return Handle(error.code == heif_error_Ok ? handle : nullptr);
}

/// Rows of RGB or RGBA as Leptonica has them, on white.
Raster OnWhite(const heif_image& image, bool opaque) {
  const int width = heif_image_get_width(&image, heif_channel_interleaved);
  const int height = heif_image_get_height(&image, heif_channel_interleaved);
  int stride = 0;
  const uint8_t* rows = heif_image_get_plane_readonly(&image, heif_channel_interleaved, &stride);
  if (rows == nullptr || width < 1 || height < 1) return {};
  Raster raster = Raster::Take(pixCreate(width, height, 32));
  if (raster.empty()) return raster;
  const int samples = opaque ? 3 : 4;
  for (int y = 0; y < height; ++y) {
    const uint8_t* from = rows + size_t(y) * static_cast<size_t>(stride);
    l_uint32* to = pixGetData(raster.get()) + size_t(y) * size_t(pixGetWpl(raster.get()));
    for (int x = 0; x < width; ++x, from += samples) {
      const int alpha = opaque ? 255 : from[3];
      const auto sample = [alpha](int value) {
        return (value * alpha + 255 * (255 - alpha)) / 255;
      };
      composeRGBPixel(sample(from[0]), sample(from[1]), sample(from[2]), to + x);
    }
  }
  return raster;
}

}  // namespace

std::optional<std::string_view> HeifType(std::string_view bytes) {
  constexpr size_t kHead = 8, kBrandSize = 4, kMostBrands = 16;
  if (bytes.size() < kHead + kBrandSize || bytes.substr(4, 4) != "ftyp") return std::nullopt;
  // The main brand, its version, then those that it is compatible with, up to the box's end.
  size_t size = 0;
  for (size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  const size_t end = std::min({size, bytes.size(), kHead + kBrandSize * kMostBrands});
  for (size_t at = kHead; at + kBrandSize <= std::max(end, kHead + kBrandSize);
       at += at == kHead ? 2 * kBrandSize : kBrandSize) {
    const std::string_view name = bytes.substr(at, kBrandSize);
    // What "mif1" holds the further brands say.
    const bool general = name == "mif1" || name == "msf1";
    const auto known = std::find_if(std::begin(kBrands), std::end(kBrands),
                                    [&](const Brand& brand) { return brand.name == name; });
    if (known == std::end(kBrands)) {
      if (at == kHead) return std::nullopt;
      continue;
    }
    if (!general) return known->media_type;
  }
  const std::string_view main = bytes.substr(kHead, kBrandSize);
  if (main == "mif1" || main == "msf1") return kHeic;
  return std::nullopt;
}

void HeifFile::Free::operator()(heif_context* context) const {
  heif_context_free(context);
}

Result<HeifFile> HeifFile::Open(std::string_view bytes) {
  static const bool registered = RegisterHevcDecoder();
  const Error corrupt{ErrorType::kCorrupt,
                      "the HEIC or AVIF file has no readable image; get an undamaged copy"};
  HeifFile file;
  file.context_.reset(heif_context_alloc());
  if (!registered || !file.context_) {
    return Error{ErrorType::kOutOfMemory, "no memory to open the image"};
  }
  heif_context_set_max_decoding_threads(file.context_.get(), 0);
  const heif_error error = heif_context_read_from_memory_without_copy(
      file.context_.get(), bytes.data(), bytes.size(), nullptr);
  if (error.code != heif_error_Ok) return corrupt;
  const int count = heif_context_get_number_of_top_level_images(file.context_.get());
  if (count < 1 || count > kMostImages) return corrupt;
  file.images_.resize(static_cast<size_t>(count));
  heif_context_get_list_of_top_level_image_IDs(file.context_.get(), file.images_.data(), count);
  return file;
}

Result<HeifShape> HeifFile::Shape(int index) const {
  const Handle handle = HandleOf(context_.get(), images_[static_cast<size_t>(index)]);
  const Error corrupt{ErrorType::kCorrupt,
                      "the image's header can't be read; get an undamaged copy"};
  if (!handle) return corrupt;
  const HeifShape shape{heif_image_handle_get_width(handle.get()),
                        heif_image_handle_get_height(handle.get())};
  if (shape.width < 1 || shape.height < 1) return corrupt;
  return shape;
}

Raster HeifFile::Decode(int index) const {
  const Handle handle = HandleOf(context_.get(), images_[static_cast<size_t>(index)]);
  const std::unique_ptr<heif_decoding_options, FreeOptions> options(heif_decoding_options_alloc());
  if (!handle || !options) return {};
  options->convert_hdr_to_8bit = 1;
  const bool opaque = heif_image_handle_has_alpha_channel(handle.get()) == 0;
  heif_image* decoded = nullptr;
  const heif_error error = heif_decode_image(
      handle.get(), &decoded, heif_colorspace_RGB,
      opaque ? heif_chroma_interleaved_RGB : heif_chroma_interleaved_RGBA, options.get());
  if (error.code != heif_error_Ok) return {};
  const Image image(decoded);
  return image ? OnWhite(*image, opaque) : Raster();
}

}  // namespace planrec::acquire
