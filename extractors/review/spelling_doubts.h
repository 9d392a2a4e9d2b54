// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recognised words that are spelt otherwise elsewhere: "Kiếm tra" where the document says "Kiểm
// tra" three times, "hạ tâng" where the genre says "hạ tầng". Recognition is often sure of a wrong
// mark; the same pair of syllables with other marks is the better witness.
//
//   const SpellingDoubts doubts(record);
//   if (doubts.Doubtful(text)) …        // some pair of the text is the rarer of two spellings
//
// Pairs of neighbouring syllables are compared by their letters without marks; a tone over another
// vowel of the same group ("hoà", "hòa") is the same spelling. Only text of recognised pages counts
// and is judged. Costs time linear in the text. Immutable once made; thread safe.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/core/record.h"

namespace planrec::extract {

class SpellingDoubts {
 public:
  explicit SpellingDoubts(const PlanRecord& record);

  bool Doubtful(std::string_view text) const;

 private:
  void Count(std::string_view text);

  /// Spellings of a pair of syllables, by its letters without marks, with how often each stands.
  std::map<std::string, std::map<std::string, int>, std::less<>> spellings_;
};

/// Lowers the confidence of the record's recognised values whose spelling is doubtful.
void DoubtSpellings(PlanRecord& record);

/// Pairs of syllables that plans are full of, each the only word with its letters.
std::span<const std::string_view> CommonPairs();

}  // namespace planrec::extract
