// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numerals of parts ("I.", "II-") that recognition damaged, read by what the whole text counts.
// Strokes get lost ("II." for "III."), run together ("H." for "II.") or are seen twice ("YV." for
// "V."); one line alone can't tell, the row of all parts can: each line that may begin a part gets
// the number that makes the row cheapest, where readings cost by the strokes that had to change and
// the row by its jumps and repetitions. Solved exactly (dynamic programming over the lines and the
// last number, after Viterbi 1967).
//
//   std::vector<PartLine> lines = …;                 // of one text, in reading order
//   for (const auto& marker : NumberParts(lines)) …  // one a line: the repaired mark, or none
//
// Marks that are right, and lines that are no parts, give none. Pure function, thread safe.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "extractors/vocabulary/markers.h"

namespace planrec::extract {

struct PartLine {
  std::string_view text;
  bool doubtful = false;  ///< recognised, or from a damaged text: may be repaired
};

std::vector<std::optional<Marker>> NumberParts(const std::vector<PartLine>& lines);

}  // namespace planrec::extract
