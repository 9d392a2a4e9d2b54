// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of indicators: which column names what is measured, which its unit, which the value to
// reach (one a year where there are several), and which where it stands today.
//
//   | TT | Chỉ tiêu               | ĐVT | Thực hiện 2025 | Kế hoạch 2026 |
//   | 1  | Tỷ lệ hộ dùng nước sạch | %   | 91             | ≥ 95          |
//
// What was reached in years before the plan's is no target. Pure functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/structure/structure.h"

namespace planrec::extract {

struct TargetTable {
  struct Value {
    int column = -1;
    std::optional<std::string> due;  ///< the year that the column names
  };
  int name = -1, unit = -1;   ///< columns; -1 = none
  std::vector<Value> values;  ///< none in a report on the past
  int today = -1;             ///< the column of what was reached last; -1 = none
  std::optional<int> today_year;
};

/// How the table states targets; nullopt for a table of other things. `year` is the plan's.
std::optional<TargetTable> ReadTargetTable(const Table& table, const std::optional<int>& year);

/// The target that a cell of numbers states ("≥ 95", "Tối thiểu 90%", "85 - 90", "12 mô hình");
/// nullopt for a text. `columns` null: the cell stands in a column of targets of another table.
std::optional<Target> TargetOfCell(const TextUnit& cell, const TargetTable* columns);

/// The cell alone holds a number, whatever it counts.
bool IsNumberCell(std::string_view text);

}  // namespace planrec::extract
