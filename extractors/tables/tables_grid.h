// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of pages with ruled lines: the words of each cell of a grid. Pure functions; thread safe.
#pragma once

#include <vector>

#include "extractors/tables/raw_table.h"
#include "pipeline/core/page.h"
#include "pipeline/core/ruled_grid.h"

namespace planrec::extract {

struct PageTables {
  std::vector<RawTable> tables;  ///< top to bottom
  std::vector<Box> boxes;        ///< of each table
  std::vector<TextLine> lines;   ///< what stands outside of them
};

/// Lifts the page's ruled tables out of its lines. A line that runs over a table's edge is cut
/// between words. Grids of one row are kept (a table's last row may stand alone on a page); the
/// caller joins them or takes their lines back with LinesIn. Grids around letterheads and grids
/// without text in two columns are no tables.
PageTables LiftTables(const Page& page);

/// The page's lines, cut to what stands in the box.
std::vector<TextLine> LinesIn(const Page& page, const Box& box);

}  // namespace planrec::extract
