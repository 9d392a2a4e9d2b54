// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/text_lines.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>
#include <vector>

namespace planrec::acquire {
namespace {

constexpr int kLetter = 16;

// A page of boxes of ink; small letters are 16 px high.
class InkPage {
 public:
  InkPage() : page_(Raster::Take(pixCreate(1000, 400, 1))) {}

  InkPage& Box(int x, int y, int width, int height) {
    pixRasterop(page_.get(), x, y, width, height, PIX_SET, nullptr, 0, 0);
    return *this;
  }
  /// Letters of `height` that stand on `baseline`, 14 wide, 18 apart.
  InkPage& Letters(int x, int baseline, int count, int height = kLetter) {
    for (int i = 0; i < count; ++i) Box(x + 18 * i, baseline - height, 14, height);
    return *this;
  }
  /// Lines as "baseline:letters", with the number of all their components.
  std::string Dump(const std::vector<InkArea>& areas = {{{0, 0, 1000, 400}, false}}) const {
    const PageInk ink(page_);
    std::string out;
    for (const InkLine& line : SplitLines(ink, areas, kLetter)) {
      if (!out.empty()) out += ' ';
      out += std::to_string(line.baseline) + ':' + std::to_string(line.parts.size());
    }
    return out;
  }
  const Raster& raster() const { return page_; }

 private:
  Raster page_;
};

TEST(SplitLines, LettersStandOnBaselines) {
  InkPage page;
  page.Letters(50, 60, 20).Letters(50, 100, 20);
  EXPECT_EQ(page.Dump(), "60:20 100:20");
  // Tails below and capitals above change nothing.
  page.Box(410, 44, 14, 23).Box(430, 76, 14, 24);
  EXPECT_EQ(page.Dump(), "60:21 100:21");
}

TEST(SplitLines, MarksGoToTheirLetters) {
  InkPage page;
  page.Letters(50, 60, 20, 24).Letters(50, 100, 20);
  page.Box(54, 63, 6, 6);    // a dot under a capital, nearer to it than to the line below
  page.Box(72, 74, 12, 6);   // a hook over a small letter of the second line
  page.Box(108, 28, 12, 6);  // a circumflex over a capital
  page.Box(110, 20, 8, 6);   // and an acute upon it
  EXPECT_EQ(page.Dump(), "60:23 100:21");
}

TEST(SplitLines, SignsGoToTheLineOfTheLettersBesideThem) {
  // Another column's lines stand half a line lower.
  InkPage page;
  page.Letters(50, 60, 10).Letters(50, 120, 10).Letters(600, 90, 12).Letters(600, 150, 12);
  page.Box(90, 90, 5, 6);  // over a letter, in the rows of the other column's line
  EXPECT_EQ(page.Dump(), "60:10 90:12 120:11 150:12");
}

TEST(SplitLines, AnAcuteUponACircumflexDoesNotHangFromTheLineAbove) {
  InkPage page;
  page.Letters(50, 60, 20).Letters(50, 100, 21);
  page.Box(410, 44, 14, 26);                    // a tail
  page.Box(411, 77, 11, 4).Box(414, 71, 5, 5);  // circumflex and acute of the letter below it
  EXPECT_EQ(page.Dump(), "60:21 100:23");
}

TEST(SplitLines, StackedMarksOfOneCapitalAreNoLine) {
  InkPage page;
  page.Letters(300, 60, 3, 24).Letters(50, 120, 20, 24);
  page.Box(339, 77, 14,
           18);  // circumflex and acute in one, upon a capital: higher than small letters
  EXPECT_EQ(page.Dump(), "60:3 120:21");
  // Also where a region of its own was cut for them.
  EXPECT_EQ(
      page.Dump(
          {{{0, 0, 1000, 70}, false}, {{335, 70, 360, 96}, false}, {{0, 96, 1000, 400}, false}}),
      "60:3 120:21");
  // A digit as high that stands between two rows, upon no letter, is a line of its own.
  InkPage row;
  row.Letters(300, 60, 3, 24).Letters(50, 120, 20, 24).Box(700, 77, 14, 18);
  EXPECT_EQ(row.Dump(), "60:3 95:1 120:20");
}

TEST(SplitLines, ARowOfMarksIsNoLine) {
  InkPage page;
  page.Letters(50, 100, 30);
  // Hook upon circumflex: as large as small letters, over four of them.
  for (int x : {50, 122, 194, 266}) page.Box(x, 70, 12, 11);
  EXPECT_EQ(page.Dump(), "100:34");
}

TEST(SplitLines, AShortLineAndASmallerTypeStayLines) {
  InkPage page;
  page.Letters(50, 100, 40, 13).Letters(50, 128, 3, 13).Letters(50, 156, 40, 13);
  EXPECT_EQ(page.Dump(), "100:40 128:3 156:40");
}

TEST(SplitLines, AnOrdinalBetweenTheLinesOfItsRow) {
  InkPage page;
  page.Letters(100, 60, 20).Letters(100, 100, 20).Box(40, 58, 12, 24);
  EXPECT_EQ(page.Dump(), "60:20 82:1 100:20");
}

TEST(SplitLines, ARaisedDigitBelongsToTheLetterBeforeIt) {
  for (const int y : {28, 31, 34}) {
    InkPage page;
    page.Letters(50, 60, 20).Box(411, y, 10, 17).Letters(50, 100, 20);
    EXPECT_EQ(page.Dump(), "60:21 100:20") << y;
  }
  InkPage apart;  // nothing stands before it: not raised over anything
  apart.Letters(50, 60, 20).Box(450, 30, 10, 17);
  EXPECT_EQ(apart.Dump(), "47:1 60:20");
}

TEST(SplitLines, QuotesStandBesideLetters) {
  InkPage page;
  page.Letters(50, 60, 20).Box(414, 36, 4, 8).Box(420, 36, 4, 8);
  EXPECT_EQ(page.Dump(), "60:22");
}

TEST(SplitLines, ClosedAreasKeepTheirInk) {
  InkPage page;
  page.Letters(50, 60, 10).Letters(50, 100, 10).Box(54, 66, 6, 6);
  EXPECT_EQ(page.Dump({{{0, 0, 1000, 63}, false}, {{0, 63, 1000, 400}, true}}), "60:10 100:11");
  EXPECT_EQ(page.Dump({{{0, 0, 1000, 63}, false}, {{0, 63, 1000, 400}, false}}), "60:11 100:10");
}

TEST(SplitLines, NothingGivesNothing) {
  EXPECT_EQ(InkPage().Dump(), "");
  EXPECT_EQ(InkPage().Dump({}), "");
  EXPECT_EQ(InkPage().Box(10, 10, 900, 300).Dump(), "");
}

}  // namespace
}  // namespace planrec::acquire
