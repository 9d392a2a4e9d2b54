// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/repair_decoder.h"

#include <algorithm>
#include <cmath>

#include "normalizers/language/lm_tokens.h"
#include "normalizers/repair/joined_words.h"
#include "normalizers/repair/repair_rules.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr double kEdgeWindow = 9.0;  ///< what costs so much more can not come near
constexpr double kNoAlternative = 30;
constexpr size_t kBlockTokens = 4000;
constexpr size_t kLongestBracket = 12;  ///< tokens behind a "(" that its ")" is looked for in

struct Hypothesis {
  History history{};
  double score = 0;
  int32_t back = -1;   ///< index into the arena
  uint32_t token = 0;  ///< first raw token of its edge
  uint32_t edge = 0;
};

uint64_t Packed(const History& history) {
  return uint64_t{history[0]} << 32 | uint64_t{history[1]} << 16 | history[2];
}

bool EndsSentence(std::string_view token) {
  return !token.empty() &&
         (token.back() == '.' || token.back() == ':' || token.back() == '!' || token.back() == '?');
}

/// A line that ends a clause: what follows may open a new paragraph.
bool EndsClause(std::string_view token) {
  return EndsSentence(token) || token.back() == ';' || token.back() == ',' || token.back() == '/';
}

/// A word of two letters or more, nearly all of them capitals.
bool IsCapitals(std::string_view core) {
  int upper = 0, letters = 0;
  for (size_t at = 0; at < core.size();) {
    const char32_t c = DecodeUtf8(core, at);
    if (!IsLetter(c)) continue;
    ++letters;
    if (IsUpper(c)) ++upper;
  }
  return letters >= 2 && upper * 10 >= letters * 7;
}

/// Between two words; a cell of a table keeps its line ends.
bool IsGap(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

/// The first character that is no outer punctuation.
char32_t FirstLetter(std::string_view token) {
  size_t at = SplitPunctuation(token).core_begin;
  return at < token.size() ? DecodeUtf8(token, at) : U' ';
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
  size_t open = 0;  // tokens up to the last "(", 0 where it is closed
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const bool capitals = MostlyCapitals(line);
    bool line_start = true, last_capitals = false;
    for (size_t begin = 0; begin < line.size();) {
      if (IsGap(line[begin])) {
        ++begin;
        continue;
      }
      size_t end = begin;
      while (end < line.size() && !IsGap(line[end])) ++end;
      const std::string_view whole = line.substr(begin, end - begin);
      end = begin + (options_.marks_only ? MarksOnlyPart(whole) : FirstPart(whole, capitals));
      RawToken token{i,          begin,          end,      line.substr(begin, end - begin),
                     line_start, sentence_start, capitals, false};
      token.in_brackets = open > 0 && tokens.size() < open + kLongestBracket;
      const TokenParts parts = SplitPunctuation(token.text);
      const std::string_view core =
          token.text.substr(parts.core_begin, parts.core_end - parts.core_begin);
      const bool marker =
          line_start &&
          (core.empty() || ProtectionOf(token.text, core, true) == Protection::kMarker ||
           (IsNumber(core) && token.text.back() == '.'));
      // Beside its like a word of capitals is part of a head, whatever else its line holds.
      if (IsCapitals(core)) {
        if (!tokens.empty() && tokens.back().line == i && last_capitals) {
          token.capitals = tokens.back().capitals = true;
        }
        last_capitals = true;
      } else {
        last_capitals = false;
      }
      // A marked line is a paragraph of its own where the line before has ended.
      token.restart = marker && (tokens.empty() || EndsClause(tokens.back().text));
      tokens.push_back(token);
      if (token.text.find('(') != std::string_view::npos) open = tokens.size();
      if (token.text.find(')') != std::string_view::npos) open = 0;
      sentence_start = marker || EndsSentence(token.text);
      line_start = false;
      begin = end;
    }
  }
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (tokens[i - 1].line != tokens[i].line || tokens[i + 1].line != tokens[i].line) continue;
    tokens[i].beside_small =
        IsLower(FirstLetter(tokens[i - 1].text)) && IsLower(FirstLetter(tokens[i + 1].text));
  }
  return tokens;
}

std::string RepairDecoder::TextOf(const Edge& edge, const std::vector<RawToken>& tokens,
                                  size_t index, const DocumentMemory* memory) const {
  const RawToken& token = tokens[index];
  const auto word = [&](size_t i) { return InCasing(model_.word(edge.word[i]), edge.casing[i]); };
  const auto around = [&](const std::string& middle) {
    return std::string(token.text.substr(0, edge.core_begin)) + middle +
           std::string(token.text.substr(edge.core_end));
  };
  switch (edge.kind) {
    case EdgeKind::kSame:
      return std::string(token.text);
    case EdgeKind::kMended: {
      const TokenParts parts = SplitPunctuation(token.text);
      const std::string_view core =
          token.text.substr(parts.core_begin, parts.core_end - parts.core_begin);
      return std::string(token.text.substr(0, parts.core_begin)) +
             MendCode(core).value_or(std::string(core)) +
             std::string(token.text.substr(parts.core_end));
    }
    case EdgeKind::kGiven:
      return memory->sure.at(DocumentMemory::Key(token.line, token.begin)).text;
    case EdgeKind::kWord:
      return around(word(0));
    case EdgeKind::kSplit:
      return around(word(0) + " " + word(1));
    case EdgeKind::kMerge:
      return std::string(token.text.substr(0, edge.core_begin)) + word(0) +
             std::string(tokens[index + 1].text.substr(edge.core_end));
  }
  return std::string(token.text);
}

std::vector<DecodedToken> RepairDecoder::Decode(const std::vector<std::string>& lines,
                                                const DocumentMemory* memory) {
  std::vector<RawToken> tokens = Tokenize(lines);
  for (RawToken& token : tokens) {
    if (memory == nullptr || token.line >= memory->confidences.size()) break;
    token.read = ConfidenceAt(*memory->confidences[token.line], token.begin);
    token.doubted = doubted_ && token.read != nullptr && token.read->confidence < kDoubted;
  }
  // A block is a paragraph; what is longer is cut by the caller.
  score_ = 0;
  if (tokens.empty() || tokens.size() > kBlockTokens) return {};
  std::vector<std::vector<Edge>> edges(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) edges[i] = Edges(tokens, i, memory);

  std::vector<Hypothesis> arena = {{NgramModel::Start(), 0, -1, 0, 0}};
  std::vector<std::vector<Hypothesis>> pool(tokens.size() + 1);
  std::vector<uint64_t> seen;
  const auto worse = [](const Hypothesis& a, const Hypothesis& b) { return a.score < b.score; };
  std::vector<WordId> words;
  std::vector<double> scores;
  pool[0].push_back(arena[0]);
  for (size_t i = 0; i < tokens.size(); ++i) {
    std::vector<Hypothesis>& open = pool[i];
    if (open.empty()) continue;  // in the middle of a joined pair
    // First symbols are scored together; edges without symbols ask for a word that is not used.
    words.clear();
    for (const Edge& edge : edges[i]) words.push_back(edge.symbols[0]);
    std::make_heap(open.begin(), open.end(), worse);
    const double least = open.front().score - options_.window;
    seen.clear();
    for (auto end = open.end(); end != open.begin() && seen.size() < options_.beam;) {
      std::pop_heap(open.begin(), end, worse);
      const Hypothesis& hypothesis = *--end;
      if (hypothesis.score < least) break;
      History history = hypothesis.history;
      if (tokens[i].restart) history = NgramModel::Start();
      const uint64_t packed = Packed(history);
      if (std::find(seen.begin(), seen.end(), packed) != seen.end()) continue;
      seen.push_back(packed);
      const int32_t from = static_cast<int32_t>(arena.size());
      arena.push_back(hypothesis);
      arena.back().history = history;
      model_.Scores(model_.ContextOf(history), words, scores);
      for (size_t e = 0; e < edges[i].size(); ++e) {
        const Edge& edge = edges[i][e];
        Hypothesis next{history, hypothesis.score - static_cast<double>(edge.cost), from,
                        static_cast<uint32_t>(i), static_cast<uint32_t>(e)};
        for (size_t k = 0; k < edge.symbols_used; ++k) {
          next.score += k == 0 ? scores[e] : model_.Score(next.history, edge.symbols[k]);
          next.history = NgramModel::Next(next.history, edge.symbols[k]);
        }
        pool[i + edge.tokens].push_back(next);
      }
    }
    if (i > 0) std::vector<Hypothesis>().swap(open);
  }
  const std::vector<Hypothesis>& last = pool[tokens.size()];
  if (last.empty()) return {};
  const Hypothesis* best = &*std::max_element(last.begin(), last.end(), worse);
  score_ = best->score;
  std::vector<std::array<uint32_t, 2>> path;
  std::vector<History> before;
  for (const Hypothesis* at = best; at->back >= 0; at = &arena[static_cast<size_t>(at->back)]) {
    path.push_back({at->token, at->edge});
    before.push_back(arena[static_cast<size_t>(at->back)].history);
  }
  std::reverse(path.begin(), path.end());
  std::reverse(before.begin(), before.end());
  return Describe(tokens, edges, path, before, memory);
}

std::vector<DecodedToken> RepairDecoder::Describe(const std::vector<RawToken>& tokens,
                                                  const std::vector<std::vector<Edge>>& edges,
                                                  const std::vector<std::array<uint32_t, 2>>& path,
                                                  const std::vector<History>& before,
                                                  const DocumentMemory* memory) const {
  std::vector<DecodedToken> out;
  for (size_t k = 0; k < path.size(); ++k) {
    const size_t index = path[k][0];
    const Edge& chosen = edges[index][path[k][1]];
    if (chosen.kind == EdgeKind::kGiven) {
      out.push_back(memory->sure.at(DocumentMemory::Key(tokens[index].line, tokens[index].begin)));
      continue;
    }
    const RawToken& first = tokens[index];
    DecodedToken token;
    token.line = first.line;
    token.begin = first.begin;
    token.end = tokens[index + chosen.tokens - 1U].end;
    token.text = TextOf(chosen, tokens, index, memory);
    if (chosen.kind == EdgeKind::kWord) {
      token.known = true;
      token.name = chosen.casing[0] == Casing::kTitle && !first.sentence_start;
      token.truth = InCasing(model_.word(chosen.word[0]), chosen.casing[0]);
      token.observed =
          std::string(first.text.substr(chosen.core_begin, chosen.core_end - chosen.core_begin));
    }
    token.sign = SignBehind(tokens, edges, path, k, before[k], memory);
    token.margin = token.over_raw = kNoAlternative;
    // The best other reading between the path's neighbours, three symbols of context behind.
    const auto score = [&](const Edge& edge) {
      double total = -static_cast<double>(edge.cost);
      History history = before[k];
      for (size_t i = 0; i < edge.symbols_used; ++i) {
        total += model_.Score(history, edge.symbols[i]);
        history = NgramModel::Next(history, edge.symbols[i]);
      }
      int ahead = 0;
      for (size_t j = k + 1; j < path.size() && ahead < 3; ++j) {
        if (tokens[path[j][0]].restart) break;
        const Edge& behind = edges[path[j][0]][path[j][1]];
        for (size_t i = 0; i < behind.symbols_used; ++i, ++ahead) {
          total += model_.Score(history, behind.symbols[i]);
          history = NgramModel::Next(history, behind.symbols[i]);
        }
      }
      return total;
    };
    if (edges[index].size() > 1) {
      const double own = score(chosen);
      const Edge* second = nullptr;
      for (const Edge& other : edges[index]) {
        if (&other == &chosen || other.tokens != chosen.tokens) continue;
        // What costs this much more than the chosen one can't come near it.
        if (other.cost > chosen.cost + static_cast<float>(kEdgeWindow)) continue;
        const double margin = own - score(other);
        if (margin < token.over_raw && TextOf(other, tokens, index, memory) == first.text)
          token.over_raw = margin;
        if (margin < token.margin && TextOf(other, tokens, index, memory) != token.text) {
          token.margin = margin;
          second = &other;
        }
      }
      if (second != nullptr) token.second = TextOf(*second, tokens, index, memory);
    }
    out.push_back(std::move(token));
  }
  return out;
}

}  // namespace planrec::normalize
