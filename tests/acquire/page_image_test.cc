// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "pipeline/acquire/image/reduced_image.h"
#include "pipeline/acquire/image_source.h"
#include "pipeline/acquire/media_type.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/pdf/pdf_document.h"
#include "tests/acquire/tiny_pdf.h"

namespace planrec::acquire {
namespace {

using namespace std::string_literals;

// An image as rows of '#' (dark) and '.' (light).
std::string Ascii(const Raster& image) {
  std::string out;
  for (int y = 0; y < image.height_px(); ++y) {
    for (int x = 0; x < image.width_px(); ++x) {
      l_uint32 value = 0;
      pixGetPixel(image.get(), x, y, &value);
      bool dark = image.depth() == 1   ? value == 1
                  : image.depth() == 8 ? value < 128
                                       : ((value >> L_RED_SHIFT) & 0xFF) < 128;
      out += dark ? '#' : '.';
    }
    out += '|';
  }
  return out;
}

// Pages whose one image is an L: ## over #. over #. (3 rows of 2).
TEST(PageImage, StoredImageAsItStandsOnThePage) {
  const std::string bits = "\x00\x40\x40"s;  // 0 = dark in DeviceGray: 00, 01, 01
  const std::string inverse = "\xC0\x80\x80"s;
  const std::string grey = "\x00\x00\x00\xFF\x00\xFF"s;
  const std::string colour = "\0\0\0\0\0\0\0\0\0\xFF\xFF\xFF\0\0\0\xFF\xFF\xFF"s;
  const std::string upright = "q 400 0 0 600 0 0 cm /Im1 Do Q";
  struct Case {
    const char* name;
    std::string entries, samples, content, page_entries;
    int depth;
    const char* expected;
  };
  const Case cases[] = {
      {"one bit", "/ColorSpace /DeviceGray /BitsPerComponent 1", bits, upright, "", 1, "##|#.|#.|"},
      {"one bit, inverse", "/ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0]", inverse,
       upright, "", 1, "##|#.|#.|"},
      {"stencil", "/ImageMask true /BitsPerComponent 1", bits, upright, "", 1, "##|#.|#.|"},
      {"palette of black and white",
       "/ColorSpace [/Indexed /DeviceGray 1 <FF00>] /BitsPerComponent 1", inverse, upright, "", 1,
       "##|#.|#.|"},
      {"palette of two colours",
       "/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF0000C0>] /BitsPerComponent 1", inverse, upright,
       "", 32, "##|#.|#.|"},
      {"grey", "/ColorSpace /DeviceGray /BitsPerComponent 8", grey, upright, "", 8, "##|#.|#.|"},
      {"colour", "/ColorSpace /DeviceRGB /BitsPerComponent 8", colour, upright, "", 32,
       "##|#.|#.|"},
      {"cut short: what is missing is white", "/ColorSpace /DeviceGray /BitsPerComponent 8",
       grey.substr(0, 2), upright, "", 8, "##|..|..|"},
      {"page turned by /Rotate", "/ColorSpace /DeviceGray /BitsPerComponent 1", bits, upright,
       "/Rotate 90", 1, "###|..#|"},
      {"upside down", "/ColorSpace /DeviceGray /BitsPerComponent 1", bits,
       "q -400 0 0 -600 400 600 cm /Im1 Do Q", "", 1, ".#|.#|##|"},
      {"mirrored top to bottom", "/ColorSpace /DeviceGray /BitsPerComponent 1", bits,
       "q 400 0 0 -600 0 600 cm /Im1 Do Q", "", 1, "#.|#.|##|"},
      {"mirrored left to right", "/ColorSpace /DeviceGray /BitsPerComponent 1", bits,
       "q -400 0 0 600 400 0 cm /Im1 Do Q", "", 1, "##|.#|.#|"},
      {"turned by its matrix", "/ColorSpace /DeviceGray /BitsPerComponent 1", bits,
       "q 0 600 -400 0 400 0 cm /Im1 Do Q", "", 1, "#..|###|"},
  };
  for (const Case& c : cases) {
    TinyPdf pdf;
    int image = pdf.AddImage(2, 3, c.entries, c.samples);
    pdf.AddPage(c.content, c.page_entries, "/Im1 " + TinyPdf::Ref(image), "0 0 400 600");
    const std::string bytes = pdf.Bytes();
    auto document = PdfDocument::Open(bytes, {});
    ASSERT_TRUE(document.ok()) << c.name;
    Result<PageContent> content = (*document)->Content(1);
    ASSERT_TRUE(content.ok()) << c.name;
    Result<PageImage> page = (*document)->Image(1, *content, {});
    ASSERT_TRUE(page.ok()) << c.name;
    EXPECT_FALSE(page->rendered) << c.name;
    EXPECT_EQ(page->raster.depth(), c.depth) << c.name;
    EXPECT_EQ(Ascii(page->raster), c.expected) << c.name;
  }
}

TEST(PageImage, ResolutionComesFromThePlaceOnThePage) {
  TinyPdf pdf;
  int image = pdf.AddImage(800, 1200, "/ColorSpace /DeviceGray /BitsPerComponent 8",
                           std::string(800 * 1200, '\xC0'));
  pdf.AddPage("q 288 0 0 432 0 0 cm /Im1 Do Q", "", "/Im1 " + TinyPdf::Ref(image), "0 0 288 432");
  const std::string bytes = pdf.Bytes();
  auto document = PdfDocument::Open(bytes, {});
  ASSERT_TRUE(document.ok());
  Result<PageContent> content = (*document)->Content(1);
  Result<PageImage> page = (*document)->Image(1, *content, {});
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->raster.x_dpi(), 200);
  EXPECT_EQ(page->raster.y_dpi(), 200);
  // A limit reduces it and its resolution.
  Limits small;
  small.max_pixels = 800 * 1200 / 4;
  page = (*document)->Image(1, *content, small);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->raster.width_px(), 400);
  EXPECT_EQ(page->raster.height_px(), 600);
  EXPECT_EQ(page->raster.x_dpi(), 100);
  l_uint32 value = 0;
  pixGetPixel(page->raster.get(), 100, 100, &value);
  EXPECT_EQ(value, 0xC0u);
}

TEST(PageImage, RenderedWhereTheStoredImageIsNotThePage) {
  struct Case {
    const char* name;
    const char* content;
  };
  const Case cases[] = {
      {"image over half of the page", "q 400 0 0 300 0 0 cm /Im1 Do Q"},
      {"slanted image", "q 380 100 -100 580 20 0 cm /Im1 Do Q"},
      {"letters on the image", "q 400 0 0 600 0 0 cm /Im1 Do Q BT /F1 12 Tf 72 300 Td (Ke) Tj ET"},
      {"two layers", "q 400 0 0 600 0 0 cm /Im1 Do Q q 300 0 0 500 0 0 cm /Im1 Do Q"},
      {"no image", "BT /F1 12 Tf 72 300 Td (Ke) Tj ET"},
  };
  for (const Case& c : cases) {
    TinyPdf pdf;
    int image = pdf.AddImage(2, 3, "/ColorSpace /DeviceGray /BitsPerComponent 8", "\0\0\0\0\0\0"s);
    pdf.AddPage(c.content, "", "/Im1 " + TinyPdf::Ref(image), "0 0 400 600");
    const std::string bytes = pdf.Bytes();
    auto document = PdfDocument::Open(bytes, {});
    ASSERT_TRUE(document.ok()) << c.name;
    Result<PageContent> content = (*document)->Content(1);
    Result<PageImage> page = (*document)->Image(1, *content, {});
    ASSERT_TRUE(page.ok()) << c.name;
    EXPECT_TRUE(page->rendered) << c.name;
    EXPECT_EQ(page->raster.x_dpi(), 200) << c.name;
    EXPECT_NEAR(page->raster.width_px(), 400 * 200 / 72.0, 2) << c.name;
    Limits small;
    small.max_pixels = 10'000;
    page = (*document)->Image(1, *content, small);
    ASSERT_TRUE(page.ok()) << c.name;
    EXPECT_LE(page->raster.width_px() * page->raster.height_px(), 11'000) << c.name;
  }
}

std::string TiffOf(const std::vector<Pix*>& pages, int compression) {
  std::string name = testing::TempDir() + "planrec-" + std::to_string(getpid()) + ".tif";
  const char* mode = "w";
  for (Pix* page : pages) {
    EXPECT_EQ(pixWriteTiff(name.c_str(), page, compression, mode), 0);
    mode = "a";
  }
  l_uint8* data = nullptr;
  size_t size = 0;
  data = l_binaryRead(name.c_str(), &size);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  std::remove(name.c_str());
  return bytes;
}

std::string Written(Pix* pix, int format) {
  l_uint8* data = nullptr;
  size_t size = 0;
  EXPECT_EQ(pixWriteMem(&data, &size, pix, format), 0);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return bytes;
}

TEST(ImageSource, PagesOfATiff) {
  Raster a = Raster::Take(pixCreate(40, 30, 1)), b = Raster::Take(pixCreate(20, 50, 1));
  a.SetDpi(200, 200);
  b.SetDpi(300, 300);
  pixSetPixel(b.get(), 3, 4, 1);
  const std::string bytes = TiffOf({a.get(), b.get()}, IFF_TIFF_G4);
  EXPECT_EQ(TiffPages(bytes, 100), (std::vector<int>{0, 1}));
  Result<std::unique_ptr<SourceReader>> source = SourceReader::Open(bytes, "x.tif", {});
  ASSERT_TRUE(source.ok());
  EXPECT_EQ((*source)->page_count(), 2);
  EXPECT_EQ((*source)->media_type(), "image/tiff");
  Result<Raster> second = DecodeImage(bytes, "image/tiff", 1, {});
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->width_px(), 20);
  EXPECT_EQ(second->depth(), 1);
  EXPECT_EQ(second->x_dpi(), 300);
  l_uint32 value = 0;
  pixGetPixel(second->get(), 3, 4, &value);
  EXPECT_EQ(value, 1u);
  Limits limits;
  limits.max_pages = 1;
  source = SourceReader::Open(bytes, "x.tif", limits);
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().type, ErrorType::kTooLarge);
}

TEST(ImageSource, TiffDirectoriesThatLie) {
  const std::string header = "II*\0\x08\0\0\0"s;
  EXPECT_TRUE(TiffPages("II*\0"s, 10).empty());
  EXPECT_TRUE(TiffPages(header, 10).empty());
  EXPECT_TRUE(TiffPages("II*\0\xFF\xFF\xFF\xFF"s, 10).empty());
  EXPECT_TRUE(TiffPages(header + "\xFF\xFF", 10).empty());
  // One entry, the next directory is this one again.
  const std::string entry = "\0\x01\x03\0\x01\0\0\0\x05\0\0\0"s;
  EXPECT_EQ(TiffPages(header + "\x01\0"s + entry + "\x08\0\0\0"s, 10), std::vector<int>{0});
  // A reduced copy is no page.
  const std::string reduced = "\xFE\0\x04\0\x01\0\0\0\x01\0\0\0"s;
  EXPECT_TRUE(TiffPages(header + "\x01\0"s + reduced + "\0\0\0\0"s, 10).empty());
}

TEST(ImageSource, KindsOfPixels) {
  Raster grey = Raster::Take(pixCreate(64, 64, 8));
  pixSetAll(grey.get());
  Raster rgba = Raster::Take(pixCreate(64, 64, 32));  // black, fully transparent
  pixSetSpp(rgba.get(), 4);
  Raster two = Raster::Take(pixCreate(64, 64, 2));
  struct Case {
    const char* name;
    std::string bytes, type;
    int depth;
    l_uint32 value;
  };
  const Case cases[] = {
      {"grey PNG", Written(grey.get(), IFF_PNG), "image/png", 8, 255},
      {"transparent PNG is white", Written(rgba.get(), IFF_PNG), "image/png", 32, 0xFFFFFF00},
      {"two bits", Written(two.get(), IFF_PNG), "image/png", 8, 0},
      {"grey JPEG", Written(grey.get(), IFF_JFIF_JPEG), "image/jpeg", 8, 255},
      {"grey TIFF", Written(grey.get(), IFF_TIFF_LZW), "image/tiff", 8, 255},
  };
  for (const Case& c : cases) {
    Result<Raster> image = DecodeImage(c.bytes, c.type, 0, {});
    ASSERT_TRUE(image.ok()) << c.name << ": " << image.error().message;
    EXPECT_EQ(image->depth(), c.depth) << c.name;
    l_uint32 value = 1;
    pixGetPixel(image->get(), 5, 5, &value);
    EXPECT_EQ(value & (c.depth == 32 ? 0xFFFFFF00 : 0xFF), c.value) << c.name;
  }
}

TEST(ImageSource, LimitsAndDamage) {
  Raster grey = Raster::Take(pixCreate(400, 300, 8));
  pixSetAll(grey.get());
  grey.SetDpi(200, 200);
  Limits limits;
  limits.max_pixels = 400 * 300 / 4;
  for (int format : {IFF_PNG, IFF_JFIF_JPEG, IFF_TIFF_LZW}) {
    const std::string bytes = Written(grey.get(), format);
    Result<std::string> type = DetectMediaType(bytes, "x");
    ASSERT_TRUE(type.ok());
    Result<Raster> image = DecodeImage(bytes, *type, 0, limits);
    ASSERT_TRUE(image.ok()) << *type;
    EXPECT_NEAR(image->width_px(), 200, 1) << *type;
    EXPECT_NEAR(image->x_dpi(), 100, 1) << *type;
    Limits tiny;
    tiny.memory_limit_mib = 0;
    image = DecodeImage(bytes, *type, 0, tiny);
    ASSERT_FALSE(image.ok()) << *type;
    EXPECT_EQ(image.error().type, ErrorType::kTooLarge) << *type;
    testing::internal::CaptureStderr();
    image = DecodeImage(bytes.substr(0, 24), *type, 0, {});
    // The worker files what the codec says there with the page.
    EXPECT_NE(testing::internal::GetCapturedStderr(), "") << *type;
    ASSERT_FALSE(image.ok()) << *type;
    EXPECT_EQ(image.error().type, ErrorType::kCorrupt) << *type;
  }
}

// A plan of a whole district is A0: large is no reason to refuse it.
TEST(ImageSource, LargeSheetsAreReducedNotRefused) {
  struct Case {
    const char* name;
    int width, height, depth, format;
    int64_t memory_limit_mib = Limits().memory_limit_mib;
  };
  const Case cases[] = {
      {"A0 at 400 dpi, fax", 13244, 18724, 1, IFF_TIFF_G4},
      {"A0 at 600 dpi, fax", 19866, 28087, 1, IFF_TIFF_G4},
      {"A4 at 1,200 dpi, black and white", 9921, 14031, 1, IFF_PNG},
      {"A1 at 300 dpi, grey", 7016, 9933, 8, IFF_PNG},
      // As A0 at 400 dpi is to what a worker may have by default.
      {"colour, row by row", 3311, 4681, 32, IFF_PNG, 128},
      {"colour TIFF, row by row", 3311, 4681, 32, IFF_TIFF_LZW, 128},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    std::string bytes;
    {
      Raster sheet = Raster::Take(pixCreate(c.width, c.height, c.depth));
      sheet.SetDpi(400, 400);
      bytes = Written(sheet.get(), c.format);
    }
    const Result<std::string> type = DetectMediaType(bytes, "x");
    ASSERT_TRUE(type.ok());
    Limits limits;
    limits.max_pixels = limits.max_pixels * c.memory_limit_mib / limits.memory_limit_mib;
    limits.memory_limit_mib = c.memory_limit_mib;
    const Result<Raster> image = DecodeImage(bytes, *type, 0, limits);
    ASSERT_TRUE(image.ok()) << image.error().message;
    EXPECT_LE(static_cast<double>(image->width_px()) * image->height_px(),
              1.01 * static_cast<double>(limits.max_pixels));
    EXPECT_NEAR(image->width_px() / static_cast<double>(image->height_px()),
                c.width / static_cast<double>(c.height), 0.01);
  }
}

// Row by row reads what the whole image holds, whatever its layout.
TEST(ImageSource, ReducedRowByRow) {
  constexpr int kWidth = 203, kHeight = 101;
  Raster colour = Raster::Take(pixCreate(kWidth, kHeight, 32));
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x)
      pixSetRGBPixel(colour.get(), x, y, x, 2 * y, (x * 7 + y * 3) % 256);
  colour.SetDpi(300, 300);
  Raster grey = Raster::Take(pixConvertTo8(colour.get(), 0));
  Raster palette = Raster::Take(pixOctreeQuantNumColors(colour.get(), 16, 0));
  Raster bits = Raster::Take(pixThresholdToBinary(grey.get(), 128));
  Raster clear = Raster::Take(pixCopy(nullptr, colour.get()));
  pixSetSpp(clear.get(), 4);  // fully transparent
  struct Case {
    const char* name;
    Pix* image;
    int format;
    bool is_grey;
  };
  const Case cases[] = {
      {"colour PNG", colour.get(), IFF_PNG, false},
      {"grey PNG", grey.get(), IFF_PNG, true},
      {"palette PNG", palette.get(), IFF_PNG, false},
      {"PNG of one bit", bits.get(), IFF_PNG, true},
      {"clear PNG", clear.get(), IFF_PNG, false},
      {"LZW", colour.get(), IFF_TIFF_LZW, false},
      {"palette TIFF", palette.get(), IFF_TIFF_LZW, false},
      {"raw grey", grey.get(), IFF_TIFF, true},
      {"fax", bits.get(), IFF_TIFF_G4, true},
  };
  for (const Case& c : cases) {
    for (const int factor : {1, 2, 3}) {
      SCOPED_TRACE(std::string(c.name) + " / " + std::to_string(factor));
      const std::string bytes = Written(c.image, c.format);
      const bool png = c.format == IFF_PNG;
      const Raster got =
          png ? DecodeReducedPng(bytes, factor) : DecodeReducedTiff(bytes, 0, factor);
      ASSERT_FALSE(got.empty());
      EXPECT_EQ(got.depth(), c.is_grey ? 8 : 32);
      ASSERT_EQ(got.width_px(), (kWidth + factor - 1) / factor);
      ASSERT_EQ(got.height_px(), (kHeight + factor - 1) / factor);
      if (c.image == colour.get()) {
        EXPECT_EQ(got.x_dpi(), 300 / factor);
      }
      Result<Raster> whole = DecodeImage(bytes, png ? "image/png" : "image/tiff", 0, {});
      ASSERT_TRUE(whole.ok());
      const Raster flat = Raster::Take(pixConvertTo32(whole->get()));
      const Raster mine = Raster::Take(pixConvertTo32(got.get()));
      for (int y = 0; y < got.height_px(); ++y) {
        for (int x = 0; x < got.width_px(); ++x) {
          int sum[3] = {0, 0, 0}, count = 0;
          for (int v = y * factor; v < std::min((y + 1) * factor, kHeight); ++v) {
            for (int u = x * factor; u < std::min((x + 1) * factor, kWidth); ++u, ++count) {
              l_int32 rgb[3];
              pixGetRGBPixel(flat.get(), u, v, &rgb[0], &rgb[1], &rgb[2]);
              for (int s = 0; s < 3; ++s) sum[s] += rgb[s];
            }
          }
          l_int32 rgb[3];
          pixGetRGBPixel(mine.get(), x, y, &rgb[0], &rgb[1], &rgb[2]);
          for (int s = 0; s < 3; ++s) ASSERT_EQ(rgb[s], sum[s] / count) << x << ' ' << y;
        }
      }
    }
  }
  for (const std::string& junk : {std::string("II*\0\x08\0\0\0", 8), std::string("\x89PNG\r\n")}) {
    testing::internal::CaptureStderr();
    EXPECT_TRUE(DecodeReducedPng(junk, 2).empty());
    EXPECT_TRUE(DecodeReducedTiff(junk, 0, 2).empty());
    EXPECT_EQ(TiffWorkingBytes(junk, 0), 0U);
    testing::internal::GetCapturedStderr();
  }
  const std::string cut = Written(colour.get(), IFF_PNG).substr(0, 300);
  testing::internal::CaptureStderr();
  EXPECT_TRUE(DecodeReducedPng(cut, 2).empty());
  testing::internal::GetCapturedStderr();
}

// A grey TIFF of one tile, not packed: width, height, bits, compression, photometric, samples, tile
// width, tile height, its offset, its bytes.
std::string TiledTiff(uint32_t width, uint32_t height, uint32_t tile_width, uint32_t tile_height,
                      const std::string& samples) {
  const auto little = [](uint32_t v, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> (8 * i));
    return out;
  };
  const std::pair<uint32_t, uint32_t> entries[] = {
      {256, width}, {257, height},     {258, 8},           {259, 1},   {262, 1},
      {277, 1},     {322, tile_width}, {323, tile_height}, {324, 134}, {325, samples.size()}};
  std::string out = "II*\0\x08\0\0\0"s + little(std::size(entries), 2);
  for (const auto& [tag, value] : entries)
    out += little(tag, 2) + little(4, 2) + little(1, 4) + little(value, 4);
  return out + little(0, 4) + samples;
}

TEST(ImageSource, TilesLargerThanTheirImage) {
  std::string samples;
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x) samples += static_cast<char>(y < 8 && x < 10 ? 20 * x + y : 99);
  const Raster got = DecodeReducedTiff(TiledTiff(10, 8, 64, 64, samples), 0, 1);
  ASSERT_EQ(got.width_px(), 10);
  ASSERT_EQ(got.height_px(), 8);
  for (int y = 0; y < 8; ++y) {
    for (int x = 0; x < 10; ++x) {
      l_uint32 value = 0;
      pixGetPixel(got.get(), x, y, &value);
      ASSERT_EQ(value, static_cast<l_uint32>(20 * x + y)) << x << ' ' << y;
    }
  }
}

// What has to be whole in memory and can't be is refused with the limit that would do.
TEST(ImageSource, TooLargeToReadRowByRow) {
  const std::string wide = TiledTiff(60'000, 60'000, 1U << 30U, 1U << 30U, "junk");
  EXPECT_GT(TiffWorkingBytes(wide, 0), 4e18);
  std::string interlaced = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x40\0\0\0\xC0\0\x08\x02\0\0\1"s;
  EXPECT_TRUE(InterlacedPng(interlaced));
  EXPECT_FALSE(InterlacedPng(interlaced.substr(0, 28)));
  interlaced += std::string(100, '\0');
  for (const auto& [bytes, type] :
       {std::pair(wide, "image/tiff"), std::pair(interlaced, "image/png")}) {
    testing::internal::CaptureStderr();
    const Result<Raster> image = DecodeImage(bytes, type, 0, {});
    testing::internal::GetCapturedStderr();
    ASSERT_FALSE(image.ok()) << type;
    EXPECT_EQ(image.error().type, ErrorType::kTooLarge) << type << ": " << image.error().message;
    EXPECT_THAT(image.error().message, testing::HasSubstr("--memory-limit")) << type;
  }
}

// A header is no sheet: what no memory holds and no paper has is refused before it is decoded.
TEST(ImageSource, AbsurdSizesAreRefusedByTheirHeader) {
  const auto big32 = [](uint32_t v) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(v >> shift);
    return out;
  };
  const auto png = [&](uint32_t width, uint32_t height, const char* kind) {
    return "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s + big32(width) + big32(height) + std::string(kind, 5) +
           big32(0) + std::string(64, '\0');
  };
  const auto little32 = [](uint32_t v) {
    std::string out;
    for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(v >> shift);
    return out;
  };
  // Width, height, bits, CCITT G4, photometric, strip offset, samples, rows a strip, strip bytes.
  const auto tiff = [&](uint32_t width, uint32_t height) {
    std::string out = "II*\0\x08\0\0\0"s + "\x09\0"s;
    const std::pair<int, uint32_t> entries[] = {{256, width}, {257, height}, {258, 1},
                                                {259, 4},     {262, 0},      {273, 130},
                                                {277, 1},     {278, height}, {279, 8}};
    for (const auto& [tag, value] : entries) {
      out += static_cast<char>(tag & 0xFF);
      out += static_cast<char>(tag >> 8);
      out += "\x04\0\x01\0\0\0"s + little32(value);
    }
    return out + little32(0) + std::string(32, '\x55');
  };
  struct Case {
    const char* name;
    std::string bytes, type;
  };
  const Case cases[] = {
      {"grey PNG", png(200'000, 200'000, "\x08\0\0\0\0"), "image/png"},
      {"colour PNG", png(60'000, 60'000, "\x08\x02\0\0\0"), "image/png"},
      {"PNG of one bit", png(1'000'000, 100'000, "\x01\0\0\0\0"), "image/png"},
      {"fax TIFF", tiff(200'000, 200'000), "image/tiff"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    testing::internal::CaptureStderr();
    const Result<Raster> image = DecodeImage(c.bytes, c.type, 0, {});
    testing::internal::GetCapturedStderr();
    ASSERT_FALSE(image.ok());
    EXPECT_TRUE(image.error().type == ErrorType::kTooLarge ||
                image.error().type == ErrorType::kCorrupt)
        << image.error().message;
  }
}

TEST(ImageSource, APageWithADamagedImageIsThere) {
  Recogniser recogniser({});
  const std::string bytes = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s;
  Result<std::unique_ptr<SourceReader>> source = SourceReader::Open(bytes, "x.png", {});
  ASSERT_TRUE(source.ok());
  Page page = (*source)->ReadPage(1, {}, recogniser);
  EXPECT_EQ(page.number, 1);
  ASSERT_TRUE(page.error.has_value());
  EXPECT_EQ(page.error->type, ErrorType::kCorrupt);
  EXPECT_EQ(page.error->page, 1);
}

}  // namespace
}  // namespace planrec::acquire
