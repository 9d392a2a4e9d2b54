// SPDX-License-Identifier: GPL-3.0-or-later
//
// Times that are said together or return: days that share a month ("ngày 26, 27/6/2026"), months
// that share a year ("tháng 11, 12/2026"), a day of the next month ("ngày 05 tháng tiếp theo"), of
// each month's end ("ngày cuối cùng hằng tháng") and of each week ("thứ Ba, thứ Năm hằng tuần").
//
//   for (TimeSpan& time : FindTimeLists(text, folded)) …   // `span` is the point alone:
//                                                                  // FindTimes adds binding words
//
// A list is the stretch from its first member to its last. Pure functions; thread safe.
#pragma once

#include <string_view>
#include <vector>

#include "extractors/vocabulary/dates.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {

std::vector<TimeSpan> FindTimeLists(std::string_view text, const FoldedText& folded);

}  // namespace planrec::extract
