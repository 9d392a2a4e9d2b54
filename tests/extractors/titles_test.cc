// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/titles.h"

#include <gtest/gtest.h>

#include "extractors/structure/letterhead.h"
#include "flow_builder.h"

namespace planrec::extract {
namespace {

std::string TitleOf(std::vector<std::string> below_symbol, std::vector<std::string> further) {
  std::vector<std::string> lines = {"L UBND TỈNH BẮC HÀ", "L! SỞ NỘI VỤ", "L Số: 120/SNV-CCHC"};
  lines.insert(lines.end(), below_symbol.begin(), below_symbol.end());
  for (const char* line : {"R! CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                           "R! Độc lập - Tự do - Hạnh phúc", "R Bắc Hà, ngày 07 tháng 02 năm 2025"})
    lines.emplace_back(line);
  lines.insert(lines.end(), further.begin(), further.end());
  const Flow flow = PlacedFlow(lines);
  return ReadHead(flow.items, 0, flow.items.size()).fields.title.value_or("-");
}

TEST(Titles, SubjectsStandInTheLeftHalf) {
  const std::string body =
      "> Sở Nội vụ đề nghị các đơn vị báo cáo kết quả trồng cây cho kịp thời gian";
  // Its last line stands lower than the right column.
  EXPECT_EQ(TitleOf({"L V/v báo cáo kết quả", "L trồng cây đầu xuân trên"},
                    {", địa bàn tỉnh", "= Kính gửi: Chi cục Thủy lợi", body}),
            "báo cáo kết quả trồng cây đầu xuân trên địa bàn tỉnh");
  // All of it does.
  EXPECT_EQ(TitleOf({}, {", V/v báo cáo kết quả", ", ngành Nội vụ năm", ", 2025 (Lần 2)",
                         "= Kính gửi: Chi cục Thủy lợi", body}),
            "báo cáo kết quả ngành Nội vụ năm 2025 (Lần 2)");
  // What follows is the text, or begins anew.
  EXPECT_EQ(TitleOf({"L V/v báo cáo kết quả"}, {body}), "báo cáo kết quả");
  EXPECT_EQ(TitleOf({"L V/v báo cáo kết quả"}, {", Thưa các đơn vị", body}), "báo cáo kết quả");
  EXPECT_EQ(TitleOf({}, {", V/v báo cáo kết quả", ", Căn cứ Luật Thư viện", body}),
            "báo cáo kết quả");
}

TEST(Titles, WrappedLinesMayCiteAResolution) {
  const auto title = [](const char* wrapped) {
    const Flow flow =
        PlacedFlow({"L! SỞ Y TẾ", "L Số: 15/TM-SYT", "R! CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                    "R Bắc Hà, ngày 10 tháng 11 năm 2017", "=! THƯ MỜI",
                    "=! Hội nghị góp ý dự thảo Chương trình hành động", wrapped,
                    "> Sở Y tế kính mời các đơn vị dự hội nghị vào ngày 15 tháng 11 này"});
    return ReadHead(flow.items, 0, flow.items.size()).fields.title.value_or("-");
  };
  EXPECT_EQ(title("=! thực hiện Nghị quyết số 20-NQ/TW, ngày 25 tháng 10 năm 2017"),
            "Hội nghị góp ý dự thảo Chương trình hành động thực hiện Nghị quyết số 20-NQ/TW, ngày "
            "25 tháng 10 năm 2017");
  EXPECT_EQ(title("> Thực hiện Nghị quyết số 20-NQ/TW, ngày 25 tháng 10 năm 2017"),
            "Hội nghị góp ý dự thảo Chương trình hành động");
}

TEST(Titles, TheFirstWordIsAbout) {
  struct Case {
    const char* read;
    const char* title;
  };
  const Case cases[] = {
      {"Và lịch tổ chức nghiệm thu", "Về lịch tổ chức nghiệm thu"},
      {"và lịch học năm thứ II", "Về lịch học năm thứ II"},
      {"4 Ve việc dịch văn bản", "Về việc dịch văn bản"},
      {"Vê việc thành lập tổ công tác", "Về việc thành lập tổ công tác"},
      {"Về việc thành lập tổ công tác", "Về việc thành lập tổ công tác"},
      {"Vệ sinh môi trường nông thôn", "Vệ sinh môi trường nông thôn"},
      {"Vẽ tranh cổ động", "Vẽ tranh cổ động"},
      {"Vé xe cho công nhân", "Vé xe cho công nhân"},
      {"Vay vốn tạo việc làm", "Vay vốn tạo việc làm"},
      {"5 xã vùng cao", "5 xã vùng cao"},
  };
  for (const Case& c : cases) {
    const Flow flow = PlacedFlow({std::string("= ") + c.read}, 0.9);
    std::vector<Repair> repairs;
    EXPECT_EQ(WithTitleWord(flow.items[0].line.text, repairs), c.title);
    ASSERT_EQ(repairs.size(), c.read == std::string(c.title) ? 0 : 1) << c.read;
    if (repairs.empty()) continue;
    EXPECT_EQ(repairs[0].to, "Về");
    EXPECT_EQ(repairs[0].where.page, 1);
  }
  // Print that was not recognised stands as it is.
  std::vector<Repair> repairs;
  EXPECT_EQ(WithTitleWord(PlacedText::Plain("Và những điều khác"), repairs), "Và những điều khác");
  EXPECT_TRUE(repairs.empty());
}

}  // namespace
}  // namespace planrec::extract
