// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/page_xml.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace planrec::schemas {
namespace {

/// Words of 10 pt, one point a byte, 12 pt high.
TextLine Line(const std::string& raw, std::vector<Edit> edits = {}, double y = 100) {
  TextLine line;
  line.raw = raw;
  line.edits = std::move(edits);
  for (size_t at = 0; at < raw.size();) {
    const size_t end = std::min(raw.find(' ', at), raw.size());
    Token token;
    token.begin = static_cast<uint32_t>(at);
    token.end = static_cast<uint32_t>(end);
    token.box = {static_cast<double>(at), y, static_cast<double>(end), y + 12};
    token.confidence = 0.9;
    line.tokens.push_back(token);
    line.box = Join(line.box, token.box);
    at = end + 1;
  }
  return line;
}

Edit Change(uint32_t begin, uint32_t end, const std::string& text) {
  Edit edit;
  edit.begin = begin;
  edit.end = end;
  edit.text = text;
  edit.confidence = 0.8;
  return edit;
}

TEST(PageXml, WordsAreTheRepairedOnes) {
  struct Case {
    const char* name;
    TextLine line;
    const char* words;  ///< "text x0-x1" by commas
  };
  const Case cases[] = {
      {"as read", Line("ke hoach"), "ke 0-2, hoach 3-8"},
      {"a word changed", Line("ke hoach", {Change(3, 8, "hoạch")}), "ke 0-2, hoạch 3-8"},
      {"a letter changed", Line("ke hoach", {Change(1, 2, "ế")}), "kế 0-2, hoach 3-8"},
      {"two joined", Line("ho ach nam", {Change(0, 6, "hoạch")}), "hoạch 0-6, nam 7-10"},
      {"a space taken out", Line("ho ach nam", {Change(2, 3, "")}), "hoach 0-6, nam 7-10"},
      {"one split", Line("Caicach nam", {Change(0, 7, "Cải cách")}), "Cải 0-3, cách 4-7, nam 8-11"},
      {"several", Line("a b c", {Change(0, 1, "x"), Change(4, 5, "z")}), "x 0-1, b 2-3, z 4-5"},
      {"nothing", Line(""), ""},
  };
  for (const Case& c : cases) {
    std::string words;
    for (const PrintedWord& word : PrintedWords(c.line)) {
      words += (words.empty() ? "" : ", ") + word.text + " " +
               std::to_string(std::lround(word.box.x0)) + "-" +
               std::to_string(std::lround(word.box.x1));
    }
    EXPECT_EQ(words, c.words) << c.name;
  }
  // The doubt of a change is its word's.
  const std::vector<PrintedWord> words = PrintedWords(cases[1].line);
  EXPECT_DOUBLE_EQ(words[0].confidence, 0.9);
  EXPECT_DOUBLE_EQ(words[1].confidence, 0.8);
}

Page SmallPage() {
  Page page;
  page.number = 2;
  page.width_pt = 600;
  page.height_pt = 840;
  page.ocr_confidence = 0.912;
  page.lines = {Line("so <1> & \"2\"", {}, 72), Line("hai\x01", {}, 86), Line("xa", {}, 300)};
  page.lines[0].tokens[0].bold = true;
  page.lines[0].tokens[1].italic = true;
  return page;
}

TEST(PageXml, Hocr) {
  EXPECT_EQ(
      PageXmlPage(PageXml::kHocr, SmallPage()),
      "  <div class=\"ocr_page\" id=\"page_2\" title=\"bbox 0 0 2500 3500; ppageno 1; scan_res 300 "
      "300\">\n"
      "   <div class=\"ocr_carea\" id=\"block_2_1\" title=\"bbox 0 300 50 408\">\n"
      "    <p class=\"ocr_par\" title=\"bbox 0 300 50 408\">\n"
      "     <span class=\"ocr_line\" id=\"line_2_1\" title=\"bbox 0 300 50 350\">"
      "<span class=\"ocrx_word\" id=\"word_2_1\" title=\"bbox 0 300 8 350; x_wconf 90\">"
      "<strong>so</strong></span> "
      "<span class=\"ocrx_word\" id=\"word_2_2\" title=\"bbox 13 300 25 350; x_wconf 90\">"
      "<em>&lt;1&gt;</em></span> "
      "<span class=\"ocrx_word\" id=\"word_2_3\" title=\"bbox 29 300 33 350; x_wconf 90\">"
      "&amp;</span> "
      "<span class=\"ocrx_word\" id=\"word_2_4\" title=\"bbox 38 300 50 350; x_wconf 90\">"
      "&quot;2&quot;</span></span>\n"
      "     <span class=\"ocr_line\" id=\"line_2_2\" title=\"bbox 0 358 17 408\">"
      "<span class=\"ocrx_word\" id=\"word_2_5\" title=\"bbox 0 358 17 408; x_wconf 90\">"
      "hai\uFFFD</span></span>\n"
      "    </p>\n   </div>\n"
      "   <div class=\"ocr_carea\" id=\"block_2_2\" title=\"bbox 0 1250 8 1300\">\n"
      "    <p class=\"ocr_par\" title=\"bbox 0 1250 8 1300\">\n"
      "     <span class=\"ocr_line\" id=\"line_2_3\" title=\"bbox 0 1250 8 1300\">"
      "<span class=\"ocrx_word\" id=\"word_2_6\" title=\"bbox 0 1250 8 1300; x_wconf 90\">"
      "xa</span></span>\n"
      "    </p>\n   </div>\n  </div>\n");
}

TEST(PageXml, Alto) {
  const std::string text = PageXmlPage(PageXml::kAlto, SmallPage());
  for (const char* part :
       {"<Page ID=\"P2\" PHYSICAL_IMG_NR=\"2\" WIDTH=\"10000\" HEIGHT=\"14000\" LANG=\"vi\" "
        "PC=\"0.912\">",
        "<TextBlock ID=\"P2_B1\" HPOS=\"0\" VPOS=\"1200\" WIDTH=\"200\" HEIGHT=\"433\">",
        "<TextLine ID=\"P2_L2\" HPOS=\"0\" VPOS=\"1433\" WIDTH=\"67\" HEIGHT=\"200\">",
        "<String ID=\"P2_S1\" CONTENT=\"so\" HPOS=\"0\" VPOS=\"1200\" WIDTH=\"33\" HEIGHT=\"200\" "
        "WC=\"0.900\" STYLE=\"bold\"/>",
        "<SP HPOS=\"33\" VPOS=\"1200\" WIDTH=\"17\" HEIGHT=\"200\"/>", "CONTENT=\"&lt;1&gt;\"",
        "STYLE=\"italics\"", "CONTENT=\"hai\uFFFD\""}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
  }
}

TEST(PageXml, PagesWithoutPositions) {
  Page page;
  page.number = 1;
  TextLine line;
  line.raw = "ke hoach";
  line.edits = {Change(3, 8, "hoạch")};
  page.lines = {line};
  EXPECT_NE(PageXmlPage(PageXml::kAlto, page).find("<String ID=\"P1_S2\" CONTENT=\"hoạch\" WC="),
            std::string::npos);
  EXPECT_NE(PageXmlPage(PageXml::kHocr, page).find(">hoạch</span>"), std::string::npos);
  // A blank page is a page.
  EXPECT_NE(PageXmlPage(PageXml::kAlto, Page()).find("<PrintSpace"), std::string::npos);
}

}  // namespace
}  // namespace planrec::schemas
