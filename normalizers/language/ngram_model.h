// SPDX-License-Identifier: GPL-3.0-or-later
//
// An n-gram language model over syllables (order 4, interpolated modified Kneser-Ney, Chen &
// Goodman 1998; pruned and quantised by tools/train-repair), read in place from the model file.
//
// Word ids are 16-bit; unigrams are a dense array; n-grams of order 2–4 lie in hash tables: buckets
// of about eight entries, each with a 24-bit fingerprint, an 8-bit probability and (orders 2 and 3)
// an 8-bit back-off. A lookup of an absent n-gram is taken for a present one with a chance of about
// 5e-7: it costs a wrong score, not safety. Logarithms are natural. Immutable; thread safe.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "normalizers/language/model_file.h"
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

/// A table, for the trainer too: u32 number of buckets, for each bucket and the end the u32 index
/// of its first entry, then the entries: 24 bits of fingerprint, the quantised probability and,
/// below the highest order, the quantised back-off.
inline constexpr uint32_t kBucketEntries = 8;  ///< on average
inline size_t EntryBytes(int order) {
  return order == 4 ? 4 : 5;
}
inline uint32_t Fingerprint(uint64_t hash) {
  return static_cast<uint32_t>(hash >> 40);
}
inline uint32_t BucketOf(uint64_t hash, uint32_t buckets) {
  return static_cast<uint32_t>(((hash & 0xFFFFFFFFULL) * buckets) >> 32);
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

  /// What all predictions after one history share: looked up once, used for many words.
  struct Context {
    int longest = 0;                   ///< words of history that the model knows together
    std::array<uint64_t, 3> prefix{};  ///< hash state of an n-gram without its last word
    std::array<float, 3> backoff{};    ///< ln back-off of 1, 2 and 3 words of history
  };
  Context ContextOf(const History& history) const;
  /// ln p(word | context).
  double Score(const Context& context, WordId word) const;
  /// The same for many words at once: their places in the tables are fetched side by side.
  void Scores(const Context& context, const std::vector<WordId>& words,
              std::vector<double>& out) const;
  double Score(const History& history, WordId word) const {
    return Score(ContextOf(history), word);
  }
  /// ln p(word) without any history.
  float UnigramLogProb(WordId word) const { return unigrams_[size_t{word} * 2]; }
  static History Start() { return {kSentenceStart, kNoWord, kNoWord}; }
  static History Next(const History& history, WordId word) {
    return {word, history[0], history[1]};
  }

 private:
  struct Table {
    const uint32_t* offsets = nullptr;
    const unsigned char* entries = nullptr;
    uint32_t buckets = 0, count = 0;
    size_t entry_bytes = 5;
    /// False where the section's size and contents do not fit.
    bool View(std::string_view body, int order);
    /// The entry's probability and back-off bytes; nullptr where absent.
    const unsigned char* Find(uint64_t hash) const;
    void FetchBucket(uint64_t hash) const { __builtin_prefetch(offsets + BucketOf(hash, buckets)); }
    void FetchEntries(uint64_t hash) const {
      const uint32_t begin = offsets[BucketOf(hash, buckets)];
      __builtin_prefetch(entries + std::min(begin, count) * entry_bytes);
    }
  };
  std::shared_ptr<const ModelFile> file_;
  std::vector<std::string_view> words_;  ///< by id
  std::vector<WordId> by_text_;          ///< ids sorted by text
  const float* unigrams_ = nullptr;      ///< per word: ln p, ln back-off
  std::array<Table, 3> tables_;          ///< orders 2, 3, 4
};

}  // namespace planrec::normalize
