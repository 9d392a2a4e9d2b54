// SPDX-License-Identifier: GPL-3.0-or-later
//
// The searchable copy of a document: the words of its pages that were recognised or repaired, laid
// over the input's PDF. Runs in workers. Pure functions but for `composed`; thread safe.
#pragma once

#include <string_view>

#include "pipeline/batch/protocol.h"
#include "pipeline/core/record.h"
#include "pipeline/searchable/searchable.h"

namespace planrec::batch {

struct CopyText {
  std::vector<searchable::PageText> pages;  ///< those whose own text layer can't be trusted
  std::vector<int> rotations;               ///< of all pages in order
};

CopyText WordsOf(const Document& document);

/// Adds the copy to what was composed, or says why there is none.
void AddCopy(std::string_view pdf, CopyText text, const PlanRecord& record, Composed& composed);

}  // namespace planrec::batch
