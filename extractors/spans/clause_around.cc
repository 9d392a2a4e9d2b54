// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/clause_around.h"

#include <algorithm>
#include <array>
#include <vector>

#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {

bool IsVerbAt(std::string_view text, size_t at) {
  // Verbs that a subject other than the duty's bearer takes: "để người dân thường xuyên sử dụng".
  static constexpr std::array<std::string_view, 6> others = {"sử dụng", "giảm", "tăng",
                                                             "cấp",     "in",   "tự"};
  for (std::string_view verb : ActionVerbs()) {
    if (!WordAt(text, at, verb)) continue;
    return std::find(others.begin(), others.end(), verb) == others.end();
  }
  return WordAt(text, at, "quan tâm") || WordAt(text, at, "nắm") || WordAt(text, at, "trực") ||
         WordAt(text, at, "học tập") || WordAt(text, at, "rèn luyện") ||
         WordAt(text, at, "đối thoại") || WordAt(text, at, "tiếp xúc") || WordAt(text, at, "họp");
}

Around::Around(std::string_view all, Span at) : text(all), match(at) {
  sentence = SentenceAt(all, at.begin);
  clause = sentence;
  std::vector<size_t> outer;  // where the clauses around open brackets begin
  for (size_t i = sentence.begin; i < at.begin; ++i) {
    const char c = all[i];
    if (c == ')' && !outer.empty()) {
      clause.begin = outer.back();
      outer.pop_back();
    }
    if (c == '(') outer.push_back(clause.begin);
    if (c == ';' || c == ':' || c == '(') clause.begin = i + 1;
  }
  for (size_t i = at.end; i < sentence.end; ++i) {
    if (all[i] == ';' || all[i] == ')') {
      clause.end = i;
      break;
    }
  }
  clause = TrimSpan(all, clause);
  clause.begin = std::min(clause.begin, at.begin);
  clause.end = std::max(clause.end, at.end);
  left = Fold(all.substr(clause.begin, at.begin - clause.begin));
  right = Fold(all.substr(at.end, clause.end - at.end));
  starts_clause = Trim(left).empty();
}

Span Around::After() const {
  return TrimSpan(text, {match.end, clause.end}, ".,;:/");
}

Span Around::Before() const {
  Span span = TrimSpan(text, {clause.begin, match.begin}, "(,;:");
  if (span.size() == 0) span = TrimSpan(text, {sentence.begin, match.begin}, "(,;:");
  return span;
}

bool Around::DutyClause() const {
  return ActionAt(text, clause.begin) || IsVerbAt(text, clause.begin);
}

bool Around::VerbBefore() const {
  size_t end = match.begin;
  while (end > clause.begin && text[end - 1] == ' ') --end;
  for (std::string_view verb : ActionVerbs()) {
    if (end < clause.begin + verb.size()) continue;
    const size_t at = end - verb.size();
    if (!WordAt(text, at, verb)) continue;
    if (at == clause.begin || at == sentence.begin) return true;
    return ActionAt(text, at) || (at >= 2 && (text[at - 2] == ',' || text[at - 2] == ';'));
  }
  return false;
}

}  // namespace planrec::extract
