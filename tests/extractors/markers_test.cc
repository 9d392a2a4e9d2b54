// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/markers.h"

#include <gtest/gtest.h>

namespace planrec::extract {
namespace {

/// "mark|rank|ordinals|text", or "-" where the line begins with no mark.
std::string Show(const std::string& line, const std::optional<Marker>& marker) {
  if (!marker) return "-";
  std::string ordinals;
  for (int n : marker->ordinals) {
    if (!ordinals.empty()) ordinals.push_back(',');
    ordinals.append(std::to_string(n));
  }
  return marker->printed + "|" + std::to_string(marker->rank()) + "|" + ordinals + "|" +
         line.substr(marker->text_begin);
}

struct Line {
  const char* line;
  const char* expected;
};

TEST(Markers, PrintedForms) {
  const Line cases[] = {
      {"PHẦN THỨ NHẤT", "PHẦN THỨ NHẤT|1|1|"},
      {"Phần II. Nội dung", "Phần II|1|2|Nội dung"},
      {"Phần mềm quản lý văn bản", "-"},
      {"Chương I", "Chương I|2|1|"},
      {"CHƯƠNG III: TỔ CHỨC", "CHƯƠNG III|2|3|TỔ CHỨC"},
      {"Chương trình số 5 của huyện", "-"},
      {"Mục 1. Quy định chung", "Mục 1|3|1|Quy định chung"},
      {"Mục 2 của Kế hoạch này", "-"},
      {"Mục tiêu chung", "-"},
      {"Điều 3. Hiệu lực thi hành", "Điều 3.|5|3|Hiệu lực thi hành"},
      {"Điều 5 của Luật này", "-"},
      {"A. ĐÁNH GIÁ TÌNH HÌNH", "A.|6|2|ĐÁNH GIÁ TÌNH HÌNH"},
      {"A. Nguyễn, trưởng đoàn", "-"},
      {"I. MỤC ĐÍCH", "I.|7|1|MỤC ĐÍCH"},
      {"IV. TỔ CHỨC THỰC HIỆN", "IV.|7|4|TỔ CHỨC THỰC HIỆN"},
      {"II/ NỘI DUNG", "II/|7|2|NỘI DUNG"},
      {"II/ 05 mô hình", "II/|7|2|05 mô hình"},
      {"II/2026.", "-"},
      {"IV/2025: tổng kết", "-"},
      {"I- Mục đích", "I-|7|1|Mục đích"},
      {"IIII. SAI", "-"},
      {"V/v triển khai", "-"},
      {"X-quang tại trạm", "-"},
      {"II.1. Chỉ tiêu", "II.1.|10|1|Chỉ tiêu"},
      {"1. Mục đích", "1.|10|1|Mục đích"},
      {"12. Sở Tài chính", "12.|10|12|Sở Tài chính"},
      {"1.Mục đích", "1.|10|1|Mục đích"},
      {"1/ Mục đích", "1/|10|1|Mục đích"},
      {"2. 100% cán bộ", "2.|10|2|100% cán bộ"},
      {"1.2. Nội dung", "1.2.|11|1,2|Nội dung"},
      {"1.2 Nội dung", "1.2|11|1,2|Nội dung"},
      {"2.1.3. Giải pháp", "2.1.3.|12|2,1,3|Giải pháp"},
      {"3.4- Quản lý nhà nước", "3.4-|11|3,4|Quản lý nhà nước"},
      {"2.5 / Nội dung", "2.5 /|11|2,5|Nội dung"},
      {"a- Đẩy mạnh thi đua", "a-|20|2|Đẩy mạnh thi đua"},
      {"b/ Kiểm tra", "b/|20|4|Kiểm tra"},
      {"a-xít", "-"},
      {"1) Công bố", "1)|16|1|Công bố"},
      {"a) Rà soát", "a)|20|2|Rà soát"},
      {"đ) Kiểm tra", "đ)|20|10|Kiểm tra"},
      {"f) Kiểm tra", "f)|20|13|Kiểm tra"},
      {"- h) Triển khai", "h)|20|16|Triển khai"},
      {"a. Rà soát", "a.|20|2|Rà soát"},
      {"a. rà soát", "-"},
      {"- Rà soát", "-|30||Rà soát"},
      {"– Rà soát", "–|30||Rà soát"},
      {"-Rà soát", "-|30||Rà soát"},
      {"- 100% hồ sơ", "-|30||100% hồ sơ"},
      {"- 05 mô hình", "-|30||05 mô hình"},
      {"• Rà soát", "•|30||Rà soát"},
      {"+ Quý I", "+|40||Quý I"},
      {"+ 1400 bao tải", "+|40||1400 bao tải"},
      {"* Đối với xã", "*|25||Đối với xã"},
      // Numbers and years that only begin a line.
      {"2023 của Ủy ban nhân dân", "-"},
      {"01 bộ hồ sơ", "-"},
      {"30 tháng 6", "-"},
      {"30.000 đồng", "-"},
      {"2.5 triệu đồng", "-"},
      {"15/3/2024 đến hết năm", "-"},
      {"12.5.2024 là ngày", "-"},
      {"5% tổng số", "-"},
      {"8 - 10 giờ hằng ngày", "-"},
      {"-5 độ", "-"},
      {"+84 912", "-"},
      {"Căn cứ Luật", "-"},
      {"", "-"},
  };
  for (const Line& c : cases) EXPECT_EQ(Show(c.line, ReadMarker(c.line)), c.expected) << c.line;
}

struct Damage {
  const char* line;
  Expected expected;
  const char* repaired;  ///< "-": not read so
};

TEST(Markers, DamageIsReadAsWhatMustComeNext) {
  const Expected roman1{MarkerKind::kRoman, {1}, false, "."},
      roman2{MarkerKind::kRoman, {2}, false, "."}, roman3{MarkerKind::kRoman, {3}, false, "."},
      roman4{MarkerKind::kRoman, {4}, false, "."}, one{MarkerKind::kArabic, {1}, false, "."},
      eleven{MarkerKind::kArabic, {11}, false, "."},
      one_one{MarkerKind::kArabic, {1, 1}, false, "."};
  const auto letter = [](char32_t c) {
    return Expected{MarkerKind::kLetter, {LetterOrdinal(c)}, false, "."};
  };
  const Damage cases[] = {
      {"|. MỤC ĐÍCH", roman1, "I."},      {"l. MỤC ĐÍCH", roman1, "I."},
      {"1. MỤC ĐÍCH", roman1, "I."},      {"I1. NỘI DUNG", roman2, "II."},
      {"H. NỘI DUNG", roman2, "II."},     {"11. NỘI DUNG", roman2, "II."},
      {"I11. TỔ CHỨC", roman3, "III."},   {"m. TỔ CHỨC", roman3, "III."},
      {"1V. TỔ CHỨC", roman4, "IV."},     {"V. TỔ CHỨC", roman4, "-"},
      {"I1. NỘI DUNG", roman3, "-"},      {"II. NỘI DUNG", roman2, "-"},
      {"l. Mục đích", one, "1."},         {"I. Mục đích", one, "1."},
      {"ll. Mục đích", eleven, "11."},    {"1,1. Mục đích", one_one, "1.1."},
      {"2. Mục đích", one, "-"},          {"0) Rà soát", letter(U'c'), "c)"},
      {"0) Rà soát", letter(U'o'), "o)"}, {"d) Rà soát", letter(U'đ'), "đ)"},
      {"1) Rà soát", letter(U'l'), "l)"}, {"8) Rà soát", letter(U'g'), "g)"},
      {"b} Rà soát", letter(U'b'), "b)"}, {"c) Rà soát", letter(U'e'), "e)"},
      {"k) Rà soát", letter(U'b'), "-"},
  };
  for (const Damage& c : cases) {
    const std::optional<Marker> marker = ReadDamagedMarker(c.line, c.expected);
    EXPECT_EQ(marker ? marker->printed : "-", c.repaired) << c.line;
    if (!marker) continue;
    const std::string line = c.line;
    EXPECT_EQ(marker->damaged, line.substr(0, line.find(' ')));
    EXPECT_EQ(marker->text_begin, line.find(' ') + 1);
  }
}

TEST(Markers, MalformedWordsAreNoPrint) {
  for (const char* word : {"|.", "I1.", "I11.", "0)", "b}", "c]", "1I."}) {
    EXPECT_TRUE(IsMalformed(word)) << word;
  }
  for (const char* word : {"I.", "1.", "a)", "đ)", "1.1.", "TP.", "năm.", "2023)", "-"}) {
    EXPECT_FALSE(IsMalformed(word)) << word;
  }
}

TEST(Markers, LettersFollowTheVietnameseAlphabet) {
  const std::u32string order = U"abcdđeghiklmnopqrstuvxy";
  for (size_t i = 1; i < order.size(); ++i) {
    EXPECT_EQ(LetterOrdinal(order[i]), LetterOrdinal(order[i - 1]) + 2);
  }
  EXPECT_LT(LetterOrdinal(U'e'), LetterOrdinal(U'f'));
  EXPECT_LT(LetterOrdinal(U'f'), LetterOrdinal(U'g'));
  EXPECT_EQ(LetterOrdinal(U'ê'), 0);
}

}  // namespace
}  // namespace planrec::extract
