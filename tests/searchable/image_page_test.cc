// SPDX-License-Identifier: GPL-3.0-or-later
// Images as pages of a PDF: drawn by another reader (pdftoppm) they look as our own one sees them.
#include <gmock/gmock.h>
#include <leptonica/allheaders.h>

#include <cmath>
#include <cstdlib>
#include <string>

#include "pipeline/acquire/image_source.h"
#include "pipeline/searchable/searchable.h"
#include "tests/batch/batch_files.h"

namespace planrec::searchable {
namespace {

constexpr int kWidth = 120, kHeight = 80;
// pdftoppm may draw an image a pixel larger, which blurs edges (3.9 at most); turned or mirrored
// the drawing differs by more than 20.
constexpr double kSame = 6;

/// Nothing about it is symmetric.
Pix* Drawing(int depth) {
  Pix* pix = pixCreate(kWidth, kHeight, depth);
  const bool bits = depth == 1;
  if (!bits) pixSetAll(pix);
  const auto paint = [&](int x, int y, int width, int height, l_uint32 value) {
    ::Box* box = boxCreate(x, y, width, height);
    pixSetInRectArbitrary(pix, box, bits ? 1 : value);
    boxDestroy(&box);
  };
  const bool rgb = depth == 32;
  paint(5, 5, 60, 10, rgb ? 0xC0200000 : 40);
  paint(5, 20, 20, 50, rgb ? 0x2040C000 : 110);
  paint(90, 60, 25, 12, rgb ? 0x10A01000 : 0);
  return pix;
}

std::string Bytes(Pix* pix, int format) {
  l_uint8* data = nullptr;
  size_t size = 0;
  EXPECT_EQ(format == IFF_JFIF_JPEG ? pixWriteMemJpeg(&data, &size, pix, 95, 0)
                                    : pixWriteMem(&data, &size, pix, format),
            0);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  pixDestroy(&pix);
  return bytes;
}

/// A JPEG with an EXIF block that says how it was held.
std::string Held(const std::string& jpeg, int orientation) {
  const std::string exif =
      std::string("Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25) +
      static_cast<char>(orientation) + std::string(6, '\0');
  const auto length = static_cast<char>(exif.size() + 2);
  return jpeg.substr(0, 2) + "\xFF\xE1" + std::string(1, '\0') + length + exif + jpeg.substr(2);
}

class ImagePageTest : public batch::BatchFiles {
 protected:
  /// Mean difference between the page as pdftoppm draws it and the image as it is read, 0..255.
  double Difference(const std::string& bytes, const std::string& type, const EncodedImage& image) {
    Result<acquire::Raster> read = acquire::DecodeImage(bytes, type, 0, {});
    if (!read) return 999;
    std::vector<PageImage> pages(1);
    pages[0].image = image;
    pages[0].width_pt = read->width_px();
    pages[0].height_pt = read->height_px();
    const Result<std::string> copy = MakeSearchable(std::move(pages), {});
    if (!copy) return 998;
    Write("copy.pdf", *copy);
    const std::string drawn = At("drawn");
    EXPECT_EQ(
        std::system(("qpdf --check " + At("copy.pdf") +
                     " >/dev/null && pdftoppm -r 72 -singlefile " + At("copy.pdf") + " " + drawn)
                        .c_str()),
        0);
    acquire::Raster seen = acquire::Raster::Take(pixRead((drawn + ".ppm").c_str()));
    if (seen.width_px() != read->width_px() || seen.height_px() != read->height_px()) return 997;
    acquire::Raster one = acquire::Raster::Take(pixConvertTo32(read->get()));
    acquire::Raster other = acquire::Raster::Take(pixConvertTo32(seen.get()));
    l_float32 difference = 996;
    pixCompareRGB(one.get(), other.get(), L_COMPARE_ABS_DIFF, 0, nullptr, &difference, nullptr,
                  nullptr);
    return difference;
  }
};

TEST_F(ImagePageTest, LooksAsItIsRead) {
  struct Case {
    const char* name;
    int depth, format;
    const char* type;
    ImageCode code;
    bool as_is;
  };
  for (const Case& each : {
           Case{"png bits", 1, IFF_PNG, "image/png", ImageCode::kFlate, true},
           Case{"png grey", 8, IFF_PNG, "image/png", ImageCode::kFlate, true},
           Case{"png colour", 32, IFF_PNG, "image/png", ImageCode::kFlate, true},
           Case{"jpeg grey", 8, IFF_JFIF_JPEG, "image/jpeg", ImageCode::kDct, true},
           Case{"jpeg colour", 32, IFF_JFIF_JPEG, "image/jpeg", ImageCode::kDct, true},
           Case{"tiff g4", 1, IFF_TIFF_G4, "image/tiff", ImageCode::kCcittG4, true},
           Case{"tiff packbits", 1, IFF_TIFF_PACKBITS, "image/tiff", ImageCode::kCcittG4, false},
           Case{"tiff lzw grey", 8, IFF_TIFF_LZW, "image/tiff", ImageCode::kFlate, false},
           Case{"tiff zip colour", 32, IFF_TIFF_ZIP, "image/tiff", ImageCode::kFlate, true},
           Case{"tiff jpeg", 8, IFF_TIFF_JPEG, "image/tiff", ImageCode::kDct, true},
           Case{"tiff jpeg colour", 32, IFF_TIFF_JPEG, "image/tiff", ImageCode::kDct, true},
       }) {
    SCOPED_TRACE(each.name);
    const std::string bytes = Bytes(Drawing(each.depth), each.format);
    const Result<EncodedImage> image = acquire::EncodedPage(bytes, each.type, 1, {});
    ASSERT_TRUE(image);
    EXPECT_EQ(image->code, each.code);
    EXPECT_LT(Difference(bytes, each.type, *image), kSame);
    // Its bytes are those of the file.
    if (each.as_is && each.format != IFF_TIFF_JPEG && each.format != IFF_TIFF_ZIP) {
      EXPECT_NE(bytes.find(image->data.substr(0, 64)), std::string::npos);
    }
  }
}

TEST_F(ImagePageTest, PalettesAndTransparency) {
  Pix* drawn = Drawing(8);
  Pix* few = pixConvertTo8(drawn, 1);
  pixDestroy(&drawn);
  Pix* palette = pixConvertGrayToColormap(few);
  pixDestroy(&few);
  ASSERT_NE(palette, nullptr);
  const std::string bytes = Bytes(palette, IFF_PNG);
  Result<EncodedImage> image = acquire::EncodedPage(bytes, "image/png", 1, {});
  ASSERT_TRUE(image);
  EXPECT_LT(Difference(bytes, "image/png", *image), kSame);
  Pix* clear = Drawing(32);
  pixSetSpp(clear, 4);
  pixSetComponentArbitrary(clear, L_ALPHA_CHANNEL, 128);
  const std::string alpha = Bytes(clear, IFF_PNG);
  image = acquire::EncodedPage(alpha, "image/png", 1, {});
  ASSERT_TRUE(image);
  EXPECT_LT(Difference(alpha, "image/png", *image), kSame);
}

TEST_F(ImagePageTest, HoweverItWasHeld) {
  const std::string jpeg = Bytes(Drawing(8), IFF_JFIF_JPEG);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    SCOPED_TRACE(orientation);
    const std::string held = Held(jpeg, orientation);
    const Result<EncodedImage> image = acquire::EncodedPage(held, "image/jpeg", 1, {});
    ASSERT_TRUE(image);
    EXPECT_EQ(image->orientation, orientation);
    EXPECT_LT(Difference(held, "image/jpeg", *image), kSame);
  }
}

TEST_F(ImagePageTest, WhatIsDamagedGivesNoImage) {
  const std::string jpeg = Bytes(Drawing(8), IFF_JFIF_JPEG);
  EXPECT_FALSE(acquire::EncodedPage(jpeg.substr(0, 30), "image/jpeg", 1, {}));
  EXPECT_FALSE(acquire::EncodedPage("II*", "image/tiff", 1, {}));
  EXPECT_FALSE(acquire::EncodedPage(jpeg, "image/jpeg", 2, {}));
  // A page without an image is a page all the same.
  EXPECT_TRUE(MakeSearchable(std::vector<PageImage>(2), {}));
}

}  // namespace
}  // namespace planrec::searchable
