// SPDX-License-Identifier: GPL-3.0-or-later
//
// The noisy-channel decoder: which text, given the channel and the language model, was most likely
// read as these lines.
//
//   max over texts of  Σ ln p(symbol | three before)  −  β Σ channel cost  −  γ Σ casing cost
//
// Each raw token has edges: its lexicon candidates, itself, two words where it looks joined, one
// word of it and its neighbour where they look split. A beam over n-gram states finds the best
// path; a token's confidence comes from the margin to the best other reading in the path's context.
// One decoder, one thread; model and channel are shared and immutable.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "normalizers/language/channel.h"
#include "normalizers/language/lexicon.h"
#include "normalizers/language/near_words.h"
#include "normalizers/language/ngram_model.h"

namespace planrec::normalize {

struct DecoderOptions {
  double channel_weight = 0.9;  ///< β; higher trusts the page more
  double casing_weight = 0.6;   ///< γ
  size_t beam = 16;
  double window = 14;        ///< hypotheses further behind the best one are dropped
  bool guard_names = false;  ///< leave title-case words inside a sentence and tokens with digits
  /// Where set, words of the same letters with marks that the channel does not lead to are
  /// candidates too: the reading's confidence is known, and keeps them off the sure words.
  const Channel* other_marks = nullptr;
  /// Where set, what the engine makes of words that it reads with doubt.
  const Channel* doubted = nullptr;
  /// Where set, words that the words around expect are candidates for doubted ones.
  const NearWords* near = nullptr;
  bool marks_only = false;  ///< words lack their marks and nothing else is wrong
};

/// One raw token and what became of it.
struct DecodedToken {
  size_t line = 0;            ///< index of its line in the block
  size_t begin = 0, end = 0;  ///< bytes of its line; a joined pair of tokens reaches over the space
  std::string text;           ///< what it reads; equal to the raw bytes where nothing changed
  double margin = 0;          ///< ln odds to the best other reading; large where there is none
  double over_raw = 0;        ///< ln odds to leaving it as it is; 0 where that was no choice
  std::string second;         ///< that reading; empty where there is none
  bool known = false;         ///< a known word of the lexicon came out
  bool name = false;          ///< in title case inside a sentence
  char sign = 0;              ///< that its last byte should be; 0 where it may stay
  std::string truth, observed;  ///< the cased word and the observed core that it explains
};

/// How surely bytes [begin, end) of a line were read.
struct WordConfidence {
  uint32_t begin = 0, end = 0;
  double confidence = 1;  ///< the engine's, 0..1
};

/// Below this a word is read with doubt: 62 % of 6,000 such words of our pages were wrong, 1.6 %
/// of the others.
inline constexpr double kDoubted = 0.85;

/// By place, not overlapping. Words that are not in it are as sure as their text looks.
using LineConfidences = std::vector<WordConfidence>;

/// That of the word at byte `begin`; null where nothing is known.
const WordConfidence* ConfidenceAt(const LineConfidences& words, size_t begin);

/// What a document showed so far: used in its second pass.
struct DocumentMemory {
  /// Readings that are sure by (line of the block << 32 | first byte) stay; they are only context.
  std::unordered_map<uint64_t, DecodedToken> sure;
  /// Names by their cased form → how often they were read for sure.
  const std::unordered_map<std::string, int>* names = nullptr;
  /// What the first pass read, by the same key; null where there was none.
  const std::unordered_map<uint64_t, std::string>* readings = nullptr;
  /// Per line of the block; empty where nothing is known of the reading.
  std::vector<const LineConfidences*> confidences = {};
  static uint64_t Key(size_t line, size_t begin) { return uint64_t{line} << 32 | begin; }
};

class RepairDecoder {
 public:
  RepairDecoder(const NgramModel& model, const Lexicon& lexicon, std::string_view casing,
                const Channel& channel, const DecoderOptions& options)
      : model_(model),
        casing_(casing),
        search_(lexicon, channel, options.marks_only),
        near_(options.near),
        options_(options) {
    if (options.other_marks != nullptr) by_letters_.emplace(lexicon, *options.other_marks, true);
    if (options.doubted != nullptr) doubted_.emplace(lexicon, *options.doubted);
  }

  /// Decodes one block: lines that run on from one to the next. `memory` may be null.
  std::vector<DecodedToken> Decode(const std::vector<std::string>& lines,
                                   const DocumentMemory* memory = nullptr);
  /// Of the last block's best path: how well model and channel explain what was read.
  double score() const { return score_; }

 private:
  enum class EdgeKind : uint8_t { kSame, kMended, kGiven, kWord, kSplit, kMerge };
  /// A way to read one token, or a token and its neighbour.
  struct Edge {
    EdgeKind kind = EdgeKind::kSame;
    uint8_t tokens = 1;  ///< raw tokens it covers
    uint8_t symbols_used = 0;
    bool restart = false;  ///< a paragraph starts at this token
    std::array<WordId, 8> symbols{};
    float cost = 0;  ///< weighted, without the language model
    std::array<WordId, 2> word{};
    std::array<Casing, 2> casing{};
    uint32_t core_begin = 0, core_end = 0;  ///< bytes of the token, for kMerge of the next one
    void AddSymbol(WordId id) {
      if (symbols_used < symbols.size()) symbols[symbols_used++] = id;
    }
    /// One word for bytes begin to end of its token; of the signs around it, as the symbols of
    /// `outside`, the first `before` stand in front of it.
    static Edge Word(const Edge& outside, size_t before, WordId id, Casing as, size_t begin,
                     size_t end) {
      Edge edge;
      edge.kind = EdgeKind::kWord;
      for (size_t i = 0; i < before; ++i) edge.AddSymbol(outside.symbols[i]);
      edge.AddSymbol(id);
      for (size_t i = before; i < outside.symbols_used; ++i) edge.AddSymbol(outside.symbols[i]);
      edge.word[0] = id;
      edge.casing[0] = as;
      edge.core_begin = static_cast<uint32_t>(begin);
      edge.core_end = static_cast<uint32_t>(end);
      return edge;
    }
  };
  struct RawToken {
    size_t line = 0, begin = 0, end = 0;
    std::string_view text;
    bool line_start = false, sentence_start = false, capitals = false, restart = false;
    const WordConfidence* read = nullptr;  ///< how surely; null where nothing is known
    bool doubted = false;                  ///< below what doubted words are read by
    bool in_brackets = false;              ///< behind a "(" that nothing has closed
    bool beside_small = false;  ///< both neighbours on its line begin with a small letter
  };

  std::vector<RawToken> Tokenize(const std::vector<std::string>& lines) const;
  std::vector<Edge> Edges(const std::vector<RawToken>& tokens, size_t index,
                          const DocumentMemory* memory);
  std::vector<Edge> MarksOnlyEdges(const RawToken& token, const DocumentMemory* memory);
  /// `dropped` bytes behind the core go with it and are not looked at.
  void AddWordEdges(const RawToken& token, size_t core_begin, size_t core_end, double extra,
                    const DocumentMemory* memory, std::vector<Edge>& edges, size_t dropped = 0);
  /// Whether a small letter follows on the same line.
  static bool GoesOn(const std::vector<RawToken>& tokens, size_t index);
  /// Candidates by the channel that the token is read by.
  const std::vector<Candidate>& Find(const RawToken& token, const std::u32string& observed) {
    return (token.doubted ? *doubted_ : search_).Find(observed);
  }
  /// Words of the same letters with any marks, at one cost, or less where the channel knows them.
  void AddOtherMarks(std::string_view core, std::vector<Candidate>& candidates);
  /// Known words like the core that the words around expect, where the reading is doubted.
  void AddExpectedEdges(const std::vector<RawToken>& tokens, size_t index, size_t core_begin,
                        size_t core_end, const DocumentMemory* memory, std::vector<Edge>& edges);
  /// Makes it dearer to leave a word that was read with doubt, cheaper to leave a sure one.
  void WeighDoubt(const RawToken& token, std::string_view core, std::vector<Edge>& edges) const;
  void AddSplitEdges(const RawToken& token, size_t core_begin, size_t core_end,
                     std::vector<Edge>& edges);
  void AddMergeEdges(const RawToken& token, const RawToken& next, std::vector<Edge>& edges);
  /// What it costs to leave a token that is no known word.
  double UnknownCost(const RawToken& token, std::string_view core) const;
  /// A form that the language has in capitals mostly: UBND, CCHC.
  bool IsAbbreviation(std::string_view core) const;
  double CasingCost(const RawToken& token, WordId word, Casing casing) const;
  void AddSymbols(std::string_view text, Edge& edge) const;
  std::string TextOf(const Edge& edge, const std::vector<RawToken>& tokens, size_t index,
                     const DocumentMemory* memory) const;
  /// What the full stop behind the path's k-th reading should be: a comma where the sentence goes
  /// on. 0 where it may stay.
  char SignBehind(const std::vector<RawToken>& tokens, const std::vector<std::vector<Edge>>& edges,
                  const std::vector<std::array<uint32_t, 2>>& path, size_t k, const History& before,
                  const DocumentMemory* memory) const;
  std::vector<DecodedToken> Describe(const std::vector<RawToken>& tokens,
                                     const std::vector<std::vector<Edge>>& edges,
                                     const std::vector<std::array<uint32_t, 2>>& path,
                                     const std::vector<History>& before,
                                     const DocumentMemory* memory) const;

  const NgramModel& model_;
  std::string_view casing_;
  CandidateSearch search_;
  std::optional<CandidateSearch> by_letters_, doubted_;
  const NearWords* near_;
  DecoderOptions options_;
  double score_ = 0;
};

/// Where a token is cut that lost its marks only: behind what separates two runs of letters, or
/// between a small letter and a capital; its size where it is one word.
size_t MarksOnlyPart(std::string_view token);

}  // namespace planrec::normalize
