// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/specks.h"

#include <gtest/gtest.h>

#include "tests/extractors/page_builder.h"

namespace planrec::extract {
namespace {

/// The line after DropSpecks, or "(gone)"; a word with '?' behind it is read with little
/// confidence.
std::string Clean(std::string_view text, TextOrigin origin = TextOrigin::kOcr) {
  std::string plain;
  for (const char c : text)
    if (c != '?') plain.push_back(c);
  Page page = PageBuilder(1).Text(85, 100, plain).Build();
  page.origin = origin;
  size_t token = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '?') page.lines[0].tokens[token].confidence = 0.1;
    if (text[i] == ' ') ++token;
  }
  DropSpecks(page, page.lines);
  return page.lines.empty() ? "(gone)" : page.lines[0].raw;
}

TEST(DropSpecks, Cases) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"` - Rà soát danh mục", "- Rà soát danh mục"},
      {"_ Trên đây là", "Trên đây là"},
      {". d) Trung tâm", "d) Trung tâm"},
      {"-? a) Trung tâm", "a) Trung tâm"},
      {"-? - Trung tâm", "- Trung tâm"},
      {"- Trung tâm", "- Trung tâm"},
      {"đạt 95 %;", "đạt 95 %;"},
      {"giám sát ×?", "giám sát"},
      {"giám sát × ×", "giám sát × ×"},
      {"của xã. . :?", "của xã."},
      {"II. KINH PHÍ `", "II. KINH PHÍ"},
      {"cụ thể như sau :", "cụ thể như sau :"},
      {"của xã ;", "của xã ;"},
      {"giáo dục ...", "giáo dục ..."},
      {".. ,*.^", "(gone)"},
      {"xảy ra.. ` :", "xảy ra.."},
      {"-", "-"},
      {"-?", "(gone)"},
      {"tý? x?", "(gone)"},
      {"2", "2"},
      {"vs.? w? 9z? trđ1?", "(gone)"},
      {"Số: 12?/KH-UBND", "Số: 12/KH-UBND"},
  };
  for (const auto& [in, out] : cases) EXPECT_EQ(Clean(in), out) << in;
}

TEST(DropSpecks, BadlyReadTextAtTheMarginStays) {
  Page page = PageBuilder(1).Body(60, 5).Text(85, 160, "MTtinh.").Text(300, 180, "MTtinh.").Build();
  page.origin = TextOrigin::kOcr;
  for (size_t i = 5; i < 7; ++i) page.lines[i].tokens[0].confidence = 0.2;
  DropSpecks(page, page.lines);
  ASSERT_EQ(page.lines.size(), 6u);
  EXPECT_EQ(page.lines[5].box.x0, 85);
}

TEST(DropSpecks, FiguresAtThePapersEdgeGo) {
  struct Case {
    double x, y, confidence;
    size_t left;
  };
  for (const Case& c : {Case{8, 100, 0.8, 5}, Case{85, 6, 0.8, 5}, Case{8, 100, 0.97, 6},
                        Case{300, 30, 0.8, 6}, Case{300, 800, 0.8, 6}}) {
    Page page = PageBuilder(1).Body(60, 5).Text(c.x, c.y, "15").Build();
    page.origin = TextOrigin::kOcr;
    for (TextLine& line : page.lines)
      if (line.raw == "15") line.tokens[0].confidence = c.confidence;
    DropSpecks(page, page.lines);
    EXPECT_EQ(page.lines.size(), c.left) << c.x << ", " << c.y;
  }
  Page cutting = PageBuilder(1).Text(8, 20, "15").Build();
  cutting.origin = TextOrigin::kOcr;
  cutting.width_pt = 200, cutting.height_pt = 60;
  cutting.lines[0].tokens[0].confidence = 0.8;
  DropSpecks(cutting, cutting.lines);
  EXPECT_EQ(cutting.lines.size(), 1U);
}

TEST(DropSpecks, EmbeddedTextIsLeftAlone) {
  EXPECT_EQ(Clean("` - Rà soát ^", TextOrigin::kEmbedded), "` - Rà soát ^");
}

TEST(DropDoubles, APlaceIsReadOnce) {
  Page page = PageBuilder(1)
                  .Text(85, 100, "Quý I/2030 Báo cáo")
                  .Text(85, 100, "Quý I/2030")
                  .Text(85, 118, "Quý II/2030")
                  .Build();
  std::vector<TextLine> lines = page.lines;
  DropDoubles(lines);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].raw, "Quý I/2030 Báo cáo") << "more words";
  lines = page.lines;
  DropDoubles(lines, {1, 0, 0});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].raw, "Quý I/2030") << "the lesser rank";
  EXPECT_EQ(lines[1].raw, "Quý II/2030");
}

TEST(DropDirt, OnlyBesideGoodLines) {
  Page page = PageBuilder(1).Text(85, 100, "Báo cáo").Text(85, 115, "^L CS").Build();
  page.lines[1].tokens[0].confidence = page.lines[1].tokens[1].confidence = 0.1;
  std::vector<TextLine> lines = page.lines;
  DropDirt(lines);
  EXPECT_EQ(lines.size(), 1u);
  lines = {page.lines[1], page.lines[1]};
  DropDirt(lines);
  EXPECT_EQ(lines.size(), 2u);
}

TEST(TrimStrokes, Cases) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"môi trường\"", "môi trường"},
      {"ĐẦU TƯ”", "ĐẦU TƯ"},
      {"\"Ba không\"", "\"Ba không\""},
      {"“Ba không”", "“Ba không”"},
      {"_Báo cáo_", "Báo cáo"},
      {"|", "|"},
      {"' 4 '", "4"},
      {"12/KH-UBND", "12/KH-UBND"},
  };
  for (const auto& [in, out] : cases)
    EXPECT_EQ(TrimStrokes(PlacedText::Plain(std::string(in))).text, out) << in;
}

TEST(DropSpecks, TwiceIsOnce) {
  Page page = PageBuilder(1).Text(85, 100, "` . - Rà soát . `").Build();
  page.origin = TextOrigin::kOcr;
  DropSpecks(page, page.lines);
  const std::string once = page.lines[0].raw;
  DropSpecks(page, page.lines);
  EXPECT_EQ(page.lines[0].raw, once);
}

}  // namespace
}  // namespace planrec::extract
