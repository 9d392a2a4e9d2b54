// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/flow_pages.h"

#include <gtest/gtest.h>

#include "extractors/build_flow.h"
#include "extractors/layout/furniture.h"
#include "tests/extractors/page_builder.h"
#include "tests/extractors/table_dump.h"

namespace planrec::extract {
namespace {

Document Pages(std::vector<Page> pages) {
  Document document;
  document.pages = std::move(pages);
  return document;
}

/// "L text" for the left column, "R", "C" for a centred line, "F" for others; the body's filler is
/// counted.
std::string DumpFlow(const Document& document) {
  const Flow flow = BuildFlow(document);
  std::string out;
  int filler = 0;
  const auto flush = [&] {
    if (filler > 0) out.append("body ").append(std::to_string(filler)).append("\n");
    filler = 0;
  };
  for (const FlowItem& item : flow.items) {
    if (item.table < 0 && item.line.text.text.starts_with("chữ chữ")) {
      ++filler;
      continue;
    }
    flush();
    if (item.table >= 0) {
      out.append(Dump(flow.tables[static_cast<size_t>(item.table)])).append("\n");
    } else {
      const bool full = item.line.column == Column::kFull;
      out.append(full ? (item.line.centered ? "C " : "F ")
                      : (item.line.column == Column::kLeft ? "L " : "R "));
      out.append(item.line.text.text).append("\n");
    }
  }
  flush();
  return out;
}

TEST(ReadingOrder, LetterheadIsNeverReadAcross) {
  PageBuilder page(1);
  page.Centred(160, 60, "UBND HUYỆN X").Centred(420, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11);
  page.Centred(160, 76, "PHÒNG NỘI VỤ").Centred(420, 79, "Độc lập - Tự do - Hạnh phúc");
  page.Centred(160, 106, "Số: 12/KH-PNV").Centred(420, 109, "X, ngày 05 tháng 3 năm 2030");
  page.Centred(315, 150, "KẾ HOẠCH", 14, true).Body(190, 8);
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            "L UBND HUYỆN X\nL PHÒNG NỘI VỤ\nL Số: 12/KH-PNV\n"
            "R CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nR Độc lập - Tự do - Hạnh phúc\n"
            "R X, ngày 05 tháng 3 năm 2030\nC KẾ HOẠCH\nbody 8\n");
}

TEST(ReadingOrder, ColumnsWhoseLinesDoNotAlign) {
  PageBuilder page(1);
  page.Centred(160, 60, "UBND XÃ X").Centred(420, 67, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11);
  page.Centred(160, 83, "Số: 12/KH-UBND").Centred(420, 90, "Độc lập - Tự do - Hạnh phúc");
  page.Body(190, 8);
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            "L UBND XÃ X\nL Số: 12/KH-UBND\nR CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "R Độc lập - Tự do - Hạnh phúc\nbody 8\n");
}

TEST(ReadingOrder, SubjectOfALetterStaysUnderItsNumber) {
  PageBuilder page(1);
  page.Centred(160, 60, "SỞ X").Centred(420, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11);
  page.Centred(160, 76, "Số: 12/SX").Centred(420, 76, "X, ngày 05 tháng 3 năm 2030");
  page.Centred(160, 95, "V/v rà soát").Centred(160, 109, "danh mục");
  page.Text(200, 150, "Kính gửi: Các phòng").Body(190, 8);
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            "L SỞ X\nL Số: 12/SX\nL V/v rà soát\nL danh mục\n"
            "R CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nR X, ngày 05 tháng 3 năm 2030\n"
            "F Kính gửi: Các phòng\nbody 8\n");
}

TEST(ReadingOrder, RecipientsAndSignature) {
  PageBuilder page(2);
  page.Body(80, 8).Text(85, 230, "xem xét./.");
  page.Centred(440, 262, "TM. ỦY BAN NHÂN DÂN", 13, true);
  page.Text(85, 270, "Nơi nhận:", 12, true).Centred(440, 280, "CHỦ TỊCH", 13, true);
  page.Text(85, 286, "- Như trên;", 11).Text(85, 299, "- Các phòng;", 11);
  page.Text(85, 312, "- Lưu: VT.", 11).Centred(440, 380, "Nguyễn Văn A", 13, true);
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            "body 8\nF xem xét./.\nL Nơi nhận:\nL - Như trên;\nL - Các phòng;\nL - Lưu: VT.\n"
            "R TM. ỦY BAN NHÂN DÂN\nR CHỦ TỊCH\nR Nguyễn Văn A\n");
}

TEST(ReadingOrder, ANoteBesideRecipientsKeepsTheBlocks) {
  PageBuilder page(1);
  page.Body(80, 8);
  page.Text(85, 270, "Nơi nhận:", 12).Centred(440, 270, "KT. CHỦ TỊCH");
  page.Text(85, 286, "- Các phòng;", 11).Text(230, 290, "(để báo cáo)", 11);
  page.Text(85, 299, "- Lưu: VT.", 11).Centred(440, 360, "Nguyễn Văn A");
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            "body 8\nL Nơi nhận:\nL - Các phòng;\nL (để báo cáo)\nL - Lưu: VT.\n"
            "R KT. CHỦ TỊCH\nR Nguyễn Văn A\n");
}

TEST(ReadingOrder, PartsOfALineAreMadeWhole) {
  PageBuilder page(1);
  page.Body(80, 8);
  page.Text(121, 240, "a)").Text(150, 240, "Rà soát danh mục.");
  page.Text(121, 260, "Tỷ lệ đạt").Text(186, 260, "95%");
  EXPECT_EQ(DumpFlow(Pages({page.Build()})), "body 8\nF a) Rà soát danh mục.\nF Tỷ lệ đạt 95%\n");
}

TEST(ReadingOrder, ListsInAlignedColumnsAreReadByRow) {
  PageBuilder page(1);
  page.Body(80, 8);
  const char* const names[] = {"1. Ông A", "2. Bà B", "3. Ông C"};
  for (int r = 0; r < 3; ++r) {
    page.Text(110, 240 + 20 * r, names[r]);
    page.Text(260, 241 + 20 * r, "Phó phòng").Text(360, 239 + 20 * r, "Ủy viên");
  }
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            "body 8\nF 1. Ông A Phó phòng Ủy viên\nF 2. Bà B Phó phòng Ủy viên\n"
            "F 3. Ông C Phó phòng Ủy viên\n");
}

TEST(ReadingOrder, SpecksBesideRunningTextMakeNoColumns) {
  PageBuilder page(1);
  page.Body(80, 8).Text(530, 99, ".,").Text(121, 240, "Hết.");
  const std::string dump = DumpFlow(Pages({page.Build()}));
  EXPECT_EQ(dump.find("L "), std::string::npos) << dump;
  EXPECT_EQ(dump.find("R "), std::string::npos) << dump;
}

TEST(ReadingOrder, Measures) {
  PageBuilder page(1);
  page.Body(80, 8).Text(121, 240, "1. Mục đích").Centred(315, 265, "PHỤ LỤC");
  const Flow flow = BuildFlow(Pages({page.Build()}));
  ASSERT_EQ(flow.items.size(), 10u);
  EXPECT_TRUE(flow.has_positions);
  const FlowLine& first = flow.items[0].line;
  EXPECT_TRUE(first.page_start);
  EXPECT_NEAR(first.indent_pt, 0, 0.1);
  EXPECT_NEAR(first.right_gap_pt, 0, 0.1);
  EXPECT_NEAR(flow.items[1].line.gap_above_pt, 5, 0.1);
  const FlowLine& heading = flow.items[8].line;
  EXPECT_NEAR(heading.indent_pt, 36, 0.1);
  EXPECT_GT(heading.right_gap_pt, 300);
  EXPECT_FALSE(heading.centered);
  EXPECT_TRUE(flow.items[9].line.centered);
  EXPECT_FALSE(flow.items[9].line.landscape);
}

TEST(Furniture, PageNumbersAndRunningHeads) {
  std::vector<Page> pages;
  for (int n = 1; n <= 4; ++n) {
    PageBuilder page(n);
    page.Text(85, 20, "Văn bản của xã X", 9);
    if (n > 1) page.Centred(297, 36, n == 2 ? "2" : n == 3 ? "- 3 -" : "Trang 4/4");
    page.Body(110, 6).Text(85, 300, "95");
    page.Text(400, 815, "Trang " + std::to_string(n), 9);
    pages.push_back(page.Build());
  }
  EXPECT_EQ(DumpFlow(Pages(pages)), "body 6\nF 95\nbody 6\nF 95\nbody 6\nF 95\nbody 6\nF 95\n");
}

TEST(Furniture, StampsOfSignatures) {
  PageBuilder page(1);
  page.Text(430, 15, "Ký bởi: Ủy ban nhân dân xã X", 8).Text(430, 24, "Email: ubnd@x.gov.vn", 8);
  page.Text(430, 33, "Thời gian ký: 05.03.2030 10:15:00 +07:00", 8).Text(85, 40, "SAO Y");
  page.Body(80, 6);
  EXPECT_EQ(DumpFlow(Pages({page.Build()})), "body 6\n");
}

TEST(Furniture, ABareStampIsToldByItsMoment) {
  PageBuilder page(1);
  page.Text(430, 15, "TRUNG TÂM X", 8).Text(430, 24, "x@y.gov.vn", 8);
  page.Text(430, 33, "05.03.2030 10:15:00", 8).Text(430, 42, "+07:00", 8).Body(80, 6);
  EXPECT_EQ(DumpFlow(Pages({page.Build()})), "body 6\n");
}

TEST(Furniture, PageNumberForms) {
  const std::pair<std::string_view, int> cases[] = {
      {"2", 2},          {"- 12 -", 12}, {"Trang 3/10", 3},  {"Trang 4", 4}, {"3/10", 3},
      {"12/KH-UBND", 0}, {"Quý 2", 0},   {"2030 - 2035", 0}, {"", 0}};
  for (const auto& [text, number] : cases) EXPECT_EQ(PageNumberOf(text), number) << text;
}

const std::vector<double> kColumns = {60, 90, 220, 340, 440, 540};
constexpr std::string_view kHeader = "STT|Nhiệm vụ|Kết quả|Chủ trì|Thời gian";
constexpr std::string_view kHeaderDump =
    "[STT:ordinal][Nhiệm vụ:task][Kết quả:output][Chủ trì:lead][Thời gian:deadline]\n"
    "H 0(STT) 1(Nhiệm vụ) 2(Kết quả) 3(Chủ trì) 4(Thời gian)\n";

std::string Expect(std::string_view rows) {
  return std::string(kHeaderDump).append(rows);
}

TEST(PageTables, CellsGroupsAndSpans) {
  PageBuilder page(1);
  page.Body(60, 5);
  page.Table(180, kColumns,
             {std::string(kHeader), "I|NHÓM MỘT|<|<|<", "1|Rà soát//danh mục|Báo cáo|Sở X|Quý I",
              "^|^|Tờ trình||Quý II"});
  page.Text(85, 340, "Hết.");
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            Expect("G 0(I) 1*1x4(NHÓM MỘT)\n"
                   "D 0*2x1(1) 1*2x1(Rà soát danh mục) 2(Báo cáo) 3(Sở X) 4(Quý I)\n"
                   "D 2(Tờ trình) 3() 4(Quý II)\n")
                .insert(0, "body 5\n")
                .append("F Hết.\n"));
}

TEST(PageTables, AWordLineOverTwoCellsIsCutAtTheBorder) {
  PageBuilder page(1);
  page.Table(180, kColumns, {std::string(kHeader), "1||||Quý I"});
  page.Text(93, 213, "Rà soát danh mục", 10);
  // The recogniser made one line of the first two texts.
  Page built = page.Build();
  TextLine& line = built.lines.back();
  Token token;
  line.raw += " Báo";
  token.begin = static_cast<uint32_t>(line.raw.find("Báo"));
  token.end = static_cast<uint32_t>(line.raw.size());
  token.box = {225, 213, 245, 223};
  line.tokens.push_back(token);
  line.box = Join(line.box, token.box);
  EXPECT_EQ(DumpFlow(Pages({built})), Expect("D 0(1) 1(Rà soát danh mục) 2(Báo) 3() 4(Quý I)\n"));
}

TEST(PageTables, JoinedOverPages) {
  PageBuilder first(1), second(2), third(3);
  first.Body(60, 5).Table(700, kColumns, {std::string(kHeader), "1|Việc a|Báo cáo|Sở X|Quý I"});
  // The header again, and the merged task goes on over the edge.
  second.Centred(297, 36, "2")
      .Table(60, kColumns,
             {std::string(kHeader), "||Tờ trình|Sở Y|Quý II", "2|Việc b//gồm|Kế|Sở X|Quý I"});
  // No header; the first row is the rest of the row before; a last row alone.
  third.Centred(297, 36, "3").Table(60, kColumns, {"|các bước|hoạch||"}).Body(200, 3);
  EXPECT_EQ(DumpFlow(Pages({first.Build(), second.Build(), third.Build()})),
            Expect("D 0*2x1(1) 1*2x1(Việc a) 2(Báo cáo) 3(Sở X) 4(Quý I)\n"
                   "D 2(Tờ trình) 3(Sở Y) 4(Quý II)\n"
                   "D 0(2) 1(Việc b gồm các bước) 2(Kế hoạch) 3(Sở X) 4(Quý I)\n")
                .insert(0, "body 5\n")
                .append("body 3\n"));
}

TEST(PageTables, ARowIsCutWithinTheFirstLineOfItsCells) {
  const auto joined = [](const std::string& above, const std::string& below) {
    PageBuilder first(1), second(2);
    first.Table(700, kColumns, {std::string(kHeader), above});
    second.Table(60, kColumns, {below});
    return DumpFlow(Pages({first.Build(), second.Build()}));
  };
  EXPECT_EQ(
      joined("1|Biên soạn|Báo cáo|Phòng|Trước ngày", "|sổ tay||Kinh tế|20/3/2026"),
      Expect("D 0(1) 1(Biên soạn sổ tay) 2(Báo cáo) 3(Phòng Kinh tế) 4(Trước ngày 20/3/2026)\n"));
  // Cells that were at their end, a task that begins anew.
  EXPECT_EQ(joined("1|Biên soạn|Báo cáo.|Phòng|Quý I", "|sổ tay|Tờ trình|Kinh tế|20/3/2026"),
            Expect("D 0(1) 1(Biên soạn) 2(Báo cáo.) 3(Phòng) 4(Quý I)\n"
                   "D 0() 1(sổ tay) 2(Tờ trình) 3(Kinh tế) 4(20/3/2026)\n"));
  EXPECT_EQ(joined("1|Biên soạn|Báo cáo|Phòng|Quý I", "|Sổ tay|Tờ trình|Kinh tế|20/3/2026"),
            Expect("D 0(1) 1(Biên soạn) 2(Báo cáo) 3(Phòng) 4(Quý I)\n"
                   "D 0() 1(Sổ tay) 2(Tờ trình) 3(Kinh tế) 4(20/3/2026)\n"));
}

TEST(PageTables, GroupsAndHeadsAreCutByThePage) {
  const auto joined = [](std::vector<std::string> above, const std::vector<std::string>& below) {
    above.insert(above.begin(), std::string(kHeader));
    PageBuilder first(1), second(2);
    first.Table(700, kColumns, above);
    second.Table(60, kColumns, below);
    return DumpFlow(Pages({first.Build(), second.Build()}));
  };
  EXPECT_EQ(joined({"1|a|b|c|d", "II|TRIỂN|||"}, {"|KHAI|||", "1|e|f|g|h"}),
            Expect("D 0(1) 1(a) 2(b) 3(c) 4(d)\nG 0(II) 1(TRIỂN KHAI) 2() 3() 4()\n"
                   "D 0(1) 1(e) 2(f) 3(g) 4(h)\n"));
  // A row of the group, without an ordinal of its own.
  EXPECT_EQ(joined({"1|a|b|c|d", "II|TRIỂN|||"}, {"|Việc khác|f||"}),
            Expect("D 0(1) 1(a) 2(b) 3(c) 4(d)\nG 0(II) 1(TRIỂN) 2() 3() 4()\n"
                   "D 0() 1(Việc khác) 2(f) 3() 4()\n"));
}

TEST(PageTables, AHeadAloneAtAPagesFoot) {
  PageBuilder first(1), second(2);
  first.Body(60, 5).Table(780, kColumns, {std::string(kHeader)});
  second.Table(60, kColumns, {"1|a|b|Sở X|Quý I", "2|c|d|Sở Y|Quý II"});
  EXPECT_EQ(DumpFlow(Pages({first.Build(), second.Build()})),
            "body 5\n" + Expect("D 0(1) 1(a) 2(b) 3(Sở X) 4(Quý I)\n"
                                "D 0(2) 1(c) 2(d) 3(Sở Y) 4(Quý II)\n"));
  // No rows follow: its words are text.
  PageBuilder other(2);
  other.Body(60, 3);
  EXPECT_EQ(BuildFlow(Pages({first.Build(), other.Build()})).tables.size(), 0u);
  EXPECT_EQ(BuildFlow(Pages({first.Build()})).tables.size(), 0u);
}

TEST(PageTables, AMergedCellIsCutByThePage) {
  const std::vector<std::string> above = {std::string(kHeader), "1|a|b|Sở X|Quý I",
                                          "2|c|d|^|Quý II"};
  PageBuilder first(1), second(2), own(2);
  first.Table(60, kColumns, above);
  second.Table(60, kColumns, {"3|e|f||Quý I", "4|g|h|^|Quý II"});
  EXPECT_EQ(DumpFlow(Pages({first.Build(), second.Build()})),
            Expect("D 0(1) 1(a) 2(b) 3*4x1(Sở X) 4(Quý I)\nD 0(2) 1(c) 2(d) 4(Quý II)\n"
                   "D 0(3) 1(e) 2(f) 4(Quý I)\nD 0(4) 1(g) 2(h) 4(Quý II)\n"));
  // Cells that are drawn one by one stay empty.
  PageBuilder single(1);
  single.Table(60, kColumns, {std::string(kHeader), "1|a|b|Sở X|Quý I"});
  own.Table(60, kColumns, {"2|e|f||Quý I"});
  EXPECT_EQ(DumpFlow(Pages({single.Build(), own.Build()})),
            Expect("D 0(1) 1(a) 2(b) 3(Sở X) 4(Quý I)\nD 0(2) 1(e) 2(f) 3() 4(Quý I)\n"));
}

TEST(PageTables, APageOfMergedRowsHasFewerBorders) {
  PageBuilder first(1), second(2);
  first.Table(60, kColumns, {std::string(kHeader), "1|a|b|c|d"});
  second.Table(60, {60, 90, 540}, {"II|NHÓM HAI", "III|NHÓM BA"});
  EXPECT_EQ(DumpFlow(Pages({first.Build(), second.Build()})),
            Expect("D 0(1) 1(a) 2(b) 3(c) 4(d)\n"
                   "G 0(II) 1*1x4(NHÓM HAI)\nG 0(III) 1*1x4(NHÓM BA)\n"));
}

TEST(PageTables, TextOrOtherColumnsBetweenStartANewTable) {
  PageBuilder first(1), second(2);
  first.Table(60, kColumns, {std::string(kHeader), "1|a|b|c|d"});
  second.Text(85, 60, "Biểu số 2").Table(100, kColumns, {std::string(kHeader), "1|e|f|g|h"});
  EXPECT_EQ(BuildFlow(Pages({first.Build(), second.Build()})).tables.size(), 2u);
  PageBuilder other(2);
  other.Table(60, {60, 150, 300, 540}, {"STT|Chỉ tiêu|Kế hoạch năm", "1|x|95%"});
  EXPECT_EQ(BuildFlow(Pages({first.Build(), other.Build()})).tables.size(), 2u);
}

TEST(PageTables, FramesAreNoTables) {
  PageBuilder page(1);
  page.Body(200, 5);
  // A letterhead in a drawn table, and a frame with text in one column.
  page.Table(40, {60, 280, 540},
             {"UBND XÃ X|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/KH-UBND|X, ngày 5 tháng 3"});
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            "L UBND XÃ X\nL Số: 12/KH-UBND\nR CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "R X, ngày 5 tháng 3\nbody 5\n");
}

TEST(PageTables, LandscapePages) {
  PageBuilder page(1, 842, 595);
  page.Centred(421, 30, "PHỤ LỤC", 14, true);
  page.Table(60, {60, 100, 300, 500, 640, 780}, {std::string(kHeader), "1|a|b|c|d"});
  const Flow flow = BuildFlow(Pages({page.Build()}));
  ASSERT_EQ(flow.items.size(), 2u);
  EXPECT_TRUE(flow.items[0].line.landscape);
  ASSERT_EQ(flow.tables.size(), 1u);
  EXPECT_EQ(flow.tables[0].pages, std::vector<int>{1});
  ASSERT_TRUE(flow.tables[0].rows[1].cells[1].where.bbox.has_value());
  EXPECT_EQ(*flow.tables[0].rows[1].cells[1].where.bbox, (Box{100, 90, 300, 120}));
}

TEST(PageTables, HyphensInsideWordsTakeNoSpace) {
  PageBuilder page(1);
  page.Table(60, kColumns, {std::string(kHeader), "1|Quyết định 12/QĐ-//UBND|a -//b|c|d"});
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            Expect("D 0(1) 1(Quyết định 12/QĐ-UBND) 2(a - b) 3(c) 4(d)\n"));
}

TEST(FlowPages, EmptyAndFailedPages) {
  Page failed;
  failed.number = 2;
  failed.error = Error{ErrorType::kCorrupt, "no page", 2};
  EXPECT_EQ(DumpFlow(Pages({PageBuilder(1).Build(), failed})), "");
  EXPECT_EQ(DumpFlow(Pages({})), "");
}

TEST(PageFlow, RowsThatOnlyLookLikeGroups) {
  // A form to fill in; and a last row in one cell that counts on.
  PageBuilder form(1);
  form.Table(100, {60, 90, 300, 400, 540},
             {"TT|Nội dung|Số lượng|Ghi chú", "1|Dược sĩ||", "2|Dược tá||"});
  EXPECT_EQ(DumpFlow(Pages({form.Build()})),
            "[TT:ordinal][Nội dung:task][Số lượng:other][Ghi chú:note]\n"
            "H 0(TT) 1(Nội dung) 2(Số lượng) 3(Ghi chú)\n"
            "D 0(1) 1(Dược sĩ) 2() 3()\nD 0(2) 1(Dược tá) 2() 3()\n");
  PageBuilder list(1);
  list.Table(100, {60, 90, 300, 540},
             {"STT|Nội dung|Đơn vị thực hiện", "Phần chung|<|<", "1.|Trang bìa|Ban A",
              "2.|Thư ngỏ|Ban B", "3. Các phòng (Ban C)|<|<"});
  EXPECT_EQ(DumpFlow(Pages({list.Build()})),
            "[STT:ordinal][Nội dung:task][Đơn vị thực hiện:lead]\n"
            "H 0(STT) 1(Nội dung) 2(Đơn vị thực hiện)\nG 0*1x3(Phần chung)\n"
            "D 0(1.) 1(Trang bìa) 2(Ban A)\nD 0(2.) 1(Thư ngỏ) 2(Ban B)\n"
            "D 0*1x3(3. Các phòng (Ban C))\n");
}

TEST(PageFlow, AHeaderUnderASealIsTakenFromTheNextPage) {
  const std::vector<double> xs = {60, 90, 300, 400, 470, 540};
  PageBuilder first(1), second(2);
  first.Table(100, xs, {"TT|Nội dung|Th g lên|Ghi chú|Hạn", "1|a|b|c|d"});
  second.Table(100, xs, {"TT|Nội dung|Thực hiện|Ghi chú|Hạn", "2|e|f|g|h"});
  std::vector<Page> pages = {first.Build(), second.Build()};
  for (Page& page : pages) {
    page.origin = TextOrigin::kOcr;
    for (TextLine& line : page.lines)
      for (Token& token : line.tokens) token.confidence = line.raw == "Th g lên" ? 0.4F : 0.95F;
  }
  const Flow flow = BuildFlow(Pages(pages));
  ASSERT_EQ(flow.tables.size(), 1u);
  EXPECT_EQ(flow.tables[0].rows.size(), 3u);
  EXPECT_EQ(flow.tables[0].columns[2].name, "Thực hiện");
}

TEST(PageFlow, AListCutBehindASemicolonGoesOn) {
  const std::vector<double> xs = {60, 90, 250, 400, 540};
  PageBuilder first(1), second(2);
  first.Table(740, xs, {"TT|Nội dung|Phối hợp|Hạn", "1|Tổng kết|Văn phòng huyện;|Quý IV"});
  second.Table(60, xs, {"||UBND các xã|", "2|Báo cáo|Các phòng|Quý I"});
  EXPECT_EQ(DumpFlow(Pages({first.Build(), second.Build()})),
            "[TT:ordinal][Nội dung:task][Phối hợp:support][Hạn:deadline]\n"
            "H 0(TT) 1(Nội dung) 2(Phối hợp) 3(Hạn)\n"
            "D 0(1) 1(Tổng kết) 2(Văn phòng huyện; UBND các xã) 3(Quý IV)\n"
            "D 0(2) 1(Báo cáo) 2(Các phòng) 3(Quý I)\n");
}

TEST(Furniture, ThePagesOwnNumberFarFromTheEdge) {
  PageBuilder own(2), other(2);
  own.Body(80, 8).Text(510, 725, "2");
  other.Body(80, 8).Text(510, 725, "7");
  EXPECT_EQ(DumpFlow(Pages({own.Build()})), "body 8\n");
  EXPECT_EQ(DumpFlow(Pages({other.Build()})), "body 8\nF 7\n");
}

TEST(ReadingOrder, LabelsKeepTheirValuesBehindATab) {
  PageBuilder page(1);
  page.Body(60, 4);
  page.Text(85, 140, "- Thành phần:").Text(220, 140, "Tổ trưởng các tổ.");
  page.Text(85, 160, "- Kinh phí:").Text(220, 160, "Ngân sách xã.");
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            "body 4\nF - Thành phần: Tổ trưởng các tổ.\nF - Kinh phí: Ngân sách xã.\n");
  // Recipients beside a signature are no label and value.
  PageBuilder closing(1);
  closing.Body(60, 4);
  closing.Text(85, 150, "Nơi nhận:", 12, true).Centred(430, 150, "CHỦ TỊCH", 13, true);
  closing.Text(85, 166, "- Lưu: VT.").Centred(430, 166, "Trần Văn An", 13, true);
  EXPECT_EQ(DumpFlow(Pages({closing.Build()})),
            "body 4\nL Nơi nhận:\nL - Lưu: VT.\nR CHỦ TỊCH\nR Trần Văn An\n");
}

TEST(ReadingOrder, ColumnsOfTextAreReadOneAfterTheOther) {
  PageBuilder page(1);
  page.Body(60, 6);
  const char* left[] = {"1. Phòng Kinh tế chủ trì việc", "rà soát phương tiện của xã,",
                        "hoàn thành sớm.", "2. Công an xã tuần tra ban đêm",
                        "tại các khu rừng trọng điểm."};
  const char* right[] = {"3. Trạm Y tế xã bố trí tổ cấp", "cứu lưu động trong mùa khô.",
                         "4. Các thôn vận động nhân dân", "báo cáo kết quả cho xã."};
  for (int i = 0; i < 5; ++i) page.Text(85, 190 + 16 * i, left[i]);
  for (int i = 0; i < 4; ++i) page.Text(330, 190 + 16 * i, right[i]);
  page.Text(85, 290, "Nơi nhận:", 12, true).Centred(430, 290, "CHỦ TỊCH", 13, true);
  page.Text(85, 306, "- Lưu: VT.").Centred(430, 306, "Trần Văn An", 13, true);
  std::string expected = "body 6\n";
  for (const char* line : left) expected.append("F ").append(line).append("\n");
  for (const char* line : right) expected.append("F ").append(line).append("\n");
  EXPECT_EQ(DumpFlow(Pages({page.Build()})),
            expected + "L Nơi nhận:\nL - Lưu: VT.\nR CHỦ TỊCH\nR Trần Văn An\n");
}

TEST(ReadingOrder, AStampBesideTheTitleMakesNoColumns) {
  PageBuilder page(1);
  page.Centred(160, 60, "UBND HUYỆN X").Centred(420, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11);
  page.Centred(160, 76, "Số: 12/KH-PNV").Centred(420, 79, "X, ngày 05 tháng 3 năm 2030");
  page.Centred(315, 110, "KẾ HOẠCH", 14, true).Text(85, 114, "HỎA TỐC", 12, true);
  page.Centred(315, 130, "Tổ chức hoạt động hè", 14, true).Body(160, 6);
  EXPECT_EQ(
      DumpFlow(Pages({page.Build()})),
      "L UBND HUYỆN X\nL Số: 12/KH-PNV\nR CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "R X, ngày 05 tháng 3 năm 2030\nC KẾ HOẠCH\nF HỎA TỐC\nC Tổ chức hoạt động hè\nbody 6\n");
}

TEST(Furniture, TheStampOfEntry) {
  const auto letterhead = [](PageBuilder& page) {
    page.Text(120, 130, "UBND HUYỆN X").Text(120, 150, "Số: 12/KH-UBND");
    page.Centred(315, 190, "KẾ HOẠCH", 14, true).Body(220, 6);
  };
  const std::string kept = "F UBND HUYỆN X\nF Số: 12/KH-UBND\nC KẾ HOẠCH\nbody 6\n";
  // In a frame, with the office's name: all of it goes.
  PageBuilder framed(1);
  framed.Text(70, 22, "UBND TỈNH Y", 11).Text(70, 42, "CÔNG VĂN ĐẾN", 11);
  framed.Text(70, 58, "Số: 1562", 11).Text(70, 74, "Ngày: 22/4/2030", 11);
  letterhead(framed);
  Page page = framed.Build();
  for (const double y : {18.0, 38.0, 92.0}) page.rules.push_back({64, y, 230, y, 0.7});
  for (const double x : {64.0, 230.0}) page.rules.push_back({x, 18, x, 92, 0.7});
  EXPECT_EQ(DumpFlow(Pages({page})), kept);
  // Without one: its word with number and day.
  PageBuilder bare(1);
  bare.Text(70, 42, "CÔNG VĂN ĐẾN", 11).Text(70, 58, "Số: 1562", 11).Text(70, 74, "Ngày: 22/4", 11);
  letterhead(bare);
  EXPECT_EQ(DumpFlow(Pages({bare.Build()})), kept);
  // The words alone are a heading.
  PageBuilder heading(1);
  heading.Text(85, 42, "VĂN BẢN ĐẾN").Body(70, 6);
  EXPECT_EQ(DumpFlow(Pages({heading.Build()})), "F VĂN BẢN ĐẾN\nbody 6\n");
}

}  // namespace
}  // namespace planrec::extract
