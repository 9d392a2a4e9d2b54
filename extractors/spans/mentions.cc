// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/mentions.h"

#include <algorithm>

#include "extractors/spans/agencies.h"
#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/clauses.h"
#include "extractors/vocabulary/dates.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

const Pattern kNumberWord{"mention.number-word", Over::kPrinted,
                          R"((?i)s(?:ố|6|b|é|o|ô)\.? ?:? ?\*{0,2}$)", "Kế hoạch số ", "số hóa"};

/// A type word that may stand apart from its number: "Luật Lưu trữ số", "Quyết định của UBND tỉnh
/// số".
const Pattern kNamedLaw{"mention.named-law", Over::kPrinted,
                        R"((?:^|[^\pL])((?:Bộ l|L)uật|Pháp lệnh) ([^;.:()]{3,110}?) số ?:? ?$)",
                        "Luật Lưu trữ số ", "Luật Lưu trữ; công văn số "};
const Pattern kTypeOf{
    "mention.type-of-issuer", Over::kFolded,
    R"((?:^|[^a-z])((?:nghi quyet|nghi dinh|quyet dinh|chi thi|ke hoach|thong tu|)"
    R"(cong van|van ban|bao cao|chuong trinh|thong bao|ket luan|to trinh|huong dan)))"
    R"((?: cua ([^,;.:()]{3,60}?))?( ?: ?| )(?:so ?:? ?)?$)",
    "các Kế hoạch của Tỉnh ủy: Số ", "Kế hoạch thi đua số "};

/// What may stand between two members of one list.
const Pattern kListGap{"mention.list-gap", Over::kFolded,
                       R"(^[ ,;]*(?:va |hoac )?(?:cac )?[ ,;]*$)", ", ", ", UBND tỉnh "};

/// Words at which an issuer's name ends (folded, first words of titles and of clauses).
const Pattern kIssuerStop{
    "mention.issuer-end", Over::kFolded,
    R"re((?:[;:.()"“”]|,|\b(?:ve|v/v|ban hanh|quy dinh|huong dan|phe duyet|sua doi|bo sung|trien khai|)re"
    R"(thuc hien|cong bo|day manh|tang cuong|to chuc trien|xay dung|ket qua|thong qua|giao|bai bo|)"
    R"(thay the|phat dong|nang cao|mot so|phan cong|de ra|chi dao|yeu cau|gui|va|theo|de|trong|co|da|)"
    R"(duoc|tai|gan|nham|den|kem|bao dam|dam bao|la|voi|ngay|so|nhu|khi|cung|dong thoi|tiep tuc|)"
    R"(quan triet|cho|lam|bang|tren|dat|phai|can|neu|ma|tu|qua|ra|thanh lap|kien toan|uy quyen|dieu chinh|)"
    R"(cu the|hang nam|giai doan|nam \d{4})\b))",
    "UBND tỉnh về nâng cao", "UBND huyện Thanh Miện"};

const Pattern kNumberBehind{"mention.number-behind", Over::kPrinted, R"(^ ?:? ?\d)", " 12/KH",
                            " tỉnh"};
/// A board named for several fields, the last before whose it is: "Ban Chỉ đạo phòng|, chống tham
/// nhũng, lãng phí tỉnh".
const Pattern kBoard{"mention.board", Over::kFolded,
                     R"(^(?:ban chi dao|ban chi huy|ban van dong|uy ban quoc gia|hoi dong|quy) )",
                     "Ban Chỉ đạo Phát triển khoa học", "Sở Nội vụ"};
const Pattern kBoardGoesOn{
    "mention.board-goes-on", Over::kPrinted,
    R"(^(?:, (?:[^c\PL]|c[^á]|cá[^c])| ?và \p{Ll})[^;:()\p{Lu}]{2,110}? (?:tỉnh|thành phố|huyện|xã|phường|đặc khu|quốc gia|Trung ương|Thành phố)(?:[ ,;.]|$))",
    ", chống tham nhũng, tiêu cực tỉnh về", ", các xã"};
/// Verbs that begin a title and stand in no body's name, with a capital letter too: "Hội đồng nhân
/// dân tỉnh Ban hành quy định …".
const Pattern kTitleVerb{
    "mention.title-verb", Over::kFolded,
    R"(^(?:ban hanh|quy dinh|phe duyet|sua doi|cong bo|thong qua|bai bo|thay the|huong dan|trien khai)$)",
    "Ban hành", "Xây dựng"};
/// "Sở Văn hóa|, Thể thao và Du lịch": the fields of one body, the last behind "và".
const Pattern kMoreFields{"mention.more-fields", Over::kPrinted,
                          R"(^, (?:\p{Lu}[^,;.:()]{1,30}, )*\p{Lu}[^,;.:()]{1,30} và \p{Lu})",
                          ", Thể thao và Du lịch", ", các xã và Phòng"};

const Pattern kBriefName{"mention.brief-name", Over::kPrinted, R"(^ ?\([A-ZĐ][A-ZĐ&-]{1,11}\))",
                         " (GDĐT) ngày 05", " (sau đây gọi tắt)"};

/// What opens a title directly behind date or issuer.
const Pattern kTitleOpen{
    "mention.title", Over::kFolded,
    R"(^[ ,]*(?:(ve(?: viec)?|v/v) |((?:ban hanh|quy dinh|huong dan|phe duyet|sua doi|trien khai|)"
    R"(cong bo|day manh|tang cuong|thong qua|phat dong|nang cao|ket qua|giao chi tieu|giao du toan|)"
    R"(giao ke hoach|thanh lap|kien toan|dieu chinh|bai bo|thay the|to chuc|thuc hien|cai cach|)"
    R"(phat trien|xay dung|chuyen doi|phan cong|hop nhat|tiep tuc|mot so|cai thien|bo sung)\b)))",
    " về việc nâng cao chất lượng", " và các văn bản hướng dẫn"};

/// Where a title ends before the sentence does.
const Pattern kTitleStop{
    "mention.title-end", Over::kFolded,
    R"((?:;|\(sau day|\(goi|\(kem|, (?:phan dau|trong do|nham|de |dong thoi|cu the|nhu sau|dam bao|)"
    R"(bao dam|gop phan|tung buoc|nay |yeu cau|de nghi|(?:trinh|bao cao|gui(?: ve)?) (?:phe duyet|cap|uy ban|ubnd|chu tich|hoi dong|hdnd|thuong truc|chinh phu|thu tuong|ban|bo|so|phong|tinh uy|huyen uy|thanh uy|dang uy|lanh dao|truoc|trong)\b|gui bao cao|tham muu |hoan thanh|xong |cham nhat|truoc ngay)| nhu sau| va cac (?:van ban|quy dinh|nghi quyet|)"
    R"(quyet dinh|ke hoach|nghi dinh|thong tu|noi dung)|,? theo (?:dung|quy dinh|tinh than|chuc nang|)"
    R"(tien do|lo trinh|huong dan)| va (?:chi dao|y kien|huong dan) cua| (?:den|toi) (?:cac|toan the|can bo)))",
    "nâng cao chất lượng, phấn đấu đến", "một số nhiệm vụ, giải pháp"};

/// After a title's closing year only these go on with it.
const Pattern kPeriodEnd{"mention.title-period", Over::kFolded,
                         R"(\b(?:nam|giai doan|den) \d{4}(?: ?[-–] ?\d{4})?)",
                         "giai đoạn 2021 -2025", "năm học mới"};
const Pattern kPeriodGoesOn{
    "mention.title-goes-on", Over::kFolded,
    R"(^(?:$|[;.)”]| ?[-–]|,? (?:dinh huong|tam nhin|dinh huong den|tam nhin den)|,? va (?:nhung nam|cac nam|)"
    R"(dinh huong|tam nhin|nam )| (?:den|cua|tren|tai|cho|o|huyen|tinh|thanh pho|xa|phuong|thi xa|quan|toan|)"
    R"(trong|doi voi)\b| \())",
    ", định hướng đến năm 2030", " bảo đảm đúng lộ trình"};

/// Short forms: a type word, "số" or not, and a number whose symbol is left out.
const Pattern kShort{
    "mention.short", Over::kPrinted,
    R"((Nghị định|Thông tư|Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Chương trình|Đề án|Công văn)(?: số)? (\d{1,5})(?:/((?:19|20)\d{2}))?)",
    "Nghị định 30/2020", "Kế hoạch năm 2024"};

size_t BackOver(std::string_view text, size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '*')) --at;
  return at;
}

/// The window of text before byte `at`, at most `bytes` long, cut at a whole letter.
std::string_view Window(std::string_view text, size_t at, size_t bytes) {
  size_t from = at > bytes ? at - bytes : 0;
  while (from < at && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
  return text.substr(from, at - from);
}

struct Head {
  size_t begin = npos;                ///< where the mention starts
  std::string type;                   ///< abbreviation; empty where no type word stands there
  bool worded = false;                ///< a type word belongs to this mention's text
  std::optional<Span> name;           ///< a law's name between word and number
  std::optional<std::string> issuer;  ///< stated before a colon
};

/// Reads backwards from the code: "số", the type word, a law's name, an issuer before the number.
Head ReadHead(std::string_view text, const DocumentCode& code) {
  Head head;
  size_t at = BackOver(text, code.span.begin);
  const std::string_view before_code = Window(text, code.span.begin, 20);
  size_t number_word = npos;
  if (const auto match = kNumberWord.Find(before_code)) {
    const size_t begin = code.span.begin - before_code.size() + match->begin();
    if (WordStarts(text, begin)) number_word = begin;
  }
  if (number_word != npos) {
    head.begin = number_word;
    at = BackOver(text, number_word);
  }
  const bool colon = at > 0 && text[at - 1] == ':';
  if (colon) at = BackOver(text, at - 1);

  // The type word that ends at `at`.
  const std::string_view window = Window(text, at, 40);
  const size_t base = at - window.size();
  for (size_t i = 0; i < window.size(); ++i) {
    if ((static_cast<unsigned char>(window[i]) & 0xC0) == 0x80 || !WordStarts(text, base + i)) {
      continue;
    }
    const std::string folded = Fold(window.substr(i));
    const TypeWord* word = TypeWordAt(folded, 0);
    if (word == nullptr || Fold(word->words).size() != folded.size()) continue;
    head.type = word->abbreviation;
    head.worded = true;
    if (!colon) head.begin = base + i;
    return head;
  }
  if (number_word == npos) return head;

  const std::string_view long_window = Window(text, code.span.begin, 170);
  const size_t long_base = code.span.begin - long_window.size();
  if (const auto match = kNamedLaw.Find(long_window);
      match && (code.scheme == CodeScheme::kAssembly || code.type == "L" || code.type == "PL")) {
    head.type = match->Text(long_window, 1) == "Pháp lệnh" ? "PL" : "L";
    head.worded = true;
    head.begin = long_base + match->group(1).begin;
    head.name = Span{long_base + match->group(2).begin, long_base + match->group(2).end};
    return head;
  }
  const std::string_view middle = Window(text, code.span.begin, 110);
  if (const auto match = kTypeOf.Find(middle)) {
    const std::string folded = Fold(match->Text(middle, 1));
    if (const TypeWord* word = TypeWordAt(folded, 0)) {
      head.type = word->abbreviation;
      head.worded = true;
      if (match->has(2)) head.issuer = std::string(match->Text(middle, 2));
      const bool list = match->Text(middle, 3).find(':') != npos;
      if (!list) head.begin = code.span.begin - middle.size() + match->group(1).begin;
    }
  }
  return head;
}

/// The board's name (folded) hasn't come to whose it is yet.
bool OpenBoard(std::string_view left) {
  if (!kBoard.Matches(left)) return false;
  const size_t space = left.rfind(' ');
  const std::string_view last = left.substr(space + 1);
  for (std::string_view unit : {"tinh", "huyen", "xa", "phuong", "khu", "gia", "uong"}) {
    if (last == unit) return false;
  }
  return !left.ends_with("thanh pho");
}

/// The issuer's name that begins at byte `at`; its end, or `at` where none stands there.
size_t IssuerEnd(std::string_view text, size_t at, size_t limit) {
  size_t from = at;
  while (true) {
    const auto stop = kIssuerStop.Find(text.substr(0, limit), from);
    size_t end = stop ? stop->begin() : limit;
    if (stop && text[stop->begin()] == ',') {
      // "Thủ tướng, Chính phủ", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ": a post goes on.
      const std::string left = Fold(Trim(text.substr(at, end - at)));
      const bool post = left == "thu tuong" || left == "bo truong" || left == "pho thu tuong";
      const bool fields = kMoreFields.Matches(text.substr(end, limit - end)) &&
                          AgencyHeadAt(text, end + 2) == nullptr;
      const bool board = OpenBoard(left) && kBoardGoesOn.Matches(text.substr(end, limit - end));
      if (post || fields || board) {
        from = stop->end();
        continue;
      }
    }
    if (stop) {
      const std::string word = Fold(stop->Text(text, 0));
      const std::string left = Fold(Trim(text.substr(at, end - at)));
      const std::string_view after = text.substr(stop->end());
      // Names of bodies hold some of the words: "Sở Xây dựng", "Bộ Kế hoạch và Đầu tư", "Ban Chỉ
      // đạo", "Hội nghị lần thứ": a capital letter goes on with the name.
      size_t first = stop->begin();
      const char32_t initial = DecodeUtf8(text, first);
      const bool verb = kTitleVerb.Matches(word) && left.find(' ') != npos;
      if (IsUpper(initial) && word != "ket qua" && word != "ve" && !verb) {
        from = stop->end();
        continue;
      }
      // "Ban Chỉ đạo Chuyển đổi số tỉnh": digits, no number.
      if (word == "so" && !kNumberBehind.Matches(after)) {
        from = stop->end();
        continue;
      }
      // "Ban Tuyên giáo": the mark tells it from "giao"; "phòng, chống thiên tai".
      const bool disaster = word == "tai" && left.ends_with("thien");
      if (disaster || (word == "giao" && WordAt(text, stop->begin(), "giáo"))) {
        from = stop->end();
        continue;
      }
      if (word == "va" && OpenBoard(left) && kBoardGoesOn.Matches(text.substr(end, limit - end))) {
        from = stop->end();
        continue;
      }
      if (word == "va") {
        size_t next = 0;
        while (next < after.size() && after[next] == ' ') ++next;
        size_t probe = next;
        const char32_t follower = probe < after.size() ? DecodeUtf8(after, probe) : 0;
        const bool type_next = TypeWordAt(Fold(after.substr(next, 60)), 0) != nullptr;
        if (IsUpper(follower) && !type_next) {
          from = stop->end();
          continue;
        }
      }
    }
    while (end > at && (text[end - 1] == ' ' || text[end - 1] == ',')) --end;
    return end;
  }
}

/// "… về xét xử trực tuyến|, Văn phòng tham mưu …": the comma behind which an agency does
/// something; npos where none is. A list of agencies that goes on over the comma is the title's
/// own.
size_t NextSubject(std::string_view text, size_t at) {
  size_t list_end = at;  // of the agencies before
  for (size_t i = at; i + 2 < text.size(); ++i) {
    const bool comma = text.substr(i, 2) == ", ";
    if (!comma && (text[i] != ' ' || list_end > i)) continue;
    const size_t name = comma ? i + 2 : i + 1;
    if (comma && list_end > i) continue;
    if (AgencyHeadAt(text, name) == nullptr) continue;
    const size_t end = AgencyPhraseEnd(text, name);
    if (comma && end < text.size() && ActionAt(text, text.find_first_not_of(" ,", end))) return i;
    list_end = end;
  }
  return npos;
}

/// The end of a title that begins at byte `at`.
size_t TitleEnd(std::string_view text, size_t at, size_t limit) {
  size_t end = limit;
  for (const Span& sentence : Sentences(text.substr(0, limit))) {
    if (sentence.end > at) {
      end = sentence.end;
      break;
    }
  }
  if (const auto stop = kTitleStop.Find(text.substr(0, end), at)) end = stop->begin();
  // A closing bracket or quote that the title did not open.
  int depth = 0;
  for (size_t i = at; i < end; ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth < 0) end = i;
    if (depth == 0 && text.substr(i, 3) == "”" && text.substr(at, i - at).find("“") == npos)
      end = i;
  }
  // "… và Quyết định số": the next mention.
  for (size_t i = at; i < end; ++i) {
    if (text[i] != ' ' || !WordAt(text, i + 1, "và")) continue;
    const size_t next = i + 1 + std::string_view("và ").size();
    if (next >= end) break;
    size_t probe = next;
    const char32_t initial = DecodeUtf8(text, probe);
    const TypeWord* word = TypeWordAt(Fold(text.substr(next, 60)), 0);
    if (word == nullptr || !IsUpper(initial)) continue;
    const size_t number = next + std::string_view(word->words).size();
    if (Fold(text.substr(number, 6)).rfind(" so ", 0) == 0 ||
        (number + 1 < text.size() && IsDigit(static_cast<unsigned char>(text[number + 1])))) {
      end = i;
    }
  }
  if (const size_t subject = NextSubject(text.substr(0, end), at); subject != npos) end = subject;
  // A period closes a title unless a known word goes on with it.
  for (const Match& period : kPeriodEnd.FindAll(text.substr(0, end))) {
    if (period.begin() < at) continue;
    if (!kPeriodGoesOn.Matches(
            text.substr(period.end(), std::min<size_t>(end - period.end(), 40)))) {
      end = period.end();
      break;
    }
  }
  return TrimSpan(text, {at, end}, ".,;:").end;
}

/// Reads forwards from the code: date, issuer, title, in the orders that occur.
void ReadTail(std::string_view text, Mention& mention, size_t limit) {
  size_t at = mention.code.span.end;
  auto skip = [&](std::string_view marks) {
    size_t i = at;
    while (i < limit && (text[i] == ' ' || marks.find(text[i]) != npos)) ++i;
    return i;
  };
  for (int round = 0; round < 3; ++round) {
    const size_t here = skip(",*(");
    if (!mention.issued_on) {
      size_t end = 0;
      if (WordAt(text, here, "ngày") || WordAt(text, here, "ngay") || WordAt(text, here, "tháng") ||
          (here < limit && text[here] >= '0' && text[here] <= '9')) {
        if (auto date = ReadDateAt(text.substr(0, limit), here, &end)) {
          mention.issued_on = date;
          at = end;
          if (at < limit && text[at] == ')') ++at;
          continue;
        }
      }
    }
    if (!mention.issuer) {
      size_t name = npos;
      const size_t of = skip(",");
      // "của" at a line's end names no one; typed twice it is one.
      for (size_t at_of = of; WordAt(text, at_of, "của") || WordAt(text, at_of, "cua");) {
        const size_t space = text.find(' ', at_of);
        name = space == npos ? npos : space + 1;
        if (name == npos) break;
        at_of = name;
      }
      if (WordAt(text, of, "do")) name = of + 3;
      if (WordAt(text, of, "Hội nghị")) name = of;
      if (name != npos && name < limit) {
        const size_t end = IssuerEnd(text, name, limit);
        if (end > name && end - name < 160) {
          mention.issuer = std::string(text.substr(name, end - name));
          at = end;
          // "Bộ Giáo dục và Đào tạo (GDĐT)": a short form is no part of the name.
          if (const auto brief =
                  kBriefName.Find(text.substr(at, std::min<size_t>(limit - at, 40)))) {
            at += brief->end();
          }
          continue;
        }
      }
    }
    break;
  }
  mention.span.end = at;
  if (const auto open = kTitleOpen.Find(text.substr(at, std::min<size_t>(limit - at, 80)))) {
    const size_t begin = at + (open->has(2) ? open->group(2).begin : open->end());
    const bool direct = open->has(2);
    // Without "về" a title follows only a date or an issuer, and no comma.
    const bool allowed = !direct || ((mention.issued_on || mention.issuer) &&
                                     text.substr(at, begin - at).find(',') == npos);
    const std::string_view word = open->Text(text.substr(at), 2);
    const bool kept = !direct || !(Fold(word) == "ket qua" && !mention.issuer);
    if (allowed && kept) {
      const size_t end = TitleEnd(text, begin, text.size());
      if (end > begin + 2) {
        mention.title = Span{begin, end};
        mention.span.end = end;
      }
    }
  }
}

/// Members of a list take type, issuer and date from the member that states them.
void ShareInLists(std::string_view text, std::vector<Mention>& mentions,
                  const std::vector<Head>& heads) {
  auto joined = [&](size_t a, size_t b) {
    return mentions[a].span.end <= mentions[b].span.begin &&
           kListGap.Matches(
               text.substr(mentions[a].span.end, mentions[b].span.begin - mentions[a].span.end));
  };
  for (size_t i = 0; i + 1 < mentions.size(); ++i) {
    if (!joined(i, i + 1)) continue;
    if (!heads[i + 1].worded && !mentions[i].type.empty() && mentions[i + 1].code.type.empty() &&
        mentions[i + 1].code.scheme != CodeScheme::kAssembly) {
      mentions[i + 1].type = mentions[i].type;
    }
    // "các Kế hoạch của Tỉnh ủy: Số 208-KH/TU …, số 209-KH/TU …"
    if (!heads[i + 1].worded && !mentions[i + 1].issuer && heads[i].issuer) {
      mentions[i + 1].issuer = heads[i].issuer;
    }
  }
  for (size_t i = mentions.size(); i-- > 1;) {
    Mention& a = mentions[i - 1];
    const Mention& b = mentions[i];
    if (!joined(i - 1, i) || a.title || a.type != b.type || a.code.issuer != b.code.issuer)
      continue;
    if (!a.issuer && b.issuer) a.issuer = b.issuer;
    const bool neighbours = a.code.number && b.code.number && *b.code.number > *a.code.number &&
                            *b.code.number - *a.code.number <= 2;
    if (!a.issued_on && b.issued_on && neighbours) a.issued_on = b.issued_on;
  }
}

}  // namespace

std::vector<Mention> FindMentions(std::string_view text) {
  std::vector<DocumentCode> codes = FindCodes(text);
  std::vector<bool> is_short(codes.size(), false);
  for (const Match& match : kShort.FindAll(text)) {
    if (!WordStarts(text, match.begin()) || !WordEnds(text, match.end())) continue;
    if (match.end() < text.size() && (text[match.end()] == '/' || text[match.end()] == '-' ||
                                      text[match.end()] == '%' || text[match.end()] == '.')) {
      if (text[match.end()] != '.' ||
          (match.end() + 1 < text.size() && text[match.end() + 1] != ' ')) {
        continue;
      }
    }
    const size_t number = match.group(2).begin;
    const bool taken = std::any_of(codes.begin(), codes.end(), [&](const DocumentCode& code) {
      return code.span.begin < match.end() + 2 && number < code.span.end;
    });
    if (taken) continue;
    DocumentCode code;
    code.span = {number, match.end()};
    code.code = std::string(text.substr(number, match.end() - number));
    code.number = std::stoi(std::string(match.Text(text, 2)));
    if (match.has(3)) code.year = std::stoi(std::string(match.Text(text, 3)));
    code.confidence = 0.8;
    size_t i = 0;
    while (i < codes.size() && codes[i].span.begin < number) ++i;
    codes.insert(codes.begin() + static_cast<std::ptrdiff_t>(i), code);
    is_short.insert(is_short.begin() + static_cast<std::ptrdiff_t>(i), true);
  }

  std::vector<Head> heads;
  for (const DocumentCode& code : codes) heads.push_back(ReadHead(text, code));
  std::vector<Mention> out;
  for (size_t i = 0; i < codes.size(); ++i) {
    Mention mention;
    mention.code = codes[i];
    mention.short_form = is_short[i];
    mention.confidence = codes[i].confidence;
    mention.type = heads[i].worded ? heads[i].type : codes[i].type;
    if (mention.type.empty()) mention.type = codes[i].type;
    if (mention.type.empty() && codes[i].scheme == CodeScheme::kAssembly) mention.type = "L";
    if (!heads[i].worded) mention.confidence *= 0.97;
    mention.span.begin = heads[i].begin != npos ? heads[i].begin : codes[i].span.begin;
    mention.issuer = heads[i].issuer;
    // Date and issuer end before the next mention; a title may hold the next mention.
    size_t limit = text.size();
    if (i + 1 < codes.size()) {
      limit = heads[i + 1].begin != npos ? heads[i + 1].begin : codes[i + 1].span.begin;
    }
    ReadTail(text, mention, limit);
    if (heads[i].name && !mention.title) mention.title = heads[i].name;
    out.push_back(std::move(mention));
  }
  ShareInLists(text, out, heads);
  return out;
}

}  // namespace planrec::extract
