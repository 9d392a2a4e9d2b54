// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/ruled_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace planrec {
namespace {

/// A rule seen along its own direction: `at` is the border's place, [from, to] its stretch.
struct Stretch {
  double at = 0, from = 0, to = 0;
  double Length() const { return to - from; }
};

constexpr double kMinLengthPt = 6;  // shorter strokes are letters and specks
constexpr double kShortPt = 30;
constexpr double kMaxThicknessPt = 8;  // thicker ones are bars and shading
constexpr double kMinOverhangPt =
    12;                              // how far rules run past the last border where one is missing
constexpr double kNoRoomPt = 6.5;    // no text stands between borders as near as this
constexpr double kSlantPt = 11;      // how far the pieces of a slanted border lie apart
constexpr double kDrawnShare = 0.3;  // of a cell's side, for a broken rule to be drawn on
// A stamp over the header draws borders that no row below has.
constexpr int kHeadRows = 3, kRowsBelowHead = 5;

class UnionFind {
 public:
  explicit UnionFind(size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  size_t Find(size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void Join(size_t a, size_t b) { parent_[Find(a)] = Find(b); }

 private:
  std::vector<size_t> parent_;
};

/// Joins stretches on one border that overlap or nearly meet: doubled and broken rules.
std::vector<Stretch> MergeCollinear(std::vector<Stretch> in, const GridOptions& options) {
  std::sort(in.begin(), in.end(), [](const Stretch& a, const Stretch& b) {
    return std::pair(a.at, a.from) < std::pair(b.at, b.from);
  });
  std::vector<Stretch> out;
  for (const Stretch& stretch : in) {
    bool merged = false;
    for (size_t i = out.size(); i > 0 && !merged; --i) {
      Stretch& other = out[i - 1];
      if (stretch.at - other.at > options.tolerance_pt * 2) break;
      if (std::abs(stretch.at - other.at) > options.tolerance_pt) continue;
      if (stretch.from > other.to + options.gap_pt || other.from > stretch.to + options.gap_pt)
        continue;
      const double a = other.Length(), b = stretch.Length();
      other.at = (other.at * a + stretch.at * b) / std::max(a + b, 1e-9);
      other.from = std::min(other.from, stretch.from);
      other.to = std::max(other.to, stretch.to);
      merged = true;
    }
    if (!merged) out.push_back(stretch);
  }
  return out;
}

bool Touch(const Stretch& horizontal, const Stretch& vertical, double tolerance) {
  return vertical.at >= horizontal.from - tolerance && vertical.at <= horizontal.to + tolerance &&
         horizontal.at >= vertical.from - tolerance && horizontal.at <= vertical.to + tolerance;
}

/// True when the rule ends at, or crosses, a rule across; an underline inside a cell does not. A
/// short one must do so at both ends: a letter's stroke may touch one border.
bool IsAnchored(const Stretch& rule, const std::vector<Stretch>& across, double tolerance) {
  bool from = false, to = false, crosses = false;
  for (const Stretch& other : across) {
    if (rule.at < other.from - tolerance || rule.at > other.to + tolerance) continue;
    from = from || std::abs(other.at - rule.from) <= tolerance;
    to = to || std::abs(other.at - rule.to) <= tolerance;
    crosses = crosses || (other.at > rule.from && other.at < rule.to);
  }
  return rule.Length() < kShortPt ? from && to : from || to || crosses;
}

/// A border while it is put together: the rules that draw it.
struct Border {
  double at = 0, weight = 0;
  std::vector<size_t> rules;
};

void JoinInto(Border& border, const Border& other) {
  const double weight = border.weight + other.weight;
  if (weight > 0) border.at = (border.at * border.weight + other.at * other.weight) / weight;
  border.weight = weight;
  border.rules.insert(border.rules.end(), other.rules.begin(), other.rules.end());
}

/// True where rules of both borders run beside one another: then they part something.
bool RunBeside(const Border& a, const Border& b, const std::vector<Stretch>& rules) {
  for (const size_t i : a.rules) {
    for (const size_t k : b.rules) {
      if (std::min(rules[i].to, rules[k].to) - std::max(rules[i].from, rules[k].from) >
          kMinOverhangPt)
        return true;
    }
  }
  return false;
}

/// Places of borders, weighted by length: rules closer than the tolerance are one; so are rules
/// with no room for text between them, and those a little further apart that never run beside one
/// another (a slanted border, drawn or read in pieces). The rules are moved onto their border.
std::vector<double> Borders(std::vector<Stretch>& rules, double tolerance) {
  std::vector<size_t> order(rules.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return rules[a].at < rules[b].at; });
  std::vector<Border> found;
  double last = 0;
  for (const size_t i : order) {
    const Border one{rules[i].at, rules[i].Length(), {i}};
    if (!found.empty() && rules[i].at - last <= tolerance) {
      JoinInto(found.back(), one);
    } else {
      found.push_back(one);
    }
    last = rules[i].at;
  }
  std::vector<Border> borders;
  for (Border& border : found) {
    const double gap = borders.empty() ? 0 : border.at - borders.back().at;
    if (!borders.empty() &&
        (gap < kNoRoomPt || (gap < kSlantPt && !RunBeside(borders.back(), border, rules)))) {
      JoinInto(borders.back(), border);
    } else {
      borders.push_back(std::move(border));
    }
  }
  std::vector<double> out;
  for (const Border& border : borders) {
    out.push_back(border.at);
    for (const size_t i : border.rules) rules[i].at = border.at;
  }
  return out;
}

/// A rule that ends inside a cell after a good part of its width was drawn to the border: what is
/// missing was faint, or covered by a letter. A merged cell is not cut by a rule of its neighbour.
void ReachBorders(std::vector<Stretch>& rules, const std::vector<double>& borders,
                  double tolerance) {
  for (Stretch& rule : rules) {
    for (size_t i = 0; i + 1 < borders.size(); ++i) {
      const double a = borders[i], b = borders[i + 1];
      const double least = std::max(2 * tolerance, kDrawnShare * (b - a));
      const bool more_left = rule.from <= a - 2 * kMinOverhangPt;
      const bool more_right = rule.to >= b + 2 * kMinOverhangPt;
      if (rule.to > a && rule.to < b - tolerance && rule.to - a >= least && more_left) rule.to = b;
      if (rule.from < b && rule.from > a + tolerance && b - rule.from >= least && more_right)
        rule.from = a;
    }
  }
}

/// Adds a border where at least two rules across run past the outermost one.
void CloseSides(std::vector<double>& borders, const std::vector<Stretch>& across,
                double tolerance) {
  if (borders.empty()) return;
  std::vector<double> before, after;
  for (const Stretch& rule : across) {
    if (borders.front() - rule.from > kMinOverhangPt) before.push_back(rule.from);
    if (rule.to - borders.back() > kMinOverhangPt) after.push_back(rule.to);
  }
  // The ends of rules that make a side agree; a lone long underline does not.
  const auto agree = [&](std::vector<double>& ends) {
    if (ends.size() < 2) return false;
    std::sort(ends.begin(), ends.end());
    return ends.back() - ends.front() <= tolerance * 4;
  };
  if (agree(before)) borders.insert(borders.begin(), before.front());
  if (agree(after)) borders.push_back(after.back());
}

/// Share of [from, to] that rules at the border `at` cover.
double Covered(const std::vector<Stretch>& rules, double at, double from, double to,
               double tolerance) {
  std::vector<std::pair<double, double>> parts;
  for (const Stretch& rule : rules) {
    if (std::abs(rule.at - at) > tolerance) continue;
    const double a = std::max(from, rule.from), b = std::min(to, rule.to);
    if (b > a) parts.emplace_back(a, b);
  }
  std::sort(parts.begin(), parts.end());
  double covered = 0, end = from;
  for (const auto& [a, b] : parts) {
    covered += std::max(0.0, b - std::max(a, end));
    end = std::max(end, b);
  }
  return to > from ? covered / (to - from) : 0;
}

struct Region {
  int r0 = 0, c0 = 0, r1 = 0, c1 = 0;  // inclusive
  int positions = 0;
};

class GridMaker {
 public:
  GridMaker(std::vector<Stretch> horizontal, std::vector<Stretch> vertical,
            const GridOptions& options)
      : horizontal_(std::move(horizontal)), vertical_(std::move(vertical)), options_(options) {
    grid_.ys = Borders(horizontal_, options.tolerance_pt);
    grid_.xs = Borders(vertical_, options.tolerance_pt);
    CloseSides(grid_.xs, horizontal_, options.tolerance_pt);
    CloseSides(grid_.ys, vertical_, options.tolerance_pt);
    ReachBorders(horizontal_, grid_.xs, options.tolerance_pt);
    ReachBorders(vertical_, grid_.ys, options.tolerance_pt);
  }

  bool Make() {
    if (grid_.rows() < options_.min_rows || grid_.columns() < 2) return false;
    FindWalls();
    DropHeadOnlyWalls();
    FormCells();
    DropUnusedBorders(true);
    DropUnusedBorders(false);
    if (grid_.rows() < options_.min_rows || grid_.columns() < 2) return false;
    if (grid_.rows() < 2 && grid_.columns() < 3) return false;
    const auto beside = [](const RuledGrid::Cell& cell) { return cell.column > 0; };
    const auto parted = std::count_if(grid_.cells.begin(), grid_.cells.end(), beside);
    if (parted < 2) return false;  // one row in two parts above a single cell is a frame
    grid_.box = {grid_.xs.front(), grid_.ys.front(), grid_.xs.back(), grid_.ys.back()};
    for (RuledGrid::Cell& cell : grid_.cells) {
      cell.box = {grid_.xs[static_cast<size_t>(cell.column)],
                  grid_.ys[static_cast<size_t>(cell.row)],
                  grid_.xs[static_cast<size_t>(cell.column + cell.col_span)],
                  grid_.ys[static_cast<size_t>(cell.row + cell.row_span)]};
    }
    return true;
  }

  RuledGrid Take() && { return std::move(grid_); }

 private:
  size_t At(int r, int c) const { return static_cast<size_t>(r * grid_.columns() + c); }

  void FindWalls() {
    const int rows = grid_.rows(), columns = grid_.columns();
    right_wall_.assign(static_cast<size_t>(rows * columns), true);
    lower_wall_ = right_wall_;
    const double reach = options_.tolerance_pt * 1.5;
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        const double x0 = grid_.xs[static_cast<size_t>(c)],
                     x1 = grid_.xs[static_cast<size_t>(c) + 1],
                     y0 = grid_.ys[static_cast<size_t>(r)],
                     y1 = grid_.ys[static_cast<size_t>(r) + 1];
        if (c + 1 < columns)
          right_wall_[At(r, c)] = Covered(vertical_, x1, y0, y1, reach) >= options_.wall_share;
        if (r + 1 < rows)
          lower_wall_[At(r, c)] = Covered(horizontal_, y1, x0, x1, reach) >= options_.wall_share;
      }
    }
  }

  /// Columns are those of the rows below the head: what parts cells in the head only is a stroke of
  /// a seal.
  void DropHeadOnlyWalls() {
    const int rows = grid_.rows(), columns = grid_.columns();
    if (rows < kHeadRows + kRowsBelowHead) return;
    for (int c = 0; c + 1 < columns; ++c) {
      int last = -1;
      for (int r = 0; r < rows; ++r)
        if (right_wall_[At(r, c)]) last = r;
      if (last >= kHeadRows) continue;
      for (int r = 0; r <= last; ++r) right_wall_[At(r, c)] = false;
    }
  }

  /// Positions without a wall between them are one cell. Where that makes no rectangle (a rule is
  /// broken), runs are formed within rows and joined downwards only where they fit.
  void FormCells() {
    const int rows = grid_.rows(), columns = grid_.columns();
    UnionFind all(static_cast<size_t>(rows * columns));
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        if (c + 1 < columns && !right_wall_[At(r, c)]) all.Join(At(r, c), At(r, c + 1));
        if (r + 1 < rows && !lower_wall_[At(r, c)]) all.Join(At(r, c), At(r + 1, c));
      }
    }
    std::vector<Region> regions(static_cast<size_t>(rows * columns));
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        Region& region = regions[all.Find(At(r, c))];
        if (region.positions++ == 0) region = {r, c, r, c, 1};
        region.r0 = std::min(region.r0, r);
        region.r1 = std::max(region.r1, r);
        region.c0 = std::min(region.c0, c);
        region.c1 = std::max(region.c1, c);
      }
    }
    const auto rectangular = [&](int r, int c) {
      const Region& region = regions[all.Find(At(r, c))];
      return region.positions == (region.r1 - region.r0 + 1) * (region.c1 - region.c0 + 1);
    };
    std::vector<bool> done(static_cast<size_t>(rows * columns), false);
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        if (done[At(r, c)]) continue;
        Region cell{r, c, r, c, 0};
        if (rectangular(r, c)) {
          cell = regions[all.Find(At(r, c))];
        } else {
          while (cell.c1 + 1 < columns && !right_wall_[At(r, cell.c1)] && !done[At(r, cell.c1 + 1)])
            ++cell.c1;
          while (cell.r1 + 1 < rows && OpenBelow(cell) && SameRun(cell.r1 + 1, cell)) ++cell.r1;
        }
        for (int rr = cell.r0; rr <= cell.r1; ++rr)
          for (int cc = cell.c0; cc <= cell.c1; ++cc) done[At(rr, cc)] = true;
        grid_.cells.push_back(
            {cell.r0, cell.c0, cell.r1 - cell.r0 + 1, cell.c1 - cell.c0 + 1, Box{}});
      }
    }
  }

  bool OpenBelow(const Region& cell) const {
    for (int c = cell.c0; c <= cell.c1; ++c)
      if (lower_wall_[At(cell.r1, c)]) return false;
    return true;
  }
  /// The run of positions in `row` that begins where the cell begins ends where it ends.
  bool SameRun(int row, const Region& cell) const {
    if (cell.c0 > 0 && !right_wall_[At(row, cell.c0 - 1)]) return false;
    for (int c = cell.c0; c < cell.c1; ++c)
      if (right_wall_[At(row, c)]) return false;
    return cell.c1 + 1 == grid_.columns() || right_wall_[At(row, cell.c1)];
  }

  /// A border that no cell begins or ends at (all cells run over it) is none.
  void DropUnusedBorders(bool columns) {
    std::vector<double>& borders = columns ? grid_.xs : grid_.ys;
    std::vector<bool> used(borders.size(), false);
    used.front() = used.back() = true;
    for (const RuledGrid::Cell& cell : grid_.cells) {
      const int begin = columns ? cell.column : cell.row;
      used[static_cast<size_t>(begin)] = true;
      used[static_cast<size_t>(begin + (columns ? cell.col_span : cell.row_span))] = true;
    }
    std::vector<int> place(borders.size(), 0);
    std::vector<double> kept;
    for (size_t i = 0; i < borders.size(); ++i) {
      place[i] = static_cast<int>(kept.size());
      if (used[i]) kept.push_back(borders[i]);
    }
    for (RuledGrid::Cell& cell : grid_.cells) {
      int& begin = columns ? cell.column : cell.row;
      int& span = columns ? cell.col_span : cell.row_span;
      const int end = place[static_cast<size_t>(begin + span)];
      begin = place[static_cast<size_t>(begin)];
      span = end - begin;
    }
    borders = std::move(kept);
  }

  std::vector<Stretch> horizontal_, vertical_;
  GridOptions options_;
  RuledGrid grid_;
  std::vector<bool> right_wall_, lower_wall_;
};

}  // namespace

std::vector<RuledGrid> FindGrids(const std::vector<Rule>& rules, const GridOptions& options) {
  std::vector<Stretch> horizontal, vertical;
  for (size_t i = 0; i < std::min(rules.size(), kMaxRules); ++i) {
    const Rule& rule = rules[i];
    if (rule.thickness_pt > kMaxThicknessPt) continue;
    if (rule.Horizontal() && std::abs(rule.x1 - rule.x0) >= kMinLengthPt) {
      horizontal.push_back({rule.y0, std::min(rule.x0, rule.x1), std::max(rule.x0, rule.x1)});
    } else if (rule.Vertical() && std::abs(rule.y1 - rule.y0) >= kMinLengthPt) {
      vertical.push_back({rule.x0, std::min(rule.y0, rule.y1), std::max(rule.y0, rule.y1)});
    }
  }
  horizontal = MergeCollinear(std::move(horizontal), options);
  vertical = MergeCollinear(std::move(vertical), options);
  const double tolerance = options.tolerance_pt;
  std::vector<Stretch> anchored_h, anchored_v;
  for (const Stretch& rule : horizontal)
    if (IsAnchored(rule, vertical, tolerance)) anchored_h.push_back(rule);
  for (const Stretch& rule : vertical)
    if (IsAnchored(rule, horizontal, tolerance)) anchored_v.push_back(rule);

  UnionFind sets(anchored_h.size() + anchored_v.size());
  for (size_t h = 0; h < anchored_h.size(); ++h)
    for (size_t v = 0; v < anchored_v.size(); ++v)
      if (Touch(anchored_h[h], anchored_v[v], tolerance)) sets.Join(h, anchored_h.size() + v);
  std::vector<std::pair<std::vector<Stretch>, std::vector<Stretch>>> parts(anchored_h.size() +
                                                                           anchored_v.size());
  for (size_t h = 0; h < anchored_h.size(); ++h) parts[sets.Find(h)].first.push_back(anchored_h[h]);
  for (size_t v = 0; v < anchored_v.size(); ++v)
    parts[sets.Find(anchored_h.size() + v)].second.push_back(anchored_v[v]);

  std::vector<RuledGrid> grids;
  for (auto& [h, v] : parts) {
    if (h.size() < 2 || v.empty()) continue;
    GridMaker maker(std::move(h), std::move(v), options);
    if (maker.Make()) grids.push_back(std::move(maker).Take());
  }
  // A grid inside another's cell (a form inside a table) is that cell's business.
  std::vector<RuledGrid> outer;
  for (const RuledGrid& grid : grids) {
    const bool inside = std::any_of(grids.begin(), grids.end(), [&](const RuledGrid& other) {
      return &other != &grid && other.box.Area() > grid.box.Area() &&
             Intersect(other.box, grid.box).Area() > 0.9 * grid.box.Area();
    });
    if (!inside) outer.push_back(grid);
  }
  std::sort(outer.begin(), outer.end(), [](const RuledGrid& a, const RuledGrid& b) {
    return std::pair(a.box.y0, a.box.x0) < std::pair(b.box.y0, b.box.x0);
  });
  return outer;
}

}  // namespace planrec
