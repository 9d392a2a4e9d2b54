// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/tables_given.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::extract {

namespace {

/// The cell's lines as pieces: where one ends tells two names from one.
PlacedText PlaceLines(const GivenTable::Cell& cell, int page, int line) {
  PlacedText text;
  for (std::string_view rest = cell.text; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    PlacedText part = PlacedText::Plain(FoldSpaces(rest.substr(0, end)));
    PlacedText::Piece piece;
    piece.end = static_cast<uint32_t>(part.text.size());
    piece.page = page;
    piece.line = line;
    piece.bold = cell.bold;
    part.pieces.push_back(piece);
    text.Append(part);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return text;
}

}  // namespace

RawTable TableFromGiven(const GivenTable& given, int page_number) {
  RawTable table;
  size_t columns = 0;
  for (const auto& row : given.rows) columns = std::max(columns, row.size());
  table.columns = static_cast<int>(columns);
  for (const auto& given_row : given.rows) {
    table.ragged = table.ragged || given_row.size() != columns;
    RawRow row;
    row.page = page_number;
    row.page_start = table.rows.empty();
    for (size_t c = 0; c < columns; ++c) {
      RawCell cell;
      cell.column = static_cast<int>(c);
      cell.where.page = page_number;
      if (!given_row.empty()) cell.where.line = given_row.front().line_number;
      if (c < given_row.size()) {
        const GivenTable::Cell& source = given_row[c];
        if (source.line_number > 0) cell.where.line = source.line_number;
        cell.bold = source.bold;
        cell.text = PlaceLines(source, page_number, cell.where.line);
      }
      row.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace planrec::extract
