// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/page_list.h"

#include <gtest/gtest.h>

namespace planrec {
namespace {

TEST(PageList, OfADocument) {
  struct Case {
    const char* text;
    int pages;
    const char* shown;
  };
  const Case cases[] = {
      {"1-3,7", 9, "1-3, 7"}, {"7,1-3", 9, "1-3, 7"},
      {"2-4,3-6", 5, "2-5"},  {"5-", 7, "5-7"},
      {"1", 1, "1"},          {"4", 3, ""},
      {"", 3, "1-3"},         {"1,3,5-,9", 6, "1, 3, 5-6"},
  };
  for (const Case& c : cases) {
    const std::optional<PageList> list = PageList::Parse(c.text);
    ASSERT_TRUE(list) << c.text;
    EXPECT_EQ(PageList::Shown(list->Of(c.pages)), c.shown) << c.text;
  }
}

TEST(PageList, WhatIsNone) {
  for (const char* text :
       {"0", "-3", "3-1", "a", "1,", ",1", "1;2", "1-2-3", "1 ,2", "99999999999", "1-0"})
    EXPECT_FALSE(PageList::Parse(text)) << text;
  EXPECT_FALSE(PageList::Parse(std::string(2000, '1')));
}

}  // namespace
}  // namespace planrec
