// SPDX-License-Identifier: GPL-3.0-or-later
//
// The digit network while it learns: forward and backward through the layers of digit_layers.h,
// connectionist temporal classification (Graves et al., ICML 2006) as its loss, Adam (Kingma and
// Ba, ICLR 2015; weight decay apart from it) as its steps.
//
//   Trainer trainer(seed);
//   loss += trainer.Learn(strip, labels);   // adds to the gradient
//   trainer.Step(rate);                     // one step for what was learnt since the last
//   trainer.Averaged();                     // the weights to keep: a moving average
//
// Not thread safe.
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/digit_network.h"
#include "pipeline/core/result.h"

namespace planrec::train_digits {

/// Negative logarithm of the labels' probability; `gradient` (same size as `frames`) gets its
/// derivative by the scores before normalisation. `frames`: logarithms of probabilities. A row of
/// labels too long for the frames costs nothing and teaches nothing.
double LabelLoss(const std::vector<float>& frames, const std::vector<int>& labels,
                 std::vector<float>& gradient);

class Trainer {
 public:
  explicit Trainer(uint64_t seed);

  double Learn(const acquire::Strip& strip, const std::vector<int>& labels);
  void Step(double rate);
  const std::vector<acquire::LayerWeights>& Averaged() const { return average_; }

  /// All that goes on from here: weights, averages, moments.
  std::string Save() const;
  Status Restore(const std::string& bytes);

 private:
  struct Step_ {
    std::vector<float> windows;
    acquire::Map in, out;  ///< out: behind the ReLU, before pooling
    std::vector<int> from;
  };
  std::vector<float> Forward(const acquire::Strip& strip, std::vector<Step_>& steps) const;
  void Backward(const std::vector<float>& gradient, std::vector<Step_>& steps);

  std::vector<acquire::LayerWeights> weights_, average_, gradient_, first_, second_;
  int learnt_ = 0, steps_ = 0;
};

}  // namespace planrec::train_digits
