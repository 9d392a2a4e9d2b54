// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec repair` as scripts see it: line for line, its JSON, what it never touches, bad models.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;

class RepairCommandTest : public BatchFiles {
 protected:
  Outcome Repair(std::vector<std::string> arguments, const std::string& text) {
    Write("in.txt", text);
    arguments.insert(arguments.begin(), "repair");
    return RunProgram(arguments, At("stream"), At("in.txt"));
  }
};

TEST_F(RepairCommandTest, RestoresByClassOfDamage) {
  struct Case {
    const char *damaged, *whole;
  };
  const Case cases[] = {
      // Marks only.
      {"Uy ban nhan dan xa giao cac don vi thuc hien nhiem vu duoc phan cong trong nam 2025.",
       "Ủy ban nhân dân xã giao các đơn vị thực hiện nhiệm vụ được phân công trong năm 2025."},
      // Other letters.
      {"Thuc hién nhiém vy cai cach hanh chinh, nang cao chat lwong phuc vu nguoi dan va doanh "
       "nghiép",
       "Thực hiện nhiệm vụ cải cách hành chính, nâng cao chất lượng phục vụ người dân và doanh "
       "nghiệp"},
      // Capitals.
      {"CONG HOA XA HQI CHU NGHIA VIET NAM\nDoc lap - Ty do - Hanh phuc\n\nKE HOACH THUC HIEN "
       "CONG TAC CAI CACH HANH CHINH NAM 2025",
       "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nKẾ HOẠCH THỰC HIỆN "
       "CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2025"},
      // Digits for letters, numbers beside.
      {"Can ctr Nghi dinh s6 30/2020/ND-CP ngay 05/3/2020 cua Chinh phu vé cong tac van thu",
       "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư"},
      // Joined words.
      {"Thuc hien cong tac caicach hanh chinh tren dia ban huyen nam 2025 theo ke hoach",
       "Thực hiện công tác cải cách hành chính trên địa bàn huyện năm 2025 theo kế hoạch"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Repair({"--force", "damaged"}, c.damaged).out, c.whole);
    EXPECT_EQ(Repair({}, c.damaged).out, c.whole);
  }
}

TEST_F(RepairCommandTest, SoundTextAndOtherLanguagesKeepEveryByte) {
  const char* texts[] = {
      "Ủy ban nhân dân xã giao các đơn vị thực hiện nhiệm vụ.\r\n\r\n\tGiao Văn phòng.  \n",
      "Uỷ ban nhân dân tỉnh ban hành Kế hoạch; ông Hoà, bà Thuý (triễn khai) kí tên.",
      "The committee shall report to the department by the end of March, and the plan is for all "
      "of the units that are on this list.\n",
      "Le plan de la commune de Saint-Denis pour les travaux de la rue et des jardins, avec les "
      "moyens du service.\n",
      "a;b;c\n1;2;3\n\n104/KH-UBND\n",
      "",
      "\n\n\n",
      "\xff\xfe binary \x01\x02\n",
  };
  for (const char* text : texts) {
    const Outcome outcome = Repair({}, text);
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.out, text);
    EXPECT_EQ(outcome.err, "");
  }
  const char* damaged = "Uy ban nhan dan xa giao cac don vi thuc hien nhiem vu trong nam\n";
  EXPECT_EQ(Repair({"--force", "sound"}, damaged).out, damaged);
}

TEST_F(RepairCommandTest, NeverChanges) {
  const char* tokens[] = {
      "2024",
      "22/3/2024",
      "0,813",
      "85%",
      "104/KH-UBND",
      "266/BC-SNV",
      "VNPT",
      "UBND",
      "CCHC",
      "vanphong@tinh.gov.vn",
      "www.chinhphu.vn",
      "https://dichvucong.gov.vn/p/home",
      "III",
      "0912.345.678",
      "100ha",
      "12.500.000",
      "I/2024",
      "SIPAS",
      "(1)",
      "2021-2025",
      "C1E",
      "VTV3",
      "QL6",
      "[1]",
      "(1076).[7]",
      "30/5/2025,",
  };
  std::string text;
  for (const char* token : tokens) {
    text += std::string("Uy ban nhan dan huyen thuc hien ke hoach ") + token +
            " va giao cac don vi duoc phan cong\n";
  }
  std::istringstream out(Repair({"--force", "damaged"}, text).out);
  for (const char* token : tokens) {
    std::string line;
    ASSERT_TRUE(std::getline(out, line));
    EXPECT_THAT(line, HasSubstr(std::string(" ") + token + " ")) << line;
  }
}

TEST_F(RepairCommandTest, OwnRecognitionIsChangedSeldom) {
  const char* kept[] = {
      "Ủy ban nhân dân tỉnh giao ông Hoà, bà Thuý theo dõi hệ thống VNeID và 12 kW điện.",
      "Đoàn Knia Byă ở buôn Cuôr; thuốc manti, puli; kHz.",
      "Báo cáo CQĐP, ĐKDN và MTTQ trước ngày 15/3/2025 (khoẻ, thoả, huỷ).",
  };
  for (const char* text : kept) EXPECT_EQ(Repair({"--force", "vie-ocr"}, text).out, text);
}

TEST_F(RepairCommandTest, LineForLine) {
  std::string text;
  for (int i = 0; i < 900; ++i) {
    text += i % 37 == 5 ? "" : "Uy ban nhan dan xa " + std::to_string(i);
    text += i % 11 == 3 ? " thuc hien nhiem vu\n" : ".\n";
  }
  const Outcome outcome = Repair({"--force", "damaged"}, text);
  std::istringstream raw(text), out(outcome.out);
  std::string a, b;
  int line = 0;
  while (std::getline(raw, a)) {
    ASSERT_TRUE(std::getline(out, b)) << line;
    EXPECT_EQ(a.find_first_of("0123456789") == std::string::npos,
              b.find_first_of("0123456789") == std::string::npos)
        << line;
    ++line;
  }
  EXPECT_FALSE(std::getline(out, b));
}

TEST_F(RepairCommandTest, JsonSaysWhatWasDoneWhere) {
  const Outcome outcome =
      Repair({"--json", "--force", "damaged"}, "Uy ban nhan dan xa\n\ngiao 12 don vi\n");
  std::istringstream out(outcome.out);
  std::string line;
  std::vector<Json> objects;
  while (std::getline(out, line)) objects.push_back(Json::parse(line));
  ASSERT_EQ(objects.size(), 3u);
  EXPECT_EQ(objects[0]["line"], 1);
  EXPECT_EQ(objects[0]["raw"], "Uy ban nhan dan xa");
  EXPECT_EQ(objects[0]["text"], "Ủy ban nhân dân xã");
  EXPECT_EQ(objects[0]["tokens"].size(), 5u);
  EXPECT_EQ(objects[1]["text"], "");
  EXPECT_TRUE(objects[1]["repairs"].empty());
  EXPECT_EQ(objects[2]["tokens"][1], "12");
  for (const Json& object : objects) {
    const std::string raw = object["raw"];
    for (const Json& repair : object["repairs"]) {
      const size_t begin = repair["begin"], end = repair["end"];
      EXPECT_EQ(raw.substr(begin, end - begin), repair["from"]);
      EXPECT_NE(repair["from"], repair["to"]);
      EXPECT_GT(repair["confidence"], 0);
      EXPECT_LE(repair["confidence"], 1);
      EXPECT_EQ(repair["reason"], "diacritics");
    }
  }
}

TEST_F(RepairCommandTest, BadModelsEndWithTheirCode) {
  Write("models/note.txt", "no model");
  setenv("PLANREC_MODELS", At("models").c_str(), 1);
  EXPECT_EQ(Repair({}, "x").exit_code, 6);
  for (const char* bytes :
       {"", "PLRPAIR1", "PLRPAIR9\1\0\0\0", "no model at all, but long enough"}) {
    Write("models/repair-language.model", bytes);
    Write("models/repair-channels.model", bytes);
    const Outcome outcome = Repair({}, "x");
    EXPECT_EQ(outcome.exit_code, 6);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("install"));
    Write("a.txt", "Uy ban nhan dan");
    EXPECT_EQ(RunProgram({"run", At("a.txt"), "-o", At("out")}, At("stream")).exit_code, 6);
    EXPECT_EQ(
        RunProgram({"run", At("a.txt"), "-o", At("out"), "--no-repair"}, At("stream")).exit_code,
        0);
  }
  unsetenv("PLANREC_MODELS");
}

TEST_F(RepairCommandTest, RunRepairsDamagedTextAndListsEachChange) {
  Write("in/a.txt",
        "UY BAN NHAN DAN\nHUYEN AN BINH\n\nS6: 12/KH-UBND\n\nAn Binh, ngay 05 thang 02 nam 2024\n\n"
        "KE HOACH\nVe cham soc cay xanh nam 2024\n\nI. MUC TIEU\n- Trong moi 100 cay xanh tren dia "
        "ban huyen.\n\nII. TO CHUC THUC HIEN\n1. Giao Van phong theo doi viec thuc hien ke hoach "
        "nay.\n");
  ASSERT_EQ(RunProgram({"run", At("in"), "-o", At("out")}, At("stream")).exit_code, 0);
  const Json record = Json::parse(Read("out/records/a.txt.plan.json"));
  EXPECT_EQ(record["document"]["type"], "KH");
  EXPECT_EQ(record["document"]["code"], "12/KH-UBND");
  EXPECT_THAT(record["document"]["title"].get<std::string>(),
              HasSubstr("hăm sóc cây xanh năm 2024"));
  EXPECT_GT(record["repairs"].size(), 30u);
  for (const Json& repair : record["repairs"]) {
    EXPECT_GE(repair["where"]["line"], 1);
    EXPECT_NE(repair["from"], repair["to"]);
  }
}

}  // namespace
}  // namespace planrec::batch
