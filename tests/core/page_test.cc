// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/page.h"

#include <gtest/gtest.h>

namespace planrec {
namespace {

Edit Change(uint32_t begin, uint32_t end, const char* text, double confidence = 1.0) {
  Edit edit;
  edit.begin = begin, edit.end = end;
  edit.text = text;
  edit.confidence = confidence;
  return edit;
}

std::string Shown(const std::vector<Edit>& edits) {
  std::string out;
  for (const Edit& e : edits)
    out += std::to_string(e.begin) + "-" + std::to_string(e.end) + "=" + e.text + ";";
  return out;
}

TEST(Edits, ComposedOnesDoWhatBothDo) {
  struct Case {
    const char* name;
    const char* raw;
    std::vector<Edit> first, second;
    const char* composed;
  };
  const Case cases[] = {
      {"none before", "abc", {}, {Change(0, 1, "x")}, "0-1=x;"},
      {"none after", "abc", {Change(0, 1, "x")}, {}, "0-1=x;"},
      {"apart, before", "#abc", {Change(0, 1, "fi")}, {Change(4, 5, "C")}, "0-1=fi;3-4=C;"},
      {"apart, behind", "abc#", {Change(3, 4, "fi")}, {Change(0, 1, "A")}, "0-1=A;3-4=fi;"},
      {"next to each other", "#bc", {Change(0, 1, "fi")}, {Change(2, 3, "B")}, "0-1=fi;1-2=B;"},
      {"second within first", "a#c", {Change(1, 2, "xyz")}, {Change(2, 3, "Y")}, "1-2=xYz;"},
      {"first within second", "ab#de", {Change(2, 3, "fi")}, {Change(1, 5, "W")}, "1-4=W;"},
      {"over its left edge", "ab#d", {Change(2, 3, "fi")}, {Change(1, 3, "W")}, "1-3=Wi;"},
      {"over its right edge", "ab#d", {Change(2, 3, "fi")}, {Change(3, 5, "W")}, "2-4=fW;"},
      {"two within one",
       "#",
       {Change(0, 1, "wxyz")},
       {Change(0, 1, "W"), Change(3, 4, "Z")},
       "0-1=WxyZ;"},
      {"one over two",
       "#b#",
       {Change(0, 1, "fi"), Change(2, 3, "fl")},
       {Change(1, 4, "-")},
       "0-3=f-l;"},
      {"first shortens", "abcdef", {Change(0, 3, "x")}, {Change(2, 3, "E")}, "0-3=x;4-5=E;"},
  };
  for (const Case& c : cases) {
    const std::vector<Edit> composed = Compose(c.raw, c.first, c.second);
    EXPECT_EQ(Shown(composed), c.composed) << c.name;
    EXPECT_EQ(Apply(c.raw, composed), Apply(Apply(c.raw, c.first), c.second)) << c.name;
  }
  EXPECT_EQ(Compose("#", {Change(0, 1, "fi", 0.7)}, {Change(0, 1, "F", 0.9)})[0].confidence, 0.7);
}

}  // namespace
}  // namespace planrec
