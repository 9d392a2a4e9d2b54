// SPDX-License-Identifier: GPL-3.0-or-later
//
// The document's number and day, from all that speaks of them.
//
//   WeighEvidence(record);   // behind Calibrate, before CheckRecord
//
// What was read from the ink is a distribution over values; every other witness (witnesses.h)
// multiplies it: by how often its kind is right for the value that it names, by the chance of a
// stray value for the others. Of e-signatures the day counts by how long bodies take to stamp what
// they have dated; a day filled in is held against what the text cites and sets as due
// (day_window.h). The best value is stated with what it then has of the whole; a file's name never
// brings a value that neither ink nor another witness has. All witnesses stand in
// document.evidence, behind the field's own entry, and the values of all entries are filled in.
// Pure function of the record; thread safe.
#pragma once

#include "pipeline/core/record.h"

namespace planrec::extract {

void WeighEvidence(PlanRecord& record);

}  // namespace planrec::extract
