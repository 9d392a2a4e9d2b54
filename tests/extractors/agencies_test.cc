// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/agencies.h"

#include <gtest/gtest.h>

#include "extractors/tables/tables_given.h"

namespace planrec::extract {
namespace {

std::string Joined(std::string_view text) {
  std::string out;
  for (const PlacedText& agency : SplitAgencies(PlacedText::Plain(std::string(text)))) {
    if (!out.empty()) out += " | ";
    out += agency.text;
  }
  return out;
}

/// The same for a cell of several lines ('\n').
std::string OfCell(std::string_view text) {
  GivenTable table;
  table.rows.push_back({{std::string(text)}});
  std::string out;
  for (const PlacedText& agency : SplitAgencies(TableFromGiven(table, 1).rows[0].cells[0].text))
    out += (out.empty() ? "" : " | ") + agency.text;
  return out;
}

TEST(Agencies, LinesOfACell) {
  const struct {
    const char *cell, *parts;
  } cases[] = {
      {"Kha Văn Lả\nHứa Thị Én\nMạc Đình Tú", "Kha Văn Lả | Hứa Thị Én | Mạc Đình Tú"},
      {"Phòng Tài chính\nTrạm Khuyến nông", "Phòng Tài chính | Trạm Khuyến nông"},
      {"Phòng Kinh tế;\nCông an xã", "Phòng Kinh tế | Công an xã"},
      {"Chủ tịch UBND xã\nTrưởng Công an xã", "Chủ tịch UBND xã | Trưởng Công an xã"},
      {"Các phòng, ban\nUBND các xã", "Các phòng, ban | UBND các xã"},
      // One name that wraps.
      {"Ban Quản lý\nrừng phòng hộ", "Ban Quản lý rừng phòng hộ"},
      {"Ban Chỉ huy\nQuân sự xã", "Ban Chỉ huy Quân sự xã"},
      {"Chủ tịch\nUBND xã", "Chủ tịch UBND xã"},
      {"Phòng Nội vụ; UBND\ncác xã", "Phòng Nội vụ | UBND các xã"},
      {"Văn phòng HĐND và\nUBND xã", "Văn phòng HĐND và UBND xã"},
      {"Phòng Văn hóa\nXã hội", "Phòng Văn hóa Xã hội"},
  };
  for (const auto& c : cases) EXPECT_EQ(OfCell(c.cell), c.parts) << c.cell;
}

TEST(Agencies, ListsAreSplitBeforeANewHeadOnly) {
  const struct {
    const char* list;
    const char* parts;
  } cases[] = {
      {"Phòng Tài chính - Kế hoạch", "Phòng Tài chính - Kế hoạch"},
      {"Công chức Tài chính - Kế toán", "Công chức Tài chính - Kế toán"},
      {"- Phòng Tư pháp - Phòng Nội vụ", "Phòng Tư pháp | Phòng Nội vụ"},
      {"Văn phòng HĐND và UBND thành phố", "Văn phòng HĐND và UBND thành phố"},
      {"Văn phòng HDDND và UBND huyện", "Văn phòng HDDND và UBND huyện"},
      {"Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"},
      {"Chánh Văn phòng HĐND và UBND huyện", "Chánh Văn phòng HĐND và UBND huyện"},
      {"HĐND, UBND thành phố", "HĐND | UBND thành phố"},
      {"UBND các phường, xã", "UBND các phường, xã"},
      {"Ủy ban nhân dân các xã, thị trấn", "Ủy ban nhân dân các xã, thị trấn"},
      {"Các cơ quan, đơn vị liên quan; UBND các phường, xã",
       "Các cơ quan, đơn vị liên quan | UBND các phường, xã"},
      {"Các phòng chuyên môn, UBND các phường, xã", "Các phòng chuyên môn | UBND các phường, xã"},
      {"Các phòng, ban, ngành huyện; UBND các xã, thị trấn",
       "Các phòng, ban, ngành huyện | UBND các xã, thị trấn"},
      {"Các phòng, ban, UBND các xã", "Các phòng, ban | UBND các xã"},
      {"các sở, Ban, ngành tỉnh", "các sở, Ban, ngành tỉnh"},
      {"Phòng Văn hóa và Thông tin", "Phòng Văn hóa và Thông tin"},
      {"Phòng Văn hóa và Thông tin và Phòng Nội vụ", "Phòng Văn hóa và Thông tin | Phòng Nội vụ"},
      {"Sở Văn hóa, Thể thao và Du lịch, Sở Tài chính",
       "Sở Văn hóa, Thể thao và Du lịch | Sở Tài chính"},
      {"Bộ Lao động - Thương binh và Xã hội", "Bộ Lao động - Thương binh và Xã hội"},
      {"Sở Nội vụ, Sở Tài chính và các cơ quan, đơn vị có liên quan",
       "Sở Nội vụ | Sở Tài chính | các cơ quan, đơn vị có liên quan"},
      {"Phòng Nội vụ và các phòng, ban chuyên môn liên quan",
       "Phòng Nội vụ | các phòng, ban chuyên môn liên quan"},
      {"Trung tâm Văn hóa và Truyền thanh huyện", "Trung tâm Văn hóa và Truyền thanh huyện"},
      {"Trung tâm Văn hóa, Thể thao và Truyền thanh; Công an huyện.",
       "Trung tâm Văn hóa, Thể thao và Truyền thanh | Công an huyện"},
      {"Văn hóa - xã hội, Đài truyền thanh xã", "Văn hóa - xã hội | Đài truyền thanh xã"},
      {"Tài chính - kế toán, Địa chính - xây dựng", "Tài chính - kế toán | Địa chính - xây dựng"},
      {"Các cơ quan chuyên môn, đơn vị sự nghiệp công lập thuộc huyện; UBND các xã",
       "Các cơ quan chuyên môn | đơn vị sự nghiệp công lập thuộc huyện | UBND các xã"},
      {"các ban, ngành đoàn thể, các bộ phận chuyên môn, cán bộ, công chức",
       "các ban, ngành đoàn thể | các bộ phận chuyên môn | cán bộ, công chức"},
      {"Thủ trưởng các cơ quan chuyên môn và Chủ tịch UBND xã, thị trấn",
       "Thủ trưởng các cơ quan chuyên môn | Chủ tịch UBND xã, thị trấn"},
      {"Các cơ quan, tổ chức, cá nhân có liên quan", "Các cơ quan, tổ chức, cá nhân có liên quan"},
      {"Cá nhân, tổ chức có liên quan", "Cá nhân, tổ chức có liên quan"},
      {"Ban công tác Mặt trận các thôn, các ngành đoàn thể",
       "Ban công tác Mặt trận các thôn | các ngành đoàn thể"},
      {"Ủy ban MTTQ Việt Nam xã, Hội Nông dân, Hội Phụ nữ",
       "Ủy ban MTTQ Việt Nam xã | Hội Nông dân | Hội Phụ nữ"},
      {"Phòng Nội vụ (thường trực; đầu mối), Thanh tra huyện",
       "Phòng Nội vụ (thường trực; đầu mối) | Thanh tra huyện"},
      {"- Phòng Tư pháp - Phòng Nội vụ", "Phòng Tư pháp | Phòng Nội vụ"},
      {"Giám đốc các Sở, Thủ trưởng các ban, ngành tỉnh",
       "Giám đốc các Sở | Thủ trưởng các ban, ngành tỉnh"},
      {"Công an, Quân sự xã", "Công an | Quân sự xã"},
      {"Đảng ủy, HĐND, UBND xã", "Đảng ủy | HĐND | UBND xã"},
      {"", ""},
  };
  for (const auto& [list, parts] : cases) EXPECT_EQ(Joined(list), parts) << list;
}

TEST(Agencies, EachHeadBeginsItsExample) {
  for (const AgencyHead& head : AgencyHeads()) {
    const AgencyHead* found = AgencyHeadAt(head.example, 0);
    ASSERT_NE(found, nullptr) << head.example;
    EXPECT_EQ(found->word, head.word) << head.example;
    // In lower case the same word is a common noun, unless the head is a class.
    const std::string lower = Lower(head.example);
    if (head.capital) {
      EXPECT_EQ(AgencyHeadAt(lower, 0), nullptr) << lower;
    }
  }
}

TEST(Agencies, AListEndsBeforeTheDuty) {
  const struct {
    const char* text;
    const char* list;
  } cases[] = {
      {"Phòng Nội vụ chủ trì, phối hợp", "Phòng Nội vụ"},
      {"các cơ quan có liên quan tham mưu UBND huyện", "các cơ quan có liên quan"},
      {"các cơ quan, tổ chức có liên quan tổ chức tập huấn", "các cơ quan, tổ chức có liên quan"},
      {"Sở Xây dựng xây dựng kế hoạch", "Sở Xây dựng"},
      {"Trung tâm Văn hóa và Truyền thanh thành phố xây dựng và tổ chức thực hiện Kế hoạch",
       "Trung tâm Văn hóa và Truyền thanh thành phố"},
      {"UBND các xã, thị trấn để kịp thời cập nhật", "UBND các xã, thị trấn"},
      {"các cơ quan, đơn vị triển khai thực hiện", "các cơ quan, đơn vị"},
      {"Văn phòng HĐND-UBND và Phòng Nội vụ triển khai thực hiện",
       "Văn phòng HĐND-UBND và Phòng Nội vụ"},
      {"Phòng Kinh tế: theo dõi", "Phòng Kinh tế"},
      {"UBND xã chủ động, tăng cường", "UBND xã"},
      {"Ban Quản lý dự án đầu tư xây dựng huyện thực hiện",
       "Ban Quản lý dự án đầu tư xây dựng huyện"},
      {"Chủ đầu tư các dự án bảo đảm tiến độ", "Chủ đầu tư các dự án"},
      {"Công ty Cổ phần đầu tư và xây dựng đô thị phối hợp",
       "Công ty Cổ phần đầu tư và xây dựng đô thị"},
      {"các cơ quan có liên quan tiến hành lập kế hoạch", "các cơ quan có liên quan"},
      {"thực hiện tốt công tác", ""},
  };
  for (const auto& [text, list] : cases) {
    EXPECT_EQ(std::string(text).substr(0, AgencyPhraseEnd(text, 0)), list) << text;
  }
}

TEST(Agencies, HeadingsThatNameAgenciesAndNothingElse) {
  for (const char* yes : {"Phòng Tài chính - Kế hoạch thành phố", "Văn phòng Thống kê.",
                          "Các cơ quan chuyên môn; UBND các phường, xã", "PHÒNG NỘI VỤ HUYỆN",
                          "Chủ tịch UBND các xã, thị trấn"}) {
    EXPECT_TRUE(IsAgencyList(yes)) << yes;
  }
  for (const char* no :
       {"Cải cách thể chế", "Phòng Nội vụ chủ trì tham mưu", "Kinh phí thực hiện",
        "Phòng, chống tham nhũng", "Ban hành kế hoạch", "Hội nghị tổng kết", "Báo cáo kết quả"}) {
    EXPECT_FALSE(IsAgencyList(no)) << no;
  }
}

TEST(Agencies, ClassesAreNoBodies) {
  EXPECT_TRUE(IsClassOfAgencies("các cơ quan có liên quan"));
  EXPECT_TRUE(IsClassOfAgencies("Các đơn vị"));
  EXPECT_FALSE(IsClassOfAgencies("Phòng Nội vụ"));
  EXPECT_FALSE(IsClassOfAgencies("UBND các xã"));
}

}  // namespace
}  // namespace planrec::extract
