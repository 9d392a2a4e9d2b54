// SPDX-License-Identifier: GPL-3.0-or-later
//
// The noisy channel: what an OCR prints for what stood on the page, as segment operations. One or
// two true letters (case-sensitive) become zero to three observed characters, at a learned cost of
// −ln P(observed | true); anything else has a fixed high cost. Learned by tools/train-repair (EM
// over aligned words, after Kolak & Resnik 2002), adapted to a document by adding its own counts.
//
// A Channel is immutable after construction; thread safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::normalize {

/// How a word is written: the decoder searches the lower-case lexicon under each.
enum class Casing : uint8_t { kLower = 0, kTitle = 1, kUpper = 2 };

/// Costs of what the table does not know.
inline constexpr double kAnySubstitution = 7.5;  ///< one letter read as some character
inline constexpr double kAnyDeletion = 8.0;      ///< one letter not read at all
inline constexpr double kAnyInsertion = 6.0;     ///< a character that stands for nothing

/// One row of the table.
struct ChannelOp {
  std::u32string truth;     ///< 1–2 letters
  std::u32string observed;  ///< 0–3 characters
  double cost = 0;          ///< −ln P(observed | truth)
};

/// Expected counts of operations, and how often each segment of one or two letters stood in the
/// truth; what EM and adaptation add up. Probabilities are relative to `occurs`, not to the row's
/// sum: a pair of letters is mostly read letter by letter, and that must cost its own operation.
struct ChannelCounts {
  std::unordered_map<std::u32string, std::unordered_map<std::u32string, double>> by_truth;
  std::unordered_map<std::u32string, double> occurs;
  void AddWord(const std::u32string& truth, double count) {
    for (size_t i = 0; i < truth.size(); ++i) {
      occurs[truth.substr(i, 1)] += count;
      if (i + 1 < truth.size()) occurs[truth.substr(i, 2)] += count;
    }
  }
  void Add(const std::u32string& truth, const std::u32string& observed, double count) {
    by_truth[truth][observed] += count;
  }
};

class Channel {
 public:
  explicit Channel(std::vector<ChannelOp> ops);
  /// Tab-separated lines "truth observed cost" as SaveChannel writes them.
  static Result<Channel> Parse(std::string_view text);

  const std::vector<ChannelOp>& ops() const { return ops_; }

  /// The cost of the best way to print `observed` for `truth`, and of which operations it consists
  /// (pairs of segments) where `path` is given.
  double BestCost(const std::u32string& truth, const std::u32string& observed,
                  std::vector<std::pair<std::u32string, std::u32string>>* path = nullptr) const;

  /// This channel's probabilities, as counts of total weight `prior` per letter, mixed with what a
  /// document shows.
  Channel AdaptedTo(const ChannelCounts& document, double prior) const;

 private:
  std::vector<ChannelOp> ops_;
  std::unordered_map<std::u32string, std::vector<uint32_t>> by_truth_;
};

/// Each letter becomes its base letter, or stays, at no cost.
Channel MarksLostChannel();

/// −ln relative frequencies, rare operations (< `least` of expected count) dropped.
std::vector<ChannelOp> OpsFromCounts(const ChannelCounts& counts, double least);
std::string SaveChannel(const std::vector<ChannelOp>& ops);

}  // namespace planrec::normalize
