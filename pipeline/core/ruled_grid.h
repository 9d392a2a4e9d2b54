// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables as their ruled lines draw them: closed cells, merged ones included.
//
//   for (const RuledGrid& grid : FindGrids(page.rules))
//     for (const RuledGrid::Cell& cell : grid.cells) Recognise(cell.box);
//
// Rules that touch make one grid; their places are clustered into column and row borders; grid
// positions with no rule between them are one cell. Doubled, broken and slightly displaced rules
// are tolerated, and an outer border that is missing on a side. What is no table gives no grid: a
// frame around one text, underlines, boxes of one row or one column.
//
// Geometry in points. Pure function; thread safe; time grows with the square of the number of rules
// of one page, of which no more than kMaxRules are looked at.
#pragma once

#include <cstddef>
#include <vector>

#include "pipeline/core/geometry.h"

namespace planrec {

struct RuledGrid {
  struct Cell {
    int row = 0, column = 0;  ///< 0-based grid position of its top left corner
    int row_span = 1, col_span = 1;
    Box box;
  };

  Box box;
  std::vector<double> xs, ys;  ///< borders, ascending: columns + 1 and rows + 1 of them
  std::vector<Cell> cells;     ///< by row, then column; they tile the box

  int rows() const { return static_cast<int>(ys.size()) - 1; }
  int columns() const { return static_cast<int>(xs.size()) - 1; }
};

struct GridOptions {
  double tolerance_pt =
      4.0;                  ///< rules closer than this are one border, ends closer than this touch
  double gap_pt = 8.0;      ///< breaks up to this long are bridged
  int min_rows = 2;         ///< 1 also gives single rows (of three columns and more)
  double wall_share = 0.6;  ///< a border parts two cells where rules cover so much of it
};

constexpr size_t kMaxRules = 6000;

/// The grids of one page, top to bottom, then left to right.
std::vector<RuledGrid> FindGrids(const std::vector<Rule>& rules, const GridOptions& options = {});

}  // namespace planrec
