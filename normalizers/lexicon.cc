// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/lexicon.h"

#include <algorithm>
#include <array>
#include <limits>
#include <queue>
#include <unordered_set>

#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr size_t kMostSteps = 4000;
constexpr size_t kCacheEntries = 60'000;

struct State {
  double estimate = 0, cost = 0;
  uint32_t node = 0;
  uint8_t position = 0;
  Casing casing = Casing::kLower;
  bool substitutes = false;  ///< to be expanded by any-letter substitutions only
};
struct Later {
  bool operator()(const State& a, const State& b) const { return a.estimate > b.estimate; }
};

/// Whether a letter at this node must be upper case.
bool UpperHere(Casing casing, bool at_root) {
  return casing == Casing::kUpper || (casing == Casing::kTitle && at_root);
}

}  // namespace

Lexicon::Lexicon(const NgramModel& model) {
  // Words sorted by letters give the children of each node as consecutive runs.
  std::vector<std::pair<std::u32string, WordId>> words;
  for (size_t id = 8; id < model.size(); ++id) {
    words.emplace_back(ToUtf32(model.word(static_cast<WordId>(id))), static_cast<WordId>(id));
  }
  std::sort(words.begin(), words.end());
  struct Range {
    uint32_t node;
    size_t begin, end, depth;
  };
  nodes_.push_back({});
  std::vector<Range> open = {{kRoot, 0, words.size(), 0}};
  for (size_t next = 0; next < open.size(); ++next) {
    Range range = open[next];
    if (range.begin < range.end && words[range.begin].first.size() == range.depth) {
      nodes_[range.node].word = words[range.begin].second;
      ++range.begin;
    }
    nodes_[range.node].first_child = static_cast<uint32_t>(edges_.size());
    for (size_t i = range.begin; i < range.end;) {
      const char32_t letter = words[i].first[range.depth];
      size_t j = i;
      while (j < range.end && words[j].first[range.depth] == letter) ++j;
      const uint32_t child = static_cast<uint32_t>(nodes_.size());
      nodes_.push_back({});
      edges_.push_back({letter, child});
      ++nodes_[range.node].children;
      open.push_back({child, i, j, range.depth + 1});
      i = j;
    }
  }
}

uint32_t Lexicon::Child(uint32_t index, char32_t letter) const {
  const Node& from = nodes_[index];
  const Edge* begin = edges(from);
  const Edge* end = begin + from.children;
  const Edge* at =
      std::lower_bound(begin, end, letter, [](const Edge& e, char32_t c) { return e.letter < c; });
  return at != end && at->letter == letter ? at->node : kNone;
}

const std::vector<Candidate>& CandidateSearch::Find(const std::u32string& observed) {
  const auto found = cache_.find(observed);
  if (found != cache_.end()) return found->second;
  if (cache_.size() > kCacheEntries) cache_.clear();
  return cache_.emplace(observed, Search(observed)).first->second;
}

std::vector<Candidate> CandidateSearch::Search(const std::u32string& observed) {
  std::vector<Candidate> out;
  const size_t n = observed.size();
  if (n == 0 || n > kLongest) return out;

  // Arcs that print each stretch, and the least cost of the rest.
  std::vector<std::array<const std::vector<Channel::Arc>*, 4>> printing(n + 1);
  std::vector<double> rest(n + 1, std::numeric_limits<double>::infinity());
  rest[n] = 0;
  for (size_t p = n + 1; p-- > 0;) {
    for (size_t length = 0; length <= 3; ++length) {
      printing[p][length] =
          p + length <= n ? &channel_.Printing(std::u32string_view(observed).substr(p, length))
                          : nullptr;
      if (length == 0 || printing[p][length] == nullptr) continue;
      for (const Channel::Arc& arc : *printing[p][length]) {
        rest[p] = std::min(rest[p], arc.cost + rest[p + length]);
      }
    }
    if (p < n) {
      rest[p] = std::min(rest[p], std::min(kAnySubstitution, kAnyInsertion) + rest[p + 1]);
    }
  }

  std::priority_queue<State, std::vector<State>, Later> open;
  std::unordered_set<uint64_t> closed;
  double limit = std::numeric_limits<double>::infinity();
  const auto push = [&](uint32_t node, size_t position, Casing casing, double cost, bool subs) {
    const double ahead = subs ? kAnySubstitution + rest[position + 1] : rest[position];
    if (cost + ahead <= limit) {
      open.push({cost + ahead, cost, node, static_cast<uint8_t>(position), casing, subs});
    }
  };
  for (const Casing casing : {Casing::kLower, Casing::kTitle, Casing::kUpper}) {
    push(Lexicon::kRoot, 0, casing, 0, false);
  }
  for (size_t steps = 0; !open.empty() && steps < kMostSteps && out.size() < kMost; ++steps) {
    const State state = open.top();
    open.pop();
    if (state.estimate > limit) break;
    const Lexicon::Node& node = lexicon_.node(state.node);
    const bool at_root = state.node == Lexicon::kRoot;
    if (state.substitutes) {
      for (uint16_t i = 0; i < node.children; ++i) {
        push(lexicon_.edges(node)[i].node, state.position + size_t{1}, state.casing,
             state.cost + kAnySubstitution, false);
      }
      continue;
    }
    const uint64_t key = static_cast<uint64_t>(state.node) << 8 | uint64_t{state.position} << 2 |
                         static_cast<uint64_t>(state.casing);
    if (!closed.insert(key).second) continue;
    if (state.position == n && node.word != kUnknownWord) {
      if (out.empty()) limit = state.cost + kWindow;
      out.push_back({node.word, state.casing, state.cost});
    }
    const bool upper = UpperHere(state.casing, at_root);
    for (size_t length = 0; length <= 3 && state.position + length <= n; ++length) {
      for (const Channel::Arc& arc : *printing[state.position][length]) {
        if (arc.upper[0] != upper) continue;
        if (state.cost + arc.cost + rest[state.position + length] > limit) continue;
        uint32_t to = lexicon_.Child(state.node, arc.letters[0]);
        if (to == Lexicon::kNone) continue;
        if (arc.letters[1] != 0) {
          if (arc.upper[1] != UpperHere(state.casing, false)) continue;
          to = lexicon_.Child(to, arc.letters[1]);
          if (to == Lexicon::kNone) continue;
        }
        push(to, state.position + length, state.casing, state.cost + arc.cost, false);
      }
    }
    if (state.position < n) {
      push(state.node, state.position + size_t{1}, state.casing, state.cost + kAnyInsertion, false);
      push(state.node, state.position, state.casing, state.cost, true);
    }
  }
  return out;
}

std::string InCasing(std::string_view form, Casing casing) {
  if (casing == Casing::kLower) return std::string(form);
  if (casing == Casing::kUpper) return Upper(form);
  std::string out;
  size_t at = 0;
  if (!form.empty()) AppendUtf8(out, UpperLetter(DecodeUtf8(form, at)));
  return out.append(form.substr(at));
}

}  // namespace planrec::normalize
