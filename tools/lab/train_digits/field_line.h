// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fields of invented letterheads to train the digit network on: a number, a day or a month with
// what is printed around it, written by a pen, stamped, typed in or printed, on scans of all kinds.
//
//   const FieldLine line = MakeFieldLine(shapes, random);   // line.strip, line.labels
//
// Every line depends on the generator alone. Uses Cairo's fonts: one thread.
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/strip.h"
#include "tools/lab/samples/random.h"
#include "tools/lab/train_digits/digit_shapes.h"

namespace planrec::train_digits {

struct FieldLine {
  acquire::Strip strip;
  std::vector<int> labels;  ///< outputs of digit_layers.h, left to right
  std::string text;         ///< the same as characters
};

FieldLine MakeFieldLine(const DigitShapes& shapes, samples::Random& random);

}  // namespace planrec::train_digits
