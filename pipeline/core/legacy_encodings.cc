// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/legacy_encodings.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec {
namespace {

struct Code {
  char32_t code, letter;
};

// TCVN3 by code point of Latin-1; tones of capital letters are printed by capital fonts (.Vn…H)
// from the codes of the small ones.
constexpr Code kTcvn3[] = {
    {0xA1, U'Ă'},
    {0xA2, U'Â'},
    {0xA3, U'Ê'},
    {0xA4, U'Ô'},
    {0xA5, U'Ơ'},
    {0xA6, U'Ư'},
    {0xA7, U'Đ'},
    {0xA8, U'ă'},
    {0xA9, U'â'},
    {0xAA, U'ê'},
    {0xAB, U'ô'},
    {0xAC, U'ơ'},
    {0xAD, U'ư'},
    {0xAE, U'đ'},
    {0xB5, U'à'},
    {0xB6, U'ả'},
    {0xB7, U'ã'},
    {0xB8, U'á'},
    {0xB9, U'ạ'},
    {0xBB, U'ằ'},
    {0xBC, U'ẳ'},
    {0xBD, U'ẵ'},
    {0xBE, U'ắ'},
    {0xC6, U'ặ'},
    {0xC7, U'ầ'},
    {0xC8, U'ẩ'},
    {0xC9, U'ẫ'},
    {0xCA, U'ấ'},
    {0xCB, U'ậ'},
    {0xCC, U'è'},
    {0xCE, U'ẻ'},
    {0xCF, U'ẽ'},
    {0xD0, U'é'},
    {0xD1, U'ẹ'},
    {0xD2, U'ề'},
    {0xD3, U'ể'},
    {0xD4, U'ễ'},
    {0xD5, U'ế'},
    {0xD6, U'ệ'},
    {0xD7, U'ì'},
    {0xD8, U'ỉ'},
    {0xDC, U'ĩ'},
    {0xDD, U'í'},
    {0xDE, U'ị'},
    {0xDF, U'ò'},
    {0xE1, U'ỏ'},
    {0xE2, U'õ'},
    {0xE3, U'ó'},
    {0xE4, U'ọ'},
    {0xE5, U'ồ'},
    {0xE6, U'ổ'},
    {0xE7, U'ỗ'},
    {0xE8, U'ố'},
    {0xE9, U'ộ'},
    {0xEA, U'ờ'},
    {0xEB, U'ở'},
    {0xEC, U'ỡ'},
    {0xED, U'ớ'},
    {0xEE, U'ợ'},
    {0xEF, U'ù'},
    {0xF1, U'ủ'},
    {0xF2, U'ũ'},
    {0xF3, U'ú'},
    {0xF4, U'ụ'},
    {0xF5, U'ừ'},
    {0xF6, U'ử'},
    {0xF7, U'ữ'},
    {0xF8, U'ứ'},
    {0xF9, U'ự'},
    {0xFA, U'ỳ'},
    {0xFB, U'ỷ'},
    {0xFC, U'ỹ'},
    {0xFD, U'ý'},
    {0xFE, U'ỵ'},
    // The same codes as PDF fonts with wrong glyph names give them.
    {0x03BC, U'à'},
    {0x2219, U'ã'},
    {0x2212, U'ư'},
    {0x2010, U'ư'},
    {0x2011, U'ư'},
};

// Codes that no Vietnamese text in Unicode holds inside words.
constexpr std::u32string_view kTcvn3Only =
    U"¡¢£¤¥¦§¨©ª«¬\u00AD®µ¶·¸¹»¼½¾Æ×Þßåæçëîïñöø÷û\u03BC\u2219";
constexpr std::u32string_view kVniOnly = U"ñÑöÖøØûÛïÏäÄåÅëËüÜæÆ";

// VNI: a vowel and the letter behind it. Order: sắc huyền hỏi ngã nặng; then with circumflex (â ê
// ô) and breve (ă).
struct VniRow {
  char32_t vowel;
  std::u32string_view marks, letters;
};
constexpr VniRow kVniRows[] = {
    {U'a', U"ùøûõïâáàåãäêéèúüë", U"áàảãạâấầẩẫậăắằẳẵặ"},
    {U'A', U"ÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË", U"ÁÀẢÃẠÂẤẦẨẪẬĂẮẰẲẴẶ"},
    {U'e', U"ùøûõïâáàåãä", U"éèẻẽẹêếềểễệ"},
    {U'E', U"ÙØÛÕÏÂÁÀÅÃÄ", U"ÉÈẺẼẸÊẾỀỂỄỆ"},
    {U'o', U"ùøûõïâáàåãä", U"óòỏõọôốồổỗộ"},
    {U'O', U"ÙØÛÕÏÂÁÀÅÃÄ", U"ÓÒỎÕỌÔỐỒỔỖỘ"},
    {U'ô', U"ùøûõï", U"ớờởỡợ"},
    {U'Ô', U"ÙØÛÕÏ", U"ỚỜỞỠỢ"},
    {U'u', U"ùøûõï", U"úùủũụ"},
    {U'U', U"ÙØÛÕÏ", U"ÚÙỦŨỤ"},
    {U'ö', U"ùøûõï", U"ứừửữự"},
    {U'Ö', U"ÙØÛÕÏ", U"ỨỪỬỮỰ"},
    {U'y', U"ùøûõ", U"ýỳỷỹ"},
    {U'Y', U"ÙØÛÕ", U"ÝỲỶỸ"},
};
// Letters with a code of their own. í and ì are Latin-1's as well.
constexpr Code kVniLetters[] = {
    {U'ô', U'ơ'}, {U'Ô', U'Ơ'}, {U'ö', U'ư'}, {U'Ö', U'Ư'}, {U'ñ', U'đ'},
    {U'Ñ', U'Đ'}, {U'æ', U'ỉ'}, {U'Æ', U'Ỉ'}, {U'ó', U'ĩ'}, {U'Ó', U'Ĩ'},
    {U'ò', U'ị'}, {U'Ò', U'Ị'}, {U'î', U'ỵ'}, {U'Î', U'Ỵ'},
};

constexpr double kTcvn3Share = 0.04;  // of letters; TCVN3 text has a fifth
constexpr double kVniShare = 0.05;    // VNI text has a sixth

bool OnlyUnicode(char32_t c) {
  return (c >= 0x1EA0 && c <= 0x1EF9) || c == U'đ' || c == U'Đ' || c == U'ư' || c == U'Ư' ||
         c == U'ơ' || c == U'Ơ' || c == U'ă' || c == U'Ă';
}

bool IsDash(char32_t c) {
  return c == 0x2212 || c == 0x2010 || c == 0x2011;
}

/// Letters of Latin script in a word or line: those with tones have small codes in capitals too.
struct Cases {
  int upper = 0, lower = 0;
};

Cases CountCases(std::u32string_view word) {
  Cases cases;
  for (const char32_t c : word) {
    cases.upper += c >= 'A' && c <= 'Z';
    cases.lower += c >= 'a' && c <= 'z';
  }
  return cases;
}

bool InCapitals(const Cases& cases) {
  return cases.upper >= 2 && cases.lower == 0;
}

std::string FromTcvn3Word(std::u32string_view in) {
  std::string out;
  for (size_t i = 0; i < in.size(); ++i) {
    char32_t c = in[i];
    // A dash is ư before a letter ("n−íc") and a dash between numbers ("2001−2005").
    const bool dash =
        IsDash(c) && (i + 1 == in.size() || !(IsLetter(in[i + 1]) || in[i + 1] > 0xA0));
    const bool digit_before = i > 0 && IsDigit(in[i - 1]);
    if (!dash && !(IsDash(c) && digit_before)) {
      for (const Code& code : kTcvn3) {
        if (code.code != c) continue;
        c = code.letter;
        break;
      }
    } else if (i + 1 == in.size() && i > 0 && (IsLetter(in[i - 1]) || in[i - 1] > 0xA0)) {
      c = U'ư';  // "nh−" ends in it
    }
    AppendUtf8(out, c);
  }
  return out;
}

std::string FromTcvn3(std::string_view text, std::string_view line) {
  const std::u32string in = ToUtf32(text);
  const bool capitals = InCapitals(CountCases(ToUtf32(line)));
  std::string out;
  bool before = false;  // the word before is in capitals
  for (size_t begin = 0; begin <= in.size();) {
    const size_t end = std::min(in.find(U' ', begin), in.size());
    const std::u32string_view word = std::u32string_view(in).substr(begin, end - begin);
    const std::string converted = FromTcvn3Word(word);
    const Cases cases = CountCases(word);
    // One plain capital says nothing ("Tổ"), but between words in capitals it does ("BẢO VỆ BÍ
    // MẬT").
    before = capitals || InCapitals(cases) || (before && cases.lower == 0);
    out += before ? Upper(converted) : converted;
    if (end < in.size()) out.push_back(' ');
    begin = end + 1;
  }
  return out;
}

std::string FromVni(std::string_view text) {
  const std::u32string in = ToUtf32(text);
  std::string out;
  for (size_t i = 0; i < in.size(); ++i) {
    char32_t c = in[i];
    bool pair = false;
    for (const VniRow& row : kVniRows) {
      if (row.vowel != c || i + 1 == in.size()) continue;
      const size_t at = row.marks.find(in[i + 1]);
      if (at == std::u32string_view::npos) continue;
      c = row.letters[at];
      pair = true;
      break;
    }
    if (pair) {
      ++i;
    } else {
      for (const Code& code : kVniLetters) {
        if (code.code != c) continue;
        c = code.letter;
        break;
      }
    }
    AppendUtf8(out, c);
  }
  return out;
}

}  // namespace

bool HasUnicodeVietnamese(std::string_view text) {
  for (size_t at = 0; at < text.size();)
    if (OnlyUnicode(DecodeUtf8(text, at))) return true;
  return false;
}

Legacy DetectLegacy(std::string_view text) {
  const std::u32string in = ToUtf32(text);
  int letters = 0, unicode = 0, tcvn3 = 0, vni = 0, pairs = 0;
  for (size_t i = 0; i < in.size(); ++i) {
    const char32_t c = in[i];
    const bool tcvn3_code = kTcvn3Only.find(c) != std::u32string_view::npos;
    letters += IsLetter(c) || tcvn3_code;
    unicode += OnlyUnicode(c);
    tcvn3 += tcvn3_code;
    vni += kVniOnly.find(c) != std::u32string_view::npos;
    for (const VniRow& row : kVniRows) {
      pairs += row.vowel == c && i + 1 < in.size() &&
               row.marks.find(in[i + 1]) != std::u32string_view::npos;
    }
  }
  if (letters < 20 || unicode * 20 > letters) return Legacy::kNone;
  const double all = letters;
  if (tcvn3 > kTcvn3Share * all && tcvn3 > 2 * unicode && tcvn3 >= pairs) return Legacy::kTcvn3;
  if (vni > kVniShare * all && pairs > kVniShare * all && vni > 2 * unicode) return Legacy::kVni;
  return Legacy::kNone;
}

std::string FromLegacy(Legacy legacy, std::string_view text, std::string_view line) {
  if (legacy == Legacy::kTcvn3) return FromTcvn3(text, line);
  if (legacy == Legacy::kVni) return FromVni(text);
  return std::string(text);
}

}  // namespace planrec
