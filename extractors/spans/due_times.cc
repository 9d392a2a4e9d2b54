// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/due_times.h"

#include <algorithm>

#include "extractors/spans/citations.h"
#include "extractors/spans/duty_adverbs.h"
#include "extractors/spans/relative_times.h"
#include "extractors/spans/time_duties.h"
#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;
constexpr double kDoubtful = 0.65;  // of a time that was read in spite of damage

const Pattern kContinuous{"deadline.continuous", Over::kFolded, R"(\bthuong xuyen\b)",
                          "Thường xuyên kiểm tra", "thường trực"};
const Pattern kPeriodical{"deadline.periodical", Over::kFolded, R"(\b(?:theo )?dinh ky\b)",
                          "báo cáo theo định kỳ", "định kiến"};
#define PLANREC_UNIT "(?:ngay|tuan|thang|quy|nam)"
#define PLANREC_COUNT R"((?:\d{1,2}|mot|hai|ba|bon|sau))"
#define PLANREC_GO_ON                                                       \
  "(?:(?:, ?| va | hoac )(?:(?:hang |moi )?" PLANREC_UNIT "|" PLANREC_COUNT \
  " (?:thang|quy|nam))\\b)*"
const Pattern kRecurring{"deadline.recurring", Over::kFolded,
                         R"(\b(?:dinh ky )?(?:hang|moi|tung) )" PLANREC_UNIT R"(\b)" PLANREC_GO_ON,
                         "định kỳ hàng quý, 6 tháng, hàng năm", "hàng năng suất cao"};
const Pattern kPeriod{"deadline.period", Over::kFolded,
                      R"(\bdinh ky (?:bao cao )?(?:)" PLANREC_COUNT " )?" PLANREC_UNIT
                      R"(\b)" PLANREC_GO_ON,
                      "định kỳ sáu tháng, 1 năm", "định kỳ kiểm tra"};
const Pattern kOnceIn{
    "deadline.once-in", Over::kFolded,
    R"((?:\bdinh ky )?\b(?:cu |moi )?(?:(?:moi|)" PLANREC_COUNT ") )" PLANREC_UNIT
    R"((?:(?: to chuc| hop| kiem tra| bao cao)?(?: it nhat| toi thieu)? (?:mot|hai|\d{1,2}) lan\b| ?/ ?(?:mot |0?1 )?lan\b))",
    "Ba tháng một lần", "ba tháng đầu năm"};
/// The other order: "01 lần/quý", "mỗi quý 01 lần" being the first.
const Pattern kTimesIn{"deadline.times-in", Over::kFolded,
                       R"(\b(?:mot|0?1) lan ?(?:/|moi |trong )(?:)" PLANREC_COUNT " )?" PLANREC_UNIT
                       R"(\b)",
                       "kiểm tra 01 lần/quý", "mỗi lần một tháng"};
/// One member of the list. Groups: how many, the unit.
const Pattern kRecurringUnit{
    "deadline.recurring-unit", Over::kFolded,
    R"((?:dinh ky (?:bao cao )?)?(?:(?:hang|moi|tung|cu) )?(?:()" PLANREC_COUNT
    R"() )?()" PLANREC_UNIT R"()\b(?:(?: to chuc| hop| kiem tra| bao cao)? (?:mot|0?1) lan\b)?)",
    "hằng tháng", "hạn mức"};
#undef PLANREC_GO_ON
#undef PLANREC_COUNT
#undef PLANREC_UNIT
/// Behind a unit these make it a stretch or a name of its own: "định kỳ quý I", "6 tháng đầu năm".
const Pattern kNoPeriod{"deadline.no-period", Over::kFolded,
                        R"(^ (?:[ivx]+\b|\d|dau\b|cuoi\b|nay\b))", " đầu năm", ", báo cáo"};
/// A number of days or hours for one step of a procedure.
const Pattern kLimit{
    "deadline.limit", Over::kFolded,
    R"(\b(?:(?:trong (?:thoi han|thoi gian|vong),? )(?:khong qua |toi da )?|(?:cham nhat|muon nhat)(?: la| trong| sau)? |khong qua |toi da |truoc (?:it nhat |toi thieu |cham nhat ))\d{1,3}(?: \([^)]{1,20}\))? (?:ngay|gio|tuan|thang|phut)(?: lam viec)?\b)",
    "trong thời hạn không quá 02 ngày làm việc", "kéo dài 02 ngày"};
/// How long something lasts is no limit of an act.
const Pattern kLasts{
    "deadline.lasts", Over::kFolded,
    R"(\b(?:keo dai|thoi luong|nghi|tam giam|luu tru|dien ra|bao hanh|tap trung|cong tac|lam them)[^,;.]{0,12}$)",
    "mỗi lớp kéo dài ", "cho ý kiến "};
/// Goods and shops ("mặt hàng năm nay", "cửa hàng", "ngân hàng") are no period.
const Pattern kWares{"deadline.wares", Over::kFolded,
                     R"(\b(?:mat|cua|ngan|khach|don|gian|xep|xuat) $)", "các mặt ", "báo cáo "};
const Pattern kUnplanned{"deadline.unplanned", Over::kFolded, R"(\bdot xuat\b)", "hoặc đột xuất",
                         "đột phá"};
const Pattern kAfterTimeAdverb{
    "deadline.after-time-adverb", Over::kFolded,
    R"((?:dinh ky|thuong xuyen|(?:hang|moi) [a-z]+|\d (?:thang|quy|nam)),?(?: va| hoac| hay)? ?$)",
    "kiểm tra định kỳ, ", "kiểm tra "};
const Pattern kBeforeTimeAdverb{"deadline.before-time-adverb", Over::kFolded,
                                R"(^,?(?: va| hoac| hay)? ?(?:theo )?(?:dinh ky|thuong xuyen)\b)",
                                " và định kỳ", " về việc"};
const Pattern kCondition{
    "deadline.condition", Over::kFolded,
    R"(\b(?:ngay sau khi|ngay khi|sau khi (?:duoc|co|nhan duoc|ket thuc|hoan thanh|ban hanh)|)"
    R"(khi (?:co (?:yeu cau|nhu cau|ket qua|huong dan|van ban|chu truong|chi dao|thay doi|phat sinh|)"
    R"(quyet dinh|bien dong|tinh huong|su co|y kien|thong bao|phan anh|du dieu kien|tin bao|bao dong|bao lu|mua lon|thien tai|dich|lenh|vu viec|dau hieu)|can thiet|)"
    R"(duoc yeu cau|duoc giao|phat sinh|[^,;.()]{1,40} co (?:nhu cau|yeu cau)))\b)",
    "khi người dân có nhu cầu", "khi thực hiện việc tố cáo"};
/// "trước khi kêu gọi đầu tư", "kết thúc nhiệm kỳ": a moment without a date.
const Pattern kMoment{
    "deadline.moment", Over::kFolded,
    R"(\b(?:truoc khi (?:keu goi|trinh|ban hanh|phe duyet|trien khai|khoi cong|dua vao|nghiem thu|cap phep|thi cong|cong bo|dau tu|khai giang|khai mac|be mac|be giang|ban giao)\b|(?:giua|cuoi|ket thuc|het) nhiem ky\b|)"
    R"((?:tu|truoc|den het|ket thuc) nam hoc (?:20)\d{2} ?[-–] ?20\d{2}\b|truoc (?:dip )?tet(?: nguyen dan| duong lich| co truyen)?\b|)"
    R"((?:tai|trong|vao) (?:cac )?ky hop (?:thuong le |thuong ky )?(?:giua|cuoi|dau) nam\b))",
    "trước khi kêu gọi đầu tư", "trước khi cơ quan quyết định"};
const Pattern kSchedule{"deadline.schedule", Over::kFolded, R"(\btheo (?:dung )?lo trinh\b)",
                        "theo đúng lộ trình được giao", "đảm bảo lộ trình"};
/// A road map that another has laid down names no time.
const Pattern kOthersSchedule{
    "deadline.others-schedule", Over::kFolded,
    R"(^ (?:do |ma )?(?:quy dinh|cua (?:bo|chinh phu|trung uong|luat|nghi dinh))\b)",
    " quy định của Bộ Y tế", " được giao"};
const Pattern kSoonest{"deadline.soonest", Over::kFolded,
                       R"(\b(?:trong )?thoi gian (?:som|ngan|nhanh) nhat\b)",
                       "trong thời gian sớm nhất", "thời gian tới"};
/// Between two days of which the last says that they return: "trước ngày 15/6, báo cáo năm trước".
const Pattern kYearlyJoint{
    "deadline.yearly-joint", Over::kFolded,
    R"(^[,;]?(?: ?va)?(?: ?bao cao(?: (?:ca )?(?:nam|quy|6 thang|tong ket|so ket|gui|nop))*)?$)",
    ", báo cáo năm", ", họp ngày"};
struct CountWord {
  std::string_view folded;
  int count;
};
constexpr CountWord kCountWords[] = {{"mot", 1}, {"hai", 2}, {"ba", 3}, {"bon", 4}, {"sau", 6}};

/// "06", "sáu" (folded); 1 where nothing is said.
int CountOf(std::string_view folded) {
  for (const CountWord& word : kCountWords) {
    if (folded == word.folded) return word.count;
  }
  int count = 0;
  for (char c : folded) count = c >= '0' && c <= '9' ? count * 10 + (c - '0') : count;
  return std::max(count, 1);
}

/// The rule of the same day each year.
std::string YearlyRule(std::string_view iso) {
  return "FREQ=YEARLY;BYMONTH=" + std::to_string(std::stoi(std::string(iso.substr(5, 2)))) +
         ";BYMONTHDAY=" + std::to_string(std::stoi(std::string(iso.substr(8, 2))));
}

/// Where a condition's phrase ends.
size_t ConditionEnd(std::string_view text, Span match, size_t limit) {
  size_t end = limit;
  for (size_t i = match.end; i < limit; ++i) {
    const char c = text[i];
    if (c == ',' || c == ';' || c == ')' || c == ':') {
      end = i;
      break;
    }
    if (c == '.' && (i + 1 == limit || text[i + 1] == ' ')) {
      end = i;
      break;
    }
    if (c == ' ' && (WordAt(text, i + 1, "để") || text[i + 1] == '(')) {
      end = i;
      break;
    }
  }
  return TrimSpan(text, {match.begin, end}, ".,;:/").end;
}

bool Overlaps(const std::vector<Span>& spans, Span span) {
  return std::any_of(spans.begin(), spans.end(), [&](const Span& other) {
    return span.begin < other.end && other.begin < span.end;
  });
}

class Finder {
 public:
  Finder(std::string_view text, const TimeContext& context, bool opening)
      : text_(text), context_(context), opening_(opening), cited_(CitationSpans(text)) {}

  std::vector<DueTime> Run() {
    Relative();
    Times();
    if (!opening_) {
      Recurring();
      Continuous();
      Periodical();
      Unplanned();
      Limits();
      Conditions();
    }
    std::sort(out_.begin(), out_.end(),
              [](const DueTime& a, const DueTime& b) { return a.span.begin < b.span.begin; });
    return std::move(out_);
  }

 private:
  bool Taken(Span span) const {
    return std::any_of(out_.begin(), out_.end(), [&](const DueTime& due) {
      return span.begin < due.span.end && due.span.begin < span.end;
    });
  }
  bool InCitation(size_t at) const { return Overlaps(cited_, {at, at + 1}); }

  void Add(Span span, Span what, std::string kind, double confidence) {
    DueTime due;
    due.span = span;
    due.what = what;
    due.value.kind = std::move(kind);
    due.value.confidence = confidence;
    out_.push_back(std::move(due));
  }

  void Relative() {
    for (const RelativeTime& time : FindRelativeTimes(text_)) {
      if (InCitation(time.span.begin) || Taken(time.span)) continue;
      const Around at(text_, time.span);
      const size_t end = ConditionEnd(text_, time.span, at.sentence.end);
      Add({time.span.begin, end}, at.Before(), "conditional", 0.85);
      if (const auto resolved =
              Resolve(time, text_.substr(time.span.end, end - time.span.end), context_)) {
        out_.back().value.kind = "date";
        out_.back().value.to = resolved->date;
        out_.back().value.confidence = resolved->confidence;
      }
    }
  }

  void Times() {
    const TimeJudge judge{text_, context_, opening_};
    for (const TimeSpan& time : FindTimes(text_, context_)) {
      if (InCitation(time.point.begin) || Taken(time.span)) continue;
      const std::optional<double> sure = judge.Due(time);
      if (!sure) continue;
      const Around at(text_, time.span);
      // A reporting period named before its date is no date: "Báo cáo quý I: trước ngày …".
      Add(time.span, at.Before(), time.kind, time.doubtful ? *sure * kDoubtful : *sure);
      DueTime& due = out_.back();
      if (due.what.size() == 0) due.what = at.After();
      due.value.from = time.from;
      due.value.to = time.to;
      due.value.recurrence = time.recurrence;
      if (judge.Returns(time)) Repeat(due);
      MakeYearly(time);
    }
  }

  /// A date without a year as the rule that it stands for.
  static void Repeat(DueTime& due) {
    due.value.kind = "recurring";
    due.value.recurrence = YearlyRule(*due.value.to);
    due.value.to.reset();
  }

  /// "trước ngày 10 tháng 6 và ngày 10 tháng 12 hằng năm": the last words speak of both.
  void MakeYearly(const TimeSpan& time) {
    if (out_.size() < 2 || !time.recurrence || !time.recurrence->starts_with("FREQ=YEARLY;BYMONTH"))
      return;
    DueTime& before = out_[out_.size() - 2];
    if (before.value.kind != "date" || !before.value.to || before.span.end > time.span.begin)
      return;
    const std::string between =
        Fold(text_.substr(before.span.end, time.span.begin - before.span.end));
    const std::string_view joint = Trim(between);
    const std::string printed =
        Fold(text_.substr(before.span.begin, before.span.end - before.span.begin));
    const bool year = printed.find(before.value.to->substr(0, 4)) != std::string::npos;
    if (year || !kYearlyJoint.Matches(joint)) return;
    Repeat(before);
  }

  void Recurring() {
    for (const Pattern* pattern : {&kOnceIn, &kTimesIn, &kPeriod}) {
      for (const Match& match : pattern->FindAll(text_)) AddPeriods(match.group(0), true);
    }
    for (const Match& match : kRecurring.FindAll(text_)) {
      const std::string first = Lower(text_.substr(match.begin(), 6));
      if (first.rfind("hạn", 0) == 0 || first.rfind("hãn", 0) == 0) continue;
      const std::string said = Fold(match.Text(text_, 0));
      if (said.rfind("tung ", 0) == 0) continue;
      AddPeriods(match.group(0), said.rfind("dinh ky", 0) == 0 || said.find(',') != npos);
    }
  }

  /// The units of a list as one deadline each.
  void AddPeriods(Span list, bool strong) {
    // "hằng năm hoặc 02 năm một lần": what is left of a list before a period that was read.
    for (const DueTime& due : out_) {
      if (due.span.begin > list.begin && due.span.begin < list.end) list.end = due.span.begin;
    }
    if (InCitation(list.begin) || Taken(list)) return;
    const Around at(text_, list);
    if (kWares.Matches(at.left) || kNoPeriod.Matches(text_.substr(list.end))) return;
    if (!IsRecurringDuty(at, strong)) return;
    const Span what = at.starts_clause ? at.After() : at.Before();
    for (size_t from = list.begin; from < list.end;) {
      const auto unit = kRecurringUnit.Find(text_.substr(0, list.end), from);
      if (!unit) break;
      Add(TrimSpan(text_, unit->group(0), ", "), what, "recurring", 0.88);
      out_.back().value.recurrence =
          RecurrenceOf(Fold(unit->Text(text_, 2)), CountOf(Fold(unit->Text(text_, 1))));
      from = unit->end();
    }
  }

  /// "không quá 03 ngày đối với văn bản thường": days or hours for a step.
  void Limits() {
    for (const Match& match : kLimit.FindAll(text_)) {
      if (InCitation(match.begin()) || Taken(match.group(0))) continue;
      const Around at(text_, match.group(0));
      const bool rate = at.right.rfind('/', 0) == 0;  // "không quá 30 ngày/năm"
      if (rate || kLasts.Matches(at.left)) continue;
      Add(match.group(0), at.Before(), "conditional", 0.85);
    }
  }

  void Continuous() {
    for (const Match& match : kContinuous.FindAll(text_)) {
      if (InCitation(match.begin()) || Taken(match.group(0))) continue;
      const Around at(text_, match.group(0));
      if (!IsContinuousDuty(at)) continue;
      const size_t next = match.end() + 1;
      const bool after = next < text_.size() && IsVerbAt(text_, next);
      Add(match.group(0), after || at.starts_clause ? at.After() : at.Before(), "continuous", 0.9);
    }
  }

  void Periodical() {
    for (const Match& match : kPeriodical.FindAll(text_)) {
      if (InCitation(match.begin()) || Taken(match.group(0))) continue;
      const Around at(text_, match.group(0));
      if (!IsPeriodicalDuty(at)) continue;
      Add(match.group(0), at.starts_clause ? at.After() : at.Before(), "recurring", 0.85);
    }
  }

  /// "đột xuất" beside another adverb of time that counted.
  void Unplanned() {
    for (const Match& match : kUnplanned.FindAll(text_)) {
      if (InCitation(match.begin()) || Taken(match.group(0))) continue;
      const Around at(text_, match.group(0));
      if (!kAfterTimeAdverb.Matches(at.left) && !kBeforeTimeAdverb.Matches(at.right)) continue;
      const bool beside = std::any_of(out_.begin(), out_.end(), [&](const DueTime& due) {
        return (due.span.end <= match.begin() && match.begin() - due.span.end < 16) ||
               (due.span.begin >= match.end() && due.span.begin - match.end() < 16);
      });
      if (beside) Add(match.group(0), at.Before(), "conditional", 0.85);
    }
  }

  void Conditions() {
    for (const Pattern* pattern : {&kCondition, &kMoment, &kSchedule, &kSoonest}) {
      for (const Match& match : pattern->FindAll(text_)) {
        if (InCitation(match.begin()) || Taken(match.group(0))) continue;
        if (pattern == &kSchedule && kOthersSchedule.Matches(text_.substr(match.end()))) continue;
        const Around at(text_, match.group(0));
        const std::string before =
            Fold(text_.substr(at.clause.begin, match.begin() - at.clause.begin));
        auto ends = [&](std::string_view word) {
          const std::string_view trimmed = Trim(before);
          return trimmed.size() >= word.size() &&
                 trimmed.substr(trimmed.size() - word.size()) == word;
        };
        if (ends("truoc") || ends("neu") || ends("dac biet") || ends("chi") || ends("tru"))
          continue;
        size_t end = pattern == &kSoonest ? match.end()
                                          : ConditionEnd(text_, match.group(0), at.sentence.end);
        // "kết thúc nhiệm kỳ |tổng kết thực hiện Kế hoạch": the act is no part of its moment.
        if (pattern == &kMoment && LikelyActionAt(text_, match.end() + 1)) end = match.end();
        // A cited document inside belongs to the phrase whole.
        for (const Span& cited : cited_) {
          if (cited.begin < end && cited.begin > match.begin()) end = std::max(end, cited.end);
        }
        Span what = at.Before();
        if (what.size() == 0) what = TrimSpan(text_, {end, at.clause.end}, ".,;:/");
        Add({match.begin(), end}, what, "conditional", 0.85);
      }
    }
  }

  std::string_view text_;
  const TimeContext& context_;
  bool opening_;
  std::vector<Span> cited_;
  std::vector<DueTime> out_;
};

}  // namespace

std::vector<DueTime> FindDueTimes(std::string_view text, const TimeContext& context, bool opening) {
  return Finder(text, context, opening).Run();
}

}  // namespace planrec::extract
