// SPDX-License-Identifier: GPL-3.0-or-later
//
// The network that reads digits off a strip of paper: a small convolutional net whose frames are
// probabilities of a digit, a slash, a letter or nothing (connectionist temporal classification:
// Graves et al., ICML 2006). It sees the printed words around a field and gives nothing for them.
//
//   Result<DigitNetwork> network = DigitNetwork::Load(path);
//   std::vector<float> frames = network->Read(strip);    // strip.h: ink 0..1, 48 rows
//
// Model file, little endian: "PLANREC-DIGITS 1\n", the recipe (text, "\n\n" ends it), then for each
// layer of digit_layers.h and each of its outputs a factor (32-bit float), a bias (32-bit float)
// and Depth() weights (8-bit integers; weight = factor · integer). Written by tools/train-digits.
//
// A loaded network is not changed by reading: thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/ocr/digit_layers.h"
#include "pipeline/core/result.h"

namespace planrec::acquire {

/// Ink of a stretch of paper: 0 paper, 1 ink; kStripRows × width, row by row.
struct Strip {
  int width = 0;
  std::vector<float> ink;
};

/// Weights of a layer, an output a row.
struct LayerWeights {
  std::vector<float> weights, bias;
};

class DigitNetwork {
 public:
  /// kModelMissing where the file can't be read or is none of this version.
  static Result<DigitNetwork> Load(const std::string& path);
  static Result<DigitNetwork> Parse(std::string_view bytes);
  /// The file's bytes for `layers`, one for each of kDigitLayers; `recipe` has no empty line.
  static std::string Format(const std::vector<LayerWeights>& layers, std::string_view recipe);

  /// Logarithms of the probabilities: width / kFramePixels frames of kOutputs values.
  std::vector<float> Read(const Strip& strip) const;

 private:
  std::vector<LayerWeights> layers_;
};

}  // namespace planrec::acquire
