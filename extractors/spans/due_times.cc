// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/due_times.h"

//
// Deadlines in running text: which times are due, and which adverbs make a duty of a verb.
#include <algorithm>
#include <array>

#include "extractors/spans/citations.h"
#include "extractors/spans/relative_times.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

const Pattern kContinuous{"deadline.continuous", Over::kFolded, R"(\bthuong xuyen\b)",
                          "Thường xuyên kiểm tra", "thường trực"};
const Pattern kPeriodical{"deadline.periodical", Over::kFolded, R"(\b(?:theo )?dinh ky\b)",
                          "báo cáo theo định kỳ", "định kiến"};
const Pattern kRecurring{
    "deadline.recurring", Over::kFolded,
    R"(\b(?:dinh ky )?(?:hang|moi|tung) (?:ngay|tuan|thang|quy|nam)\b)"
    R"((?:(?:, ?| va | hoac )(?:(?:hang |moi )?(?:ngay|tuan|thang|quy|nam)|0?6 thang)\b)*)",
    "định kỳ hàng quý, 6 tháng, hàng năm", "hàng năng suất cao"};
const Pattern kRecurringUnit{
    "deadline.recurring-unit", Over::kFolded,
    R"((?:dinh ky )?(?:(?:hang|moi|tung) )?(ngay|tuan|0?6 thang|thang|quy|nam)\b)", "hằng tháng",
    "hạn mức"};
const Pattern kUnplanned{"deadline.unplanned", Over::kFolded, R"(\bdot xuat\b)", "hoặc đột xuất",
                         "đột phá"};
const Pattern kAfterTimeAdverb{
    "deadline.after-time-adverb", Over::kFolded,
    R"((?:dinh ky|thuong xuyen|(?:hang|moi) [a-z]+|6 thang),?(?: va| hoac| hay)? ?$)",
    "kiểm tra định kỳ, ", "kiểm tra "};
const Pattern kBeforeTimeAdverb{"deadline.before-time-adverb", Over::kFolded,
                                R"(^,?(?: va| hoac| hay)? ?(?:theo )?(?:dinh ky|thuong xuyen)\b)",
                                " và định kỳ", " về việc"};
const Pattern kCondition{
    "deadline.condition", Over::kFolded,
    R"(\b(?:ngay sau khi|ngay khi|sau khi (?:duoc|co|nhan duoc|ket thuc|hoan thanh|ban hanh)|)"
    R"(khi (?:co (?:yeu cau|nhu cau|ket qua|huong dan|van ban|chu truong|chi dao|thay doi|phat sinh|)"
    R"(quyet dinh|bien dong|tinh huong|su co|y kien|thong bao|phan anh|du dieu kien|tin bao|bao dong|bao lu|mua lon|thien tai|dich|lenh|vu viec)|can thiet|)"
    R"(duoc yeu cau|duoc giao|phat sinh|[^,;.()]{1,40} co (?:nhu cau|yeu cau)))\b)",
    "khi người dân có nhu cầu", "khi thực hiện việc tố cáo"};
const Pattern kSchedule{"deadline.schedule", Over::kFolded, R"(\btheo (?:dung )?lo trinh\b)",
                        "theo đúng lộ trình được giao", "đảm bảo lộ trình"};
const Pattern kSoonest{"deadline.soonest", Over::kFolded,
                       R"(\b(?:trong )?thoi gian (?:som|ngan|nhanh) nhat\b)",
                       "trong thời gian sớm nhất", "thời gian tới"};
const Pattern kLabel{
    "deadline.label", Over::kFolded,
    R"((?:^|[.;] )thoi (?:gian|han|diem)(?: (?:thuc hien|hoan thanh|to chuc|bao cao|gui bao cao|kiem tra|trien khai))?:)",
    "Thời gian thực hiện: Quý II/2024", "thời gian làm việc"};
/// Left of a window of data or of a past stretch.
const Pattern kDataWindow{
    "deadline.data-window", Over::kFolded,
    R"((?:so lieu|du bao|tinh|thong ke|ky bao cao|hinh thanh|thu thap|phat sinh|ban hanh|moc)[^;.]{0,30}$)",
    "số liệu tính ", "gửi báo cáo "};
const Pattern kPromised{
    "deadline.promised", Over::kFolded,
    R"(\b(?:hoan thanh|phai|xong|can|yeu cau|bao dam|dam bao|ket thuc|ban hanh|trien khai)\b)",
    "hoàn thành việc rà soát", "kết quả đã đạt"};
const Pattern kPast{"deadline.past", Over::kFolded, R"(\b(?:da|duoc bau|ket qua dat|tung)\b)",
                    "đã thực hiện", "sẽ thực hiện"};
const Pattern kOutlook{"deadline.outlook", Over::kFolded,
                       R"((?:dinh huong|tam nhin|giai doan)[^;.]{0,25}$)", "tầm nhìn ",
                       "hoàn thành "};
/// Nouns whose attribute an adverb of time is.
const Pattern kNounLeft{
    "deadline.noun-left", Over::kFolded,
    R"((?:\bchi|\bnhiem vu|kinh phi|chi dau tu|nguon|ngan sach|su nghiep|bo phan|hoat dong|ke hoach|)"
    R"(chi so|du toan|che do|muc do|chuong trinh|hoi nghi|hop|tiep cong dan|trung tam|giao ban|)"
    R"(cac bao cao|bao cao|mot cach|la viec|van de) ?$)",
    "nguồn chi ", "kiểm tra "};
const Pattern kAttributive{
    "deadline.attributive", Over::kFolded,
    R"((?:\bla (?:mot )?(?:trong nhung )?(?:nhiem vu|khau|viec)|tiep cong dan|chi thuong|nhiem vu trong tam))",
    "CCHC là nhiệm vụ trọng tâm, đột phá, ", "cập nhật thông tin đầy đủ, "};
const Pattern kAdverbLeft{
    "deadline.adverb-left", Over::kFolded,
    R"((?:day du|kip thoi|dong bo|lien tuc|chat che|nghiem tuc|chu dong|quyet liet|cong khai|dinh ky)(?:,| va) ?$)",
    "thông tin đầy đủ, ", "thông tin "};
const Pattern kAdverbRight{"deadline.adverb-right", Over::kFolded,
                           R"(^(?:,|,? va|,? hoac) (?:dot xuat|dinh ky)\b)", ", đột xuất",
                           " và của tỉnh"};
const Pattern kDutyOpener{
    "deadline.duty-opener", Over::kFolded,
    R"((?:^|[,;:.(“"]|\b(?:va|de|phai|can|dong thoi|se|nham|hoac|tiep tuc|chu dong|xa|huyen|thanh pho|tinh|don vi|lien quan|phuong|thon|truong phong|phong|ban|nganh|yeu cau|so|vu|phan cong)) ?$)",
    "để ", "hệ thống ước "};
const Pattern kVerbObject{
    "deadline.verb-object", Over::kFolded,
    R"(^(?:$|[,.;:)]| (?:viec|cong tac|cac|tinh hinh|ve|va|he thong|hoat dong|doi voi|tai|tren)\b))",
    " việc giải quyết", " sử dụng"};
const Pattern kRecurRight{
    "deadline.recur-right", Over::kFolded,
    R"(^(?:$|[,.;:)]| (?:theo|bao cao|tong hop|de|va|hoac|gui|vao|truoc|phai|thuc hien|ve|cho|cung|dung|to chuc|xay dung|ra soat|kiem tra|danh gia)\b))",
    " theo đúng quy định", " của xã"};

const Pattern kPassive{"deadline.passive", Over::kFolded, R"(\bduoc [a-z][^,;.]{2,40} $)",
                       "chất thải được thu gom ", "chất thải thu gom "};
const Pattern kAllotted{"deadline.allotted", Over::kFolded,
                        R"(\bduoc (?:giao|phe duyet|duyet|cap|phan bo) $)", "chỉ tiêu được giao ",
                        "được thu gom "};
/// "kế hoạch 05 năm và hằng năm": a kind of plan.
const Pattern kLongerPeriod{"deadline.longer-period", Over::kFolded, R"((?:nam|han)(?:,| va) $)",
                            "kế hoạch 05 năm và ", "báo cáo tháng và "};
/// "mặt hàng năm nay", "cửa hàng", "ngân hàng": goods and shops, no period.
const Pattern kWares{"deadline.wares", Over::kFolded,
                     R"(\b(?:mat|cua|ngan|khach|don|gian|xep|xuat) $)", "các mặt ", "báo cáo "};

bool IsVerbAt(std::string_view text, size_t at) {
  // Verbs that a subject other than the duty's bearer takes: "để người dân thường xuyên sử dụng".
  static constexpr std::array<std::string_view, 6> others = {"sử dụng", "giảm", "tăng",
                                                             "cấp",     "in",   "tự"};
  for (std::string_view verb : ActionVerbs()) {
    if (!WordAt(text, at, verb)) continue;
    return std::find(others.begin(), others.end(), verb) == others.end();
  }
  return WordAt(text, at, "quan tâm") || WordAt(text, at, "nắm") || WordAt(text, at, "trực") ||
         WordAt(text, at, "học tập") || WordAt(text, at, "rèn luyện") ||
         WordAt(text, at, "đối thoại") || WordAt(text, at, "tiếp xúc") || WordAt(text, at, "họp");
}

/// The text around a match, cut at the clause's marks.
struct Around {
  std::string_view text;
  Span match;
  Span sentence;
  Span clause;        ///< between ';', '.', ':' and the like
  std::string left;   ///< folded, from the clause's begin to the match
  std::string right;  ///< folded, from the match to the clause's end
  bool starts_clause = false;

  Around(std::string_view all, Span at) : text(all), match(at) {
    sentence = SentenceAt(all, at.begin);
    clause = sentence;
    for (size_t i = sentence.begin; i < at.begin; ++i) {
      const char c = all[i];
      if (c == ';' || c == ':' || c == '(') clause.begin = i + 1;
    }
    for (size_t i = at.end; i < sentence.end; ++i) {
      if (all[i] == ';' || all[i] == ')') {
        clause.end = i;
        break;
      }
    }
    clause = TrimSpan(all, clause);
    clause.begin = std::min(clause.begin, at.begin);
    clause.end = std::max(clause.end, at.end);
    left = Fold(all.substr(clause.begin, at.begin - clause.begin));
    right = Fold(all.substr(at.end, clause.end - at.end));
    starts_clause = Trim(left).empty();
  }

  /// The act after the match: to the clause's end without its mark.
  Span After() const { return TrimSpan(text, {match.end, clause.end}, ".,;:/"); }
  /// The act before the match.
  Span Before() const {
    Span span = TrimSpan(text, {clause.begin, match.begin}, "(,;:");
    if (span.size() == 0) span = TrimSpan(text, {sentence.begin, match.begin}, "(,;:");
    return span;
  }
  /// The clause begins with a duty's verb.
  bool DutyClause() const { return ActionAt(text, clause.begin) || IsVerbAt(text, clause.begin); }
  /// A verb ends directly before the match, and no noun owns it.
  bool VerbBefore() const {
    size_t end = match.begin;
    while (end > clause.begin && text[end - 1] == ' ') --end;
    for (std::string_view verb : ActionVerbs()) {
      if (end < clause.begin + verb.size()) continue;
      const size_t at = end - verb.size();
      if (!WordAt(text, at, verb)) continue;
      if (at == clause.begin || at == sentence.begin) return true;
      return ActionAt(text, at) || (at >= 2 && (text[at - 2] == ',' || text[at - 2] == ';'));
    }
    return false;
  }
};

bool Contains(const std::string& folded, const Pattern& pattern) {
  return pattern.Matches(folded);
}

/// "thường xuyên" as the adverb of an ordered act.
bool IsContinuousDuty(const Around& at) {
  const bool capital = at.match.begin == at.sentence.begin;
  if (Contains(at.left, kNounLeft)) return false;
  const size_t next = at.match.end + 1;
  const bool verb_next = next < at.text.size() && IsVerbAt(at.text, next);
  if (capital) return true;
  if (Contains(at.left, kAttributive)) return false;
  if (verb_next && (at.starts_clause || Contains(at.left, kDutyOpener))) return true;
  // "; thường xuyên sao lưu dữ liệu": a clause that begins so orders an act, whatever its verb.
  if (at.starts_clause && next < at.text.size() && at.text[at.match.end] == ' ') return true;
  if (at.VerbBefore() && Contains(at.right, kVerbObject)) return true;
  if (Contains(at.left, kAdverbLeft) || Contains(at.right, kAdverbRight)) {
    // The list of adverbs must hang on a verb: look for one in the clause.
    return at.DutyClause() || FindAction(at.text, at.clause.begin, at.match.begin) != npos;
  }
  return false;
}

bool IsPeriodicalDuty(const Around& at) {
  const std::string said = Fold(at.text.substr(at.match.begin, at.match.size()));
  if (said.rfind("theo", 0) == 0) return !Contains(at.left, kAttributive);
  if (at.starts_clause) return true;
  if (Contains(at.left, kNounLeft) || Contains(at.left, kAttributive)) return false;
  const size_t next = at.match.end + 1;
  if (next < at.text.size() && IsVerbAt(at.text, next) && Contains(at.left, kDutyOpener))
    return true;
  return at.VerbBefore() && at.DutyClause();
}

bool IsRecurringDuty(const Around& at, bool strong) {
  if (at.right.rfind(" cua ", 0) == 0) return false;
  if (at.starts_clause || strong) return true;
  if (Contains(at.left, kNounLeft) || Contains(at.left, kAttributive)) return false;
  if (Contains(at.left, kLongerPeriod) || Contains(at.left, kAllotted)) return false;
  if ((at.DutyClause() || Contains(at.left, kDutyOpener)) && Contains(at.right, kRecurRight)) {
    return true;
  }
  // "rác được thu gom hằng tuần"; ", mỗi năm chọn một chủ đề".
  if (Contains(at.left, kPassive) && Contains(at.right, kRecurRight)) return true;
  const std::string_view left = Trim(at.left);
  return !left.empty() && left.back() == ',' && at.right.size() > 1 && at.right[0] == ' ';
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

  void Add(Span span, Span what, DeadlineKind kind, double confidence) {
    DueTime due;
    due.span = span;
    due.what = what;
    due.value.kind = kind;
    due.value.confidence = confidence;
    out_.push_back(std::move(due));
  }

  void Relative() {
    for (const RelativeTime& time : FindRelativeTimes(text_)) {
      if (InCitation(time.span.begin) || Taken(time.span)) continue;
      const Around at(text_, time.span);
      const size_t end = ConditionEnd(text_, time.span, at.sentence.end);
      Add({time.span.begin, end}, at.Before(), DeadlineKind::kConditional, 0.85);
      if (const auto resolved =
              Resolve(time, text_.substr(time.span.end, end - time.span.end), context_)) {
        out_.back().value.kind = DeadlineKind::kDate;
        out_.back().value.to = resolved->date;
        out_.back().value.confidence = resolved->confidence;
      }
    }
  }

  /// Is this time bound to a duty?
  bool Due(const TimeSpan& time, const Around& at, double* confidence) const {
    auto has = [&](std::string_view word) {
      return (" " + time.bound + " ").find(" " + std::string(word) + " ") != std::string::npos;
    };
    *confidence = 0.95;
    if (time.kind == DeadlineKind::kRecurring) return true;
    if (has("tinh den") || Contains(at.left, kOutlook)) return false;
    if (has("truoc") || has("cham nhat") || has("muon nhat") || has("han chot") ||
        has("han cuoi")) {
      return true;
    }
    if (opening_) return false;
    const bool range = time.kind == DeadlineKind::kRange && has("tu");
    if (range && Contains(at.left, kDataWindow)) return false;
    const bool past = Contains(at.left, kPast);
    const bool coarse = time.unit == TimeUnit::kYear || time.unit == TimeUnit::kPeriod;
    if (has("du kien") || has("xong")) return true;
    const bool closed = time.span.begin > 0 && text_[time.span.begin - 1] == '(' &&
                        time.span.end < text_.size() && text_[time.span.end] == ')';
    const std::string promise = at.left + at.right;
    if (coarse) {
      *confidence = 0.8;
      if (past) return false;
      if (has("het") && !has("tu")) return true;
      if (range)
        return has("het") ||
               Fold(text_.substr(time.span.begin, time.span.size())).find("den het") !=
                   std::string::npos;
      if (has("trong")) {
        const bool must = at.right.rfind(" phai", 0) == 0 || at.right.rfind(", phai", 0) == 0;
        return must || at.left.find("hoan thanh") != std::string::npos ||
               at.left.find(" xong") != std::string::npos;
      }
      if (has("den")) return at.starts_clause || Fold(Trim(at.left)) == "phan dau";
      return false;
    }
    if (range) return !past;
    if (has("vao") || has("het") || has("den") || has("cuoi")) return !past;
    if (has("trong")) return !past;
    if (closed && time.unit != TimeUnit::kDay) return true;
    return false;
  }

  /// Over a year before the plan itself: history ("tham gia trước ngày 01/01/1945"), no deadline.
  bool LongPast(const TimeSpan& time) const {
    if (!context_.issued_on || time.kind == DeadlineKind::kRecurring) return false;
    const std::optional<std::string>& last = time.to ? time.to : time.from;
    return last && std::stoi(last->substr(0, 4)) + 1 < std::stoi(context_.issued_on->substr(0, 4));
  }

  void Times() {
    const std::optional<Match> label = kLabel.Find(text_);
    for (const TimeSpan& time : FindTimes(text_, context_)) {
      if (InCitation(time.point.begin) || Taken(time.span)) continue;
      const Around at(text_, time.span);
      double confidence = 0.9;
      bool due = Due(time, at, &confidence);
      if (!due && label && time.span.begin >= label->end() && time.span.begin - label->end() < 60) {
        due = time.unit != TimeUnit::kNone;
        confidence = 0.9;
      }
      if (!due || LongPast(time)) continue;
      if (time.doubtful) confidence *= 0.65;
      // A reporting period named before its date is no date: "Báo cáo quý I: trước ngày …".
      Add(time.span, at.Before(), time.kind, confidence);
      if (out_.back().what.size() == 0) out_.back().what = at.After();
      out_.back().value.from = time.from;
      out_.back().value.to = time.to;
      out_.back().value.recurrence = time.recurrence;
      MakeYearly(time);
    }
  }

  /// "trước ngày 10 tháng 6 và ngày 10 tháng 12 hằng năm": the last words speak of both.
  void MakeYearly(const TimeSpan& time) {
    if (out_.size() < 2 || !time.recurrence || !time.recurrence->starts_with("FREQ=YEARLY;BYMONTH"))
      return;
    DueTime& before = out_[out_.size() - 2];
    if (before.value.kind != DeadlineKind::kDate || !before.value.to ||
        before.span.end > time.span.begin)
      return;
    const std::string between =
        Fold(text_.substr(before.span.end, time.span.begin - before.span.end));
    const std::string_view joint = Trim(between);
    const std::string printed =
        Fold(text_.substr(before.span.begin, before.span.end - before.span.begin));
    const bool year = printed.find(before.value.to->substr(0, 4)) != std::string::npos;
    if (year || (joint != "va" && joint != "," && joint != ", va")) return;
    const int month = std::stoi(before.value.to->substr(5, 2));
    const int day = std::stoi(before.value.to->substr(8, 2));
    before.value.kind = DeadlineKind::kRecurring;
    before.value.to.reset();
    before.value.recurrence =
        "FREQ=YEARLY;BYMONTH=" + std::to_string(month) + ";BYMONTHDAY=" + std::to_string(day);
  }

  void Recurring() {
    for (const Match& match : kRecurring.FindAll(text_)) {
      if (InCitation(match.begin()) || Taken(match.group(0))) continue;
      const std::string first = Lower(text_.substr(match.begin(), 6));
      if (first.rfind("hạn", 0) == 0 || first.rfind("hãn", 0) == 0) continue;
      const std::string said = Fold(match.Text(text_, 0));
      if (said.rfind("tung ", 0) == 0) continue;
      const Around at(text_, match.group(0));
      if (kWares.Matches(at.left)) continue;
      const bool strong = said.rfind("dinh ky", 0) == 0 || said.find(',') != std::string::npos;
      if (!IsRecurringDuty(at, strong)) continue;
      const Span what = at.starts_clause ? at.After() : at.Before();
      for (size_t from = match.begin(); from < match.end();) {
        const auto unit = kRecurringUnit.Find(text_.substr(0, match.end()), from);
        if (!unit) break;
        const Span span = TrimSpan(text_, unit->group(0), ", ");
        Add(span, what, DeadlineKind::kRecurring, 0.88);
        out_.back().value.recurrence = RecurrenceOf(Fold(unit->Text(text_, 1)));
        from = unit->end();
      }
    }
  }

  void Continuous() {
    for (const Match& match : kContinuous.FindAll(text_)) {
      if (InCitation(match.begin()) || Taken(match.group(0))) continue;
      const Around at(text_, match.group(0));
      if (!IsContinuousDuty(at)) continue;
      const size_t next = match.end() + 1;
      const bool after = next < text_.size() && IsVerbAt(text_, next);
      Add(match.group(0), after || at.starts_clause ? at.After() : at.Before(),
          DeadlineKind::kContinuous, 0.9);
    }
  }

  void Periodical() {
    for (const Match& match : kPeriodical.FindAll(text_)) {
      if (InCitation(match.begin()) || Taken(match.group(0))) continue;
      const Around at(text_, match.group(0));
      if (!IsPeriodicalDuty(at)) continue;
      Add(match.group(0), at.starts_clause ? at.After() : at.Before(), DeadlineKind::kRecurring,
          0.85);
    }
  }

  /// "đột xuất" beside another adverb of time that counted.
  void Unplanned() {
    for (const Match& match : kUnplanned.FindAll(text_)) {
      if (InCitation(match.begin()) || Taken(match.group(0))) continue;
      const Around at(text_, match.group(0));
      if (!Contains(at.left, kAfterTimeAdverb) && !Contains(at.right, kBeforeTimeAdverb)) continue;
      const bool beside = std::any_of(out_.begin(), out_.end(), [&](const DueTime& due) {
        return (due.span.end <= match.begin() && match.begin() - due.span.end < 16) ||
               (due.span.begin >= match.end() && due.span.begin - match.end() < 16);
      });
      if (beside) Add(match.group(0), at.Before(), DeadlineKind::kConditional, 0.85);
    }
  }

  void Conditions() {
    for (const Pattern* pattern : {&kCondition, &kSchedule, &kSoonest}) {
      for (const Match& match : pattern->FindAll(text_)) {
        if (InCitation(match.begin()) || Taken(match.group(0))) continue;
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
        // A cited document inside belongs to the phrase whole.
        for (const Span& cited : cited_) {
          if (cited.begin < end && cited.begin > match.begin()) end = std::max(end, cited.end);
        }
        Span what = at.Before();
        if (what.size() == 0) what = TrimSpan(text_, {end, at.clause.end}, ".,;:/");
        Add({match.begin(), end}, what, DeadlineKind::kConditional, 0.85);
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
