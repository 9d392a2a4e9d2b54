// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a repair did to each word of a gold text, by class of damage. Words are aligned line by line
// (order kept, least cost on base letters); a word is right where it is the same letter for letter,
// marks, case and punctuation included, but for where the tone mark stands (hoà, hòa).
//
//   Tally tally;
//   tally.AddLine(gold, raw, repaired);
//   std::fputs(tally.Table().c_str(), stdout);
//
// One thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::bench_repair {

enum class WordClass {
  kRight,         ///< right before
  kDigits,        ///< numbers, dates, codes
  kAbbreviation,  ///< capitals only, amid others
  kSegmentation,  ///< joined with its neighbour, or cut, or not read at all
  kName,          ///< in title case inside a line
  kMarks,         ///< base letters right
  kBase,          ///< another base letter
};
inline constexpr size_t kWordClasses = 7;

/// "right before", "digits and codes", …
std::string_view NameOf(WordClass word_class);

/// The class of a word, given what was read for it (empty where nothing was) and whether it opens
/// its line and whether its line is set in capitals.
WordClass ClassOf(std::string_view gold, std::string_view raw, bool first, bool capitals);

/// Pairs (i, j) of words that stand for each other, in order.
std::vector<std::array<size_t, 2>> AlignWords(const std::vector<std::string>& a,
                                              const std::vector<std::string>& b);

struct ClassCount {
  int words = 0, right_before = 0, right_after = 0;
};

class Tally {
 public:
  void AddLine(std::string_view gold, std::string_view raw, std::string_view repaired);

  const ClassCount& of(WordClass word_class) const {
    return counts_[static_cast<size_t>(word_class)];
  }
  ClassCount all() const;
  int harmed() const { return harmed_; }
  /// Words with digits that were right and are not any more.
  int digits_harmed() const { return digits_harmed_; }
  /// "gold <- raw -> repaired" of the words harmed, at most 1,000.
  const std::vector<std::string>& harm() const { return harm_; }
  std::string Table() const;

 private:
  std::array<ClassCount, kWordClasses> counts_{};
  int harmed_ = 0, digits_harmed_ = 0;
  std::vector<std::string> harm_;
};

}  // namespace planrec::bench_repair
