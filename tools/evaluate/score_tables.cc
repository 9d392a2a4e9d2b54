// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: matched by their text, their rows aligned in order, then the cells of each pair of rows.
#include <algorithm>

#include "tools/evaluate/score_parts.h"

namespace planrec::evaluate {
namespace {

struct Cell {
  Text text;
  std::array<long, 3> layout{};  ///< column, row span, column span
  double confidence = 1.0;
};

struct Row {
  RowKind kind = RowKind::kData;
  std::vector<Cell> cells;
  Text text;
};

struct Grid {
  std::vector<Text> column_names;
  std::vector<ColumnRole> column_roles;
  std::vector<Row> rows;
  size_t cells = 0;
  Text text;
};

constexpr int kMaxSpan = 1000;
constexpr int kMaxColumnSpan = 100;

/// Columns are counted anew from the spans, so that gold and prediction are treated alike.
Grid MakeGrid(const Table& table) {
  Grid out;
  for (const TableColumn& column : table.columns) {
    out.column_names.emplace_back(Normal(column.name));
    out.column_roles.push_back(column.role);
  }
  std::vector<size_t> covered_until;  // per column: the first row that no cell above covers
  std::string text;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    Row row;
    row.kind = table.rows[r].kind;
    std::string row_text;
    size_t column = 0;
    for (const TableCell& cell : table.rows[r].cells) {
      const int row_span = std::clamp(cell.row_span, 1, kMaxSpan);
      const int col_span = std::clamp(cell.col_span, 1, kMaxSpan);
      while (column < covered_until.size() && covered_until[column] > r) ++column;
      const size_t end = column + static_cast<size_t>(std::min(col_span, kMaxColumnSpan));
      if (end > covered_until.size()) covered_until.resize(end, 0);
      for (size_t at = column; at < end; ++at) {
        covered_until[at] = std::max(covered_until[at], r + static_cast<size_t>(row_span));
      }
      const std::string content = Normal(cell.text.text);
      if (!row.cells.empty()) row_text += " | ";
      row_text += content;
      row.cells.push_back({Text(content),
                           {static_cast<long>(column), row_span, col_span},
                           std::clamp(cell.confidence, 0.0, 1.0)});
      column += static_cast<size_t>(col_span);
    }
    out.cells += row.cells.size();
    if (r > 0) text += '\n';
    text += row_text;
    row.text = Text(row_text);
    out.rows.push_back(std::move(row));
  }
  out.text = Text(text);
  return out;
}

/// Sums over all pairs of tables.
struct Sums {
  Both credit = {0, 0}, columns = {0, 0};
  double layout = 0, row_kinds = 0;
  size_t cell_pairs = 0, row_pairs = 0;
};

/// Which predicted cells are right.
using RightCells = std::map<std::array<size_t, 3>, std::array<bool, 2>>;

void CompareRows(const Row& gold, const Row& pred, std::array<size_t, 2> at, Sums& sums,
                 RightCells& right) {
  const auto credit = [&](size_t u, size_t v) {
    return CellCredit(gold.cells[u].text, pred.cells[v].text);
  };
  for (const auto& [u, v] : Align(gold.cells.size(), pred.cells.size(), credit, 0.01)) {
    const double similarity = credit(u, v);
    const bool same = gold.cells[u].text == pred.cells[v].text;
    sums.credit[kStrict] += same ? 1 : 0;
    sums.credit[kSoftly] += similarity;
    ++sums.cell_pairs;
    sums.layout += gold.cells[u].layout == pred.cells[v].layout ? 1 : 0;
    right[{at[0], at[1], v}] = {same, similarity >= kSoft - kEpsilon};
  }
}

void CompareColumns(const Grid& gold, const Grid& pred, Sums& sums) {
  for (const Mode mode : kModes) {
    Weights weights;
    for (const auto& [pair, similarity] :
         TextPairs(gold.column_names, pred.column_names, mode == kSoftly)) {
      if (gold.column_roles[pair.first] == pred.column_roles[pair.second]) {
        weights[pair] = similarity;
      }
    }
    sums.columns[mode] += static_cast<double>(Match(weights).size());
  }
}

}  // namespace

void ScoreTables(Context& context) {
  std::vector<Grid> gold, pred;
  for (const Table& table : context.gold.tables) gold.push_back(MakeGrid(table));
  for (const Table& table : context.pred.tables) pred.push_back(MakeGrid(table));
  Weights weights;
  for (size_t i = 0; i < gold.size(); ++i) {
    for (size_t j = 0; j < pred.size(); ++j) {
      const double similarity = Dice(gold[i].text, pred[j].text);
      if (similarity > 0.05) weights[{i, j}] = similarity;
    }
  }
  Sums sums;
  RightCells right_cells;
  std::vector<std::array<bool, 2>> right_tables(pred.size(), {false, false});
  for (const auto& match : Match(weights)) {
    const Grid& a = gold[match.first];
    const Grid& b = pred[match.second];
    const size_t j = match.second;
    const Both before = sums.credit;
    context.alignment.table[j] = match.first;
    const auto likeness = [&](size_t x, size_t y) { return Dice(a.rows[x].text, b.rows[y].text); };
    for (const auto& [x, y] : Align(a.rows.size(), b.rows.size(), likeness, 0.15)) {
      ++sums.row_pairs;
      context.alignment.row[{j, static_cast<long>(y)}] = x;
      sums.row_kinds += a.rows[x].kind == b.rows[y].kind ? 1 : 0;
      CompareRows(a.rows[x], b.rows[y], {j, y}, sums, right_cells);
    }
    const double total = static_cast<double>(a.cells + b.cells);
    right_tables[j] = {2 * (sums.credit[kStrict] - before[kStrict]) == total,
                       2 * (sums.credit[kSoftly] - before[kSoftly]) >= kSoft * total};
    CompareColumns(a, b, sums);
  }

  size_t gold_cells = 0, pred_cells = 0, gold_columns = 0, pred_columns = 0, gold_rows = 0;
  for (const Grid& grid : gold) {
    gold_cells += grid.cells;
    gold_columns += grid.column_names.size();
    gold_rows += grid.rows.size();
  }
  for (const Grid& grid : pred) {
    pred_cells += grid.cells;
    pred_columns += grid.column_names.size();
  }
  Counts& counts = context.counts;
  counts.F1("tables.cells", gold_cells, pred_cells, sums.credit);
  counts.F1("tables.columns", gold_columns, pred_columns, sums.columns);
  counts.Accuracy("tables.layout", sums.cell_pairs, sums.layout, gold_cells);
  counts.Accuracy("tables.row_kind", sums.row_pairs, sums.row_kinds, gold_rows);

  for (size_t j = 0; j < pred.size(); ++j) {
    const std::string pointer = "/tables/" + std::to_string(j);
    context.Judge(pointer + "#", context.pred.tables[j], right_tables[j]);
    for (size_t y = 0; y < pred[j].rows.size(); ++y) {
      const std::string cells = pointer + "/rows/" + std::to_string(y) + "/cells/";
      for (size_t v = 0; v < pred[j].rows[y].cells.size(); ++v) {
        const auto it = right_cells.find({j, y, v});
        const std::array<bool, 2> right =
            it == right_cells.end() ? std::array<bool, 2>{false, false} : it->second;
        context.Judge(cells + std::to_string(v), pred[j].rows[y].cells[v], right);
      }
    }
  }
}

}  // namespace planrec::evaluate
