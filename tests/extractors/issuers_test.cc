// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/issuers.h"

#include <gtest/gtest.h>

#include "extractors/vocabulary/body_names.h"

namespace planrec::extract {
namespace {

std::string Show(const Issuer& issuer) {
  return issuer.name + " | " + issuer.level + " | " + issuer.locality.value_or("-");
}

TEST(Issuers, NamesLevelsAndLocalities) {
  struct Case {
    const char* printed;
    const char* parent;
    const char* expected;
  };
  const Case cases[] = {
      {"ỦY BAN NHÂN DÂN HUYỆN AN PHÚ", "", "Ủy ban nhân dân huyện An Phú | district | An Phú"},
      {"UBND TP. BẮC SƠN", "", "Ủy ban nhân dân thành phố Bắc Sơn | district | Bắc Sơn"},
      {"UBND TX.BẮC SƠN", "", "Ủy ban nhân dân thị xã Bắc Sơn | district | Bắc Sơn"},
      {"ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "",
       "Ủy ban nhân dân thành phố Hà Nội | province | Hà Nội"},
      {"ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "",
       "Ủy ban nhân dân Thành phố Hồ Chí Minh | province | Hồ Chí Minh"},
      {"ỦY BAN NHÂN DÂN PHƯỜNG 5", "", "Ủy ban nhân dân phường 5 | commune | 5"},
      {"UBND ĐẶC KHU CÔN ĐẢO", "", "Ủy ban nhân dân đặc khu Côn Đảo | commune | Côn Đảo"},
      {"HỘI ĐỒNG NHÂN DÂN TỈNH AN GIANG", "",
       "Hội đồng nhân dân tỉnh An Giang | province | An Giang"},
      {"CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN GIANG", "",
       "Chủ tịch Ủy ban nhân dân tỉnh An Giang | province | An Giang"},
      {"SỞ GIÁO DỤC VÀ ĐÀO TẠO", "UBND TỈNH AN GIANG",
       "Sở Giáo dục và Đào tạo | province | An Giang"},
      {"BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ PHƯỜNG AN PHÚ", "",
       "Ban Chỉ đạo Chuyển đổi số phường An Phú | commune | An Phú"},
      {"TRƯỜNG THPT CHUYÊN AN GIANG", "", "Trường Trung học phổ thông chuyên An Giang | other | -"},
      {"BỆNH VIỆN QUÂN Y 110", "", "Bệnh viện Quân y 110 | other | -"},
      {"CHI NHÁNH TỈNH AN GIANG", "NGÂN HÀNG CHÍNH SÁCH XÃ HỘI",
       "Chi nhánh tỉnh An Giang | province | An Giang"},
      {"CHI BỘ TRƯỜNG THCS AN PHÚ", "", "Chi bộ Trường Trung học cơ sở An Phú | party | -"},
      {"SỞ CÔNG THƯƠNG", "UBND TỈNH AN GIANG", "Sở Công Thương | province | An Giang"},
      {"SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "",
       "Sở Lao động - Thương binh và Xã hội | province | -"},
      {"PHÒNG VĂN HÓA VÀ THÔNG TIN", "UBND HUYỆN AN PHÚ",
       "Phòng Văn hóa và Thông tin | district | An Phú"},
      {"VĂN PHÒNG HĐND VÀ UBND HUYỆN AN PHÚ", "",
       "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện An Phú | district | An Phú"},
      {"BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "", "Bộ Nông nghiệp và Môi trường | central | -"},
      {"TRƯỜNG TRUNG HỌC CƠ SỞ LÊ LỢI", "UBND XÃ AN PHÚ",
       "Trường Trung học cơ sở Lê Lợi | other | An Phú"},
      {"BCH ĐOÀN XÃ AN PHÚ", "", "Ban Chấp hành Đoàn xã An Phú | other | An Phú"},
      {"BAN CHẤP HÀNH ĐOÀN TỈNH AN GIANG", "",
       "Ban Chấp hành Đoàn tỉnh An Giang | other | An Giang"},
      {"BCH QUÂN SỰ XÃ AN PHÚ", "", "Ban Chỉ huy quân sự xã An Phú | commune | An Phú"},
      {"HUYỆN ỦY AN PHÚ", "", "Huyện ủy An Phú | party | An Phú"},
      {"TRƯỜNG ĐẠI HỌC SƯ PHẠM BẮC SƠN", "", "Trường Đại học Sư phạm Bắc Sơn | other | -"},
      {"Ủy ban nhân dân xã An Phú", "", "Ủy ban nhân dân xã An Phú | commune | An Phú"},
  };
  for (const Case& c : cases) EXPECT_EQ(Show(MakeIssuer(c.printed, c.parent)), c.expected);
}

TEST(Issuers, LinesAreGroupedIntoBodies) {
  struct Case {
    std::vector<std::string> lines;
    std::vector<bool> bold;
    std::vector<size_t> starts;
  };
  const Case cases[] = {
      {{"ỦY BAN NHÂN DÂN", "XÃ AN PHÚ"}, {}, {0}},
      {{"ỦY BAN NHÂN DÂN", "XÃ AN PHÚ"}, {false, true}, {0}},
      {{"UBND TỈNH AN GIANG", "SỞ Y TẾ"}, {}, {0, 1}},
      {{"ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH", "SỞ Y TẾ"}, {}, {0, 2}},
      {{"BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC", "BẮC SƠN"}, {}, {0, 1}},
      {{"BAN CHỈ ĐẠO", "PHÒNG, CHỐNG THIÊN TAI"}, {}, {0}},
      {{"UBND HUYỆN AN PHÚ", "TỔ CÔNG TÁC", "ĐỀ ÁN 06"}, {false, true, true}, {0, 1}},
      {{"PHÒNG GIÁO DỤC VÀ", "ĐÀO TẠO"}, {}, {0}},
  };
  for (const Case& c : cases) EXPECT_EQ(GroupBodies(c.lines, c.bold), c.starts) << c.lines[0];
}

TEST(Issuers, LocalitiesInText) {
  const std::string text =
      "UBND xã An Phú phối hợp phường Bắc Sơn, thành phố Tam Hà và xã hội; UBND tỉnh, TP. Tam Hà; "
      "tỉnh Bà Rịa - Vũng Tàu; thị xã lân cận";
  std::string shown;
  for (const Locality& found : FindLocalities(text)) shown += found.unit + "/" + found.name + "; ";
  EXPECT_EQ(shown,
            "xã/An Phú; phường/Bắc Sơn; thành phố/Tam Hà; thành phố/Tam Hà; "
            "tỉnh/Bà Rịa - Vũng Tàu; ");
  EXPECT_EQ(ParsePlace("TP. Tam Hà").unit, "thành phố");
  EXPECT_EQ(ParsePlace("TP. Tam Hà").name, "Tam Hà");
  EXPECT_EQ(ParsePlace("Tam Hà").unit, "");
}

TEST(Issuers, InferredFromSignaturePlaceTitleAndText) {
  IssuerHints hints;
  hints.notation = "KH-UBND";
  hints.authority = "TM. ỦY BAN NHÂN DÂN";
  hints.place = "An Phú";
  hints.title = "Vệ sinh môi trường xã An Phú năm 2025";
  EXPECT_EQ(Show(*InferIssuer(hints)), "Ủy ban nhân dân xã An Phú | commune | An Phú");
  EXPECT_LT(InferIssuer(hints)->confidence, 0.95);

  // The place names the unit; the province in the text does not win.
  hints.authority.clear();
  hints.place = "TP. Tam Hà";
  hints.title = "Vệ sinh môi trường thành phố Tam Hà năm 2025";
  hints.body = {"UBND tỉnh Tam Hà giao", "tỉnh Tam Hà", "tỉnh Tam Hà"};
  EXPECT_EQ(Show(*InferIssuer(hints)), "Ủy ban nhân dân thành phố Tam Hà | district | Tam Hà");

  // Party committees, and a deputy's line behind the collective's.
  hints = {};
  hints.notation = "ĐU";
  hints.place = "An Phú";
  hints.body = {"Ban Chấp hành Đảng bộ xã An Phú xây dựng Kế hoạch"};
  EXPECT_EQ(Show(*InferIssuer(hints)), "Đảng ủy xã An Phú | party | An Phú");
  hints.notation = "HU";
  EXPECT_EQ(Show(*InferIssuer(hints)), "Huyện ủy An Phú | party | An Phú");
  hints.notation = "KH-UBND";
  hints.authority = "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH";
  EXPECT_EQ(Show(*InferIssuer(hints)), "Ủy ban nhân dân xã An Phú | commune | An Phú");

  hints = {};
  hints.notation = "KH-SNV";
  EXPECT_EQ(InferIssuer(hints)->name, "Sở Nội vụ");
  hints.notation = "KH-XYZ";
  EXPECT_FALSE(InferIssuer(hints).has_value());
  hints.notation = "KH-UBND";
  EXPECT_FALSE(InferIssuer(hints).has_value()) << "no unit is named anywhere";
}

TEST(BodyNames, Case) {
  EXPECT_EQ(TitleCase("NGUYỄN THỊ ÁNH"), "Nguyễn Thị Ánh");
  EXPECT_NEAR(CapitalShare("Ab 12 CD"), 0.75, 1e-9);
  EXPECT_EQ(ExpandBodyAbbreviations("UBND các xã"), "Ủy ban nhân dân các xã");
  EXPECT_EQ(FullBodyName("UBND XÃ AN PHÚ *"), "Ủy ban nhân dân xã An Phú");
}

}  // namespace
}  // namespace planrec::extract
