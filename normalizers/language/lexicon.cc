// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/language/lexicon.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr size_t kCacheEntries = 60'000;
constexpr size_t kBeam = 64;              ///< states of a position that are followed …
constexpr size_t kUnseenBeam = 200;       ///< … and where unseen operations are tried
constexpr float kStateWindow = 9;         ///< beyond the cheapest state of the position
constexpr float kSignSubstitution = 4.5;  ///< for a sign that no author puts inside a word: & } ¢
constexpr float kPoor = 3.5;              ///< cost above which unseen operations are tried too …
constexpr float kRare = -9;               ///< … and for words rarer than this
constexpr float kAboveFloor = 0.01F;
constexpr float kFrequencyWeight = 0.7F;
constexpr float kLookAhead = 1.0F;  ///< weight of the best word's frequency while pruning
constexpr size_t kSlots = 1 << 15;
constexpr size_t kMostStates = kSlots / 2;  ///< opened in one search

/// Up to three code points in one key.
uint64_t SegmentKey(std::u32string_view segment) {
  uint64_t key = segment.size() + 1;
  for (const char32_t c : segment) key = key << 20 ^ (c & 0xFFFFF);
  return key;
}

float Worth(const Candidate& candidate) {
  return candidate.cost - kFrequencyWeight * candidate.log_prob;
}

/// Whether a letter must be upper case.
bool UpperHere(Casing casing, bool at_root) {
  return casing == Casing::kUpper || (casing == Casing::kTitle && at_root);
}

}  // namespace

Lexicon::Lexicon(const NgramModel& model) {
  std::vector<std::pair<std::u32string, WordId>> words;
  std::unordered_map<char32_t, uint32_t> frequency;
  // Words that the lists name and the corpus never had are no candidates: all are as likely, and
  // theoretical syllables are many.
  const float floor = model.UnigramLogProb(kSentenceStart);  // what never follows anything
  for (size_t id = 8; id < model.size(); ++id) {
    if (model.UnigramLogProb(static_cast<WordId>(id)) < floor + kAboveFloor) continue;
    words.emplace_back(ToUtf32(model.word(static_cast<WordId>(id))), static_cast<WordId>(id));
    for (const char32_t c : words.back().first) ++frequency[c];
  }
  std::vector<std::pair<uint32_t, char32_t>> by_frequency;
  for (const auto& [letter, count] : frequency) by_frequency.emplace_back(count, letter);
  std::sort(by_frequency.rbegin(), by_frequency.rend());
  if (by_frequency.size() > kMostLetters) by_frequency.resize(kMostLetters);
  for (const auto& [count, letter] : by_frequency) alphabet_.push_back(letter);
  std::sort(alphabet_.begin(), alphabet_.end());
  words.erase(std::remove_if(words.begin(), words.end(),
                             [&](const auto& word) {
                               return std::any_of(
                                   word.first.begin(), word.first.end(),
                                   [&](char32_t c) { return LetterIndex(c) == kNoLetter; });
                             }),
              words.end());
  // Words sorted by letters give the children of each node as consecutive runs.
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
      nodes_[range.node].log_prob = model.UnigramLogProb(words[range.begin].second);
      ++range.begin;
    }
    nodes_[range.node].first_child = static_cast<uint32_t>(nodes_.size());
    for (size_t i = range.begin; i < range.end;) {
      const char32_t letter = words[i].first[range.depth];
      size_t j = i;
      while (j < range.end && words[j].first[range.depth] == letter) ++j;
      const uint8_t index = LetterIndex(letter);
      nodes_[range.node].letters[index / 64] |= uint64_t{1} << (index % 64);
      open.push_back({static_cast<uint32_t>(nodes_.size()), i, j, range.depth + 1});
      nodes_.push_back({});
      i = j;
    }
  }
  // Children stand behind their parents.
  for (size_t i = nodes_.size(); i-- > 0;) {
    Node& node = nodes_[i];
    if (node.word != kUnknownWord) node.best_below = node.log_prob;
    const int children = CountBits(node.letters[0]) + CountBits(node.letters[1]);
    for (int k = 0; k < children; ++k) {
      node.best_below =
          std::max(node.best_below, nodes_[node.first_child + static_cast<uint32_t>(k)].best_below);
    }
  }
}

uint8_t Lexicon::LetterIndex(char32_t letter) const {
  const auto at = std::lower_bound(alphabet_.begin(), alphabet_.end(), letter);
  if (at == alphabet_.end() || *at != letter) return kNoLetter;
  return static_cast<uint8_t>(at - alphabet_.begin());
}

CandidateSearch::CandidateSearch(const Lexicon& lexicon, const Channel& channel, bool complete)
    : lexicon_(lexicon), complete_(complete), slots_(kSlots) {
  struct Keyed {
    uint64_t key;
    bool upper;
    uint8_t first;
    Arc arc;
  };
  std::vector<Keyed> all;
  for (const ChannelOp& op : channel.ops()) {
    Keyed keyed{SegmentKey(op.observed),
                IsUpper(op.truth[0]),
                lexicon.LetterIndex(LowerLetter(op.truth[0])),
                {}};
    if (keyed.first == Lexicon::kNoLetter) continue;
    keyed.arc.cost = static_cast<float>(op.cost);
    if (op.truth.size() > 1) {
      keyed.arc.second = lexicon.LetterIndex(LowerLetter(op.truth[1]));
      keyed.arc.second_upper = IsUpper(op.truth[1]);
      if (keyed.arc.second == Lexicon::kNoLetter) continue;
    }
    all.push_back(keyed);
  }
  std::sort(all.begin(), all.end(), [](const Keyed& a, const Keyed& b) {
    return std::tuple(a.key, a.upper, a.first, a.arc.cost, a.arc.second) <
           std::tuple(b.key, b.upper, b.first, b.arc.cost, b.arc.second);
  });
  for (size_t i = 0; i < all.size(); ++i) {
    const Keyed& keyed = all[i];
    const bool new_run = i == 0 || all[i - 1].key != keyed.key || all[i - 1].upper != keyed.upper;
    if (new_run) {
      if (i > 0) starts_.push_back(static_cast<uint32_t>(arcs_.size()));
      const auto entry = by_segment_.try_emplace(keyed.key, std::array<int32_t, 2>{-1, -1}).first;
      entry->second[keyed.upper ? 1 : 0] = static_cast<int32_t>(runs_.size());
      runs_.push_back({{}, static_cast<uint32_t>(starts_.size()), keyed.arc.cost});
    }
    Run& run = runs_.back();
    run.least = std::min(run.least, keyed.arc.cost);
    if (new_run || all[i - 1].first != keyed.first) {
      run.letters[keyed.first / 64] |= uint64_t{1} << (keyed.first % 64);
      starts_.push_back(static_cast<uint32_t>(arcs_.size()));
    }
    arcs_.push_back(keyed.arc);
  }
  starts_.push_back(static_cast<uint32_t>(arcs_.size()));
}

const CandidateSearch::Run* CandidateSearch::Printing(std::u32string_view observed,
                                                      bool upper) const {
  const auto found = by_segment_.find(SegmentKey(observed));
  if (found == by_segment_.end()) return nullptr;
  const int32_t index = found->second[upper ? 1 : 0];
  return index < 0 ? nullptr : &runs_[static_cast<size_t>(index)];
}

const std::vector<Candidate>& CandidateSearch::Find(const std::u32string& observed) {
  const auto found = cache_.find(observed);
  if (found != cache_.end()) return found->second;
  if (cache_.size() > kCacheEntries) cache_.clear();
  return cache_.emplace(observed, Search(observed)).first->second;
}

void CandidateSearch::Relax(size_t position, uint32_t node, Casing casing, float cost) {
  float& least = least_[position];
  if (cost > least + kStateWindow ||
      cost - kFrequencyWeight * lexicon_.node(node).best_below > bound_)
    return;
  const uint64_t key = generation_ << 32 | uint64_t{node} << 8 | uint64_t{position} << 2 |
                       static_cast<uint64_t>(casing);
  size_t at = static_cast<size_t>((key * 0x9E3779B97F4A7C15ULL) >> 49);
  for (; slots_[at].key >> 32 == generation_; at = (at + 1) & (kSlots - 1)) {
    if (slots_[at].key != key) continue;
    State& state = open_[position][slots_[at].index];
    if (cost >= state.cost) return;
    state.cost = cost;
    least = std::min(least, cost);
    cheapened_.push_back(slots_[at].index);
    return;
  }
  if (slots_used_ >= kMostStates) return;
  ++slots_used_;
  slots_[at] = {key, static_cast<uint32_t>(open_[position].size())};
  open_[position].push_back({cost, node, casing});
  least = std::min(least, cost);
}

void CandidateSearch::Follow(const Run& run, const State& state, size_t to) {
  const Lexicon::Node& node = lexicon_.node(state.node);
  const bool upper_inside = state.casing == Casing::kUpper;
  uint32_t rank = 0;  // among the run's first letters
  uint32_t child = node.first_child;
  for (size_t half = 0; half < 2; ++half) {
    const uint64_t common = run.letters[half] & node.letters[half];
    for (uint64_t rest = common; rest != 0; rest &= rest - 1) {
      const uint64_t below = (rest & -rest) - 1;
      const uint32_t letter =
          rank + static_cast<uint32_t>(Lexicon::CountBits(run.letters[half] & below));
      const uint32_t next =
          child + static_cast<uint32_t>(Lexicon::CountBits(node.letters[half] & below));
      for (uint32_t i = starts_[run.starts + letter]; i < starts_[run.starts + letter + 1]; ++i) {
        const Arc& arc = arcs_[i];
        if (state.cost + arc.cost > least_[to] + kStateWindow) break;  // cheapest first
        if (arc.second == Lexicon::kNoLetter) {
          Relax(to, next, state.casing, state.cost + arc.cost);
        } else if (arc.second_upper == upper_inside) {
          const uint32_t second = lexicon_.Child(next, arc.second);
          if (second != Lexicon::kNone) {
            Relax(to, second, state.casing, state.cost + arc.cost);
          }
        }
      }
    }
    rank += static_cast<uint32_t>(Lexicon::CountBits(run.letters[half]));
    child += static_cast<uint32_t>(Lexicon::CountBits(node.letters[half]));
  }
}

void CandidateSearch::CloseDeletions(size_t position) {
  const std::array<const Run*, 2> dropped = {Printing({}, false), Printing({}, true)};
  if (dropped[0] == nullptr && dropped[1] == nullptr) return;
  std::vector<State>& open = open_[position];
  const auto drop = [&](size_t i) {
    const State state = open[i];
    const Run* run = dropped[UpperHere(state.casing, state.node == Lexicon::kRoot) ? 1 : 0];
    if (run == nullptr || state.cost + run->least > least_[position] + kStateWindow) return;
    Follow(*run, state, position);
  };
  cheapened_.clear();
  for (size_t i = 0; i < open.size(); ++i) drop(i);
  // What a dropped letter made cheaper goes on from there at the new cost.
  while (!cheapened_.empty()) {
    const size_t i = cheapened_.back();
    cheapened_.pop_back();
    drop(i);
  }
}

std::vector<Candidate> CandidateSearch::Search(const std::u32string& observed) {
  bound_ = std::numeric_limits<float>::infinity();
  std::vector<Candidate> out = Search(observed, false);
  if (complete_) return out;
  for (const Candidate& c : out) bound_ = std::min(bound_, Worth(c) + kWindow);
  // Operations that the channel never saw cost time and are wanted only where the others fail.
  const bool good = std::any_of(out.begin(), out.end(), [](const Candidate& c) {
    return c.cost <= kPoor && c.log_prob >= kRare;
  });
  if (!good) out = Search(observed, true);
  if (out.size() > kMost) {
    std::nth_element(out.begin(), out.begin() + kMost, out.end(),
                     [](const Candidate& a, const Candidate& b) { return Worth(a) < Worth(b); });
    out.resize(kMost);
    std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
      return std::tuple(a.cost, a.word, a.casing) < std::tuple(b.cost, b.word, b.casing);
    });
  }
  return out;
}

std::vector<Candidate> CandidateSearch::Search(const std::u32string& observed, bool unseen) {
  std::vector<Candidate> out;
  const size_t n = observed.size();
  if (n == 0 || n > kLongest) return out;
  for (size_t p = 0; p <= n; ++p) {
    open_[p].clear();
    least_[p] = std::numeric_limits<float>::infinity();
  }
  ++generation_;
  slots_used_ = 0;
  // A word of small letters is hardly read as capitals, nor the other way round.
  const auto capitals = std::count_if(observed.begin(), observed.end(), IsUpper);
  const auto small = std::count_if(observed.begin(), observed.end(), IsLower);
  if (capitals < 2 || small > 0) Relax(0, Lexicon::kRoot, Casing::kLower, 0);
  Relax(0, Lexicon::kRoot, Casing::kTitle, 0);
  if (small < 2 || capitals > 0) Relax(0, Lexicon::kRoot, Casing::kUpper, 0);
  const size_t beam = unseen ? kUnseenBeam : kBeam;
  const auto worth = [this](const State& state) {
    return state.cost - kLookAhead * lexicon_.node(state.node).best_below;
  };
  for (size_t p = 0; p < n; ++p) {
    CloseDeletions(p);
    std::vector<State>& open = open_[p];
    if (open.size() > beam) {
      std::nth_element(open.begin(), open.begin() + static_cast<ptrdiff_t>(beam), open.end(),
                       [&](const State& a, const State& b) {
                         return std::tuple(worth(a), a.node, a.casing) <
                                std::tuple(worth(b), b.node, b.casing);
                       });
      open.resize(beam);
    }
    std::array<std::array<const Run*, 2>, 3> printing{};
    for (size_t length = 1; length <= 3 && p + length <= n; ++length) {
      for (const bool upper : {false, true}) {
        printing[length - 1][upper ? 1 : 0] =
            Printing(std::u32string_view(observed).substr(p, length), upper);
      }
    }
    const bool letter = IsLetter(observed[p]) || IsDigit(observed[p]);
    const float substitution = letter ? static_cast<float>(kAnySubstitution) : kSignSubstitution;
    const float limit = least_[p] + kStateWindow;
    for (const State& state : open) {
      if (state.cost > limit) continue;
      const size_t upper = UpperHere(state.casing, state.node == Lexicon::kRoot) ? 1 : 0;
      for (size_t length = 1; length <= 3 && p + length <= n; ++length) {
        const Run* run = printing[length - 1][upper];
        if (run != nullptr) Follow(*run, state, p + length);
      }
      if (!unseen) continue;
      Relax(p + 1, state.node, state.casing, state.cost + static_cast<float>(kAnyInsertion));
      const Lexicon::Node& node = lexicon_.node(state.node);
      const int children =
          Lexicon::CountBits(node.letters[0]) + Lexicon::CountBits(node.letters[1]);
      for (int i = 0; i < children; ++i) {
        Relax(p + 1, node.first_child + static_cast<uint32_t>(i), state.casing,
              state.cost + substitution);
      }
    }
  }
  CloseDeletions(n);
  float best = std::numeric_limits<float>::infinity();
  for (const State& state : open_[n]) {
    const Lexicon::Node& node = lexicon_.node(state.node);
    if (node.word == kUnknownWord) continue;
    out.push_back({node.word, state.casing, state.cost, node.log_prob});
    best = std::min(best, Worth(out.back()));
  }
  std::erase_if(out, [best](const Candidate& c) { return Worth(c) > best + kWindow; });
  std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return std::tuple(a.cost, a.word, a.casing) < std::tuple(b.cost, b.word, b.casing);
  });
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
