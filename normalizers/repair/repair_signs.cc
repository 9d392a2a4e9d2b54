// SPDX-License-Identifier: GPL-3.0-or-later
//
// The decoder's signs: full stops that were commas.
#include "normalizers/language/lm_tokens.h"
#include "normalizers/repair/repair_decoder.h"
#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr double kReadWell = 0.95;  ///< from which on our recognition's signs stay
constexpr double kLineEnd = 3.0;    ///< what is asked for a comma at a line's end

}  // namespace

char RepairDecoder::SignBehind(const std::vector<RawToken>& tokens,
                               const std::vector<std::vector<Edge>>& edges,
                               const std::vector<std::array<uint32_t, 2>>& path, size_t k,
                               const History& before, const DocumentMemory* memory) const {
  if (options_.marks_only || k + 1 >= path.size()) return 0;
  const RawToken& token = tokens[path[k][0]];
  const RawToken& next = tokens[path[k + 1][0]];
  const Edge& chosen = edges[path[k][0]][path[k][1]];
  const Edge& behind = edges[path[k + 1][0]][path[k + 1][1]];
  if (chosen.kind != EdgeKind::kWord || next.restart) return 0;
  const std::string text = TextOf(chosen, tokens, path[k][0], memory);
  if (text.back() != '.' || chosen.core_end + 1 != token.text.size()) return 0;
  if (options_.guard_names && (token.read == nullptr || token.read->confidence >= kReadWell))
    return 0;
  const std::string_view word = model_.word(chosen.word[0]);
  if (CountCodePoints(word) < 2 || (chosen.casing[0] == Casing::kUpper && !token.capitals))
    return 0;
  bool syllable = false;
  for (size_t at = 0; at < word.size();) {
    syllable |= std::u32string_view(U"aeiouy").find(BaseLetter(DecodeUtf8(word, at))) !=
                std::u32string_view::npos;
  }
  if (!syllable) return 0;
  const std::string following = TextOf(behind, tokens, path[k + 1][0], memory);
  size_t at = 0;
  if (following.empty() || !IsLower(DecodeUtf8(following, at))) return 0;
  const WordId stop = model_.Find("."), comma = model_.Find(",");
  const auto score = [&](WordId sign) {
    double total = 0;
    History history = before;
    for (size_t i = 0; i < chosen.symbols_used; ++i) {
      const bool last = i + 1U == chosen.symbols_used;
      if (last) total += model_.Score(history, sign);
      history = NgramModel::Next(history, last ? sign : chosen.symbols[i]);
    }
    int ahead = 0;
    for (size_t j = k + 1; j < path.size() && ahead < 3; ++j) {
      if (tokens[path[j][0]].restart) break;
      const Edge& edge = edges[path[j][0]][path[j][1]];
      for (size_t i = 0; i < edge.symbols_used; ++i, ++ahead) {
        total += model_.Score(history, edge.symbols[i]);
        history = NgramModel::Next(history, edge.symbols[i]);
      }
    }
    return total;
  };
  if (chosen.symbols_used == 0 || chosen.symbols[chosen.symbols_used - 1U] != stop) return 0;
  return score(comma) + (next.line == token.line ? 0.0 : -kLineEnd) > score(stop) ? ',' : 0;
}

}  // namespace planrec::normalize
