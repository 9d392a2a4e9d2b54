// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/prepare.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

namespace planrec::acquire {
namespace {

/// A grey page of 8 by 10 inches full of letters so high.
Raster Page(int dpi, int letter_px) {
  Raster page = Raster::Take(pixCreate(8 * dpi, 10 * dpi, 8));
  pixSetAll(page.get());
  for (int y = dpi; y < 9 * dpi; y += 4 * letter_px)
    for (int x = dpi; x < 7 * dpi; x += letter_px + 4)
      pixRasterop(page.get(), x, y, letter_px - 2, letter_px, PIX_CLR, nullptr, 0, 0);
  page.SetDpi(dpi, dpi);
  return page;
}

TEST(Prepare, LettersAreBroughtToTheSizeThatReadsBest) {
  struct Case {
    const char* name;
    int dpi, letter_px, work_dpi;
  };
  const Case cases[] = {
      {"as they are", 200, 17, 200},
      {"large ones are reduced", 400, 34, 200},
      {"small ones enlarged", 150, 9, 283},
      // Two letters that touch look like one of 8 pt; at 100 dpi no letter is told from its
      // neighbour, and the usual size is taken.
      {"too coarse to be measured", 100, 11, 201},
      {"as coarse, letters of the usual size", 100, 8, 201},
  };
  for (const Case& c : cases)
    EXPECT_NEAR(Prepare(Page(c.dpi, c.letter_px), {}).dpi, c.work_dpi, 2) << c.name;
}

}  // namespace
}  // namespace planrec::acquire
