// SPDX-License-Identifier: GPL-3.0-or-later
//
// Times by which something is due, in one sentence or paragraph: dates, quarters, years,
// recurrences, continuous duties and conditions that words bind to a duty. Pure functions; thread
// safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/vocabulary/dates.h"

namespace planrec::extract {

struct DeadlineValue {
  DeadlineKind kind = DeadlineKind::kNone;
  std::optional<std::string> from, to, recurrence;
  double confidence = 1.0;  ///< of the rule
};

/// A time in running text: where it stands and what it says.
struct DueTime {
  Span span;
  Span what;  ///< the act that is due; empty where the clause names none
  DeadlineValue value;
};

/// All deadlines of a sentence or paragraph in reading order. `opening`: an introductory paragraph,
/// where only bound dates count.
std::vector<DueTime> FindDueTimes(std::string_view text, const TimeContext& context,
                                  bool opening = false);

}  // namespace planrec::extract
