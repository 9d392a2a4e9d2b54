// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/lm_tokens.h"

#include <array>
#include <cstring>

#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

bool IsOuterPunctuation(char32_t c) {
  if (c < 0x80)
    return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026 || c == 0x2013 ||
         c == 0x2014 || c == 0xAB || c == 0xBB || c == 0x2022 || c == 0xB7;
}

// The five tones as they stand on o, u, a, e, y: rows by vowel, columns none, acute, grave, hook,
// tilde, dot.
constexpr std::array<std::u32string_view, 5> kToneRows = {U"aáàảãạ", U"eéèẻẽẹ", U"oóòỏõọ",
                                                          U"uúùủũụ", U"yýỳỷỹỵ"};

bool FindTone(char32_t lower, size_t& row, size_t& tone) {
  for (row = 0; row < kToneRows.size(); ++row) {
    tone = kToneRows[row].find(lower);
    if (tone != std::u32string_view::npos) return true;
  }
  return false;
}

char32_t WithTone(char32_t like, size_t row, size_t tone) {
  const char32_t c = kToneRows[row][tone];
  return IsUpper(like) ? UpperLetter(c) : c;
}

}  // namespace

TokenParts SplitPunctuation(std::string_view token) {
  TokenParts parts;
  size_t at = 0;
  while (at < token.size()) {
    size_t next = at;
    if (!IsOuterPunctuation(DecodeUtf8(token, next))) break;
    at = next;
  }
  parts.core_begin = at;
  parts.core_end = at;
  while (at < token.size()) {
    if (!IsOuterPunctuation(DecodeUtf8(token, at))) parts.core_end = at;
  }
  // An apostrophe behind a word that opened no quotation is the horn of its last letter: tu', su’.
  if (parts.core_begin == 0 && parts.core_end > 0) {
    size_t next = parts.core_end;
    if (next < token.size()) {
      const char32_t c = DecodeUtf8(token, next);
      if (c == '\'' || c == 0x2018 || c == 0x2019) parts.core_end = next;
    }
  }
  // A percent sign belongs to its number.
  if (parts.core_end < token.size() && token[parts.core_end] == '%') ++parts.core_end;
  return parts;
}

std::string UsualTonePlace(std::string_view word) {
  std::u32string letters = ToUtf32(word);
  if (letters.size() < 2) return std::string(word);
  const size_t last = letters.size() - 1;
  size_t row = 0, tone = 0, first_row = 0, first_tone = 0;
  if (!FindTone(LowerLetter(letters[last]), row, tone) || tone == 0) return std::string(word);
  if (!FindTone(LowerLetter(letters[last - 1]), first_row, first_tone) || first_tone != 0) {
    return std::string(word);
  }
  const char32_t first = kToneRows[first_row][0], second = kToneRows[row][0];
  const bool glide =
      (first == U'o' && (second == U'a' || second == U'e')) || (first == U'u' && second == U'y');
  if (!glide) return std::string(word);
  if (first == U'u' && last >= 2 && LowerLetter(letters[last - 2]) == U'q') {
    return std::string(word);
  }
  letters[last - 1] = WithTone(letters[last - 1], first_row, tone);
  letters[last] = WithTone(letters[last], row, 0);
  return ToUtf8(letters);
}

std::string LexiconForm(std::string_view word) {
  return UsualTonePlace(Lower(word));
}

bool IsNumber(std::string_view core) {
  bool digit = false;
  for (char c : core) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (c != '.' && c != ',' && c != '/' && c != ':' && c != '%' && c != '-') {
      return false;
    }
  }
  return digit;
}

void AppendSymbols(std::string_view token, std::vector<std::string>& out) {
  const TokenParts parts = SplitPunctuation(token);
  const auto punctuation = [&](std::string_view text) {
    for (char c : text) {
      if (c == ',') {
        out.emplace_back(",");
      } else if (c == '.' || c == ';' || c == ':' || c == '!' || c == '?') {
        if (out.empty() || out.back() != ".") out.emplace_back(".");
      } else if (c == '(' || c == ')') {
        out.emplace_back(1, c);
      }
    }
  };
  punctuation(token.substr(0, parts.core_begin));
  const std::string_view core = token.substr(parts.core_begin, parts.core_end - parts.core_begin);
  if (!core.empty()) {
    if (IsNumber(core)) {
      out.emplace_back("<n>");
    } else if (core.find('/') != std::string_view::npos ||
               core.find('-') != std::string_view::npos) {
      // Codes and hyphenated words: their parts, so that "25/2021/NĐ-CP" is <n> nđ cp.
      size_t begin = 0;
      bool number = false;
      for (size_t i = 0; i <= core.size(); ++i) {
        if (i < core.size() && core[i] != '/' && core[i] != '-') continue;
        const std::string_view part = core.substr(begin, i - begin);
        begin = i + 1;
        if (part.empty()) continue;
        if (IsNumber(part)) {
          if (!number) out.emplace_back("<n>");
          number = true;
        } else {
          out.push_back(LexiconForm(part));
          number = false;
        }
      }
    } else {
      out.push_back(LexiconForm(core));
    }
  }
  punctuation(token.substr(parts.core_end));
}

}  // namespace planrec::normalize
