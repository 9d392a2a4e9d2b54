// SPDX-License-Identifier: GPL-3.0-or-later
//
// Letterheads and closings of many makes, read as parts of whole documents.
#include <gtest/gtest.h>

#include "extractors/structure/read_structure.h"
#include "extractors/structure/structure.h"
#include "flow_builder.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// A plan with `closing` behind its text.
std::string Signed(std::string_view closing) {
  return "ỦY BAN NHÂN DÂN\nXÃ A\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KH-UBND\n"
         "A, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nVệ sinh môi trường năm 2026\n\n"
         "I. NỘI DUNG\n1. Dọn rác./.\n\n" +
         std::string(closing);
}

TEST(Closing, BlocksOfManyMakes) {
  const struct {
    const char *closing, *position, *name;
  } cases[] = {
      {"Nơi nhận:\n- Lưu: VT.\nHiệu trưởng\n\nLê Thị Hoa", "Hiệu trưởng", "Lê Thị Hoa"},
      {"Nơi nhận:\n- Lưu: VT.\nPhó Giám đốc\nphụ trách\n\nVũ Thị Ngần", "Phó Giám đốc",
       "Vũ Thị Ngần"},
      {"Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC Vũ Thị Ngần", "GIÁM ĐỐC", "Vũ Thị Ngần"},
      {"Nơi nhận:\n- Lưu: VT.\nKT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrương Văn Bình", "PHÓ CHỦ TỊCH",
       "Trương Văn Bình"},
      {"Nơi nhận:\n- Lưu: VT.\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n(Đã ký)\nThang Văn Khải",
       "PHÓ THỦ TƯỚNG", "Thang Văn Khải"},
      // Trương is a surname, Phó may be one: the marks tell them from positions.
      {"Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nTrương Phòng", "CHỦ TỊCH", "Trương Phòng"},
  };
  for (const auto& c : cases) {
    const Structure read = ReadStructure(TextFlow(Signed(c.closing)));
    ASSERT_TRUE(read.signature) << c.closing;
    EXPECT_EQ(read.signature->position.value_or(""), c.position) << c.closing;
    EXPECT_EQ(read.signature->name.value_or(""), c.name) << c.closing;
  }
}

TEST(Closing, ListBehindTheSignatureIsAnAppendix) {
  const Structure read = ReadStructure(TextFlow(
      Signed("Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn An\n\nDANH SÁCH TỔ GIÚP VIỆC\n"
             "(Kèm theo Kế hoạch số 5/KH-UBND ngày 05/3/2026)\n1. Trạm Y tế: trực cấp cứu.")));
  ASSERT_EQ(read.appendices.size(), 1u);
  EXPECT_EQ(read.appendices[0].title.value_or(""), "DANH SÁCH TỔ GIÚP VIỆC");
  EXPECT_EQ(read.appendices[0].attached_to.value_or(""), "5/KH-UBND");
  EXPECT_EQ(read.signature->name.value_or(""), "Lê Văn An");
}

TEST(Letterhead, LettersBodyIsNotTakenForItsHead) {
  const Structure read = ReadStructure(TextFlow(
      "SỞ Y TẾ\nSố: 5/SYT-NV\nV/v rà soát\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "A, ngày 05 tháng 3 năm 2026\n\nKính gửi: Các bệnh viện\n\n"
      "Sở Y tế đề nghị các bệnh viện rà soát.\n\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n+\nLê Văn An"));
  ASSERT_EQ(read.sections.size(), 1u);
  EXPECT_EQ(read.sections[0].text.text, "Sở Y tế đề nghị các bệnh viện rà soát.");
  EXPECT_EQ(read.signature->name.value_or(""), "Lê Văn An");
}

TEST(Letterhead, LinesOfManyMakes) {
  const struct {
    const char *head, *code, *title;
  } cases[] = {
      {"# Về việc tăng cường quản lý, sử dụng con dấu và chữ ký số chuyên dùng công vụ trong các "
       "cơ "
       "quan hành chính nhà nước trên địa bàn huyện năm nay và các năm sau\n\nUBND XÃ A\n"
       "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nChữ ký số năm 2026",
       "5/KH-UBND", "Chữ ký số năm 2026"},
      {"SỞ Y TẾ\nĐOÀN THANH TRA\nTHEO QUYẾT ĐỊNH\nSỐ 318/QĐ-SYT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT "
       "NAM\nSố: 02/KH-ĐTT\n\nKẾ HOẠCH\nThanh tra",
       "02/KH-ĐTT", "Thanh tra"},
      {"UBND XÃ A\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 118/TTr-CAT(PC07)\n\nTỜ TRÌNH\nVề xe",
       "118/TTr-CAT(PC07)", "Về xe"},
      {"HỘI ĐỒNG NHÂN DÂN\nXÃ A\nSố: 7/NQ-HĐND\n\nNGHỊ QUYẾT\nVỀ MỨC HỖ TRỢ NĂM 2026\n"
       "HỘI ĐỒNG NHÂN DÂN XÃ A KHÓA XX",
       "7/NQ-HĐND", "VỀ MỨC HỖ TRỢ NĂM 2026"},
      // A wrapped title may name a body behind an open word.
      {"ỦY BAN NHÂN DÂN\nXÃ A\nSố: 7/QĐ-UBND\n\nQUYẾT ĐỊNH\nQUY CHẾ LÀM VIỆC CỦA\n"
       "ỦY BAN NHÂN DÂN XÃ A",
       "7/QĐ-UBND", "QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN XÃ A"},
      {"UBND XÃ A\nSố: 9/CTr-UBND\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG CỦA ỦY BAN NHÂN DÂN XÃ A\n"
       "Phát triển du lịch",
       "9/CTr-UBND", "Phát triển du lịch"},
  };
  for (const auto& c : cases) {
    const Structure read = ReadStructure(TextFlow(std::string(c.head) + "\n\n1. Dọn rác."));
    EXPECT_EQ(read.document.code.value_or(""), c.code) << c.head;
    EXPECT_EQ(read.document.title.value_or(""), c.title) << c.head;
  }
}

TEST(Letterhead, BodiesSetUpForOnePieceOfWork) {
  const struct {
    const char *head, *issuer, *parent;
  } cases[] = {
      {"SỞ Y TẾ\nĐOÀN THANH TRA\nTHEO QUYẾT ĐỊNH\nSỐ 318/QĐ-SYT", "Đoàn thanh tra", "Sở Y tế"},
      {"UBND XÃ A\nTỔ CÔNG TÁC\n(Thành lập theo Quyết định số 12/QĐ-UBND)", "Tổ công tác",
       "Ủy ban nhân dân xã A"},
      // The names of such bodies inside another's name begin no body.
      {"BAN CHỈ ĐẠO PHÒNG, CHỐNG THIÊN TAI", "Ban Chỉ đạo phòng, chống thiên tai", ""},
  };
  for (const auto& c : cases) {
    const Structure read = ReadStructure(
        TextFlow(std::string(c.head) + "\nSố: 02/KH-TCT\n\nKẾ HOẠCH\nVệ sinh\n\n1. Dọn rác."));
    ASSERT_TRUE(read.document.issuer) << c.head;
    EXPECT_EQ(Fold(read.document.issuer->name), Fold(c.issuer)) << c.head;
    EXPECT_EQ(read.document.parent_issuer.value_or(""), c.parent) << c.head;
  }
}

}  // namespace
}  // namespace planrec::extract
