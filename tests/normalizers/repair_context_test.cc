// SPDX-License-Identifier: GPL-3.0-or-later
//
// What repair takes from the words around: abbreviations that the document spells out, words that
// are expected, commas, brackets.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "normalizers/language/near_words.h"
#include "normalizers/repair/repair.h"
#include "normalizers/repair/spelled_out.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

TEST(SpelledOut, AStrokeReturnsWhereTheDocumentHasIt) {
  struct Case {
    const char *document, *token, *mended;  // nullptr: stays
  };
  const Case cases[] = {
      {"chất lượng chương trình đào tạo (CTDT) năm", "CTDT,", "CTĐT,"},
      {"hệ thống cơ sở dữ liệu quốc gia", "CSDL", nullptr},
      {"Trường Đại học Tây Đô. Đại học Tây Đô thông báo", "663/KH-DHTD,", "663/KH-ĐHTĐ,"},
      {"phòng sau đại học và khoa", "SDH", nullptr},  // three letters, said once
      {"phòng sau đại học; khoa sau đại học", "SDH", "SĐH"},
      {"báo cáo tự đánh giá (TDG) của trường", "TDG", "TĐG"},
      {"chương trình, đào tạo", "CTDT", nullptr},  // no phrase goes over a comma
      {"chương trình đào tạo, chương trình đào tạo và công tác dân tộc", "CTDT",
       nullptr},  // it has both
      {"chương trình đào tạo (CTDT) và công tác dân tộc", "CTDT", "CTĐT"},
      {"chương trình đào tạo", "Ctdt", nullptr},
      {"chương trình đào tạo", "CTDT", nullptr},  // said once
      {"đảm bảo chất lượng giáo dục", "DBCLGD", "ĐBCLGD"},
      {"chương trình đào tạo, chương trình đào tạo", "CTĐT", nullptr},
      {"hội đồng trường", "12/HD", nullptr},
      {"thuộc nhóm đối nội, thuộc nhóm đối nội", "TNDN", nullptr},  // a usual one
      {"thuộc nhóm đối nội, thuộc nhóm đối nội", "TNDM", nullptr},
      {"thuộc nhóm đối nội, thuộc nhóm đối nội (TNDN)", "TNDN", "TNĐN"},
      {"", "CTDT", nullptr},
  };
  for (const Case& c : cases) {
    SpelledOut words(
        [](std::string_view as_it_is, std::string_view) { return as_it_is == "tndn"; });
    std::istringstream tokens(c.document);
    for (std::string token; tokens >> token;) words.Add(token);
    EXPECT_EQ(words.Mend(c.token).value_or("stays"), c.mended == nullptr ? "stays" : c.mended)
        << c.document << " | " << c.token;
  }
}

class Context : public testing::Test {
 protected:
  void SetUp() override {
    const Result<std::string> folder = FindRepairModel();
    if (!folder) GTEST_SKIP() << folder.error().message;
    const auto model = RepairModel::Load(*folder);
    ASSERT_TRUE(model.ok());
    model_ = *model;
  }
  std::string Repaired(const std::string& text) const {
    RepairOptions options;
    options.mode = RepairMode::kDamaged;
    return RepairLines(*model_, {text}, options)[0].text;
  }
  std::shared_ptr<const RepairModel> model_;
};

TEST_F(Context, NearWordsAreThoseAFewLettersAway) {
  const NearWords near(model_->language());
  struct Case {
    const char *seen, *word;
    bool found;
  };
  for (const Case& c :
       {Case{"độc", "đặc", true}, Case{"độc", "độc", true}, Case{"H<';i", "hội", true},
        Case{"độc", "nghiệp", false}, Case{"tch", "ích", true}, Case{"nghiệp", "có", false},
        Case{"", "có", false}, Case{"abcdefghijklmnop", "có", false}}) {
    std::vector<NearWord> words;
    near.Find(ToUtf32(c.seen), {3.0F, 1.5F, 11.0F}, words);
    const WordId id = model_->language().Find(c.word);
    EXPECT_EQ(std::any_of(words.begin(), words.end(),
                          [id](const NearWord& word) { return word.word == id; }),
              c.found)
        << c.seen << " " << c.word;
  }
}

TEST_F(Context, SignsAndBracketsByTheWordsAround) {
  struct Case {
    const char *raw, *repaired;
  };
  const Case cases[] = {
      // A full stop that a small letter follows was a comma; an abbreviation's and a title's stay.
      {"Ké hoach khám bénh. chita bénh cho nhan dan", "Kế hoạch khám bệnh, chữa bệnh cho nhân dân"},
      {"Ké hoach khám bénh. Chita bénh cho nhan dan", "Kế hoạch khám bệnh. Chữa bệnh cho nhân dân"},
      // What a bracket before closes is no point of a list.
      {"thuc hién thanh tra, kiém tra (néu c6) theo quy dinh",
       "thực hiện thanh tra, kiểm tra (nếu có) theo quy định"},
      {"theo quy dinh tai diém c6) khoan 2 Diéu nay",
       "theo quy định tại điểm c6) khoản 2 Điều này"},
      {"tai 3 s6 9a va 9b Muc IV cua biéu nay", "tại 3 số 9a và 9b Mục IV của biểu này"},
      // Short words read as signs, and as a number where no number can stand.
      {"trung tam quan ly nha © cia thanh phé", "trung tâm quản lý nhà ở của thành phố"},
      {"co quan, 6 chuc, ca nhan c6 lién quan", "cơ quan, tổ chức, cá nhân có liên quan"},
      {"tai khoan 6 Diéu nay", "tại khoản 6 Điều này"},
      // Strokes and specks behind a word that belong to no text.
      {"dinh cu 6 nudc_ ngoai theo quy dinh cua phap luat",
       "định cư ở nước ngoài theo quy định của pháp luật"},
      // A short word's last letter in two pieces, beside a colon that is one.
      {"ra soat thi: tuc hanh chinh thuéc thdm quyén",
       "rà soát thủ tục hành chính thuộc thẩm quyền"},
      {"theo nguyén tac: hiép thuong dan chi", "theo nguyên tắc: hiệp thương dân chủ"},
  };
  for (const Case& c : cases) EXPECT_EQ(Repaired(c.raw), c.repaired);
}

TEST_F(Context, AnAbbreviationIsNoOther) {
  struct Case {
    const char *raw, *repaired;
  };
  for (const Case& c : {Case{"Chu tich HDTV Tong cong ty", "Chủ tịch HĐTV Tổng công ty"},
                        Case{"thwc hién chi tiéu do HDND giao", "thực hiện chỉ tiêu do HĐND giao"},
                        Case{"co so dit liéu CSDL quéc gia", "cơ sở dữ liệu CSDL quốc gia"},
                        Case{"thué TNDN phai nép", "thuế TNDN phải nộp"}}) {
    EXPECT_EQ(Repaired(c.raw), c.repaired);
  }
}

TEST_F(Context, AbbreviationsOfTheDocument) {
  EXPECT_EQ(Repaired("danh gia chat lwong chuong trinh dao tao (CTDT) cua 04 CTDT nganh luat"),
            "đánh giá chất lượng chương trình đào tạo (CTĐT) của 04 CTĐT ngành luật");
}

}  // namespace
}  // namespace planrec::normalize
