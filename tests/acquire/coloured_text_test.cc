// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/coloured_text.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <cmath>
#include <functional>

#include "pipeline/acquire/image/coloured_ink.h"

namespace planrec::acquire {
namespace {

constexpr int kDpi = 200;
constexpr uint32_t kRed = 0xC8282800, kBlue = 0x2846C800, kBlack = 0x14141400;

struct Sheet {
  Raster image = Raster::Take(pixCreate(1000, 700, 32));
  Sheet() {
    pixSetAll(image.get());
    image.SetDpi(kDpi, kDpi);
  }
  void Bar(int x, int y, int w, int h, uint32_t ink) {
    for (int row = y; row < y + h; ++row)
      for (int column = x; column < x + w; ++column) pixSetPixel(image.get(), column, row, ink);
  }
  /// Letters as they stand in a line, 2.5 mm high.
  void Letters(int x, int y, int count, uint32_t ink) {
    for (int i = 0; i < count; ++i) Bar(x + 22 * i, y, 12, 20, ink);
  }
  void Ring(int x, int y, int radius, uint32_t ink) {
    for (int angle = 0; angle < 3600; ++angle)
      for (int r = radius - 6; r < radius; ++r)
        pixSetPixel(image.get(),
                    x + static_cast<int>(std::lround(r * std::cos(angle * M_PI / 1800))),
                    y + static_cast<int>(std::lround(r * std::sin(angle * M_PI / 1800))), ink);
  }
};

/// Brightness of what recognition sees at a place.
int Seen(const Sheet& sheet, int x, int y) {
  const Raster grey = GreyWithoutColouredInk(sheet.image);
  l_uint32 value = 0;
  pixGetPixel(grey.get(), x, y, &value);
  return static_cast<int>(value);
}

TEST(ColouredText, LinesStayAndSealsGo) {
  struct Case {
    const char* name;
    std::function<void(Sheet&)> draw;
    int x, y;
    bool stays;
  };
  const Case cases[] = {
      {"a line in red", [](Sheet& s) { s.Letters(200, 300, 20, kRed); }, 205, 310, true},
      {"a line in blue", [](Sheet& s) { s.Letters(200, 300, 20, kBlue); }, 205, 310, true},
      {"a figure of two digits between black print",
       [](Sheet& s) {
         s.Letters(100, 300, 4, kBlack);
         s.Letters(200, 300, 2, kBlue);
         s.Letters(260, 300, 4, kBlack);
       },
       205, 310, true},
      {"two strokes of a pen in the margin", [](Sheet& s) { s.Letters(200, 300, 2, kBlue); }, 205,
       310, false},
      {"in a red frame",
       [](Sheet& s) {
         s.Letters(200, 300, 6, kRed);
         s.Bar(180, 280, 180, 4, kRed);
         s.Bar(180, 336, 180, 4, kRed);
         s.Bar(180, 280, 4, 60, kRed);
         s.Bar(356, 280, 4, 60, kRed);
       },
       205, 310, true},
      {"a seal's ring", [](Sheet& s) { s.Ring(500, 350, 140, kRed); }, 500, 350 - 137, false},
      {"letters within a seal",
       [](Sheet& s) {
         s.Ring(500, 350, 140, kRed);
         s.Letters(440, 340, 5, kRed);
       },
       445, 350, false},
      {"a name below the seal",
       [](Sheet& s) {
         s.Ring(500, 250, 140, kRed);
         s.Letters(440, 420, 8, kRed);
       },
       445, 430, true},
      {"a signature", [](Sheet& s) { s.Bar(300, 200, 12, 160, kBlue); }, 305, 280, false},
      {"highlighting", [](Sheet& s) { s.Bar(200, 300, 400, 24, 0xFFFF2800); }, 300, 310, false},
  };
  for (const Case& c : cases) {
    Sheet sheet;
    c.draw(sheet);
    const int seen = Seen(sheet, c.x, c.y);
    EXPECT_TRUE(c.stays ? seen < 120 : seen > 180) << c.name << ": " << seen;
  }
}

}  // namespace
}  // namespace planrec::acquire
