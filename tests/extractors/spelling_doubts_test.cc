// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/spelling_doubts.h"

#include <gtest/gtest.h>

#include <set>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

PlanRecord Recognised(const std::vector<std::string>& texts, bool ocr = true) {
  PlanRecord record;
  record.pages.resize(1);
  record.pages[0].number = 1;
  record.pages[0].origin = ocr ? TextOrigin::kOcr : TextOrigin::kEmbedded;
  for (const std::string& text : texts) {
    SectionNode node;
    node.text = PlacedText::Plain(text);
    node.where.page = 1;
    node.confidence = 0.99;
    record.sections.push_back(std::move(node));
  }
  return record;
}

TEST(SpellingDoubts, TheRarerOfTwoSpellings) {
  const PlanRecord record =
      Recognised({"khai trương quán cà phê xóm mới", "gần quán cà phê kia", "quán cà phế cũ",
                  "phòng tài vụ, phòng tại gia", "phòng tài vụ; phòng tại gia"});
  const SpellingDoubts doubts(record);
  const struct {
    std::string_view text;
    bool doubtful;
  } cases[] = {
      {"quán cà phế", true},  // stands once, "cà phê" twice
      {"quán cà phê", false},
      {"phòng tài vụ", false},  // two words that both stand
      {"phòng tại gia", false},
      {"Kiếm tra", true},  // the genre says "kiểm tra"
      {"KIỂM TRA", false},
      {"yêu câu của xã", true},
      {"yêu. Câu", false},  // parted by a mark
      {"Uỷ ban", false},    // a way to write it
      {"xe máy", false},    // no other spelling is known
      {"", false},
  };
  for (const auto& c : cases) EXPECT_EQ(doubts.Doubtful(c.text), c.doubtful) << c.text;
}

TEST(SpellingDoubts, OnlyRecognisedText) {
  PlanRecord printed = Recognised({"Kiếm tra việc thực hiện"}, false);
  DoubtSpellings(printed);
  EXPECT_EQ(printed.sections[0].confidence, 0.99);
  PlanRecord read = Recognised({"Kiếm tra việc thực hiện", "Kiểm tra việc thực hiện"});
  DoubtSpellings(read);
  EXPECT_LT(read.sections[0].confidence, 0.6);
  EXPECT_EQ(read.sections[1].confidence, 0.99);
}

TEST(SpellingDoubts, CommonPairsAreOfDifferentLetters) {
  std::set<std::string> seen;
  for (const std::string_view pair : CommonPairs()) {
    EXPECT_TRUE(seen.insert(Fold(pair)).second) << pair;
    EXPECT_EQ(Lower(pair), pair);
  }
}

}  // namespace
}  // namespace planrec::extract
