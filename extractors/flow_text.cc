// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/flow_text.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "extractors/tables/layout_tables.h"
#include "extractors/tables/stacked_tables.h"
#include "extractors/tables/table_join.h"
#include "extractors/tables/tables.h"
#include "extractors/tables/tables_given.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// The number of a line that holds nothing but one ("2", "- 2 -"); 0 for others.
int LoneNumber(std::string_view text) {
  text = Trim(text);
  if (text.starts_with("- ") && text.ends_with(" -")) text = Trim(text.substr(2, text.size() - 4));
  if (text.empty() || text.size() > 3) return 0;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// Page numbers that were left in the text: lone numbers between blank lines or at a page's edge,
/// counting up by one from a number that a first or second page would have.
std::set<std::pair<size_t, size_t>> FindPageNumbers(const Document& document) {
  std::set<std::pair<size_t, size_t>> found;
  int last = 0;
  for (size_t p = 0; p < document.pages.size(); ++p) {
    const auto& lines = document.pages[p].lines;
    for (size_t i = 0; i < lines.size(); ++i) {
      const int number = LoneNumber(lines[i].raw);
      if (number == 0) continue;
      const bool above = i == 0 || lines[i].blank_before;
      const bool below = i + 1 == lines.size() || lines[i + 1].blank_before;
      const bool counts = last == 0 ? number <= 3 : number == last + 1;
      if (!above || !below || !counts) continue;
      found.emplace(p, i);
      last = number;
    }
  }
  // One lone number in a text of one page may be anything.
  if (found.size() < 2 && document.pages.size() < 2) found.clear();
  return found;
}

/// The byte of `text` at which the columns of `line` part; 0 where nowhere. Repair changes words,
/// seldom their number.
size_t WideGap(const TextLine& line, std::string_view text) {
  if (line.wide_gap == 0) return 0;
  const std::string_view before = std::string_view(line.raw).substr(0, line.wide_gap);
  size_t at = 0;
  for (auto words = std::ranges::count(before, ' '); words > 0 && at != std::string_view::npos;
       --words) {
    at = text.find(' ', at + 1);
  }
  return at == std::string_view::npos ? 0 : at;
}

class TextFlowBuilder {
 public:
  Flow Build(const Document& document) {
    const auto numbers = FindPageNumbers(document);
    for (size_t p = 0; p < document.pages.size(); ++p) {
      const Page& page = document.pages[p];
      page_start_ = true;
      size_t table = 0;
      for (size_t i = 0; i <= page.lines.size(); ++i) {
        for (; table < page.tables.size() && page.tables[table].after_line <= i; ++table)
          AddTableOrLines(page.tables[table], page.number);
        if (i == page.lines.size()) continue;
        if (numbers.contains({p, i})) {
          flow_.dropped.push_back({Place(page.lines[i], page.number), UnplacedReason::kPageNumber});
          continue;
        }
        size_t used = 0;
        if (const auto stacked = StackedTableAt(page.lines, i, used)) {
          AddTable(TableFromGiven(*stacked, page.number));
          i += used - 1;
        } else {
          AddLine(page.lines[i], page.number);
        }
      }
      for (; table < page.tables.size(); ++table) AddTableOrLines(page.tables[table], page.number);
    }
    FlushTable();
    return std::move(flow_);
  }

 private:
  void AddTableOrLines(const GivenTable& given, int page) {
    std::optional<std::vector<FlowLine>> lines = LinesOfLayoutTable(given, page);
    if (!lines) {
      AddTable(TableFromGiven(given, page));
      return;
    }
    FlushTable();
    for (FlowLine& line : *lines) {
      line.page_start = std::exchange(page_start_, false);
      flow_.items.push_back({-1, std::move(line)});
    }
  }

  void AddTable(RawTable table) {
    if (open_ && Continues(*open_, table)) {
      Append(*open_, std::move(table));
    } else {
      FlushTable();
      open_ = std::move(table);
    }
    page_start_ = false;
  }

  void FlushTable() {
    if (!open_) return;
    FlowItem item;
    item.table = static_cast<int>(flow_.tables.size());
    TakeRepeatedHeads(*open_, flow_);
    flow_.tables.push_back(FinishTable(*std::move(open_), flow_.warnings));
    flow_.items.push_back(std::move(item));
    open_.reset();
  }

  void AddLine(const TextLine& line, int page) {
    FlowItem item;
    item.line.text = Place(line, page);
    if (item.line.text.empty()) return;
    FlushTable();
    size_t italic = 0, all = 0;
    for (const PlacedText::Piece& piece : item.line.text.pieces) {
      all += piece.end - piece.begin;
      if (piece.italic) italic += piece.end - piece.begin;
    }
    item.line.page = page;
    item.line.bold = item.line.text.BoldShare() > 0.5;
    item.line.italic = italic * 2 > all;
    item.line.blank_before = line.blank_before;
    item.line.page_start = page_start_;
    item.line.heading_depth = line.heading_depth;
    item.line.list_item = line.list_item;
    item.line.wide_gap = WideGap(line, item.line.text.text);
    flow_.items.push_back(std::move(item));
    page_start_ = false;
  }

  Flow flow_;
  std::optional<RawTable> open_;
  bool page_start_ = true;
};

}  // namespace

Flow FlowOfText(const Document& document) {
  return TextFlowBuilder().Build(document);
}

}  // namespace planrec::extract
