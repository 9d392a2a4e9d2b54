// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/page_picture.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <cmath>
#include <memory>
#include <string>

#include "pipeline/acquire/image_source.h"
#include "pipeline/acquire/text_source.h"

namespace planrec::acquire {
namespace {

/// A grey page of 400 × 600 whose upper left quarter is black, as PNG.
std::string PageFile() {
  Raster page = Raster::Take(pixCreate(400, 600, 8));
  pixSetAll(page.get());
  pixRasterop(page.get(), 0, 0, 200, 300, PIX_CLR, nullptr, 0, 0);
  page.SetDpi(100, 100);
  l_uint8* bytes = nullptr;
  size_t size = 0;
  EXPECT_EQ(pixWriteMem(&bytes, &size, page.get(), IFF_PNG), 0);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  lept_free(bytes);
  return file;
}

/// "WxH" and each quarter's middle: '#' dark, '.' light; upper left, upper right, lower left,
/// lower right.
std::string Look(const Result<std::string>& jpeg) {
  if (!jpeg) return std::string(ErrorTypeName(jpeg.error().type));
  const Raster image = Raster::Take(pixReadMemJpeg(reinterpret_cast<const l_uint8*>(jpeg->data()),
                                                   jpeg->size(), 0, 1, nullptr, 0));
  if (image.empty()) return "no JPEG";
  std::string out =
      std::to_string(image.width_px()) + "x" + std::to_string(image.height_px()) + " ";
  for (const int y : {1, 3}) {
    for (const int x : {1, 3}) {
      l_uint32 value = 0;
      pixGetPixel(image.get(), image.width_px() * x / 4, image.height_px() * y / 4, &value);
      out += value < 128 ? '#' : '.';
    }
  }
  return out;
}

TEST(PagePicture, PartsAndTurns) {
  const std::string file = PageFile();
  const auto source = OpenImage(file, "image/png", {});
  ASSERT_TRUE(source);
  PagePictures pictures(**source, {});
  struct Case {
    const char* name;
    PictureRequest request;
    const char* expected;
  };
  const Case cases[] = {
      {"whole, never enlarged", {.width_px = 1200}, "400x600 #..."},
      {"whole, smaller", {.width_px = 200}, "200x300 #..."},
      {"turned clockwise", {.quarters = 1, .width_px = 600}, "600x400 .#.."},
      {"upside down", {.quarters = 2, .width_px = 400}, "400x600 ...#"},
      {"turned back", {.quarters = 3, .width_px = 600}, "600x400 ..#."},
      {"upper half", {.y1 = 0.5, .width_px = 400}, "400x300 #.#."},
      {"middle", {.x0 = 0.25, .y0 = 0.25, .x1 = 0.75, .y1 = 0.75, .width_px = 400}, "200x300 #..."},
      {"beyond the page's edge", {.x0 = 0.5, .x1 = 1.5, .width_px = 400}, "200x600 ...."},
      {"beside the page", {.x0 = 1.1, .x1 = 1.5}, "unreadable"},
      {"empty", {.x0 = 0.5, .x1 = 0.5}, "unreadable"},
      {"no number", {.x0 = 0, .x1 = std::nan("")}, "unreadable"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Look(pictures.Jpeg(c.request)), c.expected);
  }
}

// What was read askew is shown straight: the edge of the black quarter stays where the places say.
TEST(PagePicture, SkewIsTakenOutAsForReading) {
  const std::string file = PageFile();
  const auto source = OpenImage(file, "image/png", {});
  ASSERT_TRUE(source);
  PagePictures pictures(**source, {});
  // Near the middle of the left edge: the black quarter ends at 0.5, turned clockwise above it.
  const PictureRequest strip = {.x0 = 0, .y0 = 0.48, .x1 = 0.1, .y1 = 0.5, .width_px = 400};
  EXPECT_EQ(Look(pictures.Jpeg(strip)), "40x12 ####");
  PictureRequest turned = strip;
  turned.skew_deg = 5;
  EXPECT_EQ(Look(pictures.Jpeg(turned)), "40x12 ....");
  turned.skew_deg = -5;
  turned.y0 = 0.5, turned.y1 = 0.52;
  EXPECT_EQ(Look(pictures.Jpeg(turned)), "40x12 ####");
}

TEST(PagePicture, ATextHasNone) {
  const auto source = OpenText("Kế hoạch", "a.txt", {});
  ASSERT_TRUE(source);
  EXPECT_EQ(Look(PagePictures(**source, {}).Jpeg({})), "no_text");
}

}  // namespace
}  // namespace planrec::acquire
