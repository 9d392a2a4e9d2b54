// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/closing.h"

#include <gtest/gtest.h>

#include "flow_builder.h"

namespace planrec::extract {
namespace {

std::string Show(const Flow& flow) {
  const std::optional<ItemRange> range = FindClosing(flow.items, 0, flow.items.size());
  if (!range) return "-";
  Closing closing = ReadClosing(flow.items, range->begin, range->end);
  Structure shown;
  shown.recipients = closing.recipients;
  shown.signature = closing.signature;
  return "from " + std::to_string(range->begin) + "\n" + DumpRest(shown);
}

TEST(Closing, Texts) {
  struct Case {
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      // Authority and position behind the recipients.
      {"Trên đây là kế hoạch của xã./.\n\nNơi nhận:\n- Đảng ủy xã (để b/c);\n- Các trường;\n"
       "- Lưu: VT.\n\n**TM. ỦY BAN NHÂN DÂN**\n**CHỦ TỊCH**\n\n**Trần Văn Lúa**",
       "from 1\nto Đảng ủy xã (để b/c)\nto Các trường\nto Lưu: VT\n"
       "signed TM. ỦY BAN NHÂN DÂN | CHỦ TỊCH | Trần Văn Lúa\n"},
      // The stamp covers all but the name; one recipient has no end mark.
      {"Nơi nhận:\n- Phòng Nội vụ\n- UBND các xã;\n- Lưu: VT\n\n**Lê Thị Hạ**",
       "from 0\nto Phòng Nội vụ\nto UBND các xã\nto Lưu: VT\nsigned - | - | Lê Thị Hạ\n"},
      // The signature stands before the recipients; a wrapped recipient.
      {"KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nTS. Phạm Minh Đức\nNơi nhận:\n"
       "- Các phòng chuyên môn và đơn vị\nsự nghiệp thuộc Sở;\n- Lưu: VT.",
       "from 0\nto Các phòng chuyên môn và đơn vị sự nghiệp thuộc Sở\nto Lưu: VT\n"
       "signed KT. GIÁM ĐỐC | PHÓ GIÁM ĐỐC | Phạm Minh Đức\n"},
      // Read across: both columns in one line.
      {"Noi nhin: TM. UY BAN NHAN DAN\n- Ban Dan van Huyen uy;\n- Luu: VT. CHỦ TỊCH\nTrần Thị Điệp",
       "from 0\nto Ban Dan van Huyen uy\nto Luu: VT\n"
       "signed TM. UY BAN NHAN DAN | CHỦ TỊCH | Trần Thị Điệp\n"},
      // One line holds authority and position; the name is in capitals.
      {"TM. ỦY BAN NHÂN DÂN CHỦ TỊCH\nĐẠI TÁ NGUYỄN VĂN BÌNH\nNơi nhận:\n- Lưu: VT.",
       "from 0\nto Lưu: VT\nsigned TM. ỦY BAN NHÂN DÂN | CHỦ TỊCH | Nguyễn Văn Bình\n"},
      // A collective's deputy: the authority has two lines.
      {"Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n"
       "Vũ Thị Ngọc Lan",
       "from 0\nto Như trên\nto Lưu: VT\n"
       "signed TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH | PHÓ CHỦ TỊCH | Vũ Thị Ngọc Lan\n"},
      // KT. was written by hand and read as a speck, or not at all.
      {"Nơi nhận:\n- Lưu: VT.\nT GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Trúc Giang",
       "from 0\nto Lưu: VT\nsigned KT. GIÁM ĐỐC | PHÓ GIÁM ĐỐC | Nguyễn Trúc Giang\n"},
      // Positions that go on are no head and deputy.
      {"Nơi nhận:\n- Lưu: VT.\nTRƯỞNG BAN\nPHÓ CHỦ TỊCH UBND TỈNH\nNguyễn Trúc Giang",
       "from 0\nto Lưu: VT\n"
       "signed - | TRƯỞNG BAN PHÓ CHỦ TỊCH UBND TỈNH | Nguyễn Trúc Giang\n"},
      {"Không có phần kết của văn bản.", "-"},
  };
  for (const Case& c : cases) EXPECT_EQ(Show(TextFlow(c.text)), c.expected);
}

TEST(Closing, ColumnsAreNotReadAcross) {
  const Flow flow =
      PlacedFlow({"> Trên đây là kế hoạch của Sở, đề nghị các đơn vị thực hiện./.",
                  "L! Nơi nhận:", "R! TL. GIÁM ĐỐC", "L - Giám đốc Sở (để báo cáo);",
                  "R! CHÁNH VĂN PHÒNG", "L - Các trường trung học phổ thông", "L trực thuộc;",
                  "R Ký bởi: Sở Nội vụ", "L - Lưu: VT, TH.", "R! Hoàng Thị Thu"});
  EXPECT_EQ(Show(flow),
            "from 1\nto Giám đốc Sở (để báo cáo)\nto Các trường trung học phổ thông trực thuộc\n"
            "to Lưu: VT, TH\nsigned TL. GIÁM ĐỐC | CHÁNH VĂN PHÒNG | Hoàng Thị Thu\n");
}

std::string Signers(const Flow& flow) {
  const std::optional<ItemRange> range = FindClosing(flow.items, 0, flow.items.size());
  if (!range) return "-";
  const Closing closing = ReadClosing(flow.items, range->begin, range->end);
  std::string out;
  for (const Signature& each : closing.signatures)
    out += (out.empty() ? "" : "; ") + each.position.value_or("-") + " " + each.name.value_or("-");
  EXPECT_EQ(closing.signature.has_value(), !closing.signatures.empty());
  if (closing.signature && !closing.signatures.empty()) {
    EXPECT_EQ(closing.signature->name, closing.signatures[0].name);
  }
  return out;
}

TEST(Closing, AllWhoSign) {
  const char* text =
      "Nơi nhận:\n- Lưu: VT.\nKT. BỘ TRƯỞNG BỘ Y TẾ\nTHỨ TRƯỞNG\nNguyễn Văn An\n"
      "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH\nTHỨ TRƯỞNG\nTrần Thị Bình";
  EXPECT_EQ(Signers(TextFlow(text)), "THỨ TRƯỞNG Nguyễn Văn An; THỨ TRƯỞNG Trần Thị Bình");
  EXPECT_EQ(Signers(TextFlow("Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn An")),
            "CHỦ TỊCH Nguyễn Văn An");
  // What follows a name without one of its own signs nothing.
  EXPECT_EQ(Signers(TextFlow("Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn An\nGIÁM ĐỐC")),
            "CHỦ TỊCH Nguyễn Văn An");
  const Flow beside =
      PlacedFlow({"> Trên đây là kế hoạch phối hợp của hai cơ quan./.", "L! GIÁM ĐỐC",
                  "R! CHỦ TỊCH", "L Lê Văn Cường", "R Nguyễn Văn An"});
  EXPECT_EQ(Signers(beside), "CHỦ TỊCH Nguyễn Văn An; GIÁM ĐỐC Lê Văn Cường");
}

// Seals and pens over a block: what recognition loses of a position, and what it adds.
TEST(Closing, PositionsUnderASeal) {
  struct Case {
    std::vector<std::string> block;
    const char* signer;  ///< authority | position
  };
  const Case cases[] = {
      {{"R! KT. BỘ TRƯỞNG G", "R! THỨ TRƯỞNG"}, "KT. BỘ TRƯỞNG | THỨ TRƯỞNG"},
      {{"R! KT. CỤC TRƯỞNG", "R! CỤC TRƯỞNG"}, "KT. CỤC TRƯỞNG | PHÓ CỤC TRƯỞNG"},
      {{"R! TM. ỦY BAN NHÂN DÂN", "R! KT. CHỦ TỊCH", "R! CHỦ TỊCH"},
       "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH | PHÓ CHỦ TỊCH"},
      {{"R! KT. BỘ TRƯỞNG", "R! THỨ TRƯỞNG"}, "KT. BỘ TRƯỞNG | THỨ TRƯỞNG"},
      {{"R! TL. CỤC TRƯỞNG", "R! CHÁNH VĂN PHÒNG"}, "TL. CỤC TRƯỞNG | CHÁNH VĂN PHÒNG"},
      {{"R! GIÁM ĐỐC BỆNH VIỆN K"}, "- | GIÁM ĐỐC BỆNH VIỆN K"},
  };
  for (const Case& c : cases) {
    std::vector<std::string> lines = {"> Trên đây là kế hoạch của đơn vị, đề nghị thực hiện./.",
                                      "L! Nơi nhận:"};
    lines.insert(lines.end(), c.block.begin(), c.block.end());
    lines.emplace_back("R! Hoàng Thị Thu");
    const Flow flow = PlacedFlow(lines, 0.9);
    const std::optional<ItemRange> range = FindClosing(flow.items, 0, flow.items.size());
    ASSERT_TRUE(range);
    const Closing closing = ReadClosing(flow.items, range->begin, range->end);
    ASSERT_TRUE(closing.signature);
    EXPECT_EQ(closing.signature->authority.value_or("-") + " | " +
                  closing.signature->position.value_or("-"),
              c.signer);
    const bool deputy = std::string_view(c.signer).find("| PHÓ") != std::string_view::npos;
    EXPECT_EQ(closing.repairs.size(), deputy ? 1 : 0);
    if (deputy) {
      EXPECT_LT(closing.signature->confidence, 0.9);
    }
  }
}

TEST(Closing, RecipientsWhoseDashWasNotRead) {
  struct Case {
    std::vector<std::string> lines;
    const char* expected;
  };
  const Case cases[] = {
      // The line before ended early: a new recipient.
      {{"L! Nơi nhận:", "L - Ủy ban nhân dân các phường, xã trực thuộc;", "L - Các đoàn thể;",
        "L Đài truyền thanh;", "L - Lưu: VT."},
       "from 0\nto Ủy ban nhân dân các phường, xã trực thuộc\nto Các đoàn thể\n"
       "to Đài truyền thanh\nto Lưu: VT\n"},
      // The line before is full: the list goes on within one dash.
      {{"L! Nơi nhận:", "L - Thường trực Tỉnh ủy, Hội đồng nhân dân;", "L Ủy ban nhân dân tỉnh;",
        "L - Lưu: VT."},
       "from 0\nto Thường trực Tỉnh ủy, Hội đồng nhân dân; Ủy ban nhân dân tỉnh\nto Lưu: VT\n"},
  };
  for (const Case& c : cases) {
    std::string shown = Show(PlacedFlow(c.lines));
    EXPECT_EQ(shown.substr(0, shown.find("signed")), c.expected);
  }
}

TEST(Closing, Names) {
  EXPECT_TRUE(IsPersonName("Nguyễn Văn An"));
  EXPECT_TRUE(IsPersonName("PGS.TS. Lê Hoàng Nam"));
  EXPECT_FALSE(IsPersonName("Phòng Nội vụ"));
  EXPECT_FALSE(IsPersonName("Nguyễn Văn An, sinh năm 1980"));
  EXPECT_FALSE(IsPersonName("An"));
  EXPECT_EQ(PersonName("ThS. NGUYỄN VĂN AN"), "Nguyễn Văn An");
  // A surname, and how one is spoken to.
  EXPECT_EQ(PersonName("Ông Ích Khiêm"), "Ông Ích Khiêm");
  EXPECT_EQ(PersonName("Ông Thị Kim Anh"), "Ông Thị Kim Anh");
  EXPECT_EQ(PersonName("Ông Lê Văn Tám"), "Lê Văn Tám");
}

}  // namespace
}  // namespace planrec::extract
