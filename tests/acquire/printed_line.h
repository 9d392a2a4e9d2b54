// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line of ink, drawn piece by piece, for the tests of what sets a reading right by its ink.
// Small letters are 16 px high, capitals 24; they stand on the baseline 60.
//
//   PrintedLine().Letters(20, 12).Points(238, 1).Mended(MendEllipses, {Word("gian", 20, 234)})
#pragma once

#include <leptonica/allheaders.h>

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/text_lines.h"

namespace planrec::acquire {

class PrintedLine {
 public:
  static constexpr int kLetter = 16, kBaseline = 60;

  PrintedLine() : page_(Raster::Take(pixCreate(1000, 120, 1))) {}

  PrintedLine& Box(int x, int y, int width, int height) {
    pixRasterop(page_.get(), x, y, width, height, PIX_SET, nullptr, 0, 0);
    return *this;
  }
  PrintedLine& Stroke(int x0, int y0, int x1, int y1, int width) {
    pixRenderLine(page_.get(), x0, y0, x1, y1, width, L_SET_PIXELS);
    return *this;
  }
  /// 14 px wide, 4 px apart.
  PrintedLine& Letters(int x, int count) {
    for (int i = 0; i < count; ++i) Box(x + 18 * i, kBaseline - kLetter, 14, kLetter);
    return *this;
  }
  PrintedLine& Points(int x, int count, int step = 9) {
    for (int i = 0; i < count; ++i) Box(x + step * i, kBaseline - 4, 4, 4);
    return *this;
  }

  /// The words behind `mend`, joined by spaces.
  std::string Mended(void (*mend)(const PageInk&, const InkLine&, ReadLine&),
                     const std::vector<ReadWord>& words) const {
    const PageInk ink(page_);
    const std::vector<InkLine> lines = SplitLines(ink, {{{0, 0, 1000, 120}, false}}, kLetter);
    if (lines.size() != 1) return "lines: " + std::to_string(lines.size());
    ReadLine read;
    read.words = words;
    mend(ink, lines[0], read);
    std::string text;
    for (const ReadWord& word : read.words) text += (text.empty() ? "" : " ") + word.text;
    return text;
  }

 private:
  Raster page_;
};

/// A word as it was read, as high as capitals are.
inline ReadWord Word(const std::string& text, int x0, int x1, double confidence = 0.9) {
  return {text, {x0, PrintedLine::kBaseline - 24, x1, PrintedLine::kBaseline}, confidence};
}

}  // namespace planrec::acquire
