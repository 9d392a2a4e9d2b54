// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/language/near_words.h"

#include <algorithm>
#include <array>

#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr float kRarest = -12.5F;    ///< ln p of words that are looked at
constexpr size_t kLongest = 8;       ///< letters of a word
constexpr size_t kLongestSeen = 10;  ///< characters of a reading
constexpr float kOtherVowel = 2.4F;  ///< a vowel read for another vowel,
constexpr float kOtherLetter = 3.0F;
constexpr float kMissing = 2.6F;  ///< a letter that was not read, or read where none is,
constexpr float kSign = 1.2F;     ///< a sign read where no letter is,
constexpr float kSignFor = 2.0F;  ///< and one for a letter

}  // namespace

NearWords::Letter NearWords::LetterOf(char32_t c) {
  Letter letter;
  letter.letter = LowerLetter(c);
  letter.base = BaseLetter(letter.letter);
  letter.vowel = std::u32string_view(U"aeiouy").find(letter.base) != std::u32string_view::npos;
  letter.is_letter = IsLetter(c);
  return letter;
}

float NearWords::Substitution(const Letter& truth, const Letter& seen, float other_mark) {
  if (truth.letter == seen.letter) return 0;
  if (!seen.is_letter) return kSignFor;
  if (truth.base == seen.base) return other_mark;
  return truth.vowel && seen.vowel ? kOtherVowel : kOtherLetter;
}

NearWords::NearWords(const NgramModel& model) {
  for (size_t id = kNumberWord + 1U; id < model.size(); ++id) {
    const WordId word = static_cast<WordId>(id);
    if (model.UnigramLogProb(word) < kRarest) continue;
    const std::u32string text = ToUtf32(model.word(word));
    if (text.empty() || text.size() > kLongest) continue;
    Entry entry{word, static_cast<uint32_t>(letters_.size()), static_cast<uint8_t>(text.size())};
    bool vowel = false, letters = true;
    for (const char32_t c : text) {
      letters_.push_back(LetterOf(c));
      vowel = vowel || letters_.back().vowel;
      letters = letters && letters_.back().is_letter;
    }
    if (vowel && letters) {
      entries_.push_back(entry);
    } else {
      letters_.resize(entry.begin);
    }
  }
}

void NearWords::Find(std::u32string_view observed, const NearCosts& costs,
                     std::vector<NearWord>& out) const {
  out.clear();
  const size_t m = observed.size();
  if (m == 0 || m > kLongestSeen) return;
  std::array<Letter, kLongestSeen> seen;
  for (size_t j = 0; j < m; ++j) seen[j] = LetterOf(observed[j]);
  std::array<float, kLongestSeen + 1> row{}, next{};
  for (const Entry& entry : entries_) {
    if (entry.size > m + 2 || m > entry.size + 2U) continue;
    row[0] = costs.other;
    for (size_t j = 0; j < m; ++j) row[j + 1] = row[j] + (seen[j].is_letter ? kMissing : kSign);
    bool near = true;
    for (size_t i = 0; i < entry.size && near; ++i) {
      const Letter& truth = letters_[entry.begin + i];
      next[0] = row[0] + kMissing;
      float least = next[0];
      for (size_t j = 0; j < m; ++j) {
        const float read = next[j] + (seen[j].is_letter ? kMissing : kSign);
        next[j + 1] = std::min(
            {row[j] + Substitution(truth, seen[j], costs.other_mark), row[j + 1] + kMissing, read});
        least = std::min(least, next[j + 1]);
      }
      std::swap(row, next);
      near = least <= costs.most;
    }
    if (near && row[m] <= costs.most) out.push_back({entry.word, row[m]});
  }
}

}  // namespace planrec::normalize
