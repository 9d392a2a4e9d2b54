// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text_source.h"

#include <gtest/gtest.h>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/text/inline_markup.h"

namespace planrec::acquire {
namespace {

using namespace std::string_view_literals;

/// "**bold** *italic* ***both*** plain" with a fixed notation, whatever the source used.
std::string Dump(const TextLine& line) {
  std::string out;
  if (line.blank_before) out += "^";
  if (line.heading_depth > 0)
    out.append("h").append(std::to_string(line.heading_depth)).append(" ");
  if (line.list_item) out += "li ";
  for (const Token& token : line.tokens) {
    if (token.begin > 0) out += ' ';
    const std::string word = line.raw.substr(token.begin, token.end - token.begin);
    if (token.bold) out += 'B';
    if (token.italic) out += 'I';
    const bool styled = token.bold || token.italic;
    out.append(styled ? "(" : "").append(word).append(styled ? ")" : "");
  }
  return out;
}

std::string Dump(const GivenTable& table) {
  std::string out = "table@";
  out += std::to_string(table.after_line);
  for (const auto& row : table.rows) {
    out += "\n";
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += '|';
      out.append(row[i].bold ? "B(" : "").append(row[i].text).append(row[i].bold ? ")" : "");
    }
  }
  return out;
}

std::string Dump(const Page& page) {
  std::string out;
  for (const TextLine& line : page.lines)
    out += std::to_string(line.line_number) + ": " + Dump(line) + "\n";
  for (const GivenTable& table : page.tables) out += Dump(table) + "\n";
  return out;
}

std::string Read(std::string_view bytes, std::string_view name = "a.txt") {
  Result<std::unique_ptr<SourceReader>> source = OpenText(bytes, name, Limits());
  if (!source) return std::string("error ").append(ErrorTypeName(source.error().type));
  Recogniser recogniser{RecogniserOptions()};
  std::string out;
  for (int n = 1; n <= (*source)->page_count(); ++n) {
    if (n > 1) out += "--\n";
    out += Dump((*source)->ReadPage(n, ReadOptions(), recogniser));
  }
  return out;
}

struct Case {
  std::string_view in, out;
};

TEST(TextSource, Lines) {
  const Case cases[] = {
      {"Số: *12* /KH-UBND", "1: Số: I(12) /KH-UBND\n"},
      {"**KẾ HOẠCH**  \n**Năm 2030**", "1: B(KẾ) B(HOẠCH)\n2: B(Năm) B(2030)\n"},
      {"**TM. ỦY BAN  \nCHỦ TỊCH**", "1: B(TM.) B(ỦY) B(BAN)\n2: B(CHỦ) B(TỊCH)\n"},
      {"### ***1.1. Nội dung:***", "1: h3 BI(1.1.) BI(Nội) BI(dung:)\n"},
      {"##\nA", "2: A\n"},
      {"#5 A", "1: #5 A\n"},
      {"## A ##", "1: h2 A\n"},
      {"* Ghi chú: trừ *xã* A", "1: * Ghi chú: trừ I(xã) A\n"},
      {"* Ghi chú\n* Lưu ý", "1: * Ghi chú\n2: * Lưu ý\n"},
      {"điểm (*) và điểm (*)", "1: điểm (*) và điểm (*)\n"},
      {"5*3*2 = 30", "1: 5*3*2 = 30\n"},
      {"a**b** c", "1: ab c\n"},
      {"**dở dang", "1: **dở dang\n"},
      {"**dở dang* ", "1: **dở dang*\n"},
      {"ngày ____ tháng ____", "1: ngày ____ tháng ____\n"},
      {"tệp ke_hoach_2030.pdf", "1: tệp ke_hoach_2030.pdf\n"},
      {"_Kính gửi_: Sở", "1: I(Kính) I(gửi:) Sở\n"},
      {"_Kính gửi_ Sở", "1: I(Kính) I(gửi) Sở\n"},
      {"1\\. Nội dung \\- \\*", "1: 1. Nội dung - *\n"},
      {"- a;\n- b.", "1: li - a;\n2: li - b.\n"},
      {"+ a\n+ b", "1: + a\n2: + b\n"},
      {"A\n\n\nB", "1: A\n4: ^B\n"},
      {"A\n-----\nB", "1: A\n3: ^B\n"},
      {"A\r\nB\rC", "1: A\n2: B\n3: C\n"},
      {"A\\\nB", "1: A\n2: B\n"},
      {"<b>A</b> &amp; B&nbsp;C &lt;95% &#272;", "1: B(A) & B C <95% Đ\n"},
      {"A<br>B<br/>C", "1: A\n1: B\n1: C\n"},
      {"xem <a href=\"https://a.vn\">cổng</a> <i>tỉnh</i>", "1: xem cổng I(tỉnh)\n"},
      {"[cổng](https://a.vn) [1](kèm theo)", "1: cổng [1](kèm theo)\n"},
      {"![dấu](a.png) A", "1: A\n"},
      {"tỷ lệ <95% và >5%", "1: tỷ lệ <95% và >5%\n"},
      {"  A \t B\u00A0C  ", "1: A B C\n"},
      {"A\fB", "1: A\n--\n1: B\n"},
      {"A\n\f\nB\n\f\n", "1: A\n--\n3: ^B\n"},
      {"\xEF\xBB\xBF"
       "A",
       "1: A\n"},
      {"\xFF\xFE"
       "A\0\x10\x01"sv,
       "1: AĐ\n"},
      {"\xFE\xFF"
       "\0A\x01\x10"sv,
       "1: AĐ\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(Read(c.in), c.out) << c.in;
}

TEST(TextSource, Tables) {
  const Case cases[] = {
      {"A\n\nSTT\tViệc\tHạn\n<b>I</b>\t<b>NHÓM</b>\t\n1\ta  b\tQuý I\n\nB",
       "1: A\n7: ^B\ntable@1\nSTT|Việc|Hạn\nB(I)|B(NHÓM)|\n1|a b|Quý I\n"},
      // Trailing tabs may have been cut off.
      {"a\tb\tc\nd\te\nf\tg\th", "table@0\na|b|c\nd|e|\nf|g|h\n"},
      // One tab is an indent, one line is no table.
      {"\tA\n\tB", "1: A\n2: B\n"},
      {"a\tb\tc\n\nd", "1: a b c\n3: ^d\n"},
      // A lone row of the same width goes on after a blank line.
      {"a\tb\tc\nd\te\tf\n\ng\th\ti", "table@0\na|b|c\nd|e|f\ntable@0\ng|h|i\n"},
      {"| STT | Việc |\n|---|:-:|\n| 1 | a\\|b |\n| **II** | **C** |\nHết",
       "5: ^Hết\ntable@0\nSTT|Việc\n1|a|b\nB(II)|B(C)\n"},
      {"| a | b |\n| c | d |", "table@0\na|b\nc|d\n"},
      {"1 | a | b\n2 | c | d", "1: 1 | a | b\n2: 2 | c | d\n"},
      {"<table><tr><th>A</th><th colspan=\"2\">B</th></tr>\n<tr><td "
       "rowspan='2'>1</td><td>x<br>y</td>"
       "<td></td></tr><tr><td>z</td><td>t</td></tr></table>\nHết",
       "3: ^Hết\ntable@0\nB(A)|B(B)|\n1|x\ny|\n|z|t\n"},
      {"<table>\nA", "1: <table>\n2: A\n"},
      // Columns laid out with blanks; the head may stand otherwise than what is below it.
      {"TT     Việc               Chủ trì\n1   Nạo vét kênh     Phòng A\n    thôn Thượng\n"
       "2   Sơn vạch         Công an xã\nHết",
       "5: ^Hết\ntable@0\nTT|Việc|Chủ trì\n1|Nạo vét kênh\nthôn Thượng|Phòng A\n"
       "2|Sơn vạch|Công an xã\n"},
      {"TT  Việc        Chủ trì  Hạn\n1   Dọn         Hội Nông dân   Quý I\n"
       "2   Sơn         Phòng A        Quý II",
       "table@0\nTT|Việc|Chủ trì|Hạn\n1|Dọn|Hội Nông dân|Quý I\n2|Sơn|Phòng A|Quý II\n"},
      {"Việc     Chủ trì     Hạn\n-------  ----------  ------\nDọn      Phòng A     Quý I\n"
       "Sơn      Phòng B     Quý II",
       "table@0\nViệc|Chủ trì|Hạn\nDọn|Phòng A|Quý I\nSơn|Phòng B|Quý II\n"},
      // Without a head that counts or a rule below it, and not all lines in line: text.
      {"Ủy ban   nhân dân   xã yêu cầu\nsau   đây   trong   năm",
       "1: Ủy ban nhân dân xã yêu cầu\n"
       "2: sau đây trong năm\n"},
      {"TT    Việc    Hạn\nTrên đây là Kế hoạch", "1: TT Việc Hạn\n2: Trên đây là Kế hoạch\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(Read(c.in), c.out) << c.in;
}

TEST(TextSource, Errors) {
  EXPECT_EQ(Read(""), "error empty");
  EXPECT_EQ(Read(" \n\n"), "error empty");
  EXPECT_EQ(Read("K\xD5 ho\xB9"
                 "ch"),
            "error unreadable");
  EXPECT_EQ(Read("A\0B"sv), "error unreadable");
  EXPECT_EQ(Read("\xFF\xFE\x00\xD8"sv), "error unreadable");
  Limits limits;
  limits.max_text_bytes = 3;
  EXPECT_EQ(OpenText("abcd", "a.txt", limits).error().type, ErrorType::kTooLarge);
  limits = Limits();
  limits.max_pages = 1;
  EXPECT_EQ(OpenText("a\fb", "a.txt", limits).error().type, ErrorType::kTooLarge);
  const auto lines = OpenText("a\n" + std::string(kMostTextLines, '\n') + "b", "a.txt", {});
  EXPECT_EQ(lines.error().type, ErrorType::kTooLarge);
  EXPECT_NE(lines.error().message.find("split"), std::string::npos);
  // The message says what to do.
  EXPECT_NE(OpenText("\xD5", "a.txt", Limits()).error().message.find("iconv"), std::string::npos);
}

TEST(TextSource, MediaType) {
  EXPECT_EQ(TextMediaType("a/B.MD"), "text/markdown");
  EXPECT_EQ(TextMediaType("a/b.txt"), "text/plain");
  EXPECT_TRUE(LooksLikeText("Kế hoạch\n"));
  EXPECT_FALSE(LooksLikeText("\x89PNG\r\n\x1a\n"sv));
}

// Token ranges are the words of raw: they tile it with single spaces between.
TEST(TextSource, TokensTileTheLine) {
  Result<std::unique_ptr<SourceReader>> source =
      OpenText("**Một** *hai* ba&nbsp;bốn\n\n\n* \u00A0năm  <b>sáu</b>bảy", "a.md", Limits());
  ASSERT_TRUE(source.ok());
  Recogniser recogniser{RecogniserOptions()};
  const Page page = (*source)->ReadPage(1, ReadOptions(), recogniser);
  ASSERT_EQ(page.lines.size(), 2u);
  for (const TextLine& line : page.lines) {
    uint32_t at = 0;
    for (const Token& token : line.tokens) {
      EXPECT_EQ(token.begin, at);
      EXPECT_LT(token.begin, token.end);
      EXPECT_EQ(line.raw.substr(token.begin, token.end - token.begin).find(' '), std::string::npos);
      at = token.end + 1;
    }
    EXPECT_EQ(at, line.raw.size() + 1);
  }
  EXPECT_FALSE(page.lines[1].tokens.back().bold) << "a word in two styles is not bold";
}

// A long line of opening signs is parsed in time that grows with its length.
TEST(TextSource, PathologicalSigns) {
  for (const std::string_view unit : {"*a ", "<", "[", "**a_", "&", "<b "}) {
    std::string text;
    while (text.size() < 200'000) text += unit;
    EXPECT_TRUE(OpenText(text, "a.md", Limits()).ok()) << unit;
  }
}

}  // namespace
}  // namespace planrec::acquire
