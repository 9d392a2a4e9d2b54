// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/markers.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kPart{
    "markers.part", Over::kPrinted,
    R"(^\s*((?:PHẦN|Phần)\s+(?:(?:THỨ|thứ|Thứ)\s+(\p{L}+)|([IVX]+|\d{1,2})))(\s*[.:]|\s*[-–]\s|\s|$))",
    "PHẦN THỨ NHẤT", "Phần mềm quản lý"};
const Pattern kDamagedPart{
    "markers.damaged_part", Over::kPrinted,
    R"(^\s*((?:PHẦN|Phần|CHƯƠNG|Chương)\s*([IVX1l|]{1,5}))(?:\s*[.:]|\s+[-–]?\s*|$)(?:\p{Lu}|[^\p{L}\d]*$))",
    "Phần 1I NỘI DUNG", "Phần I của Kế hoạch"};
const Pattern kChapter{"markers.chapter", Over::kPrinted,
                       R"(^\s*((?:CHƯƠNG|Chương)\s+([IVX]+|\d{1,2}))(\s*[.:]|\s*[-–]\s|\s|$))",
                       "Chương II", "Chương trình số 5"};
const Pattern kSection{"markers.section", Over::kPrinted,
                       R"(^\s*((?:MỤC|Mục)\s+([IVX]+|\d{1,2}))(?:\s*[.:]\s*|\s*$|\s+)(?:\p{Lu}|$))",
                       "Mục 1. Quy định chung", "Mục 2 của Kế hoạch này"};
const Pattern kArticle{"markers.article", Over::kPrinted,
                       R"(^\s*((?:Đi\p{L}u|ĐIỀU|Di[\p{L}]{1,2}u)\s+(\d{1,3})[a-zđ]?\s*[.:,])\s*)",
                       "Điều 1. Phê duyệt Kế hoạch", "Điều 5 của Luật này"};
const Pattern kCapital{"markers.capital", Over::kPrinted,
                       R"(^\s*(([A-HĐ])\s*[.)/])\s+(\p{Lu}[\p{Lu} ,\d.-]{3,}))",
                       "A. ĐÁNH GIÁ TÌNH HÌNH", "A. Nguyễn Văn A"};
const Pattern kRoman{"markers.roman", Over::kPrinted,
                     R"(^\s*(([IVX]{1,6})\s?(?:[.):]|[/]|[-–]))\s*(?:[\p{Lu}\d"“(]|$))",
                     "II. NỘI DUNG", "V/v báo cáo"};
const Pattern kRomanArabic{"markers.roman_arabic", Over::kPrinted,
                           R"(^\s*([IVX]{1,6}\.(\d{1,2}(?:\.\d{1,2})*)\.?)\s+\p{Lu})",
                           "II.1. Mục tiêu", "II. MỤC TIÊU"};
const Pattern kArabic{"markers.arabic", Over::kPrinted,
                      R"(^\s*((\d{1,2})\s?\.)(?:\s*[^\s\d.,/)-]|\s+\d{1,3}\s?%|\s+\d{1,4}\s\p{L}))",
                      "1. Mục đích", "30.000 đồng"};
const Pattern kArabicSlash{"markers.arabic_slash", Over::kPrinted,
                           R"(^\s*((\d{1,2})\s?(?:/|[-–]\s))\s*\p{Lu})", "1/ Mục đích",
                           "15/3/2024"};
const Pattern kDecimal{
    "markers.decimal", Over::kPrinted,
    R"(^\s*(\d{1,2}(?:\.\d{1,2}){1,4})(?:\.\s*[^\s\d]|\s+\p{Lu}|\s?[-–/]\s*\p{Lu}|\.\s+\d{1,3}[% ]))",
    "1.2. Nội dung", "2.5 triệu đồng"};
const Pattern kArabicParen{"markers.arabic_paren", Over::kPrinted,
                           R"(^\s*(\(?(\d{1,2})\))\s*\p{L})", "1) Công bố", "(2023) là năm"};
const Pattern kLetter{"markers.letter", Over::kPrinted,
                      R"(^\s*(?:[-–]\s+)?(\(?([a-zđ])\s?(?:\)|\.\s))\s*\S)", "đ) Rà soát văn bản",
                      "a và b"};
const Pattern kLetterSlash{"markers.letter_slash", Over::kPrinted,
                           R"(^\s*(([a-zđ])\s?(?:[-–/]|\.-))\s*\p{Lu})", "a- Đẩy mạnh thi đua",
                           "a-xít trong nước"};
const Pattern kDash{"markers.dash", Over::kPrinted,
                    R"(^\s*([-–—−•·●▪■○◦➢➤✓♦◆])(?:\s+\S|[^\s\d–-]))", "- Rà soát văn bản", "-5"};
const Pattern kPlus{"markers.plus", Over::kPrinted, R"(^\s*(\+)(?:\s+\S|[^\s\d+]))", "+ Quý I",
                    "+84 912"};
const Pattern kStar{"markers.star", Over::kPrinted, R"(^\s*(\*)(?:\s+\S|[^\s*(]))",
                    "* Đối với cấp xã", "*** hết"};

int RomanValue(std::string_view roman) {
  const auto value = [](char c) { return c == 'I' ? 1 : c == 'V' ? 5 : 10; };
  int sum = 0;
  for (size_t i = 0; i < roman.size(); ++i) {
    const int v = value(roman[i]);
    sum += i + 1 < roman.size() && value(roman[i + 1]) > v ? -v : v;
  }
  return sum;
}

/// The value of a well-formed numeral up to XXXIX; 0 otherwise ("IIII", "VX").
int StrictRoman(std::string_view roman) {
  const int value = RomanValue(roman);
  return value >= 1 && value <= 39 && RomanNumeral(value) == roman ? value : 0;
}

int NumberOrRoman(std::string_view text) {
  if (!text.empty() && text[0] >= '0' && text[0] <= '9')
    return std::atoi(std::string(text).c_str());
  return StrictRoman(text);
}

int OrdinalWord(std::string_view word) {
  constexpr std::string_view kWords[] = {"nhat", "hai", "ba",  "tu",   "nam",
                                         "sau",  "bay", "tam", "chin", "muoi"};
  const std::string folded = Fold(word);
  for (size_t i = 0; i < std::size(kWords); ++i) {
    if (folded == kWords[i]) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::vector<int> Components(std::string_view text) {
  std::vector<int> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('.', at), text.size());
    out.push_back(std::atoi(std::string(text.substr(at, end - at)).c_str()));
    at = end + 1;
  }
  return out;
}

Marker Make(std::string_view line, MarkerKind kind, const Span& mark, std::vector<int> ordinals) {
  Marker marker;
  marker.kind = kind;
  marker.printed_begin = mark.begin;
  marker.printed_end = mark.end;
  marker.printed = std::string(Trim(line.substr(mark.begin, mark.size())));
  marker.ordinals = std::move(ordinals);
  size_t at = mark.end;
  while (at < line.size() && line[at] == ' ') ++at;
  marker.text_begin = at;
  return marker;
}

/// Words such as "Phần I" may be followed by a point, colon or dash that belongs to neither.
Marker MakeNamed(std::string_view line, MarkerKind kind, const Match& match, int ordinal) {
  Marker marker = Make(line, kind, match.group(1), {ordinal});
  size_t at = match.end();
  while (at < line.size() && line[at] == ' ') ++at;
  marker.text_begin = at;
  return marker;
}

std::string FirstWord(std::string_view line, size_t& begin, size_t& end) {
  begin = 0;
  while (begin < line.size() && line[begin] == ' ') ++begin;
  end = std::min(line.find(' ', begin), line.size());
  return std::string(line.substr(begin, end - begin));
}

std::string DigitsBehind(std::string_view word) {
  std::string out;
  for (char c : word) {
    if (c >= '0' && c <= '9') {
      out += c;
    } else if (c == 'l' || c == 'I' || c == '|' || c == '!' || c == 'i' || c == ']') {
      out += '1';
    } else if (c == 'O' || c == 'o') {
      out += '0';
    } else if (c == 'Z' || c == 'z') {
      out += '2';
    } else if (c == 'S' || c == 's') {
      out += '5';
    } else if (c == 'B') {
      out += '8';
    } else if (c == 'g' || c == 'q') {
      out += '9';
    } else if (c == 'b') {
      out += '6';
    } else if (c == '.' || c == ',') {
      out += '.';
    } else {
      return {};
    }
  }
  return out;
}

struct LetterConfusion {
  char32_t letter;
  std::u32string_view read_as;
};
// What recognition makes of the letters of a list; measured on Tesseract's Vietnamese readings.
constexpr LetterConfusion kLetterConfusions[] = {
    {U'a', U"àáäâãåạ48@"}, {U'b', U"6h"},      {U'c', U"e0€¢oóG("}, {U'd', U"ðả"},
    {U'đ', U"dðäâ₫"},      {U'e', U"céèê¢€ẹ"}, {U'g', U"89qø"},     {U'h', U"bn"},
    {U'i', U"1lìíïj!|"},   {U'k', U"Kh"},      {U'l', U"1Ii|!"},    {U'm', U"n"},
    {U'n', U"hm"},         {U'o', U"0óòôc"},   {U'p', U"ƿ"},        {U'q', U"g9"},
    {U's', U"5"},          {U't', U"f1"},      {U'u', U"vú"},       {U'v', U"uy"},
};

constexpr char32_t kLetterOrder[] = {U'a', U'b', U'c', U'd', U'đ', U'e', U'g', U'h',
                                     U'i', U'k', U'l', U'm', U'n', U'o', U'p', U'q',
                                     U'r', U's', U't', U'u', U'v', U'x', U'y'};

}  // namespace

std::string RomanNumeral(int value) {
  constexpr std::array<std::pair<int, std::string_view>, 5> kParts = {
      {{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}};
  std::string out;
  for (const auto& [n, text] : kParts) {
    for (; value >= n; value -= n) out += text;
  }
  return out;
}

std::string RomanStrokes(std::string_view word) {
  std::string out;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = BaseLetter(DecodeUtf8(word, at));
    if (std::u32string_view(U"Il1|!i][jTLt").find(c) != std::u32string_view::npos) {
      out += 'I';
    } else if (std::u32string_view(U"HUuN").find(c) != std::u32string_view::npos) {
      out += "II";
    } else if (c == 'M' || c == 'm') {
      out += "III";
    } else if (c == 'V' || c == 'v' || c == 'Y') {
      out += 'V';
    } else if (c == 'X' || c == 'x') {
      out += 'X';
    } else {
      return {};
    }
  }
  return out;
}

int RankOf(MarkerKind kind, size_t components) {
  switch (kind) {
    case MarkerKind::kPart:
      return 1;
    case MarkerKind::kChapter:
      return 2;
    case MarkerKind::kSection:
      return 3;
    case MarkerKind::kArticle:
      return 5;
    case MarkerKind::kCapital:
      return 6;
    case MarkerKind::kRoman:
      return 7;
    case MarkerKind::kArabic:
      return 10 + static_cast<int>(std::min<size_t>(components, 5)) - 1;
    case MarkerKind::kArabicParen:
      return 16;
    case MarkerKind::kLetter:
      return 20;
    case MarkerKind::kStar:
      return 25;
    case MarkerKind::kDash:
      return 30;
    case MarkerKind::kPlus:
      return 40;
  }
  return 50;
}

int LetterOrdinal(char32_t letter) {
  for (size_t i = 0; i < std::size(kLetterOrder); ++i) {
    if (kLetterOrder[i] == letter) return 2 * (static_cast<int>(i) + 1);
  }
  // Letters of other alphabets stand behind the one they follow there.
  switch (letter) {
    case U'f':
      return LetterOrdinal(U'e') + 1;
    case U'j':
      return LetterOrdinal(U'i') + 1;
    case U'w':
      return LetterOrdinal(U'v') + 1;
    case U'z':
      return LetterOrdinal(U'y') + 1;
    default:
      return 0;
  }
}

std::optional<Marker> ReadMarker(std::string_view line) {
  if (line.empty()) return std::nullopt;
  if (const auto match = kPart.Find(line)) {
    const int ordinal =
        match->has(2) ? OrdinalWord(match->Text(line, 2)) : NumberOrRoman(match->Text(line, 3));
    if (ordinal > 0) return MakeNamed(line, MarkerKind::kPart, *match, ordinal);
  }
  if (const auto match = kChapter.Find(line)) {
    const int ordinal = NumberOrRoman(match->Text(line, 2));
    if (ordinal > 0) return MakeNamed(line, MarkerKind::kChapter, *match, ordinal);
  }
  if (const auto match = kSection.Find(line)) {
    const int ordinal = NumberOrRoman(match->Text(line, 2));
    if (ordinal > 0) {
      Marker marker = Make(line, MarkerKind::kSection, match->group(1), {ordinal});
      while (marker.text_begin < line.size() &&
             (line[marker.text_begin] == '.' || line[marker.text_begin] == ':' ||
              line[marker.text_begin] == ' ')) {
        ++marker.text_begin;
      }
      return marker;
    }
  }
  if (const auto match = kArticle.Find(line)) {
    const int ordinal = std::atoi(std::string(match->Text(line, 2)).c_str());
    return Make(line, MarkerKind::kArticle, match->group(1), {ordinal});
  }
  if (const auto match = kRomanArabic.Find(line)) {
    return Make(line, MarkerKind::kArabic, match->group(1), Components(match->Text(line, 2)));
  }
  if (const auto match = kRoman.Find(line)) {
    const int ordinal = StrictRoman(match->Text(line, 2));
    // "II/2026": the quarter of a sentence that wraps.
    const Span mark = match->group(1);
    const bool quarter = line[mark.end - 1] == '/' && mark.end < line.size() &&
                         IsDigit(static_cast<unsigned char>(line[mark.end]));
    if (ordinal > 0 && !quarter) return Make(line, MarkerKind::kRoman, match->group(1), {ordinal});
  }
  if (const auto match = kCapital.Find(line)) {
    size_t at = 0;
    const char32_t c = DecodeUtf8(match->Text(line, 2), at);
    return Make(line, MarkerKind::kCapital, match->group(1), {LetterOrdinal(LowerLetter(c))});
  }
  if (const auto match = kDecimal.Find(line)) {
    Span mark = match->group(1);
    // "1.1.", "1.1-", "1.1 /": the sign behind belongs to the marker.
    const size_t space = line.find_first_not_of(' ', mark.end);
    if (mark.end < line.size() && line[mark.end] == '.') {
      ++mark.end;
    } else if (space != std::string_view::npos && (line[space] == '-' || line[space] == '/')) {
      mark.end = space + 1;
    } else if (space != std::string_view::npos && line.substr(space).starts_with("–")) {
      mark.end = space + std::string_view("–").size();
    }
    return Make(line, MarkerKind::kArabic, mark, Components(match->Text(line, 1)));
  }
  std::optional<Match> arabic = kArabic.Find(line);
  if (!arabic) arabic = kArabicSlash.Find(line);
  if (const auto& match = arabic) {
    const int ordinal = std::atoi(std::string(match->Text(line, 2)).c_str());
    if (ordinal > 0) return Make(line, MarkerKind::kArabic, match->group(1), {ordinal});
  }
  if (const auto match = kArabicParen.Find(line)) {
    const int ordinal = std::atoi(std::string(match->Text(line, 2)).c_str());
    if (ordinal > 0) return Make(line, MarkerKind::kArabicParen, match->group(1), {ordinal});
  }
  if (const auto match = kLetter.Find(line)) {
    const std::string_view letter = match->Text(line, 2);
    size_t at = 0;
    Marker marker =
        Make(line, MarkerKind::kLetter, match->group(1), {LetterOrdinal(DecodeUtf8(letter, at))});
    marker.dot_letter = marker.printed.back() == '.';
    // "a." needs a capital behind it: "tr. 5" and abbreviations do not count.
    size_t behind = marker.text_begin;
    const char32_t next = behind < line.size() ? DecodeUtf8(line, behind) : 0;
    if (!marker.dot_letter || IsUpper(next) || IsDigit(next)) return marker;
  }
  if (const auto match = kLetterSlash.Find(line)) {
    const std::string_view letter = match->Text(line, 2);
    size_t at = 0;
    const int ordinal = LetterOrdinal(DecodeUtf8(letter, at));
    if (ordinal > 0) return Make(line, MarkerKind::kLetter, match->group(1), {ordinal});
  }
  if (const auto match = kDash.Find(line)) {
    return Make(line, MarkerKind::kDash, match->group(1), {});
  }
  if (const auto match = kPlus.Find(line)) {
    return Make(line, MarkerKind::kPlus, match->group(1), {});
  }
  if (const auto match = kStar.Find(line)) {
    return Make(line, MarkerKind::kStar, match->group(1), {});
  }
  return std::nullopt;
}

std::string PrintedForm(const Expected& expected) {
  const int last = expected.ordinals.empty() ? 0 : expected.ordinals.back();
  switch (expected.kind) {
    case MarkerKind::kRoman:
      return RomanNumeral(last) + expected.close;
    case MarkerKind::kArabic: {
      std::string out;
      for (int n : expected.ordinals) {
        if (!out.empty()) out += '.';
        out += std::to_string(n);
      }
      return out + expected.close;
    }
    case MarkerKind::kLetter: {
      std::string out;
      const size_t index = static_cast<size_t>(last / 2 - 1);
      if (last % 2 != 0 || index >= std::size(kLetterOrder)) return {};
      AppendUtf8(out, kLetterOrder[index]);
      return out + (expected.dot_letter ? "." : ")");
    }
    default:
      return {};
  }
}

std::optional<Marker> ReadDamagedPart(std::string_view line) {
  const std::optional<Match> match = kDamagedPart.Find(line);
  if (!match) return std::nullopt;
  const std::string strokes = RomanStrokes(match->Text(line, 2));
  int ordinal = 0;
  for (int n = 1; n <= 12 && ordinal == 0; ++n) {
    if (RomanStrokes(RomanNumeral(n)) == strokes) ordinal = n;
  }
  if (ordinal == 0) return std::nullopt;
  const std::string_view read = match->Text(line, 1);
  const bool part = Fold(read).starts_with("phan");
  const std::string_view word = read.substr(0, read.find_first_of(" IVX1l|", part ? 4 : 6));
  Marker marker =
      Make(line, part ? MarkerKind::kPart : MarkerKind::kChapter, match->group(1), {ordinal});
  marker.damaged = marker.printed;
  marker.printed = std::string(word) + " " + RomanNumeral(ordinal);
  if (marker.damaged == marker.printed) return std::nullopt;
  while (marker.text_begin < line.size() &&
         std::string_view(".:- ").find(line[marker.text_begin]) != std::string_view::npos) {
    ++marker.text_begin;
  }
  return marker;
}

std::optional<Marker> ReadDamagedMarker(std::string_view line, const Expected& expected) {
  const std::string printed = PrintedForm(expected);
  if (printed.empty()) return std::nullopt;
  size_t begin = 0, end = 0;
  std::string word = FirstWord(line, begin, end);
  // The space behind the mark may be lost: "II,KINH PHÍ".
  const size_t sign = word.find_first_of(".,:");
  if (expected.kind == MarkerKind::kRoman && sign != std::string::npos && sign + 1 < word.size()) {
    word.resize(sign + 1);
    end = begin + sign + 1;
  }
  if (word.empty() || word.size() > 12 || word == printed || end >= line.size()) {
    return std::nullopt;
  }
  bool fits = false;
  if (expected.kind == MarkerKind::kRoman) {
    // The closing point may be lost: "L MỤC TIÊU".
    const bool closed = std::string_view(".,:-/").find(word.back()) != std::string_view::npos;
    const std::string_view body = std::string_view(word).substr(0, word.size() - (closed ? 1 : 0));
    fits =
        !body.empty() && RomanStrokes(body) == RomanStrokes(RomanNumeral(expected.ordinals.back()));
  } else if (expected.kind == MarkerKind::kArabic) {
    std::string digits = DigitsBehind(word);
    fits = !digits.empty() && digits == printed;
  } else if (expected.kind == MarkerKind::kLetter) {
    size_t at = 0;
    const char32_t read = DecodeUtf8(word, at);
    const std::string_view close = std::string_view(word).substr(at);
    size_t letter_at = 0;
    const char32_t letter = DecodeUtf8(printed, letter_at);
    const bool right_close = close == printed.substr(letter_at);
    const bool odd_close = !expected.dot_letter && (close == "}" || close == "]" || close == ">" ||
                                                    close == "j" || close == ").");
    bool confused = read == letter;
    for (const LetterConfusion& entry : kLetterConfusions) {
      confused = confused ||
                 (entry.letter == letter && entry.read_as.find(read) != std::u32string_view::npos);
    }
    fits = confused && (right_close || odd_close);
  }
  if (!fits) return std::nullopt;
  Marker marker;
  marker.kind = expected.kind;
  marker.ordinals = expected.ordinals;
  marker.dot_letter = expected.dot_letter;
  marker.printed = printed;
  marker.damaged = word;
  marker.printed_begin = begin;
  marker.printed_end = end;
  marker.text_begin = end;
  while (marker.text_begin < line.size() && line[marker.text_begin] == ' ') ++marker.text_begin;
  return marker;
}

bool IsMalformed(std::string_view first_word) {
  if (first_word.size() < 2 || first_word.size() > 8) return false;
  const char close = first_word.back();
  if (std::string_view(".,)}]>:").find(close) == std::string_view::npos) return false;
  const std::string_view body = first_word.substr(0, first_word.size() - 1);
  bool letter = false, digit = false, odd = false;
  for (size_t at = 0; at < body.size();) {
    const char32_t c = DecodeUtf8(body, at);
    letter = letter || IsLetter(c);
    digit = digit || IsDigit(c);
    odd = odd || c == '|' || c == '!' || c == '[' || c == ']';
    if (!IsLetter(c) && !IsDigit(c) && !odd && c != '.') return false;
  }
  if (close == '}' || close == ']' || close == '>') return CountCodePoints(body) == 1;
  return odd || (letter && digit) || first_word == "0)";
}

}  // namespace planrec::extract
