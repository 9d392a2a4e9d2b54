// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/spelled_out.h"

#include <algorithm>

#include "normalizers/language/lm_tokens.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr size_t kShortest = 3, kLongest = 8;
constexpr size_t kShortestInCode = 4;
constexpr size_t kSure = 5;            ///< letters from which one phrase is enough …
constexpr size_t kPhrasesOfShort = 2;  ///< … and how many shorter ones need
constexpr char32_t kEnd = ' ';

bool IsCapitals(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string_view CoreOf(std::string_view token) {
  const TokenParts parts = SplitPunctuation(token);
  return token.substr(parts.core_begin, parts.core_end - parts.core_begin);
}

/// Whether the letter may begin a word that begins with `initial`.
bool Fits(char capital, char32_t initial) {
  return BaseLetter(initial) == static_cast<char32_t>(capital - 'A' + 'a');
}

}  // namespace

void SpelledOut::End() {
  if (!initials_.empty() && initials_.back() != kEnd) initials_.push_back(kEnd);
}

void SpelledOut::Add(std::string_view token) {
  const TokenParts parts = SplitPunctuation(token);
  const std::string_view core = CoreOf(token);
  const bool brackets = token.substr(0, parts.core_begin).find('(') != std::string_view::npos;
  if (brackets && core.size() >= kShortest && core.size() <= kLongest && IsCapitals(core)) {
    explained_.push_back({std::string(core), initials_.size()});
  }
  if (parts.core_begin > 0) End();
  size_t at = 0;
  const char32_t first = core.empty() ? U' ' : DecodeUtf8(core, at);
  if (!IsLetter(first)) {
    End();
    return;
  }
  // An abbreviation is no word of a phrase.
  const bool word =
      core.size() == at || CountCodePoints(core) == 1 || !IsCapitals(core) || core.size() == 2;
  initials_.push_back(word ? LowerLetter(first) : U'#');
  if (parts.core_end < token.size()) End();
}

std::optional<std::string> SpelledOut::MendPart(std::string_view part, size_t least) const {
  const size_t n = part.size();
  if (n < least || n > kLongest || !IsCapitals(part) || part.find('D') == std::string_view::npos) {
    return std::nullopt;
  }
  const auto spells = [&](size_t begin) {
    for (size_t i = 0; i < n; ++i) {
      if (!Fits(part[i], initials_[begin + i])) return false;
    }
    return true;
  };
  std::u32string_view found;
  size_t phrases = 0;
  bool explained = false;
  for (size_t begin = 0; begin + n <= initials_.size(); ++begin) {
    if (!spells(begin)) continue;
    const std::u32string_view here = std::u32string_view(initials_).substr(begin, n);
    const auto same_strokes = [&](std::u32string_view a, std::u32string_view b) {
      for (size_t i = 0; i < n; ++i) {
        if (part[i] == 'D' && (a[i] == U'đ') != (b[i] == U'đ')) return false;
      }
      return true;
    };
    const bool names = std::any_of(explained_.begin(), explained_.end(), [&](const Explained& e) {
      return e.end == begin + n && e.capitals == part;
    });
    if (phrases > 0 && !same_strokes(here, found)) {
      // What stands before "(CTDT)" says what it means; else the document does not know.
      if (explained && !names) continue;
      if (!names) return std::nullopt;
    }
    if (names || !explained) found = here;
    explained = explained || names;
    ++phrases;
  }
  if (phrases == 0 || (n < kSure && !explained && phrases < kPhrasesOfShort)) return std::nullopt;
  std::string mended;
  for (size_t i = 0; i < n; ++i) {
    if (part[i] == 'D' && found[i] == U'đ') {
      mended += "Đ";
    } else {
      mended += part[i];
    }
  }
  if (mended == part || (!explained && usual_(Lower(part), Lower(mended)))) return std::nullopt;
  return mended;
}

std::optional<std::string> SpelledOut::Mend(std::string_view token) const {
  const TokenParts parts = SplitPunctuation(token);
  const std::string_view core = CoreOf(token);
  std::string out(token.substr(0, parts.core_begin));
  const bool code = core.find_first_of("/-") != std::string_view::npos;
  bool changed = false;
  for (size_t begin = 0; begin <= core.size();) {
    const size_t end = std::min(core.find_first_of("/-", begin), core.size());
    const std::string_view part = core.substr(begin, end - begin);
    const std::optional<std::string> mended = MendPart(part, code ? kShortestInCode : kShortest);
    changed = changed || mended;
    out += mended.value_or(std::string(part));
    if (end < core.size()) out += core[end];
    begin = end + 1;
  }
  if (!changed) return std::nullopt;
  return out + std::string(token.substr(parts.core_end));
}

}  // namespace planrec::normalize
