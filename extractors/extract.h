// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole way from a read and normalised document to its plan record, on one screen.
//
//   Document document = …;              // pages with edits
//   std::vector<PlanRecord> records = extract::ExtractPlans(std::move(document));
//
// A file holds one plan as a rule; where it holds several documents (structure/documents.h) each
// has its record, which knows its part, its pages and what it is attached to. Never empty.
//
// Pure function of the document; thread safe. Never fails: what is not found is absent, doubts are
// in record.warnings and record.review.
#pragma once

#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

std::vector<PlanRecord> ExtractPlans(Document document);

/// The first of them.
PlanRecord ExtractPlan(Document document);

}  // namespace planrec::extract
