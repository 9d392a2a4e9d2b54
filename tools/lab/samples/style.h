// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a plan is set: decree 30/2020 leaves room (sizes 13-14, spacing, where tables go), and
// offices use it. Lengths in points.
#pragma once

#include <string>

namespace planrec::samples {

enum class TableRules { kFull, kNoSides, kNone };

struct Style {
  std::string font = "Liberation Serif";
  double body_pt = 14;
  double line_spacing = 1.05;  ///< times the font's own line height
  double paragraph_gap_pt = 6;
  double first_indent_pt = 36;
  double left_pt = 85, right_pt = 48, top_pt = 62, bottom_pt = 57;
  bool number_at_bottom = false;  ///< page numbers; else centred in the top margin
  bool number_first_page = false;
  bool items_bold_marker = false;
  bool heading_italic_3 = true;  ///< third heading level bold italic
  double table_pt = 12;
  bool landscape = true;  ///< the appendix
  bool repeat_header = true;
  bool split_rows = false;   ///< a row may break over two pages
  bool middle_cells = true;  ///< cells set in the middle of their height, else at the top
  TableRules rules = TableRules::kFull;
  bool restart_numbers = false;  ///< page numbers start again in the appendix
};

}  // namespace planrec::samples
