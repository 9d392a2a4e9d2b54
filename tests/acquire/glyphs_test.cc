// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/glyphs.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/acquire/glyph_text.h"

namespace planrec::acquire {
namespace {

std::string TextOf(const std::vector<Glyph>& glyphs) {
  std::string out;
  for (const Glyph& g : glyphs) {
    AppendUtf8(out, g.c);
    for (char32_t mark : g.marks)
      if (mark) AppendUtf8(out, mark);
  }
  return out;
}

TEST(Glyphs, CharactersOfOneGlyph) {
  struct Case {
    std::u32string drawn;
    bool symbol_font;
    std::string expected;
    int unmapped;
  };
  const Case cases[] = {
      {U"A", false, "A", 0},
      {U"\uFB01", false, "fi", 0},     // ligature by its presentation form
      {U"ffi", false, "ffi", 0},       // ligature by its map
      {U"\u00A0", false, " ", 0},      // no-break space
      {U"\u2011", false, "-", 0},      // no-break hyphen
      {U"\u200B", false, "", 0},       // zero width
      {U"\uF0B7", true, "\u2022", 0},  // bullet in Symbol
      {U"\uF02D", true, "-", 0},       // minus in Symbol
      {U"\uF0A9", true, "\u25CF", 0},  // an ornament nobody lists
      {U"\uF0A9", false, "", 1},       // no symbol font: unknown
      {U"\uE123", false, "", 1},       // private use
      {U"\uFFFD", false, "", 1},
      {U"", false, "", 1},
      {U"e\u0302\u0301", false, "e\u0302\u0301", 0},  // decomposed
      {U"e\u0301\u0302", false, "e\u0302\u0301", 0},  // vowel mark first, so that NFC composes
      {U"o\u0309\u031B", false, "o\u031B\u0309", 0},
  };
  for (const Case& c : cases) {
    std::vector<Glyph> glyphs;
    Glyph g;
    g.dx = g.pen_dx = 6;
    g.size = 12;
    int unmapped =
        AddCharacter(glyphs, g, c.drawn.data(), static_cast<int>(c.drawn.size()), c.symbol_font);
    EXPECT_EQ(TextOf(glyphs), c.expected) << ToUtf8(c.drawn);
    EXPECT_EQ(unmapped, c.unmapped) << ToUtf8(c.drawn);
  }
}

TEST(Glyphs, LigatureSharesItsAdvance) {
  std::vector<Glyph> glyphs;
  Glyph g;
  g.x = 100;
  g.dx = 12;
  g.pen_dx = 14;
  g.size = 12;
  const char32_t fi[] = {U'\uFB03'};
  AddCharacter(glyphs, g, fi, 1, false);
  ASSERT_EQ(glyphs.size(), 3u);
  EXPECT_DOUBLE_EQ(glyphs[1].x, 104);
  EXPECT_DOUBLE_EQ(glyphs[1].dx, 4);
  EXPECT_DOUBLE_EQ(glyphs[2].x + glyphs[2].pen_dx, 114);
}

TEST(Glyphs, MarksDrawnByThemselves) {
  struct Case {
    const char* name;
    std::string drawn;  // every letter 6 points wide, marks without width at the pen
    double shift;       // of the mark against the pen
    std::string expected;
  };
  const Case cases[] = {
      {"after its letter", "qua\u0309n", 0, "qua\u0309n"},
      {"two marks", "nhie\u0302\u0300u", 0, "nhie\u0302\u0300u"},
      {"tone before the vowel's mark", "nhie\u0300\u0302u", 0, "nhie\u0302\u0300u"},
      {"over the letter", "qua\u0309n", -4, "qua\u0309n"},
  };
  for (const Case& c : cases) {
    std::vector<Glyph> glyphs;
    double x = 50;
    for (char32_t letter : ToUtf32(c.drawn)) {
      Glyph g;
      bool mark = IsCombiningMark(letter);
      g.x = mark ? x + c.shift : x;
      g.y = 100;
      g.size = 12;
      g.dx = g.pen_dx = mark ? 0 : 6;
      if (!mark) x += 6;
      AddCharacter(glyphs, g, &letter, 1, false);
    }
    CleanGlyphs(glyphs, {0, 0, 600, 800});
    EXPECT_EQ(TextOf(glyphs), c.expected) << c.name;
  }
}

TEST(Glyphs, SpacingAccents) {
  // An acute drawn over the letter joins it; one beside it is what it is.
  for (bool over : {true, false}) {
    std::vector<Glyph> glyphs;
    Set(glyphs, 50, 100, "ma");
    Set(glyphs, over ? 56.5 : 62, 100, "\u00B4");
    CleanGlyphs(glyphs, {0, 0, 600, 800});
    EXPECT_EQ(TextOf(glyphs), over ? "ma\u0301" : "ma\u00B4");
  }
}

TEST(Glyphs, SoftHyphens) {
  struct Case {
    const char *drawn, *expected;
  };
  const Case cases[] = {
      {"\u00AD Phòng Nội vụ", "- Phòng Nội vụ"},
      // TCVN3 read as Latin-1: there it is the letter ư.
      {"ng\u00ADêi ®\u00ADîc kh«ng", "ng\u00ADêi ®\u00ADîc kh«ng"},
  };
  for (const Case& c : cases) {
    std::vector<Glyph> glyphs;
    Set(glyphs, 50, 100, c.drawn);
    CleanGlyphs(glyphs, {0, 0, 600, 800});
    EXPECT_EQ(TextOf(glyphs), c.expected);
  }
}

TEST(Glyphs, InvisibleLayerOfAScanStays) {
  std::vector<Glyph> glyphs;
  Pen hidden;
  hidden.invisible = true;
  Set(glyphs, 50, 100, "lớp chữ của máy quét", hidden);
  Set(glyphs, 50, 130, "Số 12");
  CleanGlyphs(glyphs, {0, 0, 600, 800});
  EXPECT_EQ(TextOf(glyphs), "lớp chữ của máy quétSố 12");
}

TEST(Glyphs, ManyCopiesEndSoon) {
  std::vector<Glyph> glyphs;
  for (int i = 0; i < 50'000; ++i) Set(glyphs, 50, 100, "a");
  for (int i = 0; i < 50'000; ++i) Set(glyphs, 50 + 1e-5 * i, 200, "b", {.size = 0.001});
  CleanGlyphs(glyphs, {0, 0, 600, 800});
  SUCCEED();
}

}  // namespace
}  // namespace planrec::acquire
