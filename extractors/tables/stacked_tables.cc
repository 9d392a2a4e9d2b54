// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/stacked_tables.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extractors/vocabulary/table_columns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t kLeastColumns = 3, kMostColumns = 12;
/// Lines of one cell, in characters: longer ones are running text.
constexpr size_t kLongestCell = 300;

/// The number that a cell is: "3", "3." → 3; 0 for others.
int NumberOf(std::string_view text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ')')) text.remove_suffix(1);
  if (text.empty() || text.size() > 3) return 0;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

class Reader {
 public:
  Reader(const std::vector<TextLine>& lines, size_t at) : lines_(lines), at_(at), next_(at) {}

  std::optional<GivenTable> Run(size_t& used) {
    if (RoleOfName(Text(at_)) != "ordinal" || !Head()) return std::nullopt;
    GivenTable table;
    table.rows.push_back(head_);
    while (std::optional<std::vector<GivenTable::Cell>> row = Row())
      table.rows.push_back(*std::move(row));
    if (rows_ == 0) return std::nullopt;
    used = next_ - at_;
    return table;
  }

 private:
  std::string Text(size_t i) const {
    return i < lines_.size() ? FoldSpaces(Apply(lines_[i].raw, lines_[i].edits)) : std::string();
  }

  /// The cell at `i`, and where the next begins: a line, or all up to an empty line where empty
  /// lines part the cells.
  GivenTable::Cell Cell(size_t& i) const {
    GivenTable::Cell cell;
    cell.text = Text(i);
    cell.line_number = lines_[i].line_number;
    for (++i; apart_ && i < lines_.size() && !lines_[i].blank_before; ++i)
      cell.text += "\n" + Text(i);
    return cell;
  }

  bool Head() {
    apart_ = at_ + 1 < lines_.size() && lines_[at_ + 1].blank_before;
    size_t named = 0;
    while (next_ < lines_.size() && head_.size() <= kMostColumns) {
      const std::string text = Text(next_);
      if (NumberOf(text) == 1 || (IsGroupOrdinal(text) && NumberOf(Text(next_ + 2)) == 1)) break;
      head_.push_back(Cell(next_));
      if (CountCodePoints(head_.back().text) > kLongestCell) return false;
      named += NamesColumn(FoldSpaces(head_.back().text));
    }
    return head_.size() >= kLeastColumns && head_.size() <= kMostColumns &&
           named * 2 >= head_.size();
  }

  /// The row that begins at the next line: its number is the next one, and as many cells follow as
  /// the head has. Cells that are missing or wrap show by where the number after it stands.
  std::optional<std::vector<GivenTable::Cell>> Row() {
    if (next_ >= lines_.size()) return std::nullopt;
    size_t i = next_;
    std::vector<GivenTable::Cell> cells{Cell(i)};
    const int number = NumberOf(cells[0].text);
    const bool group = number == 0 && IsGroupOrdinal(cells[0].text);
    if (group ? !Counts(i + 1) && !Counts(i + 1, last_)
              : number != number_ + 1 && number != last_ + 1)
      return std::nullopt;
    const size_t columns = head_.size();
    if (group) {
      cells.push_back(Cell(i));
    } else {
      const size_t end = EndOfRow(i, number);
      // More lines than cells: those wrap that go on in small letters. Fewer: an empty line was
      // one.
      size_t lines = end - i;
      while (i < end) {
        const bool wraps = lines + 1 > columns && cells.size() > 1 && StartsLower(Text(i));
        const bool full = cells.size() == columns;
        if (!apart_ && lines + 1 < columns && lines_[i].blank_before) {
          cells.push_back({{}, false, lines_[i].line_number});
          ++lines;
        }
        GivenTable::Cell cell = Cell(i);
        if (wraps || full) {
          cells.back().text += "\n" + cell.text;
          --lines;
        } else {
          cells.push_back(std::move(cell));
        }
      }
    }
    if (cells.size() < 2 || CountCodePoints(cells[1].text) > kLongestCell) return std::nullopt;
    cells.resize(columns, {{}, false, cells[0].line_number});
    next_ = i;
    // A group counts anew, or goes on.
    if (!group) last_ = number;
    number_ = group ? 0 : number;
    rows_ += group ? 0 : 1;
    return cells;
  }

  /// Where the row ends that begins before line `i`: at the next ordinal or group not far below;
  /// the last row has as many cells as the head, and what wraps behind them.
  size_t EndOfRow(size_t i, int number) const {
    const size_t columns = head_.size();
    if (apart_) {
      size_t end = i;
      for (size_t n = 1; n < columns && end < lines_.size() && !(n > 1 && Counts(end, number)); ++n)
        Cell(end);
      return end;
    }
    for (size_t end = i + 1; end < lines_.size() && end <= i + 2 * columns; ++end) {
      const bool group = IsGroupOrdinal(Text(end)) && (Counts(end + 2) || Counts(end + 2, number));
      if (Counts(end, number) || group) return end;
    }
    size_t end = std::min(lines_.size(), i + columns - 1);
    while (end < lines_.size() && StartsLower(Text(end))) ++end;
    return end;
  }

  /// The line is the ordinal behind `number`, or the first of a group.
  bool Counts(size_t i, int number = 0) const { return NumberOf(Text(i)) == number + 1; }

  static bool StartsLower(std::string_view text) {
    size_t at = 0;
    return !text.empty() && IsLower(DecodeUtf8(text, at));
  }

  const std::vector<TextLine>& lines_;
  size_t at_, next_;
  std::vector<GivenTable::Cell> head_;
  bool apart_ = false;  // empty lines part the cells
  int number_ = 0, last_ = 0, rows_ = 0;
};

}  // namespace

std::optional<GivenTable> StackedTableAt(const std::vector<TextLine>& lines, size_t at,
                                         size_t& used) {
  return Reader(lines, at).Run(used);
}

}  // namespace planrec::extract
