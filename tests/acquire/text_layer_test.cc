// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/text_layer.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/acquire/glyph_text.h"

namespace planrec::acquire {
namespace {

const Box kPage{0, 0, 600, 850};

struct Drawing {
  std::vector<Glyph> glyphs;
  std::vector<Rule> rules;
  double Text(double x, double y, std::string_view text, const Pen& pen = {}) {
    return Set(glyphs, x, y, text, pen);
  }
  void Vertical(double x, double y0, double y1) { rules.push_back({x, y0, x, y1, 0.5}); }
};

// One line of text a line of the dump; bold words between stars.
std::string Dump(Drawing d) {
  CleanGlyphs(d.glyphs, kPage);
  std::string out;
  for (const TextLine& line : BuildLines(d.glyphs, d.rules)) {
    std::string text;
    for (const Token& t : line.tokens) {
      std::string word = line.raw.substr(t.begin, t.end - t.begin);
      if (!text.empty()) text += ' ';
      text += t.bold ? "*" + word + "*" : word;
    }
    out += text + "\n";
  }
  return out;
}

struct Case {
  const char* name;
  std::function<void(Drawing&)> draw;
  const char* expected;
};

const Case kCases[] = {
    {"words at drawn spaces", [](Drawing& d) { d.Text(50, 100, "Kế hoạch năm tới"); },
     "Kế hoạch năm tới\n"},
    {"words at gaps only",
     [](Drawing& d) {
       Pen pen;
       pen.draw_spaces = false;
       d.Text(50, 100, "Kế hoạch năm tới", pen);
     },
     "Kế hoạch năm tới\n"},
    {"letter spacing is no space",
     [](Drawing& d) {
       Pen pen;
       pen.spacing = 4;
       pen.space = 0.4;
       d.Text(50, 100, "QUYẾT ĐỊNH", pen);
     },
     "QUYẾT ĐỊNH\n"},
    {"kerned letters stay together",
     [](Drawing& d) {
       double x = d.Text(50, 100, "VĂ");
       d.Text(x - 2, 100, "N BẢN");
     },
     "VĂN BẢN\n"},
    {"lines from top to bottom, whatever the order of drawing",
     [](Drawing& d) {
       d.Text(50, 120, "dòng dưới");
       d.Text(50, 100, "dòng trên");
     },
     "dòng trên\ndòng dưới\n"},
    {"two columns, a near gap, drawn column by column",
     [](Drawing& d) {
       double x = d.Text(50, 100, "ỦY BAN XÃ");
       d.Text(50, 115, "TÂN LẬP");
       d.Text(x + 10, 100, "CỘNG HÒA");
       d.Text(x + 10, 115, "Độc lập");
     },
     "ỦY BAN XÃ\nCỘNG HÒA\nTÂN LẬP\nĐộc lập\n"},
    {"two columns, a wide gap, drawn line by line",
     [](Drawing& d) {
       d.Text(50, 100, "Nơi nhận: ");
       d.Text(300, 100, "TM. ỦY BAN");
     },
     "Nơi nhận:\nTM. ỦY BAN\n"},
    {"justified line keeps its wide gaps",
     [](Drawing& d) {
       Pen pen;
       pen.space = 1.9;
       d.Text(50, 100, "các phòng ban trong toàn huyện", pen);
     },
     "các phòng ban trong toàn huyện\n"},
    {"justified by moves between words",
     [](Drawing& d) {
       double x = 50;
       for (const char* word : {"các ", "phòng ", "ban ", "trong ", "toàn ", "huyện"})
         x = d.Text(x, 100, word) + 14;
     },
     "các phòng ban trong toàn huyện\n"},
    {"typed blank for a number", [](Drawing& d) { d.Text(50, 100, "Số:         /KH-UBND"); },
     "Số: /KH-UBND\n"},
    {"number stamped into its blank",
     [](Drawing& d) {
       d.Text(50, 100, "Số:          /KH-UBND");
       Pen stamp;
       stamp.annotation = true;
       stamp.size = 13;
       d.Text(73, 101, "27", stamp);
     },
     "Số: 27 /KH-UBND\n"},
    {"list marker before a tab",
     [](Drawing& d) {
       d.Text(50, 100, "a) ");
       d.Text(90, 100, "Rà soát các quy định hiện hành");
     },
     "a) Rà soát các quy định hiện hành\n"},
    {"cells between vertical rules, however near",
     [](Drawing& d) {
       double x = d.Text(50, 100, "12");
       d.Vertical(x + 1, 80, 120);
       double y = d.Text(x + 2, 100, "Phòng Nội vụ");
       d.Vertical(y + 2, 80, 120);
       d.Text(y + 4, 100, "Quý I");
     },
     "12\nPhòng Nội vụ\nQuý I\n"},
    {"a vertical rule elsewhere cuts nothing",
     [](Drawing& d) {
       d.Text(50, 100, "Phòng Nội vụ");
       d.Vertical(80, 200, 300);
     },
     "Phòng Nội vụ\n"},
    {"corridor of the neighbours cuts a doubtful gap",
     [](Drawing& d) {
       for (int i = 0; i < 3; ++i) {
         double y = 100 + 15 * i;
         d.Text(50, y, i == 1 ? "Số: 12/KH-UBND        " : "PHÒNG HUYỆN");
         d.Text(i == 1 ? 160 : 180, y, "Độc lập");
       }
     },
     "PHÒNG HUYỆN\nĐộc lập\nSố: 12/KH-UBND\nĐộc lập\nPHÒNG HUYỆN\nĐộc lập\n"},
    {"superscript joins its word",
     [](Drawing& d) {
       double x = d.Text(50, 100, "diện tích 90 m");
       Pen small;
       small.size = 7;
       x = d.Text(x, 95, "3", small);
       d.Text(x, 100, "/s tại");
     },
     "diện tích 90 m3/s tại\n"},
    {"subscript joins its word",
     [](Drawing& d) {
       double x = d.Text(50, 100, "khí CO");
       Pen small;
       small.size = 7;
       x = d.Text(x, 103, "2", small);
       d.Text(x, 100, " thấp");
     },
     "khí CO2 thấp\n"},
    {"footnote sign stands before its note",
     [](Drawing& d) {
       Pen small;
       small.size = 6.5;
       d.Text(50, 96, "1", small);
       Pen note;
       note.size = 10;
       d.Text(58, 100, "Theo báo cáo của phòng", note);
     },
     "1 Theo báo cáo của phòng\n"},
    {"close lines are two lines",
     [](Drawing& d) {
       d.Text(50, 100, "dòng một dài");
       d.Text(50, 111, "dòng hai dài");
     },
     "dòng một dài\ndòng hai dài\n"},
    {"stamp over text does not mix in",
     [](Drawing& d) {
       d.Text(50, 100, "Nguyễn Văn An ký tên");
       Pen stamp;
       stamp.annotation = true;
       stamp.size = 11;
       d.Text(60, 100.5, "Thời gian ký", stamp);
     },
     "Nguyễn Văn An ký tên\nThời gian ký\n"},
    {"bold words",
     [](Drawing& d) {
       Pen bold;
       bold.bold = true;
       double x = d.Text(50, 100, "Điều 1.", bold);
       d.Text(x, 100, " Phê duyệt");
     },
     "*Điều* *1.* Phê duyệt\n"},
    {"double strike is one bold text",
     [](Drawing& d) {
       d.Text(50, 100, "KẾ HOẠCH");
       d.Text(50.4, 100, "KẾ HOẠCH");
     },
     "*KẾ* *HOẠCH*\n"},
    {"double letters are no double strike", [](Drawing& d) { d.Text(50, 100, "00 llll 11"); },
     "00 llll 11\n"},
    {"hidden copy is dropped",
     [](Drawing& d) {
       Pen hidden;
       hidden.invisible = true;
       d.Text(50, 100, "Căn cứ Luật", hidden);
       d.Text(50.3, 100.2, "Căn cứ Luật");
     },
     "Căn cứ Luật\n"},
    {"outside of the page is dropped",
     [](Drawing& d) {
       d.Text(-60, 100, "vết");
       d.Text(50, 100, "trong trang");
       d.Text(50, 900, "chân");
     },
     "trong trang\n"},
};

TEST(TextLayer, Lines) {
  for (const Case& c : kCases) {
    Drawing d;
    c.draw(d);
    EXPECT_EQ(Dump(d), c.expected) << c.name;
  }
}

TEST(TextLayer, TokensAreBytesOfRawAndStandInTheLine) {
  Drawing d;
  d.Text(50, 100, "Ủy ban nhân dân");
  CleanGlyphs(d.glyphs, kPage);
  std::vector<TextLine> lines = BuildLines(d.glyphs, d.rules);
  ASSERT_EQ(lines.size(), 1u);
  const TextLine& line = lines[0];
  ASSERT_EQ(line.tokens.size(), 4u);
  EXPECT_EQ(line.raw.substr(line.tokens[2].begin, line.tokens[2].end - line.tokens[2].begin),
            "nhân");
  EXPECT_DOUBLE_EQ(line.font_size_pt, 12);
  EXPECT_DOUBLE_EQ(line.box.x0, 50);
  EXPECT_NEAR(line.box.y0, 100 - 0.9 * 12, 1e-4);
  EXPECT_NEAR(line.box.y1, 100 + 0.2 * 12, 1e-4);
  double x = 0;
  for (const Token& t : line.tokens) {
    EXPECT_GT(t.box.x0, x);
    EXPECT_EQ(t.confidence, 1.0);
    x = t.box.x1;
  }
  EXPECT_DOUBLE_EQ(x, line.box.x1);
}

TEST(TextLayer, NothingGivesNothing) {
  EXPECT_TRUE(BuildLines({}, {}).empty());
  Drawing d;
  d.Text(50, 100, "   ");
  EXPECT_EQ(Dump(d), "");
}

}  // namespace
}  // namespace planrec::acquire
