// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/damage_kind.h"

#include <algorithm>
#include <string>

#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr double kMostMisread = 0.024;
constexpr double kMostUnknown = 0.12;
constexpr int kFewWords = 40;  ///< below, a single sign decides

bool IsAsciiLetter(char32_t c) {
  return c < 0x80 && IsLetter(c);
}

/// What stands inside words of OCR text only.
bool IsInnerSign(char32_t c) {
  return std::u32string_view(U"'~|\\{}?<>;").find(c) != std::u32string_view::npos;
}

bool LooksMisread(const std::u32string& token) {
  size_t letters = 0, digits = 0;
  for (size_t i = 0; i < token.size(); ++i) {
    const char32_t c = token[i], before = i > 0 ? token[i - 1] : U' ';
    const char32_t behind = i + 1 < token.size() ? token[i + 1] : U' ';
    if (c >= 0x80 && (IsLetter(c) || c == U'¢' || c == U'€' || c == U'§')) return true;
    if (std::u32string_view(U"~\\{}|").find(c) != std::u32string_view::npos) return true;
    if (IsInnerSign(c) && IsAsciiLetter(before) && IsAsciiLetter(behind)) return true;
    if (IsDigit(c) && IsAsciiLetter(before) && IsLower(behind)) return true;  // d4u
    if (IsLetter(c)) ++letters;
    if (IsDigit(c)) ++digits;
  }
  return letters == 1 && digits == 1 && IsLower(token[0]);  // x3
}

/// Whether a token of two plain letters and more is a word; others say nothing.
bool IsKnown(const std::u32string& token, const KnownBase& known) {
  size_t begin = 0, end = token.size();
  while (begin < end && !IsLetter(token[begin])) ++begin;
  while (end > begin && !IsLetter(token[end - 1])) --end;
  const std::u32string_view core = std::u32string_view(token).substr(begin, end - begin);
  return core.size() < 2 || !std::all_of(core.begin(), core.end(), IsLetter) || known(core);
}

}  // namespace

void DamageEvidence::Add(std::string_view line, const KnownBase& known) {
  std::u32string token;
  bool letter = false;
  const auto end_token = [&] {
    if (letter) {
      ++words;
      if (LooksMisread(token)) {
        ++misread;
      } else if (!IsKnown(token, known)) {
        ++unknown;
      }
    }
    token.clear();
    letter = false;
  };
  for (size_t at = 0; at < line.size();) {
    const char32_t c = DecodeUtf8(line, at);
    if (c == U' ' || c == U'\t' || c == U'\n') {
      end_token();
    } else {
      token.push_back(c);
      letter = letter || IsLetter(c);
    }
  }
  end_token();
}

bool OnlyMarksLost(const DamageEvidence& evidence) {
  if (evidence.words < kFewWords) return evidence.misread == 0 && evidence.unknown == 0;
  return evidence.misread <= kMostMisread * evidence.words &&
         evidence.unknown <= kMostUnknown * evidence.words;
}

}  // namespace planrec::normalize
