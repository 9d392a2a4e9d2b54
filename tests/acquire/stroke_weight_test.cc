// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/stroke_weight.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>

namespace planrec::acquire {
namespace {

/// A page whose lines are rows of upright stems, `thick[i]` pixels wide in line i.
WorkImage Stems(const std::vector<int>& thick) {
  WorkImage work;
  PIX* binary = pixCreate(800, static_cast<int>(thick.size()) * 40 + 40, 1);
  for (size_t i = 0; i < thick.size(); ++i) {
    for (int x = 20; x < 600; x += 20)
      pixRasterop(binary, x, static_cast<int>(i) * 40 + 20, thick[i], 18, PIX_SET, nullptr, 0, 0);
    // A dash as long as a letter is high says nothing of the weight.
    pixRasterop(binary, 700, static_cast<int>(i) * 40 + 28, 40, 3, PIX_SET, nullptr, 0, 0);
  }
  work.binary = Raster::Take(binary);
  work.letter_px = 16;
  work.pt_per_px_x = work.pt_per_px_y = 0.36;
  return work;
}

std::vector<TextLine> LinesOf(size_t count) {
  std::vector<TextLine> lines(count);
  for (size_t i = 0; i < count; ++i) {
    Token token;
    const double y = static_cast<double>(i) * 40 + 16;
    token.box = {0, y * 0.36, 780 * 0.36, (y + 26) * 0.36};
    lines[i].tokens.push_back(token);
  }
  return lines;
}

TEST(StrokeWeight, BoldLines) {
  struct Case {
    std::vector<int> thick;
    const char* expected;  ///< '#' bold, '.' regular
  };
  const Case cases[] = {
      {{4, 6, 4, 4, 4, 6, 4, 4}, ".#...#.."},
      {{4, 4, 4, 4, 4, 4}, "......"},
      {{6, 6, 6, 6, 6, 6}, "......"},          // thick all over: nothing stands out
      {{4, 6, 4, 4}, "...."},                  // too few lines
      {{3, 4, 5, 6, 3, 4, 5, 6}, "........"},  // scattered print
      {{9, 4, 4, 4, 4, 4}, "#....."},
  };
  for (const Case& c : cases) {
    std::vector<TextLine> lines = LinesOf(c.thick.size());
    MarkBold(Stems(c.thick), lines);
    std::string shown;
    for (const TextLine& line : lines) shown += line.tokens[0].bold ? '#' : '.';
    EXPECT_EQ(shown, c.expected);
  }
}

TEST(StrokeWeight, RunsInsideTheRectangleOnly) {
  const WorkImage work = Stems({4});
  const RunLength run = MeanRun(work.binary, -5, -5, 10000, 10000, 11);
  EXPECT_EQ(run.runs, 29 * 18);
  EXPECT_DOUBLE_EQ(run.mean, 4.0);
  EXPECT_EQ(MeanRun(work.binary, 5, 0, 15, 40, 11).runs, 0);
}

}  // namespace
}  // namespace planrec::acquire
