// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/prepare.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <algorithm>

namespace planrec::acquire {
namespace {

/// A grey page of 8 by 10 inches full of letters so high.
Raster Page(int dpi, int letter_px) {
  Raster page = Raster::Take(pixCreate(8 * dpi, 10 * dpi, 8));
  pixSetAll(page.get());
  for (int y = dpi; y < 9 * dpi; y += 4 * letter_px)
    for (int x = dpi; x < 7 * dpi; x += letter_px + 4)
      pixRasterop(page.get(), x, y, letter_px - 2, letter_px, PIX_CLR, nullptr, 0, 0);
  page.SetDpi(dpi, dpi);
  return page;
}

TEST(Prepare, LettersAreBroughtToTheSizeThatReadsBest) {
  struct Case {
    const char* name;
    int dpi, letter_px, work_dpi;
  };
  const Case cases[] = {
      {"as they are", 200, 17, 200},
      {"large ones are reduced", 400, 34, 200},
      {"small ones enlarged", 150, 9, 283},
      // Two letters that touch look like one of 8 pt; at 100 dpi no letter is told from its
      // neighbour, and the usual size is taken.
      {"too coarse to be measured", 100, 11, 201},
      {"as coarse, letters of the usual size", 100, 8, 201},
  };
  for (const Case& c : cases)
    EXPECT_NEAR(Prepare(Page(c.dpi, c.letter_px), {}).dpi, c.work_dpi, 2) << c.name;
}

/// Each pixel through `change`, which gets its place as parts of the page and its brightness.
template <typename Change>
Raster Changed(Raster page, Change change) {
  for (int y = 0; y < page.height_px(); ++y) {
    for (int x = 0; x < page.width_px(); ++x) {
      l_uint32 value = 0;
      pixGetPixel(page.get(), x, y, &value);
      const double shade = change(double(x) / page.width_px(), double(y) / page.height_px(),
                                  static_cast<double>(value));
      pixSetPixel(page.get(), x, y, static_cast<l_uint32>(std::clamp(shade, 0.0, 255.0)));
    }
  }
  return page;
}

int Letters(const WorkImage& work) {
  l_int32 count = 0;
  pixCountConnComp(work.binary.get(), 8, &count);
  return count;
}

// Whatever light, paper and ink: the same letters stand in the binary.
TEST(Prepare, LettersAreFoundInAnyLight) {
  struct Case {
    const char* name;
    double (*change)(double x, double y, double value);
    bool faint;
  };
  const Case cases[] = {
      {"black on white", [](double, double, double v) { return v; }, false},
      {"white on black", [](double, double, double v) { return 255 - v; }, false},
      {"pale on white", [](double, double, double v) { return 205 + v * 0.17; }, true},
      {"pale on grey", [](double, double, double v) { return 150 + v * 0.2; }, true},
      {"a shadow darker than the ink elsewhere",
       [](double, double y, double v) { return (v * 0.75 + 60) * (1 - 0.8 * y); }, false},
      {"dark bands above and below",
       [](double, double y, double v) { return y < 0.06 || y > 0.94 ? 20.0 : v; }, false},
  };
  const int letters = Letters(Prepare(Page(200, 17), {}));
  ASSERT_GT(letters, 500);
  for (const Case& c : cases) {
    const WorkImage work = Prepare(Changed(Page(200, 17), c.change), {});
    EXPECT_NEAR(Letters(work), letters, letters / 20) << c.name;
    EXPECT_EQ(work.faint, c.faint) << c.name;
  }
}

TEST(Prepare, AResolutionThatTheLettersBelie) {
  struct Case {
    const char* name;
    int dpi, said, believed;
  };
  const Case cases[] = {
      {"as it is", 200, 200, 200},
      {"three times as much", 200, 600, 171},  // the sheet is 10 inches long, A4 11.69
      {"absurd", 200, 3000, 171},
      {"one point a pixel", 200, 72, 171},
  };
  for (const Case& c : cases) {
    Raster page = Page(c.dpi, 17);
    page.SetDpi(c.said, c.said);
    EXPECT_NEAR(Prepare(page, {}).dpi, c.believed, 2) << c.name;
  }
}

// Of a strip Leptonica makes fewer parts than were asked for; what lies behind them is not looked
// at (a finding of fuzzing, seen by AddressSanitizer).
TEST(Prepare, StripsOfAnyShape) {
  for (const auto& [width, height] :
       {std::pair{1885, 68}, {68, 1885}, {3000, 1}, {1, 3000}, {7, 5}}) {
    SCOPED_TRACE(std::to_string(width) + "x" + std::to_string(height));
    const Raster strip = Raster::Take(pixCreate(width, height, 8));
    pixSetAll(strip.get());
    EXPECT_GT(Prepare(strip, Limits{}).width_px(), 0);
  }
}

}  // namespace
}  // namespace planrec::acquire
