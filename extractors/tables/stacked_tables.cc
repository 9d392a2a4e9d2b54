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
    if (group ? !Counts(i + 1) : number != number_ + 1) return std::nullopt;
    const size_t columns = head_.size(), wanted = group ? 2 : columns;
    while (i < lines_.size() && cells.size() < wanted && !(cells.size() > 1 && Counts(i, number)))
      cells.push_back(Cell(i));
    // A cell wraps: a line that goes on in small letters.
    while (!group && i < lines_.size() && !Counts(i, number) && StartsLower(Text(i)))
      cells.back().text += "\n" + Cell(i).text;
    if (cells.size() < 2 || CountCodePoints(cells[1].text) > kLongestCell) return std::nullopt;
    cells.resize(columns, {{}, false, cells[0].line_number});
    next_ = i;
    number_ = group ? 0 : number;
    rows_ += group ? 0 : 1;
    return cells;
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
  int number_ = 0, rows_ = 0;
};

}  // namespace

std::optional<GivenTable> StackedTableAt(const std::vector<TextLine>& lines, size_t at,
                                         size_t& used) {
  return Reader(lines, at).Run(used);
}

}  // namespace planrec::extract
