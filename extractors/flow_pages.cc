// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/flow_pages.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "extractors/layout/furniture.h"
#include "extractors/layout/reading_order.h"
#include "extractors/layout/specks.h"
#include "extractors/tables/table_join.h"
#include "extractors/tables/table_ordinals.h"
#include "extractors/tables/tables.h"
#include "extractors/tables/tables_grid.h"
#include "extractors/tables/unruled_tables.h"

namespace planrec::extract {
namespace {

/// How far a page's text area may lie beside that of the other pages before theirs is taken.
constexpr double kAreaTolerancePt = 12;

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// The text area of each page; a page with few or only indented lines has that of its like.
std::vector<TextArea> FindAreas(const std::vector<PageLines>& pages) {
  std::vector<TextArea> areas;
  for (const PageLines& page : pages)
    areas.push_back(FindTextArea(page.lines, *page.page, page.tables));
  std::vector<TextArea> out = areas;
  for (size_t p = 0; p < pages.size(); ++p) {
    std::vector<double> left, right;
    for (size_t q = 0; q < pages.size(); ++q) {
      if (std::abs(pages[q].page->width_pt - pages[p].page->width_pt) > 5) continue;
      left.push_back(areas[q].left);
      right.push_back(areas[q].right);
    }
    if (left.size() < 3) continue;
    const double usual_left = Median(left), usual_right = Median(right);
    if (std::abs(areas[p].left - usual_left) > kAreaTolerancePt) out[p].left = usual_left;
    if (std::abs(areas[p].right - usual_right) > kAreaTolerancePt) out[p].right = usual_right;
  }
  return out;
}

/// Tables drawn with rules, and those set without.
PageTables LiftDrawnTables(const Page& page) {
  const std::vector<Rule> missing = RulesOfUnruledTables(page);
  if (missing.empty()) return LiftTables(page);
  Page drawn = page;
  drawn.rules.insert(drawn.rules.end(), missing.begin(), missing.end());
  return LiftTables(drawn);
}

class PageFlowBuilder {
 public:
  Flow Build(const Document& document) {
    flow_.has_positions = true;
    std::vector<PageTables> lifted;
    std::vector<PageLines> lines;
    for (const Page& page : document.pages) {
      lifted.push_back(LiftDrawnTables(page));
      PageLines running;
      running.page = &page;
      running.lines = std::move(lifted.back().lines);
      DropSpecks(page, running.lines);
      if (page.origin == TextOrigin::kOcr) DropDoubles(running.lines);
      for (const Box& box : lifted.back().boxes) running.tables = Join(running.tables, box);
      lines.push_back(std::move(running));
    }
    DropFurniture(lines, flow_.dropped);
    const std::vector<TextArea> areas = FindAreas(lines);
    for (size_t p = 0; p < lines.size(); ++p) AddPage(lifted[p], lines[p], areas[p]);
    FlushTable();
    return std::move(flow_);
  }

 private:
  void AddPage(PageTables& tables, PageLines& running, const TextArea& area) {
    const Page& page = *running.page;
    page_start_ = true;
    bottom_ = 0;
    std::vector<TextLine> rest = std::move(running.lines);
    for (size_t t = 0; t < tables.tables.size(); ++t) {
      const Box& box = tables.boxes[t];
      const auto below = std::stable_partition(rest.begin(), rest.end(), [&](const TextLine& line) {
        return line.box.CenterY() < box.CenterY();
      });
      std::vector<TextLine> above(std::make_move_iterator(rest.begin()),
                                  std::make_move_iterator(below));
      rest.erase(rest.begin(), below);
      AddLines(above, page, area);
      RawTable& table = tables.tables[t];
      if (open_) AlignColumns(*open_, table);
      if (open_ && Continues(*open_, table)) {
        Append(*open_, std::move(table));
      } else if (IsHeadAtFoot(table, rest.empty() && t + 1 == tables.tables.size())) {
        FlushTable();
        head_ = {LinesIn(page, box), &page, area};
        open_ = std::move(table);
      } else if (table.rows.size() == 1) {
        // A lone row that goes on with no table: its words are running text.
        for (TextLine& line : LinesIn(page, box)) rest.push_back(std::move(line));
        continue;
      } else {
        FlushTable();
        head_ = {};
        open_ = std::move(table);
      }
      bottom_ = box.y1;
      page_start_ = false;
    }
    AddLines(rest, page, area);
  }

  /// A head alone at its page's foot: the next page tells whether rows follow.
  static bool IsHeadAtFoot(const RawTable& table, bool last_of_page) {
    return last_of_page && table.rows.size() == 1 && CountHeaderRows(table) == 1;
  }

  void AddLines(const std::vector<TextLine>& lines, const Page& page, const TextArea& area) {
    std::vector<FlowLine> ordered = OrderLines(lines, page, area);
    if (ordered.empty()) return;
    FlushTable();
    AddOrdered(ordered);
  }

  void AddOrdered(std::vector<FlowLine>& ordered) {
    for (FlowLine& line : ordered) {
      if (&line == &ordered.front()) {
        line.page_start = page_start_;
        if (bottom_ > 0) line.gap_above_pt = std::max(0.0, line.box.y0 - bottom_);
      }
      FlowItem item;
      item.line = std::move(line);
      flow_.items.push_back(std::move(item));
    }
    page_start_ = false;
  }

  void FlushTable() {
    if (!open_) return;
    if (open_->rows.size() == 1 && head_.page != nullptr) {
      open_.reset();
      std::vector<FlowLine> ordered = OrderLines(head_.lines, *head_.page, head_.area);
      const bool page_start = std::exchange(page_start_, false);
      const double bottom = std::exchange(bottom_, 0);
      AddOrdered(ordered);
      page_start_ = page_start;
      bottom_ = bottom;
      return;
    }
    FlowItem item;
    item.table = static_cast<int>(flow_.tables.size());
    const bool recognised = open_->recognised;
    TakeRepeatedHeads(*open_, flow_);
    flow_.tables.push_back(FinishTable(*std::move(open_), flow_.warnings));
    if (recognised) {
      MendOrdinals(flow_.tables.back(), flow_.repairs);
      MendQuarters(flow_.tables.back(), flow_.repairs);
    }
    flow_.items.push_back(std::move(item));
    open_.reset();
  }

  struct LoneHead {
    std::vector<TextLine> lines;
    const Page* page = nullptr;
    TextArea area;
  };

  Flow flow_;
  std::optional<RawTable> open_;
  LoneHead head_;  // what is open, while it has no row below its head
  bool page_start_ = true;
  double bottom_ = 0;  // of the table above, 0 where there is none
};

}  // namespace

Flow FlowOfPages(const Document& document) {
  return PageFlowBuilder().Build(document);
}

}  // namespace planrec::extract
