// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/spreads.h"

#include <gtest/gtest.h>

#include <string>

#include "extractors/extract.h"

namespace planrec::extract {
namespace {

TextLine Line(const std::string& raw, double x, double y) {
  TextLine line;
  line.raw = raw;
  Token token;
  token.end = static_cast<uint32_t>(raw.size());
  token.box = {x, y, x + 420, y + 14};
  line.tokens = {token};
  line.box = token.box;
  line.font_size_pt = 13;
  return line;
}

/// An open booklet behind a first page, two pages of 595 points on one image.
Document Booklet() {
  Document document;
  document.source.path = "quyển.pdf";
  document.pages.resize(2);
  Page& first = document.pages[0];
  first.number = 1;
  first.width_pt = 595;
  first.height_pt = 842;
  first.origin = TextOrigin::kOcr;
  first.lines = {Line("I. MỤC TIÊU", 85, 80),
                 Line("1. Hoàn thành việc rà soát danh mục thủ tục trong năm và công bố", 85, 110)};
  Page& open = document.pages[1];
  open = first;
  open.number = 2;
  open.width_pt = 1190;
  open.spread = {{0, 0, 595, 842}, {595, 0, 1190, 842}};
  open.lines = {
      Line("công khai trên cổng thông tin của tỉnh theo quy định.", 85, 80),
      Line("2. Bảo đảm kinh phí, nhân lực và phương tiện làm việc cho các đơn vị", 85, 780),
      Line("thuộc tỉnh trong cả thời gian thực hiện kế hoạch.", 680, 80),
      Line("II. NHIỆM VỤ", 680, 110), Line("1. Tuyên truyền sâu rộng.", 680, 140)};
  open.rules = {{700, 300, 900, 300, 0.5}};
  return document;
}

TEST(Spreads, HalvesArePagesOfTheirOwn) {
  const Document document = Booklet();
  const Spreads spreads(document);
  const Document& pages = spreads.document();
  ASSERT_EQ(pages.pages.size(), 3U);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(pages.pages[static_cast<size_t>(i)].number, i + 1);
  EXPECT_EQ(pages.pages[1].lines.size(), 2U);
  EXPECT_EQ(pages.pages[2].lines.size(), 3U);
  EXPECT_DOUBLE_EQ(pages.pages[2].lines[0].box.x0, 85);
  EXPECT_DOUBLE_EQ(pages.pages[2].lines[0].tokens[0].box.x0, 85);
  EXPECT_DOUBLE_EQ(pages.pages[2].width_pt, 595);
  ASSERT_EQ(pages.pages[2].rules.size(), 1U);
  EXPECT_DOUBLE_EQ(pages.pages[2].rules[0].x0, 105);
  EXPECT_TRUE(pages.pages[1].rules.empty());
}

TEST(Spreads, OtherDocumentsAreUsedAsTheyAre) {
  Document document = Booklet();
  document.pages[1].spread = {{0, 0, 595, 842}};
  EXPECT_EQ(&Spreads(document).document(), &document);
  document.pages[1].spread = {{0, 0, 595, 842}, {}};
  EXPECT_EQ(&Spreads(document).document(), &document);
}

TEST(Spreads, PlacesOfTheRecordAreTheSources) {
  const PlanRecord record = ExtractPlan(Booklet());
  ASSERT_EQ(record.pages.size(), 2U);
  ASSERT_EQ(record.sections.size(), 2U);
  const SectionNode& goals = record.sections[0];
  ASSERT_EQ(goals.children.size(), 2U);
  EXPECT_EQ(goals.children[0].text.text,
            "Hoàn thành việc rà soát danh mục thủ tục trong năm và công bố công khai trên cổng "
            "thông tin của tỉnh theo quy định.");
  EXPECT_EQ(goals.children[0].where.page, 1);
  EXPECT_EQ(goals.children[1].text.text,
            "Bảo đảm kinh phí, nhân lực và phương tiện làm việc cho các đơn vị thuộc tỉnh trong cả "
            "thời gian thực hiện kế hoạch.");
  EXPECT_EQ(goals.children[1].where.page, 2);
  ASSERT_TRUE(goals.children[1].where.bbox);
  EXPECT_DOUBLE_EQ(goals.children[1].where.bbox->x0, 85);
  const SectionNode& tasks = record.sections[1];
  EXPECT_EQ(tasks.where.page, 2);
  ASSERT_TRUE(tasks.where.bbox);
  EXPECT_DOUBLE_EQ(tasks.where.bbox->x0, 680);
  EXPECT_EQ(tasks.text.pieces.front().page, 2);
  EXPECT_DOUBLE_EQ(tasks.text.pieces.front().box.x0, 680);
}

}  // namespace
}  // namespace planrec::extract
