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

#include <memory>
#include <string>
#include <vector>

#include "normalizers/channel.h"
#include "normalizers/lexicon.h"
#include "normalizers/ngram_model.h"

namespace planrec::normalize {

struct DecoderOptions {
  double channel_weight = 0.9;  ///< β; higher trusts the page more
  double casing_weight = 0.6;   ///< γ
  size_t beam = 24;
  bool guard_names =
      false;  ///< leave title-case words inside a sentence and tokens with digits alone
};

/// One raw token and what became of it.
struct DecodedToken {
  size_t line = 0;            ///< index of its line in the block
  size_t begin = 0, end = 0;  ///< bytes of its line; a joined pair of tokens reaches over the space
  std::string text;           ///< what it reads; equal to the raw bytes where nothing changed
  double margin = 0;          ///< ln odds to the best other reading; large where there is none
  std::string second;         ///< that reading; empty where there is none
  bool marked = false;        ///< a known word of the lexicon came out
  std::string truth,
      observed;  ///< the cased word and the observed core it explains, for adaptation
};

class RepairDecoder {
 public:
  RepairDecoder(const NgramModel& model, const Lexicon& lexicon, std::string_view casing,
                const Channel& channel, const DecoderOptions& options)
      : model_(model), casing_(casing), search_(lexicon, channel), options_(options) {}

  /// Decodes one block: lines that run on from one to the next.
  std::vector<DecodedToken> Decode(const std::vector<std::string>& lines);

 private:
  struct Edge {
    size_t tokens = 1;  ///< raw tokens it covers
    std::vector<WordId> symbols;
    double cost = 0;  ///< weighted, without the language model
    std::string text, truth, observed;
    bool known = false;
  };
  struct RawToken {
    size_t line = 0, begin = 0, end = 0;
    std::string_view text;
    bool line_start = false, sentence_start = false, capitals = false;
  };

  std::vector<RawToken> Tokenize(const std::vector<std::string>& lines) const;
  std::vector<Edge> Edges(const std::vector<RawToken>& tokens, size_t index);
  void AddWordEdges(const RawToken& token, size_t core_begin, size_t core_end, double extra,
                    std::vector<Edge>& edges);
  void AddSplitEdges(const RawToken& token, size_t core_begin, size_t core_end,
                     std::vector<Edge>& edges);
  void AddMergeEdges(const RawToken& token, const RawToken& next, std::vector<Edge>& edges);
  double CasingCost(const RawToken& token, WordId word, Casing casing) const;
  std::vector<WordId> Symbols(std::string_view text) const;

  const NgramModel& model_;
  std::string_view casing_;
  CandidateSearch search_;
  DecoderOptions options_;
};

}  // namespace planrec::normalize
