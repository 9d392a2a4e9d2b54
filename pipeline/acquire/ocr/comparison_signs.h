// SPDX-License-Identifier: GPL-3.0-or-later
//
// `<`, `>`, `≤` and `≥` of a line, set right by its ink. Models confuse them: Debian's knows no `≤`
// and reads `<`, one trained on `≤` reads it for every `<`; "< 5 %" and "≤ 5 %" are other targets.
//
//   engine.Read(…);                     // the line, boxes moved to the work image
//   MendComparisons(ink, line, read);
//
// The wedges of the line's ink are paired with the signs that were read, left to right: a wedge
// says which way the sign points, ink below it whether it has a bar. Where their numbers differ all
// stay as read. Pixels of the work image. Not thread safe (Leptonica).
#pragma once

#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/text_lines.h"

namespace planrec::acquire {

void MendComparisons(const PageInk& ink, const InkLine& line, ReadLine& read);

}  // namespace planrec::acquire
