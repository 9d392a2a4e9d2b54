// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text that knows where each of its bytes stands. Grammars match on `text` (a whole paragraph or
// cell, its lines joined) and turn a match back into a place and a confidence:
//
//   PlacedText text = JoinLines(lines);
//   Where where = text.Locate(match.begin, match.end);
//   double sure = text.Confidence(match.begin, match.end);
//
// Plain values; const access is thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/geometry.h"
#include "pipeline/core/page.h"
#include "pipeline/core/where.h"

namespace planrec {

/// Joins two places for an object made of both: the box grows where both stand on one page, else
/// the first place is kept.
Where Join(const Where& a, const Where& b);

struct PlacedText {
  /// Bytes [begin, end) of `text` come from one token (or one line of a text source).
  struct Piece {
    uint32_t begin = 0, end = 0;
    int page = 0;
    int line = 0;
    Box box;
    float confidence = 1.0F;
    bool bold = false, italic = false;
  };

  std::string text;           ///< NFC, single spaces, edits applied
  std::vector<Piece> pieces;  ///< sorted, not overlapping; spaces between words belong to none

  bool empty() const { return text.empty(); }

  /// The place of bytes [begin, end): the union of its pieces on the page where it starts.
  Where Locate(size_t begin, size_t end) const;
  Where Locate() const { return Locate(0, text.size()); }
  /// Least confidence of the pieces under [begin, end); 1 when there is none.
  double Confidence(size_t begin, size_t end) const;
  double Confidence() const { return Confidence(0, text.size()); }
  /// Share of the letters' bytes that stand in bold pieces, 0..1.
  double BoldShare() const;

  /// Bytes [begin, end) as a text of its own, outer white space trimmed.
  PlacedText Slice(size_t begin, size_t end) const;
  /// Appends the next line (or part of it): with a space between, or none where a code or a span of
  /// years was broken behind its hyphen or slash ("108/2020/NĐ-" + "CP"; Vietnamese words are not
  /// hyphenated).
  void Append(const PlacedText& other);

  /// A text without a place, for tests.
  static PlacedText Plain(std::string text);
};

/// A line with its edits applied, pieces from its tokens (or the whole line for a text source).
/// White space inside is single; leading and trailing white space is gone.
PlacedText Place(const TextLine& line, int page_number);

}  // namespace planrec
