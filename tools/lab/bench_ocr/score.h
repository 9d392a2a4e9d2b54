// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was read against what stands there, line by line.
//
//   Score score;
//   for (const RefLine& line : page.lines) score.Add(line.text, TextInBox(read, line.box));
//   std::puts(score.Summary().c_str());
//
// A line's reading is the words whose middle lies in its box, from left to right; so the reader's
// own order of lines and its columns play no part. Edits are counted on code points after folding
// white space and ellipses (... is …). Pure values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/page.h"

namespace planrec::bench_ocr {

/// A line whose text is known: on page `page` (1-based) of a file, box in points of the upright
/// page.
struct RefLine {
  std::string file;
  int page = 1;
  Box box;
  std::string text;
};

/// The words of `lines` in `box`, joined by single spaces; of words in the same place the last.
std::string TextInBox(const std::vector<TextLine>& lines, const Box& box);

struct Share {
  int all = 0, wrong = 0;
};

/// The part of a page's text that is nearest to a line (fewest edits), cut at spaces: what a
/// program that gives text without places, in an order of its own, read for it.
std::string NearestPart(std::string_view page_text, std::string_view line);

class Score {
 public:
  void Add(std::string_view expected, std::string_view read);

  Share lines, words, characters;
  Share digits;  ///< words that hold a digit: numbers, dates, codes
  /// For each character Debian's model can't print: its occurrences, and those not read; and the
  /// lines that hold it, and those not wholly right.
  std::map<char32_t, Share> rare_characters, rare_lines;

  double CharacterError() const;  ///< edits a character
};

/// Whether each code point of `expected` is met by the same one of `read` in the cheapest
/// alignment; `edits` is its cost.
std::vector<bool> Matched(const std::u32string& expected, const std::u32string& read, int* edits);

}  // namespace planrec::bench_ocr
