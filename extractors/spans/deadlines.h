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

#include "extractors/spans/due_times.h"
#include "extractors/structure/structure.h"
#include "extractors/vocabulary/dates.h"

namespace planrec::extract {

/// The year and issue date that a plan's unfinished times refer to.
TimeContext ContextOf(const DocumentFields& document);

/// A whole cell of a deadline column.
DeadlineValue ReadDeadlineCell(std::string_view text, const TimeContext& context);

std::vector<Deadline> ExtractDeadlines(const Structure& structure);

}  // namespace planrec::extract
