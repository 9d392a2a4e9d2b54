// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compact notation of tables for tests. A dumped table is a line a row: kind (H, G, D) and cells
// "column text", with "*rows x columns" where a cell spans.
#pragma once

#include <string>
#include <string_view>

#include "extractors/layout/flow.h"

namespace planrec::extract {

inline std::string Dump(const Table& table) {
  std::string out;
  for (const TableColumn& column : table.columns)
    out.append("[").append(column.name).append(":").append(NameOf(column.role)).append("]");
  for (const TableRow& row : table.rows) {
    out.append("\n").push_back("HGD"[static_cast<int>(row.kind)]);
    for (const TableCell& cell : row.cells) {
      out.append(" ").append(std::to_string(cell.column));
      if (cell.row_span > 1 || cell.col_span > 1) {
        out.append("*").append(std::to_string(cell.row_span));
        out.append("x").append(std::to_string(cell.col_span));
      }
      out.append("(").append(cell.text.text).append(")");
    }
  }
  return out;
}

/// "a|b\nc|d" as a table that a text source spells out; "*a" is bold.
inline GivenTable Given(std::string_view text, uint32_t after_line = 0) {
  GivenTable table;
  table.after_line = after_line;
  table.rows.emplace_back(1);
  for (const char c : text) {
    auto& row = table.rows.back();
    if (c == '\n') {
      table.rows.emplace_back(1);
    } else if (c == '|') {
      row.emplace_back();
    } else if (c == '*') {
      row.back().bold = true;
    } else {
      row.back().text.push_back(c);
    }
  }
  return table;
}

}  // namespace planrec::extract
