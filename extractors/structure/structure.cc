// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/structure.h"

#include <algorithm>

namespace planrec::extract {
namespace {

void CollectNode(const SectionNode& node, std::vector<const SectionNode*>& ancestors, bool opening,
                 bool closing, std::vector<TextUnit>& out) {
  TextUnit unit;
  unit.text = &node.text;
  unit.anchor.node = node.id;
  unit.node = &node;
  unit.ancestors = ancestors;
  unit.opening = opening;
  unit.closing = closing;
  out.push_back(unit);
  ancestors.push_back(&node);
  for (const SectionNode& child : node.children) CollectNode(child, ancestors, false, false, out);
  ancestors.pop_back();
}

}  // namespace

const TableCell* CoveringCell(const Table& table, size_t row, int column) {
  for (size_t r = row + 1; r-- > 0;) {
    for (const TableCell& cell : table.rows[r].cells) {
      if (cell.column != column) continue;
      return r + static_cast<size_t>(std::max(1, cell.row_span)) > row ? &cell : nullptr;
    }
  }
  return nullptr;
}

std::vector<TextUnit> TextUnits(const Structure& structure) {
  std::vector<TextUnit> out;
  std::vector<const SectionNode*> ancestors;
  bool marked_seen = false;
  for (const SectionNode& node : structure.sections) {
    const bool paragraph = !node.marker.has_value();
    CollectNode(node, ancestors, paragraph && !marked_seen, paragraph && marked_seen, out);
    marked_seen = marked_seen || !paragraph;
  }
  for (const Note& note : structure.notes) {
    TextUnit unit;
    unit.text = &note.text;
    unit.anchor.node = note.node;
    unit.note = true;
    out.push_back(unit);
  }
  for (const Table& table : structure.tables) {
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const TableRow& row = table.rows[r];
      if (row.kind == RowKind::kHeader) continue;
      for (const TableCell& cell : row.cells) {
        TextUnit unit;
        unit.text = &cell.text;
        unit.anchor.table = table.id;
        unit.anchor.row = static_cast<int>(r);
        unit.table = &table;
        unit.row = &row;
        const size_t column = static_cast<size_t>(cell.column);
        unit.column = column < table.columns.size() ? &table.columns[column] : nullptr;
        out.push_back(unit);
      }
    }
  }
  return out;
}

}  // namespace planrec::extract
