// SPDX-License-Identifier: GPL-3.0-or-later
//
// The phrase book of duties: for each form several wordings and its near misses.
#include <gtest/gtest.h>

#include <sstream>

#include "extractors/spans/duties.h"

namespace planrec::extract {
namespace {

/// "role agency" of each duty, joined with "; ".
std::string Read(const std::string& text, const DutyContext& context) {
  std::ostringstream out;
  for (const Duty& duty : FindDuties(text, context)) {
    if (out.tellp() > 0) out << "; ";
    out << duty.role << ' '
        << (duty.agency.found() ? text.substr(duty.agency.begin, duty.agency.size()) : "*");
  }
  return out.str();
}

struct Phrase {
  const char* text;
  const char* read;
};

template <size_t N>
void Expect(const Phrase (&phrases)[N], const DutyContext& context = {}) {
  for (const Phrase& phrase : phrases) {
    EXPECT_EQ(Read(phrase.text, context), phrase.read) << phrase.text;
  }
}

constexpr DutyContext kOrganised{true, false, false};
constexpr DutyContext kClosing{false, false, true};

TEST(DutyPhrases, Labels) {
  const Phrase phrases[] = {
      {"Cơ quan chủ trì: Phòng Nội vụ. Cơ quan phối hợp: Công an xã, Trạm Y tế.",
       "lead Phòng Nội vụ; support Công an xã; support Trạm Y tế"},
      {"Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp: Sở Tài chính, Ủy ban nhân dân các xã.",
       "lead Sở Y tế; support Sở Tài chính; support Ủy ban nhân dân các xã"},
      {"Chủ trì: Chi cục Thủy lợi.", "lead Chi cục Thủy lợi"},
      {"Cơ quan chủ trì soạn thảo: Sở Tư pháp.", "lead Sở Tư pháp"},
      {"Đơn vị chịu trách nhiệm chính: Ban Quản lý dự án.", "responsible Ban Quản lý dự án"},
      {"Phối hợp: Sở Xây dựng; Ủy ban nhân dân các huyện.",
       "support Sở Xây dựng; support Ủy ban nhân dân các huyện"},
      {"Đơn vị thực hiện: Trung tâm Văn hóa.", "responsible Trung tâm Văn hóa"},
      {"Trách nhiệm thực hiện: Hội Nông dân xã.", "responsible Hội Nông dân xã"},
      {"Thời gian thực hiện: Quý III.", ""},
      {"Phối hợp: chặt chẽ, thường xuyên.", ""},
  };
  Expect(phrases);
}

TEST(DutyPhrases, WhereTheNameEnds) {
  const Phrase phrases[] = {
      {"Ban Kinh tế - Ngân sách thẩm tra các tờ trình.", "responsible Ban Kinh tế - Ngân sách"},
      {"Đài Phát thanh và Truyền hình tỉnh phát sóng chuyên mục.",
       "responsible Đài Phát thanh và Truyền hình tỉnh"},
      {"Kho bạc Nhà nước khu vực kiểm soát chi chặt chẽ.", "responsible Kho bạc Nhà nước khu vực"},
      {"Trung tâm Phát triển quỹ đất lập phương án bồi thường.",
       "responsible Trung tâm Phát triển quỹ đất"},
      {"Ủy ban nhân dân tỉnh yêu cầu Thủ trưởng các sở, ban, ngành công khai dự toán.",
       "responsible Thủ trưởng các sở, ban, ngành"},
      {"Giao ban quản lý dự án rà soát thiết kế.", "lead ban quản lý dự án"},
      {"Đề nghị chi hội nông dân các thôn vận động hội viên.",
       "responsible chi hội nông dân các thôn"},
      {"Phòng Văn hóa, Khoa học và Thông tin chủ trì.",
       "lead Phòng Văn hóa, Khoa học và Thông tin"},
      // The same words inside names.
      {"Trường Trung cấp Kỹ thuật công lập mở lớp nghề.",
       "responsible Trường Trung cấp Kỹ thuật công lập"},
      {"Ban Quản lý dự án xây dựng huyện tổ chức đấu thầu.",
       "responsible Ban Quản lý dự án xây dựng huyện"},
      {"Trung tâm Kiểm soát bệnh tật tỉnh giám sát dịch.",
       "responsible Trung tâm Kiểm soát bệnh tật tỉnh"},
  };
  Expect(phrases, kOrganised);
}

TEST(DutyPhrases, BehindTheWordOfAUnitAnyVerbBeginsTheAct) {
  const Phrase phrases[] = {
      {"Liên đoàn Lao động tỉnh tặng quà cho công nhân.", "responsible Liên đoàn Lao động tỉnh"},
      {"Ủy ban nhân dân đặc khu nắn dòng chảy.", "responsible Ủy ban nhân dân đặc khu"},
      {"Bộ Chỉ huy Quân sự tỉnh rèn quân.", "responsible Bộ Chỉ huy Quân sự tỉnh"},
      {"Giao công an phường dựng chốt.", "lead công an phường"},
      {"Đề nghị hội nông dân các xã tuyên truyền.", "responsible hội nông dân các xã"},
      {"Yêu cầu trạm y tế trực 24/24 giờ.", "responsible trạm y tế"},
      {"Các ban xây dựng Đảng, Văn phòng Đảng ủy hướng dẫn các chi bộ.",
       "responsible Các ban xây dựng Đảng; responsible Văn phòng Đảng ủy"},
      // Words of their own, attributes of a unit, posts and classes go on.
      {"Bảo hiểm xã hội tỉnh rà soát hồ sơ.", "responsible Bảo hiểm xã hội tỉnh"},
      {"Hợp tác xã dịch vụ An Thạnh tổ chức thu mua.", "responsible Hợp tác xã dịch vụ An Thạnh"},
      {"Thông tấn xã khu vực tuyên truyền.", "responsible Thông tấn xã khu vực"},
      {"Phó Chủ tịch UBND xã phụ trách văn hóa chủ trì họp.",
       "lead Phó Chủ tịch UBND xã phụ trách văn hóa"},
      {"Ủy ban nhân dân các xã ven biển rà soát tàu cá.",
       "responsible Ủy ban nhân dân các xã ven biển"},
  };
  Expect(phrases, kOrganised);
}

TEST(DutyPhrases, ASubjectDoesSomething) {
  const Phrase phrases[] = {
      // The longest verb counts ("thu gom", not "thu"), and of the doubtful ones the first.
      {"Công ty Cổ phần Môi trường Đô thị thu gom rác thải.",
       "responsible Công ty Cổ phần Môi trường Đô thị"},
      {"Trung tâm Phục vụ hành chính công tiếp nhận và trả kết quả.",
       "responsible Trung tâm Phục vụ hành chính công"},
      {"Công ty TNHH MTV Khai thác công trình thủy lợi vận hành hồ chứa đúng quy trình.",
       "responsible Công ty TNHH MTV Khai thác công trình thủy lợi"},
      {"Tổ trưởng tổ chuyên môn duyệt giáo án.", "responsible Tổ trưởng tổ chuyên môn"},
      {"Phòng Văn hóa - Xã hội đón tiếp các đoàn.", "responsible Phòng Văn hóa - Xã hội"},
      {"Đồng chí Lê Văn Tám phụ trách khu vực phía Bắc.", "responsible Đồng chí Lê Văn Tám"},
      {"Tập đoàn Điện lực Việt Nam đầu tư lưới điện.", "responsible Tập đoàn Điện lực Việt Nam"},
      {"Hiệp hội Doanh nghiệp tỉnh kêu gọi hội viên.", "responsible Hiệp hội Doanh nghiệp tỉnh"},
      {"Chủ tịch Ủy ban nhân dân tỉnh quyết định thành lập Ban Chỉ đạo.",
       "responsible Chủ tịch Ủy ban nhân dân tỉnh"},
      {"Đề nghị Ban Thường trực Ủy ban MTTQ Việt Nam xã giám sát.",
       "responsible Ban Thường trực Ủy ban MTTQ Việt Nam xã"},
      {"Chi bộ lãnh đạo, chỉ đạo toàn diện việc thực hiện Kế hoạch.", "responsible Chi bộ"},
      {"Trung tâm Chính trị mở 03 lớp bồi dưỡng.", "responsible Trung tâm Chính trị"},
      {"Các ban tham mưu, giúp việc Đảng ủy thẩm định hồ sơ.",
       "responsible Các ban tham mưu, giúp việc Đảng ủy"},
      {"Ban Chấp hành Công đoàn cơ sở tổ chức hội thao.",
       "responsible Ban Chấp hành Công đoàn cơ sở"},
      {"Hội Người cao tuổi, Hội Khuyến học cùng phối hợp vận động.",
       "responsible Hội Người cao tuổi; responsible Hội Khuyến học"},
      {"Vườn Quốc gia Cúc Sơn ký quy chế.", "responsible Vườn Quốc gia Cúc Sơn"},
      {"Chủ tịch UBND tỉnh yêu cầu Giám đốc các sở; Chủ tịch UBND các xã triển khai.",
       "responsible Giám đốc các sở; responsible Chủ tịch UBND các xã"},
      // Words that only look like the beginning of an act.
      {"Khoa Hồi sức tích cực - Chống độc hội chẩn các ca nặng.",
       "responsible Khoa Hồi sức tích cực - Chống độc"},
      {"Các tổ chức hội quần chúng vận động hội viên.", "responsible Các tổ chức hội quần chúng"},
      {"Các tỉnh, thành phố trực thuộc Trung ương báo cáo kết quả.",
       "responsible Các tỉnh, thành phố trực thuộc Trung ương"},
      {"Tổ giúp việc Ban Chỉ đạo tham mưu kế hoạch.", ""},
      {"Ban Chỉ đạo cấp tỉnh theo quy định.", ""},
      {"Ủy ban nhân dân các huyện (giao Công an tỉnh tham mưu).", "lead Công an tỉnh"},
      {"Trung tâm Dịch vụ việc làm.", ""},
  };
  Expect(phrases, kOrganised);
}

TEST(DutyPhrases, WaysToOrder) {
  const Phrase phrases[] = {
      {"Ủy quyền cho Sở Nội vụ thông báo kết quả.", "responsible Sở Nội vụ"},
      {"Uỷ quyền Trạm Y tế ký giấy xác nhận.", "responsible Trạm Y tế"},
      {"Giao nhiệm vụ cho Đoàn xã tổ chức ra quân.", "lead Đoàn xã"},
      {"Phân công đồng chí Phó Giám đốc theo dõi.", "responsible đồng chí Phó Giám đốc"},
      {"Phân công nhau trực đêm.", ""},
      {"Sự ủy quyền của Giám đốc được lập thành văn bản.", ""},
  };
  Expect(phrases, kOrganised);
}

TEST(DutyPhrases, LabelsBehindTheAct) {
  const Phrase phrases[] = {
      {"Nâng cấp cổng thông tin. Chủ trì: Trung tâm Công nghệ số; phối hợp: Báo Đồng Tháp.",
       "lead Trung tâm Công nghệ số; support Báo Đồng Tháp"},
      {"Trồng 200 cây xanh. Đơn vị thực hiện: Đoàn Thanh niên.", "responsible Đoàn Thanh niên"},
      {"Trồng 200 cây xanh. Thời gian thực hiện: Quý II.", ""},
  };
  Expect(phrases);
}

TEST(DutyPhrases, Brackets) {
  const Phrase phrases[] = {
      {"Nạo vét mương (Giao Trạm Thủy nông chủ trì, phối hợp với các ấp).",
       "lead Trạm Thủy nông; support các ấp"},
      {"Lắp biển báo (giao Công an phường thực hiện).", "responsible Công an phường"},
      {"Kiểm kê cây xanh (Phòng Quản lý đô thị chủ trì).", "lead Phòng Quản lý đô thị"},
      {"Khảo sát nhu cầu (đơn vị thực hiện: Trung tâm Giáo dục nghề nghiệp).",
       "responsible Trung tâm Giáo dục nghề nghiệp"},
      {"Tổ chức giải bóng chuyền (Đoàn xã chủ trì; Công đoàn phối hợp).",
       "lead Đoàn xã; support Công đoàn"},
      {"Sửa trạm bơm (giao Phòng Kinh tế phối hợp Hợp tác xã nông nghiệp thực hiện).",
       "responsible Phòng Kinh tế; support Hợp tác xã nông nghiệp"},
      {"Kết quả (Sở Y tế phối hợp tốt).", ""},
      {"Thực hiện chỉ tiêu (giao tại Phụ lục 2).", ""},
      {"Hộ nhận khoán (giao đất, giao rừng) được hỗ trợ giống.", ""},
  };
  Expect(phrases);
}

TEST(DutyPhrases, PartnersInTheMiddleOfAnAct) {
  const Phrase phrases[] = {
      {"Văn phòng Sở thực hiện cải cách hành chính, chủ trì, phối hợp với các đơn vị liên quan mở "
       "lớp tập huấn.",
       "responsible Văn phòng Sở; lead Văn phòng Sở; support các đơn vị liên quan"},
      {"Ủy ban nhân dân xã là đầu mối theo dõi và phối hợp với Trạm Y tế khám sức khỏe.",
       "responsible Ủy ban nhân dân xã; support Trạm Y tế"},
      {"Ủy ban nhân dân xã chủ động và phối hợp với Sở Y tế trong công tác tiêm chủng.",
       "responsible Ủy ban nhân dân xã; support Sở Y tế"},
      {"Các phòng căn cứ nhiệm vụ, phối hợp với Sở Y tế triển khai thực hiện.",
       "responsible Các phòng; support Sở Y tế"},
      {"Phòng Y tế bảo đảm sự phối hợp với các đơn vị.", "responsible Phòng Y tế"},
      // Times before the subject, and who does it behind the act.
      {"Định kỳ 6 tháng, hằng năm, Sở Công Thương tổ chức sơ kết.", "responsible Sở Công Thương"},
      {"Nhiệm vụ cụ thể của thành viên do Tổ trưởng tổ công tác phân công.",
       "responsible Tổ trưởng tổ công tác"},
      {"Nội dung này do Phòng Nội vụ chủ trì thực hiện.", "lead Phòng Nội vụ"},
      {"Nhiệm vụ cụ thể do Tổ trưởng phân công (có bảng phân công kèm theo), tổ tự giải thể.",
       "responsible Tổ trưởng"},
      {"Ủy ban nhân dân xã làm đầu mối phát hiện, phối hợp với Thanh tra, Công an lập biên bản.",
       "responsible Ủy ban nhân dân xã; support Thanh tra; support Công an"},
      {"Thanh tra, kiểm tra việc chấp hành nội quy.", ""},
      {"Các xã là đầu mối theo dõi và phối hợp với các tổ chức nghiên cứu và phát triển triển khai "
       "đề tài.",
       "responsible Các xã; support các tổ chức nghiên cứu và phát triển"},
      {"Quy chế do Ủy ban nhân dân tỉnh ban hành.", ""},
      {"Sở, ban, ngành, Ủy ban nhân dân huyện lập kế hoạch.",
       "responsible Sở, ban, ngành; responsible Ủy ban nhân dân huyện"},
  };
  Expect(phrases, kOrganised);
}

TEST(DutyPhrases, WhoGivesAndWhoGets) {
  const Phrase phrases[] = {
      {"Hội đồng nhân dân xã giao Ủy ban nhân dân xã tổ chức thực hiện.",
       "lead Ủy ban nhân dân xã"},
      {"Chủ tịch Ủy ban nhân dân huyện giao Phòng Tài chính cân đối kinh phí.",
       "lead Phòng Tài chính"},
      {"Ban Chỉ đạo yêu cầu Công an các xã lập chốt.", "responsible Công an các xã"},
      {"Giao phòng Văn hóa kiểm tra các điểm kinh doanh.", "lead phòng Văn hóa"},
      {"Trong đó giao Giám đốc Công an tỉnh chỉ đạo thực hiện.", "lead Giám đốc Công an tỉnh"},
      {"Phân công cán bộ thực hiện công tác lưu trữ.", ""},
      {"Phân công công chức Địa chính theo dõi.", "responsible công chức Địa chính"},
      {"Giao hạt Kiểm lâm chủ trì, phối hợp với công an xã tuần tra.",
       "lead hạt Kiểm lâm; support công an xã"},
      {"Ban Quản lý dự án giao thông chủ trì giải phóng mặt bằng.",
       "lead Ban Quản lý dự án giao thông"},
      {"Bàn giao phòng học bộ môn cho nhà trường.", ""},
      {"Giao lưu văn nghệ giữa các thôn.", ""},
  };
  Expect(phrases, kOrganised);
}

TEST(DutyPhrases, ListsOfPostsAndNames) {
  const Phrase phrases[] = {
      {"Chánh Thanh tra, Cục trưởng Cục Thuế, Vụ trưởng Vụ Pháp chế chịu trách nhiệm thi hành.",
       "responsible Chánh Thanh tra; responsible Cục trưởng Cục Thuế; responsible Vụ trưởng Vụ "
       "Pháp chế"},
      {"Trưởng các phòng: Kinh tế, Nội vụ, Tư pháp chịu trách nhiệm thi hành.",
       "responsible Kinh tế; responsible Nội vụ; responsible Tư pháp"},
      {"Các sở: Xây dựng, Công Thương phối hợp cung cấp số liệu.",
       "responsible Xây dựng; responsible Công Thương"},
      {"Giao Đội 2, Phòng Cảnh sát giao thông chủ trì tuần tra.",
       "lead Đội 2; lead Phòng Cảnh sát giao thông"},
      {"C07 chủ trì kiểm tra an toàn phòng cháy.", "lead C07"},
      {"Mẫu C01-TS kê khai theo quy định.", ""},
  };
  Expect(phrases, kOrganised);
}

TEST(DutyPhrases, ToldAndTopics) {
  const Phrase phrases[] = {
      {"Phòng Nội vụ đã chủ trì tổ chức 03 lớp bồi dưỡng.", ""},
      {"Công an huyện đã phối hợp với các xã xử lý 9 vụ.", ""},
      {"Phòng Tài chính chủ trì rà soát các khoản đã tạm ứng.", "lead Phòng Tài chính"},
      {"Bảo vệ môi trường làng nghề: Hội Nông dân vận động hội viên.", "responsible Hội Nông dân"},
  };
  Expect(phrases, kOrganised);
}

TEST(DutyPhrases, ClosingParagraph) {
  const Phrase phrases[] = {
      {"Phòng Tư pháp chịu trách nhiệm theo dõi, đôn đốc việc thực hiện Kế hoạch này./.",
       "responsible Phòng Tư pháp"},
      {"Trong quá trình thực hiện nếu có vướng mắc, Văn phòng Sở có trách nhiệm tổng hợp, báo cáo.",
       "responsible Văn phòng Sở"},
      {"Trong quá trình thực hiện, nếu có khó khăn, các đơn vị kịp thời phản ánh về Phòng Nội vụ.",
       ""},
      {"Trên đây là Kế hoạch của Ủy ban nhân dân huyện Phú Cường./.", ""},
  };
  Expect(phrases, kClosing);
}

}  // namespace
}  // namespace planrec::extract
