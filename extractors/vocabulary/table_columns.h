// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a table's columns are for: roles from their names, or, where the table has no header, from
// what their cells hold. Pure functions; thread safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

/// One rule of the trade: a word that names a column's role, with an example and a counter-example
/// that a test runs.
struct ColumnWord {
  std::string_view role;
  std::string_view word;     ///< folded (lower case, no marks), matched at word borders
  std::string_view example;  ///< a header that gets the role by this word
  std::string_view counter;  ///< a header that does not get the role
};
std::span<const ColumnWord> ColumnWords();

/// The role that a header names, or "" where it names none.
std::string_view RoleOfName(std::string_view name);

/// True for a word that only headers use; tells a header row from a data row.
bool NamesColumn(std::string_view text);

/// "1", "1.2", "a)", "IV.", "(2)", "-" and the like: what stands in an ordinal column.
bool IsOrdinal(std::string_view text);
/// "IV", "IV.", "B.": the ordinal of a group of rows.
bool IsGroupOrdinal(std::string_view text);

/// True for a row of sums: its first words, or all words of a cell, are "Tổng cộng" and the like.
bool IsTotalRow(const TableRow& row);

/// Fills the roles of `table.columns` from their names and, where those say nothing, from the data
/// rows. Every role but "other" and "target" and "budget" is given to one column only.
void AssignRoles(Table& table);

}  // namespace planrec::extract
