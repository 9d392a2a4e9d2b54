// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/comparison_signs.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>
#include <vector>

namespace planrec::acquire {
namespace {

constexpr int kLetter = 16, kBaseline = 60, kWide = 18, kHigh = 16, kArm = 3;

// One line of ink: letters and wedges; what was read of it.
class Printed {
 public:
  Printed() : page_(Raster::Take(pixCreate(1000, 120, 1))) { Letters(20, 12); }

  Printed& Letters(int x, int count) {
    for (int i = 0; i < count; ++i) Box(x + 18 * i, kBaseline - kLetter, 12, kLetter);
    return *this;
  }
  Printed& Wedge(int x, bool points_right, int arm = kArm) {
    const int top = kBaseline - 4 - kHigh, bottom = kBaseline - 4;
    const int tip = points_right ? x + kWide : x, open = points_right ? x : x + kWide;
    pixRenderLine(page_.get(), open, top, tip, (top + bottom) / 2, arm, L_SET_PIXELS);
    pixRenderLine(page_.get(), tip, (top + bottom) / 2, open, bottom, arm, L_SET_PIXELS);
    return *this;
  }
  /// A bar so far below a wedge; 0 and less: it touches the wedge.
  Printed& Bar(int x, int below, int width = kWide) {
    return Box(x, kBaseline - 4 + 2 + below, width, 3);
  }
  Printed& Box(int x, int y, int width, int height) {
    pixRasterop(page_.get(), x, y, width, height, PIX_SET, nullptr, 0, 0);
    return *this;
  }
  std::string Mended(const std::vector<std::string>& words) {
    ReadLine read;
    for (const std::string& text : words) read.words.push_back({text, {0, 0, 1, 1}, 0.9});
    const PageInk ink(page_);
    for (const InkLine& line : SplitLines(ink, {{{0, 0, 1000, 120}, false}}, kLetter))
      MendComparisons(ink, line, read);
    std::string text;
    for (const ReadWord& word : read.words) text += (text.empty() ? "" : " ") + word.text;
    return text;
  }

 private:
  Raster page_;
};

TEST(MendComparisons, TheInkSaysWhichSignItIs) {
  for (const int arm : {2, 3, 4}) {
    for (const char* read : {"<", ">", "≤", "≥"}) {
      SCOPED_TRACE(std::string(read) + ", arms of " + std::to_string(arm));
      const std::vector<std::string> words = {"hộ", read, "5%"};
      const auto at = 260;
      EXPECT_EQ(Printed().Wedge(at, false, arm).Letters(300, 3).Mended(words), "hộ < 5%");
      EXPECT_EQ(Printed().Wedge(at, true, arm).Letters(300, 3).Mended(words), "hộ > 5%");
      EXPECT_EQ(Printed().Wedge(at, false, arm).Bar(at, 4).Letters(300, 3).Mended(words),
                "hộ ≤ 5%");
      EXPECT_EQ(Printed().Wedge(at, true, arm).Bar(at, 4).Letters(300, 3).Mended(words), "hộ ≥ 5%");
      EXPECT_EQ(Printed().Wedge(at, true, arm).Bar(at, -1).Letters(300, 3).Mended(words),
                "hộ ≥ 5%");
    }
  }
}

TEST(MendComparisons, SignsArePairedInTheirOrder) {
  Printed page;
  page.Wedge(260, true).Letters(300, 3).Wedge(400, false).Bar(400, 4).Letters(440, 2);
  EXPECT_EQ(page.Mended({"số", "(≥5%", "≤9)"}), "số (>5% ≤9)");
}

TEST(MendComparisons, WhatTheInkDoesNotShowStaysAsRead) {
  // No wedge, one too few, an underline that is no bar.
  EXPECT_EQ(Printed().Mended({"hộ", "≤", "5%"}), "hộ ≤ 5%");
  EXPECT_EQ(Printed().Wedge(260, false).Letters(300, 3).Mended({"≤", "5", "≤", "6"}), "≤ 5 ≤ 6");
  EXPECT_EQ(Printed().Wedge(260, false).Letters(300, 3).Mended({"hộ", "5%"}), "hộ 5%");
  EXPECT_EQ(Printed().Wedge(260, false).Bar(200, 5, 200).Letters(300, 3).Mended({"<", "5"}), "< 5");
}

}  // namespace
}  // namespace planrec::acquire
