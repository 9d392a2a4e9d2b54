// SPDX-License-Identifier: GPL-3.0-or-later
//
// Flows written by hand, and compact dumps of what is read from them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/layout/flow.h"
#include "extractors/structure/structure.h"

namespace planrec::extract {

/// A text source: one FlowLine a line, an empty line sets blank_before, "## " a heading's depth,
/// "**…**" bold, "[table]" a table of one cell, "\f" alone on a line the next page.
Flow TextFlow(std::string_view text);

/// Lines on a page of 595 × 842 pt with 85 pt margins on the left and 57 pt on the right. The first
/// character says how a line stands: '>' with the indent of a first line, '.' at the left edge and
/// full, ',' at the left edge and short, '=' centred, 'L' and 'R' in the left and the right column,
/// '/' begins a page. A '!' behind it makes the line bold. Words are 6 pt a letter wide.
Flow PlacedFlow(const std::vector<std::string>& lines, double confidence = 1.0);

/// "h I. MỤC ĐÍCH" and two spaces a level; kinds h, i, p.
std::string Dump(const std::vector<SectionNode>& sections);
/// All but the sections, one part a line; absent fields are left out.
std::string DumpRest(const Structure& structure);

}  // namespace planrec::extract
