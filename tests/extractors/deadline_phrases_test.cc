// SPDX-License-Identifier: GPL-3.0-or-later
//
// The phrase book of deadlines: for each form several wordings and its near misses.
#include <gtest/gtest.h>

#include <sstream>

#include "extractors/spans/due_times.h"

namespace planrec::extract {
namespace {

const TimeContext kContext{2025, "2025-03-10"};

/// Every deadline of a text as "kind from..to rule", joined with "; ".
std::string Read(const std::string& text) {
  std::ostringstream out;
  for (const DueTime& due : FindDueTimes(text, kContext)) {
    if (out.tellp() > 0) out << "; ";
    out << due.value.kind;
    if (due.value.from || due.value.to)
      out << ' ' << due.value.from.value_or("") << ".." << due.value.to.value_or("");
    if (due.value.recurrence) out << ' ' << *due.value.recurrence;
  }
  return out.str();
}

struct Phrase {
  const char* text;
  const char* read;
};

template <size_t N>
void Expect(const Phrase (&phrases)[N]) {
  for (const Phrase& phrase : phrases) EXPECT_EQ(Read(phrase.text), phrase.read) << phrase.text;
}

TEST(DeadlinePhrases, MomentsAndPeriodsWithoutADay) {
  const Phrase phrases[] = {
      {"Chủ động tạo quỹ đất sạch trước khi kêu gọi đầu tư.", "conditional"},
      {"Lấy ý kiến các thôn trước khi trình Hội đồng nhân dân.", "conditional"},
      {"Sơ kết giữa nhiệm kỳ.", "conditional"},
      {"Tổng kết thực hiện Kế hoạch khi kết thúc nhiệm kỳ.", "conditional"},
      {"Thực hiện việc cấp phép theo lộ trình được giao.", "conditional"},
      {"Sửa chữa phòng học trước khi khai giảng.", "conditional"},
      {"Chi trả tiền thưởng trước Tết Nguyên đán.", "conditional"},
      {"Từ năm học 2025-2026, dùng sổ điểm điện tử.", "conditional"},
      {"Trình Hội đồng nhân dân tại kỳ họp thường lệ giữa năm.", "conditional"},
      {"Kiểm tra đột xuất khi có dấu hiệu vi phạm.", "conditional"},
      {"Kế hoạch năm học 2025-2026 của nhà trường.", ""},
      {"Mừng Tết Nguyên đán, đón xuân mới.", ""},
      {"Thông báo kết quả kỳ họp cuối năm.", ""},
      // Another's road map, the stretch of a rate, kinds of plans and gradings.
      {"Hoàn thành việc cấp phép theo đúng lộ trình quy định của Bộ Y tế.", ""},
      {"Đạt chỉ số sản xuất tăng bình quân 12%/năm trong giai đoạn 2026-2030.", ""},
      {"Bố trí kinh phí triển khai kế hoạch hoạt động hằng năm cho các sở.", ""},
      {"Đưa bảo vệ môi trường vào nội dung đánh giá, phân loại cán bộ hằng năm.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, HourBeforeTheDay) {
  const Phrase phrases[] = {
      {"Các trường gửi bài chậm nhất đến 15 giờ 30 ngày 12/5/2025.", "date ..2025-05-12"},
      {"Nộp hồ sơ trước 10h00 ngày 02/6/2025.", "date ..2025-06-02"},
      {"Đăng ký trước 16g30 ngày 07 tháng 6 năm 2025.", "date ..2025-06-07"},
      {"Các đoàn tập trung lúc 5 giờ 15 phút ngày 19/5/2025.", "date ..2025-05-19"},
      {"Khai hội lúc 20 giờ, ngày 21/6/2025.", "date ..2025-06-21"},
      {"Huấn luyện 1,5 ngày (bắt đầu từ 13h30 thứ Hai ngày 07/7/2025).", "range 2025-07-07.."},
      {"Khai mạc lớp học từ 8 giờ 00 thứ Ba, ngày 08/7/2025.", "range 2025-07-08.."},
      {"Tiếp dân từ 8 giờ đến 10 giờ 30 tại hội trường.", ""},
      {"Đóng cổng sau 22 giờ.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, EventBeforeAColon) {
  const Phrase phrases[] = {
      {"Bế giảng lớp học: Ngày 30/5/2025.", "date ..2025-05-30"},
      {"Tổng duyệt: chiều 29/8/2025", "date ..2025-08-29"},
      {"Thi vòng chung khảo: 8 giờ ngày 14/9/2025 tại nhà văn hóa.", "date ..2025-09-14"},
      {"Thời gian ra quân: 7h00-10h30 ngày 05/6/2025", "date ..2025-06-05"},
      {"Thời điểm bắt đầu thu mẫu: 0 giờ ngày 01/4/2025.", "date ..2025-04-01"},
      {"Lấy ý kiến: tháng 6/2025", "range 2025-06-01..2025-06-30"},
      {"Ngày truyền thống của ngành: 28/8/1945.", ""},
      {"Ngày sinh: 04/7/1990; ngày cấp: 11/6/2024.", ""},
      {"Thời kỳ kiểm toán: từ ngày 01/01/2023 đến ngày 31/12/2024.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, DaysAndMonthsTogether) {
  const Phrase phrases[] = {
      {"Thời gian tổ chức: Ngày 17, 18/7/2025.", "range 2025-07-17..2025-07-18"},
      {"Tập huấn trong ba ngày 21 - 23/4/2025.", "range 2025-04-21..2025-04-23"},
      {"Thời gian: các ngày 05, 06 và 07/11/2025.", "range 2025-11-05..2025-11-07"},
      {"Thời gian: 09 và 10 tháng 10 năm 2025.", "range 2025-10-09..2025-10-10"},
      {"Tháng 9, 10/2025 tổ chức kiểm tra chéo.", "range 2025-09-01..2025-10-31"},
      {"Tháng 5 và tháng 6 năm 2025: nghiệm thu.", "range 2025-05-01..2025-06-30"},
      {"Báo cáo vào tháng 4, 8 và 12 hằng năm.", "recurring FREQ=YEARLY;BYMONTH=4,8,12"},
      {"Tổ chức giao lưu (Quý III/2025, Quý IV/2025).",
       "quarter 2025-07-01..2025-09-30; quarter 2025-10-01..2025-12-31"},
      {"Áp dụng các khoản 17, 18 của Quy chế.", ""},
      {"Tiếp tục thực hiện Công văn tháng 01/2025 của huyện.", ""},
      {"Hưởng ứng Tháng 3 biên giới.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, MonthsAndWeeksOfAMonth) {
  const Phrase phrases[] = {
      {"Nhân rộng mô hình (tháng 7 - 12/2025).", "range 2025-07-01..2025-12-31"},
      {"Tuần thứ hai của tháng 4/2025 tổ chức hội thao.", "range 2025-04-01..2025-04-30"},
      {"Tuần đầu tháng 5/2025: khảo sát.", "range 2025-05-01..2025-05-31"},
      {"Chậm nhất là ngày mùng 5 hằng tháng nộp bảng công.", "recurring FREQ=MONTHLY;BYMONTHDAY=5"},
      // The day that figures are of.
      {"Theo số liệu thống kê đến ngày 31/12/2024, xã có 412 hộ nghèo.", ""},
      {"Thống kê hộ nghèo xong đến ngày 31/12/2025.", "date ..2025-12-31"},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, DayThatReturns) {
  const Phrase phrases[] = {
      {"Các xã báo cáo trước ngày 03 tháng tiếp theo.", "recurring FREQ=MONTHLY;BYMONTHDAY=3"},
      {"Nộp phí chậm nhất ngày 15 của tháng sau.", "recurring FREQ=MONTHLY;BYMONTHDAY=15"},
      {"Quyết toán trước ngày 25 của tháng liền kề.", "recurring FREQ=MONTHLY;BYMONTHDAY=25"},
      {"Gửi số liệu vào ngày cuối cùng hàng tháng.", "recurring FREQ=MONTHLY;BYMONTHDAY=-1"},
      {"Giao ban sáng thứ Hai hằng tuần.", "recurring FREQ=WEEKLY;BYDAY=MO"},
      {"Dọn vệ sinh vào chiều Thứ Sáu hàng tuần.", "recurring FREQ=WEEKLY;BYDAY=FR"},
      {"Tuần tra vào thứ Tư, Chủ nhật hằng tuần.", "recurring FREQ=WEEKLY;BYDAY=WE,SU"},
      {"Định kỳ ngày thứ 5 hằng tuần, Văn phòng tổng hợp lịch.", "recurring FREQ=WEEKLY;BYDAY=TH"},
      {"Hoàn thành trước ngày 07/7/2025 (thứ Hai).", "date ..2025-07-07"},
      {"Xây dựng nhiệm vụ trọng tâm tháng tiếp theo.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, PeriodicReports) {
  const Phrase phrases[] = {
      {"Định kỳ sáu tháng, Công an xã rà soát danh sách.", "recurring FREQ=MONTHLY;INTERVAL=6"},
      {"Định kỳ 03 tháng, các ấp báo cáo tiến độ.", "recurring FREQ=MONTHLY;INTERVAL=3"},
      {"Hai năm một lần, Hội tổ chức hội thi.", "recurring FREQ=YEARLY;INTERVAL=2"},
      {"Thực hiện báo cáo định kỳ 6 tháng, 1 năm hoặc đột xuất theo yêu cầu.",
       "recurring FREQ=MONTHLY;INTERVAL=6; recurring FREQ=YEARLY; conditional"},
      {"Định kỳ hằng năm, các xã báo cáo trước ngày 30 tháng 11.",
       "recurring FREQ=YEARLY; recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"},
      {"Báo cáo 6 tháng đầu năm trước ngày 15/6/2025.", "date ..2025-06-15"},
      {"Báo cáo định kỳ quý II năm 2025 trước ngày 20/6/2025.", "date ..2025-06-20"},
      {"Khóa học kéo dài sáu tháng.", ""},
      {"Lập kế hoạch sử dụng đất hàng năm và 5 năm.", ""},
      {"Xây dựng tiêu chí xếp loại viên chức hằng quý.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, LimitsOfAStep) {
  const Phrase phrases[] = {
      {"Trả kết quả trong thời hạn không quá 05 ngày làm việc.", "conditional"},
      {"Chuyển đơn không quá 08 giờ.", "conditional"},
      {"Xử lý không quá 02 ngày đối với việc thường; không quá 10 ngày đối với việc khó.",
       "conditional; conditional"},
      {"Mỗi lớp kéo dài không quá 03 ngày.", ""},
      {"Làm thêm không quá 200 giờ/năm.", ""},
      {"Trực ban 24 giờ trong ngày.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, ShortLimitsAndDistances) {
  const Phrase phrases[] = {
      {"Trong thời gian không quá 15 phút kể từ khi nhận tin báo, đội xuất phát.", "conditional"},
      {"Niêm yết danh sách ít nhất 30 ngày trước ngày họp.", "conditional"},
      {"Phòng Tài chính thẩm tra xong trước 10 ngày so với kỳ họp.", "conditional"},
      {"Gửi tài liệu trước 10 ngày so với ngày 20/6/2025.", "date ..2025-06-10"},
      {"Hằng năm hoặc 02 năm một lần tổ chức liên hoan.",
       "recurring FREQ=YEARLY; recurring FREQ=YEARLY;INTERVAL=2"},
      {"Nắm tình hình, mở đợt cao điểm từ 15/11 đến 31/12/2025.", "range 2025-11-15..2025-12-31"},
      // How long a class lasts, and how long a rule holds.
      {"Mỗi buổi dạy 45 phút.", ""},
      {"Thực hiện chính sách theo Nghị định có hiệu lực đến hết ngày 31/12/2030.", ""},
      {"Số liệu tính từ ngày 01/01/2025 đến ngày 30/6/2025.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, WhatIsOverAndWhatIsAhead) {
  const Phrase phrases[] = {
      {"Xử lý các dự án đã được phê duyệt, báo cáo huyện trong quý II năm 2025.",
       "quarter 2025-04-01..2025-06-30"},
      {"Thu hồi kinh phí đã chi sai trước ngày 30/9/2025.", "date ..2025-09-30"},
      {"Huyện đã giao xong mặt bằng trước ngày 20/12/2024.", ""},
      {"Ban Chỉ đạo đã họp vào ngày 14/01/2025.", ""},
      {"Xã đã hoàn thành số hóa trong tháng 11/2024.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, YearsOfAnOrder) {
  const Phrase phrases[] = {
      {"Năm 2025: Rà soát danh mục hồ sơ.", "year 2025-01-01..2025-12-31"},
      {"Năm 2026, hoàn thành việc số hóa.", "year 2026-01-01..2026-12-31"},
      {"Giải quyết dứt điểm hồ sơ tồn vào năm 2026.", "year 2026-01-01..2026-12-31"},
      {"Sửa chữa nhà văn hóa (trong năm 2025).", "year 2025-01-01..2025-12-31"},
      {"Từ năm 2026: vận hành hệ thống.", "range 2026-01-01.."},
      {"Năm 2024, xã đã hoàn thành việc lắp đèn.", ""},
      {"Dân số năm 2025 là 9.120 người.", ""},
      {"Thực hiện Chương trình giai đoạn 2026 - 2030 của tỉnh.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, EffectsAndWindowsAreNoDuties) {
  const Phrase phrases[] = {
      {"Luật Đất đai có hiệu lực thi hành kể từ ngày 01 tháng 8 năm 2025.", ""},
      {"Biểu mẫu mới áp dụng từ ngày 01/7/2025 thay biểu cũ.", ""},
      {"Số liệu báo cáo tính từ ngày 15/12/2024 đến ngày 14/6/2025.", ""},
      {"Báo cáo quý II (từ ngày 15/3/2025 đến ngày 14/6/2025) gửi trước ngày 17/6/2025.",
       "date ..2025-06-17"},
      {"Báo cáo 6 tháng đầu năm (từ ngày 15/12/2024 đến 14/6/2025) trước ngày 18/6/2025.",
       "date ..2025-06-18"},
      {"Tiếp nhận hồ sơ (từ ngày 02/6/2025 đến ngày 27/6/2025).", "range 2025-06-02..2025-06-27"},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, FromDayToDay) {
  const Phrase phrases[] = {
      {"Tập huấn từ ngày 8 đến hết ngày 10/4/2025.", "range 2025-04-08..2025-04-10"},
      {"Ra quân từ 15/4 đến 15/6/2025.", "range 2025-04-15..2025-06-15"},
      {"Trực từ ngày 28/3 đến hết ngày 05/4/2025.", "range 2025-03-28..2025-04-05"},
      {"Mở đợt cao điểm từ 20/5 - 20/7/2025.", "range 2025-05-20..2025-07-20"},
      // The first number is a month of the date before.
      {"Hoàn thành trước 30/6 và 31/12/2025.", "date ..2025-06-30; date ..2025-12-31"},
      {"Số điểm từ 15/4 đến 20 điểm.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, HowOften) {
  const Phrase phrases[] = {
      {"Bảo dưỡng máy phát mỗi tháng 02 lần.", "recurring FREQ=MONTHLY"},
      {"Mỗi quý họp ít nhất 01 lần.", "recurring FREQ=MONTHLY;INTERVAL=3"},
      {"Kiểm tra hồ sơ 01 lần/quý.", "recurring FREQ=MONTHLY;INTERVAL=3"},
      {"Thau rửa bể nước 6 tháng/lần.", "recurring FREQ=MONTHLY;INTERVAL=6"},
      {"Báo cáo hằng tháng hoặc đột xuất khi có yêu cầu.",
       "recurring FREQ=MONTHLY; conditional; conditional"},
      {"Họp hằng quý.", "recurring FREQ=MONTHLY;INTERVAL=3"},
      {"Các khoa, phòng hằng tháng tự chấm điểm.", "recurring FREQ=MONTHLY"},
      {"Trạm Y tế hằng tuần kiểm tra tủ thuốc.", "recurring FREQ=WEEKLY"},
      {"Hoàn thiện báo cáo hằng năm của đơn vị.", ""},
      {"Mỗi người uống một lần.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, DaysOfEachYearAndOfTheNext) {
  const Phrase phrases[] = {
      {"Báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12 hằng năm.",
       "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15; "
       "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"},
      {"Gửi báo cáo năm trước ngày 15/01 năm sau.",
       "recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15"},
      {"Quyết toán chậm nhất ngày 31 tháng 3 năm kế tiếp.",
       "recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"},
      {"Đối chiếu công nợ chậm nhất ngày 05 tháng liền sau.",
       "recurring FREQ=MONTHLY;BYMONTHDAY=5"},
      {"Chuyển nguồn sang năm sau.", ""},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, WhatTookPlace) {
  const Phrase phrases[] = {
      {"Hội nghị được tổ chức vào ngày 28/12/2024.", ""},
      {"Đến hết quý IV/2024 đã giải ngân 62% kế hoạch vốn.", ""},
      {"Ban đã tổ chức đấu thầu xong trong quý IV năm 2024.", ""},
      {"Báo cáo tuần (từ ngày 10/3/2025 đến ngày 16/3/2025) gửi trước ngày 18/3/2025.",
       "date ..2025-03-18"},
      {"Sơ khảo: tháng 7/2025; chung khảo: ngày 15/8/2025.",
       "range 2025-07-01..2025-07-31; date ..2025-08-15"},
      {"Chốt danh sách muộn nhất 12 giờ trưa ngày 22/7/2025.", "date ..2025-07-22"},
      {"Niên độ kiểm tra: từ ngày 01/01/2024 đến 31/12/2024.", ""},
      {"Hội nghị được tổ chức vào ngày 28/12/2025.", "date ..2025-12-28"},
      {"Khai mạc sáng thứ Bảy, ngày 12/4/2025.", "date ..2025-04-12"},
      {"Tổ chức sơ kết vào cuối năm 2025.", "date ..2025-12-31"},
      {"Gửi giấy mời trước ít nhất 05 ngày so với ngày họp.", "conditional"},
  };
  Expect(phrases);
}

TEST(DeadlinePhrases, WhatIsTheAct) {
  const struct {
    const char* text;
    const char* what;
  } cases[] = {
      {"Gửi biểu mẫu (phụ lục 3 kèm theo) về Phòng Nội vụ trước ngày 15/4/2025.",
       "Gửi biểu mẫu (phụ lục 3 kèm theo) về Phòng Nội vụ"},
      {"Lập danh sách; gửi huyện trước ngày 20/10/2025.", "gửi huyện"},
      {"Rà soát hộ nghèo (hoàn thành trước ngày 15/10/2025).", "hoàn thành"},
  };
  for (const auto& [text, what] : cases) {
    const std::vector<DueTime> due = FindDueTimes(text, kContext);
    ASSERT_EQ(due.size(), 1U) << text;
    EXPECT_EQ(std::string(text).substr(due[0].what.begin, due[0].what.size()), what);
  }
}

}  // namespace
}  // namespace planrec::extract
