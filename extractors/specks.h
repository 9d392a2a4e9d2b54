// SPDX-License-Identifier: GPL-3.0-or-later
//
// What recognition reads into dirt, seals and handwriting: lines and ends of lines that are no
// text. Pure functions; thread safe. When unsure a line stays; raw text in the pages is untouched.
#pragma once

#include <vector>

#include "pipeline/core/page.h"

namespace planrec::extract {

/// Takes specks out of the lines of a recognised page; other pages' lines are left alone.
void DropSpecks(const Page& page, std::vector<TextLine>& lines);

/// A line of a recognised table's cell without the strokes and stops at its ends that borders and
/// dirt leave; empty where nothing else is in it. Short cells may be read with little confidence,
/// so that none is dropped for that.
TextLine TrimSpecks(const TextLine& line);

}  // namespace planrec::extract
