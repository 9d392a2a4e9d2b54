// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/exif_orientation.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>

namespace planrec::acquire {
namespace {

using namespace std::string_literals;

/// The head of a JPEG file whose EXIF block has the tag with this value (little-endian TIFF).
std::string Jpeg(int orientation) {
  const std::string tiff = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"s +
                           static_cast<char>(orientation) + "\0\0\0\0\0\0\0"s;
  const std::string body = "Exif\0\0"s + tiff;
  const size_t length = body.size() + 2;
  return "\xFF\xD8\xFF\xE1"s + static_cast<char>(length >> 8) + static_cast<char>(length) + body +
         "\xFF\xD9";
}

/// The letter F, "##/#./#." with a foot: no turn or mirror leaves it as it is.
Raster Letter() {
  Raster image = Raster::Take(pixCreate(2, 3, 8));
  pixSetAll(image.get());
  for (const auto& [x, y] : {std::pair{0, 0}, {1, 0}, {0, 1}, {0, 2}})
    pixSetPixel(image.get(), x, y, 0);
  image.SetDpi(100, 200);
  return image;
}

std::string Ascii(const Raster& image) {
  std::string out;
  for (int y = 0; y < image.height_px(); ++y) {
    for (int x = 0; x < image.width_px(); ++x) {
      l_uint32 value = 0;
      pixGetPixel(image.get(), x, y, &value);
      out += value < 128 ? '#' : '.';
    }
    out += '/';
  }
  return out;
}

TEST(ExifOrientation, AsTheTagSays) {
  for (int value = 1; value <= 8; ++value) EXPECT_EQ(ExifOrientation(Jpeg(value)), value);
  EXPECT_EQ(ExifOrientation(Jpeg(0)), 1);
  EXPECT_EQ(ExifOrientation(Jpeg(9)), 1);
  EXPECT_EQ(ExifOrientation(""), 1);
  EXPECT_EQ(ExifOrientation("\xFF\xD8\xFF\xD9"), 1);
  const std::string whole = Jpeg(6);
  for (size_t size = 0; size < whole.size(); ++size) {
    const int value = ExifOrientation(whole.substr(0, size));
    EXPECT_TRUE(value == 1 || value == 6) << size;
  }
}

TEST(ExifOrientation, EachOfTheEight) {
  const char* seen[] = {"##/#./#./", "##/.#/.#/", ".#/.#/##/", "#./#./##/",
                        "###/#../",  "###/..#/",  "..#/###/",  "#../###/"};
  for (int value = 1; value <= 8; ++value) {
    const Raster image = AsSeen(Letter(), value);
    EXPECT_EQ(Ascii(image), seen[value - 1]) << value;
    EXPECT_EQ(image.x_dpi(), value < 5 ? 100 : 200) << value;
  }
}

}  // namespace
}  // namespace planrec::acquire
