// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/tables_given.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// No table of a plan has so many columns. Each row has all of them, so one long row among many
/// short ones would cost their product.
constexpr size_t kMostColumns = 200;

/// What stands in column `column`; the last one that is allowed takes in all behind it.
std::string TextOf(const std::vector<GivenTable::Cell>& row, size_t column) {
  std::string text = row[column].text;
  if (column + 1 < kMostColumns) return text;
  for (size_t rest = column + 1; rest < row.size(); ++rest) text += " " + row[rest].text;
  return text;
}

/// The cell's lines (`rest`) as pieces: where one ends tells two names from one.
PlacedText PlaceLines(const GivenTable::Cell& cell, std::string_view rest, int page, int line) {
  PlacedText text;
  while (!rest.empty()) {
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
  for (const auto& row : given.rows)
    columns = std::max(columns, std::min(row.size(), kMostColumns));
  table.columns = static_cast<int>(columns);
  for (const auto& given_row : given.rows) {
    table.ragged = table.ragged || std::min(given_row.size(), kMostColumns) != columns;
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
        cell.text = PlaceLines(source, TextOf(given_row, c), page_number, cell.where.line);
      }
      row.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace planrec::extract
