// SPDX-License-Identifier: GPL-3.0-or-later
//
// From raw tables to the record's tables: parts joined, header rows and group rows told, spans
// inferred where none were drawn, columns named and given roles.
//
//   std::vector<Table> tables; std::vector<Warning> warnings;
//   tables.push_back(FinishTable(std::move(raw), warnings));
//
// Ids are not assigned here. Pure functions; thread safe.
#pragma once

#include <vector>

#include "extractors/tables/raw_table.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

/// Number of header rows that the raw table begins with (0 where it has none); a row of column
/// numbers ("(1) (2) (3)") under a header counts as header.
size_t CountHeaderRows(const RawTable& table);

/// True for a row that heads the rows below it: an ordinal and a title, or one title alone.
bool IsGroupRow(const RawTable& table, const RawRow& row);

Table FinishTable(RawTable raw, std::vector<Warning>& warnings);

}  // namespace planrec::extract
