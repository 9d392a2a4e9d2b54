// SPDX-License-Identifier: GPL-3.0-or-later
//
// The decoder's candidates by context: for a word that our recognition doubted, or that no channel
// explains well, known words written somewhat like it that the words around expect. The words
// around are those of the first pass where there was one.
#include <algorithm>

#include "normalizers/language/lm_tokens.h"
#include "normalizers/repair/repair_decoder.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

/// A word that our recognition doubts, one that it doubts little, and one of a layer whose marks
/// are lost anyway.
constexpr NearCosts kOwnReading = {3.2F, 1.5F, 8.7F}, kLittleDoubt = {6.2F, 1.5F, 11.7F},
                    kPoorLayer = {5.2F, 0.4F, 13.0F};
constexpr double kLittleDoubted = 0.93;  ///< confidence from which on a word is not doubted
constexpr size_t kMostExpected = 6;      ///< words added for one token
constexpr double kExpectedWindow = 6.0;  ///< behind the best one

}  // namespace

void RepairDecoder::AddExpectedEdges(const std::vector<RawToken>& tokens, size_t index,
                                     size_t core_begin, size_t core_end,
                                     const DocumentMemory* memory, std::vector<Edge>& edges) {
  const RawToken& token = tokens[index];
  const bool own = options_.guard_names;
  if (own && (token.read == nullptr || token.read->confidence >= kLittleDoubted)) return;
  std::u32string core = ToUtf32(token.text.substr(core_begin, core_end - core_begin));
  const auto text_of = [&](size_t i) -> std::string {
    if (memory == nullptr || memory->readings == nullptr) return std::string(tokens[i].text);
    const auto found = memory->readings->find(DocumentMemory::Key(tokens[i].line, tokens[i].begin));
    return found == memory->readings->end() ? std::string() : found->second;
  };
  const auto letters = static_cast<size_t>(std::count_if(core.begin(), core.end(), IsLetter));
  const auto digits = std::count_if(core.begin(), core.end(), IsDigit);
  if (core.empty() || (!own && core.front() == U'[') || letters < (own ? 1 : 2) || digits > 0 ||
      (own && letters + 1 < core.size()))
    return;
  if (std::any_of(core.begin(), core.end(), [](char32_t c) { return c == '/' || c == '-'; }))
    return;
  if (!own) {
    // A run of signs is a letter or two.
    std::u32string few;
    size_t signs = 0;
    for (const char32_t c : core) {
      signs = IsLetter(c) || IsDigit(c) ? 0 : signs + 1;
      if (signs <= 2) few.push_back(c);
    }
    core = few;
  }
  // Plain letters in title case are a name as it is.
  const bool small_behind = core.size() > 1 && std::any_of(core.begin() + 1, core.end(), IsLower);
  const bool capital_behind = std::any_of(core.begin() + 1, core.end(), IsUpper);
  if (own && small_behind && capital_behind) return;
  if (own && IsUpper(core[0]) && small_behind && !token.sentence_start &&
      model_.Find(LexiconForm(ToUtf8(core))) != kUnknownWord) {
    return;
  }
  const bool plain =
      std::all_of(core.begin(), core.end(), [](char32_t c) { return c < 0x80 && IsLetter(c); });
  if (!own && plain && IsUpper(core[0]) && !capital_behind && !token.sentence_start) return;
  std::vector<NearWord> near;
  const bool little = own && token.read->confidence >= kDoubted;
  near_->Find(core, !own ? kPoorLayer : little ? kLittleDoubt : kOwnReading, near);
  if (near.empty()) return;
  Casing casing = Casing::kLower;
  const auto upper = static_cast<size_t>(std::count_if(core.begin(), core.end(), IsUpper));
  const auto lower = static_cast<size_t>(std::count_if(core.begin(), core.end(), IsLower));
  if (upper > lower && upper > 1) {
    casing = Casing::kUpper;
  } else if (IsUpper(core[0])) {
    casing = token.capitals ? Casing::kUpper : Casing::kTitle;
  } else if (token.capitals && upper > 0) {
    casing = Casing::kUpper;
  }
  History history = NgramModel::Start();
  if (!token.restart) {
    size_t first = index;
    while (first > 0 && index - first < 3 && !tokens[first].restart) --first;
    if (first > 0 && index - first == 3) history = {kUnknownWord, kNoWord, kNoWord};
    for (size_t i = first; i < index; ++i) {
      Edge edge;
      AddSymbols(text_of(i), edge);
      for (size_t k = 0; k < edge.symbols_used; ++k) {
        history = NgramModel::Next(history, edge.symbols[k]);
      }
    }
  }
  Edge outside, behind;
  AddSymbols(token.text.substr(0, core_begin), outside);
  const size_t before = outside.symbols_used;
  for (size_t k = 0; k < before; ++k) history = NgramModel::Next(history, outside.symbols[k]);
  AddSymbols(token.text.substr(core_end), outside);
  for (size_t k = before; k < outside.symbols_used; ++k) behind.AddSymbol(outside.symbols[k]);
  if (index + 1 < tokens.size() && !tokens[index + 1].restart) {
    AddSymbols(text_of(index + 1), behind);
  }
  const size_t ahead = std::min<size_t>(behind.symbols_used, 2);
  struct Expected {
    double score;
    NearWord near;
  };
  std::vector<Expected> expected;
  const NgramModel::Context context = model_.ContextOf(history);
  for (const NearWord& word : near) {
    double score =
        model_.Score(context, word.word) - options_.channel_weight * static_cast<double>(word.cost);
    History next = NgramModel::Next(history, word.word);
    for (size_t k = 0; k < ahead; ++k) {
      score += model_.Score(next, behind.symbols[k]);
      next = NgramModel::Next(next, behind.symbols[k]);
    }
    expected.push_back({score, word});
  }
  std::sort(expected.begin(), expected.end(), [](const Expected& a, const Expected& b) {
    return std::pair(-a.score, a.near.word) < std::pair(-b.score, b.near.word);
  });
  const double least = expected.front().score - kExpectedWindow;
  for (size_t i = 0; i < expected.size() && i < kMostExpected; ++i) {
    if (expected[i].score < least) break;
    const NearWord& word = expected[i].near;
    const float cost =
        static_cast<float>(options_.channel_weight * static_cast<double>(word.cost) +
                           options_.casing_weight * CasingCost(token, word.word, casing));
    const auto known = std::find_if(edges.begin(), edges.end(), [&](const Edge& edge) {
      return edge.kind == EdgeKind::kWord && edge.word[0] == word.word &&
             edge.casing[0] == casing && edge.core_begin == core_begin;
    });
    if (known != edges.end()) {
      known->cost = std::min(known->cost, cost);
      continue;
    }
    Edge edge = Edge::Word(outside, before, word.word, casing, core_begin, core_end);
    edge.cost = cost;
    edges.push_back(edge);
  }
}

}  // namespace planrec::normalize
