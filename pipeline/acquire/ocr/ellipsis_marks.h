// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ellipses of a line, set right by its ink: three points in a row on the baseline, which the
// engine's model reads as one point, as an ellipsis and a point, or not at all.
//
//   engine.Read(…);                     // the line, boxes moved to the work image
//   MendEllipses(ink, line, read);
//
// Pixels of the work image. Longer rows are fields to fill in and stay as read, as does what the
// ink does not show clearly. Not thread safe (Leptonica).
#pragma once

#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/text_lines.h"

namespace planrec::acquire {

/// Where the ink shows exactly three points in a row, an ellipsis is in the reading, once.
void MendEllipses(const PageInk& ink, const InkLine& line, ReadLine& read);

}  // namespace planrec::acquire
