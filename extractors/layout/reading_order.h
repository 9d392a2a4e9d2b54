// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading order of one page's running lines: what stands side by side (letterhead, recipients and
// signature) is told apart by a gutter, the left block read before the right one; all else goes
// from top to bottom. Lines that a wide gap cut into parts are made whole.
//
// The method is a one-level XY cut (Nagy and Seth 1984) whose vertical cut is grown from pairs of
// lines that stand beside one another, so that slightly skewed or unaligned columns still part.
//
// Pure functions; thread safe.
#pragma once

#include <vector>

#include "extractors/layout/flow.h"
#include "extractors/layout/text_area.h"
#include "pipeline/core/page.h"

namespace planrec::extract {

/// The lines in reading order with column, indent, gaps and centring set. Lines of a table's place
/// must be left out by the caller.
std::vector<FlowLine> OrderLines(const std::vector<TextLine>& lines, const Page& page,
                                 const TextArea& area);

}  // namespace planrec::extract
