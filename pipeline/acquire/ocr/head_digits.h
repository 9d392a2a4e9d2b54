// SPDX-License-Identifier: GPL-3.0-or-later
//
// The digits that are filled into a letterhead's lines: windows around the gaps that the print
// leaves, read by the digit network. Used by head_fields.cc alone.
//
//   const NumberReading number = ReadNumber(scene, lines[anchor.words.line], anchor);
//
// Windows are never cut at the reader's boxes: where a pen goes over print, these are anywhere.
// Pixels of the work image. Not thread safe (Leptonica).
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/digit_reading.h"
#include "pipeline/acquire/ocr/head_anchors.h"
#include "pipeline/acquire/ocr/head_fields.h"

namespace planrec::acquire {

/// Height of a line's printed capitals and where they stand.
struct PrintSize {
  double capital = 0, baseline = 0;
};

/// A field's digits and where they stand.
struct FoundDigits {
  std::vector<DigitCandidate> candidates;  ///< best first
  double x0 = 0, x1 = 0;                   ///< their ink, about; 0 where they could not be placed
  double slash = 0;                        ///< where the slash behind them stands; 0: not seen
  PrintSize size;

  bool empty() const { return candidates.empty() || candidates.front().text.empty(); }
  const DigitCandidate& best() const { return candidates.front(); }
};

FoundDigits ReadNumber(const HeadScene& scene, const InkReading& line, const NumberAnchor& anchor);
FoundDigits ReadDay(const HeadScene& scene, const InkReading& line, const DateAnchor& anchor);
FoundDigits ReadMonth(const HeadScene& scene, const InkReading& line, const DateAnchor& anchor);

}  // namespace planrec::acquire
