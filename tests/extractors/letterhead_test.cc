// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/letterhead.h"

#include <gtest/gtest.h>

#include "extractors/layout/columns.h"
#include "extractors/structure/head_grammar.h"
#include "extractors/vocabulary/document_types.h"
#include "flow_builder.h"

namespace planrec::extract {
namespace {

TEST(Letterhead, NumberLines) {
  struct Case {
    const char* line;
    const char* expected;  ///< "number notation code", "-": no number line
  };
  const Case cases[] = {
      {"Số: 104/KH-UBND", "104 KH-UBND 104/KH-UBND"},
      {"Số: 07/KH-UBND", "7 KH-UBND 07/KH-UBND"},
      {"Số: *199* /KH-UBND", "199 KH-UBND 199/KH-UBND"},
      {"Số:  362 / KH - SGDĐT", "362 KH-SGDĐT 362/KH-SGDĐT"},
      {"Số: /KH-UBND", "blank KH-UBND /KH-UBND"},
      {"Số: ....../KH-UBND", "blank KH-UBND /KH-UBND"},
      {"Số       /QĐ- TTg", "blank QĐ-TTg /QĐ-TTg"},
      {"S6: 104/KH-UBND", "104 KH-UBND 104/KH-UBND"},
      {"Sô: l04/KH-UBND", "104 KH-UBND 104/KH-UBND"},
      {"Số 12-KH/ĐU", "12 ĐU 12-KH/ĐU"},
      {"Số: 01/2006/TT-NHNN", "1 2006/TT-NHNN 01/2006/TT-NHNN"},
      {"Số: 8544 /SNNMT-TNN", "8544 SNNMT-TNN 8544/SNNMT-TNN"},
      {"Số: 2760b/QĐ-ĐHSP", "2760 QĐ-ĐHSP 2760b/QĐ-ĐHSP"},
      {"__ Số: Ủ7/CT-UBND", "7 CT-UBND 07/CT-UBND"},
      {"SỐ:Ú7/CT-UBND", "7 CT-UBND 07/CT-UBND"},
      {"Số: /24© /KH-ĐHTĐ", "24 KH-ĐHTĐ 24/KH-ĐHTĐ"},
      {"Số: #4 /QĐ-UBND", "4 QĐ-UBND 4/QĐ-UBND"},
      {"Số: 11KH-UBND", "11 KH-UBND 11/KH-UBND"},
      {"số:24 2 KH-SYT", "242 KH-SYT 242/KH-SYT"},
      {"Số: 11 lQĐ-UBND", "11 QĐ-UBND 11/QĐ-UBND"},
      {"Số: Ø7 /CT-UBND", "7 CT-UBND 7/CT-UBND"},
      {"Số: ..b/KH-UBND", "blank KH-UBND /KH-UBND"},
      {"Số: 3176B/QĐ-SYT", "3176 QĐ-SYT 3176B/QĐ-SYT"},
      {"Số: ? /QĐ-SYT", "blank QĐ-SYT /QĐ-SYT"},
      {"Số: 154 /CTPH-LĐLĐ-SVH,TT,DL", "154 CTPH-LĐLĐ-SVH,TT,DL 154/CTPH-LĐLĐ-SVH,TT,DL"},
      {"Số: 154/KH-UBND, ngày 5 tháng 3", "154 KH-UBND 154/KH-UBND"},
      {"Số: 5 Quang-Trung", "-"},
      {"Số lượng: 104 bộ", "-"},
      {"Số điện thoại: 0221/3863", "-"},
      {"Sở Y tế", "-"},
  };
  for (const Case& c : cases) {
    const std::optional<PrintedCode> code = ReadNumberLine(c.line);
    std::string shown = "-";
    if (code) {
      shown = code->number ? std::to_string(*code->number) : "blank";
      shown += " " + code->notation + " " + code->code;
      // What could not be read is no blank.
      const bool unread = std::string_view(c.line).find('?') != std::string_view::npos;
      EXPECT_EQ(code->blank, !unread && !code->number.has_value());
    }
    EXPECT_EQ(shown, c.expected) << c.line;
  }
}

TEST(Letterhead, PlaceAndDate) {
  struct Case {
    const char* line;
    const char* expected;  ///< "place|date", "-": none
  };
  const Case cases[] = {
      {"An Phú, ngày 05 tháng 3 năm 2025", "An Phú|2025-03-05"},
      {"TP. Bình Sơn, ngày *30* tháng 12 năm 2022", "TP. Bình Sơn|2022-12-30"},
      {"An Phú, ngày     tháng 01 năm 2024", "An Phú|2024-01"},
      {"An Phú, ngày … tháng … năm 2024", "An Phú|2024"},
      {"An Phú, ngày 31 tháng 13 năm 2024", "An Phú|2024"},
      {"Hà Nội, ngày 29 tháng 2 năm 2026", "Hà Nội|2026-02"},
      {"Hà Nội, ngày 29 tháng 2 năm 2028", "Hà Nội|2028-02-29"},
      {"Hà Nội, ngày 31 tháng 4 năm 2026", "Hà Nội|2026-04"},
      {"Ldp Vo, ngay 22 thang 3 nam 2024", "Ldp Vo|2024-03-22"},
      {"Quảng Ngãi, ngày 9 tháng 5 năm 2025", "Quảng Ngãi|2025-05-09"},
      {"Hà Nội, ngày 5/3/2024", "Hà Nội|2024-03-05"},
      {"An Phú, ngàyÀ3 tháng 02 năm 2025", "An Phú|2025-02"},
      {"An Phú, ngày — tháng 02 năm 2025", "An Phú|2025-02"},
      {"An Phú, ngày 2 thángØ† năm 2021", "An Phú|2021"},
      {"hoàn thành trước tháng 5 năm 2024", "-"},
      {"thực hiện Nghị quyết số 20-NQ/TW, ngày 25 tháng 10 năm 2017", "-"},
      {"Căn cứ Luật Đất đai", "-"},
  };
  for (const Case& c : cases) {
    const std::optional<PrintedDate> date = ReadPlaceAndDate(c.line);
    EXPECT_EQ(date ? date->place + "|" + date->iso : "-", c.expected) << c.line;
    if (date) {
      EXPECT_EQ(date->complete, date->iso.size() == 10) << c.line;
    }
  }
}

TEST(Letterhead, TypeLines) {
  struct Case {
    const char* line;
    const char* expected;
  };
  const Case cases[] = {
      {"KẾ HOẠCH", "KH"},         {"K Ế  H O Ạ C H", "KH"}, {"KE HOACH", "KH"},
      {"KÉ HOẠCH", "KH"},         {"QUYẾT ĐỊNH:", "QĐ"},    {"QUYET DNH", "QĐ"},
      {"THONGBAO", "TB"},         {"CHỈ THỊ", "CT"},        {"BÁO CÁO", "BC"},
      {"CHƯƠNG TRÌNH", "CTr"},    {"TỜ TRÌNH", "TTr"},      {"PHƯƠNG ÁN", "PA"},
      {"QUY CHẾ", "QC"},          {"QUY ĐỊNH", "QyĐ"},      {"Kế hoạch", "KH"},
      {"K HOẠCH", "KH"},          {"GIẤY PHÉP", "GP"},      {"THƯ MỜI", "TM"},
      {"Ộ QUYÉT ĐỊNH : Ộ", "QĐ"}, {"Kế hoạch này", "-"},    {"kế hoạch", "-"},
      {"NỘI DUNG", "-"},          {"KẾ HOẠCH SỐ 5", "-"},   {"", "-"},
  };
  for (const Case& c : cases) {
    const std::optional<TypeLine> type = FindTypeLine(c.line);
    EXPECT_EQ(type ? type->type->abbreviation : "-", c.expected) << c.line;
  }
  EXPECT_EQ(FindTypeByNotation("2024/NĐ-CP")->abbreviation, "NĐ");
  EXPECT_EQ(FindTypeByNotation("KH/TU")->abbreviation, "KH");
  EXPECT_EQ(FindTypeByNotation("CTr-UBND")->abbreviation, "CTr");
  EXPECT_EQ(FindTypeByNotation("UBND-NV"), nullptr);
}

TEST(Letterhead, Periods) {
  struct Case {
    const char* title;
    int from, to;  ///< 0: none
  };
  const Case cases[] = {
      {"Cải cách hành chính năm 2023", 2023, 2023},
      {"Phát triển du lịch giai đoạn 2021 -2025", 2021, 2025},
      {"Phát triển du lịch giai đoạn 2021-2025, tầm nhìn đến năm 2030", 2021, 2025},
      {"Kiểm tra công vụ 6 tháng cuối năm 2024", 2024, 2024},
      {"Thực hiện nhiệm vụ năm học 2024-2025", 2024, 2025},
      {"Thực hiện Chương trình giai đoạn 2021-2025 năm 2024", 2024, 2024},
      {"Triển khai Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ năm 2024", 2024, 2024},
      {"Triển khai Nghị định số 43/2011/NĐ-CP", 0, 0},
      {"Triển khai Nghị quyết ngày 15 tháng 7 năm 2021 của Chính phủ", 0, 0},
      {"Nâng hạng chỉ số so với năm 2022", 0, 0},
      {"Chuyển đổi số từ năm 2022 đến năm 2025", 2022, 2025},
      {"Hoạt động quý III/2024", 2024, 2024},
      {"Trồng cây trong các năm 2024, 2025", 2024, 2025},
      {"Tổ chức hội thi", 0, 0},
  };
  for (const Case& c : cases) {
    const std::optional<Period> period = PeriodOf(c.title);
    EXPECT_EQ(period ? period->from : 0, c.from) << c.title;
    EXPECT_EQ(period ? period->to : 0, c.to) << c.title;
  }
}

TEST(Columns, MergedLinesAreCutWhereTheRightColumnBegins) {
  struct Case {
    const char* line;
    const char* left;
    const char* right;  ///< empty: not cut
  };
  const Case letterheads[] = {
      {"UBND HUYỆN AN PHÚ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND HUYỆN AN PHÚ",
       "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
      {"UY BAN NHAN DAN CONG HOA XA HQI CHU NGHIA VIET NAM", "UY BAN NHAN DAN",
       "CONG HOA XA HQI CHU NGHIA VIET NAM"},
      {"HUYEN AN PHU Déc 1ap - Tw do - Hanh phuc", "HUYEN AN PHU", "Déc 1ap - Tw do - Hanh phuc"},
      {"S6: 104/KH-UBND Ldp Vo, ngay 22 thang 3 nam 2024", "S6: 104/KH-UBND",
       "Ldp Vo, ngay 22 thang 3 nam 2024"},
      {"Số: 12/KH-UBND An Phú, ngày tháng 01 năm 2024", "Số: 12/KH-UBND",
       "An Phú, ngày tháng 01 năm 2024"},
      {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""},
      {"Số: 104/KH-UBND", "Số: 104/KH-UBND", ""},
  };
  for (const Case& c : letterheads) {
    FlowLine line;
    line.text = PlacedText::Plain(c.line);
    const std::vector<FlowLine> parts = SplitMergedLetterhead(line);
    ASSERT_EQ(parts.size(), *c.right ? 2u : 1u) << c.line;
    EXPECT_EQ(parts[0].text.text, c.left);
    if (!*c.right) continue;
    EXPECT_EQ(parts[1].text.text, c.right);
    EXPECT_EQ(parts[0].column, Column::kLeft);
    EXPECT_EQ(parts[1].column, Column::kRight);
  }
  const Case closings[] = {
      {"Nơi nhận: TM. ỦY BAN NHÂN DÂN", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"},
      {"- Như trên; KT. GIÁM ĐỐC", "- Như trên;", "KT. GIÁM ĐỐC"},
      {"- UBND tỉnh; PHÓ GIÁM ĐỐC", "- UBND tỉnh;", "PHÓ GIÁM ĐỐC"},
      {"- Chủ tịch, các PCT UBND xã;", "- Chủ tịch, các PCT UBND xã;", ""},
  };
  for (const Case& c : closings) {
    FlowLine line;
    line.text = PlacedText::Plain(c.line);
    const std::vector<FlowLine> parts = SplitMergedClosing(line);
    ASSERT_EQ(parts.size(), *c.right ? 2u : 1u) << c.line;
    EXPECT_EQ(parts[0].text.text, c.left);
    if (*c.right) {
      EXPECT_EQ(parts[1].text.text, c.right);
    }
  }
}

TEST(Columns, SetPhrasesWithDamage) {
  EXPECT_TRUE(IsNationalName("CQNG HOA xA HQI CHU NGHiA VIET NAM"));
  EXPECT_TRUE(IsNationalName("ĐẢNG CỘNG SẢN VIỆT NAM"));
  EXPECT_FALSE(IsNationalName("CỘNG HÒA SÉC"));
  EXPECT_TRUE(IsMotto("Độc lập – Tự do – Hạnh phúc"));
  EXPECT_FALSE(IsMotto("Độc lập về tài chính"));
  EXPECT_TRUE(IsSignatureStamp("Thời gian ký: 03/02/2025 10:47:25"));
  EXPECT_FALSE(IsSignatureStamp("Ký kết quy chế phối hợp"));
  EXPECT_TRUE(IsDrawnRule("_______"));
  EXPECT_TRUE(IsDrawnRule("*"));
  EXPECT_FALSE(IsDrawnRule("- a"));
}

/// The head's own part of the dump.
std::string HeadOf(const std::vector<std::string>& lines) {
  const Flow flow = PlacedFlow(lines);
  Structure shown;
  Head head = ReadHead(flow.items, 0, flow.items.size());
  shown.document = head.fields;
  shown.warnings = head.warnings;
  std::string out = DumpRest(shown) + "body ";
  return out + (head.end < flow.items.size() ? flow.items[head.end].line.text.text : "-");
}

TEST(Letterhead, BornDigitalPlan) {
  EXPECT_EQ(
      HeadOf({"L UBND TỈNH BẮC HÀ", "L! SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "L Số: 45/KH-SVHTTDL",
              "R! CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "R! Độc lập - Tự do - Hạnh phúc",
              "R Bắc Hà, ngày 07 tháng 01 năm 2025", "=! KẾ HOẠCH",
              "=! Tổ chức ngày hội đọc sách tại các thư viện huyện",
              "=! và trường học trên địa bàn tỉnh năm 2025",
              "> Thực hiện chương trình công tác năm, Sở xây dựng kế hoạch dưới đây.",
              "> I. MỤC ĐÍCH"}),
      "type KH\nnumber 45\nnotation KH-SVHTTDL\ncode 45/KH-SVHTTDL\n"
      "issuer Sở Văn hóa, Thể thao và Du lịch | province | Bắc Hà\n"
      "parent Ủy ban nhân dân tỉnh Bắc Hà\nplace Bắc Hà\ndate 2025-01-07\n"
      "title Tổ chức ngày hội đọc sách tại các thư viện huyện và trường học trên địa bàn tỉnh "
      "năm 2025\nperiod 2025-2025\n"
      "body Thực hiện chương trình công tác năm, Sở xây dựng kế hoạch dưới đây.");
}

TEST(Letterhead, OfficialLetterHasItsSubjectUnderTheNumber) {
  EXPECT_EQ(
      HeadOf({"L UBND TỈNH BẮC HÀ", "L! SỞ NỘI VỤ", "L Số: 120/SNV-CCHC", "L V/v báo cáo kết quả",
              "L trồng cây đầu xuân", "R! CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
              "R! Độc lập - Tự do - Hạnh phúc", "R Bắc Hà, ngày 07 tháng 02 năm 2025",
              "= Kính gửi:", "= - Chi cục Thủy lợi;", "= - Ủy ban nhân dân các xã.",
              "> Sở Nội vụ đề nghị các đơn vị báo cáo kết quả trồng cây như sau cho kịp"}),
      "type CV\nnumber 120\nnotation SNV-CCHC\ncode 120/SNV-CCHC\n"
      "issuer Sở Nội vụ | province | Bắc Hà\nparent Ủy ban nhân dân tỉnh Bắc Hà\n"
      "place Bắc Hà\ndate 2025-02-07\ntitle báo cáo kết quả trồng cây đầu xuân\n"
      "salutation - Chi cục Thủy lợi; - Ủy ban nhân dân các xã.\n"
      "body Sở Nội vụ đề nghị các đơn vị báo cáo kết quả trồng cây như sau cho kịp");
}

TEST(Letterhead, PartyPlanBlankNumberAndStamps) {
  EXPECT_EQ(
      HeadOf({"L ĐẢNG BỘ HUYỆN SƠN TÂY", "L! ĐẢNG ỦY XÃ AN PHÚ", "L *", "L Số        -KH/ĐU",
              "R! ĐẢNG CỘNG SẢN VIỆT NAM", "R An Phú, ngày   tháng 4 năm 2025", "= HỎA TỐC",
              "=! KẾ HOẠCH", "=! Kiểm tra chi bộ năm 2025", "= -----", "> Căn cứ Điều lệ Đảng;"}),
      "type KH\nnotation ĐU\ncode -KH/ĐU\nissuer Đảng ủy xã An Phú | party | An Phú\n"
      "parent Đảng bộ huyện Sơn Tây\nplace An Phú\ndate 2025-04\n"
      "title Kiểm tra chi bộ năm 2025\nperiod 2025-2025\nurgency HỎA TỐC\n"
      "warning number.blank /document/number\nwarning date.incomplete /document/issued_on\n"
      "body Căn cứ Điều lệ Đảng;");
}

// A last page alone: a speck among its lines makes no head of them.
TEST(Letterhead, WhatHasNoHeadHasNone) {
  const char* text =
      "Trên đây là kế hoạch kiểm tra của Sở. Đề nghị các đơn vị thực hiện tốt kế hoạch này.";
  EXPECT_EQ(HeadOf({std::string("> ") + text, "R! GIÁM ĐỐC", ", ----", "R Lê Hoàng Anh"}),
            std::string("body ") + text);
}

TEST(Letterhead, DecisionSkipsTheDecidingBody) {
  EXPECT_EQ(HeadOf({"L! ỦY BAN NHÂN DÂN", "L! HUYỆN AN PHÚ", "L Số: 77/QĐ-UBND",
                    "R! CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "R! Độc lập - Tự do - Hạnh phúc",
                    "R An Phú, ngày 02 tháng 6 năm 2025", "=! QUYẾT ĐỊNH",
                    "=! Về việc thành lập tổ công tác", "=! CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN AN PHÚ",
                    "> Căn cứ Luật Tổ chức chính quyền địa phương;"}),
            "type QĐ\nnumber 77\nnotation QĐ-UBND\ncode 77/QĐ-UBND\n"
            "issuer Ủy ban nhân dân huyện An Phú | district | An Phú\nplace An Phú\n"
            "date 2025-06-02\ntitle Về việc thành lập tổ công tác\n"
            "body Căn cứ Luật Tổ chức chính quyền địa phương;");
}

}  // namespace
}  // namespace planrec::extract
