// SPDX-License-Identifier: GPL-3.0-or-later
//
// An n-gram language model over syllables (order 4, interpolated modified Kneser-Ney, Chen &
// Goodman 1998; pruned and quantised by tools/train-repair), read in place from the model file.
//
// Word ids are 16-bit; unigrams are a dense array; n-grams of order 2–4 lie in hash tables of slots
// with a 16-bit fingerprint, an 8-bit probability and (orders 2 and 3) an 8-bit back-off. A lookup
// of an absent n-gram is taken for a present one with a chance of about 2e-4: it costs a wrong
// score, not safety. Logarithms are natural. Immutable; thread safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "normalizers/model_file.h"
#include "pipeline/core/result.h"

namespace planrec::normalize {

using WordId = uint16_t;
inline constexpr WordId kUnknownWord = 0;    ///< "<unk>"
inline constexpr WordId kSentenceStart = 1;  ///< "<s>"
inline constexpr WordId kSentenceEnd = 2;    ///< "</s>"
inline constexpr WordId kNumberWord = 3;     ///< "<n>"

/// The last three words, newest first; kNoWord fills what is before the sentence start.
using History = std::array<WordId, 3>;
inline constexpr WordId kNoWord = 0xFFFF;

/// Quantisation, shared with the trainer.
inline constexpr double kProbStep = 0.0703125;  ///< code × step = −ln p, 0..17.9
inline constexpr double kBackoffStep = 0.03125;  ///< (code − 224) × step = ln back-off, −7..+0.97
uint8_t QuantizeProb(double log_prob);
uint8_t QuantizeBackoff(double log_backoff);

/// Hash of an n-gram of `n` words, oldest first.
uint64_t NgramHash(const WordId* words, int n);

/// One table of the model: how it is laid out, for the trainer too.
struct NgramSlot {
  uint16_t fingerprint = 0;  ///< 0 = empty
  uint8_t prob = 0;
  uint8_t backoff = 0;
};
static_assert(sizeof(NgramSlot) == 4);
inline uint16_t Fingerprint(uint64_t hash) {
  const uint16_t f = static_cast<uint16_t>(hash >> 48);
  return f == 0 ? 1 : f;
}

class NgramModel {
 public:
  /// Views sections "vocab", "unigram", "bigram", "trigram", "fourgram" of a checked file.
  /// kModelMissing where their sizes do not fit together.
  static Result<NgramModel> Create(std::shared_ptr<const ModelFile> file);

  size_t size() const { return words_.size(); }
  std::string_view word(WordId id) const { return words_[id]; }
  /// Id of a lexicon form; kUnknownWord where it is not in the vocabulary.
  WordId Find(std::string_view form) const;

  /// ln p(word | history).
  double Score(const History& history, WordId word) const;
  static History Start() { return {kSentenceStart, kNoWord, kNoWord}; }
  static History Next(const History& history, WordId word) {
    return {word, history[0], history[1]};
  }

 private:
  struct Table {
    const NgramSlot* slots = nullptr;
    uint64_t count = 0;
    const NgramSlot* Find(uint64_t hash) const;
  };
  std::shared_ptr<const ModelFile> file_;
  std::vector<std::string_view> words_;  ///< by id
  std::vector<WordId> by_text_;          ///< ids sorted by text
  const float* unigrams_ = nullptr;      ///< per word: ln p, ln back-off
  std::array<Table, 3> tables_;          ///< orders 2, 3, 4
};

}  // namespace planrec::normalize
