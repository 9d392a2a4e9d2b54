// SPDX-License-Identifier: GPL-3.0-or-later
//
// Dates, quarters, years and periods of Vietnamese administrative prose as ISO 8601 dates and RFC
// 5545 recurrence rules.
//
//   ReadDate("ngày 05 tháng 3 năm 2024")  →  "2024-03-05"
//   for (const TimeSpan& time : FindTimes(text, {.year = 2024})) Use(time.kind, time.from,
//   time.to);
//
// Days come before months, always. Where the text leaves the year out, the context's year is taken.
// A date that does not exist (31/2) is none. Offsets are bytes of UTF-8. Pure; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/record_lists.h"

namespace planrec::extract {

/// The year and the issue date that unfinished dates refer to.
struct TimeContext {
  std::optional<int> year;
  std::optional<std::string> issued_on;  ///< ISO; reduced precision is not used
};

bool IsDate(int year, int month, int day);
int DaysInMonth(int year, int month);
std::string IsoDate(int year, int month, int day);
/// `days` after an ISO date, before it where negative; none where `iso` is no full date.
std::optional<std::string> AddDays(std::string_view iso, int days);

/// The RFC 5545 rule of a folded unit: "ngay", "tuan", "thang", "quy", "nam"; else half-yearly.
std::string RecurrenceOf(std::string_view folded_unit);

/// The date that fills `text` or stands first in it: "14/12/2021", "ngày 30 /12/2022", "ngày 5
/// tháng 3 năm 2024"; in reduced precision where the day is blank ("ngày   /4/2026", "tháng 01 năm
/// 2024").
std::optional<std::string> ReadDate(std::string_view text);

/// The same, at byte `from` exactly (leading "ngày" included); `end` is set behind it.
std::optional<std::string> ReadDateAt(std::string_view text, size_t from, size_t* end);

enum class TimeUnit { kDay, kMonth, kQuarter, kHalfYear, kYear, kPeriod, kNone };

/// A point or stretch of time with the words that bind it ("trước", "chậm nhất", "từ … đến …").
struct TimeSpan {
  Span span;   ///< binding words included
  Span point;  ///< the date or period itself
  TimeUnit unit = TimeUnit::kNone;
  DeadlineKind kind = DeadlineKind::kNone;
  std::optional<std::string> from, to, recurrence;
  bool doubtful = false;  ///< read in spite of damage ("Quý II1/2025", "Quý II, II/2025")
  std::string bound;      ///< the binding words, folded; empty for a bare date
};

/// All times in reading order, not overlapping; "từ X đến Y" is one. Bare years of names and of
/// documents are among them: the caller decides what is due.
std::vector<TimeSpan> FindTimes(std::string_view text, const TimeContext& context);

}  // namespace planrec::extract
