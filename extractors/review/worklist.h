// SPDX-License-Identifier: GPL-3.0-or-later
//
// The review list: what a person should look at, most worth it first.
//
//   record.review = Worklist(record);   // when all else of the record is settled
//
// An entry's rank is the probability that its value is wrong times what hangs on it: the head and
// the signature before dates, targets and tasks, these before running text. Entries of one cause (a
// number and the code that holds it; what was read of one row, of one paragraph) have one `group`
// and stand together. Each has its place, its value and, as data, what else may be right
// (candidates.h). Fields of the head that are missing are listed too: an archive looks for them.
// Pure function; thread safe; never fails.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

std::vector<ReviewItem> Worklist(const PlanRecord& record);

/// Values below this confidence are for a person to look at …
inline constexpr double kReviewBelow = 0.98;
/// … where all text was printed by a machine and only rules can fail, below this …
inline constexpr double kReviewPrintedBelow = 0.8;
inline constexpr double kDoubtfulTable = 0.7;   ///< below: flagged as a whole
inline constexpr double kDoubtfulRepair = 0.6;  ///< words repaired with less are shown
/// … but, of what is not head or signature, no more than this share of all values (and never fewer
/// than kReviewAtLeast).
inline constexpr double kReviewShare = 0.12;
inline constexpr size_t kReviewAtLeast = 8;

/// What hangs on the value at `pointer`, 0..1.
double Worth(std::string_view pointer);

}  // namespace planrec::extract
