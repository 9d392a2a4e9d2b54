// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/urgency_stamp.h"

#include <gtest/gtest.h>

namespace planrec::acquire {
namespace {

TEST(UrgencyStamp, OnlyItsWords) {
  const struct {
    const char *read, *stamp;
  } cases[] = {{"HỎA TỐC", "HỎA TỐC"},
               {"| HOẢ TÓC |", "HỎA TỐC"},
               {"THƯỢNG KHẨN", "THƯỢNG KHẨN"},
               {"KHẨN", "KHẨN"},
               {"I HỎA TỐC l", ""},
               {"I HỎA TỐC ]", "HỎA TỐC"},
               {"Khẩn", ""},
               {"KHẨN TRƯƠNG", ""},
               {"SỞ Y TẾ", ""},
               {"CÔNG VĂN ĐẾN", ""},
               {"", ""}};
  for (const auto& c : cases) EXPECT_EQ(UrgencyWords(c.read), c.stamp) << c.read;
}

}  // namespace
}  // namespace planrec::acquire
