// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/columns.h"

#include <algorithm>
#include <optional>
#include <string>

#include "extractors/vocabulary/patterns.h"
#include "extractors/vocabulary/positions.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr std::string_view kNationalName = "cong hoa xa hoi chu nghia viet nam";
constexpr std::string_view kPartyName = "dang cong san viet nam";
// The youth union's, in either spelling; whole, for its bodies are named so too.
constexpr std::string_view kYouthNames[] = {"doan tncs ho chi minh",
                                            "doan thanh nien cong san ho chi minh"};
constexpr std::string_view kMotto = "doc lap - tu do - hanh phuc";

const Pattern kNumberThenText{
    "columns.number_then_text", Over::kPrinted,
    R"(^\s*[Ss]\S{0,2}\s*[:;.]?\s*[\d*.…_ ]*[a-zđ]?\*?\s*(?:-\s*\p{Lu}\p{L}*\s*)?/\s*(?:\d{4}\s*/\s*)?)"
    R"([\p{Lu}][\p{L}&.]*(?:\s?[-–]\s?[\p{Lu}][\p{L}&]*)*(\s+)\p{L})",
    "Số: 104/KH-UBND Lấp Vò, ngày 22 tháng 3 năm 2024", "Số: 104/KH-UBND"};
// In capitals only: titles speak of the Party too.
const Pattern kPartyInside{
    "columns.party_inside", Over::kPrinted,
    R"(\S(\s+)(?:ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH)\s*$)",
    "HUYỆN ỦY PHÚ CƯỜNG ĐẢNG CỘNG SẢN VIỆT NAM", "mừng Đảng Cộng sản Việt Nam"};
const Pattern kPlaceAndDate{
    "columns.place_and_date", Over::kFolded,
    R"(\S.*\sng[a-z0-9]{1,3}[ \d.…_*]*th[a-z0-9]{2,4}[ \d.…_*]*n[a-z0-9]{1,2}\s)",
    "Cẩm Xá, ngày tháng 01 năm 2024", "trong tháng 5 năm 2024"};
const Pattern kAuthorityInside{"columns.authority_inside", Over::kPrinted,
                               R"(\S(\s+)(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s?[.,]\s*\p{Lu}{2})",
                               "Nơi nhận: TM. ỦY BAN NHÂN DÂN", "Phòng KT. Hạ tầng"};
const Pattern kAuthorityAtEnd{"columns.authority_at_end", Over::kPrinted,
                              R"((?:^|\s)(?:TM|KT|TL|TUQ|Q)\s?\.$)", "ỦY BAN NHÂN DÂN KT.",
                              "- Sở Tài chính."};
const Pattern kPositionInside{
    "columns.position_inside", Over::kPrinted,
    R"([;.:)](\s+)(?:PHÓ |QUYỀN )?(?:)" + PositionsInCapitals() + R"()\s*$)",
    "- UBND tỉnh; PHÓ CHỦ TỊCH", "- Chủ tịch UBND; các Phó Chủ tịch"};
const Pattern kStamp{
    "columns.signature_stamp", Over::kFolded,
    R"(^\s*(?:ky boi|nguoi ky|co quan|email|thoi gian ky|ngay ky|chu ky so\s*(?::|$)|)"
    R"(digitally signed|signed by|signature valid)\s*:?)",
    "Thời gian ký: 03/02/2025 10:47:25", "Nơi nhận:"};
const Pattern kUrgencyStamp{"columns.urgency", Over::kFolded,
                            R"(^\s*(hoa toc(?: hen gio)?|thuong khan|khan)\W*$)", "HỎA TỐC",
                            "Khẩn trương triển khai"};
const Pattern kSecrecyStamp{"columns.secrecy", Over::kFolded, R"(^\s*(toi mat|tuyet mat|mat)\W*$)",
                            "TỐI MẬT", "Mặt trận"};
const Pattern kStampClock{"columns.stamp_clock", Over::kPrinted,
                          R"(^\s*(?:\d{1,2}[./]\d{1,2}[./]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?|)"
                          R"(\d{1,2}:\d{2}:\d{2}(?:\s*\+\d{2}:\d{2})?|\+\d{2}:\d{2})\s*$)",
                          "03.02.2025 14:00:35", "14/12/2023"};

/// Damage that still leaves a set phrase certain: a quarter of its letters.
bool Resembles(std::string_view folded, std::string_view phrase) {
  const int limit = static_cast<int>(phrase.size() / 4);
  return EditDistance(folded, phrase, limit) <= limit;
}

/// The byte where a tail of `line` that resembles `phrase` begins, at a word's start; the best one.
std::optional<size_t> FindTail(std::string_view line, std::string_view phrase) {
  const FoldedText folded = FoldWithOffsets(line);
  const int limit = static_cast<int>(phrase.size() / 3);
  std::optional<size_t> best;
  int best_distance = limit + 1;
  for (size_t at = 1; at < folded.text.size(); ++at) {
    if (folded.text[at - 1] != ' ' || folded.text[at] == ' ') continue;
    const std::string_view tail = std::string_view(folded.text).substr(at);
    if (tail.size() > phrase.size() + phrase.size() / 3) continue;
    if (tail.size() + phrase.size() / 3 < phrase.size()) break;
    const int distance = EditDistance(tail, phrase, limit);
    if (distance < best_distance) {
      best_distance = distance;
      best = folded.offset[at];
    }
  }
  return best;
}

std::vector<FlowLine> Cut(const FlowLine& line, size_t at) {
  std::vector<FlowLine> parts(2, line);
  parts[0].text = line.text.Slice(0, at);
  parts[1].text = line.text.Slice(at, line.text.text.size());
  parts[0].column = Column::kLeft;
  parts[1].column = Column::kRight;
  for (FlowLine& part : parts) {
    Box box;
    for (const PlacedText::Piece& piece : part.text.pieces) box = Join(box, piece.box);
    part.box = box;
    part.bold = part.text.BoldShare() > 0.5;
    part.centered = false;
  }
  parts[1].page_start = false;
  parts[1].blank_before = false;
  parts[0].wide_gap = parts[1].wide_gap = 0;
  if (parts[0].text.empty() || parts[1].text.empty()) return {line};
  return parts;
}

}  // namespace

bool IsNationalName(std::string_view line) {
  const std::string folded = Fold(FoldSpaces(line));
  return Resembles(folded, kNationalName) || Resembles(folded, kPartyName) ||
         std::ranges::find(kYouthNames, folded) != std::end(kYouthNames);
}

bool IsMotto(std::string_view line) {
  return Resembles(Fold(FoldSpaces(line)), kMotto);
}

bool IsDrawnRule(std::string_view line) {
  const std::string_view text = Trim(line);
  if (text.empty()) return true;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsLetter(c) || IsDigit(c)) return false;
  }
  return true;
}

bool IsUrgencyStamp(std::string_view line) {
  return kUrgencyStamp.Matches(line);
}

bool IsSecrecyStamp(std::string_view line) {
  return kSecrecyStamp.Matches(line);
}

bool IsSignatureStamp(std::string_view line) {
  return kStamp.Matches(line) || kStampClock.Matches(line);
}

std::vector<FlowLine> SplitMergedLetterhead(const FlowLine& line) {
  if (line.column != Column::kFull || line.text.text.size() > 200) return {line};
  const std::string& text = line.text.text;
  if (IsNationalName(text) || IsMotto(text)) return {line};
  if (const auto at = FindTail(text, kNationalName)) return Cut(line, *at);
  if (const auto at = FindTail(text, kMotto)) return Cut(line, *at);
  if (const auto party = kPartyInside.Find(text)) return Cut(line, party->group(1).end);
  if (const auto number = kNumberThenText.Find(text)) {
    const size_t at = number->group(1).end;
    if (kPlaceAndDate.Matches(std::string_view(text).substr(at))) return Cut(line, at);
  }
  return {line};
}

std::vector<FlowLine> SplitMergedClosing(const FlowLine& line) {
  if (line.column != Column::kFull || line.text.text.size() > 200) return {line};
  const std::string& text = line.text.text;
  if (const auto found = kAuthorityInside.Find(text)) return Cut(line, found->group(1).end);
  if (const auto found = kPositionInside.Find(text)) {
    // "KT. GIÁM ĐỐC" is one line of the signature.
    const std::string_view left = std::string_view(text).substr(0, found->group(1).begin);
    const bool authority = left.size() < 8 || kAuthorityAtEnd.Matches(left);
    if (!authority) return Cut(line, found->group(1).end);
  }
  if (line.wide_gap > 0 && line.wide_gap < text.size()) return Cut(line, line.wide_gap);
  return {line};
}

}  // namespace planrec::extract
