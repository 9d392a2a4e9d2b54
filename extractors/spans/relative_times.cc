// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/relative_times.h"

#include <algorithm>
#include <cstdlib>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// The time begins the text, or words of a limit stand before it.
const Pattern kRelative{
    "relative.time", Over::kFolded,
    R"((?:^|\b(?:trong (?:thoi han|thoi gian|vong)|cham nhat(?: la)?|muon nhat(?: la)?|it nhat|toi thieu|truoc|sau)(?: khong qua)?(?: sau)? ))"
    R"((\d{1,3})(?: \([^)]{1,20}\))? (ngay|tuan|thang|gio|phut)( lam viec)?,? ?(ke tu|tu|truoc|sau|tinh tu|so voi)\b)",
    "trong thời hạn 15 ngày kể từ ngày ký", "trong 15 ngày qua"};
/// "trong 01 tháng kể từ": no word of a limit, so only what can't be the past.
const Pattern kWithin{
    "relative.within", Over::kFolded,
    R"(\btrong (\d{1,3})(?: \([^)]{1,20}\))? (ngay|tuan|thang|gio|phut)( lam viec)?,? ?(ke tu|tinh tu)\b)",
    "trong 01 tháng kể từ ngày ký", "trong 03 tháng trước"};
const Pattern kFromIssue{
    "relative.from-issue", Over::kFolded,
    R"(^(?: khi| ngay)?(?: (?:ke hoach|quyet dinh|chi thi|van ban|chuong trinh)(?: nay)?)?(?: duoc)? (?:ky|ban hanh)\b)",
    " ngày ký ban hành", " ngày nhận hồ sơ"};

constexpr size_t kDateWithin = 8;  // bytes between the counting word and its date: " ngày "

struct Day {
  int year = 0, month = 0, day = 0;
};

std::optional<Day> Parse(std::string_view iso) {
  if (iso.size() != 10) return std::nullopt;
  Day out;
  out.year = std::atoi(std::string(iso.substr(0, 4)).c_str());
  out.month = std::atoi(std::string(iso.substr(5, 2)).c_str());
  out.day = std::atoi(std::string(iso.substr(8, 2)).c_str());
  if (!IsDate(out.year, out.month, out.day)) return std::nullopt;
  return out;
}

/// 0 = Sunday. Zeller's congruence.
int Weekday(const Day& date) {
  const int month = date.month < 3 ? date.month + 12 : date.month;
  const int year = date.month < 3 ? date.year - 1 : date.year;
  const int century = year / 100, rest = year % 100;
  const int h = (date.day + 13 * (month + 1) / 5 + rest + rest / 4 + century / 4 + 5 * century) % 7;
  return (h + 6) % 7;
}

}  // namespace

std::optional<std::string> AddMonths(std::string_view iso, int months) {
  const std::optional<Day> day = Parse(iso);
  if (!day) return std::nullopt;
  const int all = day->year * 12 + day->month - 1 + months;
  const int year = all / 12, month = all % 12 + 1;
  return IsoDate(year, month, std::min(day->day, DaysInMonth(year, month)));
}

std::optional<std::string> AddWorkingDays(std::string_view iso, int days) {
  std::optional<std::string> at(iso);
  const int step = days < 0 ? -1 : 1;
  for (int left = std::abs(days); left > 0;) {
    at = AddDays(*at, step);
    const std::optional<Day> day = at ? Parse(*at) : std::nullopt;
    if (!day) return std::nullopt;
    const int weekday = Weekday(*day);
    if (weekday != 0 && weekday != 6) --left;
  }
  return Parse(*at) ? at : std::nullopt;
}

std::vector<RelativeTime> FindRelativeTimes(std::string_view text) {
  std::vector<RelativeTime> out;
  for (const Pattern* pattern : {&kRelative, &kWithin}) {
    for (const Match& match : pattern->FindAll(text)) {
      RelativeTime time;
      time.span = match.group(0);
      time.count = std::atoi(std::string(match.Text(text, 1)).c_str());
      time.unit = Fold(match.Text(text, 2));
      time.working = match.has(3);
      const std::string counted = Fold(match.Text(text, 4));  // "trước 10 ngày so với kỳ họp"
      time.before = counted == "truoc" ||
                    (counted == "so voi" && Fold(match.Text(text, 0)).starts_with("truoc"));
      out.push_back(std::move(time));
    }
  }
  return out;
}

std::optional<ResolvedTime> Resolve(const RelativeTime& time, std::string_view tail,
                                    const TimeContext& context) {
  std::optional<std::string> from;
  if (!time.before && kFromIssue.Matches(tail)) {
    from = context.issued_on;
  } else {
    for (const TimeSpan& day : FindTimes(tail, context)) {
      if (day.unit != TimeUnit::kDay || day.point.begin > kDateWithin || day.recurrence) continue;
      from = day.to ? day.to : day.from;
      break;
    }
  }
  if (!from) return std::nullopt;
  const int count = time.before ? -time.count : time.count;
  std::optional<std::string> date;
  double confidence = 0.85;
  if (time.unit == "ngay" && time.working) {
    date = AddWorkingDays(*from, count);
    confidence = 0.7;
  } else if (time.unit == "ngay") {
    date = AddDays(*from, count);
  } else if (time.unit == "tuan") {
    date = AddDays(*from, 7 * count);
  } else if (time.unit == "thang") {
    date = AddMonths(*from, count);
  }
  if (!date) return std::nullopt;
  return ResolvedTime{*date, confidence};
}

}  // namespace planrec::extract
