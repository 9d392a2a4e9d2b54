// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sets a table with merged cells over as many pages as it needs.
#pragma once

#include "tools/lab/samples/page_maker.h"
#include "tools/lab/samples/sample_plan.h"

namespace planrec::samples {

void SetTable(const SampleTable& table, PageMaker& maker);

}  // namespace planrec::samples
