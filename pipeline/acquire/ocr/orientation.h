// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which way up a page image is, by evidence that never turns an upright page.
//
//   int turn = FindTurn(work, engine);      // clockwise degrees that make it upright
//   if (turn != 0) TurnWorkImage(work, turn);
//
// Lines of text decide between upright and sideways: rows of letters alternate with white rows,
// columns of letters do not. Up or down is asked of letters (ascenders against descenders,
// Bloomberg's pixUpDownDetect); wherever that is not plainly upright, a strip of lines is read both
// ways and the page is turned only where the turned reading is good and clearly the better one.
// (Tesseract's OSD was measured to claim 180° on upright pages and is not used.)
#pragma once

#include "pipeline/acquire/image/prepare.h"
#include "pipeline/acquire/ocr/engine.h"

namespace planrec::acquire {

/// How strongly lines of text run along the rows rather than along the columns: > 1 rows, < 1
/// columns, 1 = nothing to see. Straight rules do not count.
double RowEvidence(const Raster& binary, int dpi);

/// 0, 90, 180 or 270. Uses the engine (its image is replaced) only where letters leave a doubt.
int FindTurn(const WorkImage& work, Recogniser::Engine& engine);

}  // namespace planrec::acquire
