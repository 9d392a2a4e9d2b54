// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ellipsis_marks.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>
#include <vector>

namespace planrec::acquire {
namespace {

constexpr int kLetter = 16, kBaseline = 60;

// One line of ink: letters and points that stand on its baseline; what was read of it word by word.
class Printed {
 public:
  Printed() : page_(Raster::Take(pixCreate(1000, 120, 1))) { Letters(20, 20); }

  Printed& Letters(int x, int count) {
    for (int i = 0; i < count; ++i) Box(x + 18 * i, kBaseline - kLetter, 14, kLetter);
    return *this;
  }
  Printed& Points(int x, int count, int step = 9) {
    for (int i = 0; i < count; ++i) Box(x + step * i, kBaseline - 4, 4, 4);
    return *this;
  }
  Printed& Box(int x, int y, int width, int height) {
    pixRasterop(page_.get(), x, y, width, height, PIX_SET, nullptr, 0, 0);
    return *this;
  }
  Printed& Read(const std::string& text, int x0, int x1) {
    read_.words.push_back({text, {x0, kBaseline - kLetter, x1, kBaseline}, 0.9});
    return *this;
  }
  std::string Mended() {
    const PageInk ink(page_);
    for (const InkLine& line : SplitLines(ink, {{{0, 0, 1000, 120}, false}}, kLetter))
      MendEllipses(ink, line, read_);
    std::string text;
    for (const ReadWord& word : read_.words) text += (text.empty() ? "" : " ") + word.text;
    return text;
  }

 private:
  Raster page_;
  ReadLine read_;
};

// Twenty letters end at x = 376.
TEST(MendEllipses, ThreePointsBehindAWordAreOneSign) {
  for (const char* read : {"gian.", "gian", "gian..", "gian.…", "gian……", "gian…"})
    EXPECT_EQ(Printed().Points(380, 3).Read("thời", 20, 180).Read(read, 200, 400).Mended(),
              "thời gian…")
        << read;
}

TEST(MendEllipses, SignsThatCloseTheWordStayBehindIt) {
  Printed page;
  page.Points(380, 3).Box(410, 40, 5, 26);
  EXPECT_EQ(page.Read("liên.)", 20, 416).Mended(), "liên…)");
}

TEST(MendEllipses, ApartFromWordsItIsAWord) {
  Printed page;
  page.Points(400, 3).Letters(450, 5);
  EXPECT_EQ(page.Read("ngày", 20, 376).Read("tháng", 450, 540).Mended(), "ngày … tháng");
}

TEST(MendEllipses, InsideAWordARunThatWasReadIsSetRight) {
  Printed page;
  page.Points(400, 3).Letters(430, 6);
  EXPECT_EQ(page.Read("Số:", 20, 376).Read("……/CP", 400, 540).Mended(), "Số: …/CP");
}

TEST(MendEllipses, OtherPointsStayAsTheyWereRead) {
  const struct { int points, step; } cases[] = {{1, 9}, {2, 9}, {4, 9}, {12, 9}, {3, 40}};
  for (const auto& c : cases)
    EXPECT_EQ(Printed().Points(380, c.points, c.step).Read("gian.", 20, 400).Mended(), "gian.")
        << c.points;
  // The lower point of a colon and two more.
  Printed colon;
  colon.Points(380, 3).Box(380, 46, 4, 4);
  EXPECT_EQ(colon.Read("gian:..", 20, 404).Mended(), "gian:..");
  Printed uneven;
  uneven.Points(380, 2).Points(404, 1);
  EXPECT_EQ(uneven.Read("gian.", 20, 410).Mended(), "gian.");
}

}  // namespace
}  // namespace planrec::acquire
