// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair_decoder.h"

#include <algorithm>
#include <limits>

#include "normalizers/lm_tokens.h"
#include "normalizers/repair_rules.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr double kSplitCost = 5.0;         ///< a space that was not printed
constexpr double kMergeCost = 5.0;         ///< a space that should not be there
constexpr double kUnknownBase = 5.0;       ///< an unknown word kept as it is …
constexpr double kUnknownLetter = 1.6;     ///< … and for each letter of it
constexpr double kInnerPunctuation = 1.0;  ///< outer punctuation taken as part of the word
constexpr double kLooksWrong = 4.0;        ///< channel cost from which joins and splits are tried
constexpr size_t kBlockTokens = 4000;

struct Hypothesis {
  History history{};
  double score = 0;
  int32_t back = -1;   ///< index into the arena
  uint32_t token = 0;  ///< first raw token of its edge
  uint32_t edge = 0;
};

bool EndsSentence(std::string_view token) {
  return !token.empty() &&
         (token.back() == '.' || token.back() == ':' || token.back() == '!' || token.back() == '?');
}

bool LettersOnly(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (!IsLetter(DecodeUtf8(text, at))) return false;
  }
  return !text.empty();
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Share of capitals among the letters of a line.
bool MostlyCapitals(std::string_view line) {
  int upper = 0, letters = 0;
  for (size_t at = 0; at < line.size();) {
    const char32_t c = DecodeUtf8(line, at);
    if (!IsLetter(c)) continue;
    ++letters;
    if (IsUpper(c)) ++upper;
  }
  return letters >= 6 && upper * 10 >= letters * 7;
}

}  // namespace

std::vector<RepairDecoder::RawToken> RepairDecoder::Tokenize(
    const std::vector<std::string>& lines) const {
  std::vector<RawToken> tokens;
  bool sentence_start = true;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const bool capitals = MostlyCapitals(line);
    bool line_start = true;
    for (size_t begin = 0; begin < line.size();) {
      if (line[begin] == ' ' || line[begin] == '\t') {
        ++begin;
        continue;
      }
      size_t end = begin;
      while (end < line.size() && line[end] != ' ' && line[end] != '\t') ++end;
      RawToken token{i,          begin,          end,     line.substr(begin, end - begin),
                     line_start, sentence_start, capitals};
      tokens.push_back(token);
      const TokenParts parts = SplitPunctuation(token.text);
      const bool marker =
          line_start &&
          (parts.core_begin == parts.core_end ||
           ProtectionOf(token.text,
                        token.text.substr(parts.core_begin, parts.core_end - parts.core_begin),
                        true) != Protection::kFree);
      sentence_start = marker || EndsSentence(token.text);
      line_start = false;
      begin = end;
    }
  }
  return tokens;
}

std::vector<WordId> RepairDecoder::Symbols(std::string_view text) const {
  std::vector<std::string> forms;
  AppendSymbols(text, forms);
  std::vector<WordId> ids;
  for (const std::string& form : forms) ids.push_back(model_.Find(form));
  return ids;
}

double RepairDecoder::CasingCost(const RawToken& token, WordId word, Casing casing) const {
  const size_t at = size_t{word} * 3;
  const auto habit = [&](Casing c) {
    const size_t i = at + static_cast<size_t>(c);
    return i < casing_.size() ? static_cast<unsigned char>(casing_[i]) / 16.0 : 1.0;
  };
  if (token.capitals) return casing == Casing::kUpper ? 0.1 : 2.0 + habit(casing) * 0.2;
  if (token.sentence_start) {
    if (casing == Casing::kTitle) return 0.3;
    if (casing == Casing::kLower) return 1.2;
  }
  return habit(casing);
}

void RepairDecoder::AddWordEdges(const RawToken& token, size_t core_begin, size_t core_end,
                                 double extra, std::vector<Edge>& edges) {
  const std::string_view text = token.text;
  const std::string_view core = text.substr(core_begin, core_end - core_begin);
  const std::vector<WordId> before = Symbols(text.substr(0, core_begin));
  const std::vector<WordId> after = Symbols(text.substr(core_end));
  for (const Candidate& candidate : search_.Find(ToUtf32(core))) {
    Edge edge;
    edge.symbols = before;
    edge.symbols.push_back(candidate.word);
    edge.symbols.insert(edge.symbols.end(), after.begin(), after.end());
    edge.truth = InCasing(model_.word(candidate.word), candidate.casing);
    edge.observed = std::string(core);
    edge.text =
        std::string(text.substr(0, core_begin)) + edge.truth + std::string(text.substr(core_end));
    edge.cost = options_.channel_weight * (candidate.cost + extra) +
                options_.casing_weight * CasingCost(token, candidate.word, candidate.casing);
    edge.known = true;
    edges.push_back(std::move(edge));
  }
}

void RepairDecoder::AddSplitEdges(const RawToken& token, size_t core_begin, size_t core_end,
                                  std::vector<Edge>& edges) {
  const std::u32string core = ToUtf32(token.text.substr(core_begin, core_end - core_begin));
  if (core.size() < 4 || core.size() > CandidateSearch::kLongest) return;
  for (size_t cut = 1; cut < core.size(); ++cut) {
    const std::vector<Candidate> left = search_.Find(core.substr(0, cut));
    const std::vector<Candidate> right = search_.Find(core.substr(cut));
    for (size_t l = 0; l < left.size() && l < 3; ++l) {
      for (size_t r = 0; r < right.size() && r < 3; ++r) {
        if (left[l].cost + right[r].cost > 7) continue;
        Edge edge;
        edge.symbols = Symbols(token.text.substr(0, core_begin));
        edge.symbols.push_back(left[l].word);
        edge.symbols.push_back(right[r].word);
        for (const WordId id : Symbols(token.text.substr(core_end))) edge.symbols.push_back(id);
        edge.text = std::string(token.text.substr(0, core_begin)) +
                    InCasing(model_.word(left[l].word), left[l].casing) + " " +
                    InCasing(model_.word(right[r].word), right[r].casing) +
                    std::string(token.text.substr(core_end));
        RawToken second = token;
        second.sentence_start = false;
        edge.cost = options_.channel_weight * (left[l].cost + right[r].cost + kSplitCost) +
                    options_.casing_weight * (CasingCost(token, left[l].word, left[l].casing) +
                                              CasingCost(second, right[r].word, right[r].casing));
        edge.known = true;
        edges.push_back(std::move(edge));
      }
    }
  }
}

void RepairDecoder::AddMergeEdges(const RawToken& token, const RawToken& next,
                                  std::vector<Edge>& edges) {
  const TokenParts a = SplitPunctuation(token.text), b = SplitPunctuation(next.text);
  if (a.core_end != token.text.size() || b.core_begin != 0 || a.core_begin == a.core_end ||
      b.core_end == 0) {
    return;
  }
  const std::string core =
      std::string(token.text.substr(a.core_begin)) + std::string(next.text.substr(0, b.core_end));
  if (CountCodePoints(core) > 8 || !LettersOnly(core)) return;
  for (const Candidate& candidate : search_.Find(ToUtf32(core))) {
    Edge edge;
    edge.tokens = 2;
    edge.symbols = Symbols(token.text.substr(0, a.core_begin));
    edge.symbols.push_back(candidate.word);
    for (const WordId id : Symbols(next.text.substr(b.core_end))) edge.symbols.push_back(id);
    edge.truth = InCasing(model_.word(candidate.word), candidate.casing);
    edge.observed = core;
    edge.text = std::string(token.text.substr(0, a.core_begin)) + edge.truth +
                std::string(next.text.substr(b.core_end));
    edge.cost = options_.channel_weight * (candidate.cost + kMergeCost) +
                options_.casing_weight * CasingCost(token, candidate.word, candidate.casing);
    edge.known = true;
    edges.push_back(std::move(edge));
    if (edges.size() > 60) break;
  }
}

std::vector<RepairDecoder::Edge> RepairDecoder::Edges(const std::vector<RawToken>& tokens,
                                                      size_t index) {
  const RawToken& token = tokens[index];
  const TokenParts parts = SplitPunctuation(token.text);
  const std::string_view core =
      token.text.substr(parts.core_begin, parts.core_end - parts.core_begin);
  Edge same;
  same.text = std::string(token.text);
  same.symbols = Symbols(token.text);
  if (core.empty()) return {same};
  const Protection protection = ProtectionOf(token.text, core, token.line_start);
  if (protection != Protection::kFree) {
    if (protection == Protection::kCode) {
      if (const auto mended = MendCode(core)) {
        same.text = std::string(token.text.substr(0, parts.core_begin)) + *mended +
                    std::string(token.text.substr(parts.core_end));
        same.symbols = Symbols(same.text);
      }
    }
    return {same};
  }
  if (options_.guard_names &&
      (HasDigit(core) || (!token.sentence_start && !token.capitals && LettersOnly(core) &&
                          InCasing(Lower(core), Casing::kTitle) == core &&
                          model_.Find(LexiconForm(core)) != kUnknownWord))) {
    return {same};
  }

  std::vector<Edge> edges;
  AddWordEdges(token, parts.core_begin, parts.core_end, 0, edges);
  const double best = edges.empty() ? std::numeric_limits<double>::infinity() : edges.front().cost;
  if (best > kLooksWrong) {
    // Brackets, quotes and the like may be pieces of letters: lu'QI}g, od(f)ng, thu'.
    const size_t size = token.text.size();
    if (parts.core_begin > 0) AddWordEdges(token, 0, parts.core_end, kInnerPunctuation, edges);
    if (parts.core_end < size) {
      AddWordEdges(token, parts.core_begin, size, kInnerPunctuation, edges);
    }
    AddSplitEdges(token, parts.core_begin, parts.core_end, edges);
  }
  if (index + 1 < tokens.size() && tokens[index + 1].line == token.line &&
      (best > 2.0 || CountCodePoints(core) <= 3)) {
    AddMergeEdges(token, tokens[index + 1], edges);
  }
  // The token itself. A word of the lexicon is among the candidates already, at its own cost.
  const WordId own = model_.Find(LexiconForm(core));
  if (own == kUnknownWord || edges.empty() || !LettersOnly(core)) {
    same.cost = options_.channel_weight *
                (kUnknownBase + kUnknownLetter * static_cast<double>(CountCodePoints(core)));
    edges.push_back(std::move(same));
  }
  return edges;
}

std::vector<DecodedToken> RepairDecoder::Decode(const std::vector<std::string>& lines) {
  const std::vector<RawToken> tokens = Tokenize(lines);
  std::vector<DecodedToken> out;
  if (tokens.empty() || tokens.size() > kBlockTokens) {
    // A block is a paragraph; what is longer is cut by the caller.
    return out;
  }
  std::vector<std::vector<Edge>> edges(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) edges[i] = Edges(tokens, i);

  std::vector<Hypothesis> arena;
  std::vector<std::vector<uint32_t>> alive(tokens.size() + 1);
  arena.push_back({NgramModel::Start(), 0, -1, 0, 0});
  alive[0].push_back(0);
  for (size_t i = 0; i < tokens.size(); ++i) {
    std::vector<uint32_t>& here = alive[i];
    std::sort(here.begin(), here.end(),
              [&](uint32_t a, uint32_t b) { return arena[a].score > arena[b].score; });
    if (here.size() > options_.beam) here.resize(options_.beam);
    for (const uint32_t from : here) {
      for (size_t e = 0; e < edges[i].size(); ++e) {
        const Edge& edge = edges[i][e];
        Hypothesis next = arena[from];
        next.score -= edge.cost;
        for (const WordId symbol : edge.symbols) {
          next.score += model_.Score(next.history, symbol);
          next.history = NgramModel::Next(next.history, symbol);
        }
        next.back = static_cast<int32_t>(from);
        next.token = static_cast<uint32_t>(i);
        next.edge = static_cast<uint32_t>(e);
        std::vector<uint32_t>& there = alive[i + edge.tokens];
        const auto twin = std::find_if(there.begin(), there.end(), [&](uint32_t h) {
          return arena[h].history == next.history;
        });
        if (twin == there.end()) {
          there.push_back(static_cast<uint32_t>(arena.size()));
          arena.push_back(next);
        } else if (next.score > arena[*twin].score) {
          arena[*twin] = next;
        }
      }
    }
  }
  int32_t at = -1;
  for (const uint32_t h : alive[tokens.size()]) {
    if (at < 0 || arena[h].score > arena[static_cast<size_t>(at)].score) {
      at = static_cast<int32_t>(h);
    }
  }
  std::vector<const Hypothesis*> path;
  for (; at > 0; at = arena[static_cast<size_t>(at)].back) {
    path.push_back(&arena[static_cast<size_t>(at)]);
  }
  std::reverse(path.begin(), path.end());

  for (size_t k = 0; k < path.size(); ++k) {
    const Hypothesis& step = *path[k];
    const Edge& chosen = edges[step.token][step.edge];
    const RawToken& first = tokens[step.token];
    const RawToken& last = tokens[step.token + chosen.tokens - 1];
    DecodedToken token;
    token.line = first.line;
    token.begin = first.begin;
    token.end = last.end;
    token.text = chosen.text;
    token.marked = chosen.known;
    token.truth = chosen.truth;
    token.observed = chosen.observed;
    token.margin = 30;
    // The best other reading between the path's neighbours, two tokens of context behind.
    const History before = arena[static_cast<size_t>(step.back)].history;
    const auto score = [&](const Edge& edge) {
      double total = -edge.cost;
      History history = before;
      for (const WordId symbol : edge.symbols) {
        total += model_.Score(history, symbol);
        history = NgramModel::Next(history, symbol);
      }
      int ahead = 0;
      for (size_t j = k + 1; j < path.size() && ahead < 3; ++j) {
        for (const WordId symbol : edges[path[j]->token][path[j]->edge].symbols) {
          total += model_.Score(history, symbol);
          history = NgramModel::Next(history, symbol);
          ++ahead;
        }
      }
      return total;
    };
    if (edges[step.token].size() > 1) {
      const double own = score(chosen);
      for (const Edge& other : edges[step.token]) {
        if (other.tokens != chosen.tokens || other.text == chosen.text) continue;
        const double margin = own - score(other);
        if (margin < token.margin) {
          token.margin = margin;
          token.second = other.text;
        }
      }
    }
    out.push_back(std::move(token));
  }
  return out;
}

}  // namespace planrec::normalize
