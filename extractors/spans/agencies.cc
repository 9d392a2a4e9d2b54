// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/agencies.h"

#include <algorithm>
#include <array>

#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;
using Kind = AgencyKind;

/// Words after "các", "những", "từng", "mọi", "toàn thể" that make a class of bodies.
constexpr std::string_view kClassNouns[] = {
    "cơ quan",   "đơn vị",     "phòng",      "ban",           "ngành",
    "sở",        "bộ",         "tổ chức",    "đoàn thể",      "địa phương",
    "xã",        "phường",     "huyện",      "quận",          "thị xã",
    "thành phố", "tỉnh",       "trường",     "bộ phận",       "hội",
    "thôn",      "ấp",         "khu phố",    "tổ dân phố",    "doanh nghiệp",
    "cá nhân",   "cấp",        "hợp tác xã", "trạm",          "trung tâm",
    "khu",       "đội",        "chi bộ",     "đảng bộ",       "thành viên",
    "công ty",   "chủ đầu tư", "nhà trường", "cơ sở",         "chi cục",
    "đồng chí",  "ủy viên",    "uỷ viên",    "công chức",     "cán bộ",
    "lực lượng", "bệnh viện",  "tổ",         "ubnd",          "uỷ ban",
    "ủy ban",    "thủ trưởng", "hộ",         "giáo viên",     "chi hội",
    "văn phòng", "cục",        "vụ",         "viện",          "khoa",
    "chi đoàn",  "liên đội",   "nhóm",       "cộng tác viên", "trưởng",
    "bí thư"};

/// What begins like a head and is none.
constexpr std::string_view kNoHeads[] = {"trường hợp",
                                         "cơ sở dữ liệu",
                                         "cơ sở vật chất",
                                         "cơ sở hạ tầng",
                                         "cơ sở để",
                                         "thanh tra,",
                                         "thanh tra việc",
                                         "thanh tra công vụ",
                                         "lãnh đạo,",
                                         "lãnh đạo thực hiện",
                                         "bộ tiêu chí",
                                         "bộ chỉ số",
                                         "bộ nhận diện",
                                         "bộ tthc",
                                         "bộ thủ tục",
                                         "bộ luật",
                                         "đơn vị tính",
                                         "văn phòng phẩm",
                                         "hội nghị",
                                         "báo cáo",
                                         "ban hành",
                                         "tổ chức",
                                         "đoàn kết",
                                         "cán bộ, công chức làm việc",
                                         "cơ quan hành chính nhà nước các cấp đã",
                                         "các tổ chức, cá nhân tham gia"};

constexpr std::string_view kPlurals[] = {"các",      "những",  "từng", "mọi",
                                         "toàn thể", "một số", "mỗi"};

/// A class noun stands at `at`, as the word after "các".
bool ClassNounAt(std::string_view text, size_t at) {
  return std::any_of(std::begin(kClassNouns), std::end(kClassNouns),
                     [&](std::string_view noun) { return WordAt(text, at, noun); });
}

const AgencyHead kClassHead{"các", Kind::kClass, false, false, "các cơ quan, đơn vị liên quan"};

/// Two names at least behind a colon, a comma between them.
const Pattern kNamesBehind{"agency.names-behind", Over::kPrinted,
                           R"(^: ?\p{Lu}[^,.;:]{1,40}, ?\p{Lu})", ": Kinh tế, Tư pháp, Văn hóa",
                           ": Kiểm tra, giám sát"};

char32_t At(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  return DecodeUtf8(text, at);
}

char32_t Before(std::string_view text, size_t at) {
  size_t begin = at == 0 ? 0 : at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return At(text, begin);
}

/// The left side is a name that goes on after "và", "-" or a comma: "Văn phòng HĐND và UBND".
bool OfficeOfCouncil(std::string_view left) {
  const std::string folded = Fold(left);
  const bool office = folded.rfind("van phong", 0) == 0 || folded.rfind("vp", 0) == 0 ||
                      folded.rfind("chanh van phong", 0) == 0 ||
                      folded.rfind("lanh dao van phong", 0) == 0;
  if (!office) return false;
  for (std::string_view council : {"hdnd", "hddnd", "hbnd", "hond", "hoi dong nhan dan", "dbqh",
                                   "quoc hoi", "thuong truc hdnd"}) {
    if (folded.size() > council.size() &&
        folded.compare(folded.size() - council.size(), council.size(), council) == 0) {
      return true;
    }
  }
  return false;
}

/// A list of bare class nouns is still open on the left: "các sở, |ban, ngành", "UBND các |xã".
bool OpenClass(std::string_view left) {
  const std::string lower = Lower(left);
  size_t comma = lower.rfind(", ");
  const size_t from = comma == npos ? 0 : comma + 2;
  // The last piece is at most a class noun with nothing named after it.
  for (std::string_view plural : kPlurals) {
    for (size_t at = lower.find(plural); at != npos; at = lower.find(plural, at + 1)) {
      if (!WordAt(lower, at, plural)) continue;
      const size_t noun = at + plural.size() + 1;
      if (ClassNounAt(lower, noun) && noun >= from) return true;
      if (from > at && ClassNounAt(lower, from)) return true;
    }
  }
  return false;
}

bool MostlyUpper(std::string_view text) {
  size_t upper = 0, letters = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (!IsLetter(c)) continue;
    ++letters;
    upper += IsUpper(c) ? 1 : 0;
  }
  return letters > 6 && upper * 10 > letters * 8;
}

/// May the list be cut so that `left` ends and a new name begins at byte `right`?
bool NewAgencyAt(std::string_view text, Span left, size_t right, bool after_comma) {
  const AgencyHead* head = AgencyHeadAt(text, right);
  const std::string_view before = text.substr(left.begin, left.size());
  if (head == nullptr) {
    // Posts of a commune's office have no head word: "Tài chính - kế toán, Địa chính - xây dựng".
    return after_comma && AgencyHeadAt(text, left.begin) == nullptr && IsUpper(At(text, right));
  }
  if (OfficeOfCouncil(before)) return false;
  if (head->kind != Kind::kClass && OpenClass(before)) {
    // "các sở, Ban, ngành" goes on; "các phòng, ban, UBND các xã" begins anew.
    if (head->needs_name || (head->kind != Kind::kPost && ClassNounAt(text, right))) {
      const size_t end = right + head->word.size();
      const bool named = end + 1 < text.size() && text[end] == ' ' && IsUpper(At(text, end + 1));
      if (!named && head->word != "ubnd" && head->word.find("ban nhân dân") == npos) return false;
    }
  }
  return true;
}

/// Units of the police are named by a code: "PC07", "V05". Codes of forms go on ("C01-TS").
const AgencyHead* CodeHeadAt(std::string_view text, size_t at) {
  static const AgencyHead kCode{"v05", Kind::kUnit, true, false, "V05"};
  static const AgencyHead kProvinceCode{"pc07", Kind::kUnit, true, false, "PC07"};
  const bool province = text[at] == 'P';
  const size_t letter = at + (province ? 1 : 0);
  if (letter + 3 > text.size() || std::string_view("ACHKVX").find(text[letter]) == npos) {
    return nullptr;
  }
  if (!IsDigit(At(text, letter + 1)) || !IsDigit(At(text, letter + 2))) return nullptr;
  const char32_t next = At(text, letter + 3);
  if (IsLetter(next) || IsDigit(next) || next == '-' || next == '/' || next == '.') return nullptr;
  return province ? &kProvinceCode : &kCode;
}

/// `any_case`: a name may begin in small letters.
const AgencyHead* HeadAt(std::string_view text, size_t at, bool any_case) {
  if (at >= text.size() || !WordStarts(text, at)) return nullptr;
  if (const AgencyHead* code = CodeHeadAt(text, at)) return code;
  // "phối hợp với Thanh tra, Công an" names a body, "Thanh tra, kiểm tra việc …" what is done.
  const bool inside = at >= 2 && IsUpper(At(text, at)) && IsLetter(Before(text, at - 1));
  for (std::string_view other : kNoHeads) {
    if (inside && other == "thanh tra,") continue;
    if (text.size() - at >= other.size() && Lower(text.substr(at, other.size())) == other) {
      return nullptr;
    }
  }
  for (std::string_view plural : kPlurals) {
    if (WordAt(text, at, plural) && ClassNounAt(text, at + plural.size() + 1)) return &kClassHead;
  }
  const bool upper = any_case || IsUpper(At(text, at));
  const AgencyHead* best = nullptr;
  for (const AgencyHead& head : AgencyHeads()) {
    if (head.capital && !upper) continue;
    if (best != nullptr && best->word.size() >= head.word.size()) continue;
    if (!WordAt(text, at, head.word)) continue;
    if (head.needs_name) {
      const size_t end = at + head.word.size();
      if (end + 1 >= text.size() || text[end] != ' ') continue;
      // Teams are numbered: "Đội 3", "Tổ 2".
      const char32_t next = At(text, end + 1);
      if (!IsUpper(next) && !(head.kind == Kind::kUnit && IsDigit(next))) continue;
    }
    best = &head;
  }
  return best;
}

}  // namespace

const AgencyHead* AgencyHeadAt(std::string_view text, size_t at) {
  return HeadAt(text, at, false);
}

const AgencyHead* OrderedHeadAt(std::string_view text, size_t at) {
  if (const AgencyHead* head = AgencyHeadAt(text, at)) return head;
  const AgencyHead* head = HeadAt(text, at, true);
  if (head == nullptr || head->kind == Kind::kClass) return nullptr;
  // "phân công cán bộ thực hiện": someone; "công chức Địa chính", "lãnh đạo các phòng": who.
  const size_t next = at + head->word.size() + 1;
  const bool named = IsUpper(At(text, next)) || WordAt(text, next, "các");
  return head->kind != Kind::kPost || named ? head : nullptr;
}

std::vector<Span> SplitAgencies(std::string_view text, Span list) {
  std::vector<Span> out;
  auto add = [&](size_t begin, size_t end) {
    Span span = TrimSpan(text, {begin, end}, ".,;:-–+*/");
    if (span.size() > 0) out.push_back(span);
  };
  const std::string_view inside = text.substr(0, list.end);
  size_t begin = list.begin;
  // "Trưởng các phòng: Kinh tế, Tư pháp": the members by name, each between commas.
  const size_t colon = inside.find(':', begin);
  if (colon != npos && kNamesBehind.Matches(inside.substr(colon))) {
    for (const Span& member : SplitAt(text, {colon + 1, list.end}, ',')) {
      const size_t joint = inside.substr(0, member.end).find(" và ", member.begin);
      add(member.begin, std::min(joint, member.end));
      if (joint != npos) add(joint + std::string_view(" và ").size(), member.end);
    }
    return out;
  }
  int depth = 0;
  // "Tài chính - Kế toán" is one name; only a list that opens with a dash has dashes between.
  const bool dashed = inside.substr(list.begin, 2) == "- ";
  for (size_t i = list.begin; i < list.end; ++i) {
    const char c = inside[i];
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if (depth > 0) continue;
    if (c == ';') {
      add(begin, i);
      begin = i + 1;
      continue;
    }
    size_t right = npos;
    bool comma = false;
    if (c == ',') {
      right = i + 1;
      comma = true;
      while (right < list.end && inside[right] == ' ') ++right;
      if (WordAt(inside, right, "và")) right += std::string_view("và ").size();
    } else if (c == ' ' && (WordAt(inside, i + 1, "và") || WordAt(inside, i + 1, "cùng"))) {
      right = inside.find(' ', i + 1);
      right = right == npos ? right : right + 1;
      if (right != npos && WordAt(inside, right, "với")) right = npos;
    } else if (c == ' ' && dashed && inside.substr(i + 1, 2) == "- " &&
               AgencyHeadAt(inside, i + 3)) {
      right = i + 3;  // a second dash item in one cell
    }
    if (right == npos || right >= list.end) continue;
    const Span left = TrimSpan(inside, {begin, i}, ".,;:-–+*");
    if (left.size() == 0 || !NewAgencyAt(inside, left, right, comma)) continue;
    add(begin, i);
    begin = right;
    i = right - 1;
  }
  add(begin, list.end);
  return out;
}

namespace {

/// Where the printed lines of a cell begin, the first one left out.
std::vector<size_t> LineBegins(const PlacedText& text) {
  std::vector<size_t> begins;
  for (size_t i = 1; i < text.pieces.size(); ++i) {
    const PlacedText::Piece &before = text.pieces[i - 1], &piece = text.pieces[i];
    // A text source has a piece for each line.
    const bool below =
        before.page != piece.page || piece.box.Empty() || piece.box.CenterY() > before.box.y1;
    if (below) begins.push_back(piece.begin);
  }
  return begins;
}

const Pattern kPerson{"agency.person", Over::kPrinted,
                      R"(^(?:(?:Ông|Bà|Đ/c|Đồng chí|ThS\.?|TS\.?|CN\.?) )?)"
                      R"(\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}*){1,4}[,;.]?$)",
                      "Hứa Thị Én", "Trạm Y tế"};
const Pattern kOpenEnd{"agency.open-end", Over::kPrinted,
                       R"((?i)(?:^|[ ,])(?:và|với|của|thuộc|cùng|các|cho|-|–|/|&)$)",
                       "Văn phòng HĐND và", "Trạm Khuyến nông"};

/// True where a line of a cell begins a name anew though no sign parts it from what is before it:
/// `name` is the list so far, `above` the line before. A post ("Chủ tịch") goes on with its body,
/// and so does a word that is no name without more ("Ban Chỉ huy").
bool BeginsName(std::string_view text, Span name, Span above, Span line) {
  const std::vector<Span> names = SplitAgencies(text, name);
  if (names.empty() || !IsUpper(At(text, line.begin))) return false;
  const std::string_view before = text.substr(names.back().begin, names.back().size());
  const std::string_view last = Trim(text.substr(above.begin, above.size()));
  const std::string_view said = Trim(text.substr(line.begin, line.size()));
  if (kOpenEnd.Matches(last)) return false;
  const AgencyHead *open = AgencyHeadAt(before, 0), *head = AgencyHeadAt(said, 0);
  if (open == nullptr || head == nullptr)
    return open == nullptr && head == nullptr && kPerson.Matches(last) && kPerson.Matches(said);
  if (before.size() <= open->word.size() + 1 || OfficeOfCouncil(before)) return false;
  if (open->kind == Kind::kPost && head->kind != Kind::kPost) {
    // "Chủ tịch UBND xã" is whole, "Giám đốc" is not.
    bool whole = false;
    for (size_t at = open->word.size(); at < before.size() && !whole; ++at)
      whole = before[at] == ' ' && AgencyHeadAt(before, at + 1) != nullptr;
    return whole;
  }
  return true;
}

}  // namespace

std::vector<PlacedText> SplitAgencies(const PlacedText& text) {
  std::vector<PlacedText> out;
  const auto add = [&](Span list) {
    for (const Span& span : SplitAgencies(text.text, list))
      out.push_back(text.Slice(span.begin, span.end));
  };
  const std::vector<size_t> lines = LineBegins(text);
  size_t begin = 0, line = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    const size_t end = i + 1 < lines.size() ? lines[i + 1] : text.text.size();
    if (BeginsName(text.text, {begin, lines[i]}, {line, lines[i]}, {lines[i], end})) {
      add({begin, lines[i]});
      begin = lines[i];
    }
    line = lines[i];
  }
  add({begin, text.text.size()});
  return out;
}

namespace {

/// Words at which the name of a duty's bearer ends.
constexpr std::string_view kPhraseEnds[] = {"để",
                                            "trong việc",
                                            "có trách nhiệm",
                                            "chịu trách nhiệm",
                                            "trong công tác",
                                            "trong quá trình",
                                            "là",
                                            "phải",
                                            "cần",
                                            "căn cứ",
                                            "theo",
                                            "khi",
                                            "được giao",
                                            "sẽ",
                                            "phản ánh",
                                            "đã",
                                            "đang"};

/// "Hội đồng nhân dân xã |giao Ủy ban nhân dân xã": who gives the order ends before it. Inside a
/// name ("Ban Quản lý dự án giao thông") no agency follows.
bool OrderAt(std::string_view text, size_t at) {
  for (std::string_view word : {"giao cho", "giao", "yêu cầu", "đề nghị", "phân công"}) {
    if (WordAt(text, at, word)) return OrderedHeadAt(text, at + word.size() + 1) != nullptr;
  }
  return false;
}

/// "Trưởng các phòng: Kinh tế, Tư pháp": a class whose members follow by name, two at least, so
/// that "Các cơ quan: Quán triệt Kế hoạch" stays a label.
bool NamesBehindColon(std::string_view text, size_t begin, size_t colon) {
  if (!OpenClass(text.substr(begin, colon - begin))) return false;
  return kNamesBehind.Matches(text.substr(colon));
}

/// What goes on with a unit's word: compounds of "xã" and "tỉnh", and attributes of a unit.
constexpr std::string_view kUnitGoesOn[] = {
    "hội",  "đoàn", "viên",  "ủy",    "uỷ",  "lộ",   "lỵ",    "và",         "có",   "còn",  "thuộc",
    "trực", "trên", "trong", "ngoài", "nơi", "giáp", "liên",  "lân",        "phía", "đảo",  "biên",
    "miền", "vùng", "ven",   "nông",  "khó", "đặc",  "trọng", "phụ trách",  "khác", "này",  "cùng",
    "với",  "của",  "cũ",    "mới",   "là",  "làm",  "số",    "thông minh", "các",  "theo", "ở",
    "được", "để",   "về",    "hoặc",  "tại", "cho",  "nghèo", "loại",       "quản", "do",   "kiểu"};

/// "Liên đoàn Lao động tỉnh |trao quà": behind the word of its one unit, a body's name goes on with
/// a capital or with few known words; any other begins what it does, in whatever verb. Classes
/// ("các xã ven biển") take attributes, so they end at known verbs only.
bool NamedUnitEnds(std::string_view text, size_t begin, size_t space) {
  const std::string_view name = text.substr(begin, space - begin);
  size_t piece = name.rfind(", ");
  piece = piece == npos ? 0 : piece + 2;
  const std::string_view last = name.substr(piece);
  const bool unit = std::ranges::any_of(
      std::array<std::string_view, 6>{"tỉnh", "huyện", "xã", "phường", "đặc khu", "thành phố"},
      [&](std::string_view word) {
        return last.size() > word.size() + 1 && last.ends_with(word) &&
               WordStarts(last, last.size() - word.size());
      });
  // "Hợp tác xã dịch vụ", "Thông tấn xã khu vực": a word of its own.
  const bool company = last.ends_with("tác xã") || last.ends_with("tấn xã");
  if (!unit || company || !IsLower(At(text, space + 1))) return false;
  const AgencyHead* head = OrderedHeadAt(text, begin + piece);
  if (head == nullptr || head->kind == Kind::kClass || head->kind == Kind::kPost) return false;
  const std::string lower = Lower(last);
  for (std::string_view several : {" các ", " cấp ", " những ", " mỗi ", " từng ", " xây dựng "}) {
    if (lower.find(several) != npos) return false;
  }
  return std::ranges::none_of(kUnitGoesOn,
                              [&](std::string_view word) { return WordAt(text, space + 1, word); });
}

/// Whether the ';' or '.' at byte `i` ends the phrase.
bool PointEnds(std::string_view text, size_t i) {
  if (text[i] == ';') {
    // A list may go on after ';' with the next name.
    size_t next = i + 1;
    while (next < text.size() && text[next] == ' ') ++next;
    return OrderedHeadAt(text, next) == nullptr;
  }
  if (i + 1 < text.size() && text[i + 1] != ' ') return false;
  const std::string_view before = text.substr(i >= 2 ? i - 2 : 0, std::min<size_t>(i, 2));
  return before != "TP" && before != "TX";
}

/// Whether the word behind the space at byte `i` is no more of the phrase that began at `begin`.
bool WordEnds(std::string_view text, size_t begin, size_t i) {
  const bool ends = std::ranges::any_of(
      kPhraseEnds, [&](std::string_view word) { return WordAt(text, i + 1, word); });
  return ends || ActionAt(text, i + 1) || OrderAt(text, i + 1) || NamedUnitEnds(text, begin, i);
}

size_t PhraseEnd(std::string_view text, size_t begin) {
  int depth = 0;
  bool members = false;  // behind "Các sở:", where names may begin like verbs: "Xây dựng"
  for (size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(') ++depth;
    if (c == ')') {
      if (depth == 0) return i;
      --depth;
    }
    if (depth > 0) continue;
    if (c == ':') {
      if (members || !NamesBehindColon(text, begin, i)) return i;
      members = true;
    } else if (c == ';' || c == '.') {
      if (PointEnds(text, i)) return i;
    } else if (c == ' ' && i > begin && !(members && IsUpper(At(text, i + 1))) &&
               WordEnds(text, begin, i)) {
      size_t end = i;
      while (end > begin && (text[end - 1] == ' ' || text[end - 1] == ',')) --end;
      return end;
    }
  }
  return text.size();
}

}  // namespace

size_t AgencyPhraseEnd(std::string_view text, size_t begin) {
  if (AgencyHeadAt(text, begin) == nullptr) return begin;
  return PhraseEnd(text, begin);
}

size_t OrderedPhraseEnd(std::string_view text, size_t begin) {
  if (OrderedHeadAt(text, begin) == nullptr) return begin;
  return PhraseEnd(text, begin);
}

size_t SubjectPhraseEnd(std::string_view text, size_t begin) {
  const size_t end = OrderedPhraseEnd(text, begin);
  const AgencyHead* head = OrderedHeadAt(text, begin);
  const bool acts = TrimSpan(text, {end, text.size()}, ".,;/").size() > 0;
  if (head == nullptr) return end;
  // "Chi bộ lãnh đạo, |chỉ đạo thực hiện": the act's first verb stands before the comma.
  const size_t last = text.rfind(' ', end > 0 ? end - 1 : 0);
  const bool coordinate = acts && text[end] == ',' && last != npos && last > begin;
  if (coordinate && last >= begin + head->word.size() && LikelyActionAt(text, last + 1))
    return last;
  if (acts || head->kind == Kind::kClass) return end;
  bool named = head->kind == Kind::kPost;
  for (size_t i = begin + head->word.size(); i < end; ++i) {
    if (text[i] == '(') break;
    if (text[i] != ' ') continue;
    named = named || IsUpper(At(text, i + 1));
    const bool charge = head->kind == Kind::kPost && WordAt(text, i + 1, "phụ trách");
    const bool object = text.find(' ', i + 1) != npos;
    if (named && object && (charge || LikelyActionAt(text, i + 1))) return i;
  }
  return end;
}

bool IsAgencyList(std::string_view text) {
  const Span all = TrimSpan(text, {0, text.size()}, ".;:,");
  const std::string_view inner = text.substr(all.begin, all.size());
  if (inner.empty() || AgencyHeadAt(inner, 0) == nullptr) return false;
  if (MostlyUpper(inner)) return true;
  return AgencyPhraseEnd(inner, 0) == inner.size();
}

bool IsClassOfAgencies(std::string_view name) {
  const AgencyHead* head = AgencyHeadAt(name, 0);
  return head != nullptr && head->kind == Kind::kClass;
}

}  // namespace planrec::extract
