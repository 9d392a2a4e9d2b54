// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/second_reading.h"

#include <gtest/gtest.h>

namespace planrec::acquire {
namespace {

TEST(SecondReading, WhichReadingsDiffer) {
  struct Case {
    const char* first;
    const char* second;
    bool same;
  };
  for (const Case& c : {Case{"104/KH-UBND", "104/KH-UBND", true}, Case{"104/KH", "104 / KH.", true},
                        Case{"359/KH-SYT", "352/KH-SYT", false},
                        Case{"31/3/2024", "31/32024", false}, Case{"05", "5", false},
                        Case{"12", "", true}, Case{"I2", "12", false}, Case{"năm", "12", true},
                        Case{"II/2024", "1/2024", true}, Case{"II/2024", "11/2021", false}}) {
    EXPECT_EQ(SameNumbers(c.first, c.second), c.same) << c.first << " | " << c.second;
  }
}

}  // namespace
}  // namespace planrec::acquire
