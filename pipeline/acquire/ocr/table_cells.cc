// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/table_cells.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>

#include "pipeline/core/ruled_grid.h"

namespace planrec::acquire {
namespace {

PixelBox ToPixels(const Box& box, const WorkImage& work) {
  return {static_cast<int>(std::lround(box.x0 / work.pt_per_px_x)),
          static_cast<int>(std::lround(box.y0 / work.pt_per_px_y)),
          static_cast<int>(std::lround(box.x1 / work.pt_per_px_x)),
          static_cast<int>(std::lround(box.y1 / work.pt_per_px_y))};
}

}  // namespace

std::vector<InkCell> FindCells(const std::vector<Rule>& rules, const WorkImage& work) {
  std::vector<InkCell> cells;
  for (const RuledGrid& grid : FindGrids(rules)) {
    for (const RuledGrid::Cell& cell : grid.cells)
      cells.push_back({ToPixels(cell.box, work), {}, Layout::kBlock});
  }
  if (cells.empty()) return cells;

  const double letter = std::max(6.0, work.letter_px);
  const int least = std::max(3, static_cast<int>(letter / 4));
  Boxa* boxes = pixConnCompBB(work.binary.get(), 8);
  for (int i = 0; i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    if (std::max(w, h) < least) continue;
    const int cx = x + w / 2, cy = y + h / 2;
    for (InkCell& c : cells) {
      if (cx < c.cell.x0 || cx >= c.cell.x1 || cy < c.cell.y0 || cy >= c.cell.y1) continue;
      // Thin ink at the cell's border is what is left of a rule.
      const bool at_border = x <= c.cell.x0 + 4 || y <= c.cell.y0 + 4 || x + w >= c.cell.x1 - 4 ||
                             y + h >= c.cell.y1 - 4;
      if (at_border && std::min(w, h) <= 3) break;
      c.ink = Join(c.ink, {x, y, x + w, y + h});
      break;
    }
  }
  boxaDestroy(&boxes);
  const int margin = std::max(3, static_cast<int>(letter / 2));
  for (InkCell& c : cells) {
    if (c.ink.Empty()) continue;
    if (c.ink.Height() < 2.4 * letter) c.layout = Layout::kLine;
    // Grown into the cell, not over its rules; ink itself may reach over them.
    const PixelBox grown = Grow(c.ink, margin, margin, work.width_px(), work.height_px());
    c.ink = {std::min(c.ink.x0, std::max(grown.x0, c.cell.x0 + 3)),
             std::min(c.ink.y0, std::max(grown.y0, c.cell.y0 + 3)),
             std::max(c.ink.x1, std::min(grown.x1, c.cell.x1 - 3)),
             std::max(c.ink.y1, std::min(grown.y1, c.cell.y1 - 3))};
  }
  return cells;
}

}  // namespace planrec::acquire
