// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/formulae.h"

#include <gtest/gtest.h>

namespace planrec::normalize {
namespace {

TEST(Formulae, NationalNameAndMottoAreKnownHoweverTheyWereRead) {
  struct Case {
    const char *line, *found;
  };
  const Case cases[] = {
      {"cgNG nol xA Hgr cnu Ncnia vrET NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
      {"C(>NG HOA XA HOI CHU NGHIA VIET NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
      {"CONGHOA XA HQI CHU NGHIA VI~T NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
      {"UBND TINH CONG HOA XA HOI CHU NGHIA VIET NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
      {"nuoc Cong hoa xa hoi chu nghia Viet Nam, gom", "Cộng hòa xã hội chủ nghĩa Việt Nam,"},
      {"Doc lap - Ty do - Hanh phuc", "Độc lập Tự do Hạnh phúc"},
      {"Dc lp - Tr do - Hnh phnc", "Độc lập Tự do Hạnh phúc"},
      {"Uy ban nhan dan xa giao cac don vi thuc hien", ""},
      {"Lap do an tu bo hanh lang an toan", ""},
      {"KE HOACH TRIEN KHAI CONG TAC CAI CACH HANH CHINH", ""},
      {"Nam", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    std::string found;
    for (const FormulaWord& word : FindFormula(c.line)) {
      found += (found.empty() ? "" : " ") + word.text;
    }
    EXPECT_EQ(found, c.found) << c.line;
  }
}

}  // namespace
}  // namespace planrec::normalize
