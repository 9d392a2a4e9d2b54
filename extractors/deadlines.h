// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is due, and when: dates, quarters, years, recurrences, continuous duties and conditions, in
// the cells of a deadline column and in running text.
//
//   std::vector<Deadline> deadlines = ExtractDeadlines(structure);   // ids "d1", "d2", …
//   DeadlineValue value = ReadDeadlineCell("Quý II, III/2023", {.year = 2023});
//
// Every text of a deadline column is one deadline; what no rule reads is "conditional" with a low
// confidence. In running text a time counts where words bind it to a duty (trước, chậm nhất, hoàn
// thành trong, dự kiến, …) and an adverb where it stands on a verb (Thường xuyên kiểm tra), not on
// a noun (chi thường xuyên). Dates of cited documents and windows of data never count. Pure
// functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/dates.h"
#include "extractors/structure.h"

namespace planrec::extract {

struct DeadlineValue {
  std::string kind;
  std::optional<std::string> from, to, recurrence;
  double confidence = 1.0;  ///< of the rule
};

/// The year and issue date that a plan's unfinished times refer to.
TimeContext ContextOf(const DocumentFields& document);

/// A whole cell of a deadline column.
DeadlineValue ReadDeadlineCell(std::string_view text, const TimeContext& context);

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

std::vector<Deadline> ExtractDeadlines(const Structure& structure);

}  // namespace planrec::extract
