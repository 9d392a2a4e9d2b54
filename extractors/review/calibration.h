// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the doubt of rules and letters to the probability that a value is right. Recognition tells
// how sure it is of letters, and a value fails with its weakest; but a doubtful letter is mostly
// right, and a grammar that fits bears witness too. What that comes to was counted on scans that
// tools/make-samples makes (CONTRIBUTING says how to count again).
//
//   Calibrate(record);   // before CheckRecord, once
//
// Values on recognised pages only: others have the confidence of the rule that found them. Cells
// and tasks have a curve of their own. Monotonic: the order of doubt stays. Pure, thread safe.
#pragma once

#include "pipeline/core/record.h"

namespace planrec::extract {

void Calibrate(PlanRecord& record);

/// The curves themselves, 0..1 to 0..1: of values that a grammar found, and of cells and tasks.
double CalibratedConfidence(double confidence);
double CalibratedCellConfidence(double confidence);

}  // namespace planrec::extract
