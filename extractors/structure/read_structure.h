// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the reading flow to the plan's structure. Pure function; thread safe.
#pragma once

#include "extractors/layout/flow.h"
#include "extractors/structure/structure.h"

namespace planrec::extract {

/// Splits the flow into letterhead, body, closing and appendices and reads each (letterhead.h,
/// sections.h, closing.h, appendices.h). Section and table ids are assigned here: sections "s1",
/// "s2", … in reading order, tables "tb1", …. Page-level failures are already in the pages.
Structure ReadStructure(Flow flow);

}  // namespace planrec::extract
