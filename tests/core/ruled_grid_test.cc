// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/ruled_grid.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

namespace planrec {
namespace {

/// Draws a table of characters: cells are 60 × 20 pt from (50, 100); equal letters next to one
/// another are one cell, '.' is outside. Each border position gives a rule of its own, as word
/// processors draw them.
std::vector<Rule> Draw(const std::vector<std::string>& rows) {
  std::vector<Rule> rules;
  const int n = static_cast<int>(rows.size()), m = static_cast<int>(rows[0].size());
  const auto at = [&](int r, int c) {
    return r < 0 || c < 0 || r >= n || c >= m
               ? '.'
               : rows[static_cast<size_t>(r)][static_cast<size_t>(c)];
  };
  for (int r = 0; r <= n; ++r) {
    for (int c = 0; c <= m; ++c) {
      const double x = 50 + 60 * c, y = 100 + 20 * r;
      if (c < m && at(r, c) != at(r - 1, c)) rules.push_back({x, y, x + 60, y, 0.5});
      if (r < n && at(r, c) != at(r, c - 1)) rules.push_back({x, y, x, y + 20, 0.5});
    }
  }
  return rules;
}

std::string Dump(const std::vector<RuledGrid>& grids) {
  std::ostringstream out;
  for (const RuledGrid& grid : grids) {
    out << grid.rows() << "x" << grid.columns() << ":";
    for (const RuledGrid::Cell& cell : grid.cells) {
      out << " " << cell.row << "," << cell.column;
      if (cell.row_span > 1 || cell.col_span > 1)
        out << "*" << cell.row_span << "x" << cell.col_span;
    }
    out << ";";
  }
  return out.str();
}

TEST(RuledGrid, Drawn) {
  const struct {
    std::vector<std::string> rows;
    std::string_view out;
  } cases[] = {
      {{"ab", "cd"}, "2x2: 0,0 0,1 1,0 1,1;"},
      {{"abc", "abd"}, "2x3: 0,0*2x1 0,1*2x1 0,2 1,2;"},
      {{"aaa", "bcd"}, "2x3: 0,0*1x3 1,0 1,1 1,2;"},
      {{"abb", "acd", "eee", "fgh"}, "4x3: 0,0*2x1 0,1*1x2 1,1 1,2 2,0*1x3 3,0 3,1 3,2;"},
      {{"aab", "aac", "def"}, "3x3: 0,0*2x2 0,2 1,2 2,0 2,1 2,2;"},
      // No tables: a frame, a single row, a single column.
      {{"a"}, ""},
      {{"abc"}, ""},
      {{"a", "b", "c"}, ""},
      // A border that all cells run over is none.
      {{"aab", "ccd"}, "2x2: 0,0 0,1 1,0 1,1;"},
      // Two tables apart.
      {{"ab", "cd", "..", "ef", "gh"}, "2x2: 0,0 0,1 1,0 1,1;2x2: 0,0 0,1 1,0 1,1;"},
  };
  for (const auto& c : cases) EXPECT_EQ(Dump(FindGrids(Draw(c.rows))), c.out) << c.rows[0];
}

const std::vector<std::string> kPlain = {"abc", "def", "ghi"};
constexpr std::string_view kPlainDump = "3x3: 0,0 0,1 0,2 1,0 1,1 1,2 2,0 2,1 2,2;";

TEST(RuledGrid, BrokenDoubledAndDisplacedRules) {
  std::vector<Rule> rules;
  double shift = 0;
  for (const Rule& rule : Draw(kPlain)) {
    // Each rule twice, two points apart, both with a gap in the middle and off by up to one point.
    shift = shift > 0.9 ? -1 : shift + 0.7;
    for (const double d : {shift, shift + 2}) {
      Rule first = rule, second = rule;
      if (rule.Horizontal()) {
        first.y0 = first.y1 = second.y0 = second.y1 = rule.y0 + d;
        first.x1 = rule.x0 + 27;
        second.x0 = rule.x0 + 33;
      } else {
        first.x0 = first.x1 = second.x0 = second.x1 = rule.x0 + d;
        first.y1 = rule.y0 + 9;
        second.y0 = rule.y0 + 13;
      }
      rules.push_back(first);
      rules.push_back(second);
    }
  }
  EXPECT_EQ(Dump(FindGrids(rules)), kPlainDump);
}

TEST(RuledGrid, MissingOuterBorders) {
  for (int side = 0; side < 4; ++side) {
    std::vector<Rule> rules;
    for (const Rule& rule : Draw(kPlain)) {
      const bool gone = side == 0   ? rule.Vertical() && rule.x0 == 50
                        : side == 1 ? rule.Vertical() && rule.x0 == 230
                        : side == 2 ? rule.Horizontal() && rule.y0 == 100
                                    : rule.Horizontal() && rule.y0 == 160;
      if (!gone) rules.push_back(rule);
    }
    EXPECT_EQ(Dump(FindGrids(rules)), kPlainDump) << "side " << side;
  }
}

TEST(RuledGrid, UnderlinesAndStrokesInsideCellsAreNoBorders) {
  std::vector<Rule> rules = Draw(kPlain);
  rules.push_back({60, 110, 100, 110, 0.5});   // a link's underline
  rules.push_back({120, 122, 120, 134, 0.5});  // a letter's stroke
  rules.push_back({300, 50, 400, 50, 0.5});    // the letterhead's line
  rules.push_back({55, 105, 225, 105, 12});    // shading
  EXPECT_EQ(Dump(FindGrids(rules)), kPlainDump);
}

TEST(RuledGrid, SingleRowsOnRequest) {
  GridOptions options;
  options.min_rows = 1;
  EXPECT_EQ(Dump(FindGrids(Draw({"abc"}), options)), "1x3: 0,0 0,1 0,2;");
  EXPECT_EQ(Dump(FindGrids(Draw({"ab"}), options)), "");
}

TEST(RuledGrid, ABrokenWallMakesNoCrookedCell) {
  // Positions a, b of the first row and a of the second would be one L-shaped cell.
  std::vector<Rule> rules;
  for (const Rule& rule : Draw({"ab", "cd", "ef"})) {
    const bool wall_ab = rule.Vertical() && rule.x0 == 110 && rule.y0 == 100;
    const bool wall_ac = rule.Horizontal() && rule.y0 == 120 && rule.x0 == 50;
    if (!wall_ab && !wall_ac) rules.push_back(rule);
  }
  EXPECT_EQ(Dump(FindGrids(rules)), "3x2: 0,0*1x2 1,0 1,1 2,0 2,1;");
}

TEST(RuledGrid, ASlantedBorderInPiecesIsOne) {
  // The upper half of the inner border stands seven points right of the lower one.
  std::vector<Rule> rules = Draw({"ab", "cc", "de"});
  for (Rule& rule : rules)
    if (rule.Vertical() && rule.x0 == 110 && rule.y0 < 120) rule.x0 = rule.x1 = 117;
  EXPECT_EQ(Dump(FindGrids(rules)), "3x2: 0,0 0,1 1,0*1x2 2,0 2,1;");
}

TEST(RuledGrid, ARuleThatEndsInsideACellIsDrawnOn) {
  // The rule below the first row lacks a part of the first cell's side; the second case is a merged
  // cell whose neighbour's rule comes a little way into it.
  std::vector<Rule> rules;
  for (const Rule& rule : Draw({"abc", "def", "ghi"}))
    if (!(rule.Horizontal() && rule.y0 == 120)) rules.push_back(rule);
  std::vector<Rule> merged = rules;
  rules.push_back({85, 120, 230, 120, 0.5});
  EXPECT_EQ(Dump(FindGrids(rules)), kPlainDump);
  merged.push_back({103, 120, 230, 120, 0.5});
  EXPECT_EQ(Dump(FindGrids(merged)), "3x3: 0,0*2x1 0,1 0,2 1,1 1,2 2,0 2,1 2,2;");
}

TEST(RuledGrid, ASealOverTheHeadMakesNoColumn) {
  std::vector<std::string> rows(9, "abc");
  for (size_t r = 0; r < rows.size(); ++r)
    for (char& c : rows[r]) c = static_cast<char>(c + 3 * static_cast<int>(r));
  std::vector<Rule> rules = Draw(rows);
  rules.push_back({140, 100, 140, 140, 0.5});
  const std::vector<RuledGrid> grids = FindGrids(rules);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].columns(), 3);
  // The same stroke through all rows is a border.
  rules.push_back({140, 140, 140, 280, 0.5});
  EXPECT_EQ(FindGrids(rules)[0].columns(), 4);
}

TEST(RuledGrid, BordersWithoutRoomBetweenAreOne) {
  std::vector<Rule> rules = Draw(kPlain);
  rules.push_back({50, 125, 230, 125, 0.5});
  EXPECT_EQ(Dump(FindGrids(rules)), kPlainDump);
}

TEST(RuledGrid, CellsTileTheGrid) {
  const std::vector<RuledGrid> grids = FindGrids(Draw({"aabc", "aadd", "efgd", "hhhh"}));
  ASSERT_EQ(grids.size(), 1u);
  double area = 0;
  for (const RuledGrid::Cell& a : grids[0].cells) {
    area += a.box.Area();
    for (const RuledGrid::Cell& b : grids[0].cells)
      EXPECT_TRUE(&a == &b || Intersect(a.box, b.box).Empty());
  }
  EXPECT_NEAR(area, grids[0].box.Area(), 1e-6);
  EXPECT_EQ(grids[0].box, (Box{50, 100, 290, 180}));
}

TEST(RuledGrid, ManyRulesAreBounded) {
  std::vector<Rule> rules;
  for (int i = 0; i < 20000; ++i) {
    const double v = i % 700;
    rules.push_back(i % 2 == 0 ? Rule{0, v, 500, v, 0.5} : Rule{v, 0, v, 500, 0.5});
  }
  EXPECT_LE(FindGrids(rules).size(), 1u);
}

}  // namespace
}  // namespace planrec
