// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/golden/json_difference.h"

#include <gtest/gtest.h>

#include <string>

namespace planrec::golden {
namespace {

struct Case {
  const char* name;
  const char* before;
  const char* after;
  const char* difference;
};

TEST(JsonDifference, NamesPlaceOldAndNew) {
  const Case cases[] = {
      {"equal", R"({"a":1})", R"({"a":1})", ""},
      {"value", R"({"a":{"b":[1,2]}})", R"({"a":{"b":[1,3]}})", "~ /a/b/1  2 → 3\n"},
      {"key gone and key come", R"({"a":1,"b":2})", R"({"b":2,"c":3})", "- /a  1\n+ /c  3\n"},
      {"element in between", "[1,2,3,4]", "[1,2,9,3,4]", "+ /2  9\n"},
      {"element gone", "[1,2,3,4]", "[1,3,4]", "- /1  2\n"},
      {"element twice", "[1,1]", "[1]", "- /1  1\n"},
      {"kind of value", R"({"a":[]})", R"({"a":{}})", "~ /a  [] → {}\n"},
      {"order of keys", R"({"a":{"x":1,"y":2}})", R"({"a":{"y":2,"x":1}})",
       "~ /a  other order of keys\n"},
      {"key with a slash", R"({"a/b~c":1})", R"({"a/b~c":2})", "~ /a~1b~0c  1 → 2\n"},
      {"other bytes", "{\"a\": 1,\n\"b\": 1.0}", "{\"a\": 1,\n\"b\":  1.0}",
       "the same values in other bytes, line 2\n- \"b\": 1.0}\n+ \"b\":  1.0}\n"},
      {"nothing stored", "", "{}", "nothing is stored\n"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(JsonDifference(c.before, c.after, 5), c.difference) << c.name;
  }
}

TEST(JsonDifference, IsShort) {
  EXPECT_EQ(JsonDifference("[1,2,3,4]", "[5,6,7,8]", 2),
            "~ /0  1 → 5\n~ /1  2 → 6\n… and 2 differences more\n");
  const std::string words(150, 'a');
  EXPECT_EQ(JsonDifference("[\"" + words + "\"]", "[1]", 2),
            "~ /0  \"" + words.substr(0, 99) + "… → 1\n");
}

}  // namespace
}  // namespace planrec::golden
