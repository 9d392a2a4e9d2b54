// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentences and clauses of Vietnamese administrative prose, and the verbs by which a duty begins:
// what the span grammars cut their texts with.
//
//   for (const Span& sentence : Sentences(text)) …
//   size_t act = FindAction(text, from);   // "… liên quan |tham mưu UBND huyện …"
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

/// True where no letter or digit stands directly before / at byte `at`.
bool WordStarts(std::string_view text, size_t at);
bool WordEnds(std::string_view text, size_t at);

/// True where `text` holds `word` at byte `at` as a whole word; letters compare without case.
bool WordAt(std::string_view text, size_t at, std::string_view word);

/// The verbs that begin a duty ("tham mưu", "tổ chức thực hiện", "xây dựng", …), lower case.
const std::vector<std::string_view>& ActionVerbs();

/// True where a duty's verb begins at byte `at`: a verb of the table, in lower case or at the start
/// of a sentence, that is not part of a name or of a noun ("cơ quan, tổ chức", "đầu tư xây dựng").
bool ActionAt(std::string_view text, size_t at);

/// The same, verbs that are as often nouns ("tiếp nhận", "vận hành") counted wherever they stand:
/// for a subject behind which no surer verb was found.
bool LikelyActionAt(std::string_view text, size_t at);

/// The first byte in [from, end) at which a duty's verb (or "để" before it) begins; npos if none.
size_t FindAction(std::string_view text, size_t from, size_t end = std::string_view::npos);

/// [begin, end) without white space and the given marks at both ends.
Span TrimSpan(std::string_view text, Span span, std::string_view marks = "");

}  // namespace planrec::extract
