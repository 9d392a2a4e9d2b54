// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/hevc_decoder.h"

#include <libde265/de265.h>
#include <libheif/heif.h>
#include <libheif/heif_plugin.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace planrec::acquire {
namespace {

constexpr heif_error kGood = {heif_error_Ok, heif_suberror_Unspecified, ""};
constexpr heif_error kBad = {heif_error_Decoder_plugin_error, heif_suberror_Unspecified,
                             "HEVC data can't be decoded"};

const char* Name() {
  return "libde265 without threads";
}

void Nothing() {}

/// libheif's own has 100.
int Supports(heif_compression_format format) {
  return format == heif_compression_HEVC ? 200 : 0;
}

heif_error NewDecoder(void** decoder) {
  *decoder = de265_new_decoder();
  return *decoder != nullptr ? kGood : kBad;
}

void FreeDecoder(void* decoder) {
  de265_free_decoder(decoder);
}

/// NAL units, each behind its length in four bytes.
heif_error PushData(void* decoder, const void* data, size_t size) {
  const auto* bytes = static_cast<const uint8_t*>(data);
  for (size_t at = 0; at < size;) {
    if (size - at < 4) return kBad;
    const size_t length = size_t{bytes[at]} << 24 | size_t{bytes[at + 1]} << 16 |
                          size_t{bytes[at + 2]} << 8 | size_t{bytes[at + 3]};
    at += 4;
    if (length > size - at) return kBad;
    de265_push_NAL(decoder, bytes + at, static_cast<int>(length), 0, nullptr);
    at += length;
  }
  return kGood;
}

bool CopyPlane(const de265_image* from, int channel, heif_image* to, heif_channel plane) {
  const int width = de265_get_image_width(from, channel);
  const int height = de265_get_image_height(from, channel);
  const int bits = de265_get_bits_per_pixel(from, channel);
  int from_stride = 0, to_stride = 0;
  const uint8_t* rows = de265_get_image_plane(from, channel, &from_stride);
  if (rows == nullptr || width < 1 || height < 1 || from_stride < 1) return false;
  if (heif_image_add_plane(to, plane, width, height, bits).code != heif_error_Ok) return false;
  uint8_t* copy = heif_image_get_plane(to, plane, &to_stride);
  const auto row = static_cast<size_t>(width) * (bits > 8 ? 2 : 1);
  if (copy == nullptr || row > static_cast<size_t>(std::min(from_stride, to_stride))) return false;
  for (size_t y = 0; y < static_cast<size_t>(height); ++y) {
    std::memcpy(copy + y * static_cast<size_t>(to_stride),
                rows + y * static_cast<size_t>(from_stride), row);
  }
  return true;
}

/// With the colours that the stream itself names; the file's, where it has some, win in libheif.
void NameColours(const de265_image* from, heif_image* to) {
  heif_color_profile_nclx* colours = heif_nclx_color_profile_alloc();
  if (colours == nullptr) return;
  colours->full_range_flag = de265_get_image_full_range_flag(from) != 0;
  const auto value = [](int said) { return static_cast<uint16_t>(said); };
  heif_nclx_color_profile_set_color_primaries(colours,
                                              value(de265_get_image_colour_primaries(from)));
  heif_nclx_color_profile_set_transfer_characteristics(
      colours, value(de265_get_image_transfer_characteristics(from)));
  heif_nclx_color_profile_set_matrix_coefficients(colours,
                                                  value(de265_get_image_matrix_coefficients(from)));
  heif_image_set_nclx_color_profile(to, colours);
  heif_nclx_color_profile_free(colours);
}

heif_error Converted(const de265_image* picture, heif_image** out) {
  constexpr heif_chroma kChromas[] = {heif_chroma_monochrome, heif_chroma_420, heif_chroma_422,
                                      heif_chroma_444};
  const auto chroma = static_cast<size_t>(de265_get_chroma_format(picture));
  if (chroma >= std::size(kChromas)) return kBad;
  const bool grey = chroma == 0;
  heif_image* image = nullptr;
  const heif_error error = heif_image_create(
      de265_get_image_width(picture, 0), de265_get_image_height(picture, 0),
      grey ? heif_colorspace_monochrome : heif_colorspace_YCbCr, kChromas[chroma], &image);
  if (error.code != heif_error_Ok) return error;
  constexpr heif_channel kPlanes[] = {heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
  for (int channel = 0; channel < (grey ? 1 : 3); ++channel) {
    if (CopyPlane(picture, channel, image, kPlanes[channel])) continue;
    heif_image_release(image);
    return kBad;
  }
  NameColours(picture, image);
  *out = image;
  return kGood;
}

heif_error DecodeImage(void* decoder, heif_image** out) {
  *out = nullptr;
  de265_flush_data(decoder);
  for (int more = 1; more != 0;) {
    more = 0;
    if (de265_isOK(de265_decode(decoder, &more)) == 0) break;
    // The picture stays the decoder's.
    const de265_image* picture = de265_get_next_picture(decoder);
    if (picture != nullptr) return Converted(picture, out);
  }
  return kBad;
}

void Ignore(void*, int) {}

constexpr heif_decoder_plugin kPlugin = {3,           Name,       Nothing,       Nothing,
                                         Supports,    NewDecoder, FreeDecoder,   PushData,
                                         DecodeImage, Ignore,     "planrec-hevc"};

}  // namespace

bool RegisterHevcDecoder() {
  return heif_register_decoder_plugin(&kPlugin).code == heif_error_Ok;
}

}  // namespace planrec::acquire
