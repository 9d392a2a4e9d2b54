// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/shown_text.h"

#include <gtest/gtest.h>

namespace planrec {
namespace {

struct Case {
  const char* what;
  std::string text, shown;
};

TEST(ShownText, NothingThatATerminalObeysGetsThrough) {
  const Case kCases[] = {
      {"colours and titles", "a\x1b[31mb\x1b]0;x\x07", "a\\x1b[31mb\\x1b]0;x\\x07"},
      {"a line that looks like another", "a.pdf\n3 done", "a.pdf\\n3 done"},
      {"overwriting", "a\rb\bc", "a\\rb\\x08c"},
      {"CSI in one code point",
       "a\xC2\x9B"
       "31mb",
       "a\\u009b31mb"},
      {"CSI in one byte",
       "a\x9B"
       "31m",
       "a\\x9b31m"},
      {"turned reading direction",
       "a\xE2\x80\xAE"
       "fdp.exe",
       "a\\u202efdp.exe"},
      {"isolate", "\xE2\x81\xA6", "\\u2066"},
      {"line separator",
       "a\xE2\x80\xA8"
       "b",
       "a\\u2028b"},
      {"unseen",
       "a\xE2\x80\x8B"
       "b",
       "a\\u200bb"},
      {"tag", "\xF3\xA0\x81\xA1", "\\U000e0061"},
      {"a cut letter", "\xE1\xBA", "\\xe1\\xba"},
  };
  for (const Case& c : kCases) EXPECT_EQ(ShownText(c.text), c.shown) << c.what;
}

TEST(ShownText, NamesStayAsTheyAre) {
  for (const char* text : {"", "Kế hoạch số 12/KH-UBND.pdf", "a b\\c", "Kê\xCC\x81 hoạch (NFD)",
                           "计划 ½ – …", "\xEF\xBF\xBD", "100 % (≥ 5)"}) {
    EXPECT_EQ(ShownText(text), text);
  }
}

}  // namespace
}  // namespace planrec
