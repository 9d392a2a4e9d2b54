// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/targets.h"
#include "extractors/spans/target_clauses.h"

#include <gtest/gtest.h>

#include <sstream>

namespace planrec::extract {
namespace {

TargetContext In2024() {
  TargetContext context;
  context.year = 2024;
  return context;
}

/// "comparator value unit [@baseline year] [got/max]", one for each target.
std::string Dump(const std::string& text, TargetContext context = In2024()) {
  std::ostringstream out;
  for (const FoundTarget& found : FindTargets(text, context)) {
    const Quantity& q = found.quantity;
    if (out.tellp() > 0) out << "; ";
    out << q.comparator;
    if (q.value) out << ' ' << *q.value;
    if (q.value_max) out << ".." << *q.value_max;
    if (!q.unit.empty()) out << ' ' << q.unit;
    if (found.baseline && found.baseline->max) {
      out << ' ' << *found.baseline->value << '/' << *found.baseline->max;
    }
    if (found.baseline && found.baseline->year) out << " @" << *found.baseline->year;
  }
  return out.str();
}

TEST(Quantities, VietnameseNumbers) {
  const struct {
    const char* text;
    double value;
  } cases[] = {{"2,5", 2.5},    {"05", 5},    {"0,813", 0.813},    {"1.234.567", 1234567},
               {"1.234", 1234}, {"2.5", 2.5}, {"1.234,5", 1234.5}, {"00", 0},
               {"một", 1},      {"mười", 10}, {"100", 100}};
  for (const auto& [text, value] : cases) EXPECT_EQ(ReadVietnameseNumber(text), value) << text;
  for (const char* none : {"", "a", "1,2,3", "12/5"}) {
    EXPECT_EQ(ReadVietnameseNumber(none), std::nullopt) << none;
  }
}

TEST(Targets, QuantitiesThatThePlanPromises) {
  const struct {
    const char* text;
    const char* dump;
  } cases[] = {
      {"100% văn bản được ban hành đúng quy định.", "eq 100 %"},
      {"Đảm bảo 100% cán bộ sử dụng thư điện tử công vụ.", "eq 100 %"},
      {"Phấn đấu 80% hồ sơ trả trước hạn;", "eq 80 %"},
      {"Mức độ hài lòng của người dân đạt tối thiểu 90%.", "ge 90 %"},
      {"Ít nhất 80% thủ tục được tích hợp.", "ge 80 %"},
      {"Tỷ lệ hồ sơ trực tuyến đạt từ 60% trở lên.", "ge 60 %"},
      {"Tỷ lệ hài lòng đạt 85% trở lên.", "ge 85 %"},
      {"Tỷ lệ trường chuẩn quốc gia không dưới 70%.", "ge 70 %"},
      {"Tỷ lệ che phủ đạt ≥ 40%.", "ge 40 %"},
      {"Trên 95% số hồ sơ được trả đúng hạn.", "gt 95 %"},
      {"Tỷ lệ tham gia bảo hiểm y tế đạt hơn 93%.", "gt 93 %"},
      {"Phấn đấu tỷ lệ hồ sơ quá hạn không quá 2%.", "le 2 %"},
      {"Giữ tỷ lệ hộ nghèo tối đa 1,5%.", "le 1.5 %"},
      {"Phấn đấu giảm tỷ lệ hộ nghèo xuống dưới 1%.", "lt 1 %"},
      {"Tỷ lệ hồ sơ trễ hạn dưới 1%.", "lt 1 %"},
      {"Thực hiện giảm tối thiểu 2,5% số lượng đơn vị sự nghiệp.", "decrease_by 2.5 %"},
      {"Giảm 10% chi phí tuân thủ thủ tục.", "decrease_by 10 %"},
      {"Phấn đấu số giao dịch trực tuyến tăng ít nhất 15% so với năm 2023.",
       "increase_by 15 % @2023"},
      {"Phấn đấu số giao dịch trực tuyến tăng ít nhất 15% so với năm 4050.", "increase_by 15 %"},
      {"Tỷ lệ số hóa đạt từ 85% đến 90%.", "between 85..90 %"},
      {"Tỷ lệ số hóa đạt 85 - 90%.", "between 85..90 %"},
      {"Tỷ lệ số hóa: 100%.", "eq 100 %"},
      {"sắp xếp đúng vị trí việc làm tại 100% các cơ quan.", "eq 100 %"},
      {"Hoàn thành 95% kế hoạch vốn được giao.", "eq 95 %"},
      // ranks, years to beat, scores
      {"Chỉ số PAR INDEX nằm trong nhóm 03 huyện dẫn đầu toàn tỉnh.", "top 3 nhóm"},
      {"phấn đấu Chỉ số nằm trong nhóm 8 huyện, thành phố đạt điểm số cao của Tỉnh.", "top 8 nhóm"},
      {"Phấn đấu thuộc top 10 tỉnh dẫn đầu cả nước.", "top 10 top"},
      {"Phấn đấu xếp thứ 5 trở lên.", "top 5 thứ"},
      {"phấn đấu Chỉ số PAPI của xã tăng bậc so với năm 2023.", "better_than_baseline bậc @2023"},
      {"Chỉ số hài lòng cao hơn so với năm 2023.", "better_than_baseline @2023"},
      {"Chỉ số của năm sau phải cao hơn năm trước liền kề.", "better_than_baseline"},
      {"Cải thiện thứ hạng so với năm 2023.", "better_than_baseline thứ hạng @2023"},
      {"Cải thiện tiêu chí báo cáo đào tạo năm 2023 (đạt 0,4/0,5 điểm trừ 0,1 điểm).",
       "improve điểm 0.4/0.5 @2023"},
      {"Cải thiện tiêu chí giải quyết hồ sơ: Tỷ lệ cấp huyện (2,95/3 điểm); Tỷ lệ cấp xã (1,99/2 "
       "điểm).",
       "improve điểm 2.95/3 @2023; improve điểm 1.99/2 @2023"},
      {"Mức độ thực hiện các chỉ tiêu (0,813/1,00).", "improve 0.813/1 @2023"},
      // several in one sentence
      {"Trên 95% hồ sơ đúng hạn; phấn đấu 80% hồ sơ trước hạn.", "gt 95 %; eq 80 %"},
      {"50% hồ sơ tại UBND huyện và 30% hồ sơ tại cấp xã được xử lý trên mạng.",
       "eq 50 %; eq 30 %"},
      {"Tỷ lệ A đạt 90%, tỷ lệ B đạt tối thiểu 85%.", "eq 90 %; ge 85 %"},
      {"100% bộ, ngành, địa phương đạt cấp độ 4 và 90% đạt cấp độ 5.", "eq 100 %; eq 90 %"},
      // amounts
      {"Phấn đấu xây dựng ít nhất 03 mô hình dân vận khéo.", "ge 3 mô hình"},
      {"Phấn đấu thu ngân sách đạt trên 1.250 tỷ đồng.", "gt 1250 tỷ đồng"},
      {"Phấn đấu thành lập 02 hợp tác xã.", "eq 2 hợp tác xã"},
      {"Tổ chức họp ít nhất 02 lần mỗi năm.", "ge 2 lần"},
      {"Phát dọn, duy trì ít nhất 180 km đường băng cản lửa.", "ge 180 km"},
      // none
      {"Đơn vị nào đạt dưới 75% số điểm tối đa gửi kế hoạch khắc phục về Phòng Nội vụ.", ""},
      {"Nếu tỷ lệ đạt dưới 50% phải giải trình.", ""},
      {"Năm 2023, tỷ lệ hài lòng đạt 85%.", ""},
      {"Đến nay đã đạt 78% kế hoạch.", ""},
      {"Kế hoạch số 12/KH-UBND ngày 14/3/2023 của UBND tỉnh về nâng tỷ lệ lên 95%;", ""},
      {"dịch vụ công trực tuyến mức độ 3, 4", ""},
      {"hệ thống quản lý TCVN ISO 9001:2015", ""},
      {"tuyên truyền về 08 nội dung của Chỉ số PAPI", ""},
      {"Tăng số đơn vị tự bảo đảm chi thường xuyên.", ""},
      {"không có cán bộ bị kỷ luật từ mức khiển trách trở lên", ""},
      {"trên địa bàn 12 xã, thị trấn", ""},
      {"Ngân sách nhà nước hỗ trợ 70% kinh phí.", ""},
      {"Công nghiệp chiếm 32% cơ cấu kinh tế.", ""},
      {"trực 24/24 giờ", ""},
      {"trong thời hạn 15 ngày làm việc", ""},
      {"giai đoạn 2021-2025, định hướng đến năm 2030", ""},
      {"Quý I/2024 và 6 tháng đầu năm", ""},
      {"Điều 5 khoản 2 điểm a", ""},
      {"có tỷ lệ tổn thương cơ thể từ 81% trở lên", ""},
  };
  for (const auto& [text, dump] : cases) EXPECT_EQ(Dump(text), dump) << text;
}

TEST(Targets, TheClauseTheIndicatorAndTheScope) {
  const struct {
    const char* text;
    const char* clause;
    const char* indicator;
    const char* scope;
  } cases[] = {
      {"Tăng cường tham vấn. Đảm bảo 100% văn bản được kiểm tra.",
       "Đảm bảo 100% văn bản được kiểm tra.", "văn bản", ""},
      {"Giảm tối thiểu 2,5% số lượng đơn vị sự nghiệp; thực hiện tinh giản biên chế.",
       "Giảm tối thiểu 2,5% số lượng đơn vị sự nghiệp", "số lượng đơn vị sự nghiệp", ""},
      {"100% văn bản về phòng, chống tham nhũng; thực hành tiết kiệm được phổ biến.",
       "100% văn bản về phòng, chống tham nhũng; thực hành tiết kiệm được phổ biến.",
       "văn bản về phòng, chống tham nhũng; thực hành tiết kiệm", ""},
      {"Trong đó, mức độ hài lòng về đất đai, đầu tư đạt tối thiểu 85%.",
       "Trong đó, mức độ hài lòng về đất đai, đầu tư đạt tối thiểu 85%.",
       "mức độ hài lòng về đất đai, đầu tư", ""},
      {"100% hồ sơ giải quyết ở cấp huyện, cấp xã được cập nhật.",
       "100% hồ sơ giải quyết ở cấp huyện, cấp xã được cập nhật.",
       "hồ sơ giải quyết ở cấp huyện, cấp xã", "cấp huyện, cấp xã"},
      {"100% Quyết định của UBND huyện được kiểm tra.",
       "100% Quyết định của UBND huyện được kiểm tra.", "Quyết định của UBND huyện", "UBND huyện"},
      {"Tỷ lệ trực tuyến đạt từ 60% trở lên (đối với các thủ tục đủ điều kiện).",
       "Tỷ lệ trực tuyến đạt từ 60% trở lên (đối với các thủ tục đủ điều kiện).",
       "Tỷ lệ trực tuyến", "các thủ tục đủ điều kiện"},
      {"Chỉ số nằm trong nhóm 03 UBND các huyện, thành phố dẫn đầu toàn tỉnh, điểm số cao hơn năm "
       "2023.",
       "Chỉ số nằm trong nhóm 03 UBND các huyện, thành phố dẫn đầu toàn tỉnh", "Chỉ số",
       "toàn tỉnh"},
  };
  for (const auto& c : cases) {
    const std::string text = c.text;
    const auto found = FindTargets(text, In2024());
    ASSERT_FALSE(found.empty()) << text;
    EXPECT_EQ(text.substr(found[0].text.begin, found[0].text.size()), c.clause);
    ASSERT_TRUE(found[0].indicator.has_value()) << text;
    EXPECT_EQ(text.substr(found[0].indicator->begin, found[0].indicator->size()), c.indicator);
    const std::string scope =
        found[0].scope ? text.substr(found[0].scope->begin, found[0].scope->size()) : std::string();
    EXPECT_EQ(scope, c.scope) << text;
  }
}

TEST(Targets, ADueYearIsPrintedInTheClauseOrTheHeading) {
  EXPECT_EQ(FindTargets("Đến năm 2025, 100% hồ sơ được số hóa.", In2024())[0].due, "2025");
  EXPECT_EQ(FindTargets("100% hồ sơ được số hóa.", In2024())[0].due, std::nullopt);
  TargetContext below;
  below.year = 2024;
  below.due = "2030";
  EXPECT_EQ(FindTargets("100% hồ sơ được số hóa.", below)[0].due, "2030");
  EXPECT_EQ(FindTargets("Chỉ số của xã năm 2024 tăng bậc so với năm 2023.", In2024())[0].due,
            "2024");
}

TEST(Targets, UnderAHeadingOfObjectivesAmountsNeedNoPromise) {
  TargetContext objectives;
  objectives.year = 2024;
  objectives.objectives = true;
  EXPECT_EQ(Dump("Xây dựng 03 mô hình điểm.", objectives), "eq 3 mô hình");
  EXPECT_EQ(Dump("Không quá 4 vụ tai nạn.", objectives), "le 4 vụ");
  EXPECT_EQ(Dump("Kiểm tra ít nhất 23 chốt trực.", objectives), "ge 23 chốt");
  EXPECT_EQ(Dump("Xây dựng 03 mô hình điểm."), "");
  TargetContext review;
  review.review = true;
  EXPECT_EQ(Dump("Tỷ lệ hồ sơ đúng hạn 98%.", review), "");
  EXPECT_EQ(Dump("Phấn đấu tỷ lệ hồ sơ đúng hạn 98%.", review), "eq 98 %");
}

TEST(Targets, InSectionsAndTables) {
  Structure structure;
  structure.document.period = Period{2024, 2024};
  SectionNode heading;
  heading.id = "s1";
  heading.kind = SectionKind::kHeading;
  heading.marker = "II.";
  heading.text = PlacedText::Plain("MỤC TIÊU");
  SectionNode item;
  item.id = "s2";
  item.kind = SectionKind::kItem;
  item.marker = "1.";
  item.text = PlacedText::Plain("Tổ chức 02 hội nghị chuyên đề.");
  heading.children.push_back(item);
  structure.sections.push_back(heading);
  Table table;
  table.id = "tb1";
  table.columns = {{"TT", "ordinal"},
                   {"Tên chỉ tiêu", "task"},
                   {"Đơn vị tính", "other"},
                   {"Kế hoạch năm 2024", "target"}};
  auto cell = [](int column, std::string text) {
    TableCell c;
    c.column = column;
    c.text = PlacedText::Plain(std::move(text));
    return c;
  };
  TableRow row;
  row.cells = {cell(0, "1"), cell(1, "Thu ngân sách"), cell(2, "tỷ đồng"), cell(3, "≥ 1.250,5")};
  table.rows.push_back(row);
  structure.tables.push_back(table);
  const auto found = ExtractTargets(structure);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, "t1");
  EXPECT_EQ(found[0].anchor.node, "s2");
  EXPECT_EQ(found[0].unit, "hội nghị");
  EXPECT_EQ(found[1].comparator, "ge");
  EXPECT_EQ(found[1].value, 1250.5);
  EXPECT_EQ(found[1].unit, "tỷ đồng");
  EXPECT_EQ(found[1].indicator, "Thu ngân sách");
  EXPECT_EQ(found[1].due, "2024");
  EXPECT_EQ(found[1].anchor.row, 0);
}

/// A table whose rows are "a|b|c"; the first names the columns as "name:role".
Table TableOf(const std::vector<std::string>& rows) {
  Table table;
  table.id = "tb1";
  for (size_t r = 0; r < rows.size(); ++r) {
    TableRow row;
    size_t begin = 0;
    for (int column = 0; begin <= rows[r].size(); ++column) {
      const size_t end = std::min(rows[r].find('|', begin), rows[r].size());
      const std::string text = rows[r].substr(begin, end - begin);
      begin = end + 1;
      if (r == 0) {
        const size_t colon = text.find(':');
        table.columns.push_back({text.substr(0, colon), text.substr(colon + 1)});
        continue;
      }
      TableCell cell;
      cell.column = column;
      cell.text = PlacedText::Plain(text);
      row.cells.push_back(std::move(cell));
    }
    if (r > 0) table.rows.push_back(std::move(row));
  }
  return table;
}

std::string TargetsOf(const std::vector<std::string>& rows) {
  Structure structure;
  structure.tables.push_back(TableOf(rows));
  std::string out;
  for (const Target& t : ExtractTargets(structure)) {
    out += t.indicator.value_or("-") + "=" + t.text + " " + t.unit.value_or("-") + " " +
           t.due.value_or("-") + ";";
  }
  return out;
}

/// Rows "1|a|CELL" below a head: comparator, value, end of a range, unit, value of today.
std::string CellOf(const std::string& head, const std::string& row) {
  Structure structure;
  structure.document.period = Period{2026, 2026};
  structure.tables.push_back(TableOf({head, row}));
  std::string out;
  for (const Target& t : ExtractTargets(structure)) {
    std::ostringstream said;
    said << t.comparator << " " << t.value.value_or(-1);
    if (t.value_max) said << ".." << *t.value_max;
    said << " " << t.unit.value_or("-") << " " << t.due.value_or("-");
    if (t.baseline) said << " <" << t.baseline->value.value_or(-1);
    out += (out.empty() ? "" : "; ") + said.str();
  }
  return out;
}

TEST(Targets, TablesOfIndicatorsOfEveryBuild) {
  const std::string plain = "TT:ordinal|Chỉ tiêu:target|ĐVT:other|Kết quả:output|Chủ trì:lead";
  const std::string years =
      "TT:ordinal|Chỉ tiêu:target|ĐVT:other|Thực hiện năm 2025:other|Năm 2026:other|Năm 2027:other";
  const struct {
    std::string head, row, targets;
  } cases[] = {
      {plain, "1|Tỷ lệ tiêm chủng|%|> 96|Trạm Y tế", "gt 96 % -"},
      {plain, "1|Rừng trồng mới|Ha|140|Phòng Kinh tế", "eq 140 Ha -"},
      {plain, "1|Hộ nghèo|%|< 2|Phòng Nội vụ", "lt 2 % -"},
      {plain, "1|Hài lòng||Tối thiểu 90%|Văn phòng", "ge 90 % -"},
      {plain, "1|Hài lòng||90% trở lên|Văn phòng", "ge 90 % -"},
      {plain, "1|Hài lòng||Từ 85 đến 90%|Văn phòng", "between 85..90 % -"},
      {plain, "1|Hài lòng||85 - 90%|Văn phòng", "between 85..90 % -"},
      {plain, "1|Mô hình||12 mô hình|Hội Nông dân", "eq 12 mô hình -"},
      {plain, "1|Hộ nghèo|%|Giảm 1,5|Phòng Nội vụ", "decrease_by 1.5 % -"},
      {plain, "1|Thời gian xử lý|ngày|Không quá 3|Văn phòng", "le 3 ngày -"},
      {plain, "1|Hộ kinh doanh|Hộ|1.250|Thuế", "eq 1250 Hộ -"},
      // A year a column, and where things stand beside them.
      {years, "1|Nước sạch|%|91|95|97", "eq 95 % 2026 <91; eq 97 % 2027 <91"},
      {"TT:ordinal|Chỉ tiêu:target|Hiện trạng 2025:other|Mục tiêu - Năm 2026:target",
       "1|Nước sạch|91%|≥ 95%", "ge 95 % 2026 <91"},
      {"TT:ordinal|Tên chỉ tiêu:task|ĐVT:other|Giá trị năm 2026:other", "1|Số xã|Xã|4",
       "eq 4 Xã 2026"},
      {"TT:ordinal|Chỉ tiêu:target|Năm 2025 (thực hiện):other|Kế hoạch năm 2026 (%):target",
       "1|Nước sạch|91|95", "eq 95 - 2026 <91"},
      {"TT:ordinal|Chỉ tiêu:target|Kế hoạch thực hiện năm 2026:target", "1|Nước sạch|95%",
       "eq 95 % 2026"},
      // Figures of the past, of persons, of money, of other tables.
      {"TT:ordinal|Chỉ tiêu:target|ĐVT:other|Thực hiện năm 2024:other|Thực hiện năm 2025:other",
       "1|Nước sạch|%|91|95", ""},
      {"TT:ordinal|Chỉ tiêu:target|ĐVT:other|Năm 2024:other|Năm 2025:other", "1|Nước sạch|%|91|95",
       ""},
      {"TT:ordinal|Chỉ tiêu:target|Kế hoạch năm 2025:target|Kết quả năm 2025:output",
       "1|Nước sạch|91|95", ""},
      {"TT:ordinal|Họ và tên:other|Năm 2026:other", "1|Bàn Thị Sao|12", ""},
      {"TT:ordinal|Chỉ tiêu:target|Kinh phí:budget", "1|Nước sạch|120", ""},
      {plain, "1|Báo cáo||Báo cáo tháng 6|Văn phòng", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(CellOf(c.head, c.row), c.targets) << c.head << c.row;
}

TEST(Targets, TablesOfFigures) {
  // "Chỉ tiêu" names them, the plan's year is the target, the year before is not.
  EXPECT_EQ(TargetsOf({"TT:ordinal|Chỉ tiêu:target|Đơn vị:other|Ước thực hiện 2029:other|Kế hoạch "
                       "2030:other",
                       "1|- Số bác sĩ:|Người|6,62|7,04", "2|Trẻ em dưới 5 tuổi|%|13,2|13,1"}),
            "Số bác sĩ=7,04 Người 2030;Trẻ em dưới 5 tuổi=13,1 % 2030;");
  // Two plans beside one another: the one with a year.
  EXPECT_EQ(TargetsOf({"TT:ordinal|Chỉ tiêu:target|Kế hoạch:other|Kế hoạch năm 2030:target",
                       "1|Số mô hình|2|3"}),
            "Số mô hình=3 - 2030;");
  // A report on what was reached commits to nothing.
  EXPECT_EQ(
      TargetsOf({"TT:ordinal|Chỉ tiêu:target|Kế hoạch:other|Thực hiện:other", "1|Số xã|70|68"}),
      "");
}

}  // namespace
}  // namespace planrec::extract
