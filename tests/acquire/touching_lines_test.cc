// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/touching_lines.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <vector>

namespace planrec::acquire {
namespace {

constexpr int kLetter = 16;

class TwoLines {
 public:
  /// Letters 16 px high on the baselines 60 and 100.
  TwoLines() : page_(Raster::Take(pixCreate(600, 200, 1))) {
    for (int i = 0; i < 20; ++i) Box(50 + 18 * i, 44, 14, 16).Box(50 + 18 * i, 84, 14, 16);
  }
  TwoLines& Box(int x, int y, int width, int height) {
    pixRasterop(page_.get(), x, y, width, height, PIX_SET, nullptr, 0, 0);
    return *this;
  }
  /// Cuts, and the components of both lines behind them.
  std::vector<size_t> Parted() {
    const PageInk ink(page_);
    const std::vector<InkArea> areas = {{{0, 0, 600, 200}, false}};
    std::vector<size_t> out;
    out.push_back(
        static_cast<size_t>(PartTouchingLines(ink, SplitLines(ink, areas, kLetter), page_)));
    const PageInk parted(page_);
    for (const InkLine& line : SplitLines(parted, areas, kLetter)) out.push_back(line.parts.size());
    return out;
  }

 private:
  Raster page_;
};

TEST(PartTouchingLines, MarksLeaveTheTailsAboveThem) {
  struct Case {
    const char* name;
    PixelBox tail, hanging, hat;
    std::vector<size_t> expected;
  };
  // The letter at 410 is the 21st of the first line, with a tail; below it stands the 21st of the
  // second.
  const PixelBox tail{410, 44, 424, 68}, hat{411, 78, 422, 82};
  const Case cases[] = {
      {"an acute upon a circumflex", tail, {415, 68, 420, 76}, hat, {1, 21, 23}},
      {"a tail alone", tail, {}, hat, {0, 21, 22}},
      {"as narrow as its tail", {410, 44, 415, 68}, {410, 68, 415, 76}, hat, {1, 21, 23}},
      {"wide: a letter, no mark", tail, {410, 68, 424, 76}, hat, {0, 21, 22}},
      {"far from what is below", tail, {415, 68, 420, 72}, {}, {0, 21, 21}},
  };
  for (const Case& c : cases) {
    TwoLines page;
    page.Box(410, 84, 14, 16);
    for (const PixelBox& box : {c.tail, c.hanging, c.hat})
      if (!box.Empty()) page.Box(box.x0, box.y0, box.Width(), box.Height());
    EXPECT_EQ(page.Parted(), c.expected) << c.name;
  }
}

}  // namespace
}  // namespace planrec::acquire
