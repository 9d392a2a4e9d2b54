// SPDX-License-Identifier: GPL-3.0-or-later
//
// Markup inside a paragraph of a text source: Markdown emphasis, escapes and links, the HTML tags
// that converters leave, and HTML entities. What a sign means is decided by its neighbours, so that
// a printed "* Ghi chú:" or "(*)" stays and "*12*" becomes an italic "12".
//
//   std::vector<StyledLine> lines = ParseInline({"Số: *12* /KH-UBND"});
//
// After CommonMark 0.30, section 6.2 (delimiter runs), with one narrowing: a single sign next to a
// letter or digit on both sides is text. Pure functions; thread safe. Never fails: what is no
// markup is text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace planrec::acquire {

/// A stretch of text in one style.
struct StyledRun {
  std::string text;
  bool bold = false, italic = false;
};

struct StyledLine {
  std::vector<StyledRun> runs;
  size_t source = 0;  ///< index of the line it came from; <br> gives several lines with one index
};

/// Parses the lines of one paragraph; emphasis may run over its line ends.
std::vector<StyledLine> ParseInline(const std::vector<std::string_view>& lines);

/// One table cell: its text with single spaces, <br> as a line end, and whether all of it is bold.
struct StyledCell {
  std::string text;
  bool bold = false;
};
StyledCell ParseCell(std::string_view cell);

/// White space of any width, control characters included.
bool IsBlank(char32_t c);

}  // namespace planrec::acquire
