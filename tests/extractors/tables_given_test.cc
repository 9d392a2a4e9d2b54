// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/tables_given.h"

#include <gtest/gtest.h>

#include "extractors/build_flow.h"
#include "extractors/layout/flow.h"
#include "extractors/tables/tables.h"
#include "extractors/vocabulary/table_columns.h"
#include "tests/extractors/table_dump.h"

namespace planrec::extract {
namespace {

std::string Finish(std::string_view text) {
  std::vector<Warning> warnings;
  std::string out = Dump(FinishTable(TableFromGiven(Given(text), 1), warnings));
  for (const Warning& warning : warnings) out.append("\n!").append(warning.code);
  return out;
}

TEST(ColumnWords, ExamplesAndCounterExamples) {
  for (const ColumnWord& word : ColumnWords()) {
    EXPECT_EQ(RoleOfName(word.example), word.role) << word.example;
    EXPECT_NE(RoleOfName(word.counter), word.role) << word.word << ": " << word.counter;
  }
}

TEST(ColumnWords, Names) {
  const struct {
    std::string_view name, role;
  } cases[] = {
      {"Kết quả/Sản phẩm", "output"},
      {"CƠ QUAN CHỦ TRÌ", "lead"},
      {"Cơ quan, đơn vị chủ trì", "lead"},
      {"Đơn vị chủ trì, phối hợp", "lead"},
      {"Đơn vị chủ trì/phối hợp", "lead"},
      {"Cơ quan phối hợp", "support"},
      {"Thời gian hoàn thành", "deadline"},
      {"Kinh phí - Tổng", "budget"},
      {"Cơ quan thực hiện - Chủ trì", "lead"},
      {"Cơ quan thực hiện - Phối hợp", "support"},
      {"Địa điểm thực hiện", "other"},
      {"Nhiệm vụ, giải pháp", "task"},
      {"Xã", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(RoleOfName(c.name), c.role) << c.name;
}

TEST(Ordinals, Forms) {
  for (const std::string_view yes : {"1", "12.", "1.2", "(3)", "a)", "đ)", "IV", "B.", "-"})
    EXPECT_TRUE(IsOrdinal(yes)) << yes;
  for (const std::string_view no : {"", "Quý I", "2030-2035", "XÃ", "1 việc"})
    EXPECT_FALSE(IsOrdinal(no)) << no;
  EXPECT_TRUE(IsGroupOrdinal("XIV."));
  EXPECT_FALSE(IsGroupOrdinal("1"));
}

TEST(FinishTable, Given) {
  const struct {
    std::string_view in, out;
  } cases[] = {
      // Groups with numeral and title apart, and in one cell; a merged ordinal and task.
      {"STT|Nhiệm vụ|Hoạt động|Chủ trì|Thời gian\n"
       "*I|*NHÓM MỘT|||\n"
       "1|Việc a|Bước 1|Sở X|Quý I\n"
       "||Bước 2|Sở X|\n"
       "||Bước 3||Quý II\n"
       "*II NHÓM HAI||||\n"
       "||Bước 4|Sở Y|Quý IV\n"
       "2|Việc b|Bước 5|Sở X|Quý I",
       "[STT:ordinal][Nhiệm vụ:task][Hoạt động:activity][Chủ trì:lead][Thời gian:deadline]\n"
       "H 0(STT) 1(Nhiệm vụ) 2(Hoạt động) 3(Chủ trì) 4(Thời gian)\n"
       "G 0(I) 1*1x4(NHÓM MỘT)\n"
       "D 0*3x1(1) 1*3x1(Việc a) 2(Bước 1) 3(Sở X) 4(Quý I)\n"
       "D 2(Bước 2) 3(Sở X) 4()\n"
       "D 2(Bước 3) 3() 4(Quý II)\n"
       "G 0*1x5(II NHÓM HAI)\n"
       "D 0() 1() 2(Bước 4) 3(Sở Y) 4(Quý IV)\n"
       "D 0(2) 1(Việc b) 2(Bước 5) 3(Sở X) 4(Quý I)"},
      // An empty ordinal alone is no merged cell.
      {"TT|Nội dung|Kết quả\n1|a|x\n|b|y",
       "[TT:ordinal][Nội dung:task][Kết quả:output]\n"
       "H 0(TT) 1(Nội dung) 2(Kết quả)\n"
       "D 0(1) 1(a) 2(x)\n"
       "D 0() 1(b) 2(y)"},
      // Two header levels and a row of column numbers.
      {"STT|Nội dung|Kinh phí||Ghi chú\n"
       "||Tỉnh|Huyện|\n"
       "(1)|(2)|(3)|(4)|(5)\n"
       "1|a|10|20|",
       "[STT:ordinal][Nội dung:task][Kinh phí - Tỉnh:budget][Kinh phí - Huyện:budget][Ghi "
       "chú:note]\n"
       "H 0*2x1(STT) 1*2x1(Nội dung) 2*1x2(Kinh phí) 4*2x1(Ghi chú)\n"
       "H 2(Tỉnh) 3(Huyện)\n"
       "H 0((1)) 1((2)) 2((3)) 3((4)) 4((5))\n"
       "D 0(1) 1(a) 2(10) 3(20) 4()"},
      // No header: roles by what the cells hold.
      {"1|Rà soát danh mục hồ sơ lưu trữ của xã|Phòng Nội vụ|UBND xã|Quý I/2030\n"
       "2|Tập huấn cho công chức làm việc tại bộ phận|Văn phòng|Các phòng|Tháng 6",
       "[:ordinal][:task][:lead][:support][:deadline]\n"
       "D 0(1) 1(Rà soát danh mục hồ sơ lưu trữ của xã) 2(Phòng Nội vụ) 3(UBND xã) 4(Quý I/2030)\n"
       "D 0(2) 1(Tập huấn cho công chức làm việc tại bộ phận) 2(Văn phòng) 3(Các phòng) 4(Tháng "
       "6)"},
      // An unknown header: bold, all filled.
      {"*Xã|*Hộ|*Người\nBình An|15|42",
       "[Xã:other][Hộ:other][Người:other]\nH 0(Xã) 1(Hộ) 2(Người)\n"
       "D 0(Bình An) 1(15) 2(42)"},
      // Not the numbers of the columns: one has none.
      {"STT|Nhiệm vụ|Thời hạn\n()|(2)|(3)\n1|a|Quý I",
       "[STT:ordinal][Nhiệm vụ:task][Thời hạn:deadline]\n"
       "H 0(STT) 1(Nhiệm vụ) 2(Thời hạn)\nD 0(()) 1((2)) 2((3))\nD 0(1) 1(a) 2(Quý I)"},
      // Ragged rows are filled up and reported; blank rows go.
      {"STT|Nhiệm vụ|Thời hạn\n1|a\n||\n2|b|Quý I",
       "[STT:ordinal][Nhiệm vụ:task][Thời hạn:deadline]\n"
       "H 0(STT) 1(Nhiệm vụ) 2(Thời hạn)\nD 0(1) 1(a) 2()\nD 0(2) 1(b) 2(Quý I)\n!table.ragged"},
  };
  for (const auto& c : cases) EXPECT_EQ(Finish(c.in), c.out) << c.in;
}

Document TextDocument() {
  Document document;
  document.pages.resize(1);
  document.pages[0].number = 1;
  return document;
}

TextLine Line(std::string_view text, int number) {
  TextLine line;
  line.raw = text;
  line.line_number = number;
  line.blank_before = true;
  return line;
}

std::string DumpFlow(const Document& document) {
  const Flow flow = BuildFlow(document);
  std::string out;
  for (const FlowItem& item : flow.items)
    out.append(item.table < 0 ? item.line.text.text : Dump(flow.tables[item.table])).append("\n");
  return out;
}

TEST(FinishTable, RolesByContent) {
  const struct {
    std::string_view table, roles;
  } cases[] = {
      {"TT|Hạng mục|Ngày nghiệm thu\n1|Móng|20/4/2026\n2|Dây|15/6/2026", "ordinal,other,deadline"},
      {"TT|Nội dung|Mốc báo cáo\n1|a|Quý I/2026\n2|b|Tháng 6/2026", "ordinal,task,deadline"},
      {"TT|Nội dung|Ngày báo cáo kết quả\n1|a|22/5/2026", "ordinal,task,deadline"},
      {"TT|Họ và tên|Ngày vào Đảng\n1|Bàn Thị Sao|19/5/2015", "ordinal,other,other"},
      {"TT|Văn bản|Ngày ban hành\n1|Quyết định 5|19/5/2015", "ordinal,other,other"},
      {"TT|Hạng mục|Số hộ\n1|Móng|2026", "ordinal,other,other"},
      {"STT|Tên thủ tục|Lĩnh vực|Cơ quan thực hiện\n1|a|Hộ tịch|UBND xã",
       "ordinal,other,other,lead"},
      {"STT|Lĩnh vực|Nhiệm vụ|Cơ quan thực hiện\n1|Đất đai|Đo vẽ|Phòng A",
       "ordinal,other,task,lead"},
      {"STT|Lĩnh vực|Cơ quan thực hiện\n1|Đất đai|Phòng A", "ordinal,task,lead"},
  };
  for (const auto& c : cases) {
    std::vector<Warning> warnings;
    std::string roles;
    for (const TableColumn& column :
         FinishTable(TableFromGiven(Given(c.table), 1), warnings).columns)
      roles += (roles.empty() ? "" : ",") + column.role;
    EXPECT_EQ(roles, c.roles) << c.table;
  }
}

TEST(TextFlow, PartsOfOneTableAreJoined) {
  Document document = TextDocument();
  Page& page = document.pages[0];
  page.lines = {Line("PHỤ LỤC", 1), Line("Hết", 20)};
  page.tables = {Given("STT|Nhiệm vụ|Hoạt động|Chủ trì\n1|a|Họp|Sở X", 1),
                 Given("STT|Nhiệm vụ|Hoạt động|Chủ trì\n||Tập huấn|Sở Y", 1),
                 Given("2|b|Hội nghị|Sở X", 1),
                 Given("STT|Chỉ tiêu|Hoạt động|Đơn vị\n1|c|Rà soát|Sở Z", 1)};
  EXPECT_EQ(DumpFlow(document),
            "PHỤ LỤC\n"
            "[STT:ordinal][Nhiệm vụ:task][Hoạt động:activity][Chủ trì:lead]\n"
            "H 0(STT) 1(Nhiệm vụ) 2(Hoạt động) 3(Chủ trì)\n"
            "D 0*2x1(1) 1*2x1(a) 2(Họp) 3(Sở X)\n"
            "D 2(Tập huấn) 3(Sở Y)\n"
            "D 0(2) 1(b) 2(Hội nghị) 3(Sở X)\n"
            "[STT:ordinal][Chỉ tiêu:target][Hoạt động:activity][Đơn vị:lead]\n"
            "H 0(STT) 1(Chỉ tiêu) 2(Hoạt động) 3(Đơn vị)\n"
            "D 0(1) 1(c) 2(Rà soát) 3(Sở Z)\n"
            "Hết\n");
}

TEST(TextFlow, ARowCutByThePageIsMadeWhole) {
  Document document = TextDocument();
  document.pages.resize(2);
  document.pages[1].number = 2;
  document.pages[0].tables = {
      Given("STT|Nhiệm vụ|Kết quả|Chủ trì\n1|Rà soát và|Báo cáo kết|Sở X", 0)};
  document.pages[1].tables = {Given("|đề xuất sửa đổi|quả rà soát|\n2|b|Kế hoạch|Sở Y", 0)};
  EXPECT_EQ(DumpFlow(document),
            "[STT:ordinal][Nhiệm vụ:task][Kết quả:output][Chủ trì:lead]\n"
            "H 0(STT) 1(Nhiệm vụ) 2(Kết quả) 3(Chủ trì)\n"
            "D 0(1) 1(Rà soát và đề xuất sửa đổi) 2(Báo cáo kết quả rà soát) 3(Sở X)\n"
            "D 0(2) 1(b) 2(Kế hoạch) 3(Sở Y)\n");
}

TEST(TextFlow, TextBetweenKeepsTablesApart) {
  Document document = TextDocument();
  Page& page = document.pages[0];
  page.lines = {Line("Bảng 2", 5)};
  page.tables = {Given("STT|Nhiệm vụ|Chủ trì\n1|a|Sở X", 0),
                 Given("STT|Nhiệm vụ|Chủ trì\n1|b|Sở Y", 1)};
  EXPECT_EQ(BuildFlow(document).tables.size(), 2u);
}

/// The lines of one page, "~" before a line that an empty one stands before.
Document Lines(std::string_view text) {
  Document document;
  document.pages.emplace_back();
  document.pages[0].number = 1;
  for (size_t begin = 0, number = 1; begin <= text.size(); ++number) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    TextLine line;
    line.blank_before = text[begin] == '~';
    if (line.blank_before) ++begin;
    line.raw = text.substr(begin, end - begin);
    line.line_number = static_cast<int>(number);
    document.pages[0].lines.push_back(std::move(line));
    begin = end + 1;
  }
  return document;
}

std::string FlowDump(const Flow& flow) {
  std::string out;
  for (const FlowItem& item : flow.items) {
    out +=
        item.table < 0 ? item.line.text.text : Dump(flow.tables[static_cast<size_t>(item.table)]);
    out += "\n";
  }
  return out;
}

TEST(TextFlow, OneCellALine) {
  const struct {
    std::string_view in, out;
  } cases[] = {
      {"PHỤ LỤC\nTT\nNhiệm vụ\nChủ trì\n1\nDọn kênh\nPhòng A\n2\nTrồng cây\nven đường\nHết",
       "PHỤ LỤC\n[TT:ordinal][Nhiệm vụ:task][Chủ trì:lead]\nH 0(TT) 1(Nhiệm vụ) 2(Chủ trì)\n"
       "D 0(1) 1(Dọn kênh) 2(Phòng A)\nD 0(2) 1(Trồng cây) 2(ven đường)\nHết\n"},
      {"~STT\n~Nội dung\n~Thời gian\n~1\n~Họp\nxã\n~Quý I\n~Hết",
       "[STT:ordinal][Nội dung:task][Thời gian:deadline]\nH 0(STT) 1(Nội dung) 2(Thời gian)\n"
       "D 0(1) 1(Họp xã) 2(Quý I)\nHết\n"},
      {"TT\nNhiệm vụ\nChủ trì\nI\nNHÓM MỘT\n1\nDọn\nPhòng A",
       "[TT:ordinal][Nhiệm vụ:task][Chủ trì:lead]\nH 0(TT) 1(Nhiệm vụ) 2(Chủ trì)\n"
       "G 0(I) 1*1x2(NHÓM MỘT)\nD 0(1) 1(Dọn) 2(Phòng A)\n"},
      // Cells that wrap, an empty one, groups that count on.
      {"TT\nNhiệm vụ\nChủ trì\nPhối hợp\nI\nNHÓM\n1\nRà soát các tuyến\nvà lập danh sách\nPhòng A\n"
       "Các thôn\n2\nDự toán\n~Các xã\nII\nTHI CÔNG\n3\nĐổ đường\nPhòng A\nCông an",
       "[TT:ordinal][Nhiệm vụ:task][Chủ trì:lead][Phối hợp:support]\n"
       "H 0(TT) 1(Nhiệm vụ) 2(Chủ trì) 3(Phối hợp)\nG 0(I) 1*1x3(NHÓM)\n"
       "D 0(1) 1(Rà soát các tuyến và lập danh sách) 2(Phòng A) 3(Các thôn)\n"
       "D 0(2) 1(Dự toán) 2() 3(Các xã)\nG 0(II) 1*1x3(THI CÔNG)\n"
       "D 0(3) 1(Đổ đường) 2(Phòng A) 3(Công an)\n"},
      // No head, no rows.
      {"Khách mời\nTrường học\nTrạm Y tế\n1\nHọp", "Khách mời\nTrường học\nTrạm Y tế\n1\nHọp\n"},
      {"TT\nNhiệm vụ\nChủ trì\n2\nHọp", "TT\nNhiệm vụ\nChủ trì\n2\nHọp\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(FlowDump(BuildFlow(Lines(c.in))), c.out) << c.in;
}

TEST(TextFlow, PageNumbersAreDropped) {
  Document document = TextDocument();
  document.pages.resize(3);
  for (int p = 0; p < 3; ++p) {
    Page& page = document.pages[static_cast<size_t>(p)];
    page.number = p + 1;
    if (p > 0) page.lines.push_back(Line(p == 1 ? "2" : "- 3 -", 1));
    page.lines.push_back(Line("Trang", 2));
    page.lines.push_back(Line("80", 3));
  }
  EXPECT_EQ(DumpFlow(document), "Trang\n80\nTrang\n80\nTrang\n80\n");
  EXPECT_TRUE(BuildFlow(document).items.front().line.page_start);
}

}  // namespace
}  // namespace planrec::extract
