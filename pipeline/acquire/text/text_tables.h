// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables that a text source spells out: Markdown pipe tables, tab-separated lines, HTML
// <table>, columns laid out with blanks (spaced_tables.h).
//
//   size_t used = 0;
//   if (std::optional<GivenTable> table = TakeTable(lines, at, last_columns, used)) at += used;
//
// Pure functions; thread safe. What is no table gives nullopt and is running text.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "pipeline/core/page.h"

namespace planrec::acquire {

/// A physical line of a text source, its line end cut off.
struct SourceLine {
  std::string_view text;
  int number = 0;  ///< 1-based, in the file
};

/// The table that begins at lines[at]; `used` is how many lines it takes. `last_columns` is the
/// width of the table before it in the file (0 for none): one lone tab line of that width is a row
/// that a page break cut off.
std::optional<GivenTable> TakeTable(const std::vector<SourceLine>& lines, size_t at,
                                    size_t last_columns, size_t& used);

/// Cells of a row, widest row counted.
size_t ColumnCount(const GivenTable& table);

}  // namespace planrec::acquire
