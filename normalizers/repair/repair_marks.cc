// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text that lacks its marks and nothing else: a conversion, not an OCR, took them. Letters, case,
// spaces, digits and signs are right as they stand, so a word can only become one with the same
// base letters, and a run of letters is a word wherever it stands.
#include <algorithm>

#include "normalizers/language/lm_tokens.h"
#include "normalizers/repair/repair_decoder.h"
#include "normalizers/repair/repair_rules.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

struct Run {
  size_t begin = 0, end = 0, letters = 0;
};

/// The first run of letters.
Run FirstRun(std::string_view text) {
  Run run;
  for (size_t at = 0; at < text.size();) {
    size_t next = at;
    if (IsLetter(DecodeUtf8(text, next))) {
      if (run.letters == 0) run.begin = at;
      ++run.letters;
      run.end = next;
    } else if (run.letters > 0) {
      break;
    }
    at = next;
  }
  return run;
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

size_t MarksOnlyPart(std::string_view token) {
  const TokenParts parts = SplitPunctuation(token);
  const std::string_view core = token.substr(parts.core_begin, parts.core_end - parts.core_begin);
  if (ProtectionOf(token, core, false) != Protection::kFree) return token.size();
  size_t run = 0, lower = 0;
  bool word = false;  // two letters and more stand together before this place
  for (size_t at = 0; at < token.size();) {
    size_t next = at;
    const char32_t c = DecodeUtf8(token, next);
    if (!IsLetter(c)) {
      word = word || run >= 2;
      run = lower = 0;
      at = next;
      continue;
    }
    size_t behind = next;
    const bool small_behind = next < token.size() && IsLower(DecodeUtf8(token, behind));
    if (run == 0 && word) return at;
    // Two words that ran together keep their missing space: cosoDang, but not kWh, eOffice.
    if (run >= 2 && lower >= 2 && IsUpper(c) && small_behind) return at;
    ++run;
    lower = IsLower(c) ? lower + 1 : 0;
    at = next;
  }
  return token.size();
}

std::vector<RepairDecoder::Edge> RepairDecoder::MarksOnlyEdges(const RawToken& token,
                                                               const DocumentMemory* memory) {
  Edge same;
  AddSymbols(token.text, same);
  const TokenParts parts = SplitPunctuation(token.text);
  const std::string_view core =
      token.text.substr(parts.core_begin, parts.core_end - parts.core_begin);
  const Protection protection = ProtectionOf(token.text, core, token.line_start);
  if (protection != Protection::kFree) {
    if (protection == Protection::kCode && MendCode(core)) same.kind = EdgeKind::kMended;
    return {same};
  }
  const Run run = FirstRun(token.text);
  if (run.letters == 0 || (run.letters == 1 && HasDigit(core))) return {same};
  std::vector<Edge> edges;
  AddWordEdges(token, run.begin, run.end, 0, memory, edges);
  const std::string_view letters = token.text.substr(run.begin, run.end - run.begin);
  const WordId own = model_.Find(LexiconForm(letters));
  const bool among = std::any_of(edges.begin(), edges.end(),
                                 [own](const Edge& edge) { return edge.word[0] == own; });
  // Two words that a missing space joined; names of other languages look so too.
  if (edges.empty() && own == kUnknownWord && run.letters >= 5) {
    const std::string rest = std::string(letters.substr(1));
    if (Lower(rest) == rest && (token.sentence_start || Lower(letters) == letters)) {
      AddSplitEdges(token, run.begin, run.end, edges);
    }
  }
  if (own == kUnknownWord || !among) {
    same.cost = static_cast<float>(UnknownCost(token, letters));
    edges.push_back(same);
  }
  return edges;
}

}  // namespace planrec::normalize
