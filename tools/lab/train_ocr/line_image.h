// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line of text as the recogniser will be shown it: typeset, printed with thin or thick ink among
// its neighbours, scanned, brought to the work resolution, cropped as Tesseract crops a row.
//
//   LineLook look = DrawLook(kTrainingFonts, random);
//   Result<std::string> png = LineImage("Số: 12/KH-UBND", look, random);
//
// Sizes in points on paper, pixels of the work image. Uses Pango's and Fontconfig's caches: one
// thread. kOutOfMemory where an image can't be made.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/lab/samples/degrade.h"
#include "tools/lab/samples/random.h"

namespace planrec::train_ocr {

struct Font {
  int weight;
  const char* family;
};
/// Trained on, the genre's own faces first; kHeldOutFonts are for evaluation alone.
extern const std::vector<Font> kTrainingFonts;
extern const std::vector<Font> kHeldOutFonts;

struct LineLook {
  std::string family;
  bool bold = false, italic = false;
  double size_pt = 13;
  double letter_spacing_pt = 0;
  double word_spacing_pt = 0;  ///< justified lines have wider spaces
  double ink_pt = 0;           ///< outline added to the strokes; negative: strokes thinned
  double line_gap_pt = 0;      ///< between this line and its neighbours; negative: none drawn
  samples::Scan scan;
  int jpeg_quality = 0;  ///< 0: not compressed
  bool seal = false;     ///< strokes of a seal cross the line
  bool erased_rule = false;
  bool tight = false;    ///< cropped to the ink
  bool own_ink = false;  ///< cut out of its page: no neighbours, white around the ink
  int ink_below = 0;     ///< … where darker levels are ink
};

constexpr double kCoarseShare = 0.12;
/// `coarse`: the share of lines scanned at 90 to 130 dpi.
LineLook DrawLook(const std::vector<Font>& fonts, samples::Random& random,
                  double coarse = kCoarseShare);

/// PNG bytes, 8 bit grey.
Result<std::string> LineImage(const std::string& text, const LineLook& look,
                              samples::Random& random);

}  // namespace planrec::train_ocr
