// SPDX-License-Identifier: GPL-3.0-or-later
//
// Adverbs of time that make a duty of a verb ("thường xuyên kiểm tra", "báo cáo hằng quý"), told
// from the attributes of nouns ("chi thường xuyên", "kế hoạch hằng năm"). Pure; thread safe.
#pragma once

#include "extractors/spans/clause_around.h"

namespace planrec::extract {

/// "thường xuyên" as the adverb of an ordered act.
bool IsContinuousDuty(const Around& at);
/// "định kỳ", "theo định kỳ".
bool IsPeriodicalDuty(const Around& at);
/// "hằng tháng"; `strong`: the match itself says that it is a duty's period ("định kỳ 6 tháng").
bool IsRecurringDuty(const Around& at, bool strong);

}  // namespace planrec::extract
