// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/joined_words.h"

#include <algorithm>

#include "normalizers/language/lm_tokens.h"
#include "normalizers/repair/repair_rules.h"
#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

/// A run of letters in which a syllable may be hidden: two and more, a vowel among them.
bool MayBeWord(std::string_view run) {
  int letters = 0;
  bool vowel = false;
  for (size_t at = 0; at < run.size();) {
    const char32_t c = DecodeUtf8(run, at);
    if (!IsLetter(c)) return false;
    ++letters;
    vowel = vowel || std::u32string_view(U"aeiouyw").find(BaseLetter(LowerLetter(c))) !=
                         std::u32string_view::npos;
  }
  return letters >= 2 && vowel;
}

/// Whether a word begins at byte `at` that ran into what stands before it: hiénCap, phép.Dich,
/// nguén]Phan; not eOffice, WiFi, kWh.
bool RanInto(std::string_view token, size_t at) {
  const auto letters_end = [&](size_t from) {
    size_t end = from;
    while (end < token.size()) {
      size_t next = end;
      if (!IsLetter(DecodeUtf8(token, next))) break;
      end = next;
    }
    return end;
  };
  size_t next = at;
  if (!IsUpper(DecodeUtf8(token, next)) || next >= token.size()) return false;
  bool abbreviation = false;  // tucTTHC
  if (size_t behind = next; !IsLower(DecodeUtf8(token, behind))) {
    const std::string_view run = token.substr(at, letters_end(at) - at);
    abbreviation = run.size() >= 3 &&
                   std::all_of(run.begin(), run.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    // The vowel may be read as a digit: khaiS6 for khaiSố.
    if (!abbreviation && std::string_view("0346").find(token[next]) == std::string_view::npos)
      return false;
  } else if (!MayBeWord(token.substr(at, letters_end(at) - at))) {
    return false;
  }
  // Back over one sign at most to the letters of the word before.
  size_t end = at;
  if (std::string_view(".])(:;,").find(token[end - 1]) != std::string_view::npos) --end;
  size_t begin = 0;
  for (size_t from = 0; from < end;) {  // where the last run of letters before `end` begins
    size_t behind = from;
    if (!IsLetter(DecodeUtf8(token, behind))) begin = behind;
    from = behind;
  }
  const std::string_view word = token.substr(begin, end - begin);
  if (!MayBeWord(word)) return false;
  if (end < at) return true;
  // Without a sign between them: two small letters before the capital, and no foreign name.
  int lower = 0;
  bool first_upper = false;
  for (size_t from = 0, n = 0; from < word.size(); ++n) {
    const char32_t c = DecodeUtf8(word, from);
    if (n == 0) first_upper = IsUpper(c);
    lower = IsLower(c) ? lower + 1 : 0;
  }
  if (abbreviation) return lower >= 3 && IsSyllable(Fold(word));
  return lower >= 2 && (!first_upper || IsSyllable(Fold(word)));
}

/// Whether syllables in capitals stand on both sides of a slash or hyphen: DOI/CAP in a head, where
/// elsewhere it would be a code.
bool JoinsSyllables(std::string_view core, size_t joint) {
  size_t begin = joint, end = joint + 1;
  const auto letter = [&](size_t at) { return core[at] >= 'A' && core[at] <= 'Z'; };
  while (begin > 0 && letter(begin - 1)) --begin;
  while (end < core.size() && letter(end)) ++end;
  return begin == 0 && end == core.size() && joint >= 2 && end - joint > 2 &&
         IsSyllable(Lower(core.substr(0, joint))) && IsSyllable(Lower(core.substr(joint + 1)));
}

}  // namespace

size_t FirstPart(std::string_view token, bool capitals) {
  for (size_t i = 2; i + 1 < token.size(); ++i) {
    const bool joint = (token[i] == '-' || token[i] == '/') && i + 2 < token.size();
    if (!joint && !RanInto(token, i)) continue;
    const TokenParts parts = SplitPunctuation(token);
    const std::string_view core = token.substr(parts.core_begin, parts.core_end - parts.core_begin);
    const bool head = joint && capitals && i >= parts.core_begin && i < parts.core_end &&
                      JoinsSyllables(core, i - parts.core_begin);
    if (!head && ProtectionOf(token, core, false) != Protection::kFree) return token.size();
    if (!joint) return i;
    if (token[i - 1] == token[i] || token[i + 1] == token[i]) return token.size();
    return i + 1;
  }
  return token.size();
}

}  // namespace planrec::normalize
