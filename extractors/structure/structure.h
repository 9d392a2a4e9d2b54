// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan's structure after letterhead, sections, closing and appendices were told apart: what the
// span grammars (citations, targets, deadlines, assignments) walk over.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

struct Structure {
  DocumentFields document;
  std::vector<SectionNode> sections;
  std::vector<Table> tables;
  std::vector<Appendix> appendices;
  std::vector<Recipient> recipients;
  std::optional<Signature> signature;
  std::vector<Signature> signatures;  ///< as PlanRecord::signatures
  std::vector<Repair> repairs;        ///< repaired markers
  std::vector<Where> notes;           ///< places of the section nodes that are footnotes
  std::vector<Warning> warnings;
};

/// One text a span grammar runs over: a section node's text, or a table cell's.
struct TextUnit {
  const PlacedText* text = nullptr;
  Anchor anchor;
  const SectionNode* node = nullptr;          ///< null for a cell
  std::vector<const SectionNode*> ancestors;  ///< root first; without the node itself
  bool opening = false;                       ///< a root paragraph before the first marked node
  bool closing = false;                       ///< a root paragraph after it
  bool note = false;                          ///< a footnote: it tells and orders nothing
  const Table* table = nullptr;               ///< null for a section node
  const TableColumn* column = nullptr;
  const TableRow* row = nullptr;
};

/// The cell of column `column` that covers row `row`; null where none does.
const TableCell* CoveringCell(const Table& table, size_t row, int column);

/// All texts in reading order. Header rows of tables are left out.
std::vector<TextUnit> TextUnits(const Structure& structure);

}  // namespace planrec::extract
