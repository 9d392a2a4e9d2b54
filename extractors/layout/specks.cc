// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/specks.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include "extractors/layout/line_parts.h"
#include "extractors/vocabulary/table_columns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Measured on recognised scans: text words have 0.9 and more, dirt mostly less than 0.6.
constexpr double kSureSign = 0.7;   // a sign at a line's end below this is dirt
constexpr double kSureShort = 0.6;  // a line of up to three letters below this is
constexpr double kSureLine = 0.3;   // any line below this is
constexpr double kSureAtEdge = 0.9, kPaperEdgePt = 14, kSmallestPaperPt = 300;
constexpr double kLeftTolerancePt = 8;
constexpr size_t kShortLetters = 3;

constexpr std::u32string_view kStrokes = U"`'´_ˆ^~|°¨¸\\";  // at either end
constexpr std::u32string_view kStops = U".,:;‘’\"";         // at the beginning only
constexpr std::u32string_view kMeaning = U"%‰×≥≤";          // dirt only where hardly read
constexpr double kHardlyRead = 0.3;

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

bool HasMeaning(std::string_view text, double confidence) {
  return confidence >= kHardlyRead && ToUtf32(text).find_first_of(kMeaning) != std::u32string::npos;
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
    if (IsWord(word) || HasMeaning(word, line.tokens[end - 1].confidence)) break;
    const bool ended = before.find_last_of(".;:") == before.size() - 1;
    const bool dirt = OnlyOf(word, kStrokes) || ended || !IsWord(before) ||
                      line.tokens[end - 1].confidence < kSureSign;
    if (!dirt || word == "..." || word == "…") break;
    --end;
  }
  return begin == 0 && end == line.tokens.size() ? line : CutLine(line, begin, end);
}

/// Mean confidence of the line's letters.
double Sureness(const TextLine& line) {
  double sum = 0, weight = 0;
  for (const Token& token : line.tokens) {
    const double length = token.end - token.begin;
    sum += token.confidence * length;
    weight += length;
  }
  return weight > 0 ? sum / weight : 1.0;
}

/// The paper's own edge, where no office prints: corners, staples and shadows are read as figures.
bool AtPaperEdge(const Page& page, const Box& box) {
  // A cutting from a page has no such edge.
  if (std::min(page.width_pt, page.height_pt) < kSmallestPaperPt) return false;
  return box.x0 < kPaperEdgePt || box.y0 < kPaperEdgePt || box.x1 > page.width_pt - kPaperEdgePt ||
         box.y1 > page.height_pt - kPaperEdgePt;
}

/// `left` is where the page's lines begin: what begins there is text, however badly read.
bool IsSpeck(const Page& page, const TextLine& line, double left) {
  if (line.tokens.empty()) return false;
  size_t letters = 0;
  const double sure = Sureness(line);
  for (const char32_t c : ToUtf32(line.raw)) letters += IsLetter(c) || IsDigit(c);
  if (letters == 0) return !(IsListSign(line.raw) && sure >= kSureSign);
  if (letters <= kShortLetters && sure < kSureShort) return true;
  if (letters <= kShortLetters && sure < kSureAtEdge && AtPaperEdge(page, line.box)) return true;
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
    if (!IsSpeck(page, trimmed, left)) kept.push_back(std::move(trimmed));
  }
  lines = std::move(kept);
}

void DropDoubles(std::vector<TextLine>& lines, const std::vector<int>& ranks) {
  std::vector<size_t> order(lines.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const int rank_a = ranks.empty() ? 0 : ranks[a], rank_b = ranks.empty() ? 0 : ranks[b];
    if (rank_a != rank_b) return rank_a < rank_b;
    return lines[a].tokens.size() > lines[b].tokens.size();
  });
  std::vector<bool> keep(lines.size(), false);
  std::vector<size_t> kept;
  for (const size_t i : order) {
    size_t covered = 0;
    for (const Token& token : lines[i].tokens) {
      double area = 0;
      for (const size_t k : kept) {
        if (Intersect(lines[k].box, token.box).Empty()) continue;
        for (const Token& other : lines[k].tokens) area += Intersect(other.box, token.box).Area();
      }
      covered += area > 0.5 * token.box.Area();
    }
    keep[i] = covered * 2 < lines[i].tokens.size() || lines[i].tokens.empty();
    if (keep[i]) kept.push_back(i);
  }
  std::vector<TextLine> out;
  for (size_t i = 0; i < lines.size(); ++i)
    if (keep[i]) out.push_back(std::move(lines[i]));
  lines = std::move(out);
}

void DropDirt(std::vector<TextLine>& cell) {
  if (cell.size() < 2) return;
  const auto sure = std::count_if(cell.begin(), cell.end(),
                                  [](const TextLine& line) { return Sureness(line) >= kSureSign; });
  if (sure == 0) return;
  std::erase_if(cell, [](const TextLine& line) { return Sureness(line) < kSureLine; });
}

PlacedText TrimStrokes(const PlacedText& text) {
  size_t begin = 0, end = text.text.size();
  const auto count = [&](std::string_view sign) {
    size_t n = 0;
    for (size_t at = text.text.find(sign); at != std::string::npos;
         at = text.text.find(sign, at + 1))
      ++n;
    return n;
  };
  // A quote that closes nothing, or opens nothing.
  const bool straight = count("\"") % 2 == 1;
  const bool closing = count("”") > count("“"), opening = count("“") > count("”");
  for (bool trimmed = true; trimmed && begin < end;) {
    trimmed = false;
    size_t last = end - 1;
    while (last > begin && (static_cast<unsigned char>(text.text[last]) & 0xC0) == 0x80) --last;
    size_t at = last;
    const char32_t tail = DecodeUtf8(text.text, at);
    if (kStrokes.find(tail) != std::u32string_view::npos || tail == U' ' ||
        (tail == U'"' && straight) || (tail == U'”' && closing)) {
      end = last;
      trimmed = true;
      continue;
    }
    at = begin;
    const char32_t head = DecodeUtf8(text.text, at);
    if (kStrokes.find(head) != std::u32string_view::npos || head == U' ' ||
        (head == U'"' && straight) || (head == U'“' && opening)) {
      begin = at;
      trimmed = true;
    }
  }
  // Nothing but strokes: a numeral may have been read so.
  if (begin >= end) return text;
  return begin == 0 && end == text.text.size() ? text : text.Slice(begin, end);
}

TextLine TrimSpecks(const TextLine& line) {
  TextLine trimmed = TrimEnds(line);
  if (trimmed.tokens.empty() || IsWord(trimmed.raw) || IsListSign(trimmed.raw)) return trimmed;
  if (trimmed.raw == "|") return trimmed;  // the numeral I, to be mended in an ordinal column
  return OnlyOf(trimmed.raw, kStrokes, kStops) ? TextLine() : trimmed;
}

}  // namespace planrec::extract
