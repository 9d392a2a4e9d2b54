// SPDX-License-Identifier: GPL-3.0-or-later
//
// List signs and Roman numerals of a line, set right by its ink. The engine's model reads words; of
// a lone dash or of the strokes of "III." it has little to go by, and the ink shows both plainly.
//
//   engine.Read(…);                     // the line, boxes moved to the work image
//   DropInkless(ink, line, read);
//   DropUnseenDots(ink, line, read);
//   MendListSign(ink, line, read);
//   MendNumerals(ink, line, read);
//
// Pixels of the work image. What the ink does not show clearly stays as it was read. Not thread
// safe (Leptonica).
#pragma once

#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/text_lines.h"

namespace planrec::acquire {

/// Takes out signs that were read where the line has no ink: models put one into a wide gap.
void DropInkless(const PageInk& ink, const InkLine& line, ReadLine& read);

/// Makes `y` of each `ỵ` of a word that has no dot below its baseline.
void DropUnseenDots(const PageInk& ink, const InkLine& line, ReadLine& read);

/// Sets the list's dash at the line's beginning right: one that the ink shows and the engine did
/// not read is put in, one that it read out of a speck goes.
void MendListSign(const PageInk& ink, const InkLine& line, ReadLine& read);

/// Counts the strokes of Roman numerals ("IL.", "II." for "III.") at the line's beginning, behind
/// "quý" ("Quý 1/2025" where an I stands), and elsewhere where one was read: upright stems with
/// nothing between them are I; letters of other shape are as read.
void MendNumerals(const PageInk& ink, const InkLine& line, ReadLine& read);

}  // namespace planrec::acquire
