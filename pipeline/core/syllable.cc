// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/syllable.h"

#include <algorithm>
#include <array>
#include <string>

#include "pipeline/core/utf8.h"

namespace planrec {
namespace {

// Longest first, so that the first one that fits is the onset. Folded: đ is d.
constexpr std::array<std::string_view, 27> kOnsets = {
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d",
    "g",   "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v",  "x", ""};
constexpr std::array<std::string_view, 9> kCodas = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};
constexpr std::string_view kVowels = "aeiouy";
constexpr std::string_view kInner = "/-.,:%()+&";  // inside numbers and codes

bool Rhyme(std::string_view rest) {
  size_t vowels = 0;
  while (vowels < rest.size() && kVowels.find(rest[vowels]) != std::string_view::npos) ++vowels;
  if (vowels > 3) return false;
  const std::string_view coda = rest.substr(vowels);
  if (std::find(kCodas.begin(), kCodas.end(), coda) == kCodas.end()) return false;
  return vowels > 0;
}

bool FoldedSyllable(std::string_view s) {
  for (const std::string_view onset : kOnsets) {
    if (s.substr(0, onset.size()) != onset) continue;
    if (Rhyme(s.substr(onset.size()))) return true;
  }
  return false;
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

std::u32string StripPunctuation(std::string_view word) {
  std::u32string text = ToUtf32(word);
  const auto letter = [](char32_t c) { return IsLetter(c) || IsDigit(c); };
  const auto first = std::find_if(text.begin(), text.end(), letter);
  const auto last = std::find_if(text.rbegin(), text.rend(), letter).base();
  return first < last ? std::u32string(first, last) : std::u32string();
}

}  // namespace

bool IsSyllable(std::string_view word) {
  const std::u32string core = StripPunctuation(word);
  if (core.empty() || !std::all_of(core.begin(), core.end(), IsLetter)) return false;
  return FoldedSyllable(Fold(ToUtf8(core)));
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

bool HasPlausibleShape(std::string_view word) {
  for (const std::string_view sign : {"-", "–", "+", "*", "•", "…", "...", "×"})
    if (word == sign) return true;
  const std::u32string core = StripPunctuation(word);
  if (core.empty()) return false;
  // A number or a code: letters and digits with the signs that stand inside them.
  bool digits = false, capitals = true;
  for (const char32_t c : core) {
    if (IsDigit(c))
      digits = true;
    else if (IsLetter(c))
      capitals = capitals && IsUpper(c);
    else if (c > 0x7F || kInner.find(static_cast<char>(c)) == std::string_view::npos)
      return false;
  }
  if (digits) return true;
  if (capitals && core.size() >= 2) return true;
  // Syllables, also joined by hyphen or slash.
  std::string part;
  const std::string folded = Fold(ToUtf8(core));
  for (size_t i = 0; i <= folded.size(); ++i) {
    if (i < folded.size() && kInner.find(folded[i]) == std::string_view::npos) {
      part += folded[i];
      continue;
    }
    if (!part.empty() && part.size() > 1 && !FoldedSyllable(part)) return false;
    part.clear();
  }
  return true;
}

}  // namespace planrec
