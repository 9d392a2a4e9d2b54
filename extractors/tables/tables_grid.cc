// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/tables_grid.h"

#include <algorithm>
#include <utility>

#include "extractors/layout/line_parts.h"
#include "extractors/layout/specks.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// Runs of a line's tokens that `place` puts into one place.
template <typename PlaceOf, typename Take>
void SplitByPlace(const TextLine& line, PlaceOf place, Take take) {
  if (line.tokens.empty()) {
    take(place(line.box), line);
    return;
  }
  for (size_t begin = 0; begin < line.tokens.size();) {
    const int where = place(line.tokens[begin].box);
    size_t end = begin + 1;
    while (end < line.tokens.size() && place(line.tokens[end].box) == where) ++end;
    if (begin == 0 && end == line.tokens.size()) {
      take(where, line);
    } else {
      take(where, CutLine(line, begin, end));
    }
    begin = end;
  }
}

/// The parts of one cell in reading order: by line, then from left to right.
void SortParts(std::vector<TextLine>& parts) {
  std::stable_sort(parts.begin(), parts.end(), [](const TextLine& a, const TextLine& b) {
    return a.box.CenterY() < b.box.CenterY();
  });
  for (size_t begin = 0; begin < parts.size();) {
    size_t end = begin + 1;
    while (end < parts.size() && OnOneLine(parts[begin].box, parts[end].box)) ++end;
    std::stable_sort(parts.begin() + static_cast<std::ptrdiff_t>(begin),
                     parts.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const TextLine& a, const TextLine& b) { return a.box.x0 < b.box.x0; });
    begin = end;
  }
}

/// The lines of one cell, and for each whether it was cut from a line that runs over the cell.
struct CellParts {
  std::vector<TextLine> lines;
  std::vector<int> cut;
};

/// The text of a recognised cell: each place read once, lines that were read within the cell before
/// those that run over it, dirt at the ends gone.
PlacedText RecognisedText(CellParts& parts, int page_number) {
  DropDoubles(parts.lines, parts.cut);
  DropDirt(parts.lines);
  SortParts(parts.lines);
  PlacedText text;
  for (const TextLine& line : parts.lines) text.Append(Place(TrimSpecks(line), page_number));
  return TrimStrokes(text);
}

RawTable FillGrid(const RuledGrid& grid, std::vector<CellParts>& parts, const Page& page) {
  RawTable table;
  table.columns = grid.columns();
  table.spans_known = true;
  table.recognised = page.origin == TextOrigin::kOcr;
  table.xs = grid.xs;
  table.page_width_pt = page.width_pt;
  table.rows.resize(static_cast<size_t>(grid.rows()));
  for (RawRow& row : table.rows) row.page = page.number;
  if (!table.rows.empty()) table.rows.front().page_start = true;
  for (size_t i = 0; i < grid.cells.size(); ++i) {
    RawCell cell;
    cell.column = grid.cells[i].column;
    cell.row_span = grid.cells[i].row_span;
    cell.col_span = grid.cells[i].col_span;
    cell.where.page = page.number;
    cell.where.bbox = grid.cells[i].box;
    if (table.recognised) {
      cell.text = RecognisedText(parts[i], page.number);
    } else {
      SortParts(parts[i].lines);
      for (const TextLine& line : parts[i].lines) cell.text.Append(Place(line, page.number));
    }
    cell.bold = cell.text.BoldShare() > 0.5;
    table.rows[static_cast<size_t>(grid.cells[i].row)].cells.push_back(std::move(cell));
  }
  for (RawRow& row : table.rows) {
    std::sort(row.cells.begin(), row.cells.end(),
              [](const RawCell& a, const RawCell& b) { return a.column < b.column; });
  }
  return table;
}

/// No table: nothing in it, text in one column only, or the letterhead in a drawn frame.
bool HoldsTable(const RawTable& table) {
  std::vector<bool> filled(static_cast<size_t>(table.columns), false);
  size_t cells = 0;
  for (const RawRow& row : table.rows) {
    for (const RawCell& cell : row.cells) {
      if (cell.text.empty()) continue;
      ++cells;
      filled[static_cast<size_t>(cell.column)] = true;
      const std::string folded = Fold(cell.text.text);
      if (folded.find("cong hoa xa hoi chu nghia") != std::string::npos ||
          folded.find("noi nhan:") == 0) {
        return false;
      }
    }
  }
  return cells >= 2 && std::count(filled.begin(), filled.end(), true) >= 2;
}

}  // namespace

PageTables LiftTables(const Page& page) {
  PageTables out;
  GridOptions options;
  options.min_rows = 1;
  const std::vector<RuledGrid> grids = FindGrids(page.rules, options);
  if (grids.empty()) {
    out.lines = page.lines;
    return out;
  }
  // Place 0 is outside, then the cells of all grids one after the other.
  std::vector<std::pair<int, const RuledGrid*>> starts;
  int places = 1;
  for (const RuledGrid& grid : grids) {
    starts.emplace_back(places, &grid);
    places += static_cast<int>(grid.cells.size());
  }
  const auto place_of = [&](const Box& box) {
    const double x = box.CenterX(), y = box.CenterY();
    for (const auto& [start, grid] : starts) {
      if (!grid->box.Contains(x, y)) continue;
      for (size_t i = 0; i < grid->cells.size(); ++i)
        if (grid->cells[i].box.Contains(x, y)) return start + static_cast<int>(i);
    }
    return 0;
  };
  std::vector<CellParts> parts(static_cast<size_t>(places));
  for (const TextLine& line : page.lines) {
    SplitByPlace(line, place_of, [&](int place, const TextLine& part) {
      CellParts& cell = parts[static_cast<size_t>(place)];
      cell.lines.push_back(part);
      cell.cut.push_back(part.tokens.size() < line.tokens.size() ? 1 : 0);
    });
  }
  for (const auto& [start, grid] : starts) {
    std::vector<CellParts> cells(parts.begin() + start,
                                 parts.begin() + start + static_cast<int>(grid->cells.size()));
    RawTable table = FillGrid(*grid, cells, page);
    if (!HoldsTable(table)) continue;
    out.tables.push_back(std::move(table));
    out.boxes.push_back(grid->box);
  }
  // What stands outside of the tables that were kept, in lines as whole as they were.
  const auto outside = [&](const Box& box) {
    for (const Box& table : out.boxes)
      if (table.Contains(box.CenterX(), box.CenterY())) return 0;
    return 1;
  };
  for (const TextLine& line : page.lines) {
    SplitByPlace(line, outside, [&](int place, const TextLine& part) {
      if (place == 1) out.lines.push_back(part);
    });
  }
  return out;
}

std::vector<TextLine> LinesIn(const Page& page, const Box& box) {
  std::vector<TextLine> out;
  const auto inside = [&](const Box& token) {
    return box.Contains(token.CenterX(), token.CenterY()) ? 1 : 0;
  };
  for (const TextLine& line : page.lines) {
    SplitByPlace(line, inside, [&](int place, const TextLine& part) {
      if (place == 1) out.push_back(part);
    });
  }
  return out;
}

}  // namespace planrec::extract
