// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/searchable/replace_words.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::searchable {
namespace {

constexpr double kNear_pt = 3;          // words at the edge of a place belong to it
constexpr size_t kLargest = 4'000'000;  // cells of a table of alignment

using Tokens = std::vector<std::string>;

Tokens Split(std::string_view text) {
  Tokens tokens;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find_first_of(" \t\n\r", at), text.size());
    if (end > at) tokens.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return tokens;
}

bool IsSign(char c) {
  return std::string_view(".,;:!?()[]\"'").find(c) != std::string_view::npos;
}

/// A word without the signs around it: where it begins and ends.
std::pair<size_t, size_t> Core(std::string_view word) {
  size_t begin = 0, end = word.size();
  while (begin < end && IsSign(word[begin])) ++begin;
  while (end > begin && IsSign(word[end - 1])) --end;
  return {begin, end};
}

std::string Bare(std::string_view word) {
  const auto [begin, end] = Core(word);
  return Lower(word.substr(begin, end - begin));
}

/// For each of `a` its partner in `b`: a longest common subsequence.
std::vector<std::optional<size_t>> Align(const Tokens& a, const Tokens& b) {
  std::vector<std::optional<size_t>> partner(a.size());
  if (a.empty() || b.empty() || a.size() > kLargest / b.size()) return partner;
  const size_t width = b.size() + 1;
  std::vector<uint32_t> best((a.size() + 1) * width, 0);
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      best[i * width + j] = a[i] == b[j]
                                ? best[(i + 1) * width + j + 1] + 1
                                : std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      partner[i++] = j++;
    } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return partner;
}

/// Tokens [from, to) of one text that became [new_from, new_to) of the other.
struct Hunk {
  size_t from = 0, to = 0, new_from = 0, new_to = 0;
};

/// What only came in or went takes a neighbour along: it needs a place.
std::vector<Hunk> Changes(const Tokens& before, const Tokens& now) {
  const std::vector<std::optional<size_t>> same = Align(before, now);
  std::vector<Hunk> hunks;
  size_t i = 0, j = 0;
  while (i < before.size() || j < now.size()) {
    if (i < before.size() && same[i] == j) {
      ++i, ++j;
      continue;
    }
    Hunk hunk{i, i, j, j};
    while (hunk.to < before.size() && !same[hunk.to]) ++hunk.to;
    hunk.new_to = hunk.to < before.size() ? *same[hunk.to] : now.size();
    i = hunk.to, j = hunk.new_to;
    if (hunk.from == hunk.to || hunk.new_from == hunk.new_to) {
      if (hunk.from > 0) {
        --hunk.from, --hunk.new_from;
      } else if (hunk.to < before.size()) {
        ++hunk.to, ++hunk.new_to;
        ++i, ++j;
      }
    }
    if (!hunks.empty() && hunk.from < hunks.back().to) {
      hunks.back().to = hunk.to;
      hunks.back().new_to = hunk.new_to;
    } else {
      hunks.push_back(hunk);
    }
  }
  return hunks;
}

bool IsCapital(std::string_view text) {
  const std::u32string letters = ToUtf32(text);
  return std::any_of(letters.begin(), letters.end(), IsUpper) &&
         std::none_of(letters.begin(), letters.end(), IsLower);
}

/// The new text in the dress of the old word.
std::string Dressed(const std::string& old_word, const std::string& text, bool first, bool last) {
  const auto [begin, end] = Core(old_word);
  const auto [text_begin, text_end] = Core(text);
  const std::string core = old_word.substr(begin, end - begin);
  const bool capital = IsCapital(core) && CountCodePoints(core) > 1;
  std::string out = capital ? Upper(text) : text;
  if (first && text_begin == 0) out.insert(0, old_word.substr(0, begin));
  if (last && text_end == text.size()) out += old_word.substr(end);
  return out;
}

/// The new tokens over the old words, in order; those that share a word share its box by letters.
std::vector<Word> Spread(const std::vector<Word>& old_words, const Tokens& now) {
  std::vector<Word> out;
  const size_t have = old_words.size();
  for (size_t k = 0, t = 0; k < have; ++k) {
    const size_t end = (k + 1) * now.size() / have;
    size_t letters = 0;
    for (size_t u = t; u < end; ++u) letters += CountCodePoints(now[u]) + 1;
    const Box& box = old_words[k].box;
    double x = box.x0;
    for (const size_t start = t; t < end; ++t) {
      const auto share = static_cast<double>(CountCodePoints(now[t]) + 1) /
                         static_cast<double>(letters) * (box.x1 - box.x0);
      out.push_back({Dressed(old_words[k].text, now[t], t == start, t + 1 == end),
                     {x, box.y0, x + share, box.y1}});
      x += share;
    }
  }
  return out;
}

}  // namespace

bool ReplaceWords(std::vector<Word>& words, const Box& where, std::string_view before,
                  std::string_view now) {
  std::vector<size_t> here;
  Tokens read;
  for (size_t i = 0; i < words.size(); ++i) {
    const double x = (words[i].box.x0 + words[i].box.x1) / 2;
    const double y = (words[i].box.y0 + words[i].box.y1) / 2;
    if (x < where.x0 - kNear_pt || x > where.x1 + kNear_pt || y < where.y0 - kNear_pt ||
        y > where.y1 + kNear_pt)
      continue;
    here.push_back(i);
    read.push_back(Bare(words[i].text));
  }
  const Tokens old_tokens = Split(before), new_tokens = Split(now);
  Tokens bare;
  for (const std::string& token : old_tokens) bare.push_back(Bare(token));
  const std::vector<std::optional<size_t>> found = Align(bare, read);
  // From the back, so that places before stay.
  std::vector<Hunk> hunks = Changes(old_tokens, new_tokens);
  for (const Hunk& hunk : hunks) {
    for (size_t i = hunk.from; i < hunk.to; ++i) {
      if (!found[i] || (i > hunk.from && *found[i] != *found[i - 1] + 1)) return false;
    }
    if (hunk.from == hunk.to) return false;
  }
  std::reverse(hunks.begin(), hunks.end());
  for (const Hunk& hunk : hunks) {
    std::vector<Word> old_words;
    for (size_t i = hunk.from; i < hunk.to; ++i) old_words.push_back(words[here[*found[i]]]);
    const Tokens tokens(new_tokens.begin() + static_cast<std::ptrdiff_t>(hunk.new_from),
                        new_tokens.begin() + static_cast<std::ptrdiff_t>(hunk.new_to));
    std::vector<Word> fresh = Spread(old_words, tokens);
    const size_t at = here[*found[hunk.from]];
    for (size_t i = hunk.to; i-- > hunk.from;)
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(here[*found[i]]));
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), fresh.begin(), fresh.end());
  }
  return !hunks.empty();
}

}  // namespace planrec::searchable
