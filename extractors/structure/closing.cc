// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/closing.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/layout/noise.h"
#include "extractors/structure/office_words.h"
#include "extractors/structure/paragraphs.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/patterns.h"
#include "extractors/vocabulary/positions.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kRecipients{"closing.recipients", Over::kFolded,
                          R"(^[\W_]*[nm][o0][il1]?['’]?\s?n[hi][a-z0-9{]{1,4}\s*(?:[:;.]|$)(.*)$)",
                          "Nơi nhận:", "nơi nhận hồ sơ của công dân"};
const Pattern kAuthority{"closing.authority", Over::kPrinted,
                         R"(^[\W_]*(TM|T/M|KT|K/T|TL|T/L|TUQ|TƯQ|Q)(?:\s?[.,]\s*|\s+)\p{Lu}{2})",
                         "TM. ỦY BAN NHÂN DÂN", "TM. Văn phòng"};
const Pattern kCommaForPoint{"closing.comma_for_point", Over::kPrinted,
                             R"((?:^|\s)(TM|KT|TL|TUQ|Q)(,)\s)", "KT, CHỦ TỊCH", "KT. CHỦ TỊCH"};
const Pattern kPosition{
    "closing.position", Over::kFolded,
    R"(^[\W_]*(?:q\.\s*|quyen\s+)?(?:(?:pho\s+)?(?:)" + PositionsFolded() +
        R"(|chanh|truong)|uy vien|nguoi (?:lap|xay dung)(?: ke hoach| bieu)?)\b)",
    "PHÓ CHỦ TỊCH", "KẾ TOÁN"};
const Pattern kDeputyBelow{"closing.deputy_below", Over::kPrinted,
                           R"(^\W*(?:\p{L}{1,2}\.?\s+)?(\p{Lu}.*\p{Lu})\s+PHÓ\s(\p{Lu}.*\p{Lu})$)",
                           "T GIÁM ĐỐC PHÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"};
// In small letters the marks tell a position from a name ("Trương Văn Bình").
const Pattern kSmallPosition{
    "closing.small_position", Over::kPrinted,
    R"((?i)^\W*(?:q\.\s*|quyền\s+)?(?:phó\s+)?(?:)" + PositionsInCapitals() + R"()(?:\s|$))",
    "Phó Hiệu trưởng", "Trương Văn Bình"};
const Pattern kPositionWithin{"closing.position_within", Over::kPrinted,
                              R"(\s((?:PHÓ )?(?:)" + PositionsInCapitals() + R"()(?:\s.*)?)$)",
                              "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"};
const Pattern kSpeckBehind{"closing.speck_behind", Over::kPrinted,
                           R"((?:^|\s)(?:)" + PositionsInCapitals() + R"()\s\pL$)",
                           "KT. BỘ TRƯỞNG G", "GIÁM ĐỐC BỆNH VIỆN K"};
const Pattern kNameBehind{
    "closing.name_behind", Over::kPrinted,
    R"(\p{Lu}{2}\s+((?:(?:GS|PGS|TS|ThS|BS)\.?\s?)*\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}*){1,4})$)",
    "CHỦ TỊCH Đinh Quang Lập", "CHỦ TỊCH UBND XÃ"};
const Pattern kTitle{
    "closing.degree", Over::kPrinted,
    R"((?i)^\s*(?:(?:GS|PGS|TSKH|TS|ThS|Th\.S|BSCK\s?I{0,2}|BS|CK\s?I{1,2}|CKI{1,2}|CN|KS|LS|DS|Ths|NGƯT|NGND|TTƯT|TTND|Bà|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|Thiếu úy)(?:[.,:]\s*|\s+))+)",
    "PGS.TS. Nguyễn Văn An", "Nguyễn Văn An"};
/// "Ông" before a whole name is how one is spoken to, else the surname.
const Pattern kMister{"closing.mister", Over::kPrinted,
                      R"(^\s*Ông (\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}* \p{Lu}.*)$)", "Ông Lê Văn Tám",
                      "Ông Ích Khiêm"};
const Pattern kSigned{"closing.signed", Over::kFolded,
                      R"(^[\W_]*(?:\(?da ky\)?|ky, dong dau|\(?ky ten.*|\(ky.*)\W*$)", "(Đã ký)",
                      "Đã ký kết hợp đồng"};
const Pattern kArchive{"closing.archive", Over::kFolded,
                       R"(^[\W_]*l[uư]+[uư]?\s*[:;.]?\s*(?:vt|v\.t|van|ho so|hc|tc|$))",
                       "- Lưu: VT, NV.", "Lưu ý các đơn vị"};
const Pattern kListSign{"closing.list_sign", Over::kPrinted,
                        R"(^\s*(?:[~=_“”"'.]?\s*[-–—−•·+*.]\s*|[~=_“”"']\s+))", "- Sở Nội vụ;",
                        "Sở Nội vụ;"};

// Surnames that cover nearly all Vietnamese (folded); a name on a signature line begins with one.
constexpr std::string_view kSurnames[] = {
    "nguyen", "tran",  "le",    "pham",  "hoang", "huynh",  "phan",  "vu",    "vo",    "dang",
    "bui",    "do",    "ho",    "ngo",   "duong", "ly",     "dao",   "doan",  "vuong", "trinh",
    "truong", "dinh",  "lam",   "phung", "mai",   "to",     "luong", "cao",   "ha",    "thai",
    "ta",     "chu",   "quach", "luu",   "kieu",  "tang",   "mac",   "nong",  "ma",    "dam",
    "khuat",  "la",    "giang", "tong",  "van",   "nghiem", "bach",  "thach", "diep",  "trieu",
    "quan",   "ninh",  "lu",    "vi",    "ton",   "au",     "ong",   "than",  "hua",   "lai",
    "lo",     "quang", "lau",   "giap",  "y",     "k",      "h",     "sung",  "vang",  "giang",
    "thao",   "hang",  "cu",    "ban",   "dieu",  "son",    "kim",   "danh",  "tra",   "chau",
    "luc",    "cam",   "be",    "hau",   "khong", "ngac",   "ung",   "ro",    "siu",   "ksor",
    "rmah",   "alang", "a",     "cham",  "pho",   "thieu",  "phi",   "tieu",  "on",    "hung"};

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool HasSurname(std::string_view name) {
  const std::vector<std::string_view> words = Words(name);
  return !words.empty() && std::find(std::begin(kSurnames), std::end(kSurnames), Fold(words[0])) !=
                               std::end(kSurnames);
}

std::string_view WithoutTitle(std::string_view line) {
  if (const auto match = kTitle.Find(line)) line = line.substr(match->end());
  const auto mister = kMister.Find(line);
  if (mister && HasSurname(mister->Text(line, 1))) line = mister->Text(line, 1);
  return Trim(line);
}

/// The shape of a name; the surname is not asked for.
bool LooksLikeName(std::string_view line) {
  const std::string_view name = WithoutTitle(line);
  const std::vector<std::string_view> words = Words(name);
  if (words.size() < 2 || words.size() > 6) return false;
  // Danh is a surname too.
  const std::string second = Fold(words[1]);
  if (Fold(words[0]) == "danh" && (second == "sach" || second == "muc")) return false;
  for (std::string_view word : words) {
    size_t at = 0;
    if (!IsUpper(DecodeUtf8(word, at))) return false;
    for (size_t i = 0; i < word.size();) {
      const char32_t c = DecodeUtf8(word, i);
      if (!IsLetter(c) && c != '-' && c != '\'' && c != 0x2019) return false;
    }
  }
  return true;
}

bool IsCapitals(std::string_view text) {
  return CapitalShare(text) > 0.8;
}

size_t LetterCount(std::string_view text) {
  size_t letters = 0;
  for (size_t at = 0; at < text.size();) {
    if (IsLetter(DecodeUtf8(text, at))) ++letters;
  }
  return letters;
}

/// Words and no specks: what a recognised line must show to go on with the one above.
bool IsWording(const PlacedText& text) {
  if (!IsRecognised(text)) return true;
  const size_t all = CountCodePoints(text.text);
  const size_t words = Words(text.text).size();
  return text.Confidence() > 0.5 && LetterCount(text.text) * 10 >= (all - words + 1) * 9 &&
         all >= words * 3;
}

/// The recipients' column reaches at least so far into the page (decree 30/2020 gives it half).
constexpr double kRecipientsShare = 0.45;

bool IsAuthority(std::string_view text) {
  return kAuthority.Matches(text) && IsCapitals(text);
}

bool IsPosition(std::string_view text) {
  return IsCapitals(text) && kPosition.Matches(text) && text.size() < 100;
}

/// "T GIÁM ĐỐC", what is left of a KT. by hand; "P. GIÁM ĐỐC".
bool IsPositionBehindSpeck(std::string_view text) {
  const size_t blank = text.find(' ');
  return blank != std::string_view::npos && LetterCount(text.substr(0, blank)) <= 2 &&
         IsPosition(text.substr(blank + 1));
}

/// "Phó Hiệu trưởng" alone in a line: a signature block not set in capitals.
bool IsSmallPosition(std::string_view text) {
  return text.size() < 60 && kSmallPosition.Matches(text) && !HasEndMark(text);
}

constexpr double kPartOfName = 0.8;
constexpr double kSureDeputy = 0.85;

class Reader {
 public:
  Reader(const std::vector<FlowItem>& items, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      if (items[i].table >= 0) continue;
      for (FlowLine& part : SplitMergedClosing(items[i].line)) AddParts(std::move(part));
    }
    for (const FlowLine& line : lines_)
      if (line.column == Column::kLeft) widest_pt_ = std::max(widest_pt_, line.box.x1);
  }

  Closing Run() {
    bool listing = false;
    for (const FlowLine& line : lines_) {
      const std::string& text = line.text.text;
      if (IsDrawnRule(text) || IsSignatureStamp(text) || kSigned.Matches(text)) continue;
      if (const auto label = kRecipients.Find(text); label && line.column != Column::kRight) {
        listing = true;
        const PlacedText rest = line.text.Slice(label->group(1).begin, text.size());
        if (LetterCount(rest.text) > 1) AddRecipient(rest);
        continue;
      }
      if (line.column == Column::kRight) {
        signature_.push_back(&line);
      } else if (line.column == Column::kLeft && listing && !IsAuthority(text) &&
                 !IsPosition(TrimSigns(line.text).text) && !(archived_ && IsPersonName(text))) {
        AddRecipientLine(line);
      } else if (listing && IsRecipient(line)) {
        AddRecipientLine(line);
      } else {
        signature_.push_back(&line);
      }
    }
    for (Recipient& recipient : out_.recipients) {
      std::string& text = recipient.text;
      while (!text.empty() &&
             std::string_view(";.,: -_'\"~").find(text.back()) != std::string_view::npos) {
        text.pop_back();
      }
    }
    std::erase_if(out_.recipients, [](const Recipient& r) { return LetterCount(r.text) < 2; });
    ReadSignatures();
    return std::move(out_);
  }

 private:
  /// "CHỦ TỊCH Đinh Quang Lập": position and name in one line are two lines of the block.
  void AddParts(FlowLine line) {
    const std::string& text = line.text.text;
    const std::optional<Match> named = kNameBehind.Find(text);
    const size_t at = named ? named->group(1).begin : 0;
    if (named && line.column != Column::kLeft && IsPersonName(text.substr(at)) &&
        (IsPosition(Trim(text.substr(0, at))) || IsAuthority(Trim(text.substr(0, at))))) {
      FlowLine name = line;
      name.text = line.text.Slice(at, text.size());
      line.text = line.text.Slice(0, at);
      lines_.push_back(std::move(line));
      lines_.push_back(std::move(name));
      return;
    }
    lines_.push_back(std::move(line));
  }

  /// Lines of a text without columns: what is neither authority, position nor name.
  bool IsRecipient(const FlowLine& line) const {
    const std::string& text = line.text.text;
    if (kListSign.Matches(text)) return LetterCount(text) > 1;
    if (IsAuthority(text) || IsPosition(text)) return false;
    if (archived_ && IsSmallPosition(text)) return false;
    if (archived_ || out_.recipients.empty()) return !LooksLikeName(text) && !archived_;
    if (LooksLikeName(text) && (line.blank_before || HasSurname(text))) return false;
    const std::string& before = out_.recipients.back().text;
    return !line.blank_before || !HasEndMark(before);
  }

  void AddRecipientLine(const FlowLine& line) {
    const std::string& text = line.text.text;
    if (LetterCount(text) < 2) return;
    const std::optional<Match> sign = kListSign.Find(text);
    if (sign) dashes_ = true;
    const bool open = !out_.recipients.empty();
    const bool ended = open && out_.recipients.back().text.ends_with(";");
    const bool continues = open && !sign && (!ended || (dashes_ && !EndedEarly(line)));
    last_right_pt_ = line.box.x1;
    if (continues) {
      Recipient& last = out_.recipients.back();
      // Behind the archive's line nothing wraps but its own few letters.
      if (archived_ && HasEndMark(last.text)) return;
      last.text += " " + text;
      last.where = Join(last.where, line.text.Locate());
      last.confidence = std::min(last.confidence, line.text.Confidence() * 0.95);
      return;
    }
    AddRecipient(sign ? line.text.Slice(sign->end(), text.size()) : line.text);
  }

  /// The line before had room for this one's first word: its sign was not read.
  bool EndedEarly(const FlowLine& line) const {
    if (line.page_width_pt <= 0 || last_right_pt_ <= 0 || StartsSmall(line.text.text)) return false;
    const size_t word = std::min(line.text.text.find(' '), line.text.text.size());
    const double share = static_cast<double>(word + 1) / static_cast<double>(line.text.text.size());
    const double column = std::max(widest_pt_, kRecipientsShare * line.page_width_pt);
    return last_right_pt_ + share * (line.box.x1 - line.box.x0) < column;
  }

  void AddRecipient(const PlacedText& text) {
    archived_ = archived_ || kArchive.Matches(text.text);
    out_.recipients.push_back({text.text, text.Locate(), text.Confidence() * 0.97});
  }

  using Block = std::vector<const FlowLine*>;

  /// Two signers side by side: the one on the right signs for the body that issues, and comes
  /// first.
  std::vector<Block> SignersColumns() const {
    const auto signs_at = [this](Column column) {
      return std::ranges::any_of(signature_, [&](const FlowLine* line) {
        const std::string& text = line->text.text;
        return line->column == column &&
               (IsPosition(text) || IsAuthority(text) || IsPersonName(text));
      });
    };
    if (!signs_at(Column::kRight) || !signs_at(Column::kLeft)) return {signature_};
    std::vector<Block> columns(2);
    for (const FlowLine* line : signature_) columns[line->column == Column::kLeft].push_back(line);
    return columns;
  }

  /// Signers below each other: behind a name another position begins the next one's block.
  static std::vector<Block> SignersOf(const Block& column) {
    std::vector<Block> blocks(1);
    bool named = false;
    for (const FlowLine* line : column) {
      const std::string& text = line->text.text;
      const bool opens = IsAuthority(text) || IsPosition(text);
      if (named && opens) {
        blocks.emplace_back();
        named = false;
      }
      named = named || (!opens && IsPersonName(text));
      blocks.back().push_back(line);
    }
    return blocks;
  }

  void ReadSignatures() {
    for (const Block& column : SignersColumns()) {
      const std::vector<Block> blocks = SignersOf(column);
      for (size_t i = 0; i < blocks.size(); ++i) {
        std::optional<Signature> signature = ReadSignature(blocks[i]);
        // Behind the first only who has a name is one who signs.
        const bool first = out_.signatures.empty();
        if (signature && (first || signature->name))
          out_.signatures.push_back(std::move(*signature));
      }
    }
    if (!out_.signatures.empty()) out_.signature = out_.signatures.front();
  }

  std::optional<Signature> ReadSignature(const Block& block) {
    PlacedText authority, position, name;
    double name_rule = 0;
    for (const FlowLine* each : block) {
      const FlowLine& line = *each;
      const std::string& text = line.text.text;
      if (LetterCount(text) < 3) continue;
      if (IsAuthority(text)) {
        // Authority and position may stand in one line.
        const auto within = kPositionWithin.Find(text);
        const bool own = within && within->begin() > 6 && !StartsWithHead(text);
        if (own) {
          authority.Append(TrimSigns(line.text.Slice(0, within->begin())));
          position.Append(TrimSigns(line.text.Slice(within->group(1).begin, text.size())));
        } else {
          authority.Append(TrimSigns(line.text));
        }
        continue;
      }
      if (IsPosition(text) || IsSmallPosition(text) || IsPositionBehindSpeck(text)) {
        if (name.empty()) position.Append(TrimSigns(line.text));
        continue;
      }
      if (LooksLikeName(text) &&
          (!IsCapitals(text) ||
           (HasSurname(WithoutTitle(text)) && !(position.empty() && authority.empty())))) {
        // The last name is the signer's; a surname counts more than a place below it.
        // Of a scan two words may be what is left of three.
        const bool part = IsRecognised(line.text) && Words(WithoutTitle(text)).size() == 2;
        const double rule = !HasSurname(WithoutTitle(text)) ? 0.7 : part ? kPartOfName : 0.96;
        if (rule >= name_rule) {
          name = TrimSigns(line.text);
          name_rule = rule;
        }
        continue;
      }
      if (IsCapitals(text) && name.empty() && IsWording(line.text)) {
        // A wrapped authority or position: "TM. ỦY BAN NHÂN DÂN" / "HUYỆN …".
        if (!position.empty()) {
          position.Append(line.text);
        } else if (!authority.empty()) {
          authority.Append(line.text);
        }
      }
    }
    if (authority.empty() && position.empty() && name.empty()) return std::nullopt;
    if (authority.empty()) SplitDeputy(authority, position);
    authority = WithoutSpeckBehind(std::move(authority));
    position = WithoutSpeckBehind(std::move(position));
    Signature signature;
    double sure = 0.97;
    const auto take = [&](const PlacedText& text) {
      signature.where = Join(signature.where, text.Locate());
      sure = std::min(sure, text.Confidence() * 0.97);
    };
    if (!authority.empty()) {
      take(authority);
      signature.authority = RepairedAuthority(authority);
    }
    if (!position.empty()) {
      signature.position = WithOfficeMarks(position, out_.repairs);
      take(position);
    }
    if (IsRecognised(position)) sure = std::min(sure, AsDeputy(signature, position));
    if (!name.empty()) {
      signature.name = PersonName(name.text);
      take(name);
      sure *= name_rule;
    } else {
      sure *= 0.8;
    }
    signature.confidence = sure;
    return signature;
  }

  /// "KT GIÁM ĐỐC PHÓ GIÁM ĐỐC" whose KT. was written by hand and not read: a deputy below his
  /// head's position signs for him (decree 30/2020, Annex I, 7b).
  static void SplitDeputy(PlacedText& authority, PlacedText& position) {
    const std::optional<Match> deputy = kDeputyBelow.Find(position.text);
    if (!deputy) return;
    const std::string head = Fold(deputy->Text(position.text, 1));
    const std::string own = Fold(deputy->Text(position.text, 2));
    if (head != own) return;
    authority = position.Slice(deputy->group(1).begin, deputy->group(1).end);
    authority.text = "KT. " + authority.text;
    for (PlacedText::Piece& piece : authority.pieces) piece.begin += 4, piece.end += 4;
    position = position.Slice(deputy->group(2).begin - std::string_view("PHÓ ").size(),
                              position.text.size());
  }

  /// "KT. CỤC TRƯỞNG" above "CỤC TRƯỞNG": who signs for a head is the deputy (decree 30/2020, Annex
  /// I, 7b), whose PHÓ lies under the seal. Returns how sure that is.
  double AsDeputy(Signature& signature, const PlacedText& position) {
    if (!signature.authority || !signature.position) return 1;
    if (!Fold(*signature.authority).ends_with("kt. " + Fold(*signature.position))) return 1;
    Repair repair;
    repair.from = *signature.position;
    signature.position = "PHÓ " + *signature.position;
    repair.to = *signature.position;
    repair.where = position.Locate();
    repair.reason = EditReason::kSegmentation;
    repair.confidence = kSureDeputy;
    out_.repairs.push_back(std::move(repair));
    return kSureDeputy;
  }

  /// "KT. BỘ TRƯỞNG G": of a seal's ring or a pen's stroke a recogniser makes a letter.
  static PlacedText WithoutSpeckBehind(PlacedText text) {
    if (!IsRecognised(text) || !kSpeckBehind.Matches(text.text)) return text;
    return text.Slice(0, text.text.rfind(' '));
  }

  /// The point behind TM, KT, TL, TUQ is often read as a comma.
  std::string RepairedAuthority(const PlacedText& authority) {
    PlacedText pointed = authority;
    for (const Match& match : kCommaForPoint.FindAll(authority.text)) {
      const Span comma = match.group(2);
      pointed.text[comma.begin] = '.';
      Repair repair;
      repair.from = std::string(match.Text(authority.text, 1)) + ",";
      repair.to = std::string(match.Text(authority.text, 1)) + ".";
      repair.where = authority.Locate(match.group(1).begin, comma.end);
      repair.reason = EditReason::kConfusion;
      repair.confidence = 0.95;
      out_.repairs.push_back(std::move(repair));
    }
    return WithOfficeMarks(pointed, out_.repairs);
  }

  /// "KT. CHỦ TỊCH", "KT. GIÁM ĐỐC": the position behind the prefix is the one signed for.
  static bool StartsWithHead(std::string_view text) {
    const size_t space = text.find(' ');
    const auto first = kPositionWithin.Find(text);
    if (!first || first->group(1).begin != space + 1) return false;
    const std::string_view rest = first->Text(text, 1);
    return !kPositionWithin.Matches(rest);
  }

  std::vector<FlowLine> lines_;
  std::vector<const FlowLine*> signature_;
  Closing out_;
  bool dashes_ = false, archived_ = false;
  double last_right_pt_ = 0, widest_pt_ = 0;  ///< right edges: last recipient's line, longest line
};

/// A line that can only belong to a signature block.
bool IsSignatureLine(const FlowLine& line) {
  const std::string& text = line.text.text;
  return IsAuthority(text) || IsPosition(text) || IsSignatureStamp(text) || kSigned.Matches(text) ||
         IsDrawnRule(text) || (LooksLikeName(text) && HasSurname(WithoutTitle(text)));
}

bool HasRecipientsLabel(const FlowLine& line) {
  if (line.text.text.size() > 200 || line.column == Column::kRight) return false;
  return kRecipients.Matches(line.text.text);
}

}  // namespace

bool IsPersonName(std::string_view line) {
  // "PHÓ THỦ TƯỚNG", "Phó Giám Đốc": Phó is a surname too.
  return LooksLikeName(line) && HasSurname(WithoutTitle(line)) && !IsPosition(line) &&
         !IsSmallPosition(line);
}

std::string PersonName(std::string_view line) {
  const std::string_view name = WithoutTitle(line);
  return IsCapitals(name) ? TitleCase(name) : FoldSpaces(name);
}

std::optional<ItemRange> FindClosing(const std::vector<FlowItem>& items, size_t begin, size_t end) {
  size_t label = end;
  for (size_t i = begin; i < end && label == end; ++i) {
    if (items[i].table < 0 && HasRecipientsLabel(items[i].line)) label = i;
  }
  size_t first = label;
  if (label == end) {
    // No recipients: the signing authority, or a position in the right column, opens the block.
    for (size_t i = begin; i < end && first == end; ++i) {
      if (items[i].table >= 0) continue;
      const FlowLine& line = items[i].line;
      const bool placed = line.page_width_pt > 0;
      for (const FlowLine& part : SplitMergedClosing(line)) {
        const bool right = part.column == Column::kRight && (placed || line.wide_gap > 0);
        if (IsAuthority(part.text.text) || (IsPosition(part.text.text) && right)) first = i;
      }
    }
    if (first == end) return std::nullopt;
  }
  // A signature may stand before the recipients.
  while (first > begin && items[first - 1].table < 0) {
    const FlowLine& above = items[first - 1].line;
    const bool side = above.column == Column::kRight && above.page_width_pt > 0;
    if (!side && !IsSignatureLine(above)) break;
    --first;
  }
  // The block ends with a table, another head, or running text on a later page.
  size_t last = std::max(first, std::min(label, end));
  size_t next = first;
  bool named = false;
  for (; next < end; ++next) {
    if (items[next].table >= 0) break;
    const FlowLine& line = items[next].line;
    const std::string& text = line.text.text;
    if (next <= last) continue;
    const bool listed = kListSign.Matches(text);
    const bool full = line.column == Column::kFull;
    if (line.page_start && full && !listed && !IsSignatureLine(line)) break;
    if (IsNationalName(text) || IsMotto(text)) break;
    // Prose behind the block belongs to what follows it.
    if (full && line.page_width_pt <= 0 && named && !listed && !IsSignatureLine(line) &&
        LetterCount(text) > 2) {
      break;
    }
    if (full && line.page_width_pt > 0 && named && !listed && line.indent_pt > 9 &&
        line.right_gap_pt < 20 && text.size() > 60) {
      break;
    }
    named = named || IsPersonName(text);
  }
  return ItemRange{first, next};
}

Closing ReadClosing(const std::vector<FlowItem>& items, size_t begin, size_t end) {
  return Reader(items, begin, end).Run();
}

}  // namespace planrec::extract
