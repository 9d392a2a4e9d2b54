// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/utf8.h"

#include <algorithm>
#include <array>

namespace planrec {
namespace {

struct MarkedLetter {
  char32_t lower, upper;
  char base;
};

// The letters of Vietnamese that carry a mark (QCVN/TCVN 6909: Unicode, composed), by code point.
constexpr MarkedLetter kMarkedLetters[] = {
    {0x00E0, 0x00C0, 'a'},  // à À
    {0x00E1, 0x00C1, 'a'},  // á Á
    {0x00E2, 0x00C2, 'a'},  // â Â
    {0x00E3, 0x00C3, 'a'},  // ã Ã
    {0x00E8, 0x00C8, 'e'},  // è È
    {0x00E9, 0x00C9, 'e'},  // é É
    {0x00EA, 0x00CA, 'e'},  // ê Ê
    {0x00EC, 0x00CC, 'i'},  // ì Ì
    {0x00ED, 0x00CD, 'i'},  // í Í
    {0x00F2, 0x00D2, 'o'},  // ò Ò
    {0x00F3, 0x00D3, 'o'},  // ó Ó
    {0x00F4, 0x00D4, 'o'},  // ô Ô
    {0x00F5, 0x00D5, 'o'},  // õ Õ
    {0x00F9, 0x00D9, 'u'},  // ù Ù
    {0x00FA, 0x00DA, 'u'},  // ú Ú
    {0x00FD, 0x00DD, 'y'},  // ý Ý
    {0x0103, 0x0102, 'a'},  // ă Ă
    {0x0111, 0x0110, 'd'},  // đ Đ
    {0x0129, 0x0128, 'i'},  // ĩ Ĩ
    {0x0169, 0x0168, 'u'},  // ũ Ũ
    {0x01A1, 0x01A0, 'o'},  // ơ Ơ
    {0x01B0, 0x01AF, 'u'},  // ư Ư
    {0x1EA1, 0x1EA0, 'a'},  // ạ Ạ
    {0x1EA3, 0x1EA2, 'a'},  // ả Ả
    {0x1EA5, 0x1EA4, 'a'},  // ấ Ấ
    {0x1EA7, 0x1EA6, 'a'},  // ầ Ầ
    {0x1EA9, 0x1EA8, 'a'},  // ẩ Ẩ
    {0x1EAB, 0x1EAA, 'a'},  // ẫ Ẫ
    {0x1EAD, 0x1EAC, 'a'},  // ậ Ậ
    {0x1EAF, 0x1EAE, 'a'},  // ắ Ắ
    {0x1EB1, 0x1EB0, 'a'},  // ằ Ằ
    {0x1EB3, 0x1EB2, 'a'},  // ẳ Ẳ
    {0x1EB5, 0x1EB4, 'a'},  // ẵ Ẵ
    {0x1EB7, 0x1EB6, 'a'},  // ặ Ặ
    {0x1EB9, 0x1EB8, 'e'},  // ẹ Ẹ
    {0x1EBB, 0x1EBA, 'e'},  // ẻ Ẻ
    {0x1EBD, 0x1EBC, 'e'},  // ẽ Ẽ
    {0x1EBF, 0x1EBE, 'e'},  // ế Ế
    {0x1EC1, 0x1EC0, 'e'},  // ề Ề
    {0x1EC3, 0x1EC2, 'e'},  // ể Ể
    {0x1EC5, 0x1EC4, 'e'},  // ễ Ễ
    {0x1EC7, 0x1EC6, 'e'},  // ệ Ệ
    {0x1EC9, 0x1EC8, 'i'},  // ỉ Ỉ
    {0x1ECB, 0x1ECA, 'i'},  // ị Ị
    {0x1ECD, 0x1ECC, 'o'},  // ọ Ọ
    {0x1ECF, 0x1ECE, 'o'},  // ỏ Ỏ
    {0x1ED1, 0x1ED0, 'o'},  // ố Ố
    {0x1ED3, 0x1ED2, 'o'},  // ồ Ồ
    {0x1ED5, 0x1ED4, 'o'},  // ổ Ổ
    {0x1ED7, 0x1ED6, 'o'},  // ỗ Ỗ
    {0x1ED9, 0x1ED8, 'o'},  // ộ Ộ
    {0x1EDB, 0x1EDA, 'o'},  // ớ Ớ
    {0x1EDD, 0x1EDC, 'o'},  // ờ Ờ
    {0x1EDF, 0x1EDE, 'o'},  // ở Ở
    {0x1EE1, 0x1EE0, 'o'},  // ỡ Ỡ
    {0x1EE3, 0x1EE2, 'o'},  // ợ Ợ
    {0x1EE5, 0x1EE4, 'u'},  // ụ Ụ
    {0x1EE7, 0x1EE6, 'u'},  // ủ Ủ
    {0x1EE9, 0x1EE8, 'u'},  // ứ Ứ
    {0x1EEB, 0x1EEA, 'u'},  // ừ Ừ
    {0x1EED, 0x1EEC, 'u'},  // ử Ử
    {0x1EEF, 0x1EEE, 'u'},  // ữ Ữ
    {0x1EF1, 0x1EF0, 'u'},  // ự Ự
    {0x1EF3, 0x1EF2, 'y'},  // ỳ Ỳ
    {0x1EF5, 0x1EF4, 'y'},  // ỵ Ỵ
    {0x1EF7, 0x1EF6, 'y'},  // ỷ Ỷ
    {0x1EF9, 0x1EF8, 'y'},  // ỹ Ỹ
};

/// All marked letters lie below U+1F00: found by one look into a table, since every letter of every
/// document comes by here several times.
constexpr char32_t kTableEnd = 0x1F00;

struct LetterTable {
  std::array<const MarkedLetter*, kTableEnd> by_letter{};
  LetterTable() {
    for (const MarkedLetter& letter : kMarkedLetters) {
      by_letter[letter.lower] = &letter;
      by_letter[letter.upper] = &letter;
    }
  }
};

const MarkedLetter* FindMarked(char32_t c) {
  static const LetterTable table;
  return c < 0x80 || c >= kTableEnd ? nullptr : table.by_letter[c];
}

bool IsLatin1Letter(char32_t c) {
  return c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7;
}

/// More than half of the bytes of Vietnamese text are ASCII: they need no decoding.
bool IsAscii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool IsSpaceByte(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

char32_t DecodeUtf8(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  int more = 0;
  char32_t c = 0;
  char32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    more = 1, c = lead & 0x1F, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    more = 2, c = lead & 0x0F, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    more = 3, c = lead & 0x07, least = 0x10000;
  } else {
    ++at;
    return 0xFFFD;
  }
  for (int i = 1; i <= more; ++i) {
    if (at + i >= text.size() || (byte(at + i) & 0xC0) != 0x80) {
      ++at;
      return 0xFFFD;
    }
    c = (c << 6) | (byte(at + i) & 0x3F);
  }
  if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
    ++at;
    return 0xFFFD;
  }
  at += more + 1;
  return c;
}

void AppendUtf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

std::u32string ToUtf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) out.push_back(DecodeUtf8(text, at));
  return out;
}

std::string ToUtf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char32_t c : text) AppendUtf8(out, c);
  return out;
}

bool IsValidUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(text, at);
    // A printed U+FFFD is three bytes long; a decoding failure moves by one.
    if (c == 0xFFFD && at - start == 1) return false;
  }
  return true;
}

size_t CountCodePoints(std::string_view text) {
  size_t n = 0;
  for (size_t at = 0; at < text.size(); ++n) DecodeUtf8(text, at);
  return n;
}

char32_t LowerLetter(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (const MarkedLetter* letter = FindMarked(c)) return letter->lower;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  return c;
}

char32_t UpperLetter(char32_t c) {
  if (c >= 'a' && c <= 'z') return c - 32;
  if (const MarkedLetter* letter = FindMarked(c)) return letter->upper;
  if (c >= 0xE0 && c <= 0xFE && c != 0xF7) return c - 32;
  return c;
}

char32_t BaseLetter(char32_t c) {
  const MarkedLetter* letter = FindMarked(c);
  if (letter == nullptr) return c;
  const char32_t base = static_cast<unsigned char>(letter->base);
  return c == letter->upper ? base - 32 : base;
}

bool IsLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsLatin1Letter(c) ||
         FindMarked(c) != nullptr;
}

bool IsUpper(char32_t c) {
  return IsLetter(c) && LowerLetter(c) != c;
}

bool IsLower(char32_t c) {
  return IsLetter(c) && UpperLetter(c) != c;
}

bool HasVietnameseMark(char32_t c) {
  return FindMarked(c) != nullptr;
}

std::string Lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (IsAscii(text[at])) {
      out.push_back(LowerAscii(text[at++]));
    } else {
      AppendUtf8(out, LowerLetter(DecodeUtf8(text, at)));
    }
  }
  return out;
}

std::string Upper(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) AppendUtf8(out, UpperLetter(DecodeUtf8(text, at)));
  return out;
}

namespace {

// "m²" is "m2" to the grammars; a raised figure elsewhere is none of the number before it.
void AppendFolded(std::string& out, char32_t c) {
  if ((c == U'²' || c == U'³') && !out.empty() && out.back() == 'm')
    out.push_back(c == U'²' ? '2' : '3');
  else
    AppendUtf8(out, BaseLetter(LowerLetter(c)));
}

}  // namespace

std::string Fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (IsAscii(text[at])) {
      out.push_back(LowerAscii(text[at++]));
    } else {
      AppendFolded(out, DecodeUtf8(text, at));
    }
  }
  return out;
}

FoldedText FoldWithOffsets(std::string_view text) {
  FoldedText out;
  out.text.reserve(text.size());
  out.offset.reserve(text.size() + 1);
  for (size_t at = 0; at < text.size();) {
    const uint32_t start = static_cast<uint32_t>(at);
    if (IsAscii(text[at])) {
      out.text.push_back(LowerAscii(text[at++]));
      out.offset.push_back(start);
      continue;
    }
    AppendFolded(out.text, DecodeUtf8(text, at));
    out.offset.resize(out.text.size(), start);
  }
  out.offset.push_back(static_cast<uint32_t>(text.size()));
  return out;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpaceByte(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpaceByte(text.back())) text.remove_suffix(1);
  return text;
}

std::string EscapeMarkup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const bool control = c < 0x20 || c == 0x7F;
        const bool forbidden = (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF;
        AppendUtf8(out, control || forbidden ? U'\uFFFD' : c);
      }
    }
  }
  return out;
}

std::string FoldSpaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(text, at);
    const bool is_space = (c < 0x80 && IsSpaceByte(static_cast<char>(c))) || c == 0xA0;
    if (is_space) {
      space = !out.empty();
      continue;
    }
    if (space) out.push_back(' ');
    space = false;
    out.append(text.substr(start, at - start));
  }
  return out;
}

double MarkedShare(std::string_view text) {
  int64_t letters = 0, marked = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (!IsLetter(c)) continue;
    ++letters;
    if (HasVietnameseMark(c)) ++marked;
  }
  return letters > 0 ? static_cast<double>(marked) / static_cast<double>(letters) : 0.0;
}

int EditDistance(std::string_view a_text, std::string_view b_text, int limit) {
  const std::u32string a = ToUtf32(a_text), b = ToUtf32(b_text);
  const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
  if (std::abs(n - m) > limit) return limit + 1;
  std::vector<int> row(static_cast<size_t>(m) + 1);
  for (int j = 0; j <= m; ++j) row[j] = j;
  for (int i = 1; i <= n; ++i) {
    int diagonal = row[0];
    row[0] = i;
    int least = i;
    for (int j = 1; j <= m; ++j) {
      const int up = row[j];
      row[j] = std::min({up + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = up;
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(row[m], limit + 1);
}

}  // namespace planrec
