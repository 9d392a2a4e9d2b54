// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/layout_tables.h"

#include <gtest/gtest.h>

#include <string>

namespace planrec::extract {
namespace {

std::string Lines(std::string_view cell) {
  std::string out;
  for (const Span line : PrintedLines(cell)) {
    if (!out.empty()) out += " | ";
    out += cell.substr(line.begin, line.size());
  }
  return out;
}

TEST(LayoutTables, PrintedLinesOfACell) {
  const struct {
    const char *cell, *lines;
  } cases[] = {
      {"ỦY BAN NHÂN DÂN TỈNH NAM HẢI -------", "ỦY BAN NHÂN DÂN TỈNH NAM HẢI"},
      {"UBND TỈNH NAM HẢI SỞ XÂY DỰNG", "UBND TỈNH NAM HẢI | SỞ XÂY DỰNG"},
      {"BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG -------", "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"},
      {"BỘ QUỐC PHÒNG -----", "BỘ QUỐC PHÒNG"},
      {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------",
       "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | Độc lập - Tự do - Hạnh phúc"},
      {"Số: 12/SYT-NV V/v rà soát hồ sơ", "Số: 12/SYT-NV | V/v rà soát hồ sơ"},
      {"Nơi nhận: - Như Điều 3; - Lưu: VT, NV.", "Nơi nhận: | - Như Điều 3; | - Lưu: VT, NV."},
      {"TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hoàng Văn Tiệp",
       "TM. ỦY BAN NHÂN DÂN | KT. CHỦ TỊCH | PHÓ CHỦ TỊCH | Hoàng Văn Tiệp"},
      {"KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) Vũ Thị Ngần",
       "KT. GIÁM ĐỐC | PHÓ GIÁM ĐỐC | (Đã ký) | Vũ Thị Ngần"},
      {"Chủ tịch UBND xã Thạch Lĩnh", "Chủ tịch UBND xã Thạch Lĩnh"},
      {"", ""},
      {"-----", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(Lines(c.cell), c.lines);
}

GivenTable Table(std::vector<std::vector<std::string>> rows) {
  GivenTable table;
  for (const auto& row : rows) {
    table.rows.emplace_back();
    for (const std::string& cell : row) table.rows.back().push_back({cell, false, 1});
  }
  return table;
}

TEST(LayoutTables, TellsLayoutFromData) {
  EXPECT_TRUE(LinesOfLayoutTable(Table({{"UBND XÃ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
                                        {"Số: 5/KH-UBND", "A, ngày 5 tháng 3 năm 2026"}}),
                                 1));
  EXPECT_TRUE(LinesOfLayoutTable(Table({{"Nơi nhận: - Lưu: VT.", "CHỦ TỊCH Lê Văn An"}}), 1));
  // A list of documents, of places to bring things to, of people.
  EXPECT_FALSE(LinesOfLayoutTable(
      Table({{"Số, ký hiệu", "Ngày"}, {"Số: 12/KH-UBND", "Ngày 05 tháng 01 năm 2025"}}), 1));
  EXPECT_FALSE(
      LinesOfLayoutTable(Table({{"Nơi nhận", "Thời gian"}, {"Trạm Y tế", "Chủ nhật"}}), 1));
  EXPECT_FALSE(
      LinesOfLayoutTable(Table({{"Lê Văn An", "Chủ tịch UBND xã"}, {"Vũ Thị Bé", "Ủy viên"}}), 1));
  EXPECT_FALSE(LinesOfLayoutTable(Table({}), 1));
}

TEST(LayoutTables, ColumnsOfItsLines) {
  const auto lines = LinesOfLayoutTable(
      Table({{"UBND XÃ A -----", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}, {"Số: 5/KH-UBND", ""}}), 2);
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 3u);
  EXPECT_EQ((*lines)[0].column, Column::kLeft);
  EXPECT_EQ((*lines)[1].column, Column::kRight);
  EXPECT_EQ((*lines)[2].text.text, "Số: 5/KH-UBND");
  EXPECT_EQ((*lines)[2].page, 2);
}

}  // namespace
}  // namespace planrec::extract
