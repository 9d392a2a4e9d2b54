// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/seen_text.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr double kSmallest_pt = 1.0;  // no reader makes out less; fine print is 4 pt and more
// Tones between which no eye tells a letter from its paper, at both ends of the scale.
constexpr double kPaperTone = 0.92, kBlackTone = 0.08;
// A stroke through the middle of letters, in parts of their size above the base line.
constexpr double kStruckLow = 0.12, kStruckHigh = 0.45;
constexpr double kStrokeThickness =
    0.15;                          // of the size; a thicker bar is drawn under white letters
constexpr size_t kFewStruck = 2;   // one letter with a stroke is đ or a sign
constexpr size_t kMostTold = 200;  // characters of struck words in the message
// A raised mark against the character it stands behind.
constexpr double kRaisedSize = 0.8, kRaisedLeast = 0.15, kRaisedMost = 0.8, kRaisedNear = 0.6;

/// Where the glyph's ink is, about.
std::pair<double, double> Middle(const Glyph& g) {
  constexpr double kUp = 0.3;  // of the size: the middle of small letters
  const double x = g.x + g.dx / 2, y = g.y + g.dy / 2;
  switch (g.turn) {
    case 0:
      return {x, y - kUp * g.size};
    case 1:
      return {x + kUp * g.size, y};
    case 2:
      return {x, y + kUp * g.size};
    case 3:
      return {x - kUp * g.size, y};
    default:
      return {x, y};
  }
}

bool LeavesNoInk(const PageContent& content, size_t index, bool fine_print) {
  const Glyph& g = content.glyphs[index];
  if (fine_print && g.size < kSmallest_pt) return true;
  const auto middle = Middle(g);
  const double x = middle.first, y = middle.second;
  double paper = 1;
  for (const FillUse& fill : content.fills) {
    if (!fill.box.Contains(x, y)) continue;
    if (fill.glyphs_before > index) return true;
    paper = fill.tone;
  }
  const bool white = g.tone > kPaperTone && paper > kPaperTone;
  const bool black = g.tone < kBlackTone && paper < kBlackTone;
  if (!white && !black) return false;
  // On a picture anything can be seen.
  return std::none_of(content.images.begin(), content.images.end(), [&](const ImageUse& image) {
    return image.glyphs_before <= index && image.box.Contains(x, y);
  });
}

void Erase(std::vector<Glyph>& glyphs, const std::vector<bool>& drop) {
  size_t to = 0;
  for (size_t i = 0; i < glyphs.size(); ++i)
    if (!drop[i]) glyphs[to++] = glyphs[i];
  glyphs.resize(to);
}

bool StrikesThrough(const Rule& rule, const Glyph& g) {
  if (!rule.Horizontal() || rule.thickness_pt > kStrokeThickness * g.size) return false;
  const double up = g.y - rule.y0, x = g.x + g.dx / 2;
  return up > kStruckLow * g.size && up < kStruckHigh * g.size && x >= rule.x0 && x <= rule.x1;
}

/// The letters directly before `end` that belong to one word.
std::u32string WordBefore(const std::vector<Glyph>& glyphs, size_t end) {
  std::u32string word;
  for (size_t i = end; i-- > 0 && IsLetter(glyphs[i].c) && word.size() < 8;)
    word.insert(word.begin(), glyphs[i].c);
  return word;
}

bool IsLengthUnit(std::u32string_view word) {
  static constexpr std::u32string_view kUnits[] = {U"m", U"km", U"cm", U"dm", U"mm", U"hm", U"dam"};
  return std::find(std::begin(kUnits), std::end(kUnits), word) != std::end(kUnits);
}

bool IsMark(char32_t c) {
  return IsDigit(c) || c == U'*' || c == U'(' || c == U')' || c == U'[' || c == U']' || c == U',';
}

bool StandsRaised(const Glyph& mark, const Glyph& base, double from) {
  const double up = base.y - mark.y;
  return mark.turn == 0 && base.turn == 0 && mark.size < kRaisedSize * base.size &&
         up > kRaisedLeast * base.size && up < kRaisedMost * base.size &&
         std::abs(mark.x - from) < kRaisedNear * base.size;
}

}  // namespace

void DropUnseen(PageContent& content) {
  const auto& glyphs = content.glyphs;
  const auto tiny = std::count_if(glyphs.begin(), glyphs.end(),
                                  [](const Glyph& g) { return g.size < kSmallest_pt; });
  // Where all is so small, the page's unit is no point.
  const bool fine_print = 2 * static_cast<size_t>(tiny) < glyphs.size();
  if (tiny == 0 && content.fills.empty() &&
      std::none_of(glyphs.begin(), glyphs.end(),
                   [](const Glyph& g) { return g.tone > kPaperTone; }))
    return;
  std::vector<bool> drop(glyphs.size(), false);
  int hidden = 0;
  for (size_t i = 0; i < glyphs.size(); ++i) {
    if (glyphs[i].invisible || !LeavesNoInk(content, i, fine_print)) continue;
    drop[i] = true;
    hidden += glyphs[i].IsSpace() ? 0 : 1;
  }
  Erase(content.glyphs, drop);
  if (hidden == 0) return;
  content.diagnostics.push_back(
      {"text.hidden", std::to_string(hidden) +
                          " characters that leave no ink on the page (covered, in the colour of "
                          "the paper or too small to see) left out"});
}

void DropStruck(PageContent& content) {
  std::vector<Rule> strokes;
  for (const Rule& rule : content.rules) {
    const auto struck =
        std::count_if(content.glyphs.begin(), content.glyphs.end(), [&](const Glyph& g) {
          return g.turn == 0 && !g.IsSpace() && !g.invisible && StrikesThrough(rule, g);
        });
    if (static_cast<size_t>(struck) >= kFewStruck) strokes.push_back(rule);
  }
  if (strokes.empty()) return;
  std::vector<bool> drop(content.glyphs.size(), false);
  std::string words;
  bool told = true;
  for (size_t i = 0; i < content.glyphs.size(); ++i) {
    const Glyph& g = content.glyphs[i];
    drop[i] = g.turn == 0 && std::any_of(strokes.begin(), strokes.end(),
                                         [&](const Rule& rule) { return StrikesThrough(rule, g); });
    if (drop[i] && words.size() < kMostTold) {
      if (!told && !words.empty()) words += " … ";
      AppendUtf8(words, g.c);
    }
    told = drop[i];
  }
  Erase(content.glyphs, drop);
  std::erase_if(content.rules, [&](const Rule& rule) {
    return std::find(strokes.begin(), strokes.end(), rule) != strokes.end();
  });
  content.diagnostics.push_back({"text.struck", "struck out and left out: “" + words + "”"});
}

void SettleRaised(std::vector<Glyph>& glyphs) {
  std::vector<bool> drop(glyphs.size(), false);
  bool any = false;
  for (size_t i = 1; i < glyphs.size(); ++i) {
    Glyph& base = glyphs[i - 1];
    if (base.IsSpace() || !StandsRaised(glyphs[i], base, base.x + base.dx)) continue;
    size_t end = i;
    double from = base.x + base.dx;
    bool marks = true;
    while (end < glyphs.size() && StandsRaised(glyphs[end], base, from)) {
      marks = marks && (IsMark(glyphs[end].c) || glyphs[end].IsSpace());
      from = glyphs[end].x + glyphs[end].dx;
      ++end;
    }
    if (marks && end == i + 1 && (glyphs[i].c == U'2' || glyphs[i].c == U'3') &&
        IsLengthUnit(WordBefore(glyphs, i))) {
      glyphs[i].c = glyphs[i].c == U'2' ? U'²' : U'³';
    } else if (marks) {
      std::fill(drop.begin() + static_cast<std::ptrdiff_t>(i),
                drop.begin() + static_cast<std::ptrdiff_t>(end), true);
      // What follows stands as near to the word as to its mark.
      base.dx = base.pen_dx = from - base.x;
      any = true;
    }
    i = end;
  }
  if (any) Erase(glyphs, drop);
}

}  // namespace planrec::acquire
