// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/legacy_encodings.h"

#include <gtest/gtest.h>

namespace planrec {
namespace {

constexpr std::string_view kTcvn3Text = "Thùc hiÖn c«ng t¸c c¶i c¸ch hµnh chÝnh n¨m nay";
constexpr std::string_view kVniText = "Thöïc hieän coâng taùc caûi caùch haønh chính naêm nay";
constexpr std::string_view kUnicodeText = "Thực hiện công tác cải cách hành chính năm nay";

TEST(LegacyEncodings, Detect) {
  EXPECT_EQ(DetectLegacy(kTcvn3Text), Legacy::kTcvn3);
  EXPECT_EQ(DetectLegacy(kVniText), Legacy::kVni);
  EXPECT_EQ(DetectLegacy(kUnicodeText), Legacy::kNone);
  EXPECT_EQ(DetectLegacy("Thuc hien cong tac cai cach hanh chinh nam nay"), Legacy::kNone);
  EXPECT_EQ(DetectLegacy("Les élèves français sont allés à la forêt près du château"),
            Legacy::kNone);
  EXPECT_EQ(DetectLegacy("§1 © ®"), Legacy::kNone) << "too little to tell";
  EXPECT_EQ(DetectLegacy(""), Legacy::kNone);
}

TEST(LegacyEncodings, Convert) {
  const struct {
    Legacy legacy;
    std::string_view in, out;
  } cases[] = {
      {Legacy::kTcvn3, kTcvn3Text, kUnicodeText},
      {Legacy::kTcvn3, "§Ò ¸n ®\u00ADîc", "Đề án được"},
      {Legacy::kTcvn3, "n−íc x∙ nh−", "nước xã như"},
      {Legacy::kTcvn3, "2001−2005", "2001−2005"},
      {Legacy::kTcvn3, "T− vÊn NGHÞ §ÞNH ChØ thÞ", "Tư vấn NGHỊ ĐỊNH Chỉ thị"},
      {Legacy::kTcvn3, "12/2030/N§-CP", "12/2030/NĐ-CP"},
      {Legacy::kVni, kVniText, kUnicodeText},
      {Legacy::kVni, "ñöôïc ÑAÛNG BOÄ kyõ thuaät", "được ĐẢNG BỘ kỹ thuật"},
      {Legacy::kNone, kTcvn3Text, kTcvn3Text},
  };
  for (const auto& c : cases) EXPECT_EQ(FromLegacy(c.legacy, c.in), c.out) << c.in;
}

TEST(LegacyEncodings, CapitalsByTheirLine) {
  EXPECT_EQ(FromLegacy(Legacy::kTcvn3, "ñY", "TM. ñY BAN NH¢N D¢N"), "ỦY");
  EXPECT_EQ(FromLegacy(Legacy::kTcvn3, "Tæ", "II. Tæ CHøC THùC HIÖN"), "TỔ");
  EXPECT_EQ(FromLegacy(Legacy::kTcvn3, "Tæ", "Tæ d©n phè"), "Tổ");
  EXPECT_EQ(FromLegacy(Legacy::kTcvn3, "Tæ", "Tæ"), "Tổ");
  const std::string_view kSecret = "V/v: B¶O VÖ BÝ MËT nhµ n\xC2\xADíc";
  EXPECT_EQ(FromLegacy(Legacy::kTcvn3, kSecret, kSecret), "V/v: BẢO VỆ BÍ MẬT nhà nước");
}

}  // namespace
}  // namespace planrec
