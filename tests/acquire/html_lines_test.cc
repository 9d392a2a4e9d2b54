// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/html_lines.h"

#include <gtest/gtest.h>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/text_source.h"

namespace planrec::acquire {
namespace {

std::string Lines(std::string_view html) {
  const Result<std::vector<HtmlLine>> lines = ReadHtml(html);
  if (!lines) return "error";
  std::string out;
  for (const HtmlLine& line : *lines) {
    if (!line.text.empty()) out += line.text + "\n";
  }
  return out;
}

TEST(HtmlLines, WhatAReaderSees) {
  const struct {
    const char* what;
    std::string_view html, expected;
  } cases[] = {
      {"blocks", "<html><body><p>Kế  hoạch\n năm</p><div>Trồng <b>cây</b><br>xanh</div>",
       "Kế hoạch năm\nTrồng <b>cây</b>\nxanh\n"},
      {"scripts, styles and what is hidden",
       "<html><head><title>Trang</title><style>p{}</style></head><body><script>x=1</script><p "
       "style='display: none'>ẩn</p><p hidden>ẩn</p><p>hiện</p></body>",
       "hiện\n"},
      {"menus",
       "<body><ul><li><a href=1>Trang chủ</a></li><li><a href=2>Văn bản</a></li><li><a href=3>Tra "
       "cứu</a></li><li><a href=4>Liên hệ</a></li></ul><nav>x</nav><p>Nội dung</p>",
       "Nội dung\n"},
      {"a paragraph that cites four documents by links",
       "<body><p>Căn cứ <a href=1>Luật A</a>; <a href=2>Luật B</a>; Nghị định <a href=3>C</a> và "
       "Thông tư <a href=4>D</a>.</p>",
       "Căn cứ Luật A; Luật B; Nghị định C và Thông tư D.\n"},
      {"lists are numbered as printed",
       "<body><ol type=I><li>Mục tiêu</li><li>Nhiệm vụ</li></ol><ol start=3><li>Ba</li></ol><ol "
       "type=a><li>một</li></ol><ul><li>gạch</li></ul>",
       "I. Mục tiêu\nII. Nhiệm vụ\n3. Ba\na. một\n- gạch\n"},
      {"signs that text files mean as markup", "<body><p>a &lt; b &amp; *c* | # d_e_</p>",
       "a &lt; b &amp; &#42;c&#42; &#124; &#35; d&#95;e&#95;\n"},
      {"a table",
       "<body><table><tr><th>TT</th><th colspan=2>Việc</th></tr><tr><td "
       "rowspan=2>1</td><td><p>Trồng"
       "</p><p>cây</p></td><td>Quý II</td></tr></table>",
       "<table>\n<tr><th>TT</th><th colspan=2>Việc</th></tr>\n<tr><td "
       "rowspan=2>1</td><td>Trồng<br>cây"
       "</td><td>Quý II</td></tr></table>\n"},
      {"a table that lays out the page",
       "<body><table><tr><td>menu</td><td><p>Nội "
       "dung</p><table><tr><td>a</td><td>b</td></tr></table>"
       "</td></tr></table>",
       "menu\nNội dung\n<table>\n<tr><td>a</td><td>b</td></tr></table>\n"},
      {"no end tags, unknown tags", "<p>một<p>hai<o:p>&nbsp;</o:p>", "một\nhai\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(Lines(c.html), c.expected) << c.what;
}

TEST(HtmlLines, LinesOfTheFile) {
  const auto lines = ReadHtml("<html>\n<body>\n<p>a</p>\n\n<p>b</p>\n</body></html>");
  ASSERT_TRUE(lines);
  EXPECT_EQ(lines->front().number, 3);
}

TEST(HtmlLines, PagesOfHostileDepthEnd) {
  std::string deep;
  for (int i = 0; i < 50'000; ++i) deep += "<div><b>";
  EXPECT_NE(Lines("<p>a</p>" + deep + "b"), "error");
  std::string tables;
  for (int i = 0; i < 5'000; ++i) tables += "<table><tr><td>";
  EXPECT_NE(Lines("<p>a</p>" + tables), "error");
}

TEST(HtmlSource, ALetterheadAndATable) {
  const auto source = OpenHtml(
      "<html><body><table><tr><td><b>UBND XÃ AN BÌNH</b><br>Số: 5/KH-UBND</td><td><b>CỘNG HÒA XÃ "
      "HỘI "
      "CHỦ NGHĨA VIỆT NAM</b></td></tr></table><p><b>KẾ HOẠCH</b></p></body></html>",
      Limits());
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->media_type(), "text/html");
  Recogniser recogniser({});
  const Page page = (*source)->ReadPage(1, {}, recogniser);
  ASSERT_EQ(page.tables.size(), 1U);
  EXPECT_EQ(page.tables[0].rows[0][0].text, "UBND XÃ AN BÌNH\nSố: 5/KH-UBND");
  ASSERT_EQ(page.lines.size(), 1U);
  EXPECT_EQ(page.lines[0].raw, "KẾ HOẠCH");
  EXPECT_EQ(page.origin_reason, "HTML file");
  EXPECT_FALSE(OpenHtml("<html><body><script>a</script></body></html>", Limits()));
}

}  // namespace
}  // namespace planrec::acquire
