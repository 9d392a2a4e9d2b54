// SPDX-License-Identifier: GPL-3.0-or-later
//
// The file of a Tesseract 4/5 LSTM recogniser, read and written without Tesseract: an integer model
// is made float again, so that `lstmtraining --continue_from` takes it.
//
//   Result<std::string> floating = Dequantise(bytes_of_vie_lstm);
//
// An integer model stores each weight matrix as signed bytes with one factor a row; weight = byte ×
// factor is what its network computes with, so nothing is lost or guessed. lstmtraining refuses
// integer models by a flag only (TF_INT_MODE), which is cleared; all else is copied byte by byte.
// Layout: Tesseract 5.3, src/lstm (Network, Plumbing, WeightMatrix, LSTMRecognizer ::Serialize),
// little endian. Pure functions; an unknown layer or a cut file is kCorrupt with its offset.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::train_ocr {

/// The .lstm component of a traineddata file, integer → float. A float model comes back unchanged.
Result<std::string> Dequantise(std::string_view lstm);

/// The inverse: each row as signed bytes and a factor, its largest weight 127. Before that the
/// softmax's rows are moved by their mean, which changes nothing that it says. lstmtraining's own
/// conversion does not: the rows of this network share a large part, so its steps are 1.7 times as
/// wide, and as they stand where they stood in the integer model that training began with, what was
/// learnt by less than half a step is lost; ≥ beside > was, wholly.
Result<std::string> Quantise(std::string_view lstm);

/// A float model with more outputs: its last layer (a softmax) gets a row for each of `like`, a
/// copy of that row of its own with the bias lowered, so that a character begins as an unlikely
/// reading of the one that it looks like and is told from it soon. The last output, that of
/// "nothing", stays last. (lstmtraining's --old_traineddata begins all new rows as the mean of the
/// old ones.) kCorrupt where a row is not one of the model's, or the model still has integers.
Result<std::string> AddOutputs(std::string_view lstm, const std::vector<int>& like);

/// The mean of the weights of float models of the same network ("model soup", Wortsman and others
/// 2022): checkpoints of one training averaged read better than each of them.
Result<std::string> Average(const std::vector<std::string>& lstms);

}  // namespace planrec::train_ocr
