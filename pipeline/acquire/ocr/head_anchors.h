// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a letterhead that are filled in, found by what is printed on them, whatever the
// reader made of the ink in the gaps: "Số: … /KH-UBND" and "…, ngày … tháng … năm 2024".
//
//   const std::optional<DateAnchor> date = FindDate(lines, page);
//   const std::optional<NumberAnchor> number = FindNumber(lines, page, date);
//
// Pixels of the work image. Pure functions; thread safe.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/text_lines.h"

namespace planrec::acquire {

/// A line of ink and what was read of it, columns still in one.
struct InkReading {
  InkLine line;
  std::vector<ReadLine> read;
};

struct HeadPage {
  int width = 0, height = 0;
  double letter_px = 0;
};

/// Words [first, last) of lines[line].read[read]: one column's part.
struct HeadWords {
  size_t line = 0, read = 0, first = 0, last = 0;
};

/// The words that are printed, as far as the reader knew them: "ngày" may be glued to digits.
struct DateAnchor {
  HeadWords words;
  std::optional<size_t> day_word;
  size_t month_word = 0, year_word = 0;
};

/// `word`: "Số:" was read, `alone` so that nothing is glued to it. `slash`: the word that begins
/// with the slash before the symbol.
struct NumberAnchor {
  HeadWords words;
  bool word = false, alone = false;
  std::optional<size_t> slash;
};

std::optional<DateAnchor> FindDate(const std::vector<InkReading>& lines, const HeadPage& page);

/// The line left of the date's, or one that says what it is.
std::optional<NumberAnchor> FindNumber(const std::vector<InkReading>& lines, const HeadPage& page,
                                       const std::optional<DateAnchor>& date);

}  // namespace planrec::acquire
