// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/raw_table.h"

namespace planrec::extract {

const RawCell* CellAt(const RawRow& row, int column) {
  for (const RawCell& cell : row.cells)
    if (cell.column == column) return &cell;
  return nullptr;
}

}  // namespace planrec::extract
