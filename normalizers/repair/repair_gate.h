// SPDX-License-Identifier: GPL-3.0-or-later
//
// Before anything is repaired: what kind of text is this? Sound Vietnamese must leave untouched,
// byte for byte; other languages and codes are none of repair's business. Pure functions; thread
// safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::normalize {

enum class TextClass {
  kSound,    ///< Vietnamese with its marks
  kDamaged,  ///< Vietnamese whose marks an OCR or a conversion destroyed
  kForeign,  ///< another language
  kUnclear,  ///< too little to tell
};

/// Counts over words of letters; add the blocks of a page to judge the page.
struct TextEvidence {
  int words = 0;  ///< words with a letter
  int strong =
      0;  ///< words with a letter that no English OCR prints (đ ă ơ ư, hook, dot, stacked marks)
  int english = 0;     ///< frequent English words that are no Vietnamese syllables without marks
  int vietnamese = 0;  ///< frequent Vietnamese syllables, marks aside
  int shaped = 0;      ///< words that have the shape of a Vietnamese syllable, marks aside
  double letters = 0, marked = 0;

  void Add(std::string_view text);
};

TextClass Classify(const TextEvidence& evidence);

/// Nothing but syllables of Vietnamese, five at least, and none with a mark.
bool LacksMarks(const TextEvidence& evidence);

/// The class of each block; a block too short to tell takes the whole text's.
std::vector<TextClass> ClassifyBlocks(const std::vector<std::string>& blocks);

/// Which lines of a paragraph lost their marks while others of it have them; a line of a few
/// syllables goes with the next. All false where no line has any.
std::vector<bool> LinesWithoutMarks(const std::vector<std::string>& lines);

/// Paragraphs (indices of `lines`), cut where lines without marks and lines with them meet.
std::vector<std::vector<size_t>> CutWhereMarksChange(
    const std::vector<std::string>& lines, const std::vector<std::vector<size_t>>& paragraphs);

}  // namespace planrec::normalize
