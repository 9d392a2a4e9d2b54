// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/searchable/replace_words.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace planrec::searchable {
namespace {

/// A line of words of 30 by 10 points, 40 apart.
std::vector<Word> Line(const std::string& text) {
  std::vector<Word> words;
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    const double x = 40 * static_cast<double>(words.size());
    words.push_back({word, {x, 100, x + 30, 110}});
  }
  return words;
}

std::string Joined(const std::vector<Word>& words) {
  std::string out;
  for (const Word& word : words) out += (out.empty() ? "" : " ") + word.text;
  return out;
}

TEST(ReplaceWords, WhatAPersonCorrectedIsWhatIsFound) {
  struct Case {
    const char *line, *before, *now, *after;  // `after` empty: nothing is changed
  };
  for (const Case& each : {
           Case{"giao Sở Nọi vụ chủ trì", "Sở Nọi vụ", "Sở Nội vụ", "giao Sở Nội vụ chủ trì"},
           Case{"Số: 27/KH-UBND", "27/KH-UBND", "21/KH-UBND", "Số: 21/KH-UBND"},
           Case{"SỞ NỌI VỤ", "Sở Nọi vụ", "Sở Nội vụ", "SỞ NỘI VỤ"},
           Case{"đạt 96%, tăng", "96%", "95%", "đạt 95%, tăng"},
           Case{"(Sở Nọi vụ).", "Sở Nọi vụ", "Sở Tài chính", "(Sở Tài chính)."},
           // One word became two, two became one, one came in, one went.
           Case{"Ủyban nhân dân", "Ủyban nhân dân", "Ủy ban nhân dân", "Ủy ban nhân dân"},
           Case{"nh ân dân", "nh ân dân", "nhân dân", "nhân dân"},
           Case{"Sở vụ", "Sở vụ", "Sở Nội vụ", "Sở Nội vụ"},
           Case{"Sở và vụ", "Sở và vụ", "Sở vụ", "Sở vụ"},
           Case{"a", "a", "x a y", "x a y"},
           // Words in between, and what stands elsewhere.
           Case{"Sở Nọi – vụ", "Sở Nọi vụ", "Sở Nội vụ", "Sở Nội – vụ"},
           Case{"Sở Y tế", "Sở Nọi vụ", "Sở Nội vụ", ""},
           Case{"Nọi dung", "Nọi vụ khác", "Nội vụ khác", "Nội dung"},
           Case{"", "a", "b", ""},
           Case{"a b", "a b", "a b", ""},
       }) {
    SCOPED_TRACE(each.line);
    std::vector<Word> words = Line(each.line);
    const bool replaced = ReplaceWords(words, {0, 95, 1000, 115}, each.before, each.now);
    EXPECT_EQ(replaced, *each.after != '\0');
    EXPECT_EQ(Joined(words), *each.after != '\0' ? each.after : each.line);
  }
}

TEST(ReplaceWords, OnlyAtItsPlaceAndInItsBox) {
  std::vector<Word> words = Line("Nọi Nọi");
  EXPECT_FALSE(ReplaceWords(words, {0, 0, 1000, 50}, "Nọi", "Nội"));
  EXPECT_TRUE(ReplaceWords(words, {38, 95, 80, 115}, "Nọi", "Nội vụ"));
  EXPECT_EQ(Joined(words), "Nọi Nội vụ");
  EXPECT_EQ(words[1].box.x0, 40);
  EXPECT_EQ(words[2].box.x1, 70);
  EXPECT_EQ(words[1].box.x1, words[2].box.x0);
}

}  // namespace
}  // namespace planrec::searchable
