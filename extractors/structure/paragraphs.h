// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines joined into paragraphs, each with the mark that it begins with. With positions the
// indent, the free space at the line's end and the gap above decide; in text sources the blank
// line, the end mark and the case of the next letter do, and the wrap width where lines are wrapped
// hard. Marks that recognition damaged are repaired by what the numbering expects next.
//
//   JoinedText joined = JoinParagraphs(items, begin, end);
//   for (const Block& block : joined.blocks) …
//
// Pure function, thread safe.
#pragma once

#include <optional>
#include <vector>

#include "extractors/layout/flow.h"
#include "extractors/vocabulary/markers.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

struct Block {
  PlacedText text;  ///< behind the mark
  Where where;      ///< mark included
  std::optional<Marker> marker;
  bool bold = false;  ///< all of it, mark apart
  bool centered = false;
  bool note = false;             ///< a footnote
  int table = -1;                ///< index of a table that stands here; then text is empty
  double join_confidence = 1.0;  ///< of the decision where it begins and ends
};

struct JoinedText {
  std::vector<Block> blocks;
  std::vector<Repair> repairs;  ///< repaired marks
  bool bold_known = false;      ///< some of the text is bold and some is not
};

JoinedText JoinParagraphs(const std::vector<FlowItem>& items, size_t begin, size_t end);

/// True where a text ends with a mark that closes a sentence or clause: . ; : ! ? …
bool HasEndMark(std::string_view text);
/// True where the first letter of the text is a small one and no digit stands before it.
bool StartsSmall(std::string_view text);

}  // namespace planrec::extract
