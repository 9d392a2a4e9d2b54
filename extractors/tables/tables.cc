// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/tables.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "extractors/vocabulary/table_columns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

size_t CountFilled(const RawRow& row) {
  return static_cast<size_t>(std::count_if(row.cells.begin(), row.cells.end(),
                                           [](const RawCell& c) { return !c.text.empty(); }));
}

/// Columns that the row's own cells take; fewer than the table's where spans from above cover some.
int CoveredColumns(const RawRow& row) {
  int columns = 0;
  for (const RawCell& cell : row.cells) columns += cell.col_span;
  return columns;
}

/// A unit of measure in a cell of its own: a word or two without digits.
bool NamesUnit(const RawCell& cell) {
  const std::string& text = cell.text.text;
  return CountCodePoints(text) <= 12 && text.find_first_of("0123456789") == std::string::npos;
}

bool IsUpperText(std::string_view text) {
  int upper = 0, lower = 0;
  for (const char32_t c : ToUtf32(text)) {
    upper += IsUpper(c);
    lower += IsLower(c);
  }
  return upper >= 3 && lower * 10 <= upper;
}

bool NamesHeader(const RawTable& table, const RawRow& row) {
  size_t filled = 0, named = 0, bold = 0;
  bool numbers = false;
  for (const RawCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    ++filled;
    named += NamesColumn(cell.text.text);
    bold += cell.bold;
    numbers = numbers || IsOrdinal(cell.text.text);
  }
  if (filled < 2) return false;
  if (named >= 2 && named * 2 >= filled) return true;
  // Only a header calls a column "STT".
  const RawCell* first = CellAt(row, 0);
  if (first != nullptr && RoleOfName(first->text.text) == "ordinal") return true;
  // A header in words that the table of words does not know: all cells bold, none empty.
  return bold == filled && !numbers && static_cast<int>(filled) == table.columns &&
         table.rows.size() > 1 && table.columns > 2;
}

/// A recognised row of column numbers with slips (a seal covers some): most cells hold the number
/// of their own column.
bool CountsColumns(const RawTable& table, const RawRow& row) {
  int filled = 0, right = 0;
  for (const RawCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    ++filled;
    if (CountCodePoints(cell.text.text) > 10) return false;
    const std::string number = std::to_string(cell.column + 1);
    const std::string_view text = Trim(cell.text.text);
    right += text == number || text.starts_with(number + "=") || text == "(" + number + ")";
  }
  return table.recognised && table.columns >= 4 && filled >= 4 && right * 10 >= filled * 6;
}

/// "(1) | (2) | (3)" or "A | B | 1 | 2": the numbers of the columns under a header.
bool IsColumnNumbers(const RawTable& table, const RawRow& row) {
  if (CountsColumns(table, row)) return true;
  int filled = 0, number = 0;
  for (const RawCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    ++filled;
    std::string digits;
    bool letter = false;
    for (const char c : cell.text.text) {
      if (c >= '0' && c <= '9') {
        digits.push_back(c);
      } else if (c >= 'A' && c <= 'Z' && !letter) {
        letter = true;
      } else if (c == '=' || c == '+' || c == '-') {
        break;  // "(5)=(3)+(4)"
      } else if (c != '(' && c != ')' && c != '[' && c != ']') {
        return false;
      }
    }
    if (digits.empty()) {
      if (letter) continue;
      return false;
    }
    if (digits.size() > 2 || std::stoi(digits) != number + 1) return false;
    number = std::stoi(digits);
  }
  return filled >= 3 && filled + 1 >= table.columns && number >= 2;
}

/// A second header level of a table without known spans: texts only where the first level leaves
/// room ("Kinh phí |  | " above "Tổng | Tỉnh | Huyện").
bool IsSecondLevel(const RawTable& table, const RawRow& first, const RawRow& second) {
  size_t filled = 0, gaps = 0;
  for (int c = 0; c < table.columns; ++c) {
    const RawCell *above = CellAt(first, c), *right = CellAt(first, c + 1);
    const RawCell* cell = CellAt(second, c);
    if (above == nullptr || cell == nullptr) return false;
    gaps += above->text.empty();
    if (cell->text.empty()) continue;
    const bool room = above->text.empty() || (right != nullptr && right->text.empty());
    if (!room || CountCodePoints(cell->text.text) > 60) return false;
    ++filled;
  }
  const RawCell* ordinal = CellAt(second, 0);
  return gaps >= 1 && filled >= 2 && ordinal != nullptr && ordinal->text.empty();
}

/// Merges what a two-level header without known spans leaves empty.
void SpanHeader(RawTable& table) {
  RawRow &first = table.rows[0], &second = table.rows[1];
  std::vector<RawCell> top, bottom;
  for (int c = 0; c < table.columns; ++c) {
    RawCell above = *CellAt(first, c), below = *CellAt(second, c);
    if (below.text.empty() && !above.text.empty()) {
      above.row_span = 2;
      top.push_back(std::move(above));
    } else if (!above.text.empty() || top.empty()) {
      top.push_back(std::move(above));
      bottom.push_back(std::move(below));
    } else {
      if (top.back().row_span == 1) ++top.back().col_span;
      bottom.push_back(std::move(below));
    }
  }
  first.cells = std::move(top);
  second.cells = std::move(bottom);
}

std::vector<TableColumn> NameColumns(const RawTable& table, size_t header_rows) {
  std::vector<TableColumn> columns(static_cast<size_t>(table.columns));
  for (size_t r = 0; r < header_rows; ++r) {
    if (r > 0 && IsColumnNumbers(table, table.rows[r])) continue;
    for (const RawCell& cell : table.rows[r].cells) {
      if (cell.text.empty()) continue;
      const int end = std::min(table.columns, cell.column + cell.col_span);
      for (int c = cell.column; c < end; ++c) {
        std::string& name = columns[static_cast<size_t>(c)].name;
        if (!name.empty()) name += " - ";
        name += cell.text.text;
      }
    }
  }
  return columns;
}

/// A group row without known spans: the title runs over the rest of the row.
void SpanGroup(const RawTable& table, RawRow& row) {
  std::vector<RawCell> cells;
  for (RawCell& cell : row.cells)
    if (!cell.text.empty()) cells.push_back(std::move(cell));
  if (cells.size() == 1) cells[0].column = 0;
  cells.back().col_span = table.columns - cells.back().column;
  row.cells = std::move(cells);
}

/// Empty cells at a row's start go on from the row above (text sources show merged cells so): the
/// ordinal together with its task, or the first column where there is no ordinal.
void SpanDown(RawTable& table, size_t r, size_t first_data, bool has_ordinal) {
  RawRow& row = table.rows[r];
  size_t empty = 0;
  while (empty < row.cells.size() && row.cells[empty].text.empty()) ++empty;
  if (empty == row.cells.size() || empty < (has_ordinal ? 2u : 1u)) return;
  const int columns = static_cast<int>(empty);
  std::vector<RawCell*> bases;
  for (int c = 0; c < columns; ++c) {
    RawCell* base = nullptr;
    for (size_t above = r; above > first_data && base == nullptr;) {
      --above;
      base = const_cast<RawCell*>(CellAt(table.rows[above], c));
      if (base != nullptr && base->row_span != static_cast<int>(r - above)) base = nullptr;
      if (base == nullptr && CellAt(table.rows[above], c) != nullptr) break;
    }
    if (base == nullptr || base->text.empty() || base->col_span != 1) return;
    bases.push_back(base);
  }
  for (RawCell* base : bases) ++base->row_span;
  row.cells.erase(row.cells.begin(), row.cells.begin() + columns);
}

/// The number that a row's first cell begins with ("29. Các phòng ban" → 29); 0 where none.
int LeadingNumber(std::string_view text) {
  text = Trim(text);
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > 3) return 0;
  if (digits < text.size() && std::string_view(".,) ").find(text[digits]) == std::string_view::npos)
    return 0;
  return std::stoi(std::string(text.substr(0, digits)));
}

/// Rows that look like groups and are none: in a form to fill in, all rows hold a name only; and a
/// row in one cell that counts on from the row above is the last of a list.
void SettleGroups(const RawTable& table, size_t first_row, std::vector<RowKind>& kinds) {
  const auto kind_is = [](RowKind wanted) { return [=](RowKind kind) { return kind == wanted; }; };
  const auto begin = kinds.begin() + static_cast<std::ptrdiff_t>(first_row);
  const bool form = std::none_of(begin, kinds.end(), kind_is(RowKind::kData));
  bool numbered_groups = false;
  int last = 0;
  for (size_t r = first_row; r < kinds.size(); ++r) {
    const std::vector<RawCell>& cells = table.rows[r].cells;
    if (cells.empty()) continue;
    const int number = LeadingNumber(cells.front().text.text);
    const bool merged = cells.size() == 1 && cells.front().col_span >= table.columns;
    if (kinds[r] == RowKind::kData) {
      if (number > 0) last = number;
    } else if (form && !merged) {
      kinds[r] = RowKind::kData;
    } else if (merged && number > 0 && number == last + 1 && number >= 3 && !numbered_groups) {
      kinds[r] = RowKind::kData;
      last = number;
    } else if (merged && number > 0) {
      numbered_groups = true;
    }
  }
}

bool IsBlankRow(const RawTable& table, const RawRow& row) {
  return CountFilled(row) == 0 && CoveredColumns(row) >= table.columns &&
         std::all_of(row.cells.begin(), row.cells.end(),
                     [](const RawCell& cell) { return cell.row_span == 1; });
}

TableRow FinishRow(RawRow& row, RowKind kind) {
  TableRow out;
  out.kind = kind;
  for (RawCell& cell : row.cells) {
    TableCell done;
    done.confidence = cell.text.Confidence();
    done.text = std::move(cell.text);
    done.row_span = cell.row_span;
    done.col_span = cell.col_span;
    done.column = cell.column;
    done.where = cell.where;
    out.cells.push_back(std::move(done));
  }
  return out;
}

/// True where each column of each row is under a cell of the row or of one above.
bool CoversAll(const Table& table) {
  std::vector<int> rows_left(table.columns.size(), 0);
  for (const TableRow& row : table.rows) {
    for (const TableCell& cell : row.cells) {
      for (int c = cell.column; c < cell.column + cell.col_span; ++c) {
        if (c >= 0 && static_cast<size_t>(c) < rows_left.size()) {
          rows_left[static_cast<size_t>(c)] = cell.row_span;
        }
      }
    }
    for (int& left : rows_left) {
      if (left-- <= 0) return false;
    }
  }
  return true;
}

}  // namespace

size_t CountHeaderRows(const RawTable& table) {
  if (table.rows.empty() || !NamesHeader(table, table.rows[0])) return 0;
  size_t rows = 1;
  if (table.spans_known) {
    for (const RawCell& cell : table.rows[0].cells)
      rows = std::max(rows, static_cast<size_t>(cell.row_span));
  } else if (table.rows.size() > 1 && IsSecondLevel(table, table.rows[0], table.rows[1])) {
    rows = 2;
  }
  rows = std::min(rows, table.rows.size());
  if (rows < table.rows.size() && IsColumnNumbers(table, table.rows[rows])) ++rows;
  return rows;
}

bool IsGroupRow(const RawTable& table, const RawRow& row) {
  if (table.columns < 3 || CoveredColumns(row) < table.columns) return false;
  std::vector<const RawCell*> cells;
  for (const RawCell& cell : row.cells)
    if (!cell.text.empty()) cells.push_back(&cell);
  // A group of figures names their unit: "II | Chỉ tiêu dân số | Người | | | ".
  if (cells.size() == 3 && table.columns >= 6 && NamesUnit(*cells[2]) &&
      (IsGroupOrdinal(cells[0]->text.text) || (IsOrdinal(cells[0]->text.text) && cells[1]->bold)) &&
      cells[0]->column == 0 && cells[1]->column == 1 && cells[2]->column == 2) {
    cells.pop_back();
  }
  const size_t filled = cells.size();
  if (filled == 0 || filled > 2) return false;
  const RawCell& title = *cells.back();
  if (title.column > 1) return false;
  const bool strong = title.bold || IsUpperText(title.text.text);
  const bool merged = title.column + title.col_span >= table.columns && title.col_span > 1;
  if (filled == 1) {
    if (IsOrdinal(title.text.text)) return false;
    return merged || strong || (title.column == 0 && table.columns >= 4);
  }
  // A recognised numeral may be damaged ("H~" for "II").
  const bool ordinal = IsOrdinal(cells[0]->text.text) ||
                       (table.recognised && merged && CountCodePoints(cells[0]->text.text) <= 4);
  if (cells[0]->column != 0 || !ordinal) return false;
  return merged || strong || IsGroupOrdinal(cells[0]->text.text) || table.columns >= 4;
}

Table FinishTable(RawTable raw, std::vector<Warning>& warnings) {
  const size_t header_rows = CountHeaderRows(raw);
  // Rows without a word are what a page left free, but in a form to fill in they are the rows.
  const auto data = raw.rows.begin() + static_cast<std::ptrdiff_t>(header_rows);
  const auto blank = [&](const RawRow& row) { return IsBlankRow(raw, row); };
  if (header_rows == 0 || !std::all_of(data, raw.rows.end(), blank)) std::erase_if(raw.rows, blank);
  if (!raw.spans_known && header_rows >= 2 && IsSecondLevel(raw, raw.rows[0], raw.rows[1]))
    SpanHeader(raw);

  Table table;
  table.columns = NameColumns(raw, header_rows);
  bool has_ordinal = false;
  if (!table.columns.empty()) {
    has_ordinal = RoleOfName(table.columns[0].name) == "ordinal";
    if (table.columns[0].name.empty()) {
      size_t filled = 0, ordinals = 0;
      for (const RawRow& row : raw.rows) {
        const RawCell* cell = CellAt(row, 0);
        if (cell == nullptr || cell->text.empty()) continue;
        ++filled;
        ordinals += IsOrdinal(cell->text.text);
      }
      has_ordinal = filled > 0 && ordinals * 10 >= filled * 7;
    }
  }

  std::vector<RowKind> kinds(raw.rows.size(), RowKind::kHeader);
  size_t first_data = header_rows;
  for (size_t r = header_rows; r < raw.rows.size(); ++r)
    kinds[r] = IsGroupRow(raw, raw.rows[r]) ? RowKind::kGroup : RowKind::kData;
  SettleGroups(raw, header_rows, kinds);
  for (size_t r = header_rows; r < raw.rows.size(); ++r) {
    if (kinds[r] == RowKind::kGroup) {
      if (!raw.spans_known) SpanGroup(raw, raw.rows[r]);
      first_data = r + 1;
    } else if (!raw.spans_known) {
      SpanDown(raw, r, first_data, has_ordinal);
    }
  }

  std::set<int> pages;
  for (size_t r = 0; r < raw.rows.size(); ++r) {
    if (!raw.xs.empty() && raw.rows[r].page > 0) pages.insert(raw.rows[r].page);
    table.rows.push_back(FinishRow(raw.rows[r], kinds[r]));
    for (const TableCell& cell : table.rows.back().cells)
      table.where = Join(table.where, cell.where);
  }
  table.pages.assign(pages.begin(), pages.end());
  AssignRoles(table);
  table.confidence = header_rows > 0 ? 0.95 : 0.75;
  if (raw.ragged || !CoversAll(table)) {
    table.confidence = 0.6;
    warnings.push_back({"table.ragged", "rows of a table differ in their number of cells", ""});
  }
  return table;
}

}  // namespace planrec::extract
