// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fields of the letterhead that are filled into print: the number behind "Số:", the day and the
// month of "…, ngày … tháng … năm 2024", by a pen, a stamp or a machine. The engine's model reads
// such digits badly and does not know it; they are read by the digit network, and what is printed
// around them is read again without them.
//
//   for (const HeadField& field : ReadHeadFields(scene, lines)) …   // `lines` are set right
//
// A field's word gets the probability of its digits as its confidence, made so that the record
// states it at 0.9 where 98 of 100 are right. Not thread safe (the engine).
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/digit_reading.h"
#include "pipeline/acquire/ocr/head_anchors.h"
#include "pipeline/acquire/ocr/page_view.h"
#include "pipeline/core/witness.h"

namespace planrec::acquire {

struct HeadScene {
  const WorkImage& work;
  const PageInk& ink;
  const PageView& view;
  const DigitNetwork& network;
  Recogniser::Engine& engine;
  Recogniser::Engine* second_engine = nullptr;  ///< another model, asked where the first fails
};

/// A word of a field that is less sure than this was guessed at, not read.
inline constexpr double kHandwritten = 0.32;

struct HeadField {
  DigitField kind = DigitField::kNumber;
  std::string line;                        ///< as it was read before
  std::vector<DigitCandidate> candidates;  ///< best first; empty: nothing is written there
  bool printed = false;                    ///< print that the engine read itself, or nothing
  std::string value = {};                  ///< what its line says now; empty: nothing was put there
  PixelBox box = {};                       ///< where
  DigitCandidate engine = {};              ///< what the engine read there; empty: no digits
};

/// "the number in “Số: 359 /KH-SYT” is written by hand: 359 (0.97), 354 (0.02)"
std::string Told(const HeadField& field);

/// What its readers made of it, as a page carries it; `box` in points.
WordReadings ReadingsOf(const HeadField& field, const Box& box);

std::vector<HeadField> ReadHeadFields(const HeadScene& scene, std::vector<InkReading>& lines);

}  // namespace planrec::acquire
