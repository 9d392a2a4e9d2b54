// SPDX-License-Identifier: GPL-3.0-or-later
//
// Page images read as `planrec run` reads them: our own recognition line by line, normalised, each
// word with its confidence. Not thread safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "normalizers/repair/repair_decoder.h"

struct Pix;

namespace planrec::train {

struct SeenLine {
  std::string text;
  normalize::LineConfidences confidences;  ///< of its words; empty where the engine tells none
};

class OwnReader {
 public:
  OwnReader();
  ~OwnReader();
  /// False where a model is missing (printed).
  bool ready() const { return recogniser_ != nullptr; }
  /// Takes the image; its resolution is what it says. Empty where it can't be read.
  std::vector<SeenLine> Read(Pix* pix);

 private:
  struct Parts;
  std::unique_ptr<Parts> recogniser_;
};

}  // namespace planrec::train
