// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/table_join.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "extractors/tables/tables.h"
#include "extractors/vocabulary/body_names.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// How far a column border may wander from page to page, in points.
constexpr double kBorderTolerancePt = 8;

bool SameColumns(const RawTable& a, const RawTable& b) {
  if (a.columns != b.columns) return false;
  if (a.xs.size() != b.xs.size() || a.xs.empty()) return a.xs.empty() == b.xs.empty();
  // The table may stand further left or right on the next page (scans; even and odd margins).
  const double shift = (b.xs.front() - a.xs.front() + b.xs.back() - a.xs.back()) / 2;
  for (size_t i = 0; i < a.xs.size(); ++i)
    if (std::abs(b.xs[i] - a.xs[i] - shift) > kBorderTolerancePt) return false;
  return true;
}

std::string HeaderText(const RawTable& table, size_t rows) {
  std::string text;
  for (size_t r = 0; r < rows; ++r)
    for (const RawCell& cell : table.rows[r].cells)
      text.append(Fold(cell.text.text)).push_back('|');
  return text;
}

/// Equal but for slips of recognition: one letter in ten.
bool AlikeText(const std::string& a, const std::string& b) {
  const int limit = static_cast<int>(std::max(a.size(), b.size()) / 10);
  return EditDistance(a, b, limit) <= limit;
}

/// Most cells of the header rows alike: a seal over one of the headers spoils the others.
bool AlikeCells(const RawTable& a, const RawTable& b, size_t rows) {
  size_t cells = 0, alike = 0;
  for (size_t r = 0; r < rows; ++r) {
    for (const RawCell& cell : a.rows[r].cells) {
      const RawCell* other = CellAt(b.rows[r], cell.column);
      if (other == nullptr || (cell.text.empty() && other->text.empty())) continue;
      ++cells;
      alike += AlikeText(Fold(cell.text.text), Fold(other->text.text));
    }
  }
  return alike >= 4 && alike * 10 >= cells * 6;
}

bool EndsSentence(std::string_view text) {
  text = Trim(text);
  return !text.empty() && std::string_view(".;:!?").find(text.back()) != std::string_view::npos;
}

bool StartsLower(std::string_view text) {
  for (const char32_t c : ToUtf32(Trim(text))) {
    if (IsLetter(c)) return IsLower(c);
    if (IsDigit(c)) return false;
    if (c == '-' || c == '+' || c == 0x2022) return false;  // a list sign begins something
  }
  return true;
}

/// The last cell that covers `column` in the table, and the row that it begins in.
RawCell* LastCell(RawTable& table, int column) {
  for (size_t r = table.rows.size(); r > 0; --r)
    for (RawCell& cell : table.rows[r - 1].cells)
      if (cell.column <= column && column < cell.column + cell.col_span) return &cell;
  return nullptr;
}

/// A list that the page cuts behind a semicolon or comma, alone in its row: "Văn phòng;" | "UBND
/// xã".
bool GoesOnList(RawTable& table, const RawRow& row) {
  for (const RawCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    const RawCell* above = LastCell(table, cell.column);
    if (cell.column < 2 || above == nullptr) return false;
    const std::string_view text = Trim(above->text.text);
    return text.ends_with(';') || text.ends_with(',');
  }
  return false;
}

/// True when `row`, the first of its page, is the rest of the table's last row: without an ordinal,
/// and most of what it holds goes on in mid-sentence, or its task does and no cell was at its end.
/// A new row under a merged task begins its cells anew.
bool IsRestOfRow(RawTable& table, const RawRow& row) {
  int goes_on = 0, begins = 0, open = 0, filled = 0;
  bool task_goes_on = false;
  for (const RawCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    if (cell.column == 0 && !StartsLower(cell.text.text)) return false;
    ++filled;
    const RawCell* above = LastCell(table, cell.column);
    if (above == nullptr || above->col_span != cell.col_span) return false;
    const bool unfinished = !above->text.empty() && !EndsSentence(above->text.text);
    open += unfinished;
    if (unfinished && StartsLower(cell.text.text)) {
      task_goes_on = task_goes_on || filled == 1;
      ++goes_on;
    } else {
      ++begins;
    }
  }
  if (filled == 0) return false;
  if (filled == 1 && GoesOnList(table, row)) return true;
  if (goes_on > 0 && goes_on >= begins) return true;
  // Cut within the first line of each: "Phòng" | "Kinh tế", "Trước ngày" | "20/3/2026".
  if (task_goes_on && open == filled) return true;
  // A cell or two that begin with a capital may still be the rest of a long text.
  return filled == open && filled <= 2 && filled * 3 <= table.columns;
}

/// The rest of a group's title that the page cuts: "II | TRIỂN" and " | KHAI".
bool IsRestOfGroup(const RawRow& group, const RawRow& row) {
  const RawCell* rest = nullptr;
  for (const RawCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    if (rest != nullptr) return false;
    rest = &cell;
  }
  if (rest == nullptr || rest->column == 0) return false;
  const RawCell *ordinal = CellAt(group, 0), *title = CellAt(group, rest->column);
  return ordinal != nullptr && !ordinal->text.empty() && title != nullptr && !title->text.empty() &&
         title->col_span == rest->col_span && !EndsSentence(title->text.text) &&
         (CapitalShare(title->text.text) > 0.8) == (CapitalShare(rest->text.text) > 0.8);
}

/// The rest of the column heads, which go on below the page's edge: "Nội dung công" | "việc".
bool IsRestOfHeader(RawTable& table, const RawRow& row) {
  const RawCell* ordinal = CellAt(row, 0);
  const RawCell* head = LastCell(table, 0);
  if (head == nullptr || head->text.empty() || (ordinal != nullptr && !ordinal->text.empty()))
    return false;
  size_t filled = 0;
  for (const RawCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    ++filled;
    const RawCell* above = LastCell(table, cell.column);
    if (above == nullptr || above->text.empty() || above->col_span != cell.col_span ||
        EndsSentence(above->text.text) || !StartsLower(cell.text.text))
      return false;
  }
  return filled > 0;
}

/// Whether `row`, the first of its page, is the rest of the table's last one.
bool IsRest(RawTable& table, const RawTable& next, const RawRow& row) {
  if (IsGroupRow(table, table.rows.back())) return IsRestOfGroup(table.rows.back(), row);
  if (table.rows.size() <= CountHeaderRows(table)) return IsRestOfHeader(table, row);
  return !IsGroupRow(next, row) && IsRestOfRow(table, row);
}

void MergeRest(RawTable& table, RawRow& row) {
  for (RawCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    RawCell* above = LastCell(table, cell.column);
    if (above == nullptr) continue;
    above->text.Append(cell.text);
    above->where = Join(above->where, cell.where);
    above->bold = above->bold && cell.bold;
  }
}

/// Drawn cells that are empty at the page's top are the rest of merged cells: the ordinal with its
/// task, and any column where one side of the edge is merged over rows ("Phòng Kinh tế" beside
/// eight tasks).
void SpanOverEdge(RawTable& table, RawRow& row) {
  size_t leading = 0;
  while (leading < row.cells.size() && row.cells[leading].text.empty()) ++leading;
  if (leading == row.cells.size()) return;
  std::vector<RawCell> kept;
  for (size_t i = 0; i < row.cells.size(); ++i) {
    RawCell& cell = row.cells[i];
    RawCell* above = LastCell(table, cell.column);
    const bool mergeable = above != nullptr && cell.text.empty() && !above->text.empty() &&
                           above->column == cell.column && above->col_span == cell.col_span;
    const bool merged =
        mergeable && ((i < leading && leading >= 2) || above->row_span > 1 || cell.row_span > 1);
    if (merged) {
      above->row_span += cell.row_span;
    } else {
      kept.push_back(std::move(cell));
    }
  }
  row.cells = std::move(kept);
}

/// A repeated header is kept once, each cell as it was read best.
void TakeClearer(RawTable& table, RawTable& next, size_t rows) {
  constexpr double kClearer = 0.1;
  for (size_t r = 0; r < rows; ++r) {
    for (RawCell& cell : table.rows[r].cells) {
      RawCell* other = const_cast<RawCell*>(CellAt(next.rows[r], cell.column));
      if (other == nullptr || other->text.empty() || other->col_span != cell.col_span ||
          other->row_span != cell.row_span) {
        continue;
      }
      if (cell.text.empty() || other->text.Confidence() > cell.text.Confidence() + kClearer)
        std::swap(cell.text, other->text);
    }
  }
}

/// Index in `all` of each of `some`, the outer borders matched; empty where they are not a subset.
std::vector<int> SubsetOf(const std::vector<double>& some, const std::vector<double>& all) {
  if (some.size() < 2 || some.size() >= all.size()) return {};
  const double shift = (some.front() - all.front() + some.back() - all.back()) / 2;
  std::vector<int> places;
  for (const double x : some) {
    size_t at = places.empty() ? 0 : static_cast<size_t>(places.back()) + 1;
    while (at < all.size() && std::abs(all[at] + shift - x) > kBorderTolerancePt) ++at;
    if (at == all.size()) return {};
    places.push_back(static_cast<int>(at));
  }
  const bool outer = places.front() == 0 && places.back() == static_cast<int>(all.size()) - 1;
  return outer ? places : std::vector<int>();
}

void Widen(RawTable& table, const std::vector<int>& places, const std::vector<double>& xs) {
  for (RawRow& row : table.rows) {
    for (RawCell& cell : row.cells) {
      const int end = places[static_cast<size_t>(cell.column + cell.col_span)];
      cell.column = places[static_cast<size_t>(cell.column)];
      cell.col_span = end - cell.column;
    }
  }
  table.xs = xs;
  table.columns = static_cast<int>(xs.size()) - 1;
}

}  // namespace

void AlignColumns(RawTable& table, RawTable& next) {
  if (const std::vector<int> places = SubsetOf(next.xs, table.xs); !places.empty()) {
    Widen(next, places, table.xs);
  } else if (const std::vector<int> back = SubsetOf(table.xs, next.xs); !back.empty()) {
    Widen(table, back, next.xs);
  }
}

bool Continues(const RawTable& table, const RawTable& next) {
  if (table.rows.empty() || next.rows.empty() || !SameColumns(table, next)) return false;
  if (table.spans_known != next.spans_known) return false;
  const size_t theirs = CountHeaderRows(next);
  if (theirs == 0) return true;
  const size_t ours = CountHeaderRows(table);
  if (ours == 0) return false;
  return AlikeText(HeaderText(table, ours), HeaderText(next, theirs)) ||
         (table.recognised && AlikeCells(table, next, std::min(ours, theirs)));
}

void Append(RawTable& table, RawTable next) {
  const size_t header = CountHeaderRows(next);
  if (table.recognised) TakeClearer(table, next, std::min(header, CountHeaderRows(table)));
  size_t first = header;
  if (first < next.rows.size()) {
    RawRow& row = next.rows[first];
    if (IsRest(table, next, row)) {
      MergeRest(table, row);
      ++first;
    } else if (table.spans_known && table.rows.size() > CountHeaderRows(table) &&
               !IsGroupRow(table, table.rows.back()) && !IsGroupRow(next, row)) {
      SpanOverEdge(table, row);
    }
  }
  table.ragged = table.ragged || next.ragged;
  table.recognised = table.recognised || next.recognised;
  for (size_t r = 0; r < header; ++r) {
    for (RawCell& cell : next.rows[r].cells)
      if (!cell.text.empty()) table.repeated_heads.push_back(std::move(cell.text));
  }
  for (size_t r = first; r < next.rows.size(); ++r) {
    next.rows[r].page_start = r == first;
    table.rows.push_back(std::move(next.rows[r]));
  }
}

void TakeRepeatedHeads(RawTable& table, Flow& flow) {
  for (PlacedText& text : table.repeated_heads)
    flow.dropped.push_back({std::move(text), UnplacedReason::kRunningHeader});
  table.repeated_heads.clear();
}

}  // namespace planrec::extract
