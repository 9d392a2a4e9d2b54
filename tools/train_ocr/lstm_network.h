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

/// The mean of the weights of float models of the same network ("model soup", Wortsman and others
/// 2022): checkpoints of one training averaged read better than each of them.
Result<std::string> Average(const std::vector<std::string>& lstms);

}  // namespace planrec::train_ocr
