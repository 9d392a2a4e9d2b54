// SPDX-License-Identifier: GPL-3.0-or-later
//
// From corpus files to the language-model sections of the repair model: vocabulary, casing habits,
// n-gram counts, Kneser-Ney.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tools/lab/train_repair/corpus.h"
#include "tools/lab/train_repair/kneser_ney.h"

namespace planrec::train {

struct LanguageModelOptions {
  std::vector<CorpusFile> corpus;
  std::vector<std::string>
      word_lists;  ///< first tab-separated column; each word of it may enter the vocabulary
  uint32_t hold_out = 200;    ///< one line in so many is held back
  size_t keep = 5'000'000;    ///< n-grams of orders 2–4
  uint32_t least_count = 80;  ///< of a form that no list names
  size_t most_words = 60'000;
};

/// Sections "vocab", "casing" and those of EstimateKneserNey; empty on failure (printed).
std::vector<std::pair<std::string, std::string>> TrainLanguageModel(
    const LanguageModelOptions& options);

}  // namespace planrec::train
