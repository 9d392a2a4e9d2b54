// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/formulae.h"

#include <algorithm>
#include <array>
#include <limits>

#include "normalizers/language/lm_tokens.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

/// Wrong base letters and lost ones may make up this share; other lines of heads are further away.
constexpr double kMostWrong = 0.40;
constexpr double kManyCapitals = 0.25;
constexpr size_t kMostTokens = 40;
constexpr int kFarAway = 99;

struct Formula {
  std::array<std::string_view, 8> words;  ///< as in running text; empty ones fill up
  size_t count;
};
constexpr std::array<Formula, 2> kFormulae = {{
    {{"Cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "Việt", "Nam"}, 8},
    {{"Độc", "lập", "Tự", "do", "Hạnh", "phúc", "", ""}, 6},
}};

struct Token {
  size_t begin = 0, end = 0;
  std::string base;  ///< base letters, small
};

std::vector<Token> TokensOf(std::string_view line) {
  std::vector<Token> tokens;
  for (size_t at = 0; at < line.size();) {
    const size_t begin = line.find_first_not_of(" \t", at);
    if (begin == std::string_view::npos) break;
    const size_t end = std::min(line.find_first_of(" \t", begin), line.size());
    const std::string base = Fold(line.substr(begin, end - begin));
    const bool word = std::any_of(base.begin(), base.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    if (word) tokens.push_back({begin, end, base});
    at = end;
  }
  return tokens;
}

/// A step of the alignment: tokens and words it covers, one of them a single one.
struct Step {
  int cost = kFarAway;
  size_t tokens = 0, words = 0;
};
constexpr std::array<std::array<size_t, 2>, 3> kSteps = {{{1, 1}, {1, 2}, {2, 1}}};

}  // namespace

std::vector<FormulaWord> FindFormula(std::string_view line) {
  const std::vector<Token> tokens = TokensOf(line);
  if (tokens.size() < 3 || tokens.size() > kMostTokens) return {};
  std::vector<FormulaWord> found;
  double best_share = kMostWrong;
  for (const Formula& formula : kFormulae) {
    const size_t n = formula.count;
    int letters = 0;
    for (size_t j = 0; j < n; ++j) letters += static_cast<int>(CountCodePoints(formula.words[j]));
    for (size_t first = 0; first + 3 <= tokens.size(); ++first) {
      const size_t m = std::min(tokens.size() - first, 2 * n);
      std::vector<std::vector<Step>> best(m + 1, std::vector<Step>(n + 1));
      best[0][0].cost = 0;
      for (size_t i = 0; i < m; ++i) {
        for (size_t j = 0; j < n; ++j) {
          if (best[i][j].cost >= kFarAway) continue;
          for (const auto& [di, dj] : kSteps) {
            if (i + di > m || j + dj > n) continue;
            std::string seen = tokens[first + i].base, truth = Fold(formula.words[j]);
            if (di == 2) seen += tokens[first + i + 1].base;
            if (dj == 2) truth += Fold(formula.words[j + 1]);
            const int cost =
                best[i][j].cost + EditDistance(seen, truth, kFarAway) + (di + dj > 2 ? 1 : 0);
            if (cost < best[i + di][j + dj].cost) best[i + di][j + dj] = {cost, di, dj};
          }
        }
      }
      for (size_t last = 1; last <= m; ++last) {
        const double share = static_cast<double>(best[last][n].cost) / letters;
        if (share >= best_share) continue;
        best_share = share;
        found.clear();
        int upper = 0, all = 0;
        const size_t begin = tokens[first].begin, end = tokens[first + last - 1].end;
        for (size_t at = begin; at < end;) {
          const char32_t c = DecodeUtf8(line, at);
          if (IsLetter(c)) ++all;
          if (IsUpper(c)) ++upper;
        }
        const bool capitals = upper > kManyCapitals * all && (n == 8 || upper * 2 > all);
        for (size_t i = last, j = n; i > 0;) {
          const Step& step = best[i][j];
          i -= step.tokens;
          j -= step.words;
          FormulaWord word;
          word.begin = tokens[first + i].begin;
          word.end = tokens[first + i + step.tokens - 1].end;
          word.text = formula.words[j];
          if (step.words == 2) word.text += " " + std::string(formula.words[j + 1]);
          if (capitals) word.text = Upper(word.text);
          if (step.tokens == 1 && step.words == 1) {
            const std::string_view token = line.substr(word.begin, word.end - word.begin);
            const TokenParts parts = SplitPunctuation(token);
            const std::string_view core =
                token.substr(parts.core_begin, parts.core_end - parts.core_begin);
            word.truth = word.text;
            word.observed = std::string(core);
            // Signs beside a word that was read well are the author's.
            if (Fold(core) == Fold(word.truth)) {
              word.text = std::string(token.substr(0, parts.core_begin)) + word.truth +
                          std::string(token.substr(parts.core_end));
            }
          }
          found.insert(found.begin(), std::move(word));
        }
      }
    }
  }
  return found;
}

}  // namespace planrec::normalize
