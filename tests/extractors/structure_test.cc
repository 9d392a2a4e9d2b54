// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole documents, invented, with a compact dump of what must be read from them.
#include "extractors/structure/structure.h"

#include <gtest/gtest.h>

#include "extractors/structure/paragraphs.h"
#include "extractors/structure/read_structure.h"
#include "extractors/structure/sections.h"
#include "flow_builder.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

TEST(Structure, MarkdownPlanOfACommuneWithoutLetterhead) {
  const Structure read = ReadStructure(TextFlow(R"(
Số: /KH-UBND

An Phú, ngày tháng 02 năm 2025

## KẾ HOẠCH

### Trồng cây trên địa bàn xã An Phú năm 2025

Thực hiện Kế hoạch số 9/KH-UBND ngày 5/1/2025 của UBND huyện về trồng cây.

Ủy ban nhân dân xã An Phú ban hành Kế hoạch trồng cây như sau:

#### I. MỤC ĐÍCH, YÊU CẦU

**1. Mục đích**

Phủ xanh đường làng, tạo cảnh

quan sạch đẹp.

**2. Yêu cầu**

- Trồng đúng loại cây.

- Chăm sóc thường xuyên.

Các thôn tự bố trí nhân lực.

## II. NHIỆM VỤ

**1. Chuẩn bị**

a) Rà soát quỹ đất.

b) Đặt cây giống.

Cây giống cao trên 1 m.

đ) Tập huấn kỹ thuật, gồm:

- Đào hố;

- Bón lót.

(Chi tiết theo Phụ lục đính kèm).

## III. TỔ CHỨC THỰC HIỆN

**1. Văn phòng.**

Theo dõi, báo cáo kết quả.

Trên đây là Kế hoạch trồng cây, yêu cầu các thôn thực hiện./.

#### Nơi nhận:

- Các thôn;
- Lưu: VT.

**TM. ỦY BAN NHÂN DÂN**
**CHỦ TỊCH**

**Trần Văn Lúa**
)"));
  EXPECT_EQ(DumpRest(read), R"(type KH
notation KH-UBND
code /KH-UBND
issuer Ủy ban nhân dân xã An Phú | commune | An Phú
place An Phú
date 2025-02
title Trồng cây trên địa bàn xã An Phú năm 2025
period 2025-2025
to Các thôn
to Lưu: VT
signed TM. ỦY BAN NHÂN DÂN | CHỦ TỊCH | Trần Văn Lúa
warning number.blank /document/number
warning date.incomplete /document/issued_on
warning numbering.gap /sections/3/children/0/children/2
warning appendix.missing /sections/3/children/1
)");
  EXPECT_EQ(Dump(read.sections),
            R"(p Thực hiện Kế hoạch số 9/KH-UBND ngày 5/1/2025 của UBND huyện về trồng cây.
p Ủy ban nhân dân xã An Phú ban hành Kế hoạch trồng cây như sau:
h I. MỤC ĐÍCH, YÊU CẦU
  h 1. Mục đích
    p Phủ xanh đường làng, tạo cảnh quan sạch đẹp.
  h 2. Yêu cầu
    i - Trồng đúng loại cây.
    i - Chăm sóc thường xuyên.
    p Các thôn tự bố trí nhân lực.
h II. NHIỆM VỤ
  h 1. Chuẩn bị
    i a) Rà soát quỹ đất.
    i b) Đặt cây giống.
      p Cây giống cao trên 1 m.
    h đ) Tập huấn kỹ thuật, gồm:
      i - Đào hố;
      i - Bón lót.
  p (Chi tiết theo Phụ lục đính kèm).
h III. TỔ CHỨC THỰC HIỆN
  h 1. Văn phòng.
    p Theo dõi, báo cáo kết quả.
p Trên đây là Kế hoạch trồng cây, yêu cầu các thôn thực hiện./.
)");
  EXPECT_EQ(read.sections[0].id, "s1");
  EXPECT_EQ(read.sections[2].children[0].id, "s4");
  for (const FieldEvidence& evidence : read.document.evidence) {
    EXPECT_EQ(evidence.inferred, evidence.field == "issuer") << evidence.field;
    EXPECT_GT(evidence.confidence, 0.5);
    EXPECT_LE(evidence.confidence, 1.0);
  }
}

TEST(Structure, BornDigitalPlanJoinsLinesByTheirPlaces) {
  const Structure read = ReadStructure(
      PlacedFlow({"L UBND TỈNH BẮC HÀ",
                  "L! SỞ NỘI VỤ",
                  "L Số: 45/KH-SNV",
                  "R! CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                  "R! Độc lập - Tự do - Hạnh phúc",
                  "R Bắc Hà, ngày 07 tháng 01 năm 2025",
                  "=! KẾ HOẠCH",
                  "=! Kiểm tra công vụ năm 2025",
                  "> Căn cứ Luật Cán bộ, công chức, Sở Nội vụ ban hành Kế hoạch kiểm",
                  ", tra như sau:",
                  ">! I. YÊU CẦU",
                  ">! 1. Tổ chức kiểm tra gọn, không trùng với các cuộc",
                  ",! thanh tra, cụ thể:",
                  "> - Phòng Tài chính phối hợp cùng Thanh tra Sở và Phòng Tài chính",
                  ". - Kế hoạch của huyện để lập danh sách các đơn vị được kiểm tra trong",
                  ", 2025 đợt đầu.",
                  "/",
                  "> a) Kiểm tra việc chấp hành giờ làm việc tại các đơn vị sự",
                  ", nghiệp;",
                  "> b) Kiểm tra hồ sơ.",
                  ">! II. TỔ CHỨC THỰC HIỆN",
                  "> 1. Thanh tra Sở chủ trì, gửi kết quả về Giám đốc Sở trước khi kết",
                  ", thúc quý;",
                  "> 3. Văn phòng Sở bố trí xe.",
                  "> Trong quá trình thực hiện nếu có vướng mắc, các đơn vị báo cáo./.",
                  "L! Nơi nhận:",
                  "L - Các phòng thuộc Sở;",
                  "L - Lưu: VT.",
                  "R! KT. GIÁM ĐỐC",
                  "R! PHÓ GIÁM ĐỐC",
                  "R! Hoàng Thị Thu",
                  "/",
                  "=! Phụ lục I",
                  "=! LỊCH KIỂM TRA",
                  "= (Kèm theo Kế hoạch số 45/KH-SNV ngày 07/01/2025 của Sở Nội vụ)",
                  "[table]",
                  "/",
                  "=! Phụ lục II",
                  "=! DANH SÁCH ĐƠN VỊ",
                  "> 1. Chi cục Văn thư.",
                  "> 2. Ban Tôn giáo."}));
  EXPECT_EQ(DumpRest(read), R"(type KH
number 45
notation KH-SNV
code 45/KH-SNV
issuer Sở Nội vụ | province | Bắc Hà
parent Ủy ban nhân dân tỉnh Bắc Hà
place Bắc Hà
date 2025-01-07
title Kiểm tra công vụ năm 2025
period 2025-2025
to Các phòng thuộc Sở
to Lưu: VT
signed KT. GIÁM ĐỐC | PHÓ GIÁM ĐỐC | Hoàng Thị Thu
appendix Phụ lục I | LỊCH KIỂM TRA | 45/KH-SNV 2025-01-07 | tb1
appendix Phụ lục II | DANH SÁCH ĐƠN VỊ | - - | s11 s12
warning numbering.gap /sections/2/children/1
)");
  EXPECT_EQ(Dump(read.sections),
            R"(p Căn cứ Luật Cán bộ, công chức, Sở Nội vụ ban hành Kế hoạch kiểm tra như sau:
h I. YÊU CẦU
  h 1. Tổ chức kiểm tra gọn, không trùng với các cuộc thanh tra, cụ thể:
    i - Phòng Tài chính phối hợp cùng Thanh tra Sở và Phòng Tài chính - Kế hoạch của huyện để lập danh sách các đơn vị được kiểm tra trong 2025 đợt đầu.
    i a) Kiểm tra việc chấp hành giờ làm việc tại các đơn vị sự nghiệp;
    i b) Kiểm tra hồ sơ.
h II. TỔ CHỨC THỰC HIỆN
  i 1. Thanh tra Sở chủ trì, gửi kết quả về Giám đốc Sở trước khi kết thúc quý;
  i 3. Văn phòng Sở bố trí xe.
p Trong quá trình thực hiện nếu có vướng mắc, các đơn vị báo cáo./.
i 1. Chi cục Văn thư.
i 2. Ban Tôn giáo.
)");
}

TEST(Structure, DecisionThatIssuesAPlan) {
  const Structure read = ReadStructure(TextFlow(R"(
UBND HUYỆN AN PHÚ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 77/QĐ-UBND An Phú, ngày 02 tháng 6 năm 2025

QUYẾT ĐỊNH

Ban hành Kế hoạch bơi an toàn hè 2025

ỦY BAN NHÂN DÂN HUYỆN AN PHÚ

Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch bơi an toàn hè 2025.

Điều 2. Các phòng chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Thị Hạ

KẾ HOẠCH

Bơi an toàn hè năm 2025

(Kèm theo Quyết định số 77/QĐ-UBND ngày 02/6/2025 của UBND huyện An Phú)

I. MỤC TIÊU

1. Mở 05 lớp bơi.

2. Không để trẻ đuối nước.
)"));
  EXPECT_EQ(DumpRest(read), R"(type KH
number 77
notation QĐ-UBND
code 77/QĐ-UBND
issuer Ủy ban nhân dân huyện An Phú | district | An Phú
place An Phú
date 2025-06-02
title Bơi an toàn hè năm 2025
period 2025-2025
enacted QĐ 77/QĐ-UBND 2025-06-02 | Ban hành Kế hoạch bơi an toàn hè 2025
to Như Điều 2
to Lưu: VT
signed TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH | PHÓ CHỦ TỊCH | Lê Thị Hạ
)");
  EXPECT_EQ(Dump(read.sections), R"(p Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;
i Điều 1. Ban hành kèm theo Quyết định này Kế hoạch bơi an toàn hè 2025.
i Điều 2. Các phòng chịu trách nhiệm thi hành Quyết định này./.
h I. MỤC TIÊU
  i 1. Mở 05 lớp bơi.
  i 2. Không để trẻ đuối nước.
)");
}

TEST(Structure, RecognisedMarksAreRepairedByTheirPlace) {
  const std::vector<std::string> lines = {"> Căn cứ chương trình công tác, xã ban hành kế hoạch:",
                                          ">! |. MỤC ĐÍCH, YÊU CẦU",
                                          "> l. Mục đích",
                                          "> Giữ đường sạch.",
                                          "> 2. Yêu cầu",
                                          "> a) Làm đúng hạn.",
                                          "> b} Làm đủ việc.",
                                          "> 0) Làm gọn.",
                                          "> d) Làm chắc.",
                                          "> d) Làm sạch.",
                                          "> e) Làm đẹp.",
                                          ">! I1. NỘI DUNG",
                                          "> 1. Dọn rác hằng tuần.",
                                          ">! IH. TỔ CHỨC THỰC HIỆN",
                                          "> 1. Các thôn làm."};
  const JoinedText read = JoinParagraphs(PlacedFlow(lines, 0.9).items, 0, lines.size());
  EXPECT_EQ(Dump(BuildSections(read, TextPart::kBody)),
            R"(p Căn cứ chương trình công tác, xã ban hành kế hoạch:
h I. MỤC ĐÍCH, YÊU CẦU
  h 1. Mục đích
    p Giữ đường sạch.
  h 2. Yêu cầu
    i a) Làm đúng hạn.
    i b) Làm đủ việc.
    i c) Làm gọn.
    i d) Làm chắc.
    i đ) Làm sạch.
    i e) Làm đẹp.
h II. NỘI DUNG
  i 1. Dọn rác hằng tuần.
h III. TỔ CHỨC THỰC HIỆN
  i 1. Các thôn làm.
)");
  std::string repairs;
  for (const Repair& repair : read.repairs) {
    EXPECT_EQ(repair.reason, EditReason::kMarker);
    repairs += repair.from + ">" + repair.to + " ";
  }
  EXPECT_EQ(repairs, "|.>I. l.>1. b}>b) 0)>c) d)>đ) I1.>II. IH.>III. ");

  // The same words on a page that was not recognised: what may be printed so is kept.
  const JoinedText printed = JoinParagraphs(PlacedFlow(lines, 1.0).items, 0, lines.size());
  repairs.clear();
  for (const Repair& repair : printed.repairs) repairs += repair.from + ">" + repair.to + " ";
  EXPECT_EQ(repairs.find("d)>đ)"), std::string::npos) << repairs;
}

TEST(Structure, HardWrappedTextWithSignsAndCapitalsInSentences) {
  const Structure read = ReadStructure(TextFlow(R"(
UBND HUYỆN AN PHÚ
PHÒNG TÀI CHÍNH
Số: 8/KH-TC
An Phú, ngày 03 tháng 02 năm 2025
KẾ HOẠCH
Kiểm kê tài sản công năm 2025

Căn cứ chương trình công tác năm của huyện, Phòng Tài chính xây dựng kế hoạch
kiểm kê tài sản công tại các cơ quan, đơn vị thuộc huyện với các nội dung sau
đây:

I. NỘI DUNG
- Kiểm kê toàn bộ nhà, đất, xe và máy móc của các cơ quan thuộc Ủy ban nhân
dân huyện.
- Giao các đơn vị dự toán phối hợp chặt chẽ cùng Phòng Tài chính
- Kế hoạch thị xã bên cạnh đối chiếu số liệu tài sản dùng chung hằng tháng và
2025 là năm gốc.
- Lập biên bản
+ Bản giấy;
+ Bản số.
II. TỔ CHỨC THỰC HIỆN
Các đơn vị gửi kết quả về Phòng Tài chính trước khi kết thúc quý để Phòng tổng
hợp.

Nơi nhận:
- Lưu: VT.
TRƯỞNG PHÒNG
Vũ Đình Khoa
)"));
  EXPECT_EQ(
      Dump(read.sections),
      R"(p Căn cứ chương trình công tác năm của huyện, Phòng Tài chính xây dựng kế hoạch kiểm kê tài sản công tại các cơ quan, đơn vị thuộc huyện với các nội dung sau đây:
h I. NỘI DUNG
  i - Kiểm kê toàn bộ nhà, đất, xe và máy móc của các cơ quan thuộc Ủy ban nhân dân huyện.
  i - Giao các đơn vị dự toán phối hợp chặt chẽ cùng Phòng Tài chính - Kế hoạch thị xã bên cạnh đối chiếu số liệu tài sản dùng chung hằng tháng và 2025 là năm gốc.
  i - Lập biên bản
    i + Bản giấy;
    i + Bản số.
h II. TỔ CHỨC THỰC HIỆN
  p Các đơn vị gửi kết quả về Phòng Tài chính trước khi kết thúc quý để Phòng tổng hợp.
)");
  EXPECT_EQ(DumpRest(read), R"(type KH
number 8
notation KH-TC
code 8/KH-TC
issuer Phòng Tài chính | district | An Phú
parent Ủy ban nhân dân huyện An Phú
place An Phú
date 2025-02-03
title Kiểm kê tài sản công năm 2025
period 2025-2025
to Lưu: VT
signed - | TRƯỞNG PHÒNG | Vũ Đình Khoa
)");
}

TEST(Structure, WhatBeginsAParagraphBehindAFullLine) {
  const struct {
    const char *first, *second;
    bool apart;
  } cases[] = {
      {"Phòng Nội vụ bố trí kinh phí.", "Trên đây là Kế hoạch kiểm tra.", true},
      {"Căn cứ Luật Cán bộ, công chức;", "Thực hiện Kế hoạch số 47/KH-UBND, Sở đặt ra:", true},
      {"Căn cứ Luật Cán bộ, công chức;", "Căn cứ Luật Viên chức ngày 15/11/2010;", true},
      // A sentence that goes on, names in a list, a place that a sentence begins with.
      {"Hồ sơ gồm những gì nêu trong phần", "Trên đây là Kế hoạch kiểm tra.", false},
      {"Các đơn vị gồm Phòng Nội vụ;", "Thực hiện Kế hoạch là Phòng Y tế.", false},
      {"Căn cứ Luật Cán bộ, công chức;", "Luật Viên chức ngày 15/11/2010;", false},
      {"Phòng Nội vụ bố trí kinh phí.", "Trên địa bàn xã, trường bố trí lớp.", false},
  };
  for (const auto& c : cases) {
    const Structure read = ReadStructure(PlacedFlow(
        {"R! CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "=! KẾ HOẠCH", "=! Kiểm tra công vụ năm 2025",
         std::string(". ") + c.first, std::string(". ") + c.second, ", đến hết năm."}));
    EXPECT_EQ(read.sections.size(), c.apart ? 2u : 1u) << c.second << "\n" << Dump(read.sections);
  }
}

TEST(Structure, FootnotesDoNotBreakTheParagraphOfTheirPage) {
  Flow flow = PlacedFlow({"> - Các xã tiếp nhận cây giống tại vườn ươm của huyện và phân",
                          "> 1 Vườn ươm tại thôn Đông.", "> 2 Theo hợp đồng mùa xuân.", "/",
                          ", chia cho các thôn.", "> - Các thôn trồng cây."});
  flow.items[1].line.font_size_pt = flow.items[2].line.font_size_pt = 9;
  const Structure read = ReadStructure(std::move(flow));
  EXPECT_EQ(Dump(read.sections),
            "i - Các xã tiếp nhận cây giống tại vườn ươm của huyện và phân chia cho các thôn.\n"
            "i - Các thôn trồng cây.\n");
  ASSERT_EQ(read.notes.size(), 2u);
  EXPECT_EQ(read.notes[0].mark, "1");
  EXPECT_EQ(read.notes[0].text.text, "Vườn ươm tại thôn Đông.");
  EXPECT_EQ(read.notes[1].id, "n2");
  EXPECT_EQ(read.notes[1].text.text, "Theo hợp đồng mùa xuân.");
  EXPECT_EQ(read.notes[1].node, "s1");
}

TEST(Structure, ANoteBelongsToTheNodeThatCarriesItsMark) {
  Flow flow = PlacedFlow({"> - Vườn ươm của huyện1 giao cây.", "> - Các thôn nhận cây2.",
                          "> - Bảo vệ rừng 1 năm và 12 tháng.", "> 1 Tại thôn Đông.",
                          "> 2 Theo hợp đồng."});
  flow.items[3].line.font_size_pt = flow.items[4].line.font_size_pt = 9;
  const Structure read = ReadStructure(std::move(flow));
  ASSERT_EQ(read.notes.size(), 2u);
  EXPECT_EQ(read.notes[0].node, "s1");
  EXPECT_EQ(read.notes[1].node, "s2");
}

TEST(Structure, SmallItemsOfAListAreNoFootnotes) {
  Flow flow = PlacedFlow({"> 1. Nguồn kinh phí gồm:", "> 1) Ngân sách xã;", "> 2) Huy động."});
  flow.items[1].line.font_size_pt = flow.items[2].line.font_size_pt = 9;
  EXPECT_TRUE(ReadStructure(std::move(flow)).notes.empty());
}

// An item set smaller, above the signature: it does not stand at the page's foot. Below the block
// it would be no part of the text at all.
TEST(Structure, WhatStandsAboveTheSignatureIsNoFootnote) {
  Flow flow = PlacedFlow({"> 1. Các xã trồng mới 1.200 cây xanh.", "> 2. Các thôn chăm sóc cây.",
                          "L! Nơi nhận:", "R! CHỦ TỊCH", "L - Lưu: VT.", "R! Lê Văn An"});
  flow.items[0].line.font_size_pt = 14;
  flow.items[1].line.font_size_pt = 10;
  const Structure read = ReadStructure(std::move(flow));
  EXPECT_TRUE(read.notes.empty());
  EXPECT_EQ(Dump(read.sections),
            "i 1. Các xã trồng mới 1.200 cây xanh.\ni 2. Các thôn chăm sóc cây.\n");
}

TEST(Structure, FootnotesOfScansStandApartInTheMiddleOfASentence) {
  const std::vector<std::string> lines = {"> 1. Khi xảy ra cháy, tổ xung kích phải báo ngay cho",
                                          "> ’ Hoàn thành trước ngày 15/10/2025 đạt 62%.", "/",
                                          ", các thôn lân cận.", "> 2. Trực gác."};
  const auto read = [&](double gap, std::string_view first) {
    Flow flow = PlacedFlow({std::string(first), lines[1], lines[2], lines[3], lines[4]}, 0.9);
    for (FlowItem& item : flow.items) item.line.font_size_pt = 13;
    flow.items[1].line.gap_above_pt = gap;
    return ReadStructure(std::move(flow));
  };
  const Structure apart = read(16, lines[0]);
  EXPECT_EQ(Dump(apart.sections),
            "i 1. Khi xảy ra cháy, tổ xung kích phải báo ngay cho các thôn lân cận.\n"
            "i 2. Trực gác.\n");
  ASSERT_EQ(apart.notes.size(), 1u);
  size_t notes = 0;
  for (const TextUnit& unit : TextUnits(apart)) notes += unit.note;
  EXPECT_EQ(notes, 1u);
  // Not apart, or behind a whole sentence: text.
  EXPECT_TRUE(read(3, lines[0]).notes.empty());
  EXPECT_TRUE(read(16, "> 1. Khi xảy ra cháy, tổ xung kích phải có mặt.").notes.empty());
}

TEST(Structure, StraySignsOfRecognition) {
  const std::vector<std::string> lines = {
      "> . 1. Chuẩn bị cây giống đủ tiêu chuẩn cho tất cả các thôn trong xã kịp", ", _ thời vụ. .",
      "> - - Đào hố.", "> \" Bón lót.", "> - Tưới cây hằng ngày ./. Z2 r"};
  EXPECT_EQ(Dump(ReadStructure(PlacedFlow(lines, 0.5)).sections),
            "i 1. Chuẩn bị cây giống đủ tiêu chuẩn cho tất cả các thôn trong xã kịp thời vụ.\n"
            "  i - Đào hố.\n  i - Bón lót.\n  i - Tưới cây hằng ngày ./.\n");
}

TEST(Sections, HeadingOrItem) {
  struct Case {
    const char* text;  ///< body; the first marked line is asked about
    char kind;
  };
  const Case cases[] = {
      {"1. Mục đích\n\nGiữ sạch.", 'h'},
      {"1. Mục đích:\n\n- Giữ sạch.", 'h'},
      {"1. Tổ chức tốt việc chăm cây và bảo vệ cây, cụ thể:\n\n1.1. Chăm cây\n\nTưới.", 'h'},
      {"1. Nhiệm vụ cụ thể: Theo Phụ lục đính kèm.\n\n2. Giải pháp\n\nTưới.", 'i'},
      {"1. Tưới cây hằng ngày;\n\n2. Bón cây.", 'i'},
      {"1. Thực hiện đủ báo cáo. Gửi Phòng theo kỳ, cụ thể:\n\n- Quý I.", 'i'},
      {"1. Tưới cây\n\n2. Bón cây", 'i'},
      {"a) Đối với thôn:\n\n- Tưới cây.", 'h'},
      {"- Đối với thôn:\n\n+ Tưới cây.", 'i'},
      {"I. Nội dung thi\n\nThi vẽ.", 'h'},
      {"Điều 1. Phạm vi\n\n1. Áp dụng cho xã.", 'h'},
      {"Điều 1. Thành lập Tổ công tác của xã.\n\nĐiều 2. Thi hành.", 'i'},
  };
  for (const Case& c : cases) {
    const Flow flow = TextFlow(c.text);
    const std::vector<SectionNode> sections =
        BuildSections(JoinParagraphs(flow.items, 0, flow.items.size()), TextPart::kAppendix);
    ASSERT_FALSE(sections.empty());
    EXPECT_EQ(Dump(sections)[0], c.kind) << Dump(sections);
  }
}

TEST(Sections, NumberingFaults) {
  struct Case {
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"a) Một.\n\nb) Hai.\n\nc) Ba.\n\nđ) Bốn.", "numbering.gap /sections/3;"},
      {"d) Một.\n\nđ) Hai.\n\ne) Ba.\n\ng) Bốn.", ""},
      {"d) Một.\n\ne) Hai.\n\nf) Ba.\n\ng) Bốn.", ""},
      {"h) Một.\n\nk) Hai.", "numbering.gap /sections/1;"},
      {"1. Một.\n\n2. Hai.\n\n2. Ba.\n\n5. Bốn.",
       "numbering.duplicate /sections/2;numbering.gap /sections/3;"},
      {"I. MỘT\n\n1. Hai.\n\n2. Ba.\n\nII. BỐN\n\n1. Năm.\n\n3. Sáu.",
       "numbering.gap /sections/1/children/1;"},
      {"1. Một.\n\n2. Hai.\n\n1. Ba.", ""},
  };
  for (const Case& c : cases) {
    const Flow flow = TextFlow(c.text);
    std::string shown;
    for (const Warning& warning : CheckNumbering(BuildSections(
             JoinParagraphs(flow.items, 0, flow.items.size()), TextPart::kAppendix))) {
      shown += warning.code + " " + warning.pointer + ";";
    }
    EXPECT_EQ(shown, c.expected) << c.text;
  }
}

TEST(Structure, EmptyAndOddFlowsAreReadWithoutFault) {
  EXPECT_EQ(Dump(ReadStructure({}).sections), "");
  EXPECT_EQ(Dump(ReadStructure(TextFlow("một dòng")).sections), "p một dòng\n");
  EXPECT_EQ(DumpRest(ReadStructure(TextFlow("[table]"))), "");
  EXPECT_EQ(Dump(ReadStructure(TextFlow("KẾ HOẠCH")).sections), "");
  // Bytes that are no UTF-8.
  ReadStructure(TextFlow("Số: \xff\xfe/KH\n\xc3\n1. \xe1\xba"));
}

// ---- letterheads and signature blocks as crawlers, converters and typists leave them
// -----------------------------------------------------------------------------------

TEST(Structure, ADraftBehindItsSubmission) {
  const Structure read = ReadStructure(TextFlow(
      "UBND XÃ AN PHÚ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
      "Số: 7/TTr-UBND\nAn Phú, ngày 05 tháng 3 năm 2026\n\nTỜ TRÌNH\nVề dự thảo Kế hoạch\n\n"
      "Xã trình dự thảo.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn An\n\n"
      "UBND XÃ AN PHÚ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
      "Số:   /KH-UBND\n\nKẾ HOẠCH\nNâng cấp chợ\n\nI. MỤC TIÊU\n1. Sửa mái chợ.\n\n"
      "Nơi nhận:\n- Các thôn;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn An"));
  EXPECT_EQ(Dump(read.sections), "p Xã trình dự thảo.\nh I. MỤC TIÊU\n  i 1. Sửa mái chợ.\n");
  EXPECT_EQ(read.document.code.value_or(""), "7/TTr-UBND");
  EXPECT_EQ(read.recipients.size(), 2u);
  ASSERT_EQ(read.warnings.size(), 1u);
  EXPECT_EQ(read.warnings[0].code, "source.parts");
}

}  // namespace
}  // namespace planrec::extract
