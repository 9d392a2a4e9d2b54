// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/text_tables.h"

#include <algorithm>
#include <string>
#include <utility>

#include "pipeline/acquire/text/inline_markup.h"
#include "pipeline/acquire/text/spaced_tables.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

using Row = std::vector<GivenTable::Cell>;

GivenTable::Cell MakeCell(std::string_view text, int number) {
  StyledCell cell = ParseCell(text);
  return {std::move(cell.text), cell.bold, number};
}

// ---- pipes
// ---------------------------------------------------------------------------------------

/// Cells between unescaped pipes; outer pipes bound the row.
std::vector<std::string> SplitPipes(std::string_view line) {
  line = Trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  std::vector<std::string> cells(1);
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      if (line[i + 1] != '|') cells.back().push_back('\\');
      cells.back().push_back(line[++i]);
    } else if (line[i] == '|') {
      if (i + 1 < line.size()) cells.emplace_back();
    } else {
      cells.back().push_back(line[i]);
    }
  }
  return cells;
}

/// "|---|:--:|": the line under a pipe table's header.
bool IsDelimiterRow(std::string_view line) {
  line = Trim(line);
  return line.find('|') != std::string_view::npos && line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|-: \t") == std::string_view::npos;
}

bool IsBoundedPipeRow(std::string_view line) {
  line = Trim(line);
  return line.size() > 2 && line.front() == '|' && line.back() == '|';
}

std::optional<GivenTable> TakePipes(const std::vector<SourceLine>& lines, size_t at, size_t& used) {
  const std::string_view first = lines[at].text;
  if (first.find('|') == std::string_view::npos) return std::nullopt;
  const bool ruled = at + 1 < lines.size() && IsDelimiterRow(lines[at + 1].text) &&
                     SplitPipes(lines[at + 1].text).size() == SplitPipes(first).size();
  const bool bounded = IsBoundedPipeRow(first) && at + 1 < lines.size() &&
                       IsBoundedPipeRow(lines[at + 1].text) && SplitPipes(first).size() > 1;
  if (!ruled && !bounded) return std::nullopt;
  GivenTable table;
  size_t end = at;
  for (; end < lines.size(); ++end) {
    const std::string_view line = lines[end].text;
    if (ruled ? line.find('|') == std::string_view::npos : !IsBoundedPipeRow(line)) break;
    if (IsDelimiterRow(line)) continue;
    Row row;
    for (const std::string& cell : SplitPipes(line))
      row.push_back(MakeCell(cell, lines[end].number));
    table.rows.push_back(std::move(row));
  }
  used = end - at;
  return table;
}

// ---- tabs
// ----------------------------------------------------------------------------------------

size_t CountTabs(std::string_view line) {
  return static_cast<size_t>(std::count(line.begin(), line.end(), '\t'));
}

/// A tab table is a run of lines that agree on a number of tabs (two at least). Editors cut
/// trailing tabs off, so a row may have fewer, never more.
std::optional<GivenTable> TakeTabs(const std::vector<SourceLine>& lines, size_t at,
                                   size_t last_columns, size_t& used) {
  const size_t tabs = CountTabs(lines[at].text);
  if (tabs < 2) return std::nullopt;
  size_t end = at, full = 0, widest = tabs;
  if (at + 1 < lines.size()) widest = std::max(widest, CountTabs(lines[at + 1].text));
  for (; end < lines.size(); ++end) {
    const size_t n = CountTabs(lines[end].text);
    if (n == 0 || n > widest) break;
  }
  for (size_t i = at; i < end; ++i) full += CountTabs(lines[i].text) == widest;
  const size_t rows = end - at;
  const bool continues = rows == 1 && tabs + 1 == last_columns;
  if (!continues && (rows < 2 || full * 2 < rows || widest < 2)) return std::nullopt;
  GivenTable table;
  for (size_t i = at; i < end; ++i) {
    Row row;
    std::string_view rest = lines[i].text;
    while (true) {
      const size_t tab = rest.find('\t');
      row.push_back(MakeCell(rest.substr(0, tab), lines[i].number));
      if (tab == std::string_view::npos) break;
      rest.remove_prefix(tab + 1);
    }
    row.resize(widest + 1, GivenTable::Cell{std::string(), false, lines[i].number});
    table.rows.push_back(std::move(row));
  }
  used = rows;
  return table;
}

// ---- HTML
// ----------------------------------------------------------------------------------------

/// A <table> that does not end within so many lines is text.
constexpr size_t kMaxHtmlLines = 20000;

struct HtmlTag {
  std::string name;  // lower case, with '/' in front for an end tag
  std::string_view attributes;
  size_t begin = 0, end = 0;
};

/// The next tag at or after `from`; nullopt when there is none.
std::optional<HtmlTag> NextTag(std::string_view text, size_t from) {
  while (true) {
    const size_t open = text.find('<', from);
    if (open == std::string_view::npos) return std::nullopt;
    const size_t close = text.find('>', open);
    if (close == std::string_view::npos) return std::nullopt;
    size_t at = open + 1;
    std::string name;
    if (at < close && text[at] == '/') name.push_back(text[at++]);
    while (at < close && IsLetter(static_cast<unsigned char>(text[at]))) name.push_back(text[at++]);
    if (name.empty() || name == "/") {
      from = open + 1;
      continue;
    }
    return HtmlTag{Lower(name), text.substr(at, close - at), open, close + 1};
  }
}

size_t SpanAttribute(std::string_view attributes, std::string_view name) {
  const std::string lower = Lower(attributes);
  size_t at = lower.find(std::string(name) + "=");
  if (at == std::string::npos) return 1;
  at += name.size() + 1;
  if (at < lower.size() && (lower[at] == '"' || lower[at] == '\'')) ++at;
  size_t value = 0;
  while (at < lower.size() && lower[at] >= '0' && lower[at] <= '9' && value < 1000)
    value = value * 10 + static_cast<size_t>(lower[at++] - '0');
  return std::clamp<size_t>(value, 1, 1000);
}

/// Puts cells on the grid; what a span covers is an empty cell.
class HtmlGrid {
 public:
  void BeginRow() {
    ++row_;
    column_ = 0;
    if (rows_.size() <= row_) rows_.resize(row_ + 1);
    if (covered_.size() <= row_) covered_.resize(row_ + 1);
  }
  bool in_row() const { return row_ != kNone; }
  void Add(GivenTable::Cell cell, size_t row_span, size_t column_span) {
    const auto is_covered = [&](size_t column) {
      return column < covered_[row_].size() && covered_[row_][column];
    };
    while (is_covered(column_)) ++column_;
    if (column_ + column_span > kMaxColumns) return;
    for (size_t r = 0; r < std::min(row_span, kMaxRowSpan); ++r) {
      if (covered_.size() <= row_ + r) covered_.resize(row_ + r + 1);
      auto& covered = covered_[row_ + r];
      if (covered.size() < column_ + column_span) covered.resize(column_ + column_span);
      std::fill_n(covered.begin() + static_cast<std::ptrdiff_t>(column_), column_span, true);
    }
    Row& row = rows_[row_];
    if (row.size() < column_ + column_span) row.resize(column_ + column_span);
    row[column_] = std::move(cell);
    column_ += column_span;
  }
  GivenTable Take() && {
    GivenTable table;
    size_t columns = 0;
    for (const Row& row : rows_) columns = std::max(columns, row.size());
    for (Row& row : rows_) {
      row.resize(columns);
      table.rows.push_back(std::move(row));
    }
    return table;
  }

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);
  static constexpr size_t kMaxColumns = 200, kMaxRowSpan = 200;
  size_t row_ = kNone, column_ = 0;
  std::vector<Row> rows_;
  std::vector<std::vector<bool>> covered_;
};

std::optional<GivenTable> TakeHtml(const std::vector<SourceLine>& lines, size_t at, size_t& used) {
  const auto names_table = [](std::string_view line, std::string_view tag) {
    return Lower(line).find(tag) != std::string::npos;
  };
  if (!Trim(lines[at].text).starts_with('<') || !names_table(lines[at].text, "<table"))
    return std::nullopt;
  size_t end = at;
  const size_t limit = std::min(lines.size(), at + kMaxHtmlLines);
  while (end < limit && !names_table(lines[end].text, "</table")) ++end;
  if (end == limit) return std::nullopt;
  std::string text;
  std::vector<std::pair<size_t, int>> starts;  // byte where a line starts, its number
  for (size_t i = at; i <= end; ++i) {
    starts.emplace_back(text.size(), lines[i].number);
    text.append(lines[i].text).push_back(' ');
  }
  const auto number_at = [&](size_t byte) {
    int number = starts.front().second;
    for (const auto& [start, line] : starts)
      if (start <= byte) number = line;
    return number;
  };
  HtmlGrid grid;
  for (std::optional<HtmlTag> tag = NextTag(text, 0); tag; tag = NextTag(text, tag->end)) {
    if (tag->name == "tr") grid.BeginRow();
    if ((tag->name != "td" && tag->name != "th") || !grid.in_row()) continue;
    std::optional<HtmlTag> stop = NextTag(text, tag->end);
    while (stop && stop->name != "/td" && stop->name != "/th" && stop->name != "td" &&
           stop->name != "th" && stop->name != "tr" && stop->name != "/tr" &&
           stop->name != "/table") {
      stop = NextTag(text, stop->end);
    }
    const size_t stop_at = stop ? stop->begin : text.size();
    GivenTable::Cell cell = MakeCell(std::string_view(text).substr(tag->end, stop_at - tag->end),
                                     number_at(tag->begin));
    cell.bold = cell.bold || (tag->name == "th" && !cell.text.empty());
    grid.Add(std::move(cell), SpanAttribute(tag->attributes, "rowspan"),
             SpanAttribute(tag->attributes, "colspan"));
  }
  used = end - at + 1;
  return std::move(grid).Take();
}

}  // namespace

std::optional<GivenTable> TakeTable(const std::vector<SourceLine>& lines, size_t at,
                                    size_t last_columns, size_t& used) {
  std::optional<GivenTable> table = TakeHtml(lines, at, used);
  if (!table) table = TakePipes(lines, at, used);
  if (!table) table = TakeTabs(lines, at, last_columns, used);
  if (!table) table = TakeSpaced(lines, at, used);
  if (table && table->rows.empty()) table.reset();
  return table;
}

size_t ColumnCount(const GivenTable& table) {
  size_t columns = 0;
  for (const auto& row : table.rows) columns = std::max(columns, row.size());
  return columns;
}

}  // namespace planrec::acquire
