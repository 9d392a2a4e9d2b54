// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan's structure after letterhead, sections, closing and appendices were told apart: what the
// span grammars (citations, targets, deadlines, assignments) walk over.
#pragma once

#include <string>
#include <vector>

#include "extractors/layout/flow.h"
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
  std::vector<Note> notes;            ///< footnotes
  std::vector<Warning> warnings;
  std::vector<DroppedText> dropped;  ///< what the layout took out of the flow
  /// Lines that were read into fields of a normal form: heads of appendices, notes of attachment.
  std::vector<PlacedText> read_as_fields;
};

/// One text a span grammar runs over: a section node's text, a footnote's, or a table cell's.
struct TextUnit {
  const PlacedText* text = nullptr;
  Anchor anchor;
  const SectionNode* node = nullptr;          ///< null for a cell and a footnote
  std::vector<const SectionNode*> ancestors;  ///< root first; without the node itself
  bool opening = false;                       ///< a root paragraph before the first marked node
  bool closing = false;                       ///< a root paragraph after it
  bool note = false;  ///< a footnote: it tells and orders nothing; its node is that of its mark
  const Table* table = nullptr;  ///< null for a section node
  const TableColumn* column = nullptr;
  const TableRow* row = nullptr;
};

/// The cell of column `column` that covers row `row`; null where none does.
const TableCell* CoveringCell(const Table& table, size_t row, int column);

/// All texts in reading order. Header rows of tables are left out.
std::vector<TextUnit> TextUnits(const Structure& structure);

}  // namespace planrec::extract
