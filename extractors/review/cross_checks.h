// SPDX-License-Identifier: GPL-3.0-or-later
//
// What two parts of a plan say about one thing.
//
//   agency.not_recipient   who leads a task is not among those that the plan goes to
//   target.mismatch        the text and a table give one indicator different values
//
// A recipients' line may name a class ("Các phòng, ban chuyên môn"): whoever belongs to it, or may,
// counts as named. Called by CheckRecord; thread safe; never fails.
#pragma once

#include "pipeline/core/record.h"

namespace planrec::extract {

void CheckTaskAgencies(PlanRecord& record);
void CheckTargetsAgree(PlanRecord& record);

}  // namespace planrec::extract
