// SPDX-License-Identifier: GPL-3.0-or-later
//
// The document as one reading flow: lines in the order a person reads them, with tables lifted out
// and page furniture (page numbers, running heads, repeated stamps) dropped. What stands side by
// side (letterhead, recipients | signature) is kept apart by `column`.
//
// build_flow.h makes it. Geometry is in points (see pipeline/core/geometry.h). Plain values.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/page.h"
#include "pipeline/core/placed_text.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

/// Which part of the page's width a line belongs to.
enum class Column {
  kFull,   ///< running text, or a centred line
  kLeft,   ///< left block of a two-column stretch (issuer; recipients)
  kRight,  ///< right block (national name; signature)
};

struct FlowLine {
  PlacedText text;
  int page = 1;  ///< 1-based
  Box box;       ///< empty for text sources
  Column column = Column::kFull;
  bool centered = false;     ///< both side gaps alike and clearly indented
  double indent_pt = 0;      ///< from the left edge of its column; 0 for text sources
  double right_gap_pt = 0;   ///< to the right edge of its column; small = the line is full
  double gap_above_pt = 0;   ///< free height above, to the line before it on the page
  double font_size_pt = 0;   ///< 0 where unknown
  double page_width_pt = 0;  ///< 0 for text sources
  bool bold = false;         ///< most letters are
  bool italic = false;
  bool blank_before = false;  ///< text sources: an empty line stands before it
  bool page_start = false;    ///< first line of its page in the flow
  bool landscape = false;     ///< its page is wider than high
  /// Text sources: the byte where a tab or three blanks and more part the line; 0 = nowhere.
  size_t wide_gap = 0;
  int heading_depth = 0;   ///< Markdown hint, see TextLine
  bool list_item = false;  ///< Markdown hint, see TextLine
};

/// A line, or the place of a table (`table` = index into Flow::tables).
struct FlowItem {
  int table = -1;
  FlowLine line;
};

/// What was read and is no part of the flow, with the reason.
struct DroppedText {
  PlacedText text;
  UnplacedReason reason = UnplacedReason::kArtefact;
};

struct Flow {
  std::vector<FlowItem> items;
  /// Tables in reading order, joined over pages, header rows and spans resolved, columns named and
  /// given roles. Ids are not assigned yet.
  std::vector<Table> tables;
  std::vector<Warning> warnings;     ///< e.g. table.ragged
  std::vector<Repair> repairs;       ///< ordinals of recognised tables that were mended
  std::vector<DroppedText> dropped;  ///< in no order
  bool has_positions = false;        ///< false for text sources
};

}  // namespace planrec::extract
