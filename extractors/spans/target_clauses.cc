// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/target_clauses.h"

#include <algorithm>

#include "extractors/spans/citations.h"
#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

const Pattern kPromise{
    "target.promise", Over::kFolded,
    R"(\b(?:ph[ao]n (?:dau|d4u)|muc tieu|chi tieu|bao dam|dam bao|toi thieu|it nhat|duy tri|giu vung|hoan thanh|nang|dua tong so|giam|tang|dat|co them|co it nhat)\b)",
    "Phấn đấu đạt", "theo quy định"};
/// In a part about results only these promise: what fell or was kept there is a result.
const Pattern kReviewPromise{"target.review-promise", Over::kFolded,
                             R"(\b(?:phan dau|muc tieu|chi tieu)\b)", "phấn đấu đạt",
                             "giảm 12% so với năm 2024"};
/// Directly before the number: what was reached, whatever the sentence promises.
const Pattern kJustReached{"target.just-reached", Over::kFolded,
                           R"(\b(?:da dat|da co|dat duoc|uoc dat|thuc hien dat) ?$)",
                           "(năm 2025 đã đạt ", "phấn đấu đạt "};
/// "cụm dân cư từ 25 hộ trở lên", "dự án có quy mô từ 5 ha": which ones, not how many.
const Pattern kClassLeft{
    "target.class-left", Over::kFolded,
    R"((?:\bdoi voi (?:[^t]|t[^u]|tu[a-z])|\bquy mo|(?:^|[;,:] |\b(?:voi|cho|tai|nhung|moi|cac) )(?:cac )?(?:co so|ho|du an|doanh nghiep)\b[^,;.:%]* co ?$|\bnhom ?$)[^,;.:%]*$)",
    "đối với cụm dân cư ", "Giám sát đối với từ "};
/// "(gồm 166 dự án thủy điện; 02 dự án điện gió": parts of what stands before the bracket.
const Pattern kPartsOpen{"target.parts", Over::kFolded,
                         R"(\d[^()]*\((?:bao )?gom(?: co)?:? [^()]*$)", "lên 4.758,5 MW (gồm ",
                         "(gồm "};
const Pattern kOnlyYear{"target.only-year", Over::kFolded,
                        R"(^(?:den |trong |het )?(?:het |cuoi )?nam \d{4}$)", "Đến hết năm 2028",
                        "Tỷ lệ thôn văn hóa năm 2026"};
const Pattern kStrongPromise{
    "target.strong-promise", Over::kFolded,
    R"(\b(?:phan dau|muc tieu|chi tieu|duy tri|giu vung|bao dam|dam bao|giam|keo giam|khong che)\b)",
    "phấn đấu đạt", "đạt tối thiểu"};
const Pattern kAim{"target.aim", Over::kFolded, R"(\b(?:phan dau|muc tieu|chi tieu)\b)",
                   "Phấn đấu xây dựng", "bảo đảm xây dựng"};
/// "các đơn vị đạt dưới 75% … gửi kế hoạch khắc phục", "nếu", "trường hợp".
const Pattern kConditionLeft{
    "target.condition", Over::kPrinted,
    R"((?i)(?:(?:^|[ ,(])(?:nếu|trường hợp|khi)|(?:^|đối với |[,;(] ?|yêu cầu )(?:các |những )?(?:đơn vị|cơ quan|địa phương|xã|phường|thị trấn)(?: nào| có kết quả| có điểm số| có chỉ số)? (?:đạt|có)) [^,;.]*$)",
    "đối với các đơn vị đạt ", "Phấn đấu mức độ hài lòng đối với sự phục vụ của cơ quan đạt "};
const Pattern kPastLeft{
    "target.past", Over::kFolded,
    R"(\b(?:da dat|dat duoc|uoc dat|ket qua dat|thuc hien dat|cung ky|da thuc hien|da hoan thanh|hien nay|hien co|hien dat|den nay)\b)",
    "đến nay đã đạt 85%", "phấn đấu đạt 85%"};
const Pattern kRateLeft{
    "target.rate", Over::kFolded,
    R"(\b(?:chiem|huong|ho tro|thue suat|lai suat|muc (?:chi|dong|ho tro|thu|phi)|trich|phu cap|dong gop|tro cap|hoa hong|tam ung|ung truoc|bo tri|boi thuong|ty trong|boi|phat tien|muc huong|ton thuong co the|suy giam kha nang lao dong|tien su dung dat|moi ben(?: chi| dong gop| chiu)?)(?: [^\d,;.]{0,20})? $)",
    "mức hỗ trợ tối đa ", "tỷ lệ hài lòng đạt "};
/// A share of money: who keeps or pays how much, nothing to reach.
const Pattern kShareRight{
    "target.share", Over::kFolded,
    R"(^ ?(?:cua |tong |so |muc )*(?:phi|le phi|hoc phi|vien phi|tien|doanh thu|chi phi|muc luong|thu nhap|gia tri hop dong|don gia|gia dat)\b)",
    " số phí thu được", " số phiếu hợp lệ"};
const Pattern kReviewYear{"target.review-year", Over::kFolded,
                          R"(\b(?:nam|quy [iv]+/?) ?((?:19|20)\d{2})\b)", "năm 2022 đạt",
                          "năm học"};
const Pattern kOpeners{
    "target.opener", Over::kPrinted,
    R"((?i)^(?:[^\pL\pN]*(?:trong (?:số )?đó|ph[ầấâa]n (?:đấu|đầu)|đảm bảo|bảo đảm|đến (?:hết |cuối )?năm \d{4}|(?:trong )?năm \d{4}|cụ thể|riêng|tiếp tục|(?:mục tiêu|chỉ tiêu)(?: \d+)?|duy trì|giữ vững|nâng|đưa|cải thiện(?: tiêu chí)?|thực hiện|có|đạt|triển khai(?: thực hiện)?|đến|hằng năm|hàng năm|mỗi năm|và|ở|là|kết quả là)(?:,|:)? )+)",
    "Trong đó, phấn đấu mức", "cơ quan đạt"};
/// A predicate that ends the measured noun phrase.
const Pattern kPredicate{
    "target.predicate", Over::kPrinted,
    R"((?i),? (?:được|đạt|thực hiện|trả|đảm bảo|bảo đảm|sử dụng|hoàn thành|tham gia|xử lý|áp dụng|triển khai|không|phải|xây dựng|cập nhật|kết nối|tiếp tục|hài lòng|biết|nắm|nộp|đăng ký|có (?:[^đtl]|đời|đường|tr|th[^ẩ])|ứng dụng|công khai|tích hợp|tiếp cận|hoạt động|ký số|đúng hạn|trước hạn|quá hạn|trở lên|so với|vào năm|trong năm|trên (?:Cổng|Hệ thống|môi trường)|đi học|ra lớp|tự)[ ,.;]|\((?:trừ|đối với|gồm|bao gồm|trong đó|kể cả|không)|:)",
    "hồ sơ được giải quyết", "hồ sơ thủ tục hành chính"};
const Pattern kReached{
    "target.reached", Over::kPrinted,
    R"((?i)(?:^|,| )(?::? ?(?:đạt tỷ lệ|đạt mức|đạt chuẩn|đạt|là|còn|ở mức|chiếm|lên|xuống|phấn đấu đạt|đảm bảo|bảo đảm))(?: chỉ số tổng hợp| tỷ lệ| mức| bình quân)?(?: đạt)? ?$)",
    "mức độ hài lòng đạt ", "xây dựng, đầu tư "};
/// Behind the quantity stands no noun that it measures.
const Pattern kNoNoun{
    "target.no-noun-after", Over::kFolded,
    R"(^(?:$|[.,;:()/]|(?:tai|tren|trong|o|so voi|va|theo|nam|vao|cua|dung|truoc|kho|ke hoach|so diem|\d)\b))",
    "trên Cổng dịch vụ", "hồ sơ"};
const Pattern kScope{
    "target.scope", Over::kPrinted,
    R"((cấp (?:tỉnh|huyện|xã|trung ương)(?:, cấp (?:tỉnh|huyện|xã))*(?: và cấp (?:huyện|xã))?|)"
    R"(trên địa bàn (?:tỉnh|huyện|xã|phường|thành phố|thị xã|thị trấn|quận)(?: [A-ZĐÂĂÊÔƠƯ]\pL*)*|)"
    R"(toàn (?:tỉnh|quốc|huyện|xã|thành phố|ngành|thị xã)|UBND (?:các |cấp )?(?:tỉnh|huyện|xã|phường|thành phố|thị xã|thị trấn)(?: [A-ZĐÂĂÊÔƠƯ]\pL*)*(?:, (?:xã|thị trấn|phường))*|)"
    R"((?:tỉnh|huyện|xã|phường|thị xã|thành phố|quận|thị trấn) [A-ZĐÂĂÊÔƠƯ]\pL*(?: [A-ZĐÂĂÊÔƠƯ]\pL*)*))",
    "hồ sơ do cấp huyện, cấp xã ban hành", "văn bản mật theo quy định"};
const Pattern kForWhom{"target.for-whom", Over::kPrinted, R"(\(đối với ([^()]+)\))",
                       "(đối với các thủ tục đủ điều kiện)", "(trừ văn bản mật)"};
const Pattern kDueYear{"target.due-year", Over::kFolded,
                       R"(\b(?:den (?:het |cuoi )?|trong |het )?nam ((?:19|20)\d{2})\b)",
                       "đến năm 2025", "2025 người"};
const Pattern kComparedYear{"target.compared-year", Over::kFolded,
                            R"((?:so voi|cao hon|bang|hon|tot hon|tu)(?: ket qua)? $)", "so với ",
                            "đến "};

bool Inside(const std::vector<Span>& spans, size_t at) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& s) { return at >= s.begin && at < s.end; });
}

class Reader {
 public:
  Reader(std::string_view text, const TargetContext& context)
      : text_(text), context_(context), cited_(CitationSpans(text)) {}

  std::vector<FoundTarget> Run() {
    std::vector<Quantity> all = FindQuantities(text_);
    for (const Span& sentence : Sentences(text_)) {
      std::vector<Quantity> here;
      for (const Quantity& q : all) {
        if (q.number.begin >= sentence.begin && q.number.begin < sentence.end) here.push_back(q);
      }
      std::vector<Quantity> promised;
      for (const Quantity& q : here) {
        if (Promised(q, sentence)) promised.push_back(q);
      }
      if (!promised.empty()) Clauses(sentence, promised);
    }
    return std::move(out_);
  }

 private:
  std::string Left(const Quantity& q, const Span& sentence) const {
    return Fold(text_.substr(sentence.begin, q.span.begin - sentence.begin));
  }

  /// The sentence reports on a year before the plan's.
  bool Past(const std::string& left, const Quantity& q) const {
    if (kPastLeft.Matches(left) && !kStrongPromise.Matches(left)) return true;
    if (!context_.year || kStrongPromise.Matches(left) || q.compared) return false;
    for (const Match& match : kReviewYear.FindAll(left)) {
      const int year = std::stoi(std::string(match.Text(left, 1)));
      if (year < *context_.year && left.find("so voi nam " + std::to_string(year)) == npos &&
          left.find("giai doan " + std::to_string(year)) == npos) {
        return true;
      }
    }
    return false;
  }

  bool Promised(const Quantity& q, const Span& sentence) const {
    if (Inside(cited_, q.number.begin)) return false;
    const std::string left = Left(q, sentence);
    const bool strong = kStrongPromise.Matches(left);
    if (q.kind == QuantityKind::kAmount && !q.compared && kPartsOpen.Matches(left)) return false;
    if (q.kind == QuantityKind::kScore) {
      if (!q.bracketed) return !kPastLeft.Matches(left) && (strong || context_.objectives);
      return !context_.review;
    }
    if (kJustReached.Matches(left)) return false;
    if (context_.review && !(kReviewPromise.Matches(left) && !kPastLeft.Matches(left))) {
      return false;
    }
    if (q.kind == QuantityKind::kRank || q.kind == QuantityKind::kBetter) {
      return !kPastLeft.Matches(left) || strong;
    }
    if (Past(left, q) || (!strong && Conditional(q, sentence, left))) return false;
    return q.kind == QuantityKind::kPercent || AmountPromised(q, sentence, left);
  }

  /// Amounts need a promise: a comparing word in an ordered act, an aim, or a heading of
  /// objectives.
  bool AmountPromised(const Quantity& q, const Span& sentence, const std::string& left) const {
    const bool strong = kStrongPromise.Matches(left);
    const std::string unit = Fold(q.unit);
    const bool time = unit == "ngay" || unit == "gio" || unit == "phut" || unit == "thang" ||
                      unit == "nam" || unit == "tuan";
    if (time) return q.comparator == "decrease_by" && (strong || context_.objectives);
    // "trẻ em dưới 5 tuổi", "từ 60 tuổi trở lên": whom, not how much; a lifespan is measured so.
    const bool age = unit == "tuoi" || unit == "thang tuoi";
    if (age && left.find("tuoi tho") == std::string::npos) return false;
    if (q.compared && kClassLeft.Matches(left)) return false;
    if (q.counted) return context_.objectives;
    const bool ordered = ActionAt(text_, sentence.begin) || strong;
    if (context_.objectives) {
      const bool near = q.number.begin - sentence.begin < 40;  // "Cứng hóa 42 km đường"
      return q.compared || kPromise.Matches(left) || ordered || near;
    }
    if (q.compared) return ordered;
    return strong && kAim.Matches(left);
  }

  /// "mức hỗ trợ tối đa 50%", "các xã đạt dưới 75% … gửi kế hoạch": a rate, a share or a condition,
  /// nothing to reach.
  bool Conditional(const Quantity& q, const Span& sentence, const std::string& left) const {
    const std::string_view before = text_.substr(sentence.begin, q.span.begin - sentence.begin);
    if (kConditionLeft.Matches(before) && before.find('%') == npos) return true;
    if (context_.objectives) return false;
    const std::string right = Fold(text_.substr(q.span.end, sentence.end - q.span.end));
    const bool change = q.comparator == "decrease_by" || q.comparator == "increase_by";
    if (kRateLeft.Matches(left) || (kShareRight.Matches(right) && !change)) return true;
    if (q.comparator != "lt") return false;
    // A condition unless the clause ends with the number.
    const std::string_view rest = Trim(right);
    return !rest.empty() && rest[0] != '.' && rest[0] != ';' && rest[0] != ',';
  }

  /// Cuts a sentence into one clause for each quantity.
  void Clauses(const Span& sentence, const std::vector<Quantity>& quantities) {
    // Pieces between semicolons; a piece whose noun phrase goes on behind the ';' is joined to it.
    std::vector<Span> pieces;
    for (const Span& piece : SplitAt(text_, sentence, ';')) {
      if (!pieces.empty() && Unfinished(pieces.back(), quantities) && !Holds(piece, quantities)) {
        pieces.back().end = piece.end;
      } else {
        pieces.push_back(piece);
      }
    }
    // "Cải thiện tiêu chí X: A (1/2 điểm); B (0/1 điểm)": the lead-in belongs to no clause.
    for (const Span& piece : pieces) {
      std::vector<Quantity> here;
      for (const Quantity& q : quantities) {
        if (q.number.begin >= piece.begin &&
            q.number.begin < std::max(piece.end, piece.begin + 1)) {
          here.push_back(q);
        }
      }
      if (here.empty()) continue;
      const bool last = piece.end >= TrimSpan(text_, sentence, ".;").end;
      size_t begin = piece.begin;
      if (pieces.size() > 1 && here[0].kind == QuantityKind::kScore) {
        const size_t colon = text_.substr(0, here[0].number.begin).rfind(": ");
        if (colon != npos && colon > begin) begin = colon + 2;
      }
      for (size_t i = 0; i < here.size(); ++i) {
        size_t end = last ? sentence.end : piece.end;
        size_t next = end;
        if (i + 1 < here.size()) {
          const Span cut = Cut(here[i], here[i + 1]);
          end = cut.begin;
          next = cut.end;
        }
        Emit(here[i], TrimSpan(text_, {begin, end}, ";,"), sentence);
        begin = next;
      }
    }
  }

  static bool Holds(const Span& piece, const std::vector<Quantity>& quantities) {
    return std::any_of(quantities.begin(), quantities.end(), [&](const Quantity& q) {
      return q.number.begin >= piece.begin && q.number.begin < piece.end;
    });
  }

  /// A quantity opens the piece and no predicate follows: "100% văn bản về phòng, chống …; thực
  /// hành tiết kiệm … được tuyên truyền".
  bool Unfinished(const Span& piece, const std::vector<Quantity>& quantities) const {
    for (const Quantity& q : quantities) {
      if (q.number.begin < piece.begin || q.number.begin >= piece.end) continue;
      if (q.kind != QuantityKind::kPercent || q.comparator == "decrease_by" ||
          q.comparator == "increase_by") {
        return false;
      }
      const std::string_view left = Trim(text_.substr(piece.begin, q.span.begin - piece.begin));
      const auto open = kOpeners.Find(std::string(left) + " ");
      if (!left.empty() && !(open && open->end() == left.size() + 1)) return false;
      const std::string rest = std::string(text_.substr(q.span.end, piece.end - q.span.end)) + " ";
      return !kPredicate.Matches(rest) && rest.size() > 12;
    }
    return false;
  }

  /// The separator between the clauses of two quantities: [end of the first, begin of the second).
  Span Cut(const Quantity& a, const Quantity& b) const {
    auto separator = [&](size_t at) -> Span {
      if (text_.substr(at, 2) == ", ") {
        size_t next = at + 2;
        if (WordAt(text_, next, "và")) next += std::string_view("và ").size();
        return {at, next};
      }
      if (text_[at] == ' ' && WordAt(text_, at + 1, "và")) {
        return {at, at + 1 + std::string_view("và ").size()};
      }
      return {npos, npos};
    };
    // Directly behind the first, directly before the second, else the last in between.
    const size_t from = a.span.end, to = b.span.begin;
    if (from < to) {
      const Span first = separator(from);
      if (first.found()) return first;
    }
    Span last{npos, npos};
    for (size_t at = from; at < to; ++at) {
      const Span found = separator(at);
      if (!found.found() || found.end > to) continue;
      last = found;
    }
    for (size_t at = from; at < to; ++at) {
      const Span found = separator(at);
      if (found.found() && found.end == to) return found;
    }
    if (last.found()) return last;
    return {to, to};
  }

  /// The noun phrase before the quantity, without what opens the clause and the verb that reaches.
  std::optional<Span> NamedBefore(const Quantity& q, const Span& clause) const {
    const std::string_view left = text_.substr(clause.begin, q.span.begin - clause.begin);
    size_t end = left.size();
    if (const auto reached = kReached.Find(left)) end = reached->begin();
    size_t begin = 0;
    if (const auto open = kOpeners.Find(left.substr(0, end))) begin = open->end();
    const Span span =
        TrimSpan(text_, {clause.begin + begin, clause.begin + std::max(begin, end)}, ",:;(-");
    if (span.size() < 4 || kOnlyYear.Matches(text_.substr(span.begin, span.size())))
      return std::nullopt;
    return span;
  }

  /// What is to become better: "Chỉ số PAPI của xã năm 2024 |tăng bậc".
  Span Improved(Span span) const {
    // The year is the due date, not the indicator.
    const std::string_view said = text_.substr(span.begin, span.size());
    for (const Match& match : kDueYear.FindAll(said)) {
      if (match.end() == said.size())
        span.end = TrimSpan(text_, {span.begin, span.begin + match.begin()}).end;
    }
    // The nearest promise opens the indicator: "…, phấn đấu Chỉ số …".
    const std::string lower = Lower(text_.substr(span.begin, span.size()));
    for (std::string_view word : {"phấn đấu ", "phần đầu ", "phân đấu "}) {
      const size_t at = lower.rfind(word);
      if (at != npos) span.begin += at + word.size();
    }
    return span;
  }

  /// "… đạt |95%", "…: |95%": what is measured stands before the quantity.
  bool ReachedBy(const Quantity& q, const Span& clause) const {
    const std::string left = Fold(text_.substr(clause.begin, q.span.begin - clause.begin));
    const std::string_view trimmed = Trim(left);
    if (trimmed.ends_with(':')) return true;
    for (std::string_view verb : {"dat", "dat chuan", "la", "con", "len", "xuong", "dat tu",
                                  "o muc", "chiem", "dat khoang"}) {
      if (trimmed.ends_with(verb)) return true;
    }
    return false;
  }

  /// The noun phrase from `begin` up to its predicate: "hồ sơ |được giải quyết".
  std::optional<Span> NounFrom(size_t begin, const Span& clause) const {
    size_t end = clause.end;
    for (size_t from = begin;;) {
      const auto predicate = kPredicate.Find(text_.substr(0, clause.end), from);
      if (!predicate) break;
      // "văn bản được ban hành |bảo đảm …": the participle belongs to the noun.
      const std::string rest = Fold(
          text_.substr(predicate->begin(), std::min<size_t>(60, clause.end - predicate->begin())));
      if (!rest.starts_with(" duoc ban hanh bao dam") &&
          !rest.starts_with(" duoc ban hanh dam bao") && !rest.starts_with(" duoc giao ")) {
        end = predicate->begin();
        break;
      }
      from = predicate->end();
    }
    const Span span = TrimSpan(text_, {begin, end}, ".,;:");
    return span.size() > 0 ? std::optional<Span>(span) : std::nullopt;
  }

  /// What is measured: before the quantity, or behind it where a noun follows.
  std::optional<Span> Indicator(const Quantity& q, const Span& clause) const {
    const std::optional<Span> named = NamedBefore(q, clause);
    if (q.kind != QuantityKind::kPercent && q.kind != QuantityKind::kAmount) {
      return named && q.kind == QuantityKind::kBetter ? Improved(*named) : named;
    }
    // "Đến năm 2028, phấn đấu đạt 95% hộ …": nothing but a year stands before; the noun follows.
    if (named && ReachedBy(q, clause)) return named;
    const std::string_view right = text_.substr(q.span.end, clause.end - q.span.end);
    const std::string folded(Trim(Fold(right)));
    if (!kNoNoun.Matches(folded)) {
      return NounFrom(q.span.end + (right.size() > Trim(right).size() ? 1 : 0), clause);
    }
    // "Số cơ sở đạt chuẩn vệ sinh 75%." is told by what is before; "tích hợp 100% trên Cổng" by
    // none.
    const bool ends = folded.find_first_not_of(".,;:)/ ") == npos;
    if (!ends && !q.compared && q.kind == QuantityKind::kPercent) return std::nullopt;
    return named;
  }

  /// The year that a score was given in: said in the clause, in its sentence, or the year before
  /// the plan's.
  std::optional<int> ScoredIn(const Span& clause, const Span& sentence) const {
    for (const Span& where : {clause, sentence}) {
      const std::string_view said = text_.substr(where.begin, where.size());
      if (const auto year = kDueYear.Find(said)) return std::stoi(std::string(year->Text(said, 1)));
    }
    return context_.year ? std::optional<int>(*context_.year - 1) : std::nullopt;
  }

  /// "(1/2 điểm)" is where one stands, "đạt 85 điểm" what is to be reached.
  void Score(const Quantity& q, const Span& sentence, FoundTarget& found) const {
    found.quantity.value_max.reset();
    if (!q.bracketed) {
      found.quantity.comparator = "eq";
      return;
    }
    found.quantity.value.reset();
    Baseline baseline;
    baseline.value = q.value;
    baseline.max = q.value_max;
    if (!q.unit.empty()) baseline.unit = q.unit;
    if (const auto year = ScoredIn(found.text, sentence)) baseline.year = *year;
    found.baseline = baseline;
  }

  /// In the measured phrase; for a rank, among whom.
  std::optional<Span> Scope(const Quantity& q, const FoundTarget& found) const {
    const Span& clause = found.text;
    const bool rank = q.kind == QuantityKind::kRank;
    const Span where = rank ? q.span : found.indicator.value_or(Span{clause.begin, clause.begin});
    const std::vector<Match> scopes = kScope.FindAll(text_.substr(where.begin, where.size()));
    if (!scopes.empty()) {
      // "nhóm 03 UBND các huyện … dẫn đầu toàn tỉnh": a rank holds in the whole named last.
      const Match& scope = rank ? scopes.back() : scopes.front();
      return Span{where.begin + scope.group(1).begin, where.begin + scope.group(1).end};
    }
    const auto whom = kForWhom.Find(text_.substr(clause.begin, clause.size()));
    if (!whom) return std::nullopt;
    return Span{clause.begin + whom->group(1).begin, clause.begin + whom->group(1).end};
  }

  /// The last year of the clause that is none of a law, of a comparison or before the plan's.
  std::optional<std::string> Due(const Quantity& q, const Span& clause) const {
    std::optional<std::string> due;
    const std::string_view said = text_.substr(clause.begin, clause.size());
    for (const Match& year : kDueYear.FindAll(said)) {
      if (Inside(cited_, clause.begin + year.begin())) continue;
      const std::string before = Fold(said.substr(0, year.begin()));
      const std::string number(year.Text(said, 1));
      if (kComparedYear.Matches(before) || before.find("giai doan") != npos) continue;
      if (q.baseline_year && number == std::to_string(*q.baseline_year)) continue;
      if (context_.year && std::stoi(number) < *context_.year) continue;
      due = number;
    }
    return due ? due : context_.due;
  }

  void Emit(const Quantity& q, Span clause, const Span& sentence) {
    FoundTarget found;
    found.quantity = q;
    found.text = clause;
    found.indicator = Indicator(q, clause);
    found.scope = Scope(q, found);
    found.confidence = 0.93;
    if (q.kind == QuantityKind::kScore) {
      Score(q, sentence, found);
      found.confidence = 0.85;
    } else {
      found.due = Due(q, clause);
      if (q.baseline_year || q.kind == QuantityKind::kBetter) {
        found.baseline.emplace().year = q.baseline_year;
      }
    }
    if (q.kind == QuantityKind::kAmount) found.confidence = context_.objectives ? 0.85 : 0.75;
    if (q.comparator == "lt") found.confidence *= 0.9;
    out_.push_back(std::move(found));
  }

  std::string_view text_;
  const TargetContext& context_;
  std::vector<Span> cited_;
  std::vector<FoundTarget> out_;
};

}  // namespace

std::vector<FoundTarget> FindTargets(std::string_view text, const TargetContext& context) {
  return Reader(text, context).Run();
}

}  // namespace planrec::extract
