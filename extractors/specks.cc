// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/specks.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "extractors/line_parts.h"
#include "extractors/table_columns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Measured on recognised scans: text words have 0.9 and more, dirt mostly less than 0.6.
constexpr double kSureSign = 0.7;   // a sign at a line's end below this is dirt
constexpr double kSureShort = 0.6;  // a line of up to three letters below this is
constexpr double kSureLine = 0.3;   // any line below this is
constexpr double kLeftTolerancePt = 8;
constexpr size_t kShortLetters = 3;

constexpr std::u32string_view kStrokes = U"`'´_ˆ^~|°¨¸\\";  // at either end
constexpr std::u32string_view kStops = U".,:;‘’\"";         // at the beginning only

bool IsWord(std::string_view text) {
  for (const char32_t c : ToUtf32(text))
    if (IsLetter(c) || IsDigit(c)) return true;
  return false;
}

bool OnlyOf(std::string_view text, std::u32string_view a, std::u32string_view b = {}) {
  for (const char32_t c : ToUtf32(text)) {
    if (a.find(c) == std::u32string_view::npos && b.find(c) == std::u32string_view::npos)
      return false;
  }
  return true;
}

std::string_view WordOf(const TextLine& line, size_t token) {
  return std::string_view(line.raw).substr(line.tokens[token].begin,
                                           line.tokens[token].end - line.tokens[token].begin);
}

bool IsListSign(std::string_view text) {
  return text == "-" || text == "+" || text == "*" || text == "•" || text == "–";
}

TextLine TrimEnds(const TextLine& line) {
  size_t begin = 0, end = line.tokens.size();
  while (begin + 1 < end) {
    const std::string_view word = WordOf(line, begin);
    const bool dirt = OnlyOf(word, kStrokes, kStops);
    // A doubled list sign, or one before a letter or number marker.
    const bool doubled =
        IsListSign(word) && line.tokens[begin].confidence < kSureSign &&
        (IsOrdinal(WordOf(line, begin + 1)) || IsListSign(WordOf(line, begin + 1)));
    if (!dirt && !doubled) break;
    ++begin;
  }
  while (end > begin + 1) {
    const std::string_view word = WordOf(line, end - 1), before = WordOf(line, end - 2);
    if (IsWord(word)) break;
    const bool ended = before.find_last_of(".;:") == before.size() - 1;
    const bool dirt = OnlyOf(word, kStrokes) || ended || !IsWord(before) ||
                      line.tokens[end - 1].confidence < kSureSign;
    if (!dirt || word == "..." || word == "…") break;
    --end;
  }
  return begin == 0 && end == line.tokens.size() ? line : CutLine(line, begin, end);
}

/// `left` is where the page's lines begin: what begins there is text, however badly read.
bool IsSpeck(const TextLine& line, double left) {
  double sum = 0, weight = 0;
  size_t letters = 0;
  for (const Token& token : line.tokens) {
    const double length = token.end - token.begin;
    sum += token.confidence * length;
    weight += length;
  }
  if (weight == 0) return false;
  const double sure = sum / weight;
  for (const char32_t c : ToUtf32(line.raw)) letters += IsLetter(c) || IsDigit(c);
  if (letters == 0) return !(IsListSign(line.raw) && sure >= kSureSign);
  if (letters <= kShortLetters && sure < kSureShort) return true;
  return sure < kSureLine && std::abs(line.box.x0 - left) > kLeftTolerancePt;
}

/// The left edge of the wide lines; negative where there are none.
double LeftEdge(const Page& page, const std::vector<TextLine>& lines) {
  std::vector<double> left;
  for (const TextLine& line : lines)
    if (line.box.Width() > 0.5 * page.width_pt) left.push_back(line.box.x0);
  if (left.empty()) return -1000;
  std::sort(left.begin(), left.end());
  return left[left.size() / 4];
}

}  // namespace

void DropSpecks(const Page& page, std::vector<TextLine>& lines) {
  if (page.origin != TextOrigin::kOcr) return;
  const double left = LeftEdge(page, lines);
  std::vector<TextLine> kept;
  for (const TextLine& line : lines) {
    TextLine trimmed = TrimEnds(line);
    if (!IsSpeck(trimmed, left)) kept.push_back(std::move(trimmed));
  }
  lines = std::move(kept);
}

TextLine TrimSpecks(const TextLine& line) {
  TextLine trimmed = TrimEnds(line);
  if (trimmed.tokens.empty() || IsWord(trimmed.raw) || IsListSign(trimmed.raw)) return trimmed;
  return OnlyOf(trimmed.raw, kStrokes, kStops) ? TextLine() : trimmed;
}

}  // namespace planrec::extract
