// SPDX-License-Identifier: GPL-3.0-or-later
//
// Known words written somewhat like a reading, whatever a channel learned: where an engine doubts a
// word, anything may have happened to a letter or two, and the words around say which word it was.
//
//   const NearWords near(model);
//   near.Find(U"độc", {3.2F, 1.5F, 8.7F}, found);  // đặc, đọc, học …
//
// Immutable after construction; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "normalizers/language/ngram_model.h"

namespace planrec::normalize {

struct NearWord {
  WordId word = kUnknownWord;
  float cost = 0;  ///< in nats, on the scale of a channel's
};

/// What it costs to be another word at all, and for each letter of it that has another mark; words
/// above `most` are not found.
struct NearCosts {
  float other = 0, other_mark = 0, most = 0;
};

class NearWords {
 public:
  explicit NearWords(const NgramModel& model);
  /// In the order of their ids. `observed` may have other characters than letters.
  void Find(std::u32string_view observed, const NearCosts& costs, std::vector<NearWord>& out) const;

 private:
  struct Letter {
    char32_t letter = 0, base = 0;
    bool vowel = false, is_letter = false;
  };
  static Letter LetterOf(char32_t c);
  static float Substitution(const Letter& truth, const Letter& seen, float other_mark);
  struct Entry {
    WordId word = kUnknownWord;
    uint32_t begin = 0;  ///< of its letters
    uint8_t size = 0;
  };
  std::vector<Entry> entries_;
  std::vector<Letter> letters_;
};

}  // namespace planrec::normalize
