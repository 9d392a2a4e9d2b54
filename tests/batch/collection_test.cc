// SPDX-License-Identifier: GPL-3.0-or-later
//
// An output folder over several runs: it is one collection, whatever each run was given.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

class CollectionTest : public BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    Write("a/1.txt", Plan("một"));
    Write("a/2.txt", Plan("hai"));
    Write("b/3.txt", Plan("ba"));
  }

  static std::string Plan(const std::string& word) {
    return "KẾ HOẠCH\nTrồng cây năm 2026\n1. Nhiệm vụ " + word + ".\n";
  }

  Outcome Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "run");
    arguments.insert(arguments.end(), {"-o", At("out"), "--progress", "none"});
    return RunProgram(arguments, At("program"));
  }

  /// "path status" of each entry in order, with "(orphan)" behind it.
  std::vector<std::string> Entries() const {
    std::vector<std::string> entries;
    const Json batch = Json::parse(Read("out/batch.json"));
    for (const Json& input : batch["inputs"]) {
      entries.push_back(input["path"].get<std::string>() + " " +
                        input["status"].get<std::string>() +
                        (input["orphan"].get<bool>() ? " (orphan)" : ""));
    }
    return entries;
  }

  size_t Lines() const {
    const std::string lines = Read("out/records.jsonl");
    return static_cast<size_t>(std::count(lines.begin(), lines.end(), '\n'));
  }

  using List = std::vector<std::string>;
};

TEST_F(CollectionTest, SeveralCallsAndTheOrderOfPaths) {
  EXPECT_EQ(Run({At("b")}).exit_code, 0);
  EXPECT_EQ(Run({At("a")}).exit_code, 0);
  EXPECT_EQ(Entries(), (List{"1.txt done", "2.txt done", "3.txt done"}));
  EXPECT_EQ(Lines(), 3u);
  EXPECT_THAT(Read("out/report.html"), HasSubstr("3.txt"));
  // The exit code speaks of this call, and an input that is known already is no failure.
  Write("c/4.txt", Plan("ba"));
  EXPECT_EQ(Run({At("c")}).exit_code, 0);
  EXPECT_EQ(Entries().back(), "4.txt duplicate");
}

TEST_F(CollectionTest, ARenamedInputKeepsItsRecord) {
  ASSERT_EQ(Run({At("a")}).exit_code, 0);
  std::filesystem::rename(At("a/1.txt"), At("a/mới.txt"));
  const Outcome outcome = Run({At("a")});
  EXPECT_THAT(outcome.err, HasSubstr("1.txt is now mới.txt"));
  EXPECT_THAT(outcome.err, HasSubstr("(2 by an earlier run)"));
  EXPECT_EQ(Entries(), (List{"2.txt done", "mới.txt done"}));
  EXPECT_FALSE(std::filesystem::exists(At("out/records/1.txt.plan.json")));
  const Json record = Json::parse(Read("out/records/mới.txt.plan.json"));
  EXPECT_EQ(record["source"]["path"], "mới.txt");
  // The ledger knows the record as it stands now.
  EXPECT_THAT(Run({At("a")}).err, HasSubstr("(2 by an earlier run)"));
}

TEST_F(CollectionTest, ARecordThatWasEditedDoesNotFollow) {
  ASSERT_EQ(Run({At("a")}).exit_code, 0);
  std::string record = Read("out/records/1.txt.plan.json");
  record.replace(record.find("Trồng"), 5, "Chăm");
  Write("out/records/1.txt.plan.json", record);
  std::filesystem::rename(At("a/1.txt"), At("a/mới.txt"));
  EXPECT_THAT(Run({At("a")}).err, HasSubstr("(their records are kept): 1.txt"));
  EXPECT_EQ(Entries(), (List{"1.txt done (orphan)", "2.txt done", "mới.txt done"}));
  EXPECT_EQ(Read("out/records/1.txt.plan.json"), record);
  EXPECT_THAT(Read("out/records/mới.txt.plan.json"), HasSubstr("Trồng"));
}

TEST_F(CollectionTest, ARemovedInputIsNamedAndItsRecordKept) {
  ASSERT_EQ(Run({At("a")}).exit_code, 0);
  std::filesystem::remove(At("a/1.txt"));
  const Outcome outcome = Run({At("a")});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("gone (their records are kept): 1.txt"));
  EXPECT_EQ(Entries(), (List{"1.txt done (orphan)", "2.txt done"}));
  EXPECT_EQ(Lines(), 2u);
  // Removed by hand, it is no longer of the collection.
  std::filesystem::remove(At("out/records/1.txt.plan.json"));
  EXPECT_EQ(Run({At("a")}).exit_code, 0);
  EXPECT_EQ(Entries(), (List{"2.txt done"}));
}

TEST_F(CollectionTest, FailuresAreToldEachTimeAndGoWithTheirFile) {
  Write("a/x.pdf", "%PDF-1.4 broken");
  EXPECT_EQ(Run({At("a"), At("missing")}).exit_code, 3);
  const Outcome again = Run({At("a"), At("missing")});
  EXPECT_THAT(again.err, HasSubstr("x.pdf: corrupt"));
  EXPECT_THAT(again.err, HasSubstr("missing: not_found"));
  std::filesystem::remove(At("a/x.pdf"));
  EXPECT_EQ(Run({At("a")}).exit_code, 0);
  EXPECT_EQ(Entries(), (List{"1.txt done", "2.txt done"}));
}

TEST_F(CollectionTest, OwnOutputsAreNoInputs) {
  ASSERT_EQ(Run({At("a"), "--with", "text"}).exit_code, 0);
  std::filesystem::rename(At("out"), At("a/earlier"));
  Write("a/earlier/notes.txt", Plan("bốn"));
  Write("a/records/plan.txt", Plan("năm"));
  EXPECT_EQ(Run({At("a")}).exit_code, 0);
  EXPECT_EQ(Entries(),
            (List{"1.txt done", "2.txt done", "earlier/notes.txt done", "records/plan.txt done"}));
}

TEST_F(CollectionTest, FilesOfOthersAreNotOverwritten) {
  for (const char* name :
       {"report.html", "batch.json", "records.jsonl", "records/1.txt.plan.json"}) {
    std::filesystem::remove_all(At("out"));
    const std::string path = std::string("out/") + name;
    Write(path, "somebody's own\n");
    const Outcome outcome = Run({At("a")});
    EXPECT_EQ(outcome.exit_code, 5) << name;
    EXPECT_THAT(outcome.err, HasSubstr(name));
    EXPECT_EQ(Read(path), "somebody's own\n");
  }
}

}  // namespace
}  // namespace planrec::batch
