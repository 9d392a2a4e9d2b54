// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/triage.h"

namespace planrec::acquire {

Triage Decide(const LayerEvidence& evidence, OcrMode mode) {
  if (mode == OcrMode::kAlways) return {PageChoice::kRecognise, "option:always"};
  if (evidence.characters > 0) return {PageChoice::kTrustLayer, "layer:present"};
  if (evidence.has_image && mode != OcrMode::kNever) return {PageChoice::kRecognise, "image"};
  return {PageChoice::kBlank, "nothing drawn"};
}

}  // namespace planrec::acquire
