// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/syllable.h"

#include <gtest/gtest.h>

namespace planrec {
namespace {

TEST(Syllable, Shapes) {
  const struct {
    const char* word;
    bool syllable, plausible;
  } cases[] = {
      {"Nghị", true, true},       {"quyết,", true, true}, {"(thuở)", true, true},
      {"khai", true, true},       {"Trién", true, true},  {"plan", false, false},
      {"city", false, false},     {"xvbh", false, false}, {"104/KH-UBND", false, true},
      {"15/7/2021", false, true}, {"-", false, true},     {"Lk|„", false, false},
      {"UBND", false, true},      {"", false, false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(IsSyllable(c.word), c.syllable) << c.word;
    EXPECT_EQ(HasPlausibleShape(c.word), c.plausible) << c.word;
  }
}

TEST(Syllable, TheToneHasOnePlace) {
  const char* cases[][2] = {{"hoà", "hòa"}, {"khoẻ", "khỏe"}, {"Thuỷ", "Thủy"}, {"UỶ", "ỦY"},
                            {"quý", "quý"}, {"toán", "toán"}, {"thuở", "thuở"}, {"a", "a"}};
  for (const auto& [word, usual] : cases) EXPECT_EQ(UsualTonePlace(word), usual) << word;
}

}  // namespace
}  // namespace planrec
