// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/time_lists.h"

#include <algorithm>
#include <optional>
#include <string>

#include "extractors/vocabulary/clauses.h"

namespace planrec::extract {
namespace {

/// Groups: the days before the last, the last, month, year.
const Pattern kDays{
    "time-list.days", Over::kFolded,
    R"((?:\b(?:cac|hai|ba|bon|\d) )?(?:\bngay )?\b((?:\d{1,2}(?:, ?| ?[-–] ?| ?& ?| va | den (?:het )?))+)(?:ngay )?(\d{1,2})(?: ?/ ?| thang )(\d{1,2})(?: ?/ ?|,? nam )((?:19|20)\d{2})\b)",
    "các ngày 03, 04 và 05/8/2026", "mục 26, 27 của Danh mục"};
/// Groups: day and month of the first, of the last, the year that both share.
const Pattern kDayToDay{
    "time-list.day-to-day", Over::kFolded,
    R"((?:\bngay )?\b(\d{1,2})/(\d{1,2}),?(?: den (?:het )?(?:ngay )?| ?[-–] ?)(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})\b)",
    "từ 15/4 đến 15/6/2026", "đạt 15/4 đến 20 điểm"};
/// Groups: the months before the last, the last, year, "hằng năm".
const Pattern kMonths{
    "time-list.months", Over::kFolded,
    R"(\b(?:cac )?thang ((?:\d{1,2}(?:, ?| ?& ?| ?[-–] ?| va )(?:thang )?)+)(\d{1,2})(?:(?: ?[/\-] ?|,? nam )((?:19|20)\d{2})\b|( (?:hang|moi) nam)\b))",
    "tháng 3, 6 và tháng 9/2026", "tháng 11, 12 người"};
/// Group: the day, or the word for the last one.
const Pattern kNextMonth{
    "time-list.next-month", Over::kFolded,
    R"(\bngay ((?:mung )?\d{1,2}|cuoi cung|cuoi)(?: cua)? (?:thang (?:tiep theo|ke tiep|lien ke|lien sau|lien tiep|sau)(?: tiep theo| lien ke)?(?: (?:cua|sau) (?:ky|thang|quy) bao cao)?|(?:(?:hang|moi) thang|cua moi thang))\b)",
    "ngày 05 tháng tiếp theo của kỳ báo cáo", "nhiệm vụ tháng tiếp theo"};
#define PLANREC_WEEKDAY R"((?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat))"
/// Group: the days.
const Pattern kWeekdays{
    "time-list.weekdays", Over::kFolded,
    R"((?:\bdinh ky )?(?:\b(?:vao|sang|chieu|toi|cac|ngay),? )*\b()" PLANREC_WEEKDAY
    R"((?:(?:, ?| va | hoac )(?:ngay |sang |chieu )?)" PLANREC_WEEKDAY
    R"()*)(?: cua)? (?:hang|moi|cac) tuan\b)",
    "sáng thứ Bảy hằng tuần", "trước ngày 06/7/2026 (thứ Hai)"};
const Pattern kWeekday{"time-list.weekday", Over::kFolded, PLANREC_WEEKDAY R"(\b)", "thứ Hai",
                       "thứ nhất"};
#undef PLANREC_WEEKDAY

struct Weekday {
  std::string_view folded;
  std::string_view code;  ///< RFC 5545
};
constexpr Weekday kWeekdayCodes[] = {
    {"thu hai", "MO"}, {"thu 2", "MO"},   {"thu ba", "TU"},  {"thu 3", "TU"},   {"thu tu", "WE"},
    {"thu 4", "WE"},   {"thu nam", "TH"}, {"thu 5", "TH"},   {"thu sau", "FR"}, {"thu 6", "FR"},
    {"thu bay", "SA"}, {"thu 7", "SA"},   {"chu nhat", "SU"}};

/// The numbers of a list, in its order.
std::vector<int> NumbersIn(std::string_view text) {
  std::vector<int> out;
  bool open = false;
  for (char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !open) out.push_back(0);
    if (digit) out.back() = out.back() * 10 + (c - '0');
    open = digit;
  }
  return out;
}

TimeSpan Point(std::string_view text, const Match& match, TimeUnit unit) {
  TimeSpan time;
  time.unit = unit;
  time.point = time.span = TrimSpan(text, match.group(0));
  return time;
}

std::optional<TimeSpan> Days(std::string_view text, const Match& match) {
  std::vector<int> days = NumbersIn(match.Text(text, 1));
  days.push_back(NumbersIn(match.Text(text, 2)).front());
  const int month = NumbersIn(match.Text(text, 3)).front();
  const int year = NumbersIn(match.Text(text, 4)).front();
  // "30/6 và 31/12": the first number is a month of the date before.
  const size_t first = match.group(1).begin;
  if (first > 0 && text[first - 1] == '/') return std::nullopt;
  // Days of one month ascend; what does not is another thing's number.
  if (!std::is_sorted(days.begin(), days.end())) return std::nullopt;
  if (!IsDate(year, month, days.front()) || !IsDate(year, month, days.back())) return std::nullopt;
  TimeSpan time = Point(text, match, TimeUnit::kDay);
  time.kind = "range";
  time.from = IsoDate(year, month, days.front());
  time.to = IsoDate(year, month, days.back());
  return time;
}

std::optional<TimeSpan> DayToDay(std::string_view text, const Match& match) {
  const auto number = [&](size_t group) { return NumbersIn(match.Text(text, group)).front(); };
  const int year = number(5);
  if (!IsDate(year, number(2), number(1)) || !IsDate(year, number(4), number(3))) {
    return std::nullopt;
  }
  TimeSpan time = Point(text, match, TimeUnit::kDay);
  time.kind = "range";
  time.from = IsoDate(year, number(2), number(1));
  time.to = IsoDate(year, number(4), number(3));
  return time.from < time.to ? std::optional<TimeSpan>(std::move(time)) : std::nullopt;
}

std::optional<TimeSpan> Months(std::string_view text, const Match& match) {
  std::vector<int> months = NumbersIn(match.Text(text, 1));
  months.push_back(NumbersIn(match.Text(text, 2)).front());
  for (int month : months) {
    if (month < 1 || month > 12) return std::nullopt;
  }
  TimeSpan time = Point(text, match, TimeUnit::kMonth);
  if (match.has(4)) {
    time.kind = "recurring";
    std::string list;
    for (int month : months) list += (list.empty() ? "" : ",") + std::to_string(month);
    time.recurrence = "FREQ=YEARLY;BYMONTH=" + list;
    return time;
  }
  const int year = NumbersIn(match.Text(text, 3)).front();
  const auto [first, last] = std::minmax_element(months.begin(), months.end());
  time.kind = "range";
  time.from = IsoDate(year, *first, 1);
  time.to = IsoDate(year, *last, DaysInMonth(year, *last));
  return time;
}

std::optional<TimeSpan> NextMonth(std::string_view text, const Match& match) {
  const std::vector<int> day = NumbersIn(match.Text(text, 1));
  if (!day.empty() && (day[0] < 1 || day[0] > 31)) return std::nullopt;
  TimeSpan time = Point(text, match, TimeUnit::kDay);
  time.kind = "recurring";
  time.recurrence = "FREQ=MONTHLY;BYMONTHDAY=" + (day.empty() ? "-1" : std::to_string(day[0]));
  return time;
}

std::optional<TimeSpan> Weekdays(std::string_view text, const Match& match) {
  std::string days;
  for (const Match& day : kWeekday.FindAll(match.Text(text, 1))) {
    const std::string word = Fold(day.Text(match.Text(text, 1), 0));
    for (const Weekday& weekday : kWeekdayCodes) {
      if (word == weekday.folded) days.append(days.empty() ? "" : ",").append(weekday.code);
    }
  }
  TimeSpan time = Point(text, match, TimeUnit::kDay);
  time.kind = "recurring";
  time.recurrence = "FREQ=WEEKLY;BYDAY=" + days;
  return time;
}

struct Form {
  const Pattern* pattern;
  std::optional<TimeSpan> (*read)(std::string_view, const Match&);
};

}  // namespace

std::vector<TimeSpan> FindTimeLists(std::string_view text, const FoldedText& folded) {
  static constexpr Form kForms[] = {{&kDays, Days},
                                    {&kDayToDay, DayToDay},
                                    {&kMonths, Months},
                                    {&kNextMonth, NextMonth},
                                    {&kWeekdays, Weekdays}};
  std::vector<TimeSpan> out;
  for (const Form& form : kForms) {
    for (const Match& match : form.pattern->FindAll(folded)) {
      if (std::optional<TimeSpan> time = form.read(text, match)) out.push_back(std::move(*time));
    }
  }
  return out;
}

}  // namespace planrec::extract
