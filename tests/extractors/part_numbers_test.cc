// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/part_numbers.h"

#include <gtest/gtest.h>

#include <string>

namespace planrec::extract {
namespace {

/// The marks of the lines, "·" for a line that stays as it is, "/" between lines.
std::string Row(std::string_view text, bool doubtful = true) {
  std::vector<PartLine> lines;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('/', at), text.size());
    lines.push_back({text.substr(at, end - at), doubtful});
    at = end + 1;
  }
  std::string out;
  for (const auto& marker : NumberParts(lines)) {
    if (!out.empty()) out += ' ';
    out += marker ? marker->printed : "·";
  }
  return out;
}

TEST(NumberParts, Rows) {
  struct Case {
    const char* lines;
    const char* marks;
  };
  const Case cases[] = {
      // right as they are
      {"I. MỤC ĐÍCH/II. NỘI DUNG/III. KINH PHÍ", "· · ·"},
      // strokes lost, once and in a row
      {"I. MỤC ĐÍCH/II. NỘI DUNG/II. KINH PHÍ/IV. TỔ CHỨC", "· · III. ·"},
      {"I. MỤC ĐÍCH/I. NỘI DUNG/II. KINH PHÍ/IV. TỔ CHỨC", "· II. III. ·"},
      {"I- MỤC ĐÍCH/I- NỘI DUNG/III- KINH PHÍ", "· II- ·"},
      {"I. MỤC ĐÍCH/I. NỘI DUNG", "· II."},
      // run together, doubled, signs and spaces lost
      {"L MỤC ĐÍCH/H. NỘI DUNG/IH. KINH PHÍ/1V. TỔ CHỨC/YV. KẾT LUẬN", "I. II. III. IV. V."},
      {"IL.MỤC ĐÍCH/II MỤC TIÊU/II. NHIỆM VỤ/IV. KINH PHÍ", "I. II. III. ·"},
      {"1. MỤC ĐÍCH/II. NỘI DUNG", "I. ·"},
      // what is printed twice or left out is kept where no slip explains it
      {"I. MỤC ĐÍCH/II. NỘI DUNG/II. KINH PHÍ/III. TỔ CHỨC", "· · · ·"},
      {"I. MỤC ĐÍCH/III. KINH PHÍ/IV. TỔ CHỨC", "· · ·"},
      // each part counts its own
      {"Phần I/I. MỤC TIÊU/II. CHỈ TIÊU/Phần II/I. NỘI DUNG/I. TỔ CHỨC", "· · · · · II."},
      {"PhầnI/I. MỤC TIÊU/Phần 1I/I. NỘI DUNG/II. TỔ CHỨC", "· · · · ·"},
      {"A. TÌNH HÌNH CHUNG/I. KẾT QUẢ/B. NHIỆM VỤ NĂM/I. MỤC TIÊU", "· · · ·"},
      // other lists
      {"A. TÌNH HÌNH/B. KẾT QUẢ/H. KINH PHÍ", "· · ·"},
      {"1. MỤC ĐÍCH/2. NỘI DUNG", "· ·"},
      {"I. MỤC ĐÍCH/1. NỘI DUNG/2. KINH PHÍ/II. TỔ CHỨC", "· · · ·"},
      // a numeral left out, and a list that fills the gap; a list below a damaged numeral
      {"I. KẾT QUẢ/1. CHỈ ĐẠO/- a/2. KIỂM TRA/III. KIẾN NGHỊ", "· · · · ·"},
      {"I. KẾT QUẢ/1. NHIỆM VỤ/1. Chỉ đạo/2. Kiểm tra/III. KIẾN NGHỊ", "· II. · · ·"},
      {"TU BỔ DI TÍCH/TÌM HIỂU PHÁP LUẬT/NHIỆM VỤ CHUNG", "· · ·"},
      {"I. Mục đích/H. Nội dung/III. Kinh phí", "· II. ·"},
      {"a) Rà soát/l) Kiểm tra", "· ·"},
      {"", "·"},
  };
  for (const Case& c : cases) EXPECT_EQ(Row(c.lines), c.marks) << c.lines;
}

TEST(NumberParts, SureLinesStay) {
  EXPECT_EQ(Row("I. MỤC ĐÍCH/I. NỘI DUNG/II. KINH PHÍ/IV. TỔ CHỨC", false), "· · · ·");
  EXPECT_EQ(Row("H. NỘI DUNG/L MỤC ĐÍCH", false), "· ·");
}

}  // namespace
}  // namespace planrec::extract
