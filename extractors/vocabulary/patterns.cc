// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/patterns.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>

namespace planrec::extract {
namespace {

std::vector<const Pattern*>& Registry() {
  static std::vector<const Pattern*> patterns;
  return patterns;
}

Match ToOriginal(Match match, const FoldedText& folded) {
  for (Span& span : match.groups) {
    if (!span.found()) continue;
    span.begin = folded.offset[span.begin];
    span.end = folded.offset[span.end];
  }
  return match;
}

}  // namespace

struct Pattern::Compiled {
  std::once_flag once;
  std::unique_ptr<RE2> expression;
};

Pattern::Pattern(std::string_view name, Over over, std::string_view expression,
                 std::string_view example, std::string_view counter_example)
    : name_(name),
      expression_(expression),
      example_(example),
      counter_example_(counter_example),
      over_(over),
      compiled_(std::make_unique<Compiled>()) {
  Registry().push_back(this);
}

Pattern::~Pattern() {
  std::vector<const Pattern*>& all = Registry();
  all.erase(std::remove(all.begin(), all.end(), this), all.end());
}

const Pattern::Compiled& Pattern::Get() const {
  std::call_once(compiled_->once, [this] {
    RE2::Options options;
    options.set_log_errors(false);
    compiled_->expression = std::make_unique<RE2>(expression_, options);
  });
  return *compiled_;
}

bool Pattern::Compiles(std::string* why) const {
  const RE2& expression = *Get().expression;
  if (!expression.ok() && why != nullptr) *why = expression.error();
  return expression.ok();
}

std::optional<Match> Pattern::Run(std::string_view text, size_t from) const {
  const RE2& expression = *Get().expression;
  if (!expression.ok() || from > text.size()) return std::nullopt;
  const int groups = expression.NumberOfCapturingGroups() + 1;
  std::vector<re2::StringPiece> pieces(static_cast<size_t>(groups));
  const re2::StringPiece subject(text.data(), text.size());
  if (!expression.Match(subject, from, text.size(), RE2::UNANCHORED, pieces.data(), groups)) {
    return std::nullopt;
  }
  Match match;
  match.groups.resize(pieces.size());
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].data() == nullptr) continue;
    match.groups[i].begin = static_cast<size_t>(pieces[i].data() - text.data());
    match.groups[i].end = match.groups[i].begin + pieces[i].size();
  }
  return match;
}

std::optional<Match> Pattern::Find(std::string_view text, size_t from) const {
  if (over_ == Over::kFolded) return Find(FoldWithOffsets(text), from);
  return Run(text, from);
}

std::optional<Match> Pattern::Find(const FoldedText& folded, size_t from) const {
  const auto at = std::lower_bound(folded.offset.begin(), folded.offset.end(), from);
  if (at == folded.offset.end()) return std::nullopt;
  std::optional<Match> match = Run(folded.text, static_cast<size_t>(at - folded.offset.begin()));
  if (!match) return std::nullopt;
  return ToOriginal(std::move(*match), folded);
}

std::vector<Match> Pattern::FindAll(std::string_view text) const {
  if (over_ == Over::kFolded) return FindAll(FoldWithOffsets(text));
  std::vector<Match> all;
  for (size_t from = 0; from <= text.size();) {
    std::optional<Match> match = Run(text, from);
    if (!match) break;
    from = std::max(match->end(), match->begin() + 1);
    all.push_back(std::move(*match));
  }
  return all;
}

std::vector<Match> Pattern::FindAll(const FoldedText& folded) const {
  std::vector<Match> all;
  for (size_t from = 0; from <= folded.text.size();) {
    std::optional<Match> match = Run(folded.text, from);
    if (!match) break;
    from = std::max(match->end(), match->begin() + 1);
    all.push_back(ToOriginal(std::move(*match), folded));
  }
  return all;
}

const std::vector<const Pattern*>& AllPatterns() {
  return Registry();
}

}  // namespace planrec::extract
