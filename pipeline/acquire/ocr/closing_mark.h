// SPDX-License-Identifier: GPL-3.0-or-later
//
// The mark `./.` behind the last sentence of an administrative document, set right by its ink.
// Models read of it a point, a stroke, or both.
//
//   engine.Read(…);                     // the line, boxes moved to the work image
//   MendClosingMark(ink, line, read);
//
// Pixels of the work image. Not thread safe (Leptonica).
#pragma once

#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/text_lines.h"

namespace planrec::acquire {

/// Where the line's ink ends in a point, a stroke that leans right, and a point, the reading ends
/// in `./.`; otherwise it stays.
void MendClosingMark(const PageInk& ink, const InkLine& line, ReadLine& read);

}  // namespace planrec::acquire
