// SPDX-License-Identifier: GPL-3.0-or-later
//
// The vocabulary as a trie of lower-case letters, and the search through it with a channel: which
// words, in which casing, could have been printed as an observed token, cheapest first (a beam over
// trie nodes, advancing through the token; exact where fewer nodes are open than the beam holds).
//
// A Lexicon is immutable and thread safe. A CandidateSearch keeps a cache and belongs to one
// thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "normalizers/language/channel.h"
#include "normalizers/language/ngram_model.h"

namespace planrec::normalize {

class Lexicon {
 public:
  explicit Lexicon(const NgramModel& model);

  static constexpr uint32_t kRoot = 0;
  static constexpr uint32_t kNone = 0xFFFFFFFF;
  static constexpr uint8_t kNoLetter = 0xFF;
  static constexpr size_t kMostLetters = 128;  ///< words with rarer letters are left out

  /// The children of a node are consecutive, in the order of their letters.
  struct Node {
    std::array<uint64_t, 2> letters{};  ///< one bit a letter
    uint32_t first_child = kNone;
    WordId word = kUnknownWord;
    float log_prob = 0;      ///< of the word, without context
    float best_below = -99;  ///< the highest log_prob of this word and those that go on from here
  };
  const Node& node(uint32_t index) const { return nodes_[index]; }
  /// kNoLetter where no word has the letter.
  uint8_t LetterIndex(char32_t letter) const;
  uint32_t Child(uint32_t index, uint8_t letter) const {
    const Node& from = nodes_[index];
    const uint64_t bit = uint64_t{1} << (letter % 64);
    if ((from.letters[letter / 64] & bit) == 0) return kNone;
    int rank = CountBits(from.letters[letter / 64] & (bit - 1));
    if (letter >= 64) rank += CountBits(from.letters[0]);
    return from.first_child + static_cast<uint32_t>(rank);
  }
  /// The classic parallel count: the baseline processor has no instruction for it.
  static int CountBits(uint64_t bits) {
    bits -= (bits >> 1) & 0x5555555555555555ULL;
    bits = (bits & 0x3333333333333333ULL) + ((bits >> 2) & 0x3333333333333333ULL);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FULL;
    return static_cast<int>((bits * 0x0101010101010101ULL) >> 56);
  }

 private:
  std::vector<Node> nodes_;
  std::vector<char32_t> alphabet_;  ///< sorted
};

struct Candidate {
  WordId word = kUnknownWord;
  Casing casing = Casing::kLower;
  float cost = 0;      ///< −ln P(observed | word in this casing)
  float log_prob = 0;  ///< ln p(word)
};

class CandidateSearch {
 public:
  /// The lexicon must outlive the search; the channel is compiled and not needed afterwards. Where
  /// it is `complete`, what it does not know does not happen.
  CandidateSearch(const Lexicon& lexicon, const Channel& channel, bool complete = false);

  static constexpr size_t kMost = 32;     ///< kept: those that cost and frequency together favour
  static constexpr float kWindow = 8.5F;  ///< beyond the best one, by cost and frequency
  static constexpr size_t kLongest = 16;  ///< observed characters; longer tokens have no candidates

  /// Candidates for an observed token, cheapest first.
  const std::vector<Candidate>& Find(const std::u32string& observed);

 private:
  /// A channel operation behind its first letter: what may follow that letter, and at what cost.
  struct Arc {
    float cost = 0;
    uint8_t second = Lexicon::kNoLetter;
    bool second_upper = false;
  };
  /// All operations that print one segment, for a first letter of one case.
  struct Run {
    std::array<uint64_t, 2> letters{};  ///< first letters that there are arcs for
    uint32_t starts = 0;                ///< index into starts_: one entry a letter and an end
    float least = 0;
  };
  struct State {
    float cost = 0;
    uint32_t node = 0;
    Casing casing = Casing::kLower;
  };
  struct Slot {
    uint64_t key = 0;
    uint32_t index = 0;
  };
  const Run* Printing(std::u32string_view observed, bool upper) const;
  std::vector<Candidate> Search(const std::u32string& observed);
  /// `unseen`: with substitutions and insertions that the channel never saw.
  std::vector<Candidate> Search(const std::u32string& observed, bool unseen);
  /// Opens a state or makes it cheaper.
  void Relax(size_t position, uint32_t node, Casing casing, float cost);
  /// All ways on from a state by the operations of a run.
  void Follow(const Run& run, const State& state, size_t to);
  void CloseDeletions(size_t position);

  const Lexicon& lexicon_;
  bool complete_;
  std::vector<Arc> arcs_;  ///< by run and first letter
  std::vector<uint32_t> starts_;
  std::vector<Run> runs_;
  std::unordered_map<uint64_t, std::array<int32_t, 2>> by_segment_;  ///< indices into runs_, or −1
  std::array<std::vector<State>, kLongest + 1> open_;  ///< by position; kept for their memory
  std::array<float, kLongest + 1> least_{};            ///< cheapest state of each position
  std::vector<Slot> slots_;  ///< open addressing; entries of older searches count as empty
  size_t slots_used_ = 0;
  float bound_ = 0;  ///< states that no word behind them can bring below it are not opened
  uint64_t generation_ = 0;
  std::vector<uint32_t> cheapened_;  ///< open states that got cheaper, while deletions are closed
  std::unordered_map<std::u32string, std::vector<Candidate>> cache_;
};

/// A lexicon form written in a casing.
std::string InCasing(std::string_view form, Casing casing);

}  // namespace planrec::normalize
