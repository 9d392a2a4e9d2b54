// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/document_codes.h"

#include <gtest/gtest.h>

#include <sstream>

namespace planrec::extract {
namespace {

std::string Dump(std::string_view text) {
  std::ostringstream out;
  for (const DocumentCode& code : FindCodes(text)) {
    if (out.tellp() > 0) out << "; ";
    out << code.code << ' ' << (code.number ? std::to_string(*code.number) : std::string("-"))
        << ' ';
    out << (code.type.empty() ? std::string("-") : code.type);
  }
  return out.str();
}

TEST(DocumentCodes, SchemesAsPrinted) {
  const struct {
    const char* text;
    const char* codes;
  } cases[] = {
      // state acts
      {"Kế hoạch số 16/KH-UBND", "16/KH-UBND 16 KH"},
      {"Chỉ thị số 06/CT-CTUBND ngày 17/5/2019", "06/CT-CTUBND 6 CT"},
      {"Chương trình hành động số 133/CTr-UBND", "133/CTr-UBND 133 CTr"},
      {"Báo cáo số 235/BC-SNV", "235/BC-SNV 235 BC"},
      {"Tờ trình số 191/TTr-SXD", "191/TTr-SXD 191 TTr"},
      {"Quy chế số 924/QC-SNNMT-SXD", "924/QC-SNNMT-SXD 924 QC"},
      {"Quyết định số 2152/QĐ-BNN-TCTL", "2152/QĐ-BNN-TCTL 2152 QĐ"},
      {"Quyết định số 3176b/QĐ-SYT", "3176b/QĐ-SYT 3176 QĐ"},
      {"Hướng dẫn số 07/HD-BTĐKT", "07/HD-BTĐKT 7 HD"},
      {"Kế hoạch số 22/KH-BCĐ389", "22/KH-BCĐ389 22 KH"},
      {"Thông báo số 561/TB-ĐHTĐ", "561/TB-ĐHTĐ 561 TB"},
      {"Quyết định số 14/QyĐ-UBND", "14/QyĐ-UBND 14 QyĐ"},
      {"Kế hoạch số 40/KH-UBND.VX", "40/KH-UBND.VX 40 KH"},
      {"theo số 40/KH-UBND.Căn cứ", "40/KH-UBND 40 KH"},
      // rules
      {"Nghị định số 42/2022/NĐ-CP", "42/2022/NĐ-CP 42 NĐ"},
      {"Thông tư 01/2019/TT-BNV", "01/2019/TT-BNV 1 TT"},
      {"Quyết định số 28/2018/QĐ-TTg", "28/2018/QĐ-TTg 28 QĐ"},
      {"Thông tư liên tịch số 05/2015/TTLT-BNV-BTC", "05/2015/TTLT-BNV-BTC 5 TTLT"},
      {"số 05/2015/TTLT/BNV-BTC", "05/2015/TTLT/BNV-BTC 5 TTLT"},
      {"Nghị quyết số 12/2024/NQ-HĐND", "12/2024/NQ-HĐND 12 NQ"},
      {"Nghị quyết số 1211/2016/NQ-UBTVQH13", "1211/2016/NQ-UBTVQH13 1211 NQ"},
      // National Assembly
      {"Luật số 33/2024/QH15", "33/2024/QH15 33 -"},
      {"Nghị quyết số 351/2017/UBTVQH14", "351/2017/UBTVQH14 351 -"},
      // party
      {"Nghị quyết số 19-NQ/TW", "19-NQ/TW 19 NQ"},
      {"số 208-KH/TU, số 209-KH/TU", "208-KH/TU 208 KH; 209-KH/TU 209 KH"},
      {"Quy định số 540-QĐ/TW", "540-QĐ/TW 540 QĐ"},
      {"Hướng dẫn số 36-HD/VPTW", "36-HD/VPTW 36 HD"},
      {"Kết luận số 05-KL/TW", "05-KL/TW 5 KL"},
      {"Chương trình số 12 - CTr/HU", "12-CTr/HU 12 CTr"},
      // official letters, loose codes
      {"Công văn số 1849/BGDĐT-GDPT", "1849/BGDĐT-GDPT 1849 -"},
      {"Công văn số 12/UBND-VX", "12/UBND-VX 12 -"},
      {"tại văn bản số 01/KH1N-01/17h00/DBQG-DBKH ngày 15/01", "01/KH1N-01/17h00/DBQG-DBKH 1 -"},
      {"Công văn số 1234/BXD, ngày", "1234/BXD 1234 -"},
      // spaces, dashes, emphasis
      {"Quyết định số 468/QĐ- TTg", "468/QĐ-TTg 468 QĐ"},
      {"Số: *199* /KH-UBND", "199/KH-UBND 199 KH"},
      {"số 30 / KH - UBND", "30/KH-UBND 30 KH"},
      {"số 31/KH–UBND", "31/KH-UBND 31 KH"},
      {"Số: /KH-UBND", "/KH-UBND - KH"},
      {"Tờ trình số       /TTr-SXD", "/TTr-SXD - TTr"},
      // strokes lost in reading
      {"Nghị định số 30/2020/ND-CP", "30/2020/NĐ-CP 30 NĐ"},
      {"Quyết định số 44/QD-UBND", "44/QĐ-UBND 44 QĐ"},
      {"SỐ 12/KH-UBND", "12/KH-UBND 12 KH"},
      {"Nghị quyết số 08/NQ-HDND", "08/NQ-HĐND 8 NQ"},
      {"Quyết định số 77/QÐ-UBND", "77/QĐ-UBND 77 QĐ"},
      {"Công văn s6 104/KH-UBND", "104/KH-UBND 104 KH"},
      {"Quyết định 15/QĐ-TTG", "15/QĐ-TTg 15 QĐ"},
      {"Kế hoạch số 5I/KH-UBND ngày", "51/KH-UBND 51 KH"},
      {"Số: Ủ7/CT-UBND", "07/CT-UBND 7 CT"},
      {"SỐ:Ủ7/CT-UBND", "07/CT-UBND 7 CT"},
      {"số lO/2024/QĐ-UBND", ""},
      {"số 1O/2024/QĐ-UBND", "10/2024/QĐ-UBND 10 QĐ"},
      // several
      {"số 18-NQ/TW; số 19-NQ/TW và 76/NQ-CP", "18-NQ/TW 18 NQ; 19-NQ/TW 19 NQ; 76/NQ-CP 76 NQ"},
      // none of these is a code
      {"ISO 9001:2015", ""},
      {"TCVN 6909:2001", ""},
      {"ngày 14/12/2021 của", ""},
      {"trực 24/24 giờ, 7/7 ngày", ""},
      {"vận tốc 80 km/h - đường", ""},
      {"đạt 0,4/0,5 điểm", ""},
      {"giai đoạn 2021 - 2025", ""},
      {"tổ 5/KP-TH", ""},
      {"công suất 120m3/s - La Khê", ""},
      {"Quý I/2023 - Quý II/2023", ""},
      {"310mm/2 ngày", ""},
      {"và/hoặc A-B", ""},
  };
  for (const auto& [text, codes] : cases) EXPECT_EQ(Dump(text), codes) << text;
}

TEST(DocumentCodes, ACodeAlone) {
  const auto code = ParseCode("199 /KH-UBND");
  ASSERT_TRUE(code.has_value());
  EXPECT_EQ(code->code, "199/KH-UBND");
  EXPECT_EQ(code->notation, "KH-UBND");
  EXPECT_EQ(code->issuer, "UBND");
  const auto blank = ParseCode("/KH-UBND");
  ASSERT_TRUE(blank.has_value());
  EXPECT_FALSE(blank->number.has_value());
  EXPECT_EQ(ParseCode("42/2022/NĐ-CP")->notation, "2022/NĐ-CP");
  EXPECT_EQ(ParseCode("42/2022/NĐ-CP")->year, 2022);
  EXPECT_EQ(ParseCode("12/UBND-VX")->issuer, "UBND");
  EXPECT_FALSE(ParseCode("ngày 5 tháng 3").has_value());
  EXPECT_FALSE(ParseCode("").has_value());
}

TEST(DocumentCodes, TypeWordsLongestFirst) {
  EXPECT_EQ(TypeWordAt("chuong trinh hanh dong so 5", 0)->abbreviation, "CTr");
  EXPECT_EQ(TypeWordAt("chuong trinh hanh dong so 5", 0)->words, "Chương trình hành động");
  EXPECT_EQ(TypeWordAt("thong tu lien tich", 0)->abbreviation, "TTLT");
  EXPECT_EQ(TypeWordAt("ke hoach so 5", 0)->abbreviation, "KH");
  EXPECT_EQ(TypeWordAt("ke hoachs", 0), nullptr);
  EXPECT_EQ(TypeWordAt("xke hoach", 1), nullptr);
}

}  // namespace
}  // namespace planrec::extract
