// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table while it is being put together: cells on a grid, before header rows, group rows and
// column roles are told. tables_given.h makes them from text sources, tables_grid.h from ruled
// pages; table_join.h joins the parts of one table; tables.h finishes them. Plain values.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

struct RawCell {
  PlacedText text;
  int column = 0, row_span = 1, col_span = 1;
  Where where;
  bool bold = false;
};

struct RawRow {
  std::vector<RawCell> cells;  ///< left to right; cells that a span covers are absent
  int page = 0;
  bool page_start = false;  ///< first row of its page's part of the table
};

struct RawTable {
  std::vector<RawRow> rows;
  int columns = 0;
  /// Spans were drawn (ruled pages). Otherwise (text sources) every grid position has a cell, and
  /// what is merged shows only as empty cells.
  bool spans_known = false;
  bool recognised = false;  ///< some of it was read by recognition
  bool ragged = false;      ///< a row had another number of cells than the header
  std::vector<double> xs;   ///< column borders in points, columns + 1; empty for text sources
  double page_width_pt = 0;
  std::vector<PlacedText> repeated_heads;  ///< cells of header rows that later pages repeat
};

/// The cell that begins at `column`, or null.
const RawCell* CellAt(const RawRow& row, int column);

}  // namespace planrec::extract
