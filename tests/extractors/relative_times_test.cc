// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/relative_times.h"

#include <gtest/gtest.h>

#include "extractors/spans/deadlines.h"

namespace planrec::extract {
namespace {

const TimeContext kContext{2024, "2024-01-29"};  // a Monday

std::string Dump(const DeadlineValue& value) {
  std::string out(NameOf(value.kind));
  if (value.from || value.to) out += " " + value.from.value_or("") + ".." + value.to.value_or("");
  if (value.recurrence) out += " " + *value.recurrence;
  return out;
}

TEST(RelativeTimes, InText) {
  const struct {
    const char* text;
    const char* due;
  } cases[] = {
      {"Các đơn vị xây dựng kế hoạch trong thời hạn 15 ngày kể từ ngày ký Kế hoạch này.",
       "trong thời hạn 15 ngày kể từ ngày ký Kế hoạch này = date ..2024-02-13"},
      {"Báo cáo kết quả trong vòng 10 ngày làm việc kể từ ngày ban hành.",
       "trong vòng 10 ngày làm việc kể từ ngày ban hành = date ..2024-02-12"},
      {"Hoàn thành việc rà soát sau 15 ngày kể từ ngày ký.",
       "sau 15 ngày kể từ ngày ký = date ..2024-02-13"},
      {"Gửi tài liệu chậm nhất 05 ngày trước ngày 15/3/2024.",
       "chậm nhất 05 ngày trước ngày 15/3/2024 = date ..2024-03-10"},
      {"Gửi hồ sơ chậm nhất sau 07 ngày kể từ ngày 01/02/2024.",
       "chậm nhất sau 07 ngày kể từ ngày 01/02/2024 = date ..2024-02-08"},
      {"Gửi tài liệu chậm nhất 05 ngày trước khi tổ chức hội nghị.",
       "chậm nhất 05 ngày trước khi tổ chức hội nghị = conditional"},
      {"Ban hành kế hoạch trong 01 tháng kể từ ngày ký.",
       "trong 01 tháng kể từ ngày ký = date ..2024-02-29"},
      {"Ban hành kế hoạch trong vòng 30 ngày, kể từ ngày Kế hoạch này được ban hành.",
       "trong vòng 30 ngày, kể từ ngày Kế hoạch này được ban hành = date ..2024-02-28"},
      {"Gửi báo cáo sau 02 tuần kể từ ngày ban hành Kế hoạch.",
       "sau 02 tuần kể từ ngày ban hành Kế hoạch = date ..2024-02-12"},
      {"Kế hoạch này có hiệu lực kể từ ngày ký.", ""},
      {"Thực hiện kể từ ngày ký đến hết ngày 31/12/2024.",
       "đến hết ngày 31/12/2024 = date ..2024-12-31"},
      {"Gửi báo cáo về Phòng Nội vụ trước ngày 15 của tháng cuối quý.",
       "trước ngày 15 của tháng cuối quý = recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"},
      {"Gửi báo cáo trước ngày 20 hằng tháng.",
       "trước ngày 20 hằng tháng = recurring FREQ=MONTHLY;BYMONTHDAY=20"},
      {"Báo cáo 6 tháng gửi trước ngày 10/6, báo cáo năm gửi trước ngày 30/11.",
       "trước ngày 10/6 = date ..2024-06-10; trước ngày 30/11 = date ..2024-11-30"},
      {"Báo cáo định kỳ trước ngày 10 tháng 6 và ngày 10 tháng 12 hằng năm.",
       "trước ngày 10 tháng 6 = recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10; ngày 10 tháng 12 "
       "hằng năm = recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"},
      {"Báo cáo quý trước ngày 05 của tháng đầu quý sau.",
       "trước ngày 05 của tháng đầu quý sau = recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"},
      {"Báo cáo tháng gửi trước ngày 25 hàng tháng; báo cáo quý gửi trước ngày 25 của tháng cuối "
       "quý; báo cáo năm gửi trước ngày 15/12.",
       "trước ngày 25 hàng tháng = recurring FREQ=MONTHLY;BYMONTHDAY=25; trước ngày 25 của tháng "
       "cuối quý = recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25; trước ngày 15/12 = date "
       "..2024-12-15"},
      {"Chậm nhất 03 ngày làm việc sau khi nhận được hồ sơ phải trả lời.",
       "Chậm nhất 03 ngày làm việc sau khi nhận được hồ sơ phải trả lời = conditional"},
      {"Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ, Phòng Nội vụ thẩm định.",
       "Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ = conditional"},
      {"Công khai trên cổng thông tin điện tử trong 24 giờ kể từ khi ban hành.",
       "trong 24 giờ kể từ khi ban hành = conditional"},
      {"Chậm nhất là 10 ngày trước ngày khai mạc (20/8/2024).",
       "Chậm nhất là 10 ngày trước ngày khai mạc = conditional"},
      {"Xây dựng xong trước ngày 15/02/2024, chậm nhất 15 ngày sau khi Kế hoạch được ban hành.",
       "xong trước ngày 15/02/2024 = date ..2024-02-15; chậm nhất 15 ngày sau khi Kế hoạch được "
       "ban hành = date ..2024-02-13"},
  };
  for (const auto& c : cases) {
    std::string out;
    for (const DueTime& due : FindDueTimes(c.text, kContext)) {
      if (!out.empty()) out += "; ";
      out += std::string(c.text).substr(due.span.begin, due.span.size()) + " = " + Dump(due.value);
    }
    EXPECT_EQ(out, c.due) << c.text;
  }
}

TEST(RelativeTimes, InCells) {
  const struct {
    const char* cell;
    const char* due;
  } cases[] = {
      {"Sau 15 ngày kể từ ngày ký", "date ..2024-02-13"},
      {"Trong vòng 10 ngày làm việc kể từ ngày ban hành Kế hoạch", "date ..2024-02-12"},
      {"Chậm nhất 05 ngày trước ngày 20/11/2024", "date ..2024-11-15"},
      {"15 ngày sau khi ban hành Kế hoạch", "date ..2024-02-13"},
      {"Ngay sau khi ký ban hành", "conditional"},
      {"30 ngày kể từ ngày ký", "date ..2024-02-28"},
      {"Trước ngày 15 tháng cuối quý", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"},
      {"Trước ngày 20 hằng tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=20"},
      {"Ngày 25 hàng tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=25"},
      {"Tháng 6 và tháng 12 hằng năm", "recurring FREQ=YEARLY;BYMONTH=6,12"},
      {"Tháng 12 hằng năm", "recurring FREQ=YEARLY;BYMONTH=12"},
      {"Quý IV hằng năm", "recurring FREQ=YEARLY;BYMONTH=10,11,12"},
  };
  for (const auto& c : cases) EXPECT_EQ(Dump(ReadDeadlineCell(c.cell, kContext)), c.due) << c.cell;
}

TEST(RelativeTimes, WithoutTheDateOfIssue) {
  EXPECT_EQ(Dump(ReadDeadlineCell("Sau 15 ngày kể từ ngày ký", {2024, std::nullopt})),
            "conditional");
  EXPECT_EQ(Dump(ReadDeadlineCell("Sau 15 ngày kể từ ngày 01/3/2024", {2024, std::nullopt})),
            "date ..2024-03-16");
}

TEST(RelativeTimes, Calendar) {
  EXPECT_EQ(AddMonths("2024-01-31", 1), "2024-02-29");
  EXPECT_EQ(AddMonths("2024-11-30", 3), "2025-02-28");
  EXPECT_EQ(AddMonths("2024-03-15", -3), "2023-12-15");
  EXPECT_EQ(AddWorkingDays("2024-02-02", 1), "2024-02-05");  // Friday to Monday
  EXPECT_EQ(AddWorkingDays("2024-02-05", -1), "2024-02-02");
  EXPECT_EQ(AddDays("2024-03-01", -1), "2024-02-29");
  EXPECT_EQ(AddDays("2024-01-01", -1), "2023-12-31");
  EXPECT_EQ(AddMonths("2024-01", 1), std::nullopt);
  EXPECT_EQ(AddWorkingDays("2024", 1), std::nullopt);
}

}  // namespace
}  // namespace planrec::extract
