// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/closing_mark.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/acquire/printed_line.h"

namespace planrec::acquire {
namespace {

// Twelve letters that end at x = 232, and what follows them.
class Printed : public PrintedLine {
 public:
  Printed() { Letters(20, 12); }
  Printed& Point(int x) {
    Points(x, 1);
    return *this;
  }
  Printed& Slash(int x) {
    Stroke(x, kBaseline, x + 9, kBaseline - 24, 2);
    return *this;
  }
  Printed& Block(int x, int y, int width, int height) {
    Box(x, y, width, height);
    return *this;
  }
  std::string Mended(const std::vector<std::string>& texts) const {
    std::vector<ReadWord> words;
    for (const std::string& text : texts) words.push_back(Word(text, 20, 232));
    return PrintedLine::Mended(MendClosingMark, words);
  }
};

TEST(MendClosingMark, WhatIsMadeOfItsParts) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"thực", "hiện."}, "thực hiện./."},      {{"thực", "hiện/."}, "thực hiện./."},
      {{"thực", "hiện//."}, "thực hiện./."},    {{"thực", "hiện…/"}, "thực hiện./."},
      {{"thực", "hiện", "/."}, "thực hiện./."}, {{"thực", "hiện"}, "thực hiện./."},
      {{"thực", "hiện./."}, "thực hiện./."},
  };
  for (const auto& [read, is] : cases)
    EXPECT_EQ(Printed().Point(234).Slash(240).Point(254).Mended(read), is);
  EXPECT_EQ(Printed().Point(245).Slash(251).Point(265).Mended({"thực", "hiện."}), "thực hiện ./.");
}

TEST(MendClosingMark, OtherEndsStayAsRead) {
  EXPECT_EQ(Printed().Point(234).Mended({"hiện."}), "hiện.");
  EXPECT_EQ(Printed().Slash(240).Point(254).Mended({"hiện/."}), "hiện/.");
  // An upright stroke is a 1 or an l, and a wide top a 7.
  EXPECT_EQ(Printed()
                .Point(234)
                .Block(242, PrintedLine::kBaseline - 24, 3, 24)
                .Point(254)
                .Mended({"2.1."}),
            "2.1.");
  EXPECT_EQ(Printed()
                .Point(234)
                .Slash(240)
                .Block(240, PrintedLine::kBaseline - 25, 11, 3)
                .Point(254)
                .Mended({"2.7."}),
            "2.7.");
  EXPECT_EQ(Printed().Point(234).Slash(270).Point(290).Mended({"hiện", "/."}), "hiện /.");
}

}  // namespace
}  // namespace planrec::acquire
