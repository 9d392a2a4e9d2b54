// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/page_view.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <cmath>
#include <vector>

namespace planrec::acquire {
namespace {

constexpr int kWidth = 600, kHeight = 800;
// A bar as high as a capital and a quarter as wide, its foot's left end here on the upright page.
constexpr int kX = 200, kFoot = 300, kCapital = 28;

/// Where the strip's ink stands: middle column and lowest row of what is black.
struct Seen {
  double middle = 0;
  int lowest = 0, columns = 0;
};

Seen Look(const Strip& strip) {
  Seen seen;
  double sum = 0;
  for (int x = 0; x < strip.width; ++x) {
    bool any = false;
    for (int y = 0; y < kStripRows; ++y) {
      if (strip.ink[static_cast<size_t>(y * strip.width + x)] < 0.5F) continue;
      any = true;
      seen.lowest = std::max(seen.lowest, y);
    }
    if (!any) continue;
    ++seen.columns;
    sum += x;
  }
  seen.middle = seen.columns > 0 ? sum / seen.columns : -1;
  return seen;
}

/// The page in colour, the bar in `rgb`, turned counter-clockwise by `turn` and by `degrees`, as a
/// scanner may give it.
Raster Page(uint32_t rgb, int turn, double degrees) {
  Raster page = Raster::Take(pixCreate(kWidth, kHeight, 32));
  pixSetAll(page.get());
  BOX* bar = boxCreate(kX, kFoot - kCapital, kCapital / 4, kCapital);
  pixSetInRectArbitrary(page.get(), bar, rgb << 8);
  boxDestroy(&bar);
  page = Raster::Take(pixRotate(page.get(), static_cast<float>(-degrees * M_PI / 180),
                                L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  return Raster::Take(pixRotateOrth(page.get(), (4 - turn / 90) % 4));
}

TEST(PageView, TurnSkewAndScaleAreUndone) {
  for (const int turn : {0, 90, 180, 270}) {
    for (const double degrees : {0.0, 2.0, -1.5}) {
      for (const double scale : {1.0, 0.5}) {
        const Raster image = Page(0x000000, turn, degrees);
        const int width = static_cast<int>(kWidth * scale),
                  height = static_cast<int>(kHeight * scale);
        WorkImage work;
        work.grey = Raster::Take(pixCreate(width, height, 8));
        work.rotation = turn;
        if (degrees != 0) work.skew_deg = degrees;
        const PageView view(image, work, {0, width, height});
        const Strip strip =
            view.Cut({(kX - kCapital) * scale, kFoot * scale, kCapital * scale}, 42);
        const Seen seen = Look(strip);
        // One capital in, an eighth of one more to the bar's middle.
        EXPECT_NEAR(seen.middle, kStripCapital * 1.125 - 0.5, 0.8)
            << turn << " " << degrees << " " << scale;
        EXPECT_NEAR(seen.lowest, kStripBaseline - 1, 1) << turn << " " << degrees << " " << scale;
        EXPECT_NEAR(seen.columns, kStripCapital / 4.0, 1.6);
      }
    }
  }
}

TEST(PageView, BlueIsInkAndRedASeal) {
  struct Case {
    uint32_t rgb;
    bool red, ink;
  };
  for (const Case& c : {Case{0x3040c0, false, true}, Case{0xd02030, false, false},
                        Case{0xd02030, true, true}, Case{0x202020, false, true}}) {
    const Raster image = Page(c.rgb, 0, 0);
    WorkImage work;
    work.grey = Raster::Take(pixCreate(kWidth, kHeight, 8));
    const PageView view(image, work, {0, kWidth, kHeight});
    const Seen seen = Look(view.Cut({kX - kCapital, kFoot, kCapital}, 42, c.red));
    EXPECT_EQ(seen.columns > 0, c.ink) << std::hex << c.rgb;
  }
}

TEST(PageView, BesideThePageIsPaper) {
  const Raster image = Page(0x000000, 0, 0);
  WorkImage work;
  work.grey = Raster::Take(pixCreate(kWidth, kHeight, 8));
  const PageView view(image, work, {0, kWidth, kHeight});
  EXPECT_EQ(Look(view.Cut({5000, -300, 20}, 42)).columns, 0);
  EXPECT_EQ(Look(view.Cut({kWidth - 10, kHeight, 30}, 200)).columns, 0);
}

}  // namespace
}  // namespace planrec::acquire
