// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/typeset_table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace planrec::samples {
namespace {

constexpr double kPadX = 4, kPadY = 2.5;

/// One cell: its text, where it stands, and how much of it is drawn so far.
struct SetCell {
  const SampleCell* cell = nullptr;
  size_t row = 0;
  double x = 0, width = 0;
  std::unique_ptr<TextBox> box;
  /// Its stretches on pages: page serial, top, bottom.
  struct Part {
    int page;
    double top, bottom;
  };
  std::vector<Part> parts;
};

/// A row, or the piece of one that stands on a page.
struct Piece {
  size_t row = 0;
  double height = 0;
  bool first = true, last = true;
};

class TableSetter {
 public:
  TableSetter(const SampleTable& table, PageMaker& maker) : table_(table), maker_(maker) {
    double total = 0;
    for (const SampleColumn& column : table.columns) total += column.width;
    edges_.push_back(maker.left());
    for (const SampleColumn& column : table.columns) {
      edges_.push_back(edges_.back() + column.width / total * maker.text_width());
    }
    for (size_t r = 0; r < table.rows.size(); ++r) {
      for (const SampleCell& cell : table.rows[r].cells) cells_.push_back(MakeCell(r, cell));
    }
    line_ = TextBox({{"Xg"}}, CellBox(Align::kLeft), 100).height_pt();
    Heights();
  }

  void SetAll() {
    const auto headers = static_cast<size_t>(table_.header_rows);
    double header_height = 0;
    for (size_t r = 0; r < headers; ++r) header_height += heights_[r];
    maker_.Need(header_height + (headers < heights_.size() ? heights_[headers] : 0));
    PlaceRows(0, headers);
    for (size_t r = headers; r < table_.rows.size(); ++r) {
      const bool group = table_.rows[r].kind == SampleRowKind::kGroup;
      const double with_next =
          heights_[r] + (group && r + 1 < heights_.size() ? heights_[r + 1] : 0);
      if (maker_.y + with_next <= maker_.bottom()) {
        Place({r, heights_[r], true, true});
        continue;
      }
      if (maker_.style().split_rows && !group && SplitRow(r)) continue;
      Break();
      Place({r, heights_[r], true, true});
    }
    Draw();
  }

 private:
  BoxStyle CellBox(Align align) const {
    BoxStyle box = maker_.Box(maker_.style().table_pt, align);
    box.line_spacing = 1.0;
    return box;
  }

  std::unique_ptr<SetCell> MakeCell(size_t row, const SampleCell& cell) const {
    auto made = std::make_unique<SetCell>();
    made->cell = &cell;
    made->row = row;
    const auto column = static_cast<size_t>(cell.column);
    made->x = edges_[column];
    made->width = edges_[column + static_cast<size_t>(cell.col_span)] - made->x;
    const SampleRowKind kind = table_.rows[row].kind;
    const std::string& role = table_.columns[column].role;
    const bool centered = kind == SampleRowKind::kHeader || role == "ordinal" ||
                          (kind == SampleRowKind::kData && role == "deadline");
    const bool wide = cell.col_span == static_cast<int>(table_.columns.size());
    made->box = std::make_unique<TextBox>(
        std::vector<Run>{{cell.text.text, kind != SampleRowKind::kData}},
        CellBox(centered && !wide ? Align::kCenter : Align::kLeft), made->width - 2 * kPadX);
    return made;
  }

  size_t RowOfCellEnd(const SetCell& cell) const {
    return cell.row + static_cast<size_t>(cell.cell->row_span) - 1;
  }

  /// Each row holds its own cells; a merged cell that needs more widens its last row. Where it may
  /// be cut by a page end it gets room for what a cut wastes.
  void Heights() {
    heights_.assign(table_.rows.size(), line_ + 2 * kPadY);
    for (const auto& cell : cells_) {
      if (cell->cell->row_span > 1) continue;
      heights_[cell->row] = std::max(heights_[cell->row], cell->box->height_pt() + 2 * kPadY);
    }
    for (const auto& cell : cells_) {
      if (cell->cell->row_span == 1) continue;
      double have = 0;
      for (size_t r = cell->row; r <= RowOfCellEnd(*cell); ++r) have += heights_[r];
      const bool data = table_.rows[cell->row].kind == SampleRowKind::kData;
      const double want = cell->box->height_pt() + 2 * kPadY + (data ? 2 * (line_ + kPadY) : 0);
      if (want > have) heights_[RowOfCellEnd(*cell)] += want - have;
    }
  }

  /// Cuts row `r` at the page's end; false where too little would stand on this page.
  bool SplitRow(size_t r) {
    const double room = maker_.bottom() - maker_.y;
    const int fits = static_cast<int>((room - 2 * kPadY) / line_);
    const int whole = static_cast<int>(std::ceil((heights_[r] - 2 * kPadY) / line_ - 0.01));
    if (fits < 3 || whole - fits < 2) return false;
    const double upper = fits * line_ + 2 * kPadY;
    Place({r, upper, true, false});
    Break();
    Place({r, heights_[r] - upper + 2 * kPadY + line_, false, true});
    return true;
  }

  void Break() {
    Draw();
    maker_.NewPage();
    ++page_;
    if (!maker_.style().repeat_header) return;
    // The header again: its cells forget their first place.
    for (const auto& cell : cells_) {
      if (cell->row < static_cast<size_t>(table_.header_rows)) cell->parts.clear();
    }
    PlaceRows(0, static_cast<size_t>(table_.header_rows));
  }

  void PlaceRows(size_t first, size_t end) {
    for (size_t r = first; r < end; ++r) Place({r, heights_[r], true, true});
  }

  void Place(const Piece& piece) {
    for (const auto& cell : cells_) {
      if (piece.row < cell->row || piece.row > RowOfCellEnd(*cell)) continue;
      if (!cell->parts.empty() && cell->parts.back().page == page_) {
        cell->parts.back().bottom = maker_.y + piece.height;
      } else {
        cell->parts.push_back({page_, maker_.y, maker_.y + piece.height});
      }
    }
    maker_.y += piece.height;
  }

  /// Draws what stands on the current page. A cell that goes on next page fills its part with
  /// lines; one that ends here sets the rest.
  void Draw() {
    cairo_t* cairo = maker_.cairo();
    for (const auto& cell : cells_) {
      if (cell->parts.empty() || cell->parts.back().page != page_) continue;
      const SetCell::Part& part = cell->parts.back();
      int& done = drawn_[cell.get()];
      if (cell->row < static_cast<size_t>(table_.header_rows)) done = 0;
      const double room = part.bottom - part.top - 2 * kPadY;
      int end = done;
      while (end < cell->box->lines() && cell->box->HeightOf(done, end + 1) <= room + 0.1) ++end;
      const double used = cell->box->HeightOf(done, end);
      const bool alone = cell->parts.size() == 1 && end == cell->box->lines();
      const double y =
          part.top + kPadY + (maker_.style().middle_cells && alone ? (room - used) / 2 : 0);
      cell->box->Draw(cairo, cell->x + kPadX, y, done, end);
      done = end;
      Border(*cell, part);
    }
    StrokeBorders();
  }

  void Border(const SetCell& cell, const SetCell::Part& part) {
    const double x0 = cell.x, x1 = cell.x + cell.width;
    AddLine(true, part.top, x0, x1);
    AddLine(true, part.bottom, x0, x1);
    const TableRules rules = maker_.style().rules;
    const bool sides = rules == TableRules::kFull;
    if (sides || x0 > edges_.front() + 1) AddLine(false, x0, part.top, part.bottom);
    if (sides || x1 < edges_.back() - 1) AddLine(false, x1, part.top, part.bottom);
  }

  void AddLine(bool horizontal, double at, double from, double to) {
    lines_[{horizontal, std::lround(at * 10)}].emplace_back(from, to);
  }

  /// Neighbouring cells share their borders: stretches of one line are joined and drawn once.
  void StrokeBorders() {
    if (maker_.style().rules == TableRules::kNone) lines_.clear();
    cairo_t* cairo = maker_.cairo();
    cairo_set_line_width(cairo, 0.6);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_SQUARE);
    for (auto& [key, stretches] : lines_) {
      std::sort(stretches.begin(), stretches.end());
      const double at = static_cast<double>(key.second) / 10;
      for (size_t i = 0; i < stretches.size();) {
        double to = stretches[i].second;
        size_t k = i + 1;
        for (; k < stretches.size() && stretches[k].first <= to + 0.5; ++k) {
          to = std::max(to, stretches[k].second);
        }
        cairo_move_to(cairo, key.first ? stretches[i].first : at,
                      key.first ? at : stretches[i].first);
        cairo_line_to(cairo, key.first ? to : at, key.first ? at : to);
        i = k;
      }
    }
    cairo_stroke(cairo);
    lines_.clear();
  }

  const SampleTable& table_;
  PageMaker& maker_;
  std::vector<double> edges_, heights_;
  std::vector<std::unique_ptr<SetCell>> cells_;
  std::map<const SetCell*, int> drawn_;
  std::map<std::pair<bool, long>, std::vector<std::pair<double, double>>> lines_;
  double line_ = 0;
  int page_ = 0;
};

}  // namespace

void SetTable(const SampleTable& table, PageMaker& maker) {
  TableSetter(table, maker).SetAll();
}

}  // namespace planrec::samples
