// SPDX-License-Identifier: GPL-3.0-or-later
//
// The appendix table out of its script lines:
//
//   G HẠ TẦNG SỐ                                     a group row
//   T Nâng cấp đường truyền                          a task, merged over its activities
//   - Khảo sát hiện trạng | Báo cáo; Tờ trình | {kt} | {vp}; {duoiub} | Q1
//
// The last field is the time: TX (continuous), Q1 or Q2-3 (quarters), N (year), 6D (first half),
// <06-30 (before a day), HM or HQ (each month, quarter), K:<text> (condition),
// R:<from>:<to>:<text>.
#pragma once

#include "pipeline/core/result.h"
#include "tools/lab/samples/markup.h"
#include "tools/lab/samples/script.h"

namespace planrec::samples {

/// `layout`: "seven", "six", "two-row", "five" (column sets). `keep`: share of rows that stay.
Result<SampleTable> BuildTable(const Script& script, const std::string& layout,
                               const Vocabulary& vocabulary, double keep, Random& random);

}  // namespace planrec::samples
