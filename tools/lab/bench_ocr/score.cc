// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/bench_ocr/score.h"

#include <algorithm>
#include <set>

#include "pipeline/core/utf8.h"
#include "tools/lab/train_ocr/line_text.h"

namespace planrec::bench_ocr {
namespace {

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// m³ as m3: a text layer may hold a raised digit as a plain one.
std::string RaisedAsPlain(std::string_view text) {
  std::u32string letters = ToUtf32(text);
  for (char32_t& c : letters) c = c == U'¹' ? U'1' : c == U'²' ? U'2' : c == U'³' ? U'3' : c;
  return ToUtf8(letters);
}

bool HasDigit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Which of `expected` are met in order by `read`, and the edits between them.
template <typename Sequence>
std::vector<bool> Align(const Sequence& expected, const Sequence& read, int* edits) {
  const size_t rows = expected.size() + 1, columns = read.size() + 1;
  std::vector<int> cost(rows * columns);
  const auto at = [&](size_t i, size_t j) -> int& { return cost[i * columns + j]; };
  for (size_t i = 0; i < rows; ++i) at(i, 0) = static_cast<int>(i);
  for (size_t j = 0; j < columns; ++j) at(0, j) = static_cast<int>(j);
  for (size_t i = 1; i < rows; ++i)
    for (size_t j = 1; j < columns; ++j)
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1,
                           at(i - 1, j - 1) + (expected[i - 1] == read[j - 1] ? 0 : 1)});
  std::vector<bool> matched(expected.size());
  size_t i = rows - 1, j = columns - 1;
  while (i > 0 && j > 0) {
    const bool same = expected[i - 1] == read[j - 1];
    if (at(i, j) == at(i - 1, j - 1) + (same ? 0 : 1)) {
      --i, --j;
      matched[i] = same;
    } else if (at(i, j) == at(i - 1, j) + 1) {
      --i;
    } else {
      --j;
    }
  }
  *edits = at(rows - 1, columns - 1);
  return matched;
}

}  // namespace

std::string TextInBox(const std::vector<TextLine>& lines, const Box& box) {
  struct Word {
    Box box;
    std::string text;
  };
  std::vector<Word> words;
  for (const TextLine& line : lines) {
    for (const Token& token : line.tokens) {
      const double x = token.box.CenterX(), y = token.box.CenterY();
      if (x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) continue;
      // Layout that gives a place twice is not the model's doing: the last reading counts.
      std::erase_if(words, [&](const Word& w) {
        const double cx = w.box.CenterX();
        return (x > w.box.x0 && x < w.box.x1) || (cx > token.box.x0 && cx < token.box.x1);
      });
      words.push_back({token.box, line.raw.substr(token.begin, token.end - token.begin)});
    }
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const Word& a, const Word& b) { return a.box.x0 < b.box.x0; });
  std::string text;
  for (const Word& word : words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

std::string NearestPart(std::string_view page_text, std::string_view line) {
  // Spaces at both ends keep a short line from being found within a longer word.
  const std::u32string page = U' ' + ToUtf32(train_ocr::AsPrinted(FoldSpaces(page_text))) + U' ';
  const std::u32string wanted = U' ' + ToUtf32(train_ocr::AsPrinted(FoldSpaces(line))) + U' ';
  struct Cell {
    int edits = 0;
    size_t start = 0;  // where in the page the part begins
  };
  std::vector<Cell> above(page.size() + 1), row(page.size() + 1);
  for (size_t j = 0; j <= page.size(); ++j) above[j] = {0, j};
  for (size_t i = 1; i <= wanted.size(); ++i) {
    row[0] = {static_cast<int>(i), 0};
    for (size_t j = 1; j <= page.size(); ++j) {
      Cell best{above[j - 1].edits + (wanted[i - 1] == page[j - 1] ? 0 : 1), above[j - 1].start};
      if (above[j].edits + 1 < best.edits) best = {above[j].edits + 1, above[j].start};
      if (row[j - 1].edits + 1 < best.edits) best = {row[j - 1].edits + 1, row[j - 1].start};
      row[j] = best;
    }
    std::swap(above, row);
  }
  const auto best = std::min_element(
      above.begin(), above.end(), [](const Cell& a, const Cell& b) { return a.edits < b.edits; });
  size_t begin = best->start, end = static_cast<size_t>(best - above.begin());
  // Whole words: half of one would be read as an edit less than it is.
  while (begin > 0 && begin < page.size() && page[begin] != U' ' && page[begin - 1] != U' ')
    --begin;
  while (end > 0 && end < page.size() && page[end - 1] != U' ' && page[end] != U' ') ++end;
  return FoldSpaces(ToUtf8(page.substr(begin, end - begin)));
}

std::vector<bool> Matched(const std::u32string& expected, const std::u32string& read, int* edits) {
  return Align(expected, read, edits);
}

void Score::Add(std::string_view expected_text, std::string_view read_text) {
  const std::string expected = train_ocr::AsPrinted(FoldSpaces(expected_text)),
                    read = train_ocr::AsPrinted(FoldSpaces(read_text));
  const bool right = expected == read;
  ++lines.all;
  lines.wrong += right ? 0 : 1;
  int edits = 0;
  const std::u32string letters = ToUtf32(expected);
  const std::vector<bool> met = Matched(letters, ToUtf32(read), &edits);
  characters.all += static_cast<int>(letters.size());
  characters.wrong += edits;
  const std::u32string& rare = train_ocr::AddedCharacters();
  std::set<char32_t> in_line;
  for (size_t i = 0; i < letters.size(); ++i) {
    if (rare.find(letters[i]) == std::u32string::npos) continue;
    Share& share = rare_characters[letters[i]];
    ++share.all;
    share.wrong += met[i] ? 0 : 1;
    in_line.insert(letters[i]);
  }
  for (const char32_t c : in_line) {
    ++rare_lines[c].all;
    rare_lines[c].wrong += right ? 0 : 1;
  }
  const std::vector<std::string> expected_words = Words(expected);
  const std::vector<bool> words_met = Align(expected_words, Words(read), &edits);
  words.all += static_cast<int>(expected_words.size());
  words.wrong += edits;
  int digit_edits = 0;
  const std::vector<std::string> expected_numbers = Words(RaisedAsPlain(expected));
  const std::vector<bool> numbers_met =
      Align(expected_numbers, Words(RaisedAsPlain(read)), &digit_edits);
  for (size_t i = 0; i < expected_numbers.size(); ++i) {
    if (!HasDigit(expected_numbers[i])) continue;
    ++digits.all;
    digits.wrong += numbers_met[i] ? 0 : 1;
  }
}

double Score::CharacterError() const {
  return characters.all > 0 ? static_cast<double>(characters.wrong) / characters.all : 0;
}

}  // namespace planrec::bench_ocr
