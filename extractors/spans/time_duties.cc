// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/time_duties.h"

#include <algorithm>
#include <string>

#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

const Pattern kTimeLabel{
    "deadline.label", Over::kFolded,
    R"((?:^|[.;] )thoi (?:gian|han|diem)(?: (?:thuc hien|hoan thanh|to chuc|bao cao|gui bao cao|du kien|tap huan|kiem tra|trien khai|bat dau|ket thuc|khai mac|be mac)[^:;.]{0,30})?:)",
    "Thời gian tập huấn cho cán bộ: Sáng ngày 28/5/2024", "thời gian làm việc: 8 giờ"};
/// "Khai mạc hội thao: Ngày 22/4/2026": what stands before the colon is the event.
const Pattern kEventLabel{"deadline.event-label", Over::kFolded, R"(^\W*[^:;.()]{3,80}: ?$)",
                          "Khai mạc hội thao: ", "họ và tên; ngày sinh: "};
/// Labels of days on which nothing is due.
const Pattern kNoEvent{
    "deadline.no-event", Over::kFolded,
    R"(\b(?:sinh|cap|truyen thong|thanh lap|ky niem|thoi ky|thoi hieu|nien do|so lieu|ky bao cao|can cu|hieu luc|nien khoa|lam viec|tiep dan|ban hanh|ngay ky|cap nhat)\b)",
    "Thời kỳ thanh tra: ", "Tổng duyệt: "};
/// Left of a window of data or of a past stretch.
const Pattern kDataWindow{
    "deadline.data-window", Over::kFolded,
    R"((?:so lieu|du bao|(?:^|[(,:] ?|\bke |\blieu |\bduoc )tinh(?: toan)? ?$|thong ke|ky bao cao|hinh thanh|thu thap|phat sinh|ban hanh|moc|thoi (?:ky|hieu)|nien (?:do|khoa)|pham vi)[^;.]{0,30}$)",
    "số liệu tính ", "gửi báo cáo "};
/// The window of a report in brackets: "Báo cáo quý II (từ ngày … đến ngày …)".
const Pattern kReportWindow{
    "deadline.report-window", Over::kFolded,
    R"(\b(?:bao cao|so lieu|ket qua|thong ke|tong hop)[^;.()]*\b(?:quy (?:[ivx]+|\d)(?: nam \d{4}|/\d{4})?|\d+ thang(?: (?:dau|cuoi) nam)?|tuan(?: \d+)?|thang(?: \d+)?|nam(?: \d{4})?|ky|dot)\W*\($)",
    "Báo cáo công tác quý II (", "Tiếp nhận hồ sơ ("};
const Pattern kPast{"deadline.past", Over::kFolded, R"(\b(?:da|duoc bau|ket qua dat|tung)\b)",
                    "đã thực hiện", "sẽ thực hiện"};
const Pattern kOutlook{"deadline.outlook", Over::kFolded,
                       R"((?:dinh huong|tam nhin|giai doan)[^;.]{0,25}$)", "tầm nhìn ",
                       "hoàn thành "};
/// A rule's day of effect. "Áp dụng" that opens the clause orders an act.
const Pattern kEffect{
    "deadline.effect", Over::kFolded,
    R"((?:\b(?:co|het|hieu luc) (?:hieu luc|thi hanh)[^;.,]{0,25}|[^;.,] ap dung(?: thong nhat| chung)? ?)$)",
    "Luật Phòng cháy có hiệu lực thi hành ", "Áp dụng "};
/// A stretch in which a rate or a level is to hold: the target's own, no time for an act.
const Pattern kOfRate{"deadline.of-rate", Over::kFolded,
                      R"(\d ?(?:%|phan tram)(?:/(?:nam|thang|quy))? ?$)", "tăng bình quân 12%/năm ",
                      "hoàn thành các chỉ tiêu "};
const Pattern kFinishing{"deadline.finishing", Over::kFolded,
                         R"(\b(?:hoan thanh|hoan tat|dut diem|xong|ket thuc)\b)",
                         "giải quyết dứt điểm hồ sơ", "phấn đấu đạt"};
/// Brackets that hold times alone: "(Quý IV/2026, Quý I/2027)".
const Pattern kOnlyTimes{
    "deadline.only-times", Over::kFolded,
    R"(^(?:trong|vao|den|tu|va|quy|thang|nam|dau|cuoi|[ivx]+|\d+|[/,;.\-– ])+$)",
    "Quý IV/2026, Quý I/2027", "theo mẫu số 02"};
const Pattern kReturning{"deadline.returning", Over::kFolded,
                         R"(\b(?:dinh ky|(?:hang|moi) (?:nam|quy|6 thang|sau thang))\b)",
                         "Định kỳ 6 tháng, các thôn báo cáo", "Báo cáo 6 tháng đầu năm"};
/// "định kỳ hằng tháng … trước ngày 05/6" names one month: the report of a month has no such day.
const Pattern kMonthly{"deadline.monthly", Over::kFolded, R"(\b(?:hang|moi) (?:thang|tuan|ngay)\b)",
                       "định kỳ hằng tháng", "hằng năm"};
const Pattern kLimitFollows{"deadline.limit-follows", Over::kFolded,
                            R"(^,? (?:truoc|cham nhat|muon nhat)\b)", " trước ngày 05/7/2024",
                            " tại hội trường"};
const Pattern kLeadMark{"deadline.lead-mark", Over::kFolded, R"(^(?: ?\([^)]*\))? ?([:,])? +)",
                        ": rà soát", "của xã"};

/// What took place on a day that is over: "được tổ chức vào ngày 28/12/2025".
const Pattern kTookPlace{"deadline.took-place", Over::kFolded,
                         R"(\b(?:duoc|dien ra|khoi cong|khanh thanh|khai mac) [^;.]{0,40}$)",
                         "Hội nghị được tổ chức ", "Tổ chức hội nghị "};

constexpr size_t kLabelReach = 60;  // bytes from a label to a time that it still governs
constexpr double kWorded = 0.95;    // bound by a word
constexpr double kLabelled = 0.9;   // behind a label
constexpr double kCoarse = 0.8;     // a year: as often that of a figure
constexpr double kByPlace = 0.8;    // bound by its place alone

bool Has(const TimeSpan& time, std::string_view word) {
  return (" " + time.bound + " ").find(" " + std::string(word) + " ") != npos;
}

bool IsCoarse(const TimeSpan& time) {
  return time.unit == TimeUnit::kYear || time.unit == TimeUnit::kPeriod;
}

/// "đến 16 giờ 00", "6 giờ 45": an appointment.
bool HasHour(const TimeSpan& time) {
  return std::any_of(time.bound.begin(), time.bound.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

/// "sáng thứ Bảy, ngày 11/4": a part of the day or of the week.
bool HasPartOfDay(const TimeSpan& time) {
  return Has(time, "sang") || Has(time, "trua") || Has(time, "chieu") || Has(time, "toi") ||
         Has(time, "thu");
}

const std::optional<std::string>& Last(const TimeSpan& time) {
  return time.to ? time.to : time.from;
}

}  // namespace

bool TimeJudge::Passed(const TimeSpan& time) const {
  const std::optional<std::string>& last = Last(time);
  return context.issued_on && last && *last < *context.issued_on;
}

/// Over a year before the plan itself: history ("tham gia trước ngày 01/01/1945"), no deadline.
bool TimeJudge::LongPast(const TimeSpan& time) const {
  if (!context.issued_on || time.kind == "recurring") return false;
  const std::optional<std::string>& last = Last(time);
  return last && std::stoi(last->substr(0, 4)) + 1 < std::stoi(context.issued_on->substr(0, 4));
}

bool TimeJudge::PrintsYear(const TimeSpan& time) const {
  const std::optional<std::string>& last = Last(time);
  return last && text.substr(time.point.begin, time.point.size()).find(last->substr(0, 4)) != npos;
}

/// "đã nộp đủ hồ sơ trước ngày 20/12/2025" tells what was. What lies ahead of the plan's own date
/// wasn't done then, whatever "đã" stands in the sentence ("các công trình đã nghiệm thu, báo cáo
/// trong quý III").
bool TimeJudge::Narrated(const TimeSpan& time, const Around& at) const {
  if (!kPast.Matches(at.left)) return false;
  return context.issued_on ? Passed(time) : true;
}

bool TimeJudge::IsWindow(const TimeSpan& time, const Around& at) const {
  if (time.kind != "range") return false;
  const bool since = Has(time, "tu") || Has(time, "ke tu");
  if (since && kEffect.Matches(at.left)) return true;
  if (!Has(time, "tu")) return false;
  const std::string_view before =
      text.substr(at.sentence.begin, time.span.begin - at.sentence.begin);
  return kDataWindow.Matches(before) || kReportWindow.Matches(before);
}

bool TimeJudge::InOwnBrackets(const TimeSpan& time) const {
  const size_t open = text.rfind('(', time.span.begin);
  const size_t close = text.find(')', time.span.end);
  if (open == npos || close == npos) return false;
  const std::string_view inner = text.substr(open + 1, close - open - 1);
  return inner.find(')') == npos && kOnlyTimes.Matches(inner);
}

bool TimeJudge::Labelled(const TimeSpan& time, const Around& at) const {
  if (time.unit == TimeUnit::kNone) return false;
  const std::optional<Match> label = kTimeLabel.Find(text);
  if (label && time.span.begin >= label->end() && time.span.begin - label->end() < kLabelReach) {
    return true;
  }
  if (IsCoarse(time)) return false;
  const std::string_view before =
      text.substr(at.sentence.begin, time.span.begin - at.sentence.begin);
  // "Báo cáo: 6 tháng đầu năm trước ngày …" names the report's period.
  if (kLimitFollows.Matches(at.right)) return false;
  // "Sơ khảo: tháng 7; chung khảo: ngày 15/8": each label governs up to the ';'.
  const size_t mark = before.rfind("; ");
  const std::string_view label_of = mark == npos ? before : before.substr(mark + 2);
  return kEventLabel.Matches(label_of) && !kNoEvent.Matches(before);
}

/// The time heads an order: "Tháng 11 tổ chức kiểm tra", "Năm 2026: Rà soát …", "Quý III, Phòng
/// Nội vụ tham mưu …".
bool TimeJudge::Leads(const TimeSpan& time, const Around& at) const {
  if (!at.starts_clause || at.clause.begin != at.sentence.begin) return false;
  if (Passed(time) || (!context.issued_on && kPast.Matches(at.right))) return false;
  const auto mark = kLeadMark.Find(text.substr(time.span.end, at.clause.end - time.span.end));
  if (!mark) return false;
  const size_t next = time.span.end + mark->end();
  if (next >= text.size()) return false;
  if (IsVerbAt(text, next)) return true;
  if (IsCoarse(time) || !mark->has(1)) return false;
  return text[time.span.end + mark->group(1).begin] == ':' ||
         FindAction(text, next, at.clause.end) != npos;
}

bool TimeJudge::BoundCoarsely(const TimeSpan& time, const Around& at) const {
  if (kPast.Matches(at.left)) return false;
  if (Has(time, "het") && !Has(time, "tu")) return true;
  if (time.kind == "range" && Has(time, "tu") && time.to) {
    return Has(time, "het") ||
           Fold(text.substr(time.span.begin, time.span.size())).find("den het") != npos;
  }
  if (Has(time, "trong")) {
    const bool must = at.right.rfind(" phai", 0) == 0 || at.right.rfind(", phai", 0) == 0;
    return must || kFinishing.Matches(at.left) || InOwnBrackets(time);
  }
  if (Has(time, "vao")) {
    const bool part = Has(time, "cuoi") || Has(time, "dau") || Has(time, "giua");
    return kFinishing.Matches(at.left) || (part && !Passed(time) && at.DutyClause());
  }
  if (Has(time, "den")) return at.starts_clause || Fold(Trim(at.left)) == "phan dau";
  return false;
}

bool TimeJudge::BoundFinely(const TimeSpan& time, const Around& at) const {
  if (Narrated(time, at)) return false;
  if (Passed(time) && (kTookPlace.Matches(at.left) || kPast.Matches(at.right))) return false;
  const bool range = time.kind == "range" && Has(time, "tu");
  if (range || HasHour(time)) return true;
  if (HasPartOfDay(time) && PrintsYear(time) && !Passed(time)) return true;
  for (std::string_view word : {"vao", "het", "den", "cuoi", "trong"}) {
    if (Has(time, word)) return true;
  }
  if (time.unit != TimeUnit::kDay) return InOwnBrackets(time);
  // A bare day ahead of an order's clause is when; one behind it may be a document's.
  return PrintsYear(time) && context.issued_on && Last(time) && *Last(time) > *context.issued_on &&
         at.DutyClause();
}

std::optional<double> TimeJudge::Due(const TimeSpan& time) const {
  if (time.kind == "recurring") return kWorded;
  const Around at(text, time.span);
  if (LongPast(time) || IsWindow(time, at)) return std::nullopt;
  if (Labelled(time, at)) return kLabelled;
  if (Has(time, "tinh den") || kOutlook.Matches(at.left)) return std::nullopt;
  // "theo số liệu thống kê đến ngày 31/12/2025": the day that figures are of.
  const bool until = Has(time, "den") || Has(time, "het");
  if (until && kEffect.Matches(at.left)) return std::nullopt;
  if (Passed(time) && until && kDataWindow.Matches(at.left)) return std::nullopt;
  if (time.unit == TimeUnit::kPeriod && kOfRate.Matches(at.left)) return std::nullopt;
  for (std::string_view word : {"truoc", "cham nhat", "muon nhat", "han chot", "han cuoi"}) {
    if (!Has(time, word)) continue;
    if (context.issued_on && Narrated(time, at)) return std::nullopt;
    return kWorded;
  }
  if (opening) return std::nullopt;
  if (Has(time, "du kien") || (Has(time, "xong") && !Narrated(time, at))) return kWorded;
  if (IsCoarse(time) && BoundCoarsely(time, at)) return kCoarse;
  if (!IsCoarse(time) && BoundFinely(time, at)) return kWorded;
  if (Leads(time, at)) return kByPlace;
  return std::nullopt;
}

bool TimeJudge::Returns(const TimeSpan& time) const {
  if (time.kind != "date" || time.unit != TimeUnit::kDay || !time.to || PrintsYear(time)) {
    return false;
  }
  const Span sentence = SentenceAt(text, time.span.begin);
  const std::string_view before = text.substr(sentence.begin, time.span.begin - sentence.begin);
  return kReturning.Matches(before) && !kMonthly.Matches(before);
}

}  // namespace planrec::extract
