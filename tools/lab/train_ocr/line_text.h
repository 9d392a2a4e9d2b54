// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the training lines say: pieces of running text, list items, table cells, and patterns of the
// genre (codes, dates, percents, money, Roman numerals) filled at random, with the characters that
// Debian's model lacks often enough to be learnt.
//
//   LineTexts texts(corpus, characters, TextPart::kTraining);
//   std::string line = texts.Next(random);          // NFC, single spaces, only known characters
//
// One line of the corpus in twenty (by its own hash) is never trained on; kHeldOut gives those.
// Holds the corpus; Next is const and depends on nothing but `random`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/lab/samples/random.h"

namespace planrec::train_ocr {

enum class TextPart { kTraining, kHeldOut };

/// One pattern of the genre. In `text`: {n} a number up to 4 digits, {N} one with thousands'
/// points, {p} a decimal, {d} a day, {m} a month, {y} a year, {r} a Roman numeral, {l} a list's
/// letter, {c} an office's code, {u} a unit, {1} one word, {2} two or three, {9} five to nine words
/// of the corpus.
struct Pattern {
  int weight;
  std::string_view text;
};
const std::vector<Pattern>& Patterns();
/// The patterns that carry a character Debian's model can't print.
const std::vector<Pattern>& RareCharacterPatterns();

/// The characters added to Debian's set.
const std::u32string& AddedCharacters();

/// What is to be read where `text` stands in print, however it was typed. Three points are one …:
/// typed as three they are a third narrower, which no reader tells in a line of unknown size; a row
/// of any other length is points. Two single quotes are a double one, º behind a digit is °.
std::string AsPrinted(std::string_view text);
/// Whether a row of so many points or more, and not of three, stands in `text`.
bool HasRowOfPoints(std::string_view text, size_t least);

class LineTexts {
 public:
  /// `characters`: every character that a line may hold, besides the space.
  LineTexts(std::string corpus, std::u32string characters, TextPart part);
  /// `rare`: the share of lines made to hold an added character; `with`: one of these, empty for
  /// any.
  std::string Next(samples::Random& random, double rare = kRareShare,
                   std::u32string_view with = {}) const;
  /// A line that holds `c`, one of the added characters; empty where none was found.
  std::string NextWith(char32_t c, samples::Random& random) const;
  bool empty() const { return lines_.empty(); }
  static constexpr double kRareShare = 0.18;

 private:
  std::string Piece(samples::Random& random, int least, int most) const;
  std::string Around(samples::Random& random) const;
  std::string Fill(std::string_view pattern, samples::Random& random) const;
  bool Known(std::string_view text) const;
  bool Fits(std::string_view text) const;

  std::string corpus_;
  std::u32string characters_;            ///< sorted
  std::vector<std::string_view> lines_;  ///< of this part
  /// For each added character, the lines that hold it and where.
  struct Place {
    uint32_t line, offset;
  };
  std::vector<std::vector<Place>> places_;
};

}  // namespace planrec::train_ocr
