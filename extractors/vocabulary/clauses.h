// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words, sentences and clauses of Vietnamese administrative prose: what the span grammars cut their
// texts with. The verbs by which a duty begins are in action_verbs.h.
//
//   for (const Span& sentence : Sentences(text)) …
//
// A full stop ends a sentence when a capital letter or the end follows; numbers (1.234), ellipses
// and abbreviations (TP., TM.) do not. All offsets are bytes of UTF-8. Pure functions; thread safe.
#pragma once

#include <string_view>
#include <vector>

#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {

/// The sentences of `text`, end mark included, outer spaces excluded.
std::vector<Span> Sentences(std::string_view text);

/// The sentence that holds byte `at`.
Span SentenceAt(std::string_view text, size_t at);

/// Cuts [span) at every `mark` (';' or ',') outside parentheses and quotes; spaces trimmed.
std::vector<Span> SplitAt(std::string_view text, Span span, char mark);

/// The letter that ends before byte `at`, the one that begins there; 0 where there is none.
char32_t LetterBefore(std::string_view text, size_t at);
char32_t LetterAt(std::string_view text, size_t at);

/// True where no letter or digit stands directly before / at byte `at`.
bool WordStarts(std::string_view text, size_t at);
bool WordEnds(std::string_view text, size_t at);

/// True where `text` holds `word` at byte `at` as a whole word; letters compare without case.
bool WordAt(std::string_view text, size_t at, std::string_view word);

/// [begin, end) without white space and the given marks at both ends.
Span TrimSpan(std::string_view text, Span span, std::string_view marks = "");

}  // namespace planrec::extract
