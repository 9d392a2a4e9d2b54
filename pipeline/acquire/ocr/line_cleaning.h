// SPDX-License-Identifier: GPL-3.0-or-later
//
// What recognition gives, put in order: lines that run over a column's gap are split, what specks,
// seals and pens were read as is dropped, look-alike characters that Vietnamese print does not have
// are set right, boxes that cover the words behind them are cut.
//
//   std::vector<ReadLine> clean = CleanLines(engine.Read(box, layout), letter_px, &dropped);
//
// Dropped is only what has both low confidence and no shape of a word; `dropped` counts such words,
// so that the page can say so. Pure; thread safe.
#pragma once

#include <vector>

#include "pipeline/acquire/ocr/engine.h"

namespace planrec::acquire {

std::vector<ReadLine> CleanLines(std::vector<ReadLine> lines, double letter_px, int* dropped);

}  // namespace planrec::acquire
