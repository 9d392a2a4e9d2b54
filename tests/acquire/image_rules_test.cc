// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/image_rules.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <algorithm>

namespace planrec::acquire {
namespace {

constexpr int kDpi = 200, kRows = 8, kColumns = 4;

/// A grey page with letters of 17 px and a table of so many rows and columns ruled in this tone;
/// every second quarter inch of a rule may be of another. Tone 255 = no table.
Raster Page(l_uint32 tone, int thickness, l_uint32 other_tone) {
  Raster page = Raster::Take(pixCreate(1600, 2200, 8));
  pixSetAll(page.get());
  const auto fill = [&page](int x, int y, int width, int height, l_uint32 value) {
    Raster ink = Raster::Take(pixCreate(width, height, 1));
    pixSetAll(ink.get());
    pixSetMaskedGeneral(page.get(), ink.get(), value, x, y);
  };
  // Letters with a bar through the middle, as e has one; rows of them look like lines.
  for (int y = 220; y < 2000; y += 100) {
    for (int x = 220; x < 1380; x += 20) {
      fill(x, y, 3, 17, 0), fill(x + 11, y, 3, 17, 0), fill(x, y + 8, 14, 2, 60);
    }
  }
  const int right = 200 + 300 * kColumns, bottom = 270 + 100 * kRows;
  const auto ruled = [&](int x, int y, int width, int height) {
    for (int at = 0; at < std::max(width, height); at += 50) {
      const l_uint32 value = at % 100 == 0 ? tone : other_tone;
      fill(x + (width > height ? at : 0), y + (width > height ? 0 : at),
           width > height ? std::min(50, width - at) : width,
           width > height ? height : std::min(50, height - at), value);
    }
  };
  for (int row = 0; row <= kRows; ++row) ruled(200, 270 + 100 * row, right - 200, thickness);
  for (int column = 0; column <= kColumns; ++column)
    ruled(200 + 300 * column, 270, thickness, bottom - 270);
  page.SetDpi(kDpi, kDpi);
  return page;
}

// However pale the rules of a table: as many are found, and where none are none.
TEST(ImageRules, TablesOfAnyTone) {
  const struct {
    const char* name;
    l_uint32 tone;
    int thickness;
    l_uint32 other_tone;
    bool table;
  } cases[] = {
      {"black", 0, 3, 0, true},
      {"hairlines", 0, 1, 0, true},
      {"pale", 185, 2, 185, true},
      {"pale hairlines", 200, 1, 200, true},
      {"broken by the threshold", 120, 2, 215, true},
      {"none", 255, 1, 255, false},
      {"paler than the noise of paper", 250, 2, 250, false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const WorkImage work = Prepare(Page(c.tone, c.thickness, c.other_tone), {});
    int horizontal = 0, vertical = 0;
    for (const PixelRule& rule : FindRules(work)) {
      const bool whole = rule.to - rule.from > (rule.horizontal ? 1150 : 750);
      ++(rule.horizontal ? horizontal : vertical);
      EXPECT_TRUE(whole) << rule.from << ".." << rule.to << " at " << rule.at;
    }
    EXPECT_EQ(horizontal, c.table ? kRows + 1 : 0);
    EXPECT_EQ(vertical, c.table ? kColumns + 1 : 0);
  }
}

// What the threshold of letters leaves whole is not made thicker.
TEST(ImageRules, SoundRulesStayAsTheyAre) {
  for (const l_uint32 tone : {0U, 60U, 255U}) {
    Raster grey = Page(tone, 3, tone);
    const Raster binary = Raster::Take(pixThresholdToBinary(grey.get(), 160));
    const Raster before = Raster::Take(pixCopy(nullptr, grey.get()));
    EXPECT_FALSE(DarkenFaintRules(grey, binary, kDpi)) << tone;
    l_int32 same = 0;
    pixEqual(before.get(), grey.get(), &same);
    EXPECT_TRUE(same) << tone;
  }
}

}  // namespace
}  // namespace planrec::acquire
