// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/spread.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <cmath>
#include <string>
#include <utility>

namespace planrec::acquire {
namespace {

constexpr int kWidth = 1600, kHeight = 1130;  // A3 at 97 dpi
constexpr int kLetter = 8;                    // pixels, square; four to a word

/// What stands on one page image, drawn as words of square letters.
struct Sheet {
  Raster binary = Raster::Take(pixCreate(kWidth, kHeight, 1));

  void Bar(int x, int y, int w, int h) {
    pixRasterop(binary.get(), x, y, w, h, PIX_SET, nullptr, 0, 0);
  }
  void Text(int x0, int x1, int y) {
    int n = 0;
    for (int x = x0; x + kLetter <= x1; x += kLetter + 3, ++n) {
      if (n % 5 == 4) continue;  // a space
      Bar(x, y, kLetter, kLetter);
    }
  }
  void Lines(int x0, int x1, int y0 = 100, int count = 40) {
    for (int i = 0; i < count; ++i) Text(x0, x1, y0 + 24 * i);
  }
  void Turn(int x0, int x1, double degrees) {
    BOX* area = boxCreate(x0, 0, x1 - x0, kHeight);
    Raster part = Raster::Take(pixClipRectangle(binary.get(), area, nullptr));
    boxDestroy(&area);
    Raster turned = Raster::Take(pixRotate(part.get(), static_cast<float>(degrees * M_PI / 180),
                                           L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0));
    pixRasterop(binary.get(), x0, 0, x1 - x0, kHeight, PIX_SRC, turned.get(), 0, 0);
  }
  WorkImage Work() {
    WorkImage work;
    work.grey = Raster::Take(pixConvert1To8(nullptr, binary.get(), 255, 0));
    work.binary = Raster::Take(pixCopy(nullptr, binary.get()));
    work.letter_px = kLetter;
    work.dpi = 97;
    work.pt_per_px_x = work.pt_per_px_y = 72.0 / 97;
    return work;
  }
  int Halves() { return static_cast<int>(SplitSpread(Work()).size()); }
};

/// Two pages of running text, margins 110 and 80 pixels wide.
Sheet TwoPages() {
  Sheet sheet;
  sheet.Lines(110, 720);
  sheet.Lines(910, 1520);
  return sheet;
}

TEST(Spread, TwoPagesAreSplit) {
  EXPECT_EQ(TwoPages().Halves(), 2);
  Sheet numbered = TwoPages();
  numbered.Text(410, 420, 50);
  numbered.Text(1210, 1220, 50);
  EXPECT_EQ(numbered.Halves(), 2) << "page numbers";
  Sheet shadow = TwoPages();
  shadow.Bar(795, 0, 12, kHeight);
  EXPECT_EQ(shadow.Halves(), 2) << "the fold's shadow";
  Sheet pieces = TwoPages();
  for (int y = 40; y < kHeight; y += 130) pieces.Bar(798 + y % 3, y, 6, 70);
  for (int y = 20; y < kHeight; y += 90) pieces.Bar(785 + y % 30, y, 5, 6);
  EXPECT_EQ(pieces.Halves(), 2) << "what is left of a shadow";
  Sheet last;
  last.Lines(110, 720);
  last.Lines(910, 1520, 100, 4);
  EXPECT_EQ(last.Halves(), 2) << "a last page with few lines";
  Sheet recipients;
  recipients.Lines(110, 720);
  recipients.Lines(910, 1100, 100, 12);
  EXPECT_EQ(recipients.Halves(), 2) << "a last page with text at its left only";
  Sheet table;
  table.Lines(110, 720);
  for (int y = 100; y <= 900; y += 100) table.Bar(910, y, 610, 3);
  for (int x : {910, 960, 1300, 1517}) table.Bar(x, 100, 3, 803);
  for (int y = 130; y < 900; y += 100) table.Lines(970, 1280, y, 2);
  EXPECT_EQ(table.Halves(), 2) << "a ruled table on the right page";
}

TEST(Spread, HalvesLieWhereTheyWereAndStraight) {
  Sheet sheet = TwoPages();
  sheet.Turn(0, 800, 1.2);
  sheet.Turn(800, kWidth, -0.9);
  const auto halves = SplitSpread(sheet.Work());
  ASSERT_EQ(halves.size(), 2U);
  EXPECT_EQ(halves[0].x0, 0);
  EXPECT_NEAR(halves[1].x0, 815, 30);
  EXPECT_EQ(halves[0].work.width_px(), halves[1].x0);
  EXPECT_EQ(halves[0].work.width_px() + halves[1].work.width_px(), kWidth);
  EXPECT_EQ(halves[1].work.height_px(), kHeight);
  ASSERT_TRUE(halves[0].work.skew_deg && halves[1].work.skew_deg);
  EXPECT_NEAR(*halves[0].work.skew_deg, -1.2, 0.25);
  EXPECT_NEAR(*halves[1].work.skew_deg, 0.9, 0.25);
}

TEST(Spread, TheFoldIsNotRead) {
  Sheet sheet = TwoPages();
  sheet.Bar(795, 0, 12, kHeight);
  for (const Half& half : SplitSpread(sheet.Work())) {
    Boxa* boxes = pixConnCompBB(half.work.binary.get(), 8);
    for (int i = 0; i < boxaGetCount(boxes); ++i) {
      int h = 0;
      boxaGetBoxGeometry(boxes, i, nullptr, nullptr, nullptr, &h);
      EXPECT_LT(h, 3 * kLetter);
    }
    boxaDestroy(&boxes);
  }
}

TEST(Spread, OnePageIsNot) {
  Sheet across = TwoPages();
  across.Text(600, 1000, 60);
  EXPECT_EQ(across.Halves(), 0) << "a heading across the middle";
  Sheet number = TwoPages();
  number.Text(805, 820, 60);
  EXPECT_EQ(number.Halves(), 0) << "a page number in the middle";
  Sheet ruled = TwoPages();
  ruled.Bar(100, 500, 1400, 3);
  EXPECT_EQ(ruled.Halves(), 0) << "a rule across the middle";
  Sheet columns;
  columns.Lines(110, 775);
  columns.Lines(825, 1490);
  EXPECT_EQ(columns.Halves(), 0) << "two columns of one page";
  Sheet cells;  // a table without rules
  for (int y = 100; y < 1000; y += 72) {
    for (int x : {110, 380, 560, 900, 1120, 1350}) cells.Lines(x, x + 150, y, 2);
  }
  EXPECT_EQ(cells.Halves(), 0) << "columns of a table without rules";
  Sheet full;
  full.Lines(110, 1500);
  EXPECT_EQ(full.Halves(), 0) << "lines as wide as the page";
  Sheet half;
  half.Lines(110, 720);
  EXPECT_EQ(half.Halves(), 0) << "nothing on the right";
  EXPECT_EQ(Sheet().Halves(), 0) << "blank";
  WorkImage upright = TwoPages().Work();
  upright.binary = Raster::Take(pixRotateOrth(upright.binary.get(), 1));
  upright.grey = Raster::Take(pixRotateOrth(upright.grey.get(), 1));
  EXPECT_TRUE(SplitSpread(upright).empty()) << "higher than wide";
}

}  // namespace
}  // namespace planrec::acquire
