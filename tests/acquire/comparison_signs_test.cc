// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/comparison_signs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/acquire/printed_line.h"

namespace planrec::acquire {
namespace {

constexpr int kWide = 18, kHigh = 16, kFoot = PrintedLine::kBaseline - 4;

// Twelve letters, wedges behind them.
class Printed : public PrintedLine {
 public:
  Printed() { Letters(20, 12); }
  Printed& Wedge(int x, bool points_right, int arm = 3) {
    const int tip = points_right ? x + kWide : x, open = points_right ? x : x + kWide;
    Stroke(open, kFoot - kHigh, tip, kFoot - kHigh / 2, arm);
    Stroke(tip, kFoot - kHigh / 2, open, kFoot, arm);
    return *this;
  }
  /// A bar so far below a wedge; 0 and less: it touches the wedge.
  Printed& Bar(int x, int below, int width = kWide) {
    Box(x, kFoot + 2 + below, width, 3);
    return *this;
  }
  Printed& More(int x, int count) {
    Letters(x, count);
    return *this;
  }
  std::string Mended(const std::vector<std::string>& texts) const {
    std::vector<ReadWord> words;
    for (const std::string& text : texts) words.push_back(Word(text, 0, 1));
    return PrintedLine::Mended(MendComparisons, words);
  }
};

TEST(MendComparisons, TheInkSaysWhichSignItIs) {
  for (const int arm : {2, 3, 4}) {
    for (const char* read : {"<", ">", "≤", "≥"}) {
      SCOPED_TRACE(std::string(read) + ", arms of " + std::to_string(arm));
      const std::vector<std::string> words = {"hộ", read, "5%"};
      const auto at = 260;
      EXPECT_EQ(Printed().Wedge(at, false, arm).More(300, 3).Mended(words), "hộ < 5%");
      EXPECT_EQ(Printed().Wedge(at, true, arm).More(300, 3).Mended(words), "hộ > 5%");
      EXPECT_EQ(Printed().Wedge(at, false, arm).Bar(at, 4).More(300, 3).Mended(words), "hộ ≤ 5%");
      EXPECT_EQ(Printed().Wedge(at, true, arm).Bar(at, 4).More(300, 3).Mended(words), "hộ ≥ 5%");
      EXPECT_EQ(Printed().Wedge(at, true, arm).Bar(at, -1).More(300, 3).Mended(words), "hộ ≥ 5%");
    }
  }
}

TEST(MendComparisons, SignsArePairedInTheirOrder) {
  Printed page;
  page.Wedge(260, true).More(300, 3).Wedge(400, false).Bar(400, 4).More(440, 2);
  EXPECT_EQ(page.Mended({"số", "(≥5%", "≤9)"}), "số (>5% ≤9)");
}

TEST(MendComparisons, WhatTheInkDoesNotShowStaysAsRead) {
  // No wedge, one too few, an underline that is no bar.
  EXPECT_EQ(Printed().Mended({"hộ", "≤", "5%"}), "hộ ≤ 5%");
  EXPECT_EQ(Printed().Wedge(260, false).More(300, 3).Mended({"≤", "5", "≤", "6"}), "≤ 5 ≤ 6");
  EXPECT_EQ(Printed().Wedge(260, false).More(300, 3).Mended({"hộ", "5%"}), "hộ 5%");
  EXPECT_EQ(Printed().Wedge(260, false).Bar(200, 5, 200).More(300, 3).Mended({"<", "5"}), "< 5");
}

}  // namespace
}  // namespace planrec::acquire
