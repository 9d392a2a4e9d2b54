// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/document_kind.h"

#include <gtest/gtest.h>

#include "extractors/extract.h"

namespace planrec::extract {
namespace {

PlanRecord Read(const std::vector<std::string>& lines, TextOrigin origin = TextOrigin::kFile) {
  Document document;
  document.source = {"a.txt", std::string(64, 'a'), 1, "text/plain"};
  Page& page = document.pages.emplace_back();
  page.number = 1;
  page.origin = origin;
  for (const std::string& text : lines) {
    TextLine& line = page.lines.emplace_back();
    line.raw = text;
    line.line_number = static_cast<int>(page.lines.size());
  }
  return ExtractPlan(std::move(document));
}

TEST(TellKind, Cases) {
  const std::string prose =
      "Sáng nay, hàng trăm người dân đã ra bờ sông xem đua thuyền; không khí vui như hội. Các cụ "
      "già kể rằng đã lâu lắm làng mới có một ngày như vậy, và lũ trẻ thì chạy theo dọc bờ đê.";
  const struct {
    std::vector<std::string> lines;
    DocumentKind kind;
  } cases[] = {
      {{"KẾ HOẠCH", "Trồng cây năm 2026", "I. MỤC TIÊU", "- Trồng 500 cây."},
       DocumentKind::kAdministrative},
      {{"PHỤ LỤC II", "DANH MỤC CHỢ", "1. Chợ Trung."}, DocumentKind::kAdministrative},
      {{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nội dung bị mất."}, DocumentKind::kAdministrative},
      {{"UBND HUYỆN PHÚ CƯỜNG", "VĂN PHÒNG", "PHIẾU TRÌNH", "Kính gửi: Lãnh đạo"},
       DocumentKind::kForm},
      {{"hello"}, DocumentKind::kNone},
      {{}, DocumentKind::kNone},
      {{prose, prose}, DocumentKind::kOther},
      {{"1 9 7", "x ~ 4", "ii"}, DocumentKind::kNone},
      {{"ten,so,ngay", "UBND xã An Phú,12,2026-03-05", "Sở Y tế,13,2026-03-06"},
       DocumentKind::kNone},
      {{"{", "\"schema_version\": \"1.0\",", "\"text\": \"KẾ HOẠCH\"", "}"}, DocumentKind::kNone},
      {{"<table>", "<tr><td>27/KH-UBND</td></tr>", "</table>"}, DocumentKind::kNone},
  };
  for (const auto& c : cases) {
    const PlanRecord record = Read(c.lines);
    EXPECT_EQ(NameOf(record.document.kind), NameOf(c.kind))
        << (c.lines.empty() ? "" : c.lines.front());
    const bool warned = std::ranges::any_of(
        record.warnings, [](const Warning& warning) { return warning.code == "document.none"; });
    EXPECT_EQ(warned, c.kind != DocumentKind::kAdministrative);
  }
}

TEST(TellKind, NothingIsConcludedFromWhatIsNone) {
  const PlanRecord values =
      Read({"co quan,nhiem vu,han", "UBND xã An Phú,Trồng cây,trước ngày 30/6/2026",
            "Sở Y tế,Giao Phòng Y tế chủ trì,trước ngày 30/7/2026"});
  EXPECT_EQ(values.document.kind, DocumentKind::kNone);
  EXPECT_FALSE(values.document.issuer);
  EXPECT_TRUE(values.deadlines.empty());
  EXPECT_TRUE(values.assignments.empty());
  const PlanRecord form =
      Read({"UBND HUYỆN PHÚ CƯỜNG", "VĂN PHÒNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 5/PT-VP", "PHIẾU TRÌNH", "Kính gửi: Lãnh đạo"});
  ASSERT_TRUE(form.document.issuer);  // printed
  EXPECT_EQ(form.document.kind, DocumentKind::kForm);
}

TEST(IsData, SentencesWithCommasAreNone) {
  EXPECT_TRUE(IsData({"a,b,c", "1,2,3", "4,5,6"}));
  EXPECT_TRUE(IsData({"a;b", "1;2", "3;4"}));
  EXPECT_FALSE(IsData(
      {"- Sở Y tế, Sở Nội vụ, Sở Tài chính;", "- UBND huyện, xã, phường;", "- Lưu: VT, NC."}));
  EXPECT_FALSE(IsData({"a,b,c", "1,2,3"}));
  EXPECT_FALSE(IsData({"I. MỤC TIÊU", "1. Trồng cây.", "2. Tưới cây."}));
  EXPECT_FALSE(IsData({}));
}

}  // namespace
}  // namespace planrec::extract
