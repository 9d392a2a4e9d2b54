// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/closing_mark.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>
#include <utility>
#include <vector>

namespace planrec::acquire {
namespace {

constexpr int kLetter = 16, kBaseline = 60;

// One line of ink: twelve letters that end at x = 230, and what follows them.
class Printed {
 public:
  Printed() : page_(Raster::Take(pixCreate(1000, 120, 1))) {
    for (int i = 0; i < 12; ++i) Box(20 + 18 * i, kBaseline - kLetter, 12, kLetter);
  }
  Printed& Point(int x) { return Box(x, kBaseline - 4, 4, 4); }
  Printed& Stroke(int x, int lean = 9) {
    pixRenderLine(page_.get(), x, kBaseline, x + lean, kBaseline - 24, 2, L_SET_PIXELS);
    return *this;
  }
  Printed& Box(int x, int y, int width, int height) {
    pixRasterop(page_.get(), x, y, width, height, PIX_SET, nullptr, 0, 0);
    return *this;
  }
  std::string Mended(const std::vector<std::string>& words) {
    ReadLine read;
    for (const std::string& text : words) read.words.push_back({text, {20, 40, 230, 60}, 0.9});
    const PageInk ink(page_);
    for (const InkLine& line : SplitLines(ink, {{{0, 0, 1000, 120}, false}}, kLetter))
      MendClosingMark(ink, line, read);
    std::string text;
    for (const ReadWord& word : read.words) text += (text.empty() ? "" : " ") + word.text;
    return text;
  }

 private:
  Raster page_;
};

TEST(MendClosingMark, WhatIsMadeOfItsParts) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"thực", "hiện."}, "thực hiện./."},      {{"thực", "hiện/."}, "thực hiện./."},
      {{"thực", "hiện//."}, "thực hiện./."},    {{"thực", "hiện…/"}, "thực hiện./."},
      {{"thực", "hiện", "/."}, "thực hiện./."}, {{"thực", "hiện"}, "thực hiện./."},
      {{"thực", "hiện./."}, "thực hiện./."},
  };
  for (const auto& [read, is] : cases)
    EXPECT_EQ(Printed().Point(234).Stroke(240).Point(254).Mended(read), is);
  EXPECT_EQ(Printed().Point(245).Stroke(251).Point(265).Mended({"thực", "hiện."}), "thực hiện ./.");
}

TEST(MendClosingMark, OtherEndsStayAsRead) {
  EXPECT_EQ(Printed().Point(234).Mended({"hiện."}), "hiện.");
  EXPECT_EQ(Printed().Stroke(240).Point(254).Mended({"hiện/."}), "hiện/.");
  // An upright stroke is a 1 or an l, and a wide top a 7.
  EXPECT_EQ(Printed().Point(234).Box(242, kBaseline - 24, 3, 24).Point(254).Mended({"2.1."}),
            "2.1.");
  EXPECT_EQ(
      Printed().Point(234).Stroke(240).Box(240, kBaseline - 25, 11, 3).Point(254).Mended({"2.7."}),
      "2.7.");
  EXPECT_EQ(Printed().Point(234).Stroke(270).Point(290).Mended({"hiện", "/."}), "hiện /.");
}

}  // namespace
}  // namespace planrec::acquire
