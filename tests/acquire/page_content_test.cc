// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/page_content.h"

#include <gtest/gtest.h>

#include "pipeline/acquire/page_reader.h"
#include "pipeline/acquire/pdf/turn.h"
#include "tests/acquire/glyph_text.h"

namespace planrec::acquire {
namespace {

void ExpectBox(const Box& a, const Box& b) {
  EXPECT_NEAR(a.x0, b.x0, 1e-9);
  EXPECT_NEAR(a.y0, b.y0, 1e-9);
  EXPECT_NEAR(a.x1, b.x1, 1e-9);
  EXPECT_NEAR(a.y1, b.y1, 1e-9);
}

TEST(Turn, FourQuartersAreNone) {
  const Box box{10, 20, 60, 35};
  Box turned = box;
  double width = 200, height = 300;
  for (int i = 0; i < 4; ++i) {
    turned = TurnBox(turned, 1, width, height);
    std::swap(width, height);
  }
  ExpectBox(turned, box);
  ExpectBox(TurnBox(box, 1, 200, 300), {265, 10, 280, 60});
  ExpectBox(TurnBox(box, -1, 200, 300), TurnBox(box, 3, 200, 300));
}

// An image over a part of the page, read upright after any turn: places are the page's.
TEST(PageReader, RecognitionStandsWhereTheImageStands) {
  const Box image{40, 70, 540, 800};
  const double width = 600, height = 850;
  const Box word{100, 200, 180, 215};  // in the image as given
  for (int quarters = 0; quarters < 4; ++quarters) {
    Recognition read;
    read.rotation = quarters * 90;
    TextLine line;
    line.box = TurnBox(word, quarters, image.Width(), image.Height());
    line.tokens.push_back({0, 1, line.box});
    read.lines.push_back(line);
    read.rules.push_back(TurnRule({100, 220, 180, 220}, quarters, image.Width(), image.Height()));
    Page page;
    PlaceRecognition(std::move(read), image, width, height, page);
    const Box expected = TurnBox({140, 270, 220, 285}, quarters, width, height);
    ExpectBox(page.lines[0].box, expected);
    ExpectBox(page.lines[0].tokens[0].box, expected);
    Rule rule = TurnRule({140, 290, 220, 290}, quarters, width, height);
    ExpectBox({page.rules[0].x0, page.rules[0].y0, page.rules[0].x1, page.rules[0].y1},
              {rule.x0, rule.y0, rule.x1, rule.y1});
    EXPECT_EQ(page.rotation, quarters * 90);
    EXPECT_EQ(page.width_pt, quarters % 2 ? height : width);
    EXPECT_EQ(page.origin, TextOrigin::kOcr);
  }
}

TEST(PageContent, CoverageCountsOverlapsOnceAndNoStamps) {
  PageContent content;
  content.width_pt = 600;
  content.height_pt = 800;
  EXPECT_EQ(ImageCoverage(content), 0);
  content.images.push_back({.box = {0, 0, 600, 400}});
  content.images.push_back({.box = {-50, 0, 300, 400}});
  EXPECT_NEAR(ImageCoverage(content), 0.5, 0.01);
  content.images.push_back({.box = {0, 400, 600, 800}, .annotation = true});
  EXPECT_NEAR(ImageCoverage(content), 0.5, 0.01);
  PageContent nothing;
  EXPECT_EQ(ImageCoverage(nothing), 0);
}

TEST(PageContent, PagesTurnByTheirText) {
  struct Case {
    const char* name;
    const char* upright;
    const char* sideways;  // at quarter turn 3: reads upwards
    int quarters;
  };
  const Case cases[] = {
      {"upright", "Nội dung của kế hoạch năm nay", "", 0},
      {"sideways", "", "Nội dung của kế hoạch năm nay", 1},
      {"side note", "Nội dung của kế hoạch năm nay", "Ký bởi phòng", 0},
      {"sideways page with its number upright", "Trang 3", "Nội dung của kế hoạch năm nay", 1},
      {"too little to tell", "", "Ký bởi", 0},
  };
  for (const Case& c : cases) {
    PageContent content;
    content.width_pt = 600;
    content.height_pt = 800;
    Set(content.glyphs, 50, 100, c.upright);
    size_t first = content.glyphs.size();
    Set(content.glyphs, 50, 300, c.sideways);
    for (size_t i = first; i < content.glyphs.size(); ++i) content.glyphs[i].turn = 3;
    EXPECT_EQ(QuartersToUpright(content), c.quarters) << c.name;
  }
}

}  // namespace
}  // namespace planrec::acquire
