// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines that the page sets in parts and a reader takes as one: a marker apart from its text, rows
// of a list in aligned columns, labels with a tab before their values.
//
//   JoinRows(area, lines);   // lines from top to bottom
//
// Pure function; thread safe.
#pragma once

#include <vector>

#include "extractors/layout/flow.h"
#include "extractors/layout/text_area.h"

namespace planrec::extract {

/// Gaps narrower than this are word spaces.
constexpr double kMinGutterPt = 12;
/// A right block begins beyond this share of the text width.
constexpr double kRightStartShare = 0.3;

/// Recipients or a signature begin with this line.
bool BeginsClosing(const FlowLine& line);

/// Joins the parts; the lines come back from top to bottom.
void JoinRows(const TextArea& area, std::vector<FlowLine>& lines);

}  // namespace planrec::extract
