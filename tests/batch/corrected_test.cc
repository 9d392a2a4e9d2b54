// SPDX-License-Identifier: GPL-3.0-or-later
//
// What persons do to an output folder, over several runs: corrections count in every output and
// are kept, records that were edited by hand are never lost.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "pipeline/corrections/corrections.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

class CorrectedTest : public BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    Write("in/1.txt", Plan("41", ""));
    Write("in/2.txt", Plan("52",
                           "Căn cứ Kế hoạch số 14/KH-UBND ngày 15/01/2026 của UBND xã "
                           "Tân Hòa;\n"));
  }

  static std::string Plan(const std::string& number, const std::string& basis) {
    return "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: " + number +
           "/KH-UBND\nTân Hòa, ngày 15 tháng 01 năm 2026\nKẾ HOẠCH\nTrồng cây năm 2026\n" + basis +
           "1. Nhiệm vụ.\n- Phấn đấu 95% số hộ trồng cây trước ngày 30/6/2026.\n";
  }

  Outcome Run(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"run", At("in"), "-o", At("out"), "--progress", "none"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return RunProgram(arguments, At("program"));
  }

  void Correct(const std::string& record, const corrections::Change& change) {
    const auto state = corrections::Read(At("out"), record);
    const auto added = corrections::Add(At("out"), record, state->revision, {change});
    ASSERT_TRUE(added) << added.error().message;
    ASSERT_TRUE(added->done);
  }

  Json Line(size_t index) const {
    std::istringstream lines(Read("out/records.jsonl"));
    std::string line;
    for (size_t i = 0; i <= index; ++i) std::getline(lines, line);
    return Json::parse(line);
  }

  Json Entry(size_t index) const { return Json::parse(Read("out/batch.json"))["inputs"][index]; }

  static constexpr const char* kFirst = "records/1.txt.plan.json";
};

TEST_F(CorrectedTest, EveryOutputHasThemAndTheRecordHasNot) {
  ASSERT_EQ(Run().exit_code, 0);
  const std::string before = Read(std::string("out/") + kFirst);
  ASSERT_EQ(Line(0)["document"]["number"], 41);
  EXPECT_TRUE(Json::parse(Read("out/batch.json"))["graph"].empty());
  // A stain on the number: it is the plan that the other one rests on.
  Correct(kFirst, {.pointer = "/document/number", .new_value = "14", .by = "Lan"});
  const Outcome again = Run();
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_THAT(again.err, Not(HasSubstr("no longer fit")));
  EXPECT_EQ(Read(std::string("out/") + kFirst), before);
  EXPECT_EQ(Line(0)["document"]["code"], "14/KH-UBND");
  EXPECT_EQ(Line(0)["corrections"][0]["by"], "Lan");
  EXPECT_THAT(Read("out/report.html"), HasSubstr("14/KH-UBND"));
  EXPECT_EQ(Entry(0)["corrections"]["in_effect"], 1);
  EXPECT_TRUE(Entry(1)["corrections"].is_null());
  const Json graph = Json::parse(Read("out/batch.json"))["graph"];
  ASSERT_EQ(graph.size(), 1u);
  EXPECT_EQ(graph[0]["from"], "2.txt");
  EXPECT_EQ(graph[0]["to"], "1.txt");
  const Outcome valid = RunProgram({"validate", At("out/records.jsonl")}, At("program"));
  EXPECT_EQ(valid.exit_code, 0) << valid.out;
}

TEST_F(CorrectedTest, EvaluateMeasuresAgainstThem) {
  ASSERT_EQ(Run().exit_code, 0);
  const auto evaluate = [this](std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"evaluate", "--corrections", At("out")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return RunProgram(arguments, At("program"));
  };
  EXPECT_EQ(evaluate().exit_code, 4);
  Correct(kFirst, {.pointer = "/document/number", .new_value = "14"});
  Correct("records/2.txt.plan.json", {.pointer = "/document/number", .new_value = "52"});
  const Json json = Json::parse(evaluate({"--json"}).out);
  EXPECT_EQ(json["metrics"]["document.number"]["strict"]["accuracy"], 0.5);
  EXPECT_EQ(json["metrics"]["document.number"]["support"], 2);
  EXPECT_EQ(evaluate({"--min", "document.number=0.6"}).exit_code, 3);
  EXPECT_EQ(evaluate({"--gold", "x"}).exit_code, 2);
  EXPECT_EQ(RunProgram({"evaluate", "--gold", "x"}, At("program")).exit_code, 2);
}

TEST_F(CorrectedTest, RunsKeepThemAndListWhatNoLongerFits) {
  ASSERT_EQ(Run().exit_code, 0);
  Correct(kFirst, {.pointer = "/document/place", .new_value = "\"Tân Hoà\""});
  const std::string file = Read("out/corrections/1.txt.json");
  ASSERT_EQ(Run({"--restart"}).exit_code, 0);
  EXPECT_EQ(Line(0)["document"]["place"], "Tân Hoà");
  // The source is another one now.
  Write("in/1.txt", Plan("43", ""));
  const Outcome changed = Run();
  EXPECT_THAT(changed.err, HasSubstr("no longer fit"));
  EXPECT_THAT(changed.err, HasSubstr("/document/place (source_changed)"));
  EXPECT_EQ(Line(0)["document"]["place"], "Tân Hòa");
  const Json conflict = Entry(0)["corrections"]["conflicts"][0];
  EXPECT_EQ(conflict["reason"], "source_changed");
  EXPECT_EQ(conflict["old"], "Tân Hòa");
  EXPECT_EQ(conflict["new"], "Tân Hoà");
  EXPECT_EQ(Read("out/corrections/1.txt.json"), file);
  // Back again, it counts again.
  Write("in/1.txt", Plan("41", ""));
  EXPECT_THAT(Run().err, Not(HasSubstr("no longer fit")));
  EXPECT_EQ(Line(0)["document"]["place"], "Tân Hoà");
}

TEST_F(CorrectedTest, TheyFollowARenamedInput) {
  ASSERT_EQ(Run().exit_code, 0);
  Correct(kFirst, {.pointer = "/document/number", .new_value = "14"});
  std::filesystem::rename(At("in/1.txt"), At("in/0.txt"));
  ASSERT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Line(0)["document"]["number"], 14);
  EXPECT_EQ(Line(0)["source"]["path"], "0.txt");
  EXPECT_FALSE(std::filesystem::exists(At("out/corrections/1.txt.json")));
}

TEST_F(CorrectedTest, FilesThatCantBeReadAreNamed) {
  ASSERT_EQ(Run().exit_code, 0);
  Write("out/corrections/1.txt.json", "{");
  Correct("records/2.txt.plan.json", {.pointer = "/document/number", .new_value = "53"});
  std::filesystem::remove(At("in/2.txt"));
  std::filesystem::remove(At("out/records/2.txt.plan.json"));
  const Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("corrections/1.txt.json is no file of corrections"));
  EXPECT_THAT(outcome.err, HasSubstr("not there (kept): corrections/2.txt.json"));
  EXPECT_THAT(Entry(0)["corrections"]["error"].get<std::string>(), HasSubstr("1.txt.json"));
  EXPECT_EQ(Read("out/corrections/1.txt.json"), "{");
}

TEST_F(CorrectedTest, ARecordEditedByHandIsSetAside) {
  ASSERT_EQ(Run().exit_code, 0);
  const std::string made = Read(std::string("out/") + kFirst);
  std::string edited = made;
  edited.replace(edited.find("Trồng"), 5, "Chăm");
  Write(std::string("out/") + kFirst, edited);
  const Outcome outcome = Run();
  EXPECT_THAT(outcome.err, HasSubstr("edited by hand: records/1.txt.plan.json"));
  EXPECT_EQ(Read("out/edited/1.txt.plan.json"), edited);
  EXPECT_EQ(Read(std::string("out/") + kFirst), made);
  EXPECT_EQ(Entry(0)["edited"], "edited/1.txt.plan.json");
  // Again, in another way: both are kept.
  Write(std::string("out/") + kFirst, edited + "\n");
  EXPECT_THAT(Run().err, HasSubstr("edited by hand"));
  EXPECT_EQ(Read("out/edited/1.txt.plan.json"), edited);
  EXPECT_EQ(Read("out/edited/1.txt~2.plan.json"), edited + "\n");
  EXPECT_THAT(Run().err, Not(HasSubstr("edited by hand")));
}

TEST_F(CorrectedTest, AnEditedRecordOfAnotherRunIsLeftAsItIs) {
  ASSERT_EQ(Run().exit_code, 0);
  std::string edited = Read("out/records/2.txt.plan.json");
  edited.replace(edited.find("Trồng"), 5, "Chăm");
  Write("out/records/2.txt.plan.json", edited);
  // The plan that it cites comes in: its link would be set.
  Write("new/3.txt", Plan("14", ""));
  const Outcome outcome =
      RunProgram({"run", At("new"), "-o", At("out"), "--progress", "none"}, At("program"));
  EXPECT_THAT(outcome.err, HasSubstr("left as they are: records/2.txt.plan.json"));
  EXPECT_EQ(Read("out/records/2.txt.plan.json"), edited);
}

TEST_F(CorrectedTest, WhatAKilledRunLeftIsNoEdit) {
  ASSERT_EQ(Run().exit_code, 0);
  const std::string made = Read(std::string("out/") + kFirst);
  // As after a death between the record and the ledger's line: the record is whole, the ledger has
  // another digest. Here the ledger is put back to before a run with another option.
  std::filesystem::copy_file(At("out/ledger.sqlite"), At("ledger"));
  Write("in/1.txt", Plan("44", ""));
  ASSERT_EQ(Run().exit_code, 0);
  ASSERT_NE(Read(std::string("out/") + kFirst), made);
  std::filesystem::rename(At("ledger"), At("out/ledger.sqlite"));
  EXPECT_THAT(Run().err, Not(HasSubstr("edited by hand")));
  EXPECT_FALSE(std::filesystem::exists(At("out/edited")));
}

TEST_F(CorrectedTest, WhatPersonsWroteIsNoInput) {
  ASSERT_EQ(Run().exit_code, 0);
  Correct(kFirst, {.pointer = "/document/number", .new_value = "14"});
  Write("out/edited/1.txt.plan.json", "{}");
  Write("out/exports/csv/tasks.csv", "id\r\n");
  std::filesystem::rename(At("out"), At("in/earlier"));
  ASSERT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Entry(2)["status"], "skipped");
  EXPECT_EQ(Entry(2)["path"], "earlier/exports");
  EXPECT_EQ(Json::parse(Read("out/batch.json"))["inputs"].size(), 3u);
}

}  // namespace
}  // namespace planrec::batch
