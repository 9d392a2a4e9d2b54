// SPDX-License-Identifier: GPL-3.0-or-later
//
// Times that count from another: "trong thời hạn 15 ngày kể từ ngày ký", "chậm nhất 05 ngày trước
// ngày 15/3/2024", "sau 02 tuần kể từ ngày ban hành". Resolved where the day they count from is
// printed: the plan's own date of signing or issue, or a date right there; conditional else
// ("kể từ ngày nhận đủ hồ sơ").
//
//   for (const RelativeTime& time : FindRelativeTimes(text, context))
//     // time.span is the time up to its last counting word; time.ResolvedBy(tail) its date
//
// Working days leave out Saturdays and Sundays; holidays are not known, so such a date is less
// sure. Months keep the day (31 January + 1 month = 28 or 29 February). Hours are never resolved.
// Pure functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/vocabulary/dates.h"

namespace planrec::extract {

struct RelativeTime {
  Span span;  ///< "trong thời hạn 15 ngày kể từ"
  int count = 0;
  std::string unit;      ///< folded: "ngay", "tuan", "thang", "gio"
  bool working = false;  ///< "ngày làm việc"
  bool before = false;   ///< counts back from the day
};

std::vector<RelativeTime> FindRelativeTimes(std::string_view text);

struct ResolvedTime {
  std::string date;  ///< ISO
  double confidence = 0;
};

/// The date, where `tail`, the text behind `time.span`, names a day that is known.
std::optional<ResolvedTime> Resolve(const RelativeTime& time, std::string_view tail,
                                    const TimeContext& context);

/// The same day so many months later, the month's last where it has no such day.
std::optional<std::string> AddMonths(std::string_view iso, int months);
/// So many days from Monday to Friday later (or earlier).
std::optional<std::string> AddWorkingDays(std::string_view iso, int days);

}  // namespace planrec::extract
