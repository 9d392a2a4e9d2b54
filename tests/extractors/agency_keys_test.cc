// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/agency_keys.h"

#include <gtest/gtest.h>

#include <set>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

TEST(AgencyKeys, EachAliasIsWrittenOut) {
  std::set<std::string_view> seen;
  for (const AgencyAlias& alias : AgencyAliases()) {
    EXPECT_TRUE(seen.insert(alias.words).second) << alias.words << " twice";
    EXPECT_EQ(AgencyKey(alias.words), alias.long_form);
  }
}

TEST(AgencyKeys, OneKeyForTheSpellingsOfOneAgency) {
  const char* same[][2] = {
      {"Văn phòng HĐND và UBND huyện", "VP HĐND&UBND huyện"},
      {"Văn phòng HĐND-UBND", "Văn phòng HĐND và UBND"},
      {"Phòng Văn hóa và Thông tin", "Phòng Văn hoá - Thông tin"},
      {"Ủy ban MTTQ Việt Nam xã", "Ủy ban Mặt trận Tổ quốc xã"},
      {"UBMTTQ xã", "Uỷ ban Mặt trận Tổ quốc Việt Nam xã"},
      {"UBND TP", "Ủy ban nhân dân thành phố"},
      {"Phòng TC-KH", "Phòng Tài chính - Kế hoạch"},
      {"Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"},
      {"Sở KH&CN", "Sở Khoa học và Công nghệ"},
      {"Phòng LĐ-TB&XH", "Phòng Lao động - Thương binh và Xã hội"},
      {"Phòng GD và ĐT", "Phòng Giáo dục và Đào tạo"},
      {"Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"},
      {"Hội LHPN xã", "Hội Liên hiệp Phụ nữ Việt Nam xã"},
      {"TT HĐND tỉnh", "Thường trực Hội đồng nhân dân tỉnh"},
      {"TT. Tỉnh ủy", "Thường trực Tỉnh ủy"},
      {"TT Văn hóa", "Trung tâm Văn hóa"},
      {"Trường THCS An Thạnh", "Trường Trung học cơ sở An Thạnh"},
      {"UBND TP. HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"},
      {"Hội Phụ nữ VN xã", "Hội Phụ nữ xã"},
      {"Sở TT-Truyền thông", "Sở TTTT"},
      {"Bộ phận TN&TKQ", "Bộ phận Tiếp nhận và Trả kết quả"},
  };
  for (const auto& [a, b] : same) EXPECT_EQ(AgencyKey(a), AgencyKey(b)) << a << " / " << b;
  EXPECT_NE(AgencyKey("Phòng Nội vụ"), AgencyKey("Sở Nội vụ"));
  EXPECT_NE(AgencyKey("UBND xã"), AgencyKey("UBND huyện"));
  EXPECT_NE(AgencyKey("Sở KH&ĐT"), AgencyKey("Sở KH&CN"));
  EXPECT_NE(AgencyKey("UBND tỉnh Quảng Nam"), AgencyKey("UBND tỉnh Quảng"));
  EXPECT_EQ(AgencyKey("UBND tỉnh Quảng Nam"), "uy ban nhan dan tinh quang nam");
}

TEST(AgencyKeys, WithinADocument) {
  const AgencyPlace district{"huyen", "cam giang"}, city{"thanh pho", "hung yen"};
  const struct {
    std::string_view name;
    AgencyPlace place;
    std::string_view key;
  } cases[] = {
      {"Phòng Nội vụ", district, "phong-noi-vu"},
      {"Phòng Nội vụ huyện", district, "phong-noi-vu"},
      {"Phòng Nội vụ huyện Cẩm Giàng", district, "phong-noi-vu"},
      {"PHÒNG NỘI VỤ HUYỆN", district, "phong-noi-vu"},
      {"Phong Nội vu", district, "phong-noi-vu"},  // marks lost by recognition
      {"Phòng Nội vụ huyện Bình Giang", district, "phong-noi-vu-huyen-binh-giang"},
      {"UBND huyện", district, "uy-ban-nhan-dan-huyen"},
      {"Ủy ban nhân dân huyện Cẩm Giàng", district, "uy-ban-nhan-dan-huyen"},
      {"UBND", district, "uy-ban-nhan-dan-huyen"},
      {"UBND xã", district, "uy-ban-nhan-dan-xa"},
      {"UBND các phường, xã", city, "uy-ban-nhan-dan-phuong-xa"},
      {"UBND các xã, đặc khu", city, "uy-ban-nhan-dan-dac-khu-xa"},
      {"UBND các đặc khu, xã", city, "uy-ban-nhan-dan-dac-khu-xa"},
      {"UBND các xã, phường", city, "uy-ban-nhan-dan-phuong-xa"},
      {"Văn phòng HĐND&UBND TP", city, "van-phong-hoi-dong-nhan-dan-uy-ban-nhan-dan-thanh-pho"},
      {"VP HĐND và UBND thành phố Hưng Yên", city,
       "van-phong-hoi-dong-nhan-dan-uy-ban-nhan-dan-thanh-pho"},
      {"các cá nhân được phân công", district, "ca-nhan-duoc-phan-cong"},
      {"Phòng Nội vụ huyện", {}, "phong-noi-vu-huyen"},
      {"", city, ""},
  };
  for (const auto& c : cases) EXPECT_EQ(AgencyKeyIn(c.name, c.place), c.key) << c.name;
}

TEST(AgencyKeys, PlaceOfTheIssuer) {
  const auto place = [](std::string name, std::optional<std::string> parent = std::nullopt) {
    DocumentFields fields;
    fields.issuer.emplace();
    fields.issuer->name = std::move(name);
    fields.parent_issuer = std::move(parent);
    const AgencyPlace found = PlaceOf(fields);
    return found.level + "|" + found.locality;
  };
  EXPECT_EQ(place("Ủy ban nhân dân huyện Cẩm Giàng"), "huyen|cam giang");
  EXPECT_EQ(place("Ủy ban nhân dân thành phố Hưng Yên"), "thanh pho|hung yen");
  EXPECT_EQ(place("Ủy ban nhân dân thị trấn Lấp Vò"), "thi tran|lap vo");
  EXPECT_EQ(place("Sở Y tế", "Ủy ban nhân dân tỉnh Kiên Giang"), "tinh|kien giang");
  EXPECT_EQ(place("Ủy ban nhân dân đặc khu Phú Quý"), "dac khu|phu quy");
  EXPECT_EQ(place("Bộ Nội vụ"), "|");
  EXPECT_EQ(PlaceOf({}).level, "");
}

}  // namespace
}  // namespace planrec::extract
