// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the finished record says about itself: warnings where parts contradict each other, and the
// review list, most doubtful first.
#pragma once

#include "pipeline/core/record.h"

namespace planrec::extract {

/// Adds to record.warnings and fills record.review. Pure function of the record; thread safe.
void CheckRecord(PlanRecord& record);

}  // namespace planrec::extract
