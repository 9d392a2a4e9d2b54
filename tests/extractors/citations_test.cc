// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/citations.h"

#include <gtest/gtest.h>

#include <sstream>

namespace planrec::extract {
namespace {

SectionNode Node(std::string id, std::optional<std::string> marker, std::string text) {
  SectionNode node;
  node.id = std::move(id);
  node.kind = marker ? SectionKind::kItem : SectionKind::kParagraph;
  node.marker = std::move(marker);
  node.text = PlacedText::Plain(std::move(text));
  return node;
}

std::vector<Citation> Cite(const std::string& text) {
  Structure structure;
  structure.sections.push_back(Node("s1", "1.", text));
  return ExtractCitations(structure);
}

std::string Or(const std::optional<std::string>& value) {
  return value.value_or("-");
}

/// "type code date issuer [title]", one line a citation.
std::string Dump(const std::string& text) {
  std::ostringstream out;
  for (const Citation& c : Cite(text)) {
    if (out.tellp() > 0) out << '\n';
    out << Or(c.type) << ' ' << c.code << ' ' << Or(c.issued_on) << ' ' << Or(c.issuer) << " [";
    out << Or(c.title) << ']';
  }
  return out.str();
}

TEST(Citations, BoardsWithSeveralFields) {
  const struct {
    const char* text;
    const char* dump;
  } cases[] = {
      {"Theo Kế hoạch số 71/KH-BCĐ ngày 08/01/2024 của Ban Chỉ đạo phòng, chống tham nhũng, lãng "
       "phí, tiêu cực tỉnh về kê khai tài sản.",
       "KH 71/KH-BCĐ 2024-01-08 Ban Chỉ đạo phòng, chống tham nhũng, lãng phí, tiêu cực tỉnh "
       "[kê khai tài sản]"},
      {"Theo Công văn số 19/BCĐ-VP ngày 09/02/2024 của Ban Chỉ đạo Phát triển khoa học, công nghệ "
       "và đổi mới sáng tạo tỉnh về dữ liệu mở.",
       "CV 19/BCĐ-VP 2024-02-09 Ban Chỉ đạo Phát triển khoa học, công nghệ và đổi mới sáng tạo "
       "tỉnh [dữ liệu mở]"},
      {"Theo Hướng dẫn số 33-HD/BTGDVTU ngày 17/01/2024 của Ban Tuyên giáo và Dân vận Tỉnh ủy về "
       "tuyên truyền.",
       "HD 33-HD/BTGDVTU 2024-01-17 Ban Tuyên giáo và Dân vận Tỉnh ủy [tuyên truyền]"},
      {"Theo Công văn số 8/BCĐ ngày 09/02/2024 của Ban Chỉ đạo tỉnh, các đơn vị thuộc huyện lập "
       "danh sách.",
       "CV 8/BCĐ 2024-02-09 Ban Chỉ đạo tỉnh [-]"},
  };
  for (const auto& [text, dump] : cases) EXPECT_EQ(Dump(text), dump) << text;
}

TEST(Citations, FieldsOfOneMention) {
  const struct {
    const char* text;
    const char* dump;
  } cases[] = {
      {"Thực hiện Kế hoạch số 21/KH-UBND ngày 04/02/2024 của UBND huyện về cải cách hành chính "
       "năm 2024;",
       "KH 21/KH-UBND 2024-02-04 UBND huyện [cải cách hành chính năm 2024]"},
      {"theo Nghị định số 11/2020/NĐ-CP ngày 20/01/2020 của Chính phủ quy định thủ tục hành chính "
       "thuộc lĩnh vực kho bạc.",
       "NĐ 11/2020/NĐ-CP 2020-01-20 Chính phủ [quy định thủ tục hành chính thuộc lĩnh vực kho "
       "bạc]"},
      {"Chỉ thị số 09/CT-TTg ngày 5 tháng 3 năm 2024 của Thủ tướng Chính phủ về việc tăng cường kỷ "
       "luật, kỷ cương.",
       "CT 09/CT-TTg 2024-03-05 Thủ tướng Chính phủ [tăng cường kỷ luật, kỷ cương]"},
      // An agency that does something ends the title; a list of agencies is its own.
      {"Thực hiện Kế hoạch số 40/KH-UBND ngày 02/5/2024 của UBND xã về chuyển đổi số, Phòng Văn "
       "hóa tổ chức tập huấn.",
       "KH 40/KH-UBND 2024-05-02 UBND xã [chuyển đổi số]"},
      {"Kế hoạch số 41/KH-UBND ngày 02/5/2024 của UBND xã về phối hợp giữa Công an xã, Trạm Y tế "
       "trong phòng dịch.",
       "KH 41/KH-UBND 2024-05-02 UBND xã [phối hợp giữa Công an xã, Trạm Y tế trong phòng dịch]"},
      {"Quyết định số 15/QĐ-TTg ngày 3/1/2022 của Thủ tướng, Chính phủ về phê duyệt Đề án.",
       "QĐ 15/QĐ-TTg 2022-01-03 Thủ tướng, Chính phủ [phê duyệt Đề án]"},
      {"Công văn số 55/SNV-CCHC của Sở Nội vụ ngày 10 tháng 4 năm 2024 về việc báo cáo quý.",
       "CV 55/SNV-CCHC 2024-04-10 Sở Nội vụ [báo cáo quý]"},
      {"Kế hoạch số 9/KH-BGDĐT của Bộ Giáo dục và Đào tạo (GDĐT) ngày 05 tháng 02 năm 2024 về việc "
       "khảo sát.",
       "KH 9/KH-BGDĐT 2024-02-05 Bộ Giáo dục và Đào tạo [khảo sát]"},
      {"Thông tư số 06/2021/TT-BTC ngày 2/2/2021 của Bộ trưởng Bộ Tài chính hướng dẫn lập dự toán, "
       "quyết toán khi tổ chức lại đơn vị;",
       "TT 06/2021/TT-BTC 2021-02-02 Bộ trưởng Bộ Tài chính [hướng dẫn lập dự toán, quyết toán khi "
       "tổ chức lại đơn vị]"},
      {"Nghị quyết số 04-NQ/TU của Ban Chấp hành Đảng bộ tỉnh về chuyển đổi số giai đoạn "
       "2021-2025, "
       "tầm nhìn đến năm 2030 bảo đảm đúng tiến độ.",
       "NQ 04-NQ/TU - Ban Chấp hành Đảng bộ tỉnh [chuyển đổi số giai đoạn 2021-2025, tầm nhìn đến "
       "năm 2030]"},
      {"Nghị quyết số 19-NQ/TW Hội nghị Trung ương sáu khóa XII về việc đổi mới đơn vị sự nghiệp; "
       "rà "
       "soát",
       "NQ 19-NQ/TW - Hội nghị Trung ương sáu khóa XII [đổi mới đơn vị sự nghiệp]"},
      {"Báo cáo số 35/BC-SNV ngày 24/01/2024 của Sở Nội vụ Kết quả điều tra xã hội học năm 2023;",
       "BC 35/BC-SNV 2024-01-24 Sở Nội vụ [Kết quả điều tra xã hội học năm 2023]"},
      {"Luật Lưu trữ số 33/2024/QH15 ngày 21/6/2024;", "L 33/2024/QH15 2024-06-21 - [Lưu trữ]"},
      {"Quyết định số 47/QĐ-UBND ngày 21/02/2022 của UBND tỉnh và lộ trình theo quy định.",
       "QĐ 47/QĐ-UBND 2022-02-21 UBND tỉnh [-]"},
      {"theo đúng tiến độ giao tại Kế hoạch số 4/KH-UBND ngày 14/3/2022 của UBND tỉnh.",
       "KH 4/KH-UBND 2022-03-14 UBND tỉnh [-]"},
      {"Kế hoạch số 4/KH-UBND ngày 14/3/2022, số hóa hồ sơ giấy tờ",
       "KH 4/KH-UBND 2022-03-14 - [-]"},
      {"Chỉ thị số 6/CT-UBND ngày 17/5/2019 của UBND tỉnh về nâng cao Chỉ số tỉnh, phấn đấu tăng "
       "bậc.",
       "CT 6/CT-UBND 2019-05-17 UBND tỉnh [nâng cao Chỉ số tỉnh]"},
      {"Căn cứ Tờ trình số   /TTr-SXD ngày   /4/2024 của Sở Xây dựng.",
       "TTr /TTr-SXD 2024-04 Sở Xây dựng [-]"},
      {"Nghị định số 30/2020/ND-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.",
       "NĐ 30/2020/NĐ-CP 2020-03-05 Chính phủ [công tác văn thư]"},
      {"Quy chế phối hợp số 24/QC-SNN-SXD ngày 14/4/2024 giữa hai Sở;",
       "QC 24/QC-SNN-SXD 2024-04-14 - [-]"},
      {"Chương trình hành động số 13/CTr-UBND ngày 1/2/2024 của UBND huyện.",
       "CTr 13/CTr-UBND 2024-02-01 UBND huyện [-]"},
      {"KẾ HOẠCH SỐ 12/KH-UBND NGÀY 02/3/2024", "KH 12/KH-UBND 2024-03-02 - [-]"},
  };
  for (const auto& [text, dump] : cases) {
    EXPECT_EQ(Dump(text), dump) << text;
  }
}

TEST(Citations, ListsShareWhatIsStatedOnce) {
  EXPECT_EQ(
      Dump("tinh thần các Nghị quyết: số 18-NQ/TW; số 19-NQ/TW ngày 25/10/2017 của Hội nghị lần "
           "thứ sáu"),
      "NQ 18-NQ/TW 2017-10-25 Hội nghị lần thứ sáu [-]\n"
      "NQ 19-NQ/TW 2017-10-25 Hội nghị lần thứ sáu [-]");
  EXPECT_EQ(
      Dump("Nghị quyết số 18-NQ/TW và Nghị quyết số 19-NQ/TW Hội nghị Trung ương sáu khóa XII."),
      "NQ 18-NQ/TW - Hội nghị Trung ương sáu khóa XII [-]\n"
      "NQ 19-NQ/TW - Hội nghị Trung ương sáu khóa XII [-]");
  EXPECT_EQ(
      Dump("các Kế hoạch của Tỉnh ủy: Số 28-KH/TU ngày 07/7/2023, số 29-KH/TU ngày 08/7/2023"),
      "KH 28-KH/TU 2023-07-07 Tỉnh ủy [-]\nKH 29-KH/TU 2023-07-08 Tỉnh ủy [-]");
  EXPECT_EQ(
      Dump("Quyết định số 8/2018/QĐ-TTg, Thông tư số 1/2019/TT-BNV ngày 24/01/2019 của Bộ Nội vụ"),
      "QĐ 8/2018/QĐ-TTg - - [-]\nTT 1/2019/TT-BNV 2019-01-24 Bộ Nội vụ [-]");
}

TEST(Citations, AMentionInsideATitleIsItsOwn) {
  EXPECT_EQ(Dump("Nghị định số 17/2013/NĐ-CP ngày 07/10/2013 về sửa đổi một số điều của Nghị định "
                 "13/2005/NĐ-CP và các văn bản hướng dẫn."),
            "NĐ 17/2013/NĐ-CP 2013-10-07 - [sửa đổi một số điều của Nghị định 13/2005/NĐ-CP]\n"
            "NĐ 13/2005/NĐ-CP - - [-]");
  EXPECT_EQ(
      Dump("Nghị quyết số 7/NQ-CP ngày 07/3/2019 của Chính phủ về nhiệm vụ trọng tâm, định hướng "
           "đến 2025 và Quyết định số 42/QĐ-TTg ngày 15/6/2021 của Thủ tướng Chính phủ;"),
      "NQ 7/NQ-CP 2019-03-07 Chính phủ [nhiệm vụ trọng tâm, định hướng đến 2025]\n"
      "QĐ 42/QĐ-TTg 2021-06-15 Thủ tướng Chính phủ [-]");
}

TEST(Citations, TextRunsFromTheTypeWordToTheTitlesEnd) {
  const auto one = Cite(
      "Tiếp tục thực hiện Quyết định số 4/QĐ-UBND ngày 1/2/2024 của UBND huyện về "
      "giao chỉ tiêu; báo cáo kết quả.");
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0].text, "Quyết định số 4/QĐ-UBND ngày 1/2/2024 của UBND huyện về giao chỉ tiêu");
  EXPECT_EQ(one[0].number, 4);
  EXPECT_EQ(one[0].anchor.node, "s1");
  EXPECT_GT(one[0].confidence, 0.95);
  EXPECT_EQ(Cite("các Nghị quyết: số 18-NQ/TW; số 20-NQ/TU")[0].text, "số 18-NQ/TW");
}

TEST(Citations, NoCitations) {
  for (const char* text :
       {"(Kèm theo Kế hoạch số 12/KH-UBND ngày 02/3/2024 của UBND huyện)",
        "(Ban hành kèm theo Quyết định số    /QĐ-UBND ngày    /4/2024 của UBND huyện)",
        "áp dụng TCVN ISO 9001:2015 theo quy định", "theo Luật Cán bộ, công chức và Pháp lệnh",
        "Quý I/2024 đạt 95%", "Kế hoạch năm 2024 của xã", "Quyết định 5 nội dung quan trọng",
        "Chương trình 135 giai đoạn mới"}) {
    EXPECT_EQ(Dump(text), "") << text;
  }
}

TEST(Citations, OpeningIsBasisAndShortFormsAreResolved) {
  Structure structure;
  structure.document.code = "12/KH-UBND";
  structure.document.number = 12;
  structure.sections.push_back(
      Node("s1", std::nullopt,
           "Căn cứ Kế hoạch số 174/KH-UBND ngày 14/12/2021 của UBND huyện về CCHC;"));
  structure.sections.push_back(Node(
      "s2", "I.", "Theo Kế hoạch số 174 của UBND huyện và Nghị định 30/2020 về công tác văn thư"));
  structure.sections.push_back(
      Node("s3", std::nullopt, "Phụ lục kèm theo Kế hoạch số 12/KH-UBND này."));
  const auto found = ExtractCitations(structure);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].role, "basis");
  EXPECT_EQ(found[0].id, "c1");
  EXPECT_EQ(found[1].role, "reference");
  EXPECT_EQ(found[1].code, "174/KH-UBND");
  EXPECT_EQ(found[2].code, "30/2020/NĐ-CP");
  EXPECT_EQ(found[2].number, 30);
}

TEST(Citations, CellsAreAnchoredByTableAndRow) {
  Structure structure;
  Table table;
  table.id = "tb1";
  table.columns = {{"TT", "ordinal"}, {"Nhiệm vụ", "task"}};
  TableRow header;
  header.kind = RowKind::kHeader;
  TableRow row;
  TableCell cell;
  cell.text = PlacedText::Plain("Triển khai Kế hoạch số 3/KH-UBND");
  cell.column = 1;
  row.cells.push_back(cell);
  table.rows = {header, row};
  structure.tables.push_back(table);
  const auto found = ExtractCitations(structure);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].anchor.table, "tb1");
  EXPECT_EQ(found[0].anchor.row, 1);
  EXPECT_EQ(found[0].role, "reference");
}

}  // namespace
}  // namespace planrec::extract
