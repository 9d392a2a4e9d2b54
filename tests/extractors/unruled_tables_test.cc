// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/unruled_tables.h"

#include <gtest/gtest.h>

#include "extractors/build_flow.h"
#include "extractors/layout/flow.h"
#include "tests/extractors/page_builder.h"
#include "tests/extractors/table_dump.h"

namespace planrec::extract {
namespace {

Page Schedule() {
  PageBuilder page(1);
  page.Body(60, 4);
  page.Text(90, 200, "STT", 12, true).Text(200, 200, "Nội dung", 12, true);
  page.Text(400, 193, "Cơ quan", 12, true).Text(400, 207, "chủ trì", 12, true);
  page.Text(97, 237, "1", 12).Text(130, 230, "Tổ chức hội nghị triển khai", 12);
  page.Text(130, 245, "kế hoạch", 12).Text(400, 237, "Phòng Nội vụ", 12);
  page.Text(97, 268, "2", 12).Text(130, 268, "Kiểm tra", 12).Text(400, 268, "Thanh tra", 12);
  page.Text(97, 290, "3", 12).Text(130, 290, "Sơ kết", 12).Text(400, 290, "Văn phòng", 12);
  page.Body(340, 3);
  return page.Build();
}

TEST(UnruledTables, CountedRowsBelowAHead) {
  Document document;
  document.pages.push_back(Schedule());
  const Flow flow = BuildFlow(document);
  ASSERT_EQ(flow.tables.size(), 1u);
  const Table& table = flow.tables[0];
  ASSERT_EQ(table.rows.size(), 4u);
  ASSERT_EQ(table.columns.size(), 3u);
  EXPECT_EQ(table.rows[0].cells[2].text.text, "Cơ quan chủ trì");
  EXPECT_EQ(table.rows[1].cells[1].text.text, "Tổ chức hội nghị triển khai kế hoạch");
  EXPECT_EQ(table.rows[3].cells[0].text.text, "3");
  EXPECT_EQ(table.rows[3].cells[2].text.text, "Văn phòng");
}

TEST(UnruledTables, AnOrdinalThatWasNotRead) {
  Document document;
  document.pages.push_back(Schedule());
  const auto drop = [&](std::string_view ordinal) {
    std::erase_if(document.pages[0].lines,
                  [&](const TextLine& line) { return line.raw == ordinal; });
  };
  drop("1");
  Flow flow = BuildFlow(document);
  ASSERT_EQ(flow.tables.size(), 1u);
  ASSERT_EQ(flow.tables[0].rows.size(), 4u);
  EXPECT_EQ(flow.tables[0].rows[1].cells[1].text.text, "Tổ chức hội nghị triển khai kế hoạch");
  // Two of three are too many.
  drop("2");
  EXPECT_TRUE(BuildFlow(document).tables.empty());
}

TEST(UnruledTables, OrdinalsWithAStrokeBehindThem) {
  Document document;
  document.pages.push_back(Schedule());
  for (TextLine& line : document.pages[0].lines) {
    if (line.raw != "2" && line.raw != "3") continue;
    line.raw += "_";
    line.tokens[0].end = 2;
  }
  const Flow flow = BuildFlow(document);
  ASSERT_EQ(flow.tables.size(), 1u);
  EXPECT_EQ(flow.tables[0].rows.size(), 4u);
}

TEST(UnruledTables, NoTable) {
  // No rows that count.
  PageBuilder letter(1);
  letter.Text(85, 200, "- TT Tỉnh ủy;").Text(400, 200, "CHỦ TỊCH").Body(230, 4);
  EXPECT_TRUE(RulesOfUnruledTables(letter.Build()).empty());
  // One column only.
  PageBuilder list(1);
  list.Text(90, 200, "TT").Text(90, 220, "1").Text(90, 240, "2").Text(90, 260, "3");
  EXPECT_TRUE(RulesOfUnruledTables(list.Build()).empty());
  // Drawn already.
  Page drawn = Schedule();
  drawn.rules.push_back({85, 190, 85, 310, 0.5});
  EXPECT_TRUE(RulesOfUnruledTables(drawn).empty());
  EXPECT_TRUE(RulesOfUnruledTables(Page()).empty());
}

/// Three columns, the first of which is named `when`.
Page Agenda(const char* when, double third_column = 420) {
  PageBuilder page(1);
  page.Body(60, 4);
  page.Text(100, 200, when, 12, true).Text(230, 200, "Nội dung", 12, true);
  page.Text(third_column, 200, "Chủ trì", 12, true);
  page.Text(90, 221, "Thứ Hai 04/5", 12).Text(200, 221, "Họp giao ban đầu tuần và", 12);
  page.Text(420, 221, "Chánh Văn phòng", 12);
  page.Text(90, 233, "Sáng: 8h00", 12).Text(200, 233, "tiếp công dân", 12);
  page.Text(90, 254, "Thứ Ba 05/5", 12).Text(200, 254, "Kiểm tra chốt gác", 12);
  page.Text(420, 254, "Trưởng Công an", 12).Text(420, 266, "xã", 12);
  page.Body(290, 3);
  return page.Build();
}

TEST(UnruledTables, AgendasRowsBeginWhereTwoColumnsDo) {
  for (const char* when : {"Thời gian", "Buổi", "Ngày", "Thứ, ngày"}) {
    Document document;
    document.pages.push_back(Agenda(when));
    const Flow flow = BuildFlow(document);
    ASSERT_EQ(flow.tables.size(), 1u) << when;
    const Table& table = flow.tables[0];
    ASSERT_EQ(table.rows.size(), 3u);
    ASSERT_EQ(table.columns.size(), 3u);
    EXPECT_EQ(table.rows[1].cells[0].text.text, "Thứ Hai 04/5 Sáng: 8h00");
    EXPECT_EQ(table.rows[1].cells[1].text.text, "Họp giao ban đầu tuần và tiếp công dân");
    EXPECT_EQ(table.rows[2].cells[2].text.text, "Trưởng Công an xã");
  }
  // The first column tells something else, or the words do not line up.
  EXPECT_TRUE(RulesOfUnruledTables(Agenda("Thôn")).empty());
  EXPECT_TRUE(RulesOfUnruledTables(Agenda("Buổi", 300)).empty());
  // A sentence that begins so.
  PageBuilder text(1);
  text.Text(90, 200, "Ngày 04/5 họp giao ban;").Text(90, 215, "Thời gian: 8h00.").Body(230, 4);
  EXPECT_TRUE(RulesOfUnruledTables(text.Build()).empty());
}

}  // namespace
}  // namespace planrec::extract
