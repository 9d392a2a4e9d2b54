// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/assignments.h"
#include "extractors/spans/duties.h"

#include <gtest/gtest.h>

#include <sstream>

namespace planrec::extract {
namespace {

std::string Dump(const std::string& text, DutyContext context = {}) {
  std::ostringstream out;
  for (const Duty& duty : FindDuties(text, context)) {
    if (out.tellp() > 0) out << "; ";
    out << duty.role << ' '
        << (duty.agency.found() ? text.substr(duty.agency.begin, duty.agency.size())
                                : std::string("*"));
    if (duty.partner) out << '?';
  }
  return out.str();
}

TEST(Duties, InRunningText) {
  const struct {
    const char* text;
    const char* duties;
  } cases[] = {
      {"Giao Phòng Nội vụ chủ trì, phối hợp Văn phòng HĐND và UBND huyện và các Phòng chuyên môn, "
       "UBND "
       "các xã, thị trấn thực hiện.",
       "lead Phòng Nội vụ; support Văn phòng HĐND và UBND huyện; support các Phòng chuyên môn; "
       "support "
       "UBND các xã, thị trấn"},
      {"Giao Phòng Tài chính - Kế hoạch tham mưu UBND huyện thực hiện.",
       "lead Phòng Tài chính - Kế hoạch"},
      {"Giao Phòng Tư pháp tham mưu, phối hợp với Thanh tra huyện rà soát văn bản.",
       "lead Phòng Tư pháp; support Thanh tra huyện"},
      {"Giao Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này.", "lead Phòng Nội vụ"},
      {"Giao Công an huyện chủ trì tuần tra, kiểm soát.", "lead Công an huyện"},
      {"Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, các sở, ban, ngành liên quan bố trí kinh "
       "phí.",
       "lead Sở Tài chính; support Sở Nội vụ; support các sở, ban, ngành liên quan"},
      {"Phòng Nội vụ là cơ quan thường trực, chủ trì, phối hợp với các phòng, ban liên quan theo "
       "dõi "
       "việc thực hiện.",
       "lead Phòng Nội vụ; support các phòng, ban liên quan"},
      {"Văn phòng - Thống kê chủ trì tham mưu UBND xã ban hành kế hoạch.",
       "lead Văn phòng - Thống kê"},
      {"Đề nghị Ủy ban MTTQ Việt Nam huyện và các đoàn thể tăng cường giám sát.",
       "responsible Ủy ban MTTQ Việt Nam huyện; responsible các đoàn thể"},
      {"Yêu cầu Thủ trưởng các cơ quan, đơn vị nghiêm túc thực hiện.",
       "responsible Thủ trưởng các cơ quan, đơn vị"},
      {"Chủ tịch UBND các xã, thị trấn; Thủ trưởng các phòng chỉ đạo, tổ chức thực hiện các nội "
       "dung:",
       "responsible Chủ tịch UBND các xã, thị trấn; responsible Thủ trưởng các phòng"},
      {"UBND xã chủ động, tăng cường kiểm tra, khắc phục các thiếu sót.", "responsible UBND xã"},
      {"Bộ phận Tiếp nhận và Trả kết quả có trách nhiệm hướng dẫn người dân.",
       "responsible Bộ phận Tiếp nhận và Trả kết quả"},
      {"Phòng Kinh tế có trách nhiệm chủ trì, phối hợp với UBND các xã khảo sát.",
       "lead Phòng Kinh tế; support UBND các xã"},
      {"Trung tâm Y tế phối hợp với Phòng Y tế tổ chức khám sức khỏe.",
       "responsible Trung tâm Y tế; support Phòng Y tế"},
      {"Căn cứ Kế hoạch này, UBND các xã xây dựng kế hoạch cụ thể.", "responsible UBND các xã"},
      {"Riêng UBND phường Tân An cử đại diện tham dự.", "responsible UBND phường Tân An"},
      {"Sở Xây dựng đôn đốc UBND các phường, xã xây dựng kế hoạch.", "responsible Sở Xây dựng"},
      // none
      {"Công ty Thoát nước số 2: 0243.762.245", ""},
      {"Thanh tra, kiểm tra, giám sát việc triển khai thực hiện.", ""},
      {"Trường hợp có vướng mắc, phản ánh về Phòng Nội vụ.", ""},
      {"Các cơ quan, đơn vị nhận thức đầy đủ công tác cải cách.", ""},
      {"Cán bộ, công chức thực hiện tốt việc tiếp công dân.", ""},
      {"Tăng cường sự phối hợp của các cơ quan, đơn vị.", ""},
      {"phối hợp hiệu quả với Tòa án nhân dân các cấp trong việc giải quyết tranh chấp", ""},
      {"Cơ sở dữ liệu quốc gia được kết nối, tổ chức khai thác.", ""},
      {"Ban hành kế hoạch và tổ chức thực hiện.", ""},
      {"Hội nghị tổng kết; báo cáo kết quả.", ""},
      {"Công bố Chỉ số của thành phố; UBND các phường, xã.", ""},
      {"Nâng cao trách nhiệm người đứng đầu, thực hiện nghiêm kỷ luật.", ""},
  };
  for (const auto& [text, duties] : cases) EXPECT_EQ(Dump(text), duties) << text;
}

TEST(Duties, UnderAHeadingThatNamesAnAgency) {
  DutyContext context;
  context.organisation = true;
  context.bearer = true;
  const struct {
    const char* text;
    const char* duties;
  } cases[] = {
      {"Chủ trì, phối hợp với các cơ quan liên quan thực hiện cải cách; đề xuất giải pháp.",
       "lead *; support các cơ quan liên quan"},
      {"Chủ trì phối hợp với Văn phòng HĐND-UBND và Phòng Nội vụ triển khai thực hiện.",
       "lead *; support Văn phòng HĐND-UBND; support Phòng Nội vụ"},
      {"Chủ trì tổ chức thực hiện các nội dung về bộ máy; xây dựng đội ngũ.", "lead *"},
      {"Rà soát thủ tục. Chủ trì, đôn đốc UBND các xã niêm yết công khai.", "lead *"},
      {"Phối hợp với Phòng Nội vụ tham gia đánh giá.", "support *; support Phòng Nội vụ?"},
      {"Phối hợp với các phòng tham mưu UBND huyện; phối hợp Phòng Tư pháp niêm yết thủ tục.",
       "support *; support các phòng?; support *; support Phòng Tư pháp?"},
      {"Chủ động phối hợp với Trung tâm Văn hóa để kịp thời đưa tin.",
       "support *; support Trung tâm Văn hóa?"},
      {"Chỉ đạo các trường học phối hợp với trạm y tế lập danh sách.", ""},
      {"Phối hợp, thực hiện vai trò giám sát, phản biện xã hội.", ""},
      {"Tham mưu UBND huyện tăng cường công tác chỉ đạo.", ""},
      {"Thường xuyên kiểm tra, đôn đốc các đơn vị.", ""},
      {"Hướng dẫn Ban công tác Mặt trận các thôn phối hợp với UBND xã trong việc tuyên truyền.",
       "responsible Ban công tác Mặt trận các thôn; support UBND xã"},
  };
  for (const auto& [text, duties] : cases) EXPECT_EQ(Dump(text, context), duties) << text;
}

TEST(Duties, InAClosingParagraphOnlyWhatIsAskedCounts) {
  DutyContext closing;
  closing.closing = true;
  EXPECT_EQ(
      Dump("Trên đây là Kế hoạch năm 2024, yêu cầu các ban, ngành đoàn thể, cán bộ, công chức "
           "nghiêm túc triển khai thực hiện./.",
           closing),
      "responsible các ban, ngành đoàn thể; responsible cán bộ, công chức");
  EXPECT_EQ(
      Dump("Vậy, UBND huyện yêu cầu các phòng chuyên môn, UBND các xã tổ chức thực hiện.", closing),
      "responsible các phòng chuyên môn; responsible UBND các xã");
  EXPECT_EQ(
      Dump("Trong quá trình thực hiện nếu có vướng mắc, các cơ quan, UBND các xã phản ánh về UBND "
           "huyện để xem xét.",
           closing),
      "");
}

TEST(Duties, TheAct) {
  const std::string text =
      "Giao Phòng Y tế chủ trì, phối hợp với Công an huyện để kiểm tra cơ sở; báo cáo.";
  const auto duties = FindDuties(text, {});
  ASSERT_EQ(duties.size(), 2u);
  EXPECT_EQ(text.substr(duties[0].what.begin, duties[0].what.size()), "kiểm tra cơ sở; báo cáo");
  EXPECT_EQ(duties[1].what, duties[0].what);
}

SectionNode Node(std::string id, std::optional<std::string> marker, std::string text,
                 std::vector<SectionNode> children = {}, SectionKind kind = SectionKind::kItem) {
  SectionNode node;
  node.id = std::move(id);
  node.kind = marker ? kind : SectionKind::kParagraph;
  node.marker = std::move(marker);
  node.text = PlacedText::Plain(std::move(text));
  node.children = std::move(children);
  return node;
}

std::string Roles(const std::vector<Assignment>& all) {
  std::ostringstream out;
  for (const Assignment& a : all) {
    out << a.anchor.node << ' ' << a.role << ' ' << a.agency << " [" << a.what.value_or("-")
        << "]\n";
  }
  return out.str();
}

TEST(Assignments, HeadingsOfTheOrganisingPart) {
  const auto heading = SectionKind::kHeading;
  Structure structure;
  structure.sections = {
      Node("s0", std::nullopt, "UBND huyện ban hành Kế hoạch như sau:"),
      Node("s1", "IV.", "TỔ CHỨC THỰC HIỆN",
           {Node("s2", "1.", "Ban Chỉ đạo huyện",
                 {Node("s3", std::nullopt, "Giúp UBND huyện điều hành, cụ thể:"),
                  Node("s4", "a)", "Tăng cường lãnh đạo.")},
                 heading),
            Node("s5", "2.", "Các phòng chuyên môn; UBND các xã",
                 {Node("s6", "a)", "Cụ thể hóa chỉ tiêu."), Node("s7", "b)", "Báo cáo quý.")},
                 heading),
            Node("s8", "3.", "Phòng Nội vụ huyện có trách nhiệm:",
                 {Node("s9", "a)", "Chủ trì, phối hợp với Thanh tra huyện kiểm tra công vụ."),
                  Node("s10", "b)", "Phối hợp với Phòng Tư pháp rà soát văn bản.")},
                 heading),
            Node("s11", "4.", "Phòng Tư pháp huyện",
                 {Node("s12", std::nullopt, "Thẩm định văn bản.")}, heading),
            Node("s13", "5.", "Đề nghị Ủy ban MTTQ huyện.", {}, heading),
            Node("s14", "6.", "Kinh phí thực hiện", {Node("s15", std::nullopt, "Từ ngân sách.")},
                 heading),
            Node("s16", "7.", "Phòng Y tế: chủ trì khám sức khỏe."),
            Node("s17", "8.", "Công an huyện: tuần tra, kiểm soát.")},
           heading),
      Node("s18", std::nullopt, "Yêu cầu các đơn vị nghiêm túc thực hiện./."),
  };
  EXPECT_EQ(Roles(ExtractAssignments(structure)),
            "s2 responsible Ban Chỉ đạo huyện [Giúp UBND huyện điều hành]\n"
            "s5 responsible Các phòng chuyên môn [-]\n"
            "s5 responsible UBND các xã [-]\n"
            "s8 responsible Phòng Nội vụ huyện [-]\n"
            "s9 lead Phòng Nội vụ huyện [kiểm tra công vụ]\n"
            "s9 support Thanh tra huyện [kiểm tra công vụ]\n"
            "s10 support Phòng Nội vụ huyện [rà soát văn bản]\n"
            "s11 responsible Phòng Tư pháp huyện [Thẩm định văn bản.]\n"
            "s13 responsible Ủy ban MTTQ huyện [-]\n"
            "s16 responsible Phòng Y tế [chủ trì khám sức khỏe]\n"
            "s16 lead Phòng Y tế [khám sức khỏe]\n"
            "s17 responsible Công an huyện [tuần tra, kiểm soát]\n"
            "s18 responsible các đơn vị [nghiêm túc thực hiện]\n");
}

TEST(Assignments, PostsWithoutAHeadWordAmongHeadingsThatNameAgencies) {
  const auto heading = SectionKind::kHeading;
  Structure structure;
  structure.sections = {Node(
      "s1", "III.", "TỔ CHỨC THỰC HIỆN",
      {Node("s2", "1.", "Văn phòng Thống kê.", {Node("s3", std::nullopt, "Theo dõi.")}, heading),
       Node("s4", "2.", "Văn hóa - xã hội, Đài truyền thanh xã.",
            {Node("s5", std::nullopt, "Phối hợp với Hội Nông dân tuyên truyền.")}, heading)},
      heading)};
  const auto found = ExtractAssignments(structure);
  EXPECT_EQ(Roles(found),
            "s2 responsible Văn phòng Thống kê [Theo dõi.]\n"
            "s4 responsible Văn hóa - xã hội [Phối hợp với Hội Nông dân tuyên truyền.]\n"
            "s4 responsible Đài truyền thanh xã [Phối hợp với Hội Nông dân tuyên truyền.]\n"
            "s5 support Văn hóa - xã hội [tuyên truyền]\n"
            "s5 support Đài truyền thanh xã [tuyên truyền]\n"
            "s5 support Hội Nông dân [tuyên truyền]\n");
  EXPECT_EQ(found[0].id, "a1");
}

TEST(Assignments, ADirectivesPartsAreItsAgencies) {
  Structure structure;
  structure.sections = {
      Node("s1", "1.", "Sở Y tế",
           {Node("s2", "a)", "Chủ trì, phối hợp với Công an tỉnh kiểm tra cơ sở."),
            Node("s3", "b)", "Báo cáo quý.")},
           SectionKind::kHeading),
      Node("s4", "2.", "Báo và Phát thanh, Truyền hình tỉnh",
           {Node("s5", std::nullopt, "Tăng thời lượng phát sóng.")}, SectionKind::kHeading),
      Node("s6", "3.", "Trường học, cơ sở vật chất văn hóa", {}, SectionKind::kHeading)};
  EXPECT_EQ(Roles(ExtractAssignments(structure)),
            "s1 responsible Sở Y tế [-]\n"
            "s2 lead Sở Y tế [kiểm tra cơ sở]\n"
            "s2 support Công an tỉnh [kiểm tra cơ sở]\n"
            "s4 responsible Báo và Phát thanh, Truyền hình tỉnh [Tăng thời lượng phát sóng.]\n");
}

TEST(Assignments, WhoTakesPartIsNotAssigned) {
  Structure structure;
  structure.sections = {Node("s1", "II.", "THÀNH PHẦN THAM GIA",
                             {Node("s2", "1.", "Sở Y tế", {}, SectionKind::kHeading)},
                             SectionKind::kHeading)};
  EXPECT_EQ(Roles(ExtractAssignments(structure)), "");
}

TEST(Assignments, OrganisationHeadings) {
  for (const char* yes : {"TỔ CHỨC THỰC HIỆN", "Phân công nhiệm vụ", "PHÂN CÔNG CHUẨN BỊ, ĐÓN TIẾP",
                          "Trách nhiệm của các cơ quan, đơn vị"}) {
    EXPECT_TRUE(IsOrganisationHeading(yes)) << yes;
  }
  for (const char* no : {"NHIỆM VỤ, GIẢI PHÁP", "MỤC TIÊU", "Kinh phí"}) {
    EXPECT_FALSE(IsOrganisationHeading(no)) << no;
  }
}

}  // namespace
}  // namespace planrec::extract
