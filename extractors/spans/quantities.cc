// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/quantities.h"

#include <algorithm>
#include <cmath>

#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

#define PLANREC_NUM R"((\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?))"

const Pattern kPercent{"quantity.percent", Over::kFolded,
                       PLANREC_NUM R"( ?(?:%|phan tram\b)(?: ?(?:-|–|den) ?)" PLANREC_NUM
                                   R"( ?(?:%|phan tram\b))?)",
                       "đạt tối thiểu 2,5%", "mức độ 4"};
const Pattern kPercentRange{"quantity.percent-range", Over::kFolded,
                            PLANREC_NUM R"( ?(?:-|–|den) ?)" PLANREC_NUM R"( ?(?:%|phan tram\b))",
                            "từ 85 đến 90%", "năm 2021 - 2025"};
const Pattern kEach{"quantity.each", Over::kPrinted, R"(^( ?/ ?(?:năm|tháng|quý|vụ))(?:$|[^\pL]))",
                    "/năm trong giai đoạn", "/người"};
const Pattern kAmount{
    "quantity.amount", Over::kFolded,
    R"((?:\b(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) |)" PLANREC_NUM
    R"((?: ?(?:-|–|den) ?)" PLANREC_NUM
    R"()? ?)((?:(?:trieu|ty|ti|nghin|ngan)(?: (?:dong|usd|teu|tan|m3|kwh|luot khach|luot))?(?:/[a-z]+(?:/[a-z]+)?)?|)"
    R"(dong(?:/[a-z]+)?|(?:ta|tan|kg)/(?:ha|sao|nam)|diem phan tram|diem|bac|ha|km|m2|m3|tan|kwh|kwp|mwp|mw|mva|kva|teu|khu cong nghiep|cum cong nghiep|khu dan cu|khu tai dinh cu|khu pho|trung tam|dia ban|mo hinh|cuoc|lop|hoi nghi|san pham|thu tuc|)"
    R"(ho so|tthc|don vi|thon|xa|huyen|ho|nguoi|lao dong|doanh nghiep|hop tac xa|to hop tac|truong|du an|)"
    R"(cong trinh|van ban|tin bai|tin|bai|luot nguoi|luot khach|luot|buoi|dot|lan|tieu chi|chi tieu|dich vu|chuyen de|)"
    R"(chuong trinh|de tai|sang kien|giai phap|cay|con|gio|phut|ngay|chi bo|dang vien|hoc sinh|giao vien|)"
    R"(can bo|cong chuc|bao cao|ke hoach|co so|khu|cum|tuyen|diem truong|he thong|phan mem|nhiem vu|co quan|giuong benh|giuong|tram|cau lac bo|ky thuat|hop dong|trang tai lieu|trang|phong|vu|truong hop|suat|can nha|can|nha|doi|to|thanh vien|hoi vien|doan vien|gia dinh|hoc vien|khach|diem den|cua hang|gian hang|bo du lieu|tai khoan|camera|may tinh|may|bo|tan rac|m3/ngay|tien si|thac si|bac si|cong dan|thanh nien|thi sinh|dai bieu|chien si|nghe nhan|di tich|le hoi|thung rac|bien bao|tu sach|dau sach|cuon|bo phim|phong su|video|ky su)\b))",
    "xây dựng ít nhất 03 mô hình", "05 và 06"};
/// A counted noun outside the table: only with a comparing word directly before the number.
const Pattern kCounted{
    "quantity.counted", Over::kFolded,
    R"(\b(?:toi thieu|it nhat|khong qua|khong duoi|toi da|tren|duoi) )" PLANREC_NUM
    R"( ([a-z]{2,}))",
    "tối thiểu 12 chỗ", "12 chỗ"};
/// "nâng tổng số lên 12 CCN": the total that new ones add up to, its unit as printed.
const Pattern kTotal{"quantity.total", Over::kFolded,
                     R"(\b(?:nang|dua|tang|mo rong) [^,;.:\d]{2,40}? len (?:khoang )?)" PLANREC_NUM
                     R"( ([a-z]{2,}))",
                     "nâng quy mô lên 850 giường", "tổng số 12 CCN"};
/// New ones of a kind that the table of units doesn't hold: "ra mắt 12 ngõ tự quản".
const Pattern kNewOnes{
    "quantity.new-ones", Over::kFolded,
    R"((?:^|[;:.] |\bphan dau )(?:tuyen chon va goi|xay dung|ra mat|nhan rong|thanh lap|hinh thanh|mo|phat trien|ket nap|cong nhan|trong|lap dat|cai tao|khoi cong|trao|tang|dao tao|boi duong|tuyen dung|tuyen sinh|goi|thu hut|so hoa|bien soan|xoa|cung hoa|nao vet|duy tri|giu vung|cap moi|dua vao (?:van hanh|su dung|hoat dong|khai thac))(?: moi| them)? )" PLANREC_NUM
    R"( ([a-z]{2,}))",
    "Ra mắt 12 ngõ tự quản", "Đã ra mắt 12 ngõ tự quản"};
/// "12/15 xã đạt chuẩn": so many of all.
const Pattern kOutOf{
    "quantity.out-of", Over::kFolded,
    R"(\b(\d{1,3}) ?/ ?(\d{1,3}) (xa|phuong|thon|ban|ap|khu pho|to dan pho|khu dan cu|truong|don vi|co quan|tram|tieu chi|chi tieu|chi bo|doanh nghiep|hop tac xa|khoa|phong|so|huyen)\b)",
    "12/15 xã đạt chuẩn", "trước ngày 12/5, xã"};
#define PLANREC_LEADERS                                                                                   \
  R"((?: [^;.()]{0,90}?(?:dan dau|dung dau|cao nhat|tot nhat|hang dau|dat diem (?:so )?cao)\b(?: nhat)?)" \
  R"((?: (?:ca nuoc|toan (?:tinh|quoc|huyen|thanh pho|xa)|cua [a-z]+))?))"
const Pattern kRank{
    "quantity.rank", Over::kFolded,
    R"(\b(?:nam trong|thuoc|lot vao|dung trong|giu vung|vao|trong) (nhom|top) (?:dau |co )?(\d{1,3})\b)" PLANREC_LEADERS
    "?",
    "nằm trong nhóm 03 huyện dẫn đầu toàn tỉnh", "nhóm 03 tiêu chí sau đây bị trừ điểm"};
const Pattern kRankBare{"quantity.rank-bare", Over::kFolded,
                        R"(\b(nhom|top) (?:dau |co )?(\d{1,3})\b)" PLANREC_LEADERS,
                        "đạt top 10 tỉnh dẫn đầu cả nước", "nhóm 03 tiêu chí sau đây bị trừ điểm"};
#undef PLANREC_LEADERS
const Pattern kOneOf{
    "quantity.one-of", Over::kFolded,
    R"(\bmot trong (?:nhung )?(\d{1,2}|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (dia phuong|tinh|huyen|xa|phuong|don vi|thanh pho)\b[^,;.()]{0,40}?(?:nhat|dan dau|dung dau|hang dau)\b)",
    "là một trong ba địa phương phát triển kinh tế nhất", "một trong các địa phương"};
const Pattern kPlace{"quantity.place", Over::kFolded,
                     R"(\b(?:xep|dung) (thu|hang|vi tri)(?: thu)? (\d{1,3})\b(?: tro len)?)",
                     "xếp thứ 5 trở lên", "xếp loại tốt"};
const Pattern kBetter{
    "quantity.better", Over::kFolded,
    R"(\b(?:(?:bang hoac |phai )?(?:cao hon|tot hon|lon hon|tang hon)(?: so voi| ket qua)?|)"
    R"((?:tang|nang|cai thien|thang)(?: (bac|hang|thu hang|vi tri|diem|diem so|vi tri xep hang|thu bac))?(?: xep hang)? so voi)(?: ket qua)? )"
    R"(nam (?:((?:19|20)\d{2})|truoc(?: lien ke)?)\b)",
    "tăng bậc so với năm 2023", "tăng 5% so với năm 2023"};
const Pattern kScore{"quantity.score", Over::kFolded,
                     R"((\()?(?:dat )?(\d{1,3}(?:,\d{1,3})?) ?/ ?(\d{1,3}(?:,\d{1,3})?)( diem)?)"
                     R"((?:,? (?:bi )?tru (\d{1,3}(?:,\d{1,3})?) diem)?(\))?)",
                     "(đạt 0,4/0,5 điểm trừ 0,1 điểm)", "quý II năm 2024"};
const Pattern kAgainstYear{"quantity.against-year", Over::kFolded,
                           R"(^[^;.]{0,40}?so voi nam ((?:19|20)\d{2}))", " so với năm 2023",
                           " trong năm 2023"};

// Comparing words directly left of the number, and right of the unit.
struct Comparing {
  const Pattern pattern;
  std::string_view comparator;
};

#define PLANREC_FILL \
  R"((?: (?:it nhat|toi thieu|toi da|tu|tren|them|binh quan|khoang|duoc|moi nam|hang nam|trung binh))*)"
const Comparing kLeft[] = {
    {{"quantity.decrease", Over::kFolded,
      R"(\b(?:giam|cat giam|rut ngan|tiet kiem|tinh gian))" PLANREC_FILL
      R"((?: bien che| thoi gian)? $)",
      "thực hiện giảm tối thiểu ", "giám sát "},
     "decrease_by"},
    {{"quantity.increase", Over::kFolded, R"(\btang)" PLANREC_FILL R"( $)", "tăng thêm ",
      "tăng trưởng đạt "},
     "increase_by"},
    {{"quantity.at-least", Over::kFolded,
      R"((?:\b(?:toi thieu|it nhat|khong duoi|khong thap hon|khong it hon|thap nhat)(?: la| dat| duoc| co| tu)?|≥) ?$)",
      "đạt tối thiểu ", "đạt "},
     "ge"},
    {{"quantity.at-most", Over::kFolded,
      R"((?:\b(?:toi da|khong qua|khong vuot qua|khong cao hon|khong hon|nhieu nhat|khong tren)(?: la)?|≤) ?$)",
      "không quá ", "quá "},
     "le"},
    {{"quantity.more-than", Over::kFolded, R"((?:\b(?:tren|hon|vuot|lon hon|cao hon)|>) ?$)",
      "Trên ", "trên địa bàn "},
     "gt"},
    {{"quantity.less-than", Over::kFolded, R"((?:\b(?:duoi|thap hon|it hon|nho hon)|<) ?$)",
      "xuống dưới ", "đuổi kịp "},
     "lt"},
    {{"quantity.from", Over::kFolded, R"(\btu $)", "đạt từ ", "thông tư số "}, "from"},
};
#undef PLANREC_FILL
const Pattern kAndMore{"quantity.and-more", Over::kFolded,
                       R"(^(?: [^\d;.,]{0,30}?)? ?tro (?:len|1en)\b)", " trở lên", " trở lại"};
const Pattern kAndLess{"quantity.and-less", Over::kFolded, R"(^ ?tro xuong\b)", " trở xuống",
                       " trở lên"};

/// Left of a number that is none of ours: levels, articles, dates, standards, ordinals.
const Pattern kNoQuantity{
    "quantity.none-left", Over::kFolded,
    R"((?:\b(?:muc do|muc|dieu|khoan|diem|chuong|so|nam|thang|ngay|quy|khoa|lan thu|thu|iso|tcvn|phu luc|bieu|mau|nhom|hang|giai doan|tu|luat|lop)|[a-z] cap|/|-|:\d+) ?$)",
    "dịch vụ công mức độ ", "tối thiểu "};

#undef PLANREC_NUM

/// What is cut stands between the verb and the number; a level ("giảm còn") is no cut.
const Pattern kCutBefore{"quantity.cut-before", Over::kPrinted,
                         R"((?i)(?:^|[ ,;(])giảm [^,;.:()\d]*$)", "giảm tỷ lệ hộ nghèo ",
                         "giám sát hộ nghèo "};
/// The same upwards; growth itself is a level ("tăng trưởng 8 - 9%").
const Pattern kRaiseBefore{"quantity.raise-before", Over::kPrinted,
                           R"((?i)(?:^|[ ,;(])tăng (?:[^,;.:()\dtc]|t[^r]|c[^ư])[^,;.:()\d]*$)",
                           "tăng năng suất lao động bình quân ", "tăng trưởng kinh tế "};
const Pattern kCutTo{"quantity.cut-to", Over::kFolded,
                     R"(\b(?:con|xuong|dat|duoi|o muc|den|len|tren)\b)", "giảm còn",
                     "giảm bình quân"};

struct Context {
  std::string_view text;
  FoldedText folded;

  /// Folded text of at most `bytes` before / from a byte of the original.
  std::string Before(size_t at, size_t bytes = 48) const {
    const auto it = std::lower_bound(folded.offset.begin(), folded.offset.end(), at);
    const size_t end = static_cast<size_t>(it - folded.offset.begin());
    const size_t from = end > bytes ? end - bytes : 0;
    return folded.text.substr(from, std::min(end, folded.text.size()) - from);
  }
  std::string From(size_t at, size_t bytes = 48) const {
    const auto it = std::lower_bound(folded.offset.begin(), folded.offset.end(), at);
    const size_t begin = static_cast<size_t>(it - folded.offset.begin());
    return begin >= folded.text.size() ? "" : folded.text.substr(begin, bytes);
  }
};

/// Reads the comparing words around a number; widens the span over them.
void Compare(const Context& context, Quantity& q) {
  const std::string right = context.From(q.number.end);
  if (const auto more = kAndMore.Find(right)) {
    q.comparator = "ge";
    q.compared = true;
    q.span.end = std::min(context.text.size(), q.number.end + more->end());
    while (q.span.end < context.text.size() &&
           (static_cast<unsigned char>(context.text[q.span.end]) & 0xC0) == 0x80) {
      ++q.span.end;
    }
    // Folding shortens letters: find the words in the original.
    for (std::string_view word : {"trở lên", "trở 1ên"}) {
      const size_t at = context.text.find(word, q.number.end);
      if (at != npos && at < q.number.end + 80) q.span.end = at + word.size();
    }
  } else if (kAndLess.Matches(right)) {
    q.comparator = "le";
    q.compared = true;
  }
  const std::string left = context.Before(q.number.begin);
  for (const Comparing& rule : kLeft) {
    const auto match = rule.pattern.Find(left);
    if (!match) continue;
    // "giám", "tặng": with marks the word itself decides.
    const size_t words = left.size() - match->begin();
    const auto it = std::lower_bound(context.folded.offset.begin(), context.folded.offset.end(),
                                     q.number.begin);
    const size_t here = static_cast<size_t>(it - context.folded.offset.begin());
    const size_t begin = context.folded.offset[here - words];
    const std::string_view said = context.text.substr(begin);
    if (rule.comparator == "decrease_by" && (WordAt(said, 0, "giám") || WordAt(said, 0, "giảng")))
      continue;
    if (rule.comparator == "increase_by" && (WordAt(said, 0, "tặng") || WordAt(said, 0, "tầng")))
      continue;
    if (rule.comparator == "from" && (WordAt(said, 0, "tư") || WordAt(said, 0, "tự"))) continue;
    q.span.begin = begin;
    if (rule.comparator == "from") {
      if (q.value_max) {
        q.comparator = "between";
      } else if (!q.compared) {
        q.comparator = "ge";
      }
    } else {
      q.comparator = rule.comparator;
    }
    q.compared = true;
    break;
  }
  if (q.value_max && q.comparator == "eq") q.comparator = "between";
  // "giảm tổn thất điện năng bình quân 0,5 - 0,8%/năm": by so much, not between.
  const std::string_view before = context.text.substr(0, q.span.begin);
  const auto cut = q.comparator == "between" ? kCutBefore.Find(before) : std::nullopt;
  if (cut && !kCutTo.Matches(cut->Text(before, 0))) q.comparator = "decrease_by";
  const auto raise = q.comparator == "between" ? kRaiseBefore.Find(before) : std::nullopt;
  if (raise && !kCutTo.Matches(raise->Text(before, 0))) q.comparator = "increase_by";
  if (const auto year = kAgainstYear.Find(context.From(q.span.end, 80))) {
    const std::string window = context.From(q.span.end, 80);
    q.baseline_year = std::stoi(std::string(year->Text(window, 1)));
  }
}

bool Free(const std::vector<Quantity>& out, Span span) {
  return std::none_of(out.begin(), out.end(), [&](const Quantity& q) {
    return span.begin < q.number.end && q.number.begin < span.end;
  });
}

/// A digit or a code's mark directly before: the number is the tail of another.
bool Tail(std::string_view text, size_t at) {
  if (at == 0) return false;
  const char c = text[at - 1];
  return (c >= '0' && c <= '9') || c == '/' || c == ',' || c == '.';
}

}  // namespace

std::optional<double> ReadVietnameseNumber(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return std::nullopt;
  static const std::vector<std::string_view> words = {"mot", "hai", "ba",  "bon",  "nam",
                                                      "sau", "bay", "tam", "chin", "muoi"};
  const std::string folded = Fold(text);
  const auto word = std::find(words.begin(), words.end(), folded);
  if (word != words.end()) return static_cast<double>(word - words.begin() + 1);
  size_t stops = 0, commas = 0, after = 0;
  for (char c : text) {
    if (c == '.') ++stops;
    if (c == ',') ++commas;
    if (c != '.' && c != ',' && (c < '0' || c > '9')) return std::nullopt;
  }
  if (commas > 1) return std::nullopt;
  const size_t last_stop = text.rfind('.');
  const bool point = commas == 0 && stops == 1 && text.size() - last_stop - 1 != 3;
  double value = 0, scale = 1;
  bool fraction = false;
  for (char c : text) {
    if (c == ',' || (c == '.' && point)) {
      fraction = true;
      continue;
    }
    if (c == '.') continue;
    if (fraction) {
      ++after;
      scale *= 10;
    }
    value = value * 10 + (c - '0');
  }
  return value / scale;
}

std::vector<Quantity> FindQuantities(std::string_view text) {
  std::vector<Quantity> out;
  const Context context{text, FoldWithOffsets(text)};
  const FoldedText& folded = context.folded;

  for (const Pattern* pattern : {&kRank, &kRankBare})
    for (const Match& match : pattern->FindAll(folded)) {
      if (!Free(out, match.group(0))) continue;
      Quantity q;
      q.kind = QuantityKind::kRank;
      q.span = TrimSpan(text, match.group(0), ",;.");
      q.number = q.span;
      q.comparator = "top";
      q.compared = true;
      q.value = ReadVietnameseNumber(match.Text(text, 2));
      q.unit = match.Text(text, 1);
      out.push_back(std::move(q));
    }
  // The groups of its number and of what is counted.
  struct Place {
    const Pattern* pattern;
    size_t value, unit;
  };
  for (const Place& place : {Place{&kOneOf, 1, 2}, Place{&kPlace, 2, 1}}) {
    for (const Match& match : place.pattern->FindAll(folded)) {
      if (!Free(out, match.group(0))) continue;
      Quantity q;
      q.kind = QuantityKind::kRank;
      q.span = q.number = match.group(0);
      q.comparator = "top";
      q.compared = true;
      q.value = ReadVietnameseNumber(match.Text(text, place.value));
      q.unit = match.Text(text, place.unit);
      if (q.value) out.push_back(std::move(q));
    }
  }
  for (const Match& match : kBetter.FindAll(folded)) {
    Quantity q;
    q.kind = QuantityKind::kBetter;
    q.span = q.number = match.group(0);
    q.comparator = "better_than_baseline";
    q.compared = true;
    q.unit = match.Text(text, 1);
    if (match.has(2)) q.baseline_year = std::stoi(std::string(match.Text(text, 2)));
    out.push_back(std::move(q));
  }
  for (const Match& match : kScore.FindAll(folded)) {
    const bool bracket = match.has(1) && match.has(6);
    const bool decimal = match.Text(text, 0).find(',') != npos;
    // "(5/12)", "24/24", "15/3": only points, or decimals alone in brackets, are a score.
    if (!match.has(4) && !(bracket && decimal)) continue;
    if (Tail(text, match.group(2).begin) || !Free(out, match.group(0))) continue;
    const auto got = ReadVietnameseNumber(match.Text(text, 2)),
               max = ReadVietnameseNumber(match.Text(text, 3));
    if (!got || !max || *got > *max || *max == 0) continue;
    Quantity q;
    q.kind = QuantityKind::kScore;
    q.span = q.number = match.group(0);
    q.comparator = "improve";
    q.value = got;
    q.value_max = max;
    if (match.has(4)) q.unit = Trim(match.Text(text, 4));
    if (match.has(5)) q.lost = ReadVietnameseNumber(match.Text(text, 5));
    q.bracketed = bracket;
    out.push_back(std::move(q));
  }
  auto number = [&](const Match& match, size_t low, size_t high, size_t begin) {
    Quantity q;
    q.number = {begin, match.end()};
    q.span = q.number;
    q.value = ReadVietnameseNumber(match.Text(text, low));
    if (match.has(high)) q.value_max = ReadVietnameseNumber(match.Text(text, high));
    q.comparator = "eq";
    return q;
  };
  for (const Pattern* pattern : {&kPercentRange, &kPercent}) {
    for (const Match& match : pattern->FindAll(folded)) {
      if (Tail(text, match.begin()) || !Free(out, match.group(0))) continue;
      Quantity q = number(match, 1, 2, match.begin());
      if (q.value_max && *q.value_max <= *q.value) continue;
      q.unit = text[match.end() - 1] == '%' ? "%" : "phần trăm";
      // "12%/năm": by so much each year.
      if (const auto each = kEach.Find(text.substr(match.end()))) {
        q.unit += each->Text(text.substr(match.end()), 1);
        q.number.end = q.span.end = match.end() + each->group(1).end;
      }
      Compare(context, q);
      out.push_back(std::move(q));
    }
  }
  for (const Match& match : kOutOf.FindAll(folded)) {
    if (Tail(text, match.begin()) || !Free(out, match.group(0))) continue;
    Quantity q = number(match, 1, 9, match.begin());
    if (!q.value || *q.value > ReadVietnameseNumber(match.Text(text, 2)).value_or(0)) continue;
    q.kind = QuantityKind::kAmount;
    q.unit = match.Text(text, 3);
    Compare(context, q);
    if (!kNoQuantity.Matches(context.Before(q.number.begin))) out.push_back(std::move(q));
  }
  for (const Match& match : kAmount.FindAll(folded)) {
    if (Tail(text, match.begin()) || !WordStarts(text, match.begin())) continue;
    if (!Free(out, match.group(0))) continue;
    const size_t low = match.has(1) ? 1 : 2;
    Quantity q = number(match, low, 3, match.begin());
    if (!q.value || (q.value_max && *q.value_max <= *q.value)) continue;
    q.kind = QuantityKind::kAmount;
    q.unit = match.Text(text, 4);
    Compare(context, q);
    if (!q.compared && (match.has(1) || kNoQuantity.Matches(context.Before(q.number.begin))))
      continue;
    if (kNoQuantity.Matches(context.Before(q.span.begin)) && q.comparator != "ge") continue;
    out.push_back(std::move(q));
  }
  for (const Match& match : kCounted.FindAll(folded)) {
    const Span number_span{match.group(1).begin, match.end()};
    if (!Free(out, number_span)) continue;
    Quantity q = number(match, 1, 9, number_span.begin);
    q.kind = QuantityKind::kAmount;
    q.unit = match.Text(text, 2);
    q.counted = true;
    Compare(context, q);
    if (q.value && q.compared) out.push_back(std::move(q));
  }
  for (const Pattern* pattern : {&kTotal, &kNewOnes}) {
    for (const Match& match : pattern->FindAll(folded)) {
      const Span number_span{match.group(1).begin, match.end()};
      if (!Free(out, number_span)) continue;
      Quantity q = number(match, 1, 9, number_span.begin);
      q.kind = QuantityKind::kAmount;
      q.unit = match.Text(text, 2);
      q.counted = true;
      if (q.value) out.push_back(std::move(q));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Quantity& a, const Quantity& b) { return a.number.begin < b.number.begin; });
  return out;
}

}  // namespace planrec::extract
