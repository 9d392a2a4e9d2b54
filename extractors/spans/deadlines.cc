// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/deadlines.h"

#include <algorithm>

#include "extractors/vocabulary/clauses.h"
#include "extractors/vocabulary/table_columns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kCellContinuous{"deadline.cell-continuous", Over::kFolded,
                              R"(^(?:thuong xuyen|lien tuc|hang ngay thuong xuyen|thuong ky)\b)",
                              "Thường xuyên", "Chi thường xuyên"};
const Pattern kCellConditional{
    "deadline.cell-conditional", Over::kFolded,
    R"(^(?:(?:ngay )?(?:sau )?khi\b|theo\b|tuy |dot xuat|ngay sau\b|sau (?:moi|khi|dot|tung)\b|truoc khi\b|ngay trong\b|ngay khi\b|sau \d+ ngay|cham nhat (?:sau )?\d+ ngay|trong (?:vong |thoi han )?\d+|\d+ (?:ngay|tuan|thang|gio)(?: lam viec)?,? (?:ke tu|tinh tu|sau|truoc)\b))",
    "Khi có văn bản hướng dẫn", "Quý I/2023"};
const Pattern kCellRecurring{
    "deadline.cell-recurring", Over::kFolded,
    R"(^(?:dinh ky|thuc hien|bao cao|truoc|vao)?,? ?(?:(?:hang|moi) (ngay|tuan|thang|quy|nam)|(0?6 thang)(?: (?:mot|1|01) lan)?|(?:mot|1|01) (ngay|tuan|thang|quy|nam) ?(?:/|mot |1 |01 )? ?lan)\b)",
    "Hàng quý", "Năm 2023"};
const Pattern kCellPeriodical{"deadline.cell-periodical", Over::kFolded, R"(^(?:theo )?dinh ky\b)",
                              "Định kỳ", "Quý I"};
const Pattern kCellYear{"deadline.cell-year", Over::kFolded, R"(^((?:19|20)\d{2})$)", "2024",
                        "2024 người"};
const Pattern kCellYears{"deadline.cell-years", Over::kFolded,
                         R"(^((?:19|20)\d{2}) ?[-–] ?((?:19|20)\d{2})$)", "2021-2025", "2021"};
const Pattern kCellThisYear{"deadline.cell-this-year", Over::kFolded,
                            R"(^(?:trong nam(?: nay)?|ca nam|trong ca nam|nam ke hoach)$)",
                            "Trong năm", "Năm 2023"};
const Pattern kCellShortQuarter{"deadline.cell-short-quarter", Over::kFolded,
                                R"(^q\.? ?(iv|iii|ii|i|[1-4])(?: ?[/-] ?((?:19|20)\d{2}))?$)",
                                "QI/2024", "Quý I/2024"};
const Pattern kCellShortDay{"deadline.cell-short-day", Over::kFolded, R"(^(\d{1,2})/(\d{1,2})$)",
                            "30/11", "30/11/2024"};
const Pattern kCellShortMonth{"deadline.cell-short-month", Over::kFolded,
                              R"(^(\d{1,2}) ?/ ?((?:19|20)\d{2})$)", "11/2024", "2024"};
const Pattern kCellMonths{
    "deadline.cell-months", Over::kFolded,
    R"(^(?:thang )?(\d{1,2})(?:(?:, ?| va |; ?)(?:thang )?\d{1,2})+(?: ?[/-] ?((?:19|20)\d{2})|,? nam ((?:19|20)\d{2}))?$)",
    "Tháng 3, 6, 9 và 12/2024", "Tháng 3/2024"};

constexpr double kContradictory = 0.4;

DeadlineValue Stretch(std::string kind, std::string from, std::string to, double confidence) {
  DeadlineValue value;
  value.kind = std::move(kind);
  value.from = std::move(from);
  value.to = std::move(to);
  value.confidence = confidence;
  return value;
}

DeadlineValue Plain(std::string kind, double confidence) {
  DeadlineValue value;
  value.kind = std::move(kind);
  value.confidence = confidence;
  return value;
}

int Number(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// "Tháng 6 và tháng 12 hằng năm": months of which the last says that they recur.
std::optional<std::string> YearlyOf(const std::vector<TimeSpan>& times) {
  constexpr std::string_view kYearly = "FREQ=YEARLY;BYMONTH=";
  const std::optional<std::string>& last = times.back().recurrence;
  if (times.size() < 2 || !last || !last->starts_with(kYearly)) return std::nullopt;
  if (last->find("BYMONTHDAY") != std::string::npos) return std::nullopt;
  std::string months;
  for (size_t i = 0; i + 1 < times.size(); ++i) {
    if (times[i].unit != TimeUnit::kMonth || !times[i].from) return std::nullopt;
    months += std::to_string(Number(times[i].from->substr(5, 2))) + ",";
  }
  return std::string(kYearly) + months + last->substr(kYearly.size());
}

/// Several times of one cell as one: the stretch from the first to the last.
DeadlineValue Merge(const std::vector<TimeSpan>& times) {
  DeadlineValue value;
  value.kind = times.front().kind;
  value.from = times.front().from;
  value.to = times.front().to;
  value.recurrence = times.front().recurrence;
  value.confidence = times.size() == 1 ? 0.98 : 0.85;
  for (const TimeSpan& time : times) {
    if (time.doubtful) value.confidence = 0.6;
  }
  for (const TimeSpan& time : times) {
    if (time.kind == "recurring") {
      value.kind = "recurring";
      value.from.reset();
      value.to.reset();
      value.recurrence = YearlyOf(times).value_or(time.recurrence.value_or(""));
      return value;
    }
    if (time.kind != value.kind) value.kind = "range";
    if (time.from && (!value.from || *time.from < *value.from)) value.from = time.from;
    if (time.to && (!value.to || *time.to > *value.to)) value.to = time.to;
  }
  if (value.kind == "date" && times.size() > 1) {
    // Two dates of one cell: a stretch.
    std::string first = *times.front().to;
    for (const TimeSpan& time : times) first = std::min(first, *time.to);
    value.kind = "range";
    value.from = first;
  }
  return value;
}

std::optional<std::string> ActivityOf(const TextUnit& unit) {
  if (unit.table == nullptr || unit.anchor.row < 0) return std::nullopt;
  for (std::string_view role : {"activity", "task", "output"}) {
    for (size_t c = 0; c < unit.table->columns.size(); ++c) {
      if (unit.table->columns[c].role != role) continue;
      const TableCell* cell =
          CoveringCell(*unit.table, static_cast<size_t>(unit.anchor.row), static_cast<int>(c));
      if (cell != nullptr && !cell->text.text.empty()) return cell->text.text;
    }
  }
  return std::nullopt;
}

bool HasLetterOrDigit(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsLetter(c) || IsDigit(c)) return true;
  }
  return false;
}

}  // namespace

TimeContext ContextOf(const DocumentFields& document) {
  TimeContext context;
  if (document.issued_on && document.issued_on->size() == 10)
    context.issued_on = document.issued_on;
  if (document.period && document.period->from == document.period->to) {
    context.year = document.period->from;
  } else if (document.issued_on && document.issued_on->size() >= 4) {
    context.year = Number(document.issued_on->substr(0, 4));
  } else if (document.period) {
    context.year = document.period->from;
  }
  return context;
}

DeadlineValue ReadDeadlineCell(std::string_view text, const TimeContext& context) {
  const Span inner = TrimSpan(text, {0, text.size()}, ".,;:-–—_*()|");
  const std::string cell(text.substr(inner.begin, inner.size()));
  const std::string folded = Fold(FoldSpaces(cell));
  if (kCellContinuous.Matches(folded)) return Plain("continuous", 0.98);
  if (const auto match = kCellYear.Find(folded)) {
    const int year = Number(match->Text(folded, 1));
    return Stretch("year", IsoDate(year, 1, 1), IsoDate(year, 12, 31), 0.95);
  }
  if (const auto match = kCellYears.Find(folded)) {
    return Stretch("range", IsoDate(Number(match->Text(folded, 1)), 1, 1),
                   IsoDate(Number(match->Text(folded, 2)), 12, 31), 0.95);
  }
  if (kCellThisYear.Matches(folded) && context.year) {
    return Stretch("year", IsoDate(*context.year, 1, 1), IsoDate(*context.year, 12, 31), 0.85);
  }
  if (const auto match = kCellShortQuarter.Find(folded)) {
    const std::string expanded = "Quý " + Upper(match->Text(folded, 1)) +
                                 (match->has(2) ? "/" + std::string(match->Text(folded, 2)) : "");
    const std::vector<TimeSpan> times = FindTimes(expanded, context);
    if (!times.empty()) return Merge(times);
  }
  if (const auto match = kCellShortDay.Find(folded); match && context.year) {
    const int day = Number(match->Text(folded, 1)), month = Number(match->Text(folded, 2));
    if (IsDate(*context.year, month, day)) {
      DeadlineValue value = Plain("date", 0.85);
      value.to = IsoDate(*context.year, month, day);
      return value;
    }
  }
  if (const auto match = kCellShortMonth.Find(folded)) {
    const int month = Number(match->Text(folded, 1)), year = Number(match->Text(folded, 2));
    if (month >= 1 && month <= 12) {
      return Stretch("range", IsoDate(year, month, 1),
                     IsoDate(year, month, DaysInMonth(year, month)), 0.9);
    }
  }
  if (const auto match = kCellMonths.Find(folded)) {
    std::optional<int> year = context.year;
    if (match->has(2)) year = Number(match->Text(folded, 2));
    if (match->has(3)) year = Number(match->Text(folded, 3));
    int first = 13, last = 0, value = 0;
    const size_t stop = match->has(2) ? match->group(2).begin
                                      : (match->has(3) ? match->group(3).begin : folded.size());
    for (size_t i = 0; i <= stop; ++i) {
      const bool digit = i < stop && folded[i] >= '0' && folded[i] <= '9';
      if (digit) {
        value = value * 10 + (folded[i] - '0');
        continue;
      }
      if (value >= 1 && value <= 12) {
        first = std::min(first, value);
        last = std::max(last, value);
      }
      value = 0;
    }
    if (year && last > 0) {
      return Stretch("range", IsoDate(*year, first, 1),
                     IsoDate(*year, last, DaysInMonth(*year, last)), 0.85);
    }
  }
  const std::vector<TimeSpan> times = FindTimes(cell, context);
  // A condition that begins the cell stays one whatever dates it quotes.
  if (kCellConditional.Matches(folded)) {
    const std::vector<DueTime> due = FindDueTimes(cell, context);
    const bool anchored = due.size() == 1 && due[0].value.kind == "date" && due[0].span.begin == 0;
    return anchored ? due[0].value : Plain("conditional", 0.95);
  }
  if (!times.empty()) return Merge(times);
  if (const auto match = kCellRecurring.Find(folded)) {
    DeadlineValue value = Plain("recurring", 0.93);
    for (size_t group = 1; group <= 3; ++group) {
      if (!match->has(group)) continue;
      const bool half = group == 2;  // "6 tháng"
      value.recurrence = half ? RecurrenceOf("thang", 6) : RecurrenceOf(match->Text(folded, group));
    }
    return value;
  }
  if (kCellPeriodical.Matches(folded)) return Plain("recurring", 0.9);
  if (folded.find("thuong xuyen") != std::string::npos) return Plain("continuous", 0.7);
  return Plain("conditional", 0.4);
}

std::vector<Deadline> ExtractDeadlines(const Structure& structure) {
  const TimeContext context = ContextOf(structure.document);
  std::vector<Deadline> out;
  auto add = [&](const TextUnit& unit, Span span, const DeadlineValue& value,
                 std::optional<std::string> what) {
    Deadline deadline;
    deadline.id = std::string("d").append(std::to_string(out.size() + 1));
    deadline.anchor = unit.anchor;
    deadline.text = unit.text->text.substr(span.begin, span.size());
    deadline.what = std::move(what);
    deadline.kind = value.kind;
    deadline.from = value.from;
    deadline.to = value.to;
    deadline.recurrence = value.recurrence;
    deadline.where = unit.text->Locate(span.begin, span.end);
    deadline.confidence = unit.text->Confidence(span.begin, span.end) * value.confidence;
    if (deadline.from && deadline.to && *deadline.to < *deadline.from) {
      // Mistyped or misread: one of its ends is wrong, and nothing tells which.
      deadline.to.reset();
      deadline.confidence = std::min(deadline.confidence, kContradictory);
    }
    out.push_back(std::move(deadline));
  };
  for (const TextUnit& unit : TextUnits(structure)) {
    const std::string& text = unit.text->text;
    if (unit.note) continue;
    if (unit.table != nullptr) {
      const bool due_column = unit.column != nullptr && unit.column->role == "deadline";
      if (!due_column || unit.row == nullptr || unit.row->kind != RowKind::kData) continue;
      if (IsTotalRow(*unit.row)) continue;
      if (!HasLetterOrDigit(text)) continue;
      add(unit, {0, text.size()}, ReadDeadlineCell(text, context), ActivityOf(unit));
      continue;
    }
    if (unit.node != nullptr && unit.node->kind == SectionKind::kHeading && text.size() < 60)
      continue;
    for (const DueTime& due : FindDueTimes(text, context, unit.opening)) {
      std::optional<std::string> what;
      if (due.what.size() > 0) what = text.substr(due.what.begin, due.what.size());
      add(unit, due.span, due.value, std::move(what));
    }
  }
  return out;
}

}  // namespace planrec::extract
