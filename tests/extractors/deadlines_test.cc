// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/deadlines.h"

#include <gtest/gtest.h>

#include <sstream>

namespace planrec::extract {
namespace {

const TimeContext kContext{2024, "2024-01-29"};

std::string Dump(const DeadlineValue& value) {
  std::ostringstream out;
  out << NameOf(value.kind);
  if (value.from || value.to)
    out << ' ' << value.from.value_or("") << ".." << value.to.value_or("");
  if (value.recurrence) out << ' ' << *value.recurrence;
  return out.str();
}

std::string DumpText(const std::string& text) {
  std::ostringstream out;
  for (const DueTime& due : FindDueTimes(text, kContext)) {
    if (out.tellp() > 0) out << "; ";
    out << text.substr(due.span.begin, due.span.size()) << " = " << Dump(due.value);
  }
  return out.str();
}

TEST(Dates, FormsOfOneDate) {
  const struct {
    const char* text;
    const char* iso;
  } cases[] = {
      {"14/12/2021", "2021-12-14"},
      {"ngày 2/9/2021", "2021-09-02"},
      {"ngày 30 /12/2022", "2022-12-30"},
      {"ngày 05 tháng 3 năm 2024", "2024-03-05"},
      {"Hà Nội, ngày 29 tháng 4 năm 2026", "2026-04-29"},
      {"15.3.2024", "2024-03-15"},
      {"01-02-2024", "2024-02-01"},
      {"ngày tháng 01 năm 2024", "2024-01"},
      {"ngày /4/2026", "2026-04"},
      {"ngày 29/02/2024", "2024-02-29"},
  };
  for (const auto& [text, iso] : cases) EXPECT_EQ(ReadDate(text), iso) << text;
  for (const char* none :
       {"", "ngày 31/4/2024", "ngày 29/02/2023", "số 12/KH", "ngày 5", "13/13/2024"}) {
    EXPECT_EQ(ReadDate(none), std::nullopt) << none;
  }
}

TEST(Dates, Calendar) {
  EXPECT_EQ(DaysInMonth(2024, 2), 29);
  EXPECT_EQ(DaysInMonth(1900, 2), 28);
  EXPECT_EQ(DaysInMonth(2023, 13), 0);
  EXPECT_EQ(AddDays("2024-02-25", 15), "2024-03-11");
  EXPECT_EQ(AddDays("2023-12-31", 1), "2024-01-01");
  EXPECT_EQ(AddDays("2024-01", 1), std::nullopt);
}

TEST(Deadlines, CellsOfADeadlineColumn) {
  const struct {
    const char* cell;
    const char* value;
  } cases[] = {
      {"Thường xuyên", "continuous"},
      {"Thường xuyên trong năm", "continuous"},
      {"Năm 2023", "year 2023-01-01..2023-12-31"},
      {"2024", "year 2024-01-01..2024-12-31"},
      {"Trong năm", "year 2024-01-01..2024-12-31"},
      {"Quý I/2023", "quarter 2023-01-01..2023-03-31"},
      {"Quý IV năm 2023", "quarter 2023-10-01..2023-12-31"},
      {"Quý II, III/2023", "quarter 2023-04-01..2023-09-30"},
      {"Quý I, II, III, IV", "quarter 2024-01-01..2024-12-31"},
      {"Quý 2/2024", "quarter 2024-04-01..2024-06-30"},
      {"QIII/2024", "quarter 2024-07-01..2024-09-30"},
      {"Từ quý I/2023 đến hết năm 2025", "range 2023-01-01..2025-12-31"},
      {"Từ năm 2021 đến hết năm 2025 và các năm tiếp theo", "range 2021-01-01..2025-12-31"},
      {"Quý II - Quý III/2024", "quarter 2024-04-01..2024-09-30"},
      {"Quý II1/2024", "quarter 2024-07-01..2024-09-30"},
      {"Quý 1V/2024", "quarter 2024-10-01..2024-12-31"},
      {"Quýll⁄2024", "quarter 2024-04-01..2024-06-30"},
      {"QuýIV/2024", "quarter 2024-10-01..2024-12-31"},
      {"Quý 12024", "quarter 2024-01-01..2024-03-31"},
      {"— Khi có kết quả kiểm định", "conditional"},
      {"Sau mỗi đợt kiểm tra", "conditional"},
      {"Tháng 3/2024", "range 2024-03-01..2024-03-31"},
      {"Tháng 02 năm 2024", "range 2024-02-01..2024-02-29"},
      {"Tháng 3 - tháng 5/2024", "range 2024-03-01..2024-05-31"},
      {"Tháng 3, 6, 9 và 12/2024", "range 2024-03-01..2024-12-31"},
      {"11/2024", "range 2024-11-01..2024-11-30"},
      {"Trước ngày 15/3/2024", "date ..2024-03-15"},
      {"Trước 30/11", "date ..2024-11-30"},
      {"30/11", "date ..2024-11-30"},
      {"Chậm nhất ngày 10 tháng 4 năm 2024", "date ..2024-04-10"},
      {"Hoàn thành trước 31/12/2024.", "date ..2024-12-31"},
      {"Đến hết năm 2025", "date ..2025-12-31"},
      {"Từ ngày 01/3/2024 đến ngày 31/3/2024", "range 2024-03-01..2024-03-31"},
      {"6 tháng đầu năm 2024", "half_year 2024-01-01..2024-06-30"},
      {"06 tháng cuối năm", "half_year 2024-07-01..2024-12-31"},
      {"Giai đoạn 2021 -2025", "range 2021-01-01..2025-12-31"},
      {"2021-2025", "range 2021-01-01..2025-12-31"},
      {"Hàng năm", "recurring FREQ=YEARLY"},
      {"Hằng tháng", "recurring FREQ=MONTHLY"},
      {"Định kỳ hàng quý", "recurring FREQ=MONTHLY;INTERVAL=3"},
      {"Hàng tuần", "recurring FREQ=WEEKLY"},
      {"Định kỳ", "recurring"},
      {"Ngày 02 hằng tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=2"},
      {"Trước ngày 15/12 hằng năm", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"},
      {"Trước ngày 20 tháng cuối quý", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"},
      {"Tháng 12 hàng năm", "recurring FREQ=YEARLY;BYMONTH=12"},
      {"Khi phát sinh vấn đề", "conditional"},
      {"Khi có hướng dẫn của bộ, ngành trung ương", "conditional"},
      {"Theo thời hạn tại Kế hoạch của UBND huyện", "conditional"},
      {"Theo lộ trình Đề án", "conditional"},
      {"Theo Kế hoạch năm 2024 của tỉnh", "conditional"},
      {"Sau 15 ngày kể từ ngày ký ban hành Kế hoạch", "date ..2024-02-13"},
      {"8h30 - 8h35", "conditional"},
      {"31/4", "conditional"},
  };
  for (const auto& [cell, value] : cases) {
    EXPECT_EQ(Dump(ReadDeadlineCell(cell, kContext)), value) << cell;
  }
  EXPECT_LT(ReadDeadlineCell("8h30 - 8h35", kContext).confidence, 0.5);
  // "II, II": one of the two was misread; which, the text can't say.
  EXPECT_LT(ReadDeadlineCell("Quý II, II/2024", kContext).confidence, 0.7);
  EXPECT_GT(ReadDeadlineCell("Quý I/2023", kContext).confidence, 0.9);
}

TEST(Deadlines, InRunningText) {
  const struct {
    const char* text;
    const char* due;
  } cases[] = {
      {"Báo cáo UBND huyện: 6 tháng đầu năm trước ngày 05/7/2024; cả năm trước 05/01/2025.",
       "trước ngày 05/7/2024 = date ..2024-07-05; trước 05/01/2025 = date ..2025-01-05"},
      {"Báo cáo quý I năm 2024: trước ngày 14/3/2024;", "trước ngày 14/3/2024 = date ..2024-03-14"},
      {"Gửi kế hoạch về Phòng Nội vụ trước ngày 10 tháng 4 năm 2024.",
       "trước ngày 10 tháng 4 năm 2024 = date ..2024-04-10"},
      {"Gửi số liệu chậm nhất vào ngày 02 hằng tháng.",
       "chậm nhất vào ngày 02 hằng tháng = recurring FREQ=MONTHLY;BYMONTHDAY=2"},
      {"Báo cáo quý gửi vào ngày 15/3/2024.", "vào ngày 15/3/2024 = date ..2024-03-15"},
      {"Tổng hợp gửi Sở Nội vụ trước ngày 30/11 hàng năm.",
       "trước ngày 30/11 hàng năm = recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"},
      {"ban hành Kế hoạch kiểm tra (dự kiến quý II, quý III năm 2024).",
       "dự kiến quý II, quý III năm 2024 = quarter 2024-04-01..2024-09-30"},
      {"Hoàn thành việc rà soát trong quý II/2024.",
       "trong quý II/2024 = quarter 2024-04-01..2024-06-30"},
      {"Hoàn thành việc nâng cấp trong năm 2024.", "trong năm 2024 = year 2024-01-01..2024-12-31"},
      {"Trong năm 2024 phải xử lý dứt điểm các tồn tại.",
       "Trong năm 2024 = year 2024-01-01..2024-12-31"},
      {"Thực hiện từ ngày 01/3/2024 đến hết ngày 31/3/2024.",
       "từ ngày 01/3/2024 đến hết ngày 31/3/2024 = range 2024-03-01..2024-03-31"},
      {"Thời gian thực hiện: Tháng 5/2024.", "Tháng 5/2024 = range 2024-05-01..2024-05-31"},
      {"Thường xuyên kiểm tra công tác tổ chức tại các đơn vị.", "Thường xuyên = continuous"},
      {"Công khai hộp thư; thường xuyên tổ chức đối thoại với Nhân dân.",
       "thường xuyên = continuous"},
      {"lập các kênh thông tin để thường xuyên liên hệ với phụ huynh", "thường xuyên = continuous"},
      {"Kiểm điểm thường xuyên việc giải quyết hồ sơ.", "thường xuyên = continuous"},
      {"Duy trì Cổng thông tin, cập nhật thông tin đầy đủ, thường xuyên, kịp thời.",
       "thường xuyên = continuous"},
      {"Kiểm tra công tác cải cách thường xuyên, đột xuất.",
       "thường xuyên = continuous; đột xuất = conditional"},
      {"Kiểm tra, đánh giá định kỳ, đột xuất và chuyên đề công tác kiểm soát.",
       "định kỳ = recurring; đột xuất = conditional"},
      {"Định kỳ báo cáo UBND huyện kết quả xây dựng văn bản.", "Định kỳ = recurring"},
      {"Tổng hợp và báo cáo theo định kỳ gửi về UBND huyện", "theo định kỳ = recurring"},
      {"báo cáo định kỳ hàng quý, 6 tháng, hàng năm hoặc đột xuất.",
       "định kỳ hàng quý = recurring FREQ=MONTHLY;INTERVAL=3; 6 tháng = recurring "
       "FREQ=MONTHLY;INTERVAL=6; hàng năm = recurring FREQ=YEARLY; đột xuất = conditional"},
      {"Hàng tuần, hàng tháng báo cáo Chủ tịch UBND xã.",
       "Hàng tuần = recurring FREQ=WEEKLY; hàng tháng = recurring FREQ=MONTHLY"},
      {"Hàng năm xây dựng kế hoạch cụ thể.", "Hàng năm = recurring FREQ=YEARLY"},
      {"Thực hiện rà soát hộ nghèo hằng năm theo đúng quy định.",
       "hằng năm = recurring FREQ=YEARLY"},
      {"hướng dẫn người dân tiếp cận dịch vụ khi người dân có nhu cầu; phối hợp",
       "khi người dân có nhu cầu = conditional"},
      {"Công bố kết quả khi có kết quả của cấp có thẩm quyền; làm căn cứ đánh giá.",
       "khi có kết quả của cấp có thẩm quyền = conditional"},
      {"các Quyết định được kiểm tra ngay sau khi được ban hành.",
       "ngay sau khi được ban hành = conditional"},
      {"Hoàn thành số hóa theo đúng lộ trình được giao tại Kế hoạch số 4/KH-UBND ngày 14/3/2022 "
       "của "
       "UBND tỉnh.",
       "theo đúng lộ trình được giao tại Kế hoạch số 4/KH-UBND ngày 14/3/2022 của UBND tỉnh = "
       "conditional"},
      {"khắc phục các tồn tại trong thời gian sớm nhất.", "trong thời gian sớm nhất = conditional"},
      {"Xây dựng kế hoạch trong thời hạn 15 ngày kể từ ngày ký.",
       "trong thời hạn 15 ngày kể từ ngày ký = date ..2024-02-13"},
      {"Trả kết quả trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
       "trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ = conditional"},
      {"Gửi tài liệu chậm nhất 05 ngày trước ngày họp.",
       "chậm nhất 05 ngày trước ngày họp = conditional"},
      {"Duy trì mạng nội bộ; thường xuyên sao lưu dữ liệu.", "thường xuyên = continuous"},
      {"Chất thải tái chế được thu gom hằng tuần; chất thải khác theo đăng ký.",
       "hằng tuần = recurring FREQ=WEEKLY"},
      {"Tổ chức tuần lễ du lịch, mỗi năm chọn một chủ đề.", "mỗi năm = recurring FREQ=YEARLY"},
      {"Trực ban 24/24 giờ khi có tin bão, áp thấp.", "khi có tin bão = conditional"},
      {"Lập hồ sơ theo Nghị định 5/2016/NĐ-CP ngày 01/7/2016 của Chính phủ về an toàn, trình phê "
       "duyệt "
       "trước ngày 30/6/2024.",
       "trước ngày 30/6/2024 = date ..2024-06-30"},
      // none
      {"chỉ tiêu được giao hằng năm.", ""},
      {"Căn cứ Kế hoạch số 1/KH-UBND ngày 14/12/2023 của UBND huyện;", ""},
      {"số liệu tính từ ngày 15/12/2023 đến ngày 14/3/2024", ""},
      {"xác định là nhiệm vụ thường xuyên, lâu dài của xã.", ""},
      {"đơn vị tự bảo đảm chi thường xuyên và chi đầu tư.", ""},
      {"thực hiện tốt việc tiếp công dân định kỳ, thường xuyên theo quy định", ""},
      {"để người dân, tổ chức biết và thường xuyên sử dụng.", ""},
      {"khu vực nội thành thường xuyên úng ngập", ""},
      {"Công khai báo cáo kết quả phòng, chống tham nhũng hằng năm của xã.", ""},
      {"chấm điểm Chỉ số cải cách hành chính hàng năm của huyện", ""},
      {"chú trọng kiểm tra đột xuất, chỉ đạo khắc phục.", ""},
      {"các mặt hàng năm nay tăng giá", ""},
      {"cải thiện Chỉ số trong năm 2024 và những năm tiếp theo", ""},
      {"phấn đấu tăng bậc so với năm 2023", ""},
      {"được hình thành từ năm 2006 đến năm 2021", ""},
      {"giai đoạn 2021-2025, định hướng đến năm 2030", ""},
      {"nội dung người dân tham gia trước khi cơ quan có thẩm quyền quyết định", ""},
      {"bảo vệ người dân khi thực hiện việc tố cáo", ""},
      {"bảo đảm đúng tiến độ, kịp thời, đảm bảo lộ trình", ""},
      {"người tham gia cách mạng trước ngày 01/01/1945", ""},
      {"kế hoạch phát triển 05 năm và hằng năm của ngành", ""},
      {"Quỹ 1 hỗ trợ người nghèo", ""},
      {"kế hoạch phát triển Việt Nam 2030", ""},
  };
  for (const auto& [text, due] : cases) EXPECT_EQ(DumpText(text), due) << text;
}

TEST(Deadlines, OneForEachCellWithTheRowsActivity) {
  Structure structure;
  structure.document.issued_on = "2023-12-20";
  structure.document.period = Period{2024, 2024};
  Table table;
  table.id = "tb1";
  table.columns = {{"TT", ColumnRole::kOrdinal},
                   {"Hoạt động", ColumnRole::kActivity},
                   {"Thời gian", ColumnRole::kDeadline}};
  auto cell = [](int column, std::string text, int row_span = 1) {
    TableCell c;
    c.column = column;
    c.text = PlacedText::Plain(std::move(text));
    c.row_span = row_span;
    return c;
  };
  TableRow header, first, second, group;
  header.kind = RowKind::kHeader;
  header.cells = {cell(2, "Thời gian")};
  group.kind = RowKind::kGroup;
  group.cells = {cell(0, "I. THỂ CHẾ")};
  first.cells = {cell(0, "1"), cell(1, "Rà soát thường xuyên văn bản", 2), cell(2, "Quý I")};
  second.cells = {cell(2, "Thường xuyên")};
  table.rows = {header, group, first, second};
  structure.tables.push_back(table);
  SectionNode heading;
  heading.id = "s1";
  heading.kind = SectionKind::kHeading;
  heading.marker = "1.";
  heading.text = PlacedText::Plain("Kiểm tra thường xuyên, định kỳ");
  structure.sections.push_back(heading);

  const auto found = ExtractDeadlines(structure);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, "d1");
  EXPECT_EQ(found[0].kind, DeadlineKind::kQuarter);
  EXPECT_EQ(found[0].to, "2024-03-31");
  EXPECT_EQ(found[0].anchor.row, 2);
  EXPECT_EQ(found[0].what, "Rà soát thường xuyên văn bản");
  EXPECT_EQ(found[1].what, "Rà soát thường xuyên văn bản");
  EXPECT_EQ(found[1].anchor.table, "tb1");
}

// Mistyped or misread: the end is not given and the value is doubted.
TEST(Deadlines, AStretchThatEndsBeforeItBegins) {
  for (const char* text : {"Từ tháng 7/2026 đến hết năm 2013", "2026-2013", "2026 - 2013"}) {
    Structure structure;
    structure.document.issued_on = "2026-01-20";
    Table table;
    table.id = "tb1";
    table.columns = {{"Thời gian", ColumnRole::kDeadline}};
    TableRow row;
    row.kind = RowKind::kData;
    row.cells.emplace_back();
    row.cells[0].text = PlacedText::Plain(text);
    table.rows = {row};
    structure.tables.push_back(table);
    const auto found = ExtractDeadlines(structure);
    ASSERT_EQ(found.size(), 1u) << text;
    EXPECT_EQ(found[0].text, text);
    EXPECT_TRUE(found[0].from) << text;
    EXPECT_FALSE(found[0].to) << text;
    EXPECT_LE(found[0].confidence, 0.4) << text;
  }
}

TEST(Deadlines, TheActThatIsDue) {
  const std::string text = "Công khai hộp thư; thường xuyên tổ chức đối thoại với Nhân dân.";
  const auto due = FindDueTimes(text, kContext);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(text.substr(due[0].what.begin, due[0].what.size()), "tổ chức đối thoại với Nhân dân");
  EXPECT_TRUE(FindDueTimes("Thường xuyên kiểm tra", kContext, true).empty());  // opening paragraph
}

}  // namespace
}  // namespace planrec::extract
