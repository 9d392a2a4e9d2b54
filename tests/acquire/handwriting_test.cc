// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/handwriting.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>
#include <utility>
#include <vector>

namespace planrec::acquire {
namespace {

constexpr double kScale = 0.36;  // points a pixel, 200 dpi
constexpr int kFoot = 200, kCapital = 25;

/// A stroke of the field: upright bars as wide as `stroke`, `high` pixels, `below` the base line.
struct Pen {
  int high = kCapital, below = 0, stroke = 4;
};

/// One line as it would be drawn: words (text, from x to x), digits of a field as two bars and a
/// beam between them.
struct Drawing {
  Drawing() {
    work.binary = Raster::Take(pixCreate(1700, 1000, 1));
    work.grey = Raster::Take(pixCreate(1700, 1000, 8));
    work.letter_px = 17;
    work.pt_per_px_x = work.pt_per_px_y = kScale;
  }
  void Bar(int x, int y, int w, int h) {
    pixRasterop(work.binary.get(), x, y, w, h, PIX_SET, nullptr, 0, 0);
  }
  void Digit(int x, const Pen& pen) {
    Bar(x, kFoot + pen.below - pen.high, pen.stroke, pen.high);
    Bar(x + 10, kFoot + pen.below - pen.high, pen.stroke, pen.high);
    Bar(x, kFoot + pen.below - pen.high / 2, 12, 2);
  }
  void Word(const std::string& text, int x0, int x1) {
    Token token;
    if (!line.raw.empty()) line.raw += ' ';
    token.begin = static_cast<uint32_t>(line.raw.size());
    line.raw += text;
    token.end = static_cast<uint32_t>(line.raw.size());
    token.confidence = 0.95;
    token.box = {x0 * kScale, (kFoot - 25) * kScale, x1 * kScale, kFoot * kScale};
    line.box = Join(line.box, token.box);
    line.tokens.push_back(token);
  }
  std::string Told() {
    std::vector<TextLine> lines = {line};
    std::string told;
    for (const std::string& field : DoubtHandwriting(work, lines))
      told += field.substr(4, field.find(" in ") - 4) + " ";
    line = lines.front();
    return told;
  }
  WorkImage work;
  TextLine line;
};

Drawing Date(const std::vector<Pen>& day, const std::vector<Pen>& month) {
  Drawing d;
  d.Word("Nội,", 900, 950);
  d.Word("ngày", 960, 1032);
  if (!day.empty()) d.Word("29", 1040, 1080);
  d.Word("tháng", 1090, 1176);
  if (!month.empty()) d.Word("03", 1184, 1222);
  d.Word("năm", 1230, 1302);
  d.Word("2018", 1312, 1380);
  for (int i = 0; i < 4; ++i) d.Digit(1312 + 17 * i, {});
  for (size_t i = 0; i < day.size(); ++i) d.Digit(1042 + 18 * static_cast<int>(i), day[i]);
  for (size_t i = 0; i < month.size(); ++i) d.Digit(1186 + 18 * static_cast<int>(i), month[i]);
  return d;
}

TEST(Handwriting, DayAndMonth) {
  const Pen print, high{33, 0, 4}, low{25, 7, 4}, raised{25, -7, 4}, dot{4, 0, 4};
  struct Case {
    const char* name;
    std::vector<Pen> day, month;
    const char* told;
  };
  const Case cases[] = {
      {"printed", {print, print}, {print, print}, ""},
      {"print of a coarse scan", {{27, 1, 4}, {24, -1, 4}}, {{24, 1, 5}, {26, 0, 4}}, ""},
      {"higher, and not alike", {high, {30, 2, 4}}, {print, print}, "day "},
      {"one of two", {print, low}, {print, print}, "day "},
      {"both", {high, low}, {low, high}, "day month "},
      {"typed, above the line", {raised, raised}, {print, print}, ""},
      {"typed, smaller", {{20, 1, 3}, {20, 0, 3}}, {{20, 0, 3}, {20, 0, 3}}, ""},
      {"month", {print, print}, {high, print}, "month "},
      {"blank", {}, {}, ""},
      {"dots to write on", {dot, dot}, {print, print}, ""},
      {"thick", {{28, 2, 9}, {25, 0, 9}}, {print, print}, "day "},
  };
  for (const Case& c : cases) EXPECT_EQ(Date(c.day, c.month).Told(), c.told) << c.name;
}

TEST(Handwriting, ItsWordsAreNeverSure) {
  Drawing d = Date({{33, 5, 4}, {29, 0, 4}}, {Pen{}, Pen{}});
  EXPECT_EQ(d.Told(), "day ");
  for (const Token& token : d.line.tokens) {
    const std::string word = d.line.raw.substr(token.begin, token.end - token.begin);
    const bool field = word == "ngày" || word == "29" || word == "tháng";
    EXPECT_DOUBLE_EQ(token.confidence, field ? kHandwritten : 0.95) << word;
  }
}

TEST(Handwriting, OnlyInTheLetterhead) {
  Drawing d = Date({{33, 5, 4}, {29, 0, 4}}, {Pen{}, Pen{}});
  d.Word("của Thủ tướng", 1390, 1600);  // running text
  EXPECT_EQ(d.Told(), "");
  d = Date({{33, 5, 4}, {29, 0, 4}}, {Pen{}, Pen{}});
  d.work.grey = Raster::Take(pixCreate(1700, 300, 8));  // so far down on its page
  EXPECT_EQ(d.Told(), "");
}

TEST(Handwriting, Number) {
  struct Case {
    const char* name;
    const char* number;
    std::vector<Pen> digits;
    const char* symbol;
    const char* told;
  };
  const Case cases[] = {
      {"printed", "104", {{}, {}, {}}, "/KH-SYT", ""},
      {"by hand", "104", {{33, 3, 4}, {30, 1, 4}, {35, -2, 4}}, "/KH-SYT", "number "},
      {"by hand, misread", "°;", {{33, 3, 4}, {30, 1, 4}}, "/KH-SYT", "number "},
      {"one digit of three", "104", {{}, {}, {33, 6, 4}}, "/KH-SYT", "number "},
      {"typed, above the line", "104", {{24, -4, 3}, {24, -4, 3}, {24, -4, 3}}, "/KH-SYT", ""},
      {"blank", "", {}, "/KH-SYT", ""},
      {"no symbol read", "104", {{33, 3, 4}, {30, 1, 4}, {35, -2, 4}}, "", "number "},
  };
  for (const Case& c : cases) {
    Drawing d;
    d.Word("Số:", 300, 342);
    d.Digit(300, {});
    d.Digit(316, {});
    if (*c.number != '\0') d.Word(c.number, 350, 400);
    for (size_t i = 0; i < c.digits.size(); ++i)
      d.Digit(350 + 18 * static_cast<int>(i), c.digits[i]);
    if (*c.symbol != '\0') {
      d.Word(c.symbol, 410, 550);
      for (const int x : {425, 450, 480, 505, 530}) d.Digit(x, {});
    }
    EXPECT_EQ(d.Told(), c.told) << c.name;
    for (const Token& token : d.line.tokens) {
      const std::string word = d.line.raw.substr(token.begin, token.end - token.begin);
      const bool doubted = *c.told != '\0' && word == c.number;
      EXPECT_DOUBLE_EQ(token.confidence, doubted ? kHandwritten : 0.95) << c.name << word;
    }
  }
  // A line that begins like it.
  Drawing d;
  d.Word("SỞ", 300, 340);
  d.Word("TẾ", 350, 400);
  d.Digit(300, {});
  d.Digit(320, {});
  d.Digit(350, {33, 4, 4});
  EXPECT_EQ(d.Told(), "");
  // A table's row.
  d = Drawing();
  d.Word("Số", 300, 340);
  d.Word("giường/vạn", 350, 480);
  d.Word("dân", 490, 540);
  for (const int x : {300, 316}) d.Digit(x, {});
  for (const int x : {350, 380, 410, 430, 450}) d.Digit(x, {33, 4, 4});
  EXPECT_EQ(d.Told(), "");
}

}  // namespace
}  // namespace planrec::acquire
