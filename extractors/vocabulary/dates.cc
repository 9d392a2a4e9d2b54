// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/dates.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "extractors/vocabulary/clauses.h"
#include "extractors/vocabulary/time_lists.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

/// Words that bind a time to a duty, as many as stand before it.
#define PLANREC_BOUND_WORD                                                               \
  R"(\b(?:du kien|cham nhat|muon nhat|han cuoi cung|han cuoi|han chot|truoc|sau|ke tu|)" \
  R"(tinh den|den|het|cuoi|dau|giua|vao|trong|tu|khoang|la|xong|thoi diem|)"             \
  R"(tuan (?:thu (?:nhat|hai|ba)|dau(?: tien)?|cuoi(?: cung)?)(?: cua)?),? )"
#define PLANREC_BOUND "((?:" PLANREC_BOUND_WORD ")*)"
// An hour or a part of the day may stand between them and the day: "đến 16 giờ 00 ngày 18/5".
#define PLANREC_HOUR R"(\d{1,2} ?(?:gio|h|g|:)(?: ?\d{2})?(?: ?phut|['’′])?)"
#define PLANREC_DAY_BOUND_WORD                                              \
  "(?:" PLANREC_BOUND_WORD R"(|\b)" PLANREC_HOUR "(?: ?[-–] ?" PLANREC_HOUR \
  ")?"                                                                      \
  R"(,? |\b(?:sang|trua|chieu|toi|ca|bat dau|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat),? ))"
#define PLANREC_DAY_BOUND "(" PLANREC_DAY_BOUND_WORD "*)"
#define PLANREC_YEAR R"(((?:19|20)\d{2}))"
// The report of a year is due in the one behind it: "trước ngày 15/01 năm sau" returns each year.
#define PLANREC_NEXT_YEAR "nam (?:sau|ke tiep|tiep theo|lien ke|lien sau)"
// Roman numerals as they are read: I, l and 1 for one stroke, H for two.
#define PLANREC_QUARTER R"((?:[il1|]v|[il1|]{1,3}h?|[234])\b)"

const Pattern kDayFull{"date.day", Over::kFolded,
                       PLANREC_DAY_BOUND
                       R"((?:ngay )?(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?)" PLANREC_YEAR R"(\b)",
                       "trước ngày 05/7/2024", "mã số 12/3/4"};
const Pattern kDayWords{
    "date.day-words", Over::kFolded,
    PLANREC_DAY_BOUND
    R"(ngay (?:mung )?(\d{1,2})(?: ?/ ?| thang )(\d{1,2})\b(?:,? ?(?:/|nam) ?)" PLANREC_YEAR
    R"(\b|( (?:(?:hang|moi) nam|(?:cua )?)" PLANREC_NEXT_YEAR R"()\b))?)",
    "chậm nhất ngày 30 tháng 11 hằng năm", "30 ngày trong tháng"};
const Pattern kDayShort{"date.day-short", Over::kFolded,
                        R"(((?:\b(?:cham nhat|muon nhat|truoc|den|het|vao|la),? )+))"
                        R"((\d{1,2})/(\d{1,2})( (?:(?:hang|moi) nam|(?:cua )?)" PLANREC_NEXT_YEAR
                        R"()\b)?)",
                        "báo cáo trước 15/3", "đạt 15/3 điểm"};
const Pattern kDayOfMonth{
    "date.day-of-month", Over::kFolded,
    PLANREC_BOUND
    R"(ngay (?:mung )?(\d{1,2}) (?:cua )?(?:(?:hang|moi) thang|thang (?:cuoi|cuoi cung|dau) )"
    R"((?:cua )?(?:moi |hang )?quy(?: sau| tiep theo| ke tiep)?)\b)",
    "chậm nhất vào ngày 02 hằng tháng", "ngày 02 tháng 3"};
const Pattern kHalfYear{"date.half-year", Over::kFolded,
                        PLANREC_BOUND R"(\b(0?\d|sau) thang (dau|cuoi)(?: nam)?(?: )" PLANREC_YEAR
                                      R"(\b)?)",
                        "6 tháng đầu năm 2024", "trong 6 tháng liên tục"};
const Pattern kMonth{"date.month", Over::kFolded,
                     PLANREC_BOUND R"(\bthang (\d{1,2})\b(?: ?[/\-] ?)" PLANREC_YEAR
                                   R"(\b|,? nam )" PLANREC_YEAR R"(\b|( (?:hang|moi) nam\b))?)",
                     "hoàn thành trong tháng 9/2025", "trong 9 tháng"};
const Pattern kQuarter{"date.quarter", Over::kFolded,
                       PLANREC_BOUND R"(\bquy ?()" PLANREC_QUARTER
                                     R"((?: ?(?:,|va|-|–|den|&) ?(?:quy )?)" PLANREC_QUARTER
                                     R"()*)(?: ?[/⁄\-] ?)" PLANREC_YEAR R"(\b|,? nam )" PLANREC_YEAR
                                     R"(\b|( (?:hang|moi) nam\b))?)",
                       "dự kiến quý II, quý III năm 2023", "quy định 1"};
/// "Quý 12025": the slash was lost in reading.
const Pattern kQuarterGlued{"date.quarter-glued", Over::kFolded,
                            PLANREC_BOUND R"(\bquy ?([il1|]v|[il1|]{1,3}|[234]))" PLANREC_YEAR
                                          R"(\b)",
                            "Quý 12025", "quỹ 2025"};
const Pattern kPeriod{"date.period", Over::kFolded,
                      PLANREC_BOUND R"(\b(?:giai doan|cac nam|nam) )" PLANREC_YEAR
                                    R"( ?[-–] ?)" PLANREC_YEAR R"(\b)",
                      "giai đoạn 2021 -2025", "năm 2021"};
const Pattern kYear{"date.year", Over::kFolded, PLANREC_BOUND R"(\bnam )" PLANREC_YEAR R"(\b)",
                    "đến hết năm 2025", "năm thứ 2"};

const Pattern kReadFull{"date.read", Over::kFolded,
                        R"((?:ngay ?)?(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?((?:19|20)\d{2})\b)",
                        "ngày 30 /12/2022", "ngày 30"};
const Pattern kReadWords{"date.read-words", Over::kFolded,
                         R"(ngay (\d{1,2}) ?thang (\d{1,2}),? ?nam ((?:19|20)\d{2})\b)",
                         "ngày 05 tháng 3 năm 2024", "ngày tháng 01 năm 2024"};
const Pattern kReadBlankDay{
    "date.read-blank-day", Over::kFolded,
    R"((?:ngay )?[ .…]*(?:/ ?|thang )(\d{1,2})(?: ?/ ?|,? nam )((?:19|20)\d{2})\b)", "ngày /4/2026",
    "ngày 5"};

const Pattern kBoundBefore{"date.bound-before", Over::kFolded, "(" PLANREC_DAY_BOUND_WORD "+)$",
                           "chậm nhất trong ", "chậm nhất trong tuần"};

#undef PLANREC_BOUND
#undef PLANREC_DAY_BOUND
#undef PLANREC_DAY_BOUND_WORD
#undef PLANREC_HOUR
#undef PLANREC_BOUND_WORD
#undef PLANREC_YEAR
#undef PLANREC_NEXT_YEAR
#undef PLANREC_QUARTER

int Number(std::string_view digits) {
  int value = 0;
  for (char c : digits) {
    if (c >= '0' && c <= '9' && value < 100000) value = value * 10 + (c - '0');
  }
  return value;
}

/// The quarter that a numeral names: Roman or Arabic, its strokes perhaps misread (l, 1, | for I; H
/// for two). 0 where it is none; `doubtful` is set where strokes had to be counted.
int QuarterOf(std::string_view numeral, bool* doubtful) {
  if (numeral == "1" || numeral == "2" || numeral == "3" || numeral == "4") return numeral[0] - '0';
  if (numeral == "i" || numeral == "ii" || numeral == "iii")
    return static_cast<int>(numeral.size());
  if (numeral == "iv") return 4;
  int strokes = 0;
  for (size_t i = 0; i < numeral.size(); ++i) {
    const char c = numeral[i];
    if (c == 'v') {
      if (i != 1 || strokes != 1 || numeral.size() != 2) return 0;
      *doubtful = true;
      return 4;
    }
    if (c == '2' || c == '3' || c == '4') return 0;
    strokes += c == 'h' ? 2 : 1;
  }
  *doubtful = true;
  return strokes <= 3 ? strokes : 0;
}

/// A match as a time, its groups read from the folded text's spans of the original.
struct Builder {
  std::string_view text;
  const TimeContext& context;
  std::vector<TimeSpan>& out;

  TimeSpan Start(const Match& match, TimeUnit unit) const {
    TimeSpan time;
    time.unit = unit;
    time.span = TrimSpan(text, match.group(0));
    time.bound = Fold(FoldSpaces(match.Text(text, 1)));
    const size_t point = match.group(1).found() ? match.group(1).end : match.begin();
    time.point = TrimSpan(text, {point, match.end()});
    // "từ" must not be "tự" or "tư", "trong" not "trồng": in marked text the words decide.
    for (const auto& [folded, printed] :
         {std::pair<std::string_view, std::string_view>{"tu", "từ"}, {"trong", "trong"}}) {
      if (!(time.bound + " ").starts_with(std::string(folded) + " ")) continue;
      const std::string_view said = text.substr(time.span.begin);
      if (!WordAt(said, 0, printed) && !WordAt(said, 0, folded)) {
        time.span = time.point;
        time.bound.clear();
      }
    }
    return time;
  }

  bool Has(const TimeSpan& time, std::string_view word) const {
    return (" " + time.bound + " ").find(" " + std::string(word) + " ") != std::string::npos;
  }
  bool Before(const TimeSpan& time) const { return Has(time, "truoc"); }
  bool Until(const TimeSpan& time) const {
    return Has(time, "het") || Has(time, "den") || Has(time, "cuoi");
  }
  bool Since(const TimeSpan& time) const {
    return Has(time, "tu") || Has(time, "ke tu") || Has(time, "sau");
  }

  /// Fills kind, from and to of a stretch [first, last] by its binding words.
  void Stretch(TimeSpan& time, std::string first, std::string last, std::string kind) const {
    if (Before(time)) {
      time.kind = "date";
      time.to = first;
    } else if (Until(time)) {
      time.kind = "date";
      time.to = last;
    } else if (Since(time)) {
      time.kind = "range";
      time.from = first;
    } else {
      time.kind = std::move(kind);
      time.from = first;
      time.to = last;
    }
  }

  void AddDay(const Match& match, bool yearly, std::optional<int> year) {
    TimeSpan time = Start(match, TimeUnit::kDay);
    const int day = Number(match.Text(text, 2)), month = Number(match.Text(text, 3));
    if (yearly) {
      if (!IsDate(2024, month, day)) return;
      time.kind = "recurring";
      time.recurrence =
          "FREQ=YEARLY;BYMONTH=" + std::to_string(month) + ";BYMONTHDAY=" + std::to_string(day);
      out.push_back(std::move(time));
      return;
    }
    if (!year) year = context.year;
    if (!year || !IsDate(*year, month, day)) return;
    const std::string iso = IsoDate(*year, month, day);
    if (Since(time) && !Until(time)) {
      time.kind = "range";
      time.from = iso;
    } else {
      time.kind = "date";
      time.to = iso;
    }
    out.push_back(std::move(time));
  }

  void AddDayOfMonth(const Match& match) {
    TimeSpan time = Start(match, TimeUnit::kDay);
    const int day = Number(match.Text(text, 2));
    if (day < 1 || day > 31) return;
    const std::string tail = Fold(match.Text(text, 0));
    const bool quarterly = tail.find("quy") != npos;
    time.kind = "recurring";
    const bool first = tail.find("thang dau") != npos;
    time.recurrence = (quarterly ? (first ? "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY="
                                          : "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=")
                                 : "FREQ=MONTHLY;BYMONTHDAY=") +
                      std::to_string(day);
    out.push_back(std::move(time));
  }

  void AddHalfYear(const Match& match) {
    const std::string_view count = match.Text(text, 2);
    const int months = IsDigit(static_cast<unsigned char>(count[0])) ? Number(count) : 6;
    const std::optional<int> year =
        match.has(4) ? std::optional<int>(Number(match.Text(text, 4))) : context.year;
    if (!year || months < 1 || months > 11) return;
    TimeSpan time = Start(match, TimeUnit::kHalfYear);
    const bool first = Fold(match.Text(text, 3)) == "dau";
    const std::string begin = first ? IsoDate(*year, 1, 1) : IsoDate(*year, 13 - months, 1);
    const std::string end =
        first ? IsoDate(*year, months, DaysInMonth(*year, months)) : IsoDate(*year, 12, 31);
    Stretch(time, begin, end, months == 6 ? "half_year" : "range");
    out.push_back(std::move(time));
  }

  void AddMonth(const Match& match) {
    const int month = Number(match.Text(text, 2));
    if (month < 1 || month > 12) return;
    TimeSpan time = Start(match, TimeUnit::kMonth);
    if (match.has(5)) {
      time.kind = "recurring";
      time.recurrence = "FREQ=YEARLY;BYMONTH=" + std::to_string(month);
      out.push_back(std::move(time));
      return;
    }
    std::optional<int> year = context.year;
    if (match.has(3)) year = Number(match.Text(text, 3));
    if (match.has(4)) year = Number(match.Text(text, 4));
    if (!year) return;
    Stretch(time, IsoDate(*year, month, 1), IsoDate(*year, month, DaysInMonth(*year, month)),
            "range");
    out.push_back(std::move(time));
  }

  void AddQuarter(const Match& match) {
    TimeSpan time = Start(match, TimeUnit::kQuarter);
    // "quỹ I" is a fund: the mark decides where there is one.
    const std::string word = Lower(text.substr(time.point.begin, std::string_view("quỹ").size()));
    if (word.rfind("quỹ", 0) == 0 || word.rfind("quỳ", 0) == 0) return;
    int first = 5, last = 0;
    std::string numeral;
    auto take = [&] {
      const int n = QuarterOf(numeral, &time.doubtful);
      if (n != 0) {
        // "Quý II, II": one of the two was read wrongly.
        if (n <= last) time.doubtful = true;
        first = std::min(first, n);
        last = std::max(last, n);
      }
      numeral.clear();
    };
    for (char c : Fold(match.Text(text, 2))) {
      if (std::string_view("ivl1|h234").find(c) != npos) {
        numeral += c;
      } else {
        take();
      }
    }
    take();
    if (last == 0) return;
    if (match.has(5)) {
      time.kind = "recurring";
      std::string months;
      for (int m = 3 * first - 2; m <= 3 * last; ++m) {
        months += (months.empty() ? "" : ",") + std::to_string(m);
      }
      time.recurrence = "FREQ=YEARLY;BYMONTH=" + months;
      out.push_back(std::move(time));
      return;
    }
    std::optional<int> year = context.year;
    if (match.has(3)) year = Number(match.Text(text, 3));
    if (match.has(4)) year = Number(match.Text(text, 4));
    if (!year) return;
    Stretch(time, IsoDate(*year, 3 * first - 2, 1),
            IsoDate(*year, 3 * last, DaysInMonth(*year, 3 * last)), "quarter");
    out.push_back(std::move(time));
  }

  void AddYears(const Match& match, bool period) {
    TimeSpan time = Start(match, period ? TimeUnit::kPeriod : TimeUnit::kYear);
    const std::string word = Lower(text.substr(time.point.begin, 4));
    if (!period && word.rfind("nam", 0) == 0 && MarkedShare(text) > 0.15) return;  // Việt Nam 2030
    const int first = Number(match.Text(text, 2));
    const int last = period ? Number(match.Text(text, 3)) : first;
    if (last < first) return;
    Stretch(time, IsoDate(first, 1, 1), IsoDate(last, 12, 31), period ? "range" : "year");
    out.push_back(std::move(time));
  }
};

/// The words before a point join its span.
void Bind(std::string_view text, TimeSpan& time) {
  const auto bound = kBoundBefore.Find(text.substr(0, time.point.begin));
  if (!bound || bound->group(0).size() == 0) return;
  time.span.begin = bound->begin();
  time.bound = Fold(FoldSpaces(bound->Text(text, 1)));
}

/// "từ X" + "đến Y" and "X - Y" become one range.
void JoinRanges(std::string_view text, const TimeContext& context, std::vector<TimeSpan>& times) {
  for (size_t i = 0; i + 1 < times.size();) {
    TimeSpan& a = times[i];
    const TimeSpan& b = times[i + 1];
    const std::string_view gap = Trim(text.substr(a.span.end, b.span.begin - a.span.end));
    const bool from_to = (" " + a.bound + " ").find(" tu ") != npos &&
                         (gap.empty() || gap == ",") && b.bound.rfind("den", 0) == 0;
    const bool dash = (gap == "-" || gap == "–") && b.bound.empty() && a.unit == b.unit &&
                      (a.bound.empty() || a.bound == "tu" || a.bound == "trong");
    if (!(from_to || dash) || a.kind == "recurring" || b.kind == "recurring") {
      ++i;
      continue;
    }
    // The first part's year is the second's where it has none of its own.
    const std::string_view printed = text.substr(a.point.begin, a.point.size());
    const bool own_year = printed.find("20") != npos || printed.find("19") != npos;
    std::optional<std::string> from = a.from ? a.from : a.to;
    const std::optional<std::string> to = b.to ? b.to : b.from;
    if (!own_year && from && to && context.year) from = to->substr(0, 4) + from->substr(4);
    TimeSpan joined = a;
    joined.doubtful = a.doubtful || b.doubtful;
    joined.span.end = b.span.end;
    joined.point.end = b.point.end;
    joined.kind = "range";
    joined.unit = b.unit;
    joined.from = from;
    joined.to = to;
    times[i] = joined;
    times.erase(times.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    ++i;
  }
}

}  // namespace

int DaysInMonth(int year, int month) {
  static constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[static_cast<size_t>(month - 1)];
}

bool IsDate(int year, int month, int day) {
  return year >= 1900 && year <= 2100 && day >= 1 && day <= DaysInMonth(year, month);
}

std::string IsoDate(int year, int month, int day) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
  return buffer;
}

std::string RecurrenceOf(std::string_view folded_unit, int every) {
  const bool quarters = folded_unit == "quy";
  const int interval = quarters ? 3 * every : every;
  std::string rule = "FREQ=MONTHLY";
  if (folded_unit == "ngay") rule = "FREQ=DAILY";
  if (folded_unit == "tuan") rule = "FREQ=WEEKLY";
  if (folded_unit == "nam") rule = "FREQ=YEARLY";
  return interval == 1 ? rule : rule + ";INTERVAL=" + std::to_string(interval);
}

std::optional<std::string> AddDays(std::string_view iso, int days) {
  if (iso.size() != 10) return std::nullopt;
  int year = Number(iso.substr(0, 4)), month = Number(iso.substr(5, 2)),
      day = Number(iso.substr(8));
  if (!IsDate(year, month, day)) return std::nullopt;
  for (; days > 0; --days) {
    if (++day > DaysInMonth(year, month)) {
      day = 1;
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
  }
  for (; days < 0; ++days) {
    if (--day < 1) {
      if (--month < 1) {
        month = 12;
        --year;
      }
      day = DaysInMonth(year, month);
    }
  }
  return IsoDate(year, month, day);
}

std::optional<std::string> ReadDateAt(std::string_view text, size_t from, size_t* end) {
  const std::string_view rest = text.substr(from, 64);
  for (const Pattern* pattern : {&kReadFull, &kReadWords}) {
    const std::optional<Match> match = pattern->Find(rest);
    if (!match || match->begin() != 0) continue;
    const int day = Number(match->Text(rest, 1)), month = Number(match->Text(rest, 2)),
              year = Number(match->Text(rest, 3));
    if (!IsDate(year, month, day)) return std::nullopt;
    if (end != nullptr) *end = from + match->end();
    return IsoDate(year, month, day);
  }
  const std::optional<Match> match = kReadBlankDay.Find(rest);
  if (!match || match->begin() != 0) return std::nullopt;
  const int month = Number(match->Text(rest, 1)), year = Number(match->Text(rest, 2));
  if (month < 1 || month > 12) return std::nullopt;
  if (end != nullptr) *end = from + match->end();
  return IsoDate(year, month, 1).substr(0, 7);
}

std::optional<std::string> ReadDate(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80 || !WordStarts(text, at)) continue;
    if (text[at] == ' ') continue;
    if (std::optional<std::string> date = ReadDateAt(text, at, nullptr)) return date;
  }
  return std::nullopt;
}

std::vector<TimeSpan> FindTimes(std::string_view text, const TimeContext& context) {
  std::vector<TimeSpan> found;
  Builder builder{text, context, found};
  const FoldedText folded = FoldWithOffsets(text);
  auto year_of = [&](const Match& match, size_t group) {
    return match.has(group) ? std::optional<int>(Number(match.Text(text, group))) : std::nullopt;
  };
  for (const Match& match : kDayFull.FindAll(folded)) {
    builder.AddDay(match, false, year_of(match, 4));
  }
  for (const Match& match : kDayWords.FindAll(folded)) {
    builder.AddDay(match, match.has(5), year_of(match, 4));
  }
  for (const Match& match : kDayShort.FindAll(folded)) {
    if (match.end() < text.size() && text[match.end()] == '/') continue;
    builder.AddDay(match, match.has(4), std::nullopt);
  }
  for (const Match& match : kDayOfMonth.FindAll(folded)) builder.AddDayOfMonth(match);
  for (const Match& match : kHalfYear.FindAll(folded)) builder.AddHalfYear(match);
  for (const Match& match : kMonth.FindAll(folded)) builder.AddMonth(match);
  for (const Match& match : kQuarter.FindAll(folded)) builder.AddQuarter(match);
  for (const Match& match : kQuarterGlued.FindAll(folded)) builder.AddQuarter(match);
  for (const Match& match : kPeriod.FindAll(folded)) builder.AddYears(match, true);
  for (const Match& match : kYear.FindAll(folded)) builder.AddYears(match, false);

  for (TimeSpan& time : FindTimeLists(text, folded)) {
    Bind(text, time);
    found.push_back(std::move(time));
  }

  // Of overlapping readings the longest stays: a year is part of its date, a month of its day.
  std::stable_sort(found.begin(), found.end(), [](const TimeSpan& a, const TimeSpan& b) {
    return a.point.size() > b.point.size();
  });
  std::vector<TimeSpan> kept;
  for (TimeSpan& time : found) {
    const bool free = std::none_of(kept.begin(), kept.end(), [&](const TimeSpan& other) {
      return time.point.begin < other.point.end && other.point.begin < time.point.end;
    });
    if (free) kept.push_back(std::move(time));
  }
  std::sort(kept.begin(), kept.end(),
            [](const TimeSpan& a, const TimeSpan& b) { return a.point.begin < b.point.begin; });
  JoinRanges(text, context, kept);
  return kept;
}

}  // namespace planrec::extract
