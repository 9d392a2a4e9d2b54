// SPDX-License-Identifier: GPL-3.0-or-later
//
// The gold record of a sample: what the model says, as a plan record (schemas/record_json.h writes
// it). Places are unknown and confidences 1. Ids follow the record's order: s1, c1, t1, d1, a1, …
#pragma once

#include "pipeline/core/record.h"
#include "tools/lab/samples/sample_plan.h"

namespace planrec::samples {

/// `without_letterhead`: for texts whose letterhead was lost, where only number, place and date
/// stand before the type name.
PlanRecord GoldRecord(const SamplePlan& plan, bool without_letterhead);

}  // namespace planrec::samples
