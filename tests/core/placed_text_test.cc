// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/placed_text.h"

#include <gtest/gtest.h>

namespace planrec {
namespace {

TextLine LineOf(const std::string& raw, std::vector<std::pair<uint32_t, uint32_t>> tokens) {
  TextLine line;
  line.raw = raw;
  double x = 10;
  for (const auto& [begin, end] : tokens) {
    Token token;
    token.begin = begin;
    token.end = end;
    token.box = {x, 20, x + 9, 30};
    token.confidence = 0.9;
    x += 10;
    line.tokens.push_back(token);
  }
  return line;
}

TEST(PlacedText, LinesJoin) {
  struct Case {
    const char *line, *next, *joined;
  };
  const Case cases[] = {
      {"tăng cường", "công tác", "tăng cường công tác"},
      {"Nghị định số 12/2020/NĐ-", "CP của", "Nghị định số 12/2020/NĐ-CP của"},
      {"giai đoạn 2021-", "2025", "giai đoạn 2021-2025"},
      {"số 15/", "KH-UBND", "số 15/KH-UBND"},
      {"y tế, dân số -", "kế hoạch hóa", "y tế, dân số - kế hoạch hóa"},
      {"cụ thể:", "- một", "cụ thể: - một"},
      {"", "đầu", "đầu"},
      {"cuối", "", "cuối"},
  };
  for (const Case& c : cases) {
    PlacedText text = PlacedText::Plain(c.line);
    text.Append(PlacedText::Plain(c.next));
    EXPECT_EQ(text.text, c.joined);
  }
}

TEST(PlacedText, PlacesFollowEditsAndJoins) {
  TextLine line = LineOf("Trién khai  thue", {{0, 6}, {7, 11}, {13, 17}});
  line.edits.push_back({0, 6, "Triển", EditReason::kDiacritics, 0.9});
  PlacedText text = Place(line, 3);
  EXPECT_EQ(text.text, "Triển khai thue");
  const Where first = text.Locate(0, 8);
  EXPECT_EQ(first.page, 3);
  ASSERT_TRUE(first.bbox.has_value());
  EXPECT_DOUBLE_EQ(first.bbox->x0, 10);
  EXPECT_DOUBLE_EQ(first.bbox->x1, 19);
  text.Append(Place(LineOf("hiện", {{0, 6}}), 4));
  EXPECT_EQ(text.Locate(text.text.size() - 2, text.text.size()).page, 4);
  EXPECT_EQ(text.Slice(7, 12).text, "khai");
  EXPECT_NEAR(text.Confidence(), 0.9, 1e-6);
}

TEST(PlacedText, AnEditMayRemoveAToken) {
  TextLine line = LineOf("a | b", {{0, 1}, {2, 3}, {4, 5}});
  line.edits.push_back({1, 3, "", EditReason::kConfusion, 0.8});
  const PlacedText text = Place(line, 1);
  EXPECT_EQ(text.text, "a b");
  EXPECT_EQ(text.pieces.size(), 2U);
}

}  // namespace
}  // namespace planrec
