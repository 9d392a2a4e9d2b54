// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/link_records.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;

TEST(Leads, CodeDateAndIssuer) {
  struct Case {
    const char *code, *date, *issuer;  ///< as cited
    const char *own_code, *own_date, *own_issuer;
    bool leads;
  };
  constexpr const char* kProvince = "Ủy ban nhân dân tỉnh Hưng Yên";
  const Case cases[] = {
      {"203/KH-UBND", "2022-12-23", "UBND tỉnh Hưng Yên", "203/KH-UBND", "2022-12-23", kProvince,
       true},
      {"203/KH-UBND", "2022-12-23", "UBND tỉnh", "203/KH-UBND", "2022-12-23", kProvince, true},
      {"203/KH-UBND", "2022-12-23", "Chủ tịch UBND tỉnh", "203/KH-UBND", "2022-12-23", kProvince,
       true},
      {"203/KH-UBND", "2022-12-23", "", "203/KH-UBND", "2022-12-23", kProvince, true},
      {"203/KH-UBND", "2022-12-23", "UBND tỉnh", "203/KH-UBND", "2022-12", kProvince, true},
      {"203/KH-UBND", "", "UBND tỉnh Hưng Yên", "203/KH-UBND", "2022-12-23", kProvince, true},
      {"42/2022/NĐ-CP", "", "", "42/2022/NĐ-CP", "2022-06-24", "Chính phủ", true},
      // another date, code or issuer; too little known
      {"203/KH-UBND", "2023-12-23", "UBND tỉnh", "203/KH-UBND", "2022-12-23", kProvince, false},
      {"204/KH-UBND", "2022-12-23", "UBND tỉnh", "203/KH-UBND", "2022-12-23", kProvince, false},
      {"203/KH-UBND", "2022-12-23", "UBND huyện Lấp Vò", "203/KH-UBND", "2022-12-23", kProvince,
       false},
      {"203/KH-UBND", "2022-12-23", "UBND tỉnh Hưng", "203/KH-UBND", "2022-12-23",
       "Ủy ban nhân dân tỉnh Hưngx Yên", false},
      {"203/KH-UBND", "", "UBND tỉnh", "203/KH-UBND", "2022-12-23", kProvince, false},
      {"203/KH-UBND", "", "", "203/KH-UBND", "2022-12-23", kProvince, false},
      {"/KH-UBND", "2022-12-23", "UBND tỉnh", "/KH-UBND", "2022-12-23", kProvince, false},
      {"", "", "", "", "", "", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Leads({c.code, c.date, c.issuer, "basis", ""},
                    {"a.txt", "0", c.own_code, c.own_date, c.own_issuer}),
              c.leads)
        << c.code << " " << c.date << " " << c.issuer << " / " << c.own_date;
  }
}

std::string Plan(const std::string& body, const std::string& code, const std::string& basis) {
  return "ỦY BAN NHÂN DÂN\n" + body + "\n\nSố: " + code +
         "\n\nAn Bình, ngày 05 tháng 02 năm 2024\n\nKẾ HOẠCH\nVề chăm sóc cây xanh năm 2024\n\n" +
         basis +
         "\n\nI. MỤC TIÊU\n- Trồng mới 100 cây.\n\nII. TỔ CHỨC THỰC HIỆN\n"
         "1. Giao Văn phòng theo dõi.\n";
}

class LinkRecordsTest : public BatchFiles {
 protected:
  Json Run() {
    const Outcome run = RunProgram({"run", At("in"), "-o", At("out"), "-q"}, At("stream"));
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return Json::parse(Read("out/batch.json"))["graph"];
  }
  Json Link(const std::string& name) const {
    return Json::parse(Read("out/records/" + name + ".plan.json"))["citations"][0]["resolves_to"];
  }
};

TEST_F(LinkRecordsTest, FollowsWhatTheBatchHolds) {
  const std::string basis =
      "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2024 của UBND huyện An Bình về chăm sóc cây "
      "xanh, "
      "Ủy ban nhân dân xã xây dựng Kế hoạch như sau:";
  Write("in/a-commune.txt", Plan("XÃ HÒA BÌNH", "7/KH-UBND", basis));
  EXPECT_EQ(Run().dump(), "[]");
  EXPECT_TRUE(Link("a-commune.txt").is_null());
  const auto alone = Tree("out/records");

  Write("in/b-district.txt", Plan("HUYỆN AN BÌNH", "12/KH-UBND", ""));
  EXPECT_EQ(
      Run().dump(),
      R"([{"code":"12/KH-UBND","from":"a-commune.txt","role":"basis","to":"b-district.txt"}])");
  const Json batch = Json::parse(Read("out/batch.json"));
  EXPECT_EQ(Link("a-commune.txt"), batch["inputs"][1]["sha256"]);
  EXPECT_EQ(Json::parse(Read("out/records.jsonl").substr(0, Read("out/records.jsonl").find('\n'))),
            Json::parse(Read("out/records/a-commune.txt.plan.json")));
  // Nothing is done anew for a link, and a second run changes nothing.
  EXPECT_EQ(batch["totals"]["resumed"], 1);
  const auto linked = Tree("out/records");
  Run();
  EXPECT_EQ(Tree("out/records"), linked);
  EXPECT_EQ(Json::parse(Read("out/batch.json"))["totals"]["resumed"], 2);

  // Two that fit: none. Gone again: none.
  Write("in/c-district.txt", Plan("HUYỆN AN BÌNH", "12/KH-UBND", "") + "\n2. Giao Công an.\n");
  EXPECT_EQ(Run().dump(), "[]");
  std::filesystem::remove(At("in/b-district.txt"));
  std::filesystem::remove(At("in/c-district.txt"));
  EXPECT_EQ(Run().dump(), "[]");
  EXPECT_EQ(Read("out/records/a-commune.txt.plan.json"), alone.begin()->second);
}

}  // namespace
}  // namespace planrec::batch
