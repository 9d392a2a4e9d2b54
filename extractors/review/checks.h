// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the finished record says about itself: warnings where parts contradict each other, and the
// review list (worklist.h).
//
//   CheckRecord(record);   // adds to record.warnings, fills record.review
//
//   appendix.code_mismatch   an appendix names another number or date than the head
//   date.before_issue        something is due before the plan was issued
//   symbol.mismatch          a symbol names another type or issuer than the words around it
//   ordinal.gap              a number is missing in a table's ordinal column
//   sum.mismatch             a printed total is not the sum, or got + lost is not the maximum
//   agency.not_recipient, target.mismatch   see cross_checks.h
//   document.none            nothing of an administrative document was found
//   page.failed, page.blank  and what else the pages' diagnostics say
//
// (numbering.*, appendix.missing, number.blank, date.incomplete and table.ragged come from the
// grammars that see them.) Pure function of the record; thread safe; never fails.
#pragma once

#include "pipeline/core/record.h"

namespace planrec::extract {

void CheckRecord(PlanRecord& record);

}  // namespace planrec::extract
