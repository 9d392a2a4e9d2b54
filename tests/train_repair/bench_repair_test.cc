// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tools/lab/bench_repair/classes.h"

namespace planrec::bench_repair {
namespace {

TEST(BenchRepair, ClassesOfDamage) {
  struct Case {
    const char *gold, *raw;
    bool first, capitals;
    WordClass expected;
  };
  const Case cases[] = {
      {"hoạch", "hoạch", false, false, WordClass::kRight},
      {"hoà", "hòa", false, false, WordClass::kRight},
      {"hoạch,", "hoach,", false, false, WordClass::kMarks},
      {"đồng", "d6ng", false, false, WordClass::kBase},
      {"30/2020/NĐ-CP", "30/2020/ND-CP", false, false, WordClass::kDigits},
      {"HĐND", "HDND", false, false, WordClass::kAbbreviation},
      {"HĐND", "HDND", false, true, WordClass::kMarks},
      {"Điền", "Dien", false, false, WordClass::kName},
      {"Điều", "Dieu", true, false, WordClass::kMarks},
      {"cải", "caicach", false, false, WordClass::kSegmentation},
      {"cải", "", false, false, WordClass::kSegmentation},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(NameOf(ClassOf(c.gold, c.raw, c.first, c.capitals)), NameOf(c.expected))
        << c.gold << " " << c.raw;
  }
}

TEST(BenchRepair, WordsAreAlignedOverJoinsAndSpecks) {
  const std::vector<std::string> gold = {"công", "tác", "cải", "cách"};
  const auto pairs = AlignWords(gold, {"cong", ".", "tdc", "caicach"});
  const std::vector<std::array<size_t, 2>> expected = {{0, 0}, {1, 2}, {3, 3}};
  EXPECT_EQ(pairs, expected);
  EXPECT_TRUE(AlignWords({}, gold).empty());
}

TEST(BenchRepair, CountsWhatWasMendedAndHarmed) {
  Tally tally;
  tally.AddLine("Kế hoạch năm 2025 của xã Lan", "Ké hoach nam 2025 cua x3 Lan",
                "Kế hoạch năm 2026 của xả Lan");
  EXPECT_EQ(tally.all().words, 7);
  EXPECT_EQ(tally.all().right_before, 2);
  EXPECT_EQ(tally.all().right_after, 5);
  EXPECT_EQ(tally.harmed(), 1);
  EXPECT_EQ(tally.digits_harmed(), 1);
  ASSERT_EQ(tally.harm().size(), 1U);
  EXPECT_EQ(tally.harm()[0], "2025 <- 2025 -> 2026");
  EXPECT_EQ(tally.of(WordClass::kBase).words, 1);
  EXPECT_EQ(tally.of(WordClass::kMarks).right_after, 4);
  EXPECT_NE(tally.Table().find("marks only         4         0.00      100.00"), std::string::npos)
      << tally.Table();
}

}  // namespace
}  // namespace planrec::bench_repair
