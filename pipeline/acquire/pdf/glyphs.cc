// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/glyphs.h"

#include <algorithm>
#include <cmath>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// Code points that Word's and LibreOffice's lists draw in Symbol and Wingdings: F000 + the font's
// own code.
struct SymbolCode {
  char32_t code, meaning;
};
constexpr SymbolCode kSymbols[] = {
    {0xF02D, U'-'},       // Symbol: minus
    {0xF0B7, U'\u2022'},  // Symbol: bullet
    {0xF0A7, U'\u25AA'},  // Wingdings: small square
    {0xF06E, U'\u25A0'},  // Wingdings: square
    {0xF06F, U'\u25A1'},  // Wingdings: box
    {0xF0A8, U'\u25FB'},  // Wingdings: box
    {0xF071, U'\u2751'},  // Wingdings: shadowed box
    {0xF076, U'\u2756'},  // Wingdings: four diamonds
    {0xF0D8, U'\u27A2'},  // Wingdings: arrow head
    {0xF0E0, U'\u2192'},  // Wingdings: arrow
    {0xF0E8, U'\u2794'},  // Wingdings: heavy arrow
    {0xF0FC, U'\u2713'},  // Wingdings: check mark
    {0xF0FE, U'\u2612'},  // Wingdings: checked box
    {0xF0A3, U'\u2264'},  // Symbol: less or equal
    {0xF0B3, U'\u2265'},  // Symbol: greater or equal
    {0xF0B1, U'\u00B1'},  // Symbol: plus minus
    {0xF0B0, U'\u00B0'},  // Symbol: degree
    {0xF0B4, U'\u00D7'},  // Symbol: times
    {0xF044, U'\u0394'},  // Symbol: Delta
    {0xF061, U'\u03B1'},  // Symbol: alpha
    {0xF062, U'\u03B2'},  // Symbol: beta
    {0xF06D, U'\u03BC'},  // Symbol: mu
    {0xF057, U'\u03A9'},  // Symbol: Omega
};

// Presentation forms that fonts map their ligature glyphs to.
struct Ligature {
  char32_t form;
  const char32_t* letters;
};
constexpr Ligature kLigatures[] = {
    {0xFB00, U"ff"},  {0xFB01, U"fi"}, {0xFB02, U"fl"}, {0xFB03, U"ffi"},
    {0xFB04, U"ffl"}, {0xFB05, U"st"}, {0xFB06, U"st"},
};

// Accents that some producers draw over a letter as glyphs of their own.
struct SpacingAccent {
  char32_t accent, mark;
};
constexpr SpacingAccent kAccents[] = {
    {0x00B4, 0x0301}, {0x02CA, 0x0301}, {0x0060, 0x0300}, {0x02CB, 0x0300}, {0x02DC, 0x0303},
    {0x007E, 0x0303}, {0x02C6, 0x0302}, {0x005E, 0x0302}, {0x02D8, 0x0306},
};

bool IsVowelMark(char32_t c) {
  return c == 0x0302 || c == 0x0306 || c == 0x031B;
}

bool IsAnySpace(char32_t c) {
  return c == 0x20 || c == 0x09 || c == 0x0A || c == 0x0D || c == 0xA0 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Formats nothing that a reader sees.
bool IsIgnorable(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

bool IsUnusable(char32_t c) {
  return c == 0 || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD ||
         (c >= 0xD800 && c < 0xE000) || (c >= 0xE000 && c <= 0xF8FF) || c > 0x10FFFF;
}

char32_t SpacingMark(char32_t c) {
  for (const SpacingAccent& a : kAccents)
    if (a.accent == c) return a.mark;
  return 0;
}

double Width(const Glyph& g) {
  return std::abs(g.dx);
}

// How much of the narrower of two glyphs stands over the other, 0..1.
double SharedWidth(const Glyph& a, const Glyph& b) {
  double narrow = std::min(Width(a), Width(b));
  double shared = Overlap(a.x, a.x + a.dx, b.x, b.x + b.dx);
  return narrow > 0 ? shared / narrow : 0;
}

// A mark drawn as its own glyph belongs to the letter before it (usual) or behind it. Zero-width
// marks are drawn at the letter's end or over it.
bool MarkStandsOn(const Glyph& mark, const Glyph& letter) {
  if (!IsLetter(letter.c) || letter.turn != mark.turn) return false;
  if (std::abs(letter.y - mark.y) > 0.6 * letter.size) return false;
  if (Width(mark) > 0.05 * mark.size) return SharedWidth(mark, letter) >= 0.5;
  double from = std::min(letter.x, letter.x + letter.dx) - 0.1 * letter.size;
  double to = std::max(letter.x, letter.x + letter.dx) + 0.15 * letter.size;
  return mark.x >= from && mark.x <= to;
}

void AttachDrawnMarks(std::vector<Glyph>& glyphs) {
  for (size_t i = 0; i < glyphs.size(); ++i) {
    Glyph& g = glyphs[i];
    char32_t mark = IsCombiningMark(g.c) ? g.c : SpacingMark(g.c);
    if (!mark) continue;
    bool combining = mark == g.c;
    Glyph* letter = nullptr;
    // Before it, skipping marks already taken (c == 0); then behind it.
    for (size_t k = i; k-- > 0 && i - k <= 3;) {
      if (glyphs[k].c == 0) continue;
      if (MarkStandsOn(g, glyphs[k])) letter = &glyphs[k];
      break;
    }
    // A letter behind the mark is taken only where it really overlaps: else the mark is a plain
    // accent in running text.
    if (!letter && i + 1 < glyphs.size() && MarkStandsOn(g, glyphs[i + 1]) &&
        (combining || SharedWidth(g, glyphs[i + 1]) >= 0.5)) {
      letter = &glyphs[i + 1];
    }
    if (!letter) continue;
    PutMark(*letter, mark);
    g.c = 0;
  }
  std::erase_if(glyphs, [](const Glyph& g) { return g.c == 0; });
}

// Fonts map the hyphen's glyph to U+00AD, and Word's lists are full of it: to the reader it is a
// hyphen. In TCVN3 text read as Latin-1 it is the letter ư; other letters of TCVN3 give that away.
void SettleSoftHyphens(std::vector<Glyph>& glyphs) {
  constexpr double kTcvn3Share = 0.02;
  size_t all = 0, tcvn3 = 0, soft = 0;
  for (const Glyph& g : glyphs) {
    if (g.IsSpace()) continue;
    ++all;
    if (g.c == 0xAD) ++soft;
    if ((g.c >= 0xA8 && g.c <= 0xAC) || g.c == 0xAE || g.c == 0xB5 || g.c == 0xB8) ++tcvn3;
  }
  if (soft == 0 || static_cast<double>(tcvn3) >= kTcvn3Share * static_cast<double>(all)) return;
  for (Glyph& g : glyphs)
    if (g.c == 0xAD) g.c = U'-';
}

bool SamePlace(const Glyph& a, const Glyph& b) {
  double near = 0.1 * std::max(a.size, b.size);
  return a.c == b.c && a.marks == b.marks && a.turn == b.turn && a.annotation == b.annotation &&
         std::abs(a.x - b.x) <= near && std::abs(a.y - b.y) <= near &&
         std::abs(a.size - b.size) <= 0.05 * a.size;
}

// Double strikes and hidden copies. Glyphs are compared in cells of a grid over the page; a cell
// list is short, and a page without copies costs one pass.
void DropCopies(std::vector<Glyph>& glyphs) {
  struct Entry {
    uint64_t key;
    uint32_t index;
  };
  std::vector<Entry> entries;
  entries.reserve(glyphs.size());
  // Cells as high as a small letter; equal letters at one place fall into one cell or neighbours,
  // and each glyph is entered under its own cell and compared against the four neighbours that a
  // tenth of its size can reach.
  constexpr double kCell = 4.0;
  auto key = [](char32_t c, int64_t cx, int64_t cy) {
    return (static_cast<uint64_t>(c) << 40) ^ (static_cast<uint64_t>(cx & 0xFFFFF) << 20) ^
           static_cast<uint64_t>(cy & 0xFFFFF);
  };
  for (uint32_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& g = glyphs[i];
    if (g.IsSpace()) continue;
    entries.push_back({key(g.c, std::llround(g.x / kCell), std::llround(g.y / kCell)), i});
    // The neighbour cell that a copy could have been rounded to.
    double fx = g.x / kCell, fy = g.y / kCell;
    auto other = [](double f) {
      return f > static_cast<double>(std::llround(f)) ? std::llround(f) + 1 : std::llround(f) - 1;
    };
    double reach = 0.1 * g.size / kCell;
    auto near_edge = [&](double f) {
      return std::abs(f - static_cast<double>(std::llround(f))) > 0.5 - reach;
    };
    bool ex = near_edge(fx), ey = near_edge(fy);
    if (ex) entries.push_back({key(g.c, other(fx), std::llround(fy)), i});
    if (ey) entries.push_back({key(g.c, std::llround(fx), other(fy)), i});
    if (ex && ey) entries.push_back({key(g.c, other(fx), other(fy)), i});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.key != b.key ? a.key < b.key : a.index < b.index;
  });
  std::vector<char> drop(glyphs.size(), 0);
  constexpr size_t kMostCompared = 64;  // equal letters in one cell; more is no text
  for (size_t i = 0; i < entries.size(); ++i) {
    size_t end = std::min(entries.size(), i + 1 + kMostCompared);
    for (size_t k = i + 1; k < end && entries[k].key == entries[i].key; ++k) {
      uint32_t a = entries[i].index, b = entries[k].index;
      if (drop[a]) break;
      if (a == b || drop[b] || !SamePlace(glyphs[a], glyphs[b])) continue;
      // The visible one stays; of two alike the first, whose place in the order is the text's.
      if (glyphs[a].invisible && !glyphs[b].invisible) std::swap(a, b);
      bool struck = !glyphs[a].invisible && !glyphs[b].invisible &&
                    std::abs(glyphs[a].x - glyphs[b].x) > 0.005 * glyphs[a].size;
      if (struck || glyphs[b].bold) glyphs[a].bold = true;
      drop[b] = 1;
    }
  }
  size_t to = 0;
  for (size_t i = 0; i < glyphs.size(); ++i)
    if (!drop[i]) glyphs[to++] = glyphs[i];
  glyphs.resize(to);
}

}  // namespace

bool IsCombiningMark(char32_t c) {
  return c >= 0x0300 && c <= 0x036F;
}

void PutMark(Glyph& glyph, char32_t c) {
  auto free = std::find(glyph.marks.begin(), glyph.marks.end(), U'\0');
  if (free == glyph.marks.end()) return;
  if (std::find(glyph.marks.begin(), free, c) != free) return;
  auto at = free;
  if (IsVowelMark(c)) at = std::find_if_not(glyph.marks.begin(), free, IsVowelMark);
  std::move_backward(at, free, free + 1);
  *at = c;
}

int AddCharacter(std::vector<Glyph>& glyphs, const Glyph& drawn, const char32_t* unicode, int count,
                 bool symbol_font) {
  size_t first = glyphs.size();
  int unmapped = count == 0 ? 1 : 0;
  auto add = [&](char32_t c) {
    Glyph g = drawn;
    g.c = c;
    glyphs.push_back(g);
  };
  for (int i = 0; i < count; ++i) {
    char32_t c = unicode[i];
    if (IsAnySpace(c)) {
      add(U' ');
      continue;
    }
    if (IsIgnorable(c)) continue;
    if (c == 0x2010 || c == 0x2011) c = U'-';
    if (c >= 0xF020 && c <= 0xF0FF) {
      auto known = std::find_if(std::begin(kSymbols), std::end(kSymbols),
                                [c](const SymbolCode& s) { return s.code == c; });
      if (known != std::end(kSymbols)) {
        c = known->meaning;
      } else if (symbol_font) {
        c = 0x25CF;  // some ornament of a symbol font: a list sign to the reader
      }
    }
    if (IsUnusable(c)) {
      ++unmapped;
      continue;
    }
    if (IsCombiningMark(c) && glyphs.size() > first && !glyphs.back().IsSpace()) {
      PutMark(glyphs.back(), c);
      continue;
    }
    auto ligature = std::find_if(std::begin(kLigatures), std::end(kLigatures),
                                 [c](const Ligature& l) { return l.form == c; });
    if (ligature != std::end(kLigatures)) {
      for (const char32_t* letter = ligature->letters; *letter; ++letter) add(*letter);
      continue;
    }
    add(c);
  }
  // Several characters share the glyph's advance evenly.
  size_t made = glyphs.size() - first;
  if (made > 1) {
    double share = 1.0 / static_cast<double>(made);
    for (size_t i = 0; i < made; ++i) {
      Glyph& g = glyphs[first + i];
      double before = share * static_cast<double>(i);
      g.x = drawn.x + drawn.dx * before;
      g.y = drawn.y + drawn.dy * before;
      g.dx = drawn.dx * share;
      g.dy = drawn.dy * share;
      bool last = i + 1 == made;
      g.pen_dx = last ? drawn.pen_dx - drawn.dx * before : g.dx;
      g.pen_dy = last ? drawn.pen_dy - drawn.dy * before : g.dy;
    }
  }
  return unmapped;
}

void CleanGlyphs(std::vector<Glyph>& glyphs, const Box& page) {
  std::erase_if(glyphs, [&page](const Glyph& g) {
    return !page.Contains(g.x + g.dx / 2, g.y + g.dy / 2 - 0.25 * g.size);
  });
  SettleSoftHyphens(glyphs);
  AttachDrawnMarks(glyphs);
  DropCopies(glyphs);
  size_t visible = 0, invisible = 0;
  for (const Glyph& g : glyphs) {
    if (g.IsSpace() || g.annotation) continue;
    ++(g.invisible ? invisible : visible);
  }
  if (invisible > 0 && visible >= invisible)
    std::erase_if(glyphs, [](const Glyph& g) { return g.invisible; });
}

}  // namespace planrec::acquire
