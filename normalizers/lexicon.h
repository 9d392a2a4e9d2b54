// SPDX-License-Identifier: GPL-3.0-or-later
//
// The vocabulary as a trie of lower-case letters, and the search through it with a channel: which
// words, in which casing, could have been printed as an observed token, cheapest first (A* over
// trie node × position; the heuristic is the least cost of the rest of the token under any
// letters).
//
// A Lexicon is immutable and thread safe. A CandidateSearch keeps a cache and belongs to one
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "normalizers/channel.h"
#include "normalizers/ngram_model.h"

namespace planrec::normalize {

class Lexicon {
 public:
  explicit Lexicon(const NgramModel& model);

  static constexpr uint32_t kRoot = 0;
  static constexpr uint32_t kNone = 0xFFFFFFFF;
  struct Node {
    WordId word = kUnknownWord;
    uint32_t first_child = kNone;  ///< index into edges(); children are consecutive
    uint16_t children = 0;
  };
  struct Edge {
    char32_t letter = 0;
    uint32_t node = kNone;
  };
  const Node& node(uint32_t index) const { return nodes_[index]; }
  const Edge* edges(const Node& node) const { return edges_.data() + node.first_child; }
  uint32_t Child(uint32_t node, char32_t letter) const;

 private:
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
};

struct Candidate {
  WordId word = kUnknownWord;
  Casing casing = Casing::kLower;
  double cost = 0;  ///< −ln P(observed | word in this casing)
};

class CandidateSearch {
 public:
  /// Both must outlive the search.
  CandidateSearch(const Lexicon& lexicon, const Channel& channel)
      : lexicon_(lexicon), channel_(channel) {}

  static constexpr size_t kMost = 20;     ///< candidates kept
  static constexpr double kWindow = 9.0;  ///< beyond the best one's cost
  static constexpr size_t kLongest = 16;  ///< observed characters; longer tokens have no candidates

  /// Candidates for an observed token, cheapest first.
  const std::vector<Candidate>& Find(const std::u32string& observed);

 private:
  std::vector<Candidate> Search(const std::u32string& observed);

  const Lexicon& lexicon_;
  const Channel& channel_;
  std::unordered_map<std::u32string, std::vector<Candidate>> cache_;
};

/// A lexicon form written in a casing.
std::string InCasing(std::string_view form, Casing casing);

}  // namespace planrec::normalize
