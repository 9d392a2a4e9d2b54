// SPDX-License-Identifier: GPL-3.0-or-later
//
// Interpolated modified Kneser-Ney estimation (Chen & Goodman 1998) of an order-4 model over 16-bit
// word ids, pruned by the weighted difference of Seymore & Rosenfeld (1996), written as the
// sections that normalizers/language/ngram_model.h reads.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "normalizers/language/ngram_model.h"

namespace planrec::train {

/// An n-gram type, its words packed oldest first into 16 bits each (the last word lowest), and how
/// often it occurs.
struct Counted {
  uint64_t key = 0;
  uint32_t count = 0;
};

struct LanguageModelSize {
  size_t bigrams = 0, trigrams = 0, fourgrams = 0;
};

/// `grams[n]` holds the sorted types of order n+1 as they occur in the text (sentence starts
/// included, windows cut at the start); consumed. `keep` n-grams of orders 2–4 are kept in all.
/// Returns sections "unigram", "bigram", "trigram", "fourgram".
std::vector<std::pair<std::string, std::string>> EstimateKneserNey(std::vector<Counted> grams[4],
                                                                   size_t vocabulary, size_t keep,
                                                                   LanguageModelSize* size);

}  // namespace planrec::train
