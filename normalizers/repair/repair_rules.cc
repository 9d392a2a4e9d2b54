// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/repair_rules.h"

#include <algorithm>
#include <array>

#include "normalizers/language/lm_tokens.h"
#include "pipeline/core/bodies.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

struct CodePart {
  std::string_view damaged, mended;
  std::string_view next;  ///< only before this part, where not empty
};

// Parts of codes (decree 30/2020/NĐ-CP, Annex III) that have one reading only once their marks are
// lost, besides the symbols of bodies. ĐA/DA, HĐ/HD and CĐ have two and are not here.
constexpr CodePart kCodeParts[] = {
    {"ND", "NĐ", "CP"},   {"NB", "NĐ", "CP"},   {"NP", "NĐ", "CP"},  {"QD", "QĐ", ""},
    {"QB", "QĐ", "UBND"}, {"QP", "QĐ", "UBND"}, {"QB", "QĐ", "TTg"}, {"QP", "QĐ", "TTg"},
    {"HBND", "HĐND", ""}, {"HPND", "HĐND", ""},
};

// Letters that stand right behind a number.
constexpr std::array<std::string_view, 24> kUnits = {
    "a",  "b",  "c",  "d",  "e",  "g",  "h",  "m",  "k",  "l",  "s",  "ha",
    "km", "kg", "cm", "mm", "kv", "kw", "kV", "kW", "tr", "gb", "mb", "th"};

bool IsAsciiLower(char c) {
  return c >= 'a' && c <= 'z';
}
bool IsAsciiUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsSignOrDigit(char c) {
  return IsAsciiDigit(c) || std::string_view("[]().,;:*/-%").find(c) != std::string_view::npos;
}

bool IsRoman(std::string_view text) {
  if (text.empty() || text.size() > 6) return false;
  for (const char c : text) {
    if (std::string_view("IVXl1|").find(c) == std::string_view::npos) return false;
  }
  return true;
}

/// "40/2026/": what stands before the type of a code that a line's end cut.
bool EndsWithYear(std::string_view code) {
  return code.size() > 6 && code.back() == '/' && code[code.size() - 6] == '/' &&
         std::all_of(code.end() - 5, code.end() - 1, IsAsciiDigit) &&
         (code[code.size() - 5] == '1' || code[code.size() - 5] == '2');
}

/// Two consonants that begin a syllable together.
bool IsOnset(std::string_view pair) {
  constexpr std::array<std::string_view, 11> kOnsets = {"CH", "GH", "GI", "KH", "NG", "NH",
                                                        "PH", "QU", "TH", "TR", "DH"};
  return std::find(kOnsets.begin(), kOnsets.end(), pair) != kOnsets.end();
}

/// B1, VTV2, C1E, 5G, m2: capitals with a digit that no vowel is read as (3, 4, 6 and 0 are: xã,
/// cá, số), or with any where the capitals begin no syllable.
bool IsClassMark(std::string_view core) {
  if (core == "m2" || core == "m3" || core == "km2") return true;
  if (core.size() == 2 && IsAsciiDigit(core[0]) && core[1] == 'G') return true;
  // 9a: no syllable is read as a digit before these letters.
  if (core.size() == 2 && IsAsciiDigit(core[0]) && core[0] != '0' && core[0] != '1' &&
      std::string_view("abde").find(core[1]) != std::string_view::npos) {
    return true;
  }
  size_t at = 0;
  while (at < core.size() && IsAsciiUpper(core[at])) ++at;
  if (at == 0 || at > 5 || at == core.size()) return false;
  if (at == 1 && core.size() == 3 && IsAsciiDigit(core[1]) && IsAsciiUpper(core[2])) return true;
  const bool no_syllable = core.substr(0, at).find_first_of("AEIOUY") == std::string_view::npos &&
                           (at >= 3 || (at == 2 && !IsOnset(core.substr(0, 2)))) &&
                           core.substr(0, at) != "NGH";
  if (!no_syllable && std::string_view("125789").find(core[at]) == std::string_view::npos) {
    return false;
  }
  return std::all_of(core.begin() + static_cast<ptrdiff_t>(at), core.end(), IsAsciiDigit);
}

/// A list's point as the text speaks of it: a2), b.1), A.5. and b1, which no vowel is read as; not
/// (x3), d4 (xã, đã).
bool IsPoint(std::string_view token, std::string_view core) {
  if (core.size() < 2 || core.size() > 7 || !(IsAsciiUpper(core[0]) || IsAsciiLower(core[0])))
    return false;
  size_t digits = 0;
  bool vowel = false, dot = false;
  for (size_t at = 1; at < core.size(); ++at) {
    if (core[at] == '.') {
      if (core[at - 1] == '.' || at + 1 == core.size()) return false;
      dot = true;
      digits = 0;
    } else if (!IsAsciiDigit(core[at]) || ++digits > 2) {
      return false;
    } else {
      vowel = vowel || std::string_view("0346").find(core[at]) != std::string_view::npos;
    }
  }
  if (dot) return true;
  const size_t behind = token.find(core) + core.size();
  const bool closed =
      behind < token.size() && token[behind] == ')' && token.find('(') == std::string_view::npos;
  return closed || (!vowel && core[0] >= 'a' && core[0] <= 'e');
}

}  // namespace

Protection ProtectionOf(std::string_view token, std::string_view core, bool line_start) {
  const size_t at = core.find('@');
  if ((at != std::string_view::npos && at > 1 &&
       core.find('.', at + 2) != std::string_view::npos) ||
      core.find("://") != std::string_view::npos || core.substr(0, 4) == "www." ||
      core.find(".vn") != std::string_view::npos || core.find(".com") != std::string_view::npos) {
    return Protection::kAddress;
  }
  if (IsNumber(core)) return Protection::kNumber;
  if (std::count_if(core.begin(), core.end(), IsAsciiDigit) > 1 &&
      std::all_of(core.begin(), core.end(), IsSignOrDigit)) {
    return Protection::kNumber;  // 1076).[7
  }
  if (line_start) {
    const bool closed = token.back() == ')' || token.back() == '.' || token.back() == '/';
    if (closed && (IsRoman(core) || CountCodePoints(core) == 1)) return Protection::kMarker;
  }
  // A code: capitals or digits on both sides of a slash or hyphen.
  int digits = 0, capitals = 0, lower = 0, joints = 0;
  for (size_t i = 0; i < core.size(); ++i) {
    if (IsAsciiDigit(core[i])) ++digits;
    if (IsAsciiUpper(core[i])) ++capitals;
    if (core[i] >= 'a' && core[i] <= 'z') ++lower;
    if (core[i] == '/' || core[i] == '-') ++joints;
  }
  if (joints > 0 && (digits > 0 || capitals > 1) && lower <= capitals) return Protection::kCode;
  if (IsClassMark(core) || IsPoint(token, core)) return Protection::kCode;
  // Roman numerals inside text, and numbers with a unit behind them (100ha, 35kV).
  if (core.size() >= 2 && IsRoman(core) && core.find('1') == std::string_view::npos &&
      core.find('|') == std::string_view::npos && core.find('l') == std::string_view::npos) {
    return Protection::kNumber;
  }
  if (digits >= 2 && IsAsciiDigit(core.front()) && digits >= static_cast<int>(core.size()) / 2) {
    // "16i" is lối in disguise; a number with a unit or an article's letter is not.
    const size_t behind = core.find_first_not_of("0123456789.,");
    const std::string_view unit = core.substr(std::min(behind, core.size()));
    const bool misread = digits == 2 && unit.size() <= 2 &&
                         unit.find_first_of("0123456789") == std::string_view::npos &&
                         std::find(kUnits.begin(), kUnits.end(), unit) == kUnits.end() &&
                         std::all_of(unit.begin(), unit.end(), IsAsciiLower) && unit.size() > 0;
    if (!misread) return Protection::kNumber;
  }
  return Protection::kFree;
}

size_t NoteBegin(std::string_view token, size_t begin) {
  // học20/ of học20/2008/QH12: the slash is the number's.
  const size_t slash = !token.empty() && token.back() == '/' ? 1 : 0;
  if (slash > 0) {
    const size_t note = NoteBegin(token.substr(0, token.size() - slash), begin);
    const bool number =
        note + slash < token.size() &&
        std::all_of(token.begin() + static_cast<ptrdiff_t>(note), token.end() - 1, IsAsciiDigit);
    return number ? note : token.size();
  }
  size_t at = token.size(), digits = 0, signs = 0;
  // Backwards over what a note is made of.
  for (; at > begin; --at) {
    const char c = token[at - 1];
    if (IsAsciiDigit(c)) {
      ++digits;
    } else if (std::string_view("[](){}.,;:*").find(c) != std::string_view::npos) {
      ++signs;
    } else {
      break;
    }
  }
  if (digits == 0) return token.size();
  // Signs right behind the word are its own: they end no word that a digit goes on with.
  const std::string_view word = token.substr(begin, at - begin);
  const size_t letters = CountCodePoints(word);
  if (letters < 2) return token.size();
  if (signs > 0 && !IsAsciiDigit(token[at])) return at;
  if (digits >= 2 && letters >= 3) return at;
  // Behind the consonant that closes a syllable no letter follows.
  std::u32string plain;
  for (const char32_t c : ToUtf32(word)) plain.push_back(BaseLetter(LowerLetter(c)));
  const auto vowel = [](char32_t c) {
    return std::u32string_view(U"aeiouy").find(c) != std::u32string_view::npos;
  };
  size_t end = plain.size();
  while (end > 0 &&
         std::u32string_view(U"cghmnpt").find(plain[end - 1]) != std::u32string_view::npos) {
    --end;
  }
  const bool closed = end < plain.size() && plain.size() - end <= 2 && end >= 2 &&
                      vowel(plain[end - 1]) && IsLetter(plain[0]);
  return closed ? at : token.size();
}

size_t NoteEnd(std::string_view token, size_t begin) {
  if (begin == 0 || (token[begin - 1] != '[' && token[begin - 1] != '(')) return 0;
  size_t at = begin;
  while (at < token.size() && IsAsciiDigit(token[at])) ++at;
  if (at == begin || at + 2 >= token.size() || (token[at] != ']' && token[at] != ')')) return 0;
  size_t next = ++at;
  return IsLetter(DecodeUtf8(token, next)) ? at : 0;
}

std::optional<std::string> MendCode(std::string_view core) {
  std::string out;
  bool changed = false;
  for (size_t begin = 0; begin <= core.size();) {
    size_t end = begin;
    while (end < core.size() && core[end] != '/' && core[end] != '-') ++end;
    const std::string_view part = core.substr(begin, end - begin);
    std::string mended = MendSymbol(part).value_or(std::string(part));
    if (end + 1 >= core.size() && part == "ND" && EndsWithYear(out)) mended = "NĐ";
    for (const CodePart& row : kCodeParts) {
      if (row.damaged != part) continue;
      const std::string_view rest = core.substr(std::min(end + 1, core.size()));
      if (!row.next.empty() && rest.substr(0, row.next.size()) != row.next) continue;
      mended = row.mended;
    }
    changed = changed || mended != part;
    out += mended;
    if (end < core.size()) out += core[end];
    begin = end + 1;
  }
  if (!changed) return std::nullopt;
  return out;
}

}  // namespace planrec::normalize
