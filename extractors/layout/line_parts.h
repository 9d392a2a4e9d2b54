// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cutting and measuring lines of pages with positions. Pure functions; thread safe.
#pragma once

#include <cstddef>

#include "extractors/layout/flow.h"
#include "pipeline/core/page.h"

namespace planrec::extract {

/// Tokens [begin, end) of a line as a line of its own; edits that begin in it come along.
TextLine CutLine(const TextLine& line, size_t begin, size_t end);

/// The two boxes stand on one base line: they share at least half of the lower one's height.
bool OnOneLine(const Box& a, const Box& b);

/// A flow line with text, box, size and styles; its place on the page is still to be set.
FlowLine MakeFlowLine(const TextLine& line, const Page& page);

/// Appends a line's part that stands right of it on the same base line.
void AppendPart(FlowLine& line, const FlowLine& part);

}  // namespace planrec::extract
