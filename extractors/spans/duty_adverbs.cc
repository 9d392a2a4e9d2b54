// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/duty_adverbs.h"

#include "extractors/spans/agencies.h"
#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

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
/// What is made or kept for a period: "lập kế hoạch sử dụng đất hàng năm".
const Pattern kPeriodNoun{
    "deadline.period-noun", Over::kFolded,
    R"((?:\b(?:noi dung|tieu chi|ket qua|cong tac)\b[^;.]{0,30}(?:phan loai|xep loai|danh gia)|\b(?:lap|xay dung|trien khai|trong|vao|theo|cua|ban hanh|phe duyet|thuc hien|hoan thien|sua doi) (?:noi dung |cac |bo |he thong )?(?:ke hoach|tieu chi|du toan|dinh muc|quy hoach|chi tieu|binh xet|xep loai|ngan sach|danh muc|quy che))\b[^,;]*$)",
    "Xây dựng tiêu chí đánh giá công chức ", "Rà soát tiêu chí "};
/// A clause that opens with the verb orders the act, though elsewhere the word is a noun: "Báo cáo
/// hằng tháng".
const Pattern kOrderOpens{
    "deadline.order-opens", Over::kFolded,
    R"(^(?:bao cao|hop|giao ban|tiep cong dan)(?: (?:so lieu|ket qua|tien do|nhanh|dinh ky|dinh ky ket qua))? $)",
    "Báo cáo kết quả ", "gửi báo cáo "};

/// "Các khoa, phòng |hằng tháng tự chấm điểm": between the bearer and what it does.
bool BehindBearer(const Around& at) {
  const size_t end = AgencyPhraseEnd(at.text.substr(0, at.match.begin), at.clause.begin);
  const size_t next = at.match.end + 1;
  return end > at.clause.begin && TrimSpan(at.text, {end, at.match.begin}, ",").size() == 0 &&
         next < at.text.size() &&
         (IsVerbAt(at.text, next) || ActionAt(at.text, next) || WordAt(at.text, next, "tự"));
}
}  // namespace

/// "thường xuyên" as the adverb of an ordered act.
bool IsContinuousDuty(const Around& at) {
  const bool capital = at.match.begin == at.sentence.begin;
  if (kNounLeft.Matches(at.left)) return false;
  const size_t next = at.match.end + 1;
  const bool verb_next = next < at.text.size() && IsVerbAt(at.text, next);
  if (capital) return true;
  if (kAttributive.Matches(at.left)) return false;
  if (verb_next && (at.starts_clause || kDutyOpener.Matches(at.left))) return true;
  // "; thường xuyên sao lưu dữ liệu": a clause that begins so orders an act, whatever its verb.
  if (at.starts_clause && next < at.text.size() && at.text[at.match.end] == ' ') return true;
  if (at.VerbBefore() && kVerbObject.Matches(at.right)) return true;
  if (kAdverbLeft.Matches(at.left) || kAdverbRight.Matches(at.right)) {
    // The list of adverbs must hang on a verb: look for one in the clause.
    return at.DutyClause() || FindAction(at.text, at.clause.begin, at.match.begin) != npos;
  }
  return false;
}

bool IsPeriodicalDuty(const Around& at) {
  const std::string said = Fold(at.text.substr(at.match.begin, at.match.size()));
  if (said.rfind("theo", 0) == 0) return !kAttributive.Matches(at.left);
  if (at.starts_clause) return true;
  if (kNounLeft.Matches(at.left) || kAttributive.Matches(at.left)) return false;
  const size_t next = at.match.end + 1;
  if (next < at.text.size() && IsVerbAt(at.text, next) && kDutyOpener.Matches(at.left)) return true;
  return at.VerbBefore() && at.DutyClause();
}

bool IsRecurringDuty(const Around& at, bool strong) {
  if (at.right.rfind(" cua ", 0) == 0) return false;
  if (at.starts_clause || strong) return true;
  if (BehindBearer(at)) return true;
  if (kOrderOpens.Matches(at.left) && kRecurRight.Matches(at.right)) return true;
  if (kPeriodNoun.Matches(at.left)) return false;
  if (kNounLeft.Matches(at.left) || kAttributive.Matches(at.left)) return false;
  if (kLongerPeriod.Matches(at.left) || kAllotted.Matches(at.left)) return false;
  if ((at.DutyClause() || kDutyOpener.Matches(at.left)) && kRecurRight.Matches(at.right)) {
    return true;
  }
  // "rác được thu gom hằng tuần"; ", mỗi năm chọn một chủ đề".
  if (kPassive.Matches(at.left) && kRecurRight.Matches(at.right)) return true;
  const std::string_view left = Trim(at.left);
  return !left.empty() && left.back() == ',' && at.right.size() > 1 && at.right[0] == ' ';
}

}  // namespace planrec::extract
