// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of ruled tables on a page image, each with the rectangle in which its text stands.
//
//   for (const InkCell& cell : FindCells(page_rules, work)) engine.Read(cell.ink, cell.layout);
//
// A cell without ink is left out of recognition but still covers its part of the page. Pixels of
// the work image whose rules were erased. Pure.
#pragma once

#include <vector>

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/prepare.h"
#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/core/geometry.h"

namespace planrec::acquire {

struct InkCell {
  PixelBox cell;  ///< between the rules
  PixelBox ink;   ///< text with a margin, inside the cell; empty for an empty cell
  Layout layout = Layout::kBlock;
};

/// `rules` in points of the work image; grids are those of pipeline/core/ruled_grid.h.
std::vector<InkCell> FindCells(const std::vector<Rule>& rules, const WorkImage& work);

}  // namespace planrec::acquire
