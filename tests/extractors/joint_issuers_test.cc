// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/joint_issuers.h"

#include <gtest/gtest.h>

namespace planrec::extract {
namespace {

std::string Joint(const std::vector<std::string>& lines) {
  const JointBodies joint = FindJointBodies(lines);
  std::string out;
  for (const std::string& name : joint.names) out += (out.empty() ? "" : " | ") + name;
  return out.empty() ? "" : std::to_string(joint.first) + ": " + out;
}

TEST(JointIssuers, NamesInARow) {
  const struct {
    std::vector<std::string> lines;
    const char* joint;
  } cases[] = {
      {{"LIÊN ĐOÀN LAO ĐỘNG -", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "TỈNH AN GIANG"},
       "0: LIÊN ĐOÀN LAO ĐỘNG | SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH TỈNH AN GIANG"},
      {{"BỘ CÔNG AN - BỘ QUỐC PHÒNG -", "BỘ Y TẾ - BỘ TÀI CHÍNH"},
       "0: BỘ CÔNG AN | BỘ QUỐC PHÒNG | BỘ Y TẾ | BỘ TÀI CHÍNH"},
      {{"UBND TỈNH GIA LAI", "SỞ NỘI VỤ – SỞ TÀI CHÍNH"}, "1: SỞ NỘI VỤ | SỞ TÀI CHÍNH"},
      // One name.
      {{"UBND TỈNH GIA LAI", "SỞ TÀI NGUYÊN - MÔI TRƯỜNG"}, ""},
      {{"SỞ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"}, ""},
      {{"UBND HUYỆN LẤP VÒ", "PHÒNG NỘI VỤ"}, ""},
      {{"UBND TỈNH BÀ RỊA - VŨNG TÀU", "SỞ Y TẾ"}, ""},
      {{}, ""},
  };
  for (const auto& c : cases) EXPECT_EQ(Joint(c.lines), c.joint);
}

}  // namespace
}  // namespace planrec::extract
