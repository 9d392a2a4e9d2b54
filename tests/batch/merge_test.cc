// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shards that write into one folder, and the merge: together they are one run.
#include <gmock/gmock.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/batch/merge_fixture.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using List = std::vector<std::string>;
namespace fs = std::filesystem;

class MergeTest : public MergeFixture {};

TEST_F(MergeTest, EqualToARunWithoutShards) {
  const int exit_code = Run("one").exit_code;
  EXPECT_EQ(exit_code, 3);  // broken and empty ones
  for (const int index : {3, 1, 4, 2}) EXPECT_NE(Shard("many", index, 4).exit_code, 5);
  // Nothing that belongs to all was written by one.
  for (const char* name : {"batch.json", "records.jsonl", "report.html", "ledger.sqlite"})
    EXPECT_FALSE(fs::exists(At(std::string("many/") + name))) << name;
  const Outcome merged = Merge("many");
  EXPECT_EQ(merged.exit_code, exit_code) << merged.err;
  ExpectSame("one", "many");
  EXPECT_EQ(Batch("many")["graph"].size(), 1u);
  EXPECT_EQ(Batch("many")["totals"]["duplicate"], 3);
  EXPECT_THAT(Read("many/report.html"), HasSubstr("copy2.txt"));
  // Once more changes nothing.
  const auto before = Tree("many/records");
  EXPECT_EQ(Merge("many").exit_code, exit_code);
  EXPECT_EQ(Tree("many/records"), before);
  ExpectSame("one", "many");
}

TEST_F(MergeTest, WhatFollowsAMergeGoesOnFromIt) {
  for (const int index : {1, 2}) Shard("out", index, 2);
  ASSERT_EQ(Merge("out").exit_code, 3);
  const auto records = Tree("out/records");
  const Json batch = Batch("out");
  // A run without shards, the same shards, shards in another number: nothing is read again.
  EXPECT_THAT(Run("out").err, HasSubstr("0 pages read"));
  EXPECT_EQ(Tree("out/records"), records);
  EXPECT_EQ(Batch("out").dump(1), batch.dump(1));
  for (const int count : {2, 3}) {
    for (int index = 1; index <= count; ++index)
      EXPECT_THAT(Shard("out", index, count).err, HasSubstr(" 0 pages read"));
    EXPECT_EQ(Merge("out").exit_code, 3);
    EXPECT_EQ(Tree("out/records"), records);
    EXPECT_EQ(Batch("out").dump(1), batch.dump(1));
  }
  // A new input.
  Write("in/new.txt", Plan("XÃ MỚI", "99/KH-UBND", ""));
  for (const int index : {1, 2, 3}) Shard("out", index, 3);
  EXPECT_EQ(Merge("out").exit_code, 3);
  Run("one");
  ExpectSame("one", "out");
  EXPECT_EQ(RunProgram({"validate", At("out/records"), At("out/records.jsonl")}, At("v")).exit_code,
            0);
  EXPECT_EQ(RunProgram({"export", At("out"), "--format", "jsonl"}, At("e")).exit_code, 0);
}

TEST_F(MergeTest, ALostLedgerComesBackFromTheJournals) {
  for (const int index : {1, 2}) Shard("out", index, 2);
  Merge("out");
  const auto records = Tree("out/records");
  fs::remove(At("out/ledger.sqlite"));
  const Outcome again = Merge("out");
  EXPECT_THAT(again.err, Not(HasSubstr("edited")));
  EXPECT_EQ(Tree("out/records"), records);
  EXPECT_THAT(Run("out").err, HasSubstr("0 pages read"));
}

TEST_F(MergeTest, WhatIsMissingIsNamed) {
  // Killed before its first result: all but the head of its journal.
  Shard("out", 2, 3);
  fs::remove_all(At("out/records"));
  const std::string journal = Read("out/shards/2-of-3.jsonl");
  const size_t listed = journal.find("\"event\":\"listed\"");
  const size_t cut = journal.find('\n', listed) + 1;
  Write("out/shards/2-of-3.jsonl", journal.substr(0, cut + 20));  // and a torn line
  Shard("out", 3, 3);
  const Outcome merged = Merge("out");
  EXPECT_EQ(merged.exit_code, 3);
  EXPECT_THAT(merged.err, HasSubstr("Not begun: shards 1 of 3 ("));
  EXPECT_THAT(merged.err, HasSubstr("Not at their end: shards 2 of 3."));
  EXPECT_THAT(merged.err, HasSubstr("Not reached: "));
  EXPECT_GT(Batch("out")["totals"]["pending"], 0);
  // Said and mended.
  Shard("out", 1, 3);
  Shard("out", 2, 3);
  EXPECT_THAT(Merge("out").err, Not(HasSubstr("Not ")));
  Run("one");
  ExpectSame("one", "out");
}

TEST_F(MergeTest, AKilledShardGoesOn) {
  const List arguments = {"run", At("in"),  "-o",  At("out"),       "--progress", "none",
                          "-j1", "--shard", "1/1", "--merge-up-to", "0"};
  const pid_t pid = StartProgram(arguments, At("killed"));
  for (int wait = 0; wait < 500; ++wait) {
    const std::string journal = Read("out/shards/1-of-1.jsonl");
    if (journal.find("\"event\":\"result\"") != std::string::npos) break;
    usleep(20'000);
  }
  kill(pid, SIGKILL);
  WaitProgram(pid, At("killed"));
  ASSERT_EQ(RunProgram(arguments, At("program")).exit_code, 3);
  EXPECT_EQ(Merge("out").exit_code, 3);
  Run("one");
  ExpectSame("one", "out");
}

TEST_F(MergeTest, MixturesAreRefusedUnlessAskedFor) {
  Shard("out", 1, 2);
  Shard("out", 2, 2, {"--ocr", "never"});
  const Outcome refused = Merge("out");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("(model, ocr differ)"));
  EXPECT_THAT(refused.err, HasSubstr("--mixed"));
  EXPECT_FALSE(fs::exists(At("out/batch.json")));
  EXPECT_EQ(Merge("out", {"--mixed"}).exit_code, 3);
  EXPECT_TRUE(fs::exists(At("out/batch.json")));
  // The nearest case: what says nothing about a result may differ.
  Shard("near", 1, 2);
  Shard("near", 2, 2, {"--timeout-page", "60", "-j2"});
  EXPECT_EQ(Merge("near").exit_code, 3);
}

TEST_F(MergeTest, AnUnmergedFolderTakesNoOtherRun) {
  Shard("out", 1, 2);
  const Outcome refused = Run("out");
  EXPECT_EQ(refused.exit_code, 5);
  EXPECT_THAT(refused.err, HasSubstr("planrec merge " + At("out")));
  EXPECT_EQ(Merge("none").exit_code, 4);
  EXPECT_FALSE(fs::exists(At("none")));
}

TEST_F(MergeTest, EqualNamesOutOfSeveralFolders) {
  Write("other/a/1.txt", Plan("XÃ KHÁC", "1/KH-UBND", ""));
  Write("other/in/c/1.txt", Plan("XÃ NỮA", "2/KH-UBND", ""));
  const List others = {At("other"), At("in/a")};
  Run("one", others);
  for (const int index : {1, 2, 3}) Shard("out", index, 3, others);
  Merge("out");
  ExpectSame("one", "out");
}

TEST_F(MergeTest, ARenamedOriginalTakesItsRecordAlong) {
  for (const int index : {1, 2}) Shard("out", index, 2);
  Merge("out");
  fs::rename(At("in/b/2.txt"), At("in/b/renamed.txt"));
  fs::remove(At("in/c/8.txt"));
  for (const int index : {1, 2}) Shard("out", index, 2);
  const Outcome merged = Merge("out");
  EXPECT_FALSE(fs::exists(At("out/records/b/2.txt.plan.json")));
  EXPECT_TRUE(fs::exists(At("out/records/b/renamed.txt.plan.json")));
  EXPECT_THAT(merged.err, HasSubstr("(their records are kept): c/8.txt"));
}

TEST_F(MergeTest, OtherRunsPassOverWhatShardsWrote) {
  Shard("in/out", 1, 2);
  Run("one");
  const Json batch = Batch("one");
  for (const Json& input : batch["inputs"])
    EXPECT_THAT(input["path"].get<std::string>(), Not(HasSubstr("out/")));
}

TEST_F(MergeTest, HostileJournalsLeadNowhere) {
  Shard("out", 1, 1);
  const std::string journal = Read("out/shards/1-of-1.jsonl");
  Write("keep.plan.json", "mine");
  Write("out/shards/1-of-1.jsonl",
        journal + R"({"event":"result","n":1,"path":"../../keep","status":"done","key":true,)"
                  R"("fingerprint":"x","sha256":"y","records":[{"bytes":1,"sha256":"z"}]})"
                  "\n[1]\n{\"event\":7}\n{\"event\":\"result\",\"n\":-5,\"records\":7}\n");
  Merge("out", {"--mixed"});
  EXPECT_EQ(Read("keep.plan.json"), "mine");
}

}  // namespace
}  // namespace planrec::batch
