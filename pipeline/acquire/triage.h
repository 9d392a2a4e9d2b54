// SPDX-License-Identifier: GPL-3.0-or-later
//
// The decision "trust the text layer, repair it, or recognise" as one pure function.
//
//   LayerEvidence evidence;
//   CountText(layer_text, evidence);               // letters, marks, legacy codes
//   evidence.has_image = …;                        // what else the page holds
//   Triage t = Decide(evidence, OcrMode::kAuto);   // t.reason: "layer:marks 0.29"
//
// The measure is the share of letters that carry Vietnamese marks: good text has 0.25–0.33, layers
// of a foreign OCR 0.00–0.04, legacy encodings read as Latin-1 0.08–0.14 (measured on real files).
// Pure; thread safe.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/acquire/source_reader.h"

namespace planrec::acquire {

/// What one PDF page's own text and images look like. Counts are of the page's visible text layer
/// (invisible text included: that is how OCR layers are stored).
struct LayerEvidence {
  int characters = 0;         ///< white space not counted
  int letters = 0;            ///< of them letters
  double marked_share = 0;    ///< share of the letters with Vietnamese marks, 0..1
  int tcvn3_codes = 0;        ///< characters that are TCVN3 (ABC) letters read as Latin-1
  int vni_codes = 0;          ///< characters that are VNI letters read as Latin-1
  int unmapped = 0;           ///< characters without a usable Unicode value
  int invisible = 0;          ///< characters drawn in render mode 3 or under an image
  int stamp_characters = 0;   ///< characters that stand in annotations (signature stamps)
  double image_coverage = 0;  ///< share of the page under images, 0..1
  bool has_image = false;     ///< an image worth recognising (not a logo or a stamp)
  bool has_drawing = false;   ///< anything drawn: paths or images
};

/// Fills characters, letters, marked_share, tcvn3_codes, vni_codes and unmapped (U+FFFD, control
/// and private-use characters) from the layer's text; leaves the other fields alone.
void CountText(std::string_view text, LayerEvidence& evidence);

enum class PageChoice {
  kTrustLayer,
  kRecognise,
  kRepairLayer,  ///< damaged layer and no image to read instead: kept, and said so
  kBlank,
};

struct Triage {
  PageChoice choice = PageChoice::kBlank;
  std::string reason;
};

Triage Decide(const LayerEvidence& evidence, OcrMode mode);

}  // namespace planrec::acquire
