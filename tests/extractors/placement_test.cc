// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the words of a document go: each in one place, what is nowhere is listed with its reason.
#include "extractors/placement.h"

#include <gtest/gtest.h>

#include "extractors/extract.h"
#include "tests/extractors/page_builder.h"

namespace planrec::extract {
namespace {

/// A text source of one page; an empty line sets blank_before.
Document TextDocument(const std::vector<std::string>& texts) {
  Document document;
  document.source = {"a.txt", std::string(64, 'a'), 1, "text/plain"};
  Page& page = document.pages.emplace_back();
  page.number = 1;
  page.origin = TextOrigin::kFile;
  bool blank = true;
  int number = 0;
  for (const std::string& text : texts) {
    ++number;
    if (!text.empty()) {
      TextLine& line = page.lines.emplace_back();
      line.raw = text;
      line.line_number = number;
      line.blank_before = blank;
    }
    blank = text.empty();
  }
  return document;
}

const std::vector<std::string> kPlan = {"ỦY BAN NHÂN DÂN",
                                        "XÃ AN PHÚ",
                                        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                                        "Độc lập - Tự do - Hạnh phúc",
                                        "Số: 12/KH-UBND",
                                        "An Phú, ngày 05 tháng 3 năm 2026",
                                        "",
                                        "KẾ HOẠCH",
                                        "Trồng cây xanh năm 2026",
                                        "",
                                        "I. NHIỆM VỤ",
                                        "1. Trồng 500 cây dọc đường liên thôn.",
                                        "",
                                        "Nơi nhận:",
                                        "- UBND huyện;",
                                        "- Lưu: VT.",
                                        "TM. ỦY BAN NHÂN DÂN",
                                        "CHỦ TỊCH",
                                        "Lê Văn An"};

/// "reason: text", one a line.
std::string Left(const PlanRecord& record) {
  std::string out;
  for (const Unplaced& left : record.unplaced)
    out += std::string(NameOf(left.reason)) + ": " + left.text + "\n";
  return out;
}

std::string Codes(const PlanRecord& record) {
  std::string out;
  for (const Warning& warning : record.warnings) out += warning.code + " ";
  return out;
}

TEST(PlaceWords, EachWordOfAPlanHasAPlace) {
  const PlanRecord record = ExtractPlan(TextDocument(kPlan));
  EXPECT_EQ(Left(record), "");
  EXPECT_EQ(record.words.read, 65);
  EXPECT_EQ(record.words.unplaced, 0);
  EXPECT_EQ(record.words.doubled, 0);
  EXPECT_EQ(Codes(record), "");
}

TEST(PlaceWords, WhatIsNowhereIsListedAndSaid) {
  std::vector<std::string> lines = kPlan;
  // Between position and name stands what is neither.
  lines.insert(lines.end() - 1, "7 xx yy zz ww");
  const PlanRecord record = ExtractPlan(TextDocument(lines));
  EXPECT_EQ(Left(record), "unknown: 7 xx yy zz ww\n");
  EXPECT_EQ(record.unplaced.at(0).where.line, 19);
  EXPECT_EQ(record.words.unplaced, 5);
  EXPECT_EQ(Codes(record), "text.unplaced ");
  ASSERT_FALSE(record.review.empty());
  EXPECT_EQ(record.review.front().pointer, "/unplaced/0");
}

TEST(PlaceWords, TheLayoutSaysWhyItDropsALine) {
  Document document;
  document.source = {"a.pdf", std::string(64, 'a'), 1, "application/pdf"};
  for (int number = 1; number <= 3; ++number) {
    PageBuilder page(number);
    page.Text(85, 30, "UBND xã An Phú, tài liệu nội bộ", 10);
    if (number > 1) page.Text(290, 45, std::to_string(number), 13);
    page.Body(120, 8);
    if (number == 3) page.Text(85, 500, "Ký bởi: Lê Văn An", 8);
    document.pages.push_back(page.Build());
  }
  const PlanRecord record = ExtractPlan(std::move(document));
  EXPECT_EQ(Left(record),
            "running_header: UBND xã An Phú, tài liệu nội bộ\n"
            "running_header: UBND xã An Phú, tài liệu nội bộ\n"
            "page_number: 2\n"
            "running_header: UBND xã An Phú, tài liệu nội bộ\n"
            "page_number: 3\n"
            "stamp: Ký bởi: Lê Văn An\n");
  EXPECT_EQ(record.words.unplaced, 0);
}

/// A record of one page whose only line is "a b c d e", and of sections that hold some of it.
PlanRecord Placed(const std::vector<std::pair<size_t, size_t>>& sections) {
  PageBuilder builder(1);
  builder.Text(85, 100, "mot hai ba bon nam");
  const std::vector<Page> pages = {builder.Build()};
  const PlacedText line = Place(pages[0].lines[0], 1);
  PlanRecord record;
  for (const auto& [begin, end] : sections) {
    SectionNode& node = record.sections.emplace_back();
    node.text = line.Slice(begin, end);
    node.where = node.text.Locate();
  }
  PlaceWords(pages, Structure(), record);
  CheckPlaces(record);
  return record;
}

TEST(PlaceWords, TwiceIsSaid) {
  EXPECT_EQ(Codes(Placed({{0, 18}})), "");
  EXPECT_EQ(Codes(Placed({{0, 7}, {8, 18}})), "");
  // One word that two parts share is the end of one and the beginning of the other.
  EXPECT_EQ(Codes(Placed({{0, 10}, {8, 18}})), "");
  const PlanRecord twice = Placed({{0, 18}, {0, 18}});
  EXPECT_EQ(Codes(twice), "text.doubled ");
  EXPECT_EQ(twice.words.doubled, 5);
  EXPECT_EQ(twice.warnings.at(0).pointer, "/sections/1");
  EXPECT_EQ(Left(Placed({{0, 7}})), "unknown: ba bon nam\n");
}

TEST(PlaceWords, ARecognisedSpeckIsAnArtefactAndABadLineUnreadable) {
  const struct {
    const char* text;
    double confidence;
    const char* left;
  } cases[] = {{"x7", 0.3, "artefact: x7\n"},
               {"x7", 0.95, "unknown: x7\n"},
               {"khong ai doc duoc", 0.3, "unreadable: khong ai doc duoc\n"},
               {"khong ai doc duoc", 0.9, "unknown: khong ai doc duoc\n"},
               {"— …", 0.9, ""}};
  for (const auto& c : cases) {
    PageBuilder builder(1);
    builder.Text(85, 100, c.text);
    std::vector<Page> pages = {builder.Build()};
    pages[0].origin = TextOrigin::kOcr;
    for (Token& token : pages[0].lines[0].tokens) token.confidence = c.confidence;
    PlanRecord record;
    PlaceWords(pages, Structure(), record);
    EXPECT_EQ(Left(record), c.left) << c.text;
  }
}

}  // namespace
}  // namespace planrec::extract
