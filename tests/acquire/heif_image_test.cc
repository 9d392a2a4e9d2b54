// SPDX-License-Identifier: GPL-3.0-or-later
//
// What telephones and browsers save: HEIC, AVIF, WebP; and the TIFF of large scanners.
#include "pipeline/acquire/image/heif_image.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>
#include <libheif/heif.h>
#include <tiffio.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/acquire/image/exif_orientation.h"
#include "pipeline/acquire/image_source.h"
#include "pipeline/acquire/media_type.h"

namespace planrec::acquire {
namespace {

using namespace std::string_literals;

// The letter F of three by four blocks: no turn or mirror leaves it as it is.
constexpr int kBlock = 32;
constexpr const char* kLetter = "###/#../##./#../";

bool DarkAt(int x, int y) {
  return kLetter[y / kBlock * 4 + x / kBlock] == '#';
}

std::string Blocks(const Raster& image) {
  std::string out;
  for (int y = kBlock / 2; y < image.height_px(); y += kBlock) {
    for (int x = kBlock / 2; x < image.width_px(); x += kBlock) {
      l_uint32 value = 0;
      pixGetPixel(image.get(), x, y, &value);
      if (image.depth() == 32) value >>= L_GREEN_SHIFT;
      out += (value & 0xFF) < 128 ? '#' : '.';
    }
    out += '/';
  }
  return out;
}

Raster Letter(int depth) {
  Raster image = Raster::Take(pixCreate(3 * kBlock, 4 * kBlock, depth));
  pixSetAll(image.get());
  for (int y = 0; y < 4 * kBlock; ++y)
    for (int x = 0; x < 3 * kBlock; ++x)
      if (DarkAt(x, y)) pixSetPixel(image.get(), x, y, 0);
  return image;
}

heif_error Append(heif_context*, const void* data, size_t size, void* to) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(data), size);
  return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

/// The letter as HEIC or AVIF; empty where this machine has no encoder.
std::string Heif(heif_compression_format format, int images = 1, bool clear = false,
                 heif_orientation orientation = heif_orientation_normal) {
  heif_context* context = heif_context_alloc();
  heif_encoder* encoder = nullptr;
  std::string bytes;
  if (heif_context_get_encoder_for_format(context, format, &encoder).code == heif_error_Ok) {
    heif_encoder_set_lossy_quality(encoder, 90);
    heif_encoding_options* options = heif_encoding_options_alloc();
    options->image_orientation = orientation;
    for (int i = 0; i < images; ++i) {
      heif_image* image = nullptr;
      heif_image_create(3 * kBlock, 4 * kBlock, heif_colorspace_RGB, heif_chroma_interleaved_RGBA,
                        &image);
      heif_image_add_plane(image, heif_channel_interleaved, 3 * kBlock, 4 * kBlock, 8);
      int stride = 0;
      uint8_t* rows = heif_image_get_plane(image, heif_channel_interleaved, &stride);
      for (int y = 0; y < 4 * kBlock; ++y)
        for (int x = 0; x < 3 * kBlock; ++x)
          for (int s = 0; s < 4; ++s) {
            // Where it is clear, the colour below says nothing: black.
            const bool dark = DarkAt(x, y);
            const int value = s == 3 ? (clear && !dark ? 0 : 255) : (clear || dark ? 0 : 255);
            rows[y * stride + 4 * x + s] = static_cast<uint8_t>(value);
          }
      heif_context_encode_image(context, image, encoder, options, nullptr);
      heif_image_release(image);
    }
    heif_encoding_options_free(options);
    heif_writer writer{1, Append};
    heif_context_write(context, &writer, &bytes);
  }
  heif_encoder_release(encoder);
  heif_context_free(context);
  return bytes;
}

TEST(HeifImage, DecodedAsSeen) {
  for (const auto& [format, type] :
       {std::pair{heif_compression_HEVC, kHeic}, {heif_compression_AV1, kAvif}}) {
    SCOPED_TRACE(type);
    for (const bool clear : {false, true}) {
      const std::string bytes = Heif(format, 1, clear);
      if (bytes.empty()) GTEST_SKIP() << "no encoder";
      EXPECT_EQ(*DetectMediaType(bytes, "a.jpg"), type);
      const Result<Raster> image = DecodeImage(bytes, std::string(type), 0, {});
      ASSERT_TRUE(image.ok()) << image.error().message;
      EXPECT_EQ(Blocks(*image), kLetter);
    }
  }
}

TEST(HeifImage, TurnedAndMirrored) {
  const std::pair<heif_orientation, const char*> cases[] = {
      {heif_orientation_flip_horizontally, "###/..#/.##/..#/"},
      {heif_orientation_rotate_180, "..#/.##/..#/###/"},
      {heif_orientation_rotate_90_cw, "####/.#.#/...#/"},
  };
  for (const auto& [orientation, seen] : cases) {
    const std::string bytes = Heif(heif_compression_HEVC, 1, false, orientation);
    if (bytes.empty()) GTEST_SKIP() << "no encoder";
    const Result<Raster> image = DecodeImage(bytes, "image/heic", 0, {});
    ASSERT_TRUE(image.ok());
    EXPECT_EQ(Blocks(*image), seen);
  }
}

TEST(HeifImage, EachImageIsAPage) {
  const std::string bytes = Heif(heif_compression_HEVC, 3);
  if (bytes.empty()) GTEST_SKIP() << "no encoder";
  const auto source = OpenImage(bytes, "image/heic", {});
  ASSERT_TRUE(source.ok());
  EXPECT_EQ((*source)->page_count(), 3);
  EXPECT_TRUE((*source)->Picture(3, 100, {}).ok());
  Limits limits;
  limits.max_pages = 2;
  EXPECT_EQ(OpenImage(bytes, "image/heic", limits).error().type, ErrorType::kTooLarge);
}

TEST(HeifImage, LimitsAndDamage) {
  for (const auto format : {heif_compression_HEVC, heif_compression_AV1}) {
    const std::string bytes = Heif(format);
    if (bytes.empty()) GTEST_SKIP() << "no encoder";
    const std::string type = *DetectMediaType(bytes, "x");
    Limits limits;
    limits.max_pixels = 3 * kBlock * kBlock;
    const Result<Raster> reduced = DecodeImage(bytes, type, 0, limits);
    ASSERT_TRUE(reduced.ok());
    EXPECT_LE(reduced->width_px() * reduced->height_px(), 1.1 * 3 * kBlock * kBlock);
    limits.memory_limit_mib = 0;
    const Result<Raster> none = DecodeImage(bytes, type, 0, limits);
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().type, ErrorType::kTooLarge);
    EXPECT_NE(none.error().message.find("--memory-limit"), std::string::npos);
    // Cut anywhere, changed anywhere: an image or a typed error.
    for (size_t size = 0; size < bytes.size(); size += 7) {
      const Result<Raster> cut = DecodeImage(bytes.substr(0, size), type, 0, {});
      EXPECT_TRUE(cut.ok() || cut.error().type == ErrorType::kCorrupt) << size;
      std::string changed = bytes;
      changed[size] = static_cast<char>(changed[size] ^ 0x5A);
      static_cast<void>(DecodeImage(changed, type, 0, {}));
    }
  }
}

TEST(HeifImage, ToldByItsBrands) {
  const auto box = [](const std::string& brands) {
    const size_t size = 8 + brands.size();
    return "\0\0\0"s + static_cast<char>(size) + "ftyp" + brands;
  };
  struct Case {
    std::string bytes;
    std::string_view type;
  };
  const Case cases[] = {
      {box("heic\0\0\0\0mif1heic"s), kHeic},
      {box("mif1\0\0\0\0mif1heic"s), kHeic},
      {box("mif1\0\0\0\0miafavif"s), kAvif},
      {box("avif\0\0\0\0mif1"s), kAvif},
      {box("isom\0\0\0\0avc1"s), ""},
      {box("M4A \0\0\0\0heic"s), ""},
      {"\0\0\0\x18"
       "ftyphei"s,
       ""},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(HeifType(c.bytes).value_or(""), c.type) << c.bytes;
}

std::string Webp(int lossless) {
  l_uint8* data = nullptr;
  size_t size = 0;
  const Raster letter = Letter(8);
  const Raster colour = Raster::Take(pixConvertTo32(letter.get()));
  EXPECT_EQ(pixWriteMemWebP(&data, &size, colour.get(), 90, lossless), 0);
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return bytes;
}

std::string Chunk(const std::string& name, std::string body) {
  std::string head = name;
  for (int shift = 0; shift < 32; shift += 8) head += static_cast<char>(body.size() >> shift);
  if (body.size() % 2 == 1) body += '\0';
  return head + body;
}

TEST(WebpImage, DecodedAsSeen) {
  for (const int lossless : {0, 1}) {
    const std::string bytes = Webp(lossless);
    EXPECT_EQ(*DetectMediaType(bytes, "a.jpg"), kWebp);
    const Result<Raster> image = DecodeImage(bytes, "image/webp", 0, {});
    ASSERT_TRUE(image.ok()) << image.error().message;
    EXPECT_EQ(Blocks(*image), kLetter);
    for (size_t size = 0; size < bytes.size(); size += 5)
      static_cast<void>(DecodeImage(bytes.substr(0, size), "image/webp", 0, {}));
  }
}

TEST(WebpImage, MirroredByItsExifChunk) {
  const std::string tiff = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x02\0\0\0\0\0\0\0"s;
  const std::string size = "\x5F\0\0\x7F\0\0"s;  // 96 and 128, less one
  for (const std::string& start : {""s, "Exif\0\0"s}) {
    const std::string chunks =
        Chunk("VP8X", "\x08\0\0\0"s + size) + Webp(1).substr(12) + Chunk("EXIF", start + tiff);
    const std::string bytes = Chunk("RIFF", "WEBP" + chunks);
    EXPECT_EQ(WebpOrientation(bytes), 2);
    const Result<Raster> image = DecodeImage(bytes, "image/webp", 0, {});
    ASSERT_TRUE(image.ok()) << image.error().message;
    EXPECT_EQ(Blocks(*image), "###/..#/.##/..#/");
    for (size_t cut = 0; cut < bytes.size(); ++cut) {
      const int value = WebpOrientation(bytes.substr(0, cut));
      EXPECT_TRUE(value == 1 || value == 2);
    }
  }
}

/// The letter as a TIFF in tiles or strips; `mode` as libtiff wants it ("w8": BigTIFF).
std::string Tiff(const char* mode, bool tiles, uint16_t orientation) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("planrec-tiff-" + std::to_string(getpid()));
  TIFF* tiff = TIFFOpen(path.c_str(), mode);
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 3 * kBlock);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 4 * kBlock);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, orientation);
  if (tiles) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, kBlock);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, kBlock);
  } else {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 4 * kBlock);
  }
  std::vector<uint8_t> row(3 * kBlock);
  for (int y = 0; y < 4 * kBlock; ++y) {
    for (int x = 0; x < 3 * kBlock; ++x) row[static_cast<size_t>(x)] = DarkAt(x, y) ? 0 : 255;
    if (!tiles) TIFFWriteScanline(tiff, row.data(), static_cast<uint32_t>(y), 0);
  }
  for (uint32_t top = 0; tiles && top < 4 * kBlock; top += kBlock)
    for (uint32_t left = 0; left < 3 * kBlock; left += kBlock) {
      std::vector<uint8_t> tile(kBlock * kBlock,
                                DarkAt(static_cast<int>(left), static_cast<int>(top)) ? 0 : 255);
      TIFFWriteTile(tiff, tile.data(), left, top, 0, 0);
    }
  TIFFClose(tiff);
  std::ifstream stream(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  std::filesystem::remove(path);
  return bytes;
}

TEST(TiffImage, BigTiledAndMirrored) {
  const char* seen[] = {"###/#../##./#../", "###/..#/.##/..#/", "..#/.##/..#/###/",
                        "#../##./#../###/", "####/#.#./#.../",  "####/.#.#/...#/",
                        "...#/.#.#/####/",  "#.../#.#./####/"};
  for (const char* mode : {"w", "w8", "wb"}) {
    for (const bool tiles : {false, true}) {
      for (uint16_t orientation = 1; orientation <= 8; ++orientation) {
        SCOPED_TRACE(std::string(mode) + (tiles ? " tiles " : " strips ") +
                     std::to_string(orientation));
        const std::string bytes = Tiff(mode, tiles, orientation);
        EXPECT_EQ(*DetectMediaType(bytes, "x"), "image/tiff");
        const Result<Raster> image = DecodeImage(bytes, "image/tiff", 0, {});
        ASSERT_TRUE(image.ok()) << image.error().message;
        EXPECT_EQ(Blocks(*image), seen[orientation - 1]);
      }
    }
  }
}

}  // namespace
}  // namespace planrec::acquire
