// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/touching_lines.h"

#include <leptonica/allheaders.h>

#include <algorithm>

namespace planrec::acquire {
namespace {

// In heights of small letters.
constexpr double kTailMost = 0.62;   // tails reach no deeper below the baseline
constexpr double kTailLeast = 0.3;   // a cut is no higher than this below it
constexpr double kTailUsual = 0.47;  // where a tail ends that is as narrow as the mark
constexpr double kMarkWidth = 0.5, kMarkLeast = 0.12, kMarkMost = 0.75;
constexpr double kGap = 0.3, kAside = 0.15;  // to what the mark stands on
constexpr double kHighest = 4.0;             // higher ink is no letter

/// The first row of the mark that hangs on a part; its height where nothing does.
int MarkBelow(const std::vector<InkRow>& rows, int baseline, double em) {
  const int height = static_cast<int>(rows.size());
  const int least = std::max(0, baseline + static_cast<int>(kTailLeast * em));
  int row = height;
  while (row > least) {
    const InkRow& above = rows[static_cast<size_t>(row - 1)];
    if (above.x1 - above.x0 > kMarkWidth * em) break;
    --row;
  }
  if (row == least) row = baseline + static_cast<int>(kTailUsual * em);
  const int mark = height - row;
  return mark >= kMarkLeast * em && mark <= kMarkMost * em ? row : height;
}

bool StandsOnInk(const PageInk& ink, const PixelBox& mark, double em) {
  return std::any_of(ink.boxes().begin(), ink.boxes().end(), [&](const PixelBox& box) {
    const int gap = box.y0 - mark.y1;
    return box.y0 > mark.y0 && gap <= kGap * em && box.y1 > mark.y1 &&
           std::max(box.x0 - mark.x1, mark.x0 - box.x1) <= kAside * em &&
           box.Height() <= kHighest * em;
  });
}

}  // namespace

int PartTouchingLines(const PageInk& ink, const std::vector<InkLine>& lines, Raster& binary) {
  int cuts = 0;
  for (const InkLine& line : lines) {
    const double em = line.letter_px;
    for (const size_t part : line.parts) {
      const PixelBox& box = ink.boxes()[part];
      if (box.y1 - line.baseline <= kTailMost * em || box.y0 >= line.baseline ||
          box.Height() > kHighest * em)
        continue;
      const std::vector<InkRow> rows = ink.Rows(part);
      const int row = MarkBelow(rows, line.baseline - box.y0, em);
      if (row >= static_cast<int>(rows.size())) continue;
      PixelBox mark{box.x1, box.y0 + row, box.x0, box.y1};
      for (size_t i = static_cast<size_t>(row); i < rows.size(); ++i) {
        mark.x0 = std::min(mark.x0, box.x0 + rows[i].x0);
        mark.x1 = std::max(mark.x1, box.x0 + rows[i].x1);
      }
      if (!StandsOnInk(ink, mark, em)) continue;
      pixRasterop(binary.get(), mark.x0, mark.y0, mark.Width(), 1, PIX_CLR, nullptr, 0, 0);
      ++cuts;
    }
  }
  return cuts;
}

}  // namespace planrec::acquire
