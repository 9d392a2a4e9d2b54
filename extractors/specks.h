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

}  // namespace planrec::extract
