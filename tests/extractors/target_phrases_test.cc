// SPDX-License-Identifier: GPL-3.0-or-later
//
// The phrase book of targets and citations: for each form several wordings and its near misses.
#include <gtest/gtest.h>

#include <sstream>

#include "extractors/spans/mentions.h"
#include "extractors/spans/target_clauses.h"

namespace planrec::extract {
namespace {

TargetContext Under(bool objectives, bool review = false) {
  TargetContext context;
  context.year = 2025;
  context.objectives = objectives;
  context.review = review;
  return context;
}

/// "comparator value[..max] unit" of each target, joined with "; ".
std::string Read(const std::string& text, const TargetContext& context) {
  std::ostringstream out;
  for (const FoundTarget& found : FindTargets(text, context)) {
    const Quantity& q = found.quantity;
    if (out.tellp() > 0) out << "; ";
    out << q.comparator << ' ' << q.value.value_or(0);
    if (q.value_max) out << ".." << *q.value_max;
    out << ' ' << q.unit;
  }
  return out.str();
}

struct Phrase {
  const char* text;
  const char* read;
};

template <size_t N>
void Expect(const Phrase (&phrases)[N], const TargetContext& context) {
  for (const Phrase& phrase : phrases) {
    EXPECT_EQ(Read(phrase.text, context), phrase.read) << phrase.text;
  }
}

TEST(TargetPhrases, CutsByARange) {
  const Phrase phrases[] = {
      {"Giảm tỷ lệ hộ nghèo bình quân 1 - 1,5%/năm.", "decrease_by 1..1.5 %/năm"},
      {"Hằng năm giảm số vụ cháy từ 3% đến 5%.", "decrease_by 3..5 %"},
      {"Giảm lượng nước thất thoát 0,5-0,7%.", "decrease_by 0.5..0.7 %"},
      {"Tỷ lệ thất thoát nước giảm còn 14 - 15%.", "between 14..15 %"},
      {"Tăng năng suất lao động bình quân 6,5-7,0%/năm.", "increase_by 6.5..7 %/năm"},
      {"Tăng tỷ lệ che phủ rừng lên 50 - 51%.", "between 50..51 %"},
      {"Tốc độ tăng trưởng đạt 7 - 8%.", "between 7..8 %"},
      {"Tăng trưởng kinh tế 8 - 9%.", "between 8..9 %"},
  };
  Expect(phrases, Under(true));
}

TEST(TargetPhrases, UnitsTotalsAndNewOnes) {
  const Phrase phrases[] = {
      {"Bổ sung khoảng 1.250,5 MW điện gió.", "eq 1250.5 MW"},
      {"Nâng sản lượng hàng qua cảng lên 2,4 triệu TEU.", "eq 2.4 triệu TEU"},
      {"Thành lập mới 02 Cụm công nghiệp, nâng tổng số lên 9 CCN.",
       "eq 2 Cụm công nghiệp; eq 9 CCN"},
      {"Công nhận 05 sản phẩm OCOP, đưa tổng số lên 33 sản phẩm.", "eq 5 sản phẩm; eq 33 sản phẩm"},
      {"Mở thêm 03 Trung tâm học tập cộng đồng, đưa tổng số lên 18 Trung tâm.",
       "eq 3 Trung tâm; eq 18 Trung tâm"},
      {"Ra mắt 08 ngõ tự quản.", "eq 8 ngõ"},
      {"Nhân rộng 11 cánh đồng mẫu.", "eq 11 cánh"},
      {"Nâng quy mô lên 850 giường bệnh.", "eq 850 giường bệnh"},
      {"Mở rộng diện tích vùng rau lên khoảng 120 ha.", "eq 120 ha"},
      {"Đưa vào vận hành 03 bến nổi.", "eq 3 bến"},
      {"Trao 120 phần quà.", "eq 120 phần"},
      {"Giai đoạn 2026 - 2030, mỗi năm có thêm 10 doanh nghiệp.", "eq 10 doanh nghiệp"},
      {"Kế hoạch gồm 03 phần và 04 phụ lục.", ""},
      {"Áp dụng với cơ sở có từ 50 lao động trở lên.", ""},
  };
  Expect(phrases, Under(true));
}

TEST(TargetPhrases, CountsAndPartsOfAll) {
  const Phrase phrases[] = {
      {"Có 12/15 xã đạt chuẩn nông thôn mới.", "eq 12 xã"},
      {"Ít nhất 3/5 thôn đạt chuẩn văn hóa.", "ge 3 thôn"},
      {"Năng suất lúa bình quân 62 tạ/ha.", "eq 62 tạ/ha"},
      {"Cấp 15.000 tài khoản định danh điện tử.", "eq 15000 tài khoản"},
      {"Đào tạo 30 tiến sĩ, 120 thạc sĩ.", "eq 30 tiến sĩ; eq 120 thạc sĩ"},
      {"Gọi 25 công dân nhập ngũ.", "eq 25 công dân"},
      {"Huyện có 3 trường cấp 3 đạt chuẩn.", "eq 3 trường"},
      {"Báo cáo trước ngày 5/12 đơn vị tổng hợp.", ""},
      {"Áp dụng cho hộ có từ 3 lao động trở lên.", ""},
  };
  Expect(phrases, Under(true));
}

TEST(TargetPhrases, ResultsAreNoTargets) {
  const Phrase phrases[] = {
      {"Số vụ cháy giảm 9% so với năm 2024.", ""},
      {"Toàn xã có 81% hộ dùng nước sạch.", ""},
      {"Phấn đấu đạt 95% hộ dùng nước sạch.", "eq 95 %"},
  };
  Expect(phrases, Under(false, true));
  const Phrase beside[] = {
      {"Phấn đấu tỷ lệ hồ sơ trực tuyến đạt 88% (năm 2024 đã đạt 79,5%).", "eq 88 %"},
  };
  Expect(beside, Under(true));
}

TEST(TargetPhrases, RatesOfAYearPlacesAndParts) {
  const Phrase phrases[] = {
      {"Chỉ số sản xuất công nghiệp tăng bình quân 12%/năm.", "increase_by 12 %/năm"},
      {"Giảm lượng thuốc sử dụng 2 - 3%/vụ.", "decrease_by 2..3 %/vụ"},
      {"Tỷ lệ hộ khá đạt 40%.", "eq 40 %"},
      {"Phấn đấu là một trong ba địa phương phát triển nhất khu vực.", "top 3 địa phương"},
      {"Phấn đấu là một trong 5 huyện dẫn đầu tỉnh.", "top 5 huyện"},
      {"Là một trong các địa phương có nhiều di tích.", ""},
      {"Nâng tổng công suất lên 47,5 MW (gồm 16 dự án thủy điện; 02 dự án điện gió).",
       "eq 47.5 MW"},
      {"Xóa trắng nhóm từ 30 hộ trở lên chưa có điện.", ""},
      {"50% khu công nghiệp; doanh nghiệp có từ 500 lao động trở lên phải có nhà trẻ.", "eq 50 %"},
  };
  Expect(phrases, Under(true));
  const Phrase shared[] = {{"Kinh phí theo phương thức mỗi bên chi 50%.", ""},
                           {"Mỗi bên đóng góp 50%.", ""}};
  Expect(shared, Under(false));
}

TEST(TargetPhrases, SharesOfMoneyAreNone) {
  const Phrase phrases[] = {
      {"Bộ phận thu phí nộp 100% số phí thu được vào ngân sách nhà nước.", ""},
      {"Đơn vị được giữ lại 20% tổng số tiền phí.", ""},
      {"Nộp 5% doanh thu của cơ sở.", ""},
      {"Hỗ trợ 70% chi phí mua giống.", ""},
      {"Cắt giảm 10% chi phí tuân thủ.", "decrease_by 10 %"},
      {"100% số phiếu được kiểm.", "eq 100 %"},
      {"Phấn đấu thu 95% tiền thuê đất.", "eq 95 %"},
  };
  Expect(phrases, Under(false));
}

TEST(TargetPhrases, TheNounBehindAYear) {
  const struct {
    const char* text;
    const char* indicator;
  } cases[] = {
      {"Đến năm 2028, phấn đấu đạt 95% hộ gia đình có hố xí hợp vệ sinh.",
       "hộ gia đình có hố xí hợp vệ sinh"},
      {"Đạt 12% tỷ trọng sản phẩm công nghệ cao.", "tỷ trọng sản phẩm công nghệ cao"},
      {"Tỷ lệ thôn văn hóa năm 2026 đạt 92%.", "Tỷ lệ thôn văn hóa năm 2026"},
      {"Số cơ sở giết mổ đạt chuẩn vệ sinh 75%.", "Số cơ sở giết mổ đạt chuẩn vệ sinh"},
  };
  for (const auto& [text, indicator] : cases) {
    const std::vector<FoundTarget> found = FindTargets(text, Under(true));
    ASSERT_EQ(found.size(), 1U) << text;
    ASSERT_TRUE(found[0].indicator) << text;
    EXPECT_EQ(std::string(text).substr(found[0].indicator->begin, found[0].indicator->size()),
              indicator);
  }
}

TEST(CitationPhrases, IssuersAndTitles) {
  const struct {
    const char* text;
    const char* issuer;
    const char* title;
  } cases[] = {
      {"Công văn số 21/SVHTTDL-NV ngày 06/02/2025 của Sở Văn hóa, Thể thao và Du lịch về lễ hội.",
       "Sở Văn hóa, Thể thao và Du lịch", "lễ hội"},
      {"Quyết định số 55/QĐ-UBND ngày 08/01/2025 của Ủy ban nhân dân huyện Phê duyệt danh mục.",
       "Ủy ban nhân dân huyện", "Phê duyệt danh mục"},
      {"Công văn số 9/VHTT-NV ngày 06/02/2025 của Ban Chỉ đạo Chuyển đổi số tỉnh về tập huấn.",
       "Ban Chỉ đạo Chuyển đổi số tỉnh", "tập huấn"},
      {"Công văn số 8/VHTT-NV ngày 06/02/2025 của Ban Chỉ đạo Xây dựng nông thôn mới tỉnh về thi "
       "đua.",
       "Ban Chỉ đạo Xây dựng nông thôn mới tỉnh", "thi đua"},
      {"Quyết định số 71/QĐ-UBND ngày 14/01/2025 của Ủy ban nhân dân huyện, Phòng Nội vụ hướng "
       "dẫn.",
       "Ủy ban nhân dân huyện", ""},
      {"Nghị quyết số 15/NQ-HĐND ngày 10/12/2024 của Hội đồng nhân dân huyện về giao thông nông "
       "thôn, trình Ủy ban nhân dân tỉnh trong quý III.",
       "Hội đồng nhân dân huyện", "giao thông nông thôn"},
      {"Quyết định số 12/QĐ-UBND ngày 10/01/2025 của Ủy ban nhân dân xã về quy trình, trình tự "
       "giải quyết hồ sơ.",
       "Ủy ban nhân dân xã", "quy trình, trình tự giải quyết hồ sơ"},
      {"Quyết định số 13/QĐ-UBND ngày 11/01/2025 của", "", ""},
  };
  for (const auto& [text, issuer, title] : cases) {
    const std::vector<Mention> found = FindMentions(text);
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_EQ(found[0].issuer.value_or(""), issuer) << text;
    const std::string got =
        found[0].title ? std::string(text).substr(found[0].title->begin, found[0].title->size())
                       : "";
    EXPECT_EQ(got, title) << text;
  }
}

}  // namespace
}  // namespace planrec::extract
