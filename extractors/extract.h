// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole way from a read and normalised document to its plan record, on one screen.
//
//   Document document = …;              // pages with edits
//   PlanRecord record = extract::ExtractPlan(std::move(document));
//
// Pure function of the document; thread safe. Never fails: what is not found is absent, doubts are
// in record.warnings and record.review.
#pragma once

#include "pipeline/core/record.h"

namespace planrec::extract {

PlanRecord ExtractPlan(Document document);

}  // namespace planrec::extract
