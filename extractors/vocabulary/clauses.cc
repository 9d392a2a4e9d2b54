// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/clauses.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

bool IsWordLetter(char32_t c) {
  return IsLetter(c) || IsDigit(c);
}

/// Words that keep their full stop inside a sentence.
constexpr std::string_view kAbbreviations[] = {"TP",  "Tp", "tp", "TX",  "TT", "Q",   "P",   "H",
                                               "TM",  "KT", "TL", "TUQ", "Đ",  "Ths", "ThS", "TS",
                                               "PGS", "GS", "BS", "CN",  "Ks", "KS",  "đ/c"};

}  // namespace

char32_t LetterBefore(std::string_view text, size_t at) {
  if (at == 0 || at > text.size()) return 0;
  size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return DecodeUtf8(text, begin);
}

char32_t LetterAt(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  return DecodeUtf8(text, at);
}

bool WordStarts(std::string_view text, size_t at) {
  return !IsWordLetter(LetterBefore(text, at));
}

bool WordEnds(std::string_view text, size_t at) {
  return !IsWordLetter(LetterAt(text, at));
}

bool WordAt(std::string_view text, size_t at, std::string_view word) {
  if (at > text.size() || text.size() - at < word.size()) return false;
  const std::string_view here = text.substr(at, word.size());
  if (here != word && Lower(here) != Lower(word)) return false;
  return WordStarts(text, at) && WordEnds(text, at + word.size());
}

std::vector<Span> Sentences(std::string_view text) {
  std::vector<Span> out;
  size_t begin = 0;
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if (c != '.' && c != '?' && c != '!') continue;
    size_t end = i + 1;
    while (end < text.size() && (text[end] == '.' || text[end] == '"' || text[end] == ')')) {
      if (text[end] == ')' && depth == 0) break;
      if (text[end] == ')') --depth;
      ++end;
    }
    for (std::string_view quote : {"”", "’"}) {
      if (text.substr(end, quote.size()) == quote) end += quote.size();
    }
    if (end >= text.size()) {
      i = end - 1;
      continue;
    }
    if (text[end] != ' ') continue;  // 1.234, UBND.VX, ./.
    size_t next = end + 1;
    while (next < text.size() && (text[next] == '"' || text[next] == '(')) ++next;
    for (std::string_view quote : {"“", "‘"}) {
      if (text.substr(next, quote.size()) == quote) next += quote.size();
    }
    const char32_t follower = LetterAt(text, next);
    if (!IsUpper(follower) && !IsDigit(follower)) continue;
    if (c == '.' && end == i + 1) {
      size_t word = text.rfind(' ', i);
      word = word == npos ? 0 : word + 1;
      const std::string_view last = text.substr(word, i - word);
      if (std::find(std::begin(kAbbreviations), std::end(kAbbreviations), last) !=
          std::end(kAbbreviations)) {
        continue;
      }
    }
    const Span span = TrimSpan(text, {begin, end});
    if (span.size() > 0) out.push_back(span);
    begin = end;
    depth = 0;
    i = end - 1;
  }
  const Span last = TrimSpan(text, {begin, text.size()});
  if (last.size() > 0) out.push_back(last);
  return out;
}

Span SentenceAt(std::string_view text, size_t at) {
  for (const Span& span : Sentences(text)) {
    if (at < span.end) return span;
  }
  return {0, text.size()};
}

std::vector<Span> SplitAt(std::string_view text, Span span, char mark) {
  std::vector<Span> out;
  size_t begin = span.begin;
  int depth = 0;
  bool quoted = false;
  for (size_t i = span.begin; i < span.end; ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
    if (text.substr(i, 3) == "“") quoted = true;
    if (text.substr(i, 3) == "”") quoted = false;
    // A comma or stop between digits belongs to a number.
    if (text[i] != mark || depth > 0 || quoted) continue;
    if (mark == ',' && i > 0 && i + 1 < text.size() &&
        IsDigit(static_cast<unsigned char>(text[i - 1])) &&
        IsDigit(static_cast<unsigned char>(text[i + 1]))) {
      continue;
    }
    out.push_back(TrimSpan(text, {begin, i}));
    begin = i + 1;
  }
  out.push_back(TrimSpan(text, {begin, span.end}));
  return out;
}

Span TrimSpan(std::string_view text, Span span, std::string_view marks) {
  // Marks are whole letters: a byte of "–" must not eat into "“".
  const std::u32string drop = ToUtf32(marks);
  auto dropped = [&](char32_t c) {
    return c == ' ' || c == '\n' || c == '\t' || drop.find(c) != std::u32string::npos;
  };
  while (span.begin < span.end) {
    size_t next = span.begin;
    if (!dropped(DecodeUtf8(text, next))) break;
    span.begin = std::min(next, span.end);
  }
  while (span.end > span.begin && dropped(LetterBefore(text, span.end))) {
    --span.end;
    while (span.end > span.begin && (static_cast<unsigned char>(text[span.end]) & 0xC0) == 0x80) {
      --span.end;
    }
  }
  return span;
}

}  // namespace planrec::extract
