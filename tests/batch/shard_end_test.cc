// SPDX-License-Identifier: GPL-3.0-or-later
//
// The shard that ends last merges: which one that is, when it does not, and that two are as one.
#include <gmock/gmock.h>
#include <signal.h>
#include <utime.h>

#include <filesystem>

#include "pipeline/batch/merge_claim.h"
#include "tests/batch/merge_fixture.h"

namespace planrec::batch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class ShardEndTest : public MergeFixture {
 protected:
  List Words(const std::string& out, int index, int count, List more = {}) {
    more.insert(more.begin(), {"run", At("in"), "-o", At(out), "--progress", "none", "-j1",
                               "--shard", std::to_string(index) + "/" + std::to_string(count)});
    return more;
  }
  Outcome Last(const std::string& out, int index, int count, List more = {}) {
    return RunProgram(Words(out, index, count, std::move(more)), At("last"));
  }
  bool Merged(const std::string& out) const { return fs::exists(At(out + "/batch.json")); }
  /// A claim as another process has it.
  void Claim(const std::string& out, const std::string& owner, int seconds_ago) {
    const std::string claim = out + "/shards/.planrec-merge";
    Write(claim + "/owner", owner);
    const time_t then = time(nullptr) - seconds_ago;
    const utimbuf times = {then, then};
    ASSERT_EQ(utime(At(claim).c_str(), &times), 0);
  }
  /// Names left in the folder of journals besides those.
  int LeftOvers(const std::string& out) const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(At(out + "/shards")))
      count += entry.path().extension() != ".jsonl";
    return count;
  }
};

TEST_F(ShardEndTest, TheLastMerges) {
  Run("one");
  for (const int index : {3, 1}) {
    const Outcome early = Last("out", index, 3);
    EXPECT_THAT(early.err, HasSubstr(" of 3 shards have ended; the last one merges."));
    EXPECT_FALSE(Merged("out"));
  }
  const Outcome last = Last("out", 2, 3);
  EXPECT_THAT(last.err, HasSubstr("All shards have ended; merging them."));
  ExpectSame("one", "out");
  EXPECT_EQ(LeftOvers("out"), 0);
  // Each start of a shard again ends last.
  for (const int index : {1, 2, 3}) EXPECT_NE(Last("out", index, 3).exit_code, 5);
  ExpectSame("one", "out");
  // What the merge wrote is what runs, exports and a merge by hand go on from.
  EXPECT_THAT(Run("out").err, HasSubstr("0 pages read"));
  EXPECT_EQ(Merge("out").exit_code, 3);
  ExpectSame("one", "out");
}

TEST_F(ShardEndTest, ItsOwnExitCode) {
  // Of two shards one has what fails; which, follows from the names.
  fs::remove_all(At("in/z"));
  EXPECT_EQ(Last("out", 1, 2).exit_code, 0);
  EXPECT_EQ(Last("out", 2, 2).exit_code, 0);
  EXPECT_TRUE(Merged("out"));
  fs::remove(At("out/batch.json"));
  Write("out/batch.json", "a file of somebody");
  const Outcome refused = Last("out", 2, 2);
  EXPECT_EQ(refused.exit_code, 5);
  EXPECT_THAT(refused.err, HasSubstr("was not written by planrec"));
}

TEST_F(ShardEndTest, LargeBatchesAreLeft) {
  Last("out", 1, 2, {"--merge-up-to", "18"});
  const Outcome more = Last("out", 2, 2, {"--merge-up-to", "17"});
  EXPECT_THAT(more.err, HasSubstr("All shards have ended: planrec merge " + At("out") + "."));
  EXPECT_FALSE(Merged("out"));
  EXPECT_THAT(Last("out", 2, 2, {"--merge-up-to", "18"}).err, HasSubstr("merging them"));
  EXPECT_TRUE(Merged("out"));
  // All that is in the folder counts, not only what this run was given.
  fs::remove_all(At("in/c"));
  EXPECT_THAT(Last("out", 1, 1, {"--merge-up-to", "12"}).err, HasSubstr(": planrec merge "));
}

TEST_F(ShardEndTest, AllAtOnce) {
  Run("one");
  for (int round = 0; round < 3; ++round) {
    const std::string out = "out" + std::to_string(round);
    std::vector<pid_t> shards;
    for (int index = 1; index <= 4; ++index)
      shards.push_back(StartProgram(Words(out, index, 4), At(out + std::to_string(index))));
    for (size_t k = 0; k < shards.size(); ++k)
      EXPECT_NE(WaitProgram(shards[k], At(out + std::to_string(k + 1))).exit_code, 5);
    ExpectSame("one", out);
    EXPECT_EQ(LeftOvers(out), 0);
  }
}

TEST_F(ShardEndTest, OneThatWasStoppedIsNotAtItsEnd) {
  Last("out", 1, 2);
  Shard("out", 2, 2);
  const std::string journal = Read("out/shards/2-of-2.jsonl");
  ASSERT_NE(journal.find("\"event\":\"end\"", journal.rfind('\n', journal.size() - 2)),
            std::string::npos);
  const size_t last = journal.rfind('\n', journal.size() - 2) + 1;
  struct Case {
    const char* what;
    std::string tail;
    bool merges;
  };
  for (const Case& each :
       {Case{"killed", "", false},
        Case{"torn", journal.substr(last, journal.size() - last - 2), false},
        Case{"stopped", "{\"event\":\"end\",\"interrupted_by\":\"SIGTERM\"}\n", false},
        Case{"no line of ours", "[1]\n", false},
        Case{"no line at all", std::string(9000, 'x'), false},
        Case{"started again", journal.substr(last) + journal.substr(0, journal.find('\n') + 1),
             false},
        Case{"at its end", journal.substr(last), true}}) {
    SCOPED_TRACE(each.what);
    Write("out/shards/2-of-2.jsonl", journal.substr(0, last) + each.tail);
    EXPECT_THAT(Last("out", 1, 2).err,
                HasSubstr(each.merges ? "merging them" : "1 of 2 shards have ended"));
    EXPECT_EQ(Merged("out"), each.merges);
  }
}

TEST_F(ShardEndTest, WhoMergesIsNotDisturbed) {
  Shard("out", 1, 2);
  Claim("out", "77 elsewhere\nits system\n", kClaimLives_s / 2);
  const Outcome other = Last("out", 2, 2);
  EXPECT_THAT(other.err, HasSubstr("they are merged by process 77 on elsewhere."));
  EXPECT_FALSE(Merged("out"));
  // One that was not touched for long is a dead one's.
  Claim("out", "77 elsewhere\nits system\n", 2 * kClaimLives_s);
  EXPECT_THAT(Last("out", 2, 2).err, HasSubstr("merging them"));
  EXPECT_TRUE(Merged("out"));
  EXPECT_EQ(LeftOvers("out"), 0);
}

TEST_F(ShardEndTest, AMergeByHandWaits) {
  for (const int index : {1, 2}) Shard("out", index, 2);
  Claim("out", "77 elsewhere\nits system\n", 1);
  const pid_t waiting = StartProgram({"merge", At("out")}, At("waiting"));
  for (int look = 0; look < 500 && Read("waiting.err").empty(); ++look) usleep(10'000);
  EXPECT_THAT(Read("waiting.err"), HasSubstr("Waiting for the merge by process 77 on elsewhere."));
  EXPECT_FALSE(Merged("out"));
  kill(waiting, SIGTERM);
  EXPECT_EQ(WaitProgram(waiting, At("waiting")).exit_code, 143);
  const pid_t patient = StartProgram({"merge", At("out")}, At("patient"));
  for (int look = 0; look < 500 && Read("patient.err").empty(); ++look) usleep(10'000);
  fs::remove_all(At("out/shards/.planrec-merge"));
  EXPECT_EQ(WaitProgram(patient, At("patient")).exit_code, 3);
  EXPECT_TRUE(Merged("out"));
}

TEST_F(ShardEndTest, AKilledMergeIsTakenUp) {
  Run("one");
  for (const int index : {1, 2}) Shard("out", index, 2);
  for (int moment = 0; moment < 6; ++moment) {
    const pid_t merge = StartProgram({"merge", At("out")}, At("killed"));
    usleep(static_cast<useconds_t>(moment) * 15'000);
    kill(merge, SIGKILL);
    WaitProgram(merge, At("killed"));
    EXPECT_EQ(Last("out", 1, 2).exit_code, 3);
    ExpectSame("one", "out");
    EXPECT_EQ(LeftOvers("out"), 0);
  }
}

TEST_F(ShardEndTest, MixturesAreLeftToAPerson) {
  Last("out", 1, 2);
  const Outcome last = Last("out", 2, 2, {"--ocr", "never"});
  EXPECT_EQ(last.exit_code, 3);
  EXPECT_THAT(last.err, HasSubstr("ocr differ"));
  EXPECT_FALSE(Merged("out"));
  EXPECT_THAT(Last("out", 1, 2, {"--ocr", "never"}).err, Not(HasSubstr("differ")));
  EXPECT_TRUE(Merged("out"));
}

TEST_F(ShardEndTest, InAnotherNumberOfParts) {
  Run("one");
  Last("out", 2, 2);
  // Of two only one was done; then three.
  for (const int index : {1, 2}) EXPECT_FALSE((Last("out", index, 3), Merged("out")));
  Last("out", 3, 3);
  ExpectSame("one", "out");
}

TEST_F(ShardEndTest, CutInTheMiddleOfALine) {
  Run("one");
  // Records that only a lost line told of may be left (kept, not listed).
  const auto expect_same = [this] {
    EXPECT_EQ(Read("one/records.jsonl"), Read("out/records.jsonl"));
    EXPECT_EQ(Batch("one").dump(1), Batch("out").dump(1));
  };
  for (const int index : {1, 2}) Shard("out", index, 2);
  const std::string journal = Read("out/shards/2-of-2.jsonl");
  const size_t result = journal.find("\"event\":\"result\"");
  const size_t input = journal.find("\"event\":\"input\"");
  for (const size_t cut : {result + 5, input + 5, size_t{10}, size_t{0}}) {
    SCOPED_TRACE(cut);
    Write("out/shards/2-of-2.jsonl", journal.substr(0, cut));
    // As it is: what is missing is named. The shard again mends it.
    EXPECT_THAT(Merge("out").err, HasSubstr("shards 2 of 2"));
    EXPECT_THAT(Last("out", 2, 2).err, HasSubstr("merging them"));
    expect_same();
  }
  // Rubbish in the middle, as two writers would leave it.
  Write("out/shards/2-of-2.jsonl", journal.substr(0, result + 5) + journal);
  EXPECT_THAT(Last("out", 2, 2).err, HasSubstr("merging them"));
  expect_same();
}

TEST_F(ShardEndTest, TwiceAtOnce) {
  Run("one");
  Last("out", 1, 2);
  // The same shard on two machines, as a queue may start it.
  const pid_t first = StartProgram(Words("out", 2, 2), At("first"));
  const pid_t second = StartProgram(Words("out", 2, 2), At("second"));
  WaitProgram(first, At("first"));
  WaitProgram(second, At("second"));
  EXPECT_EQ(Merge("out").exit_code, 3);
  ExpectSame("one", "out");
}

TEST(MergeClaim, OneHasIt) {
  std::string folder = fs::temp_directory_path() / "planrec-claim-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  fs::create_directory(folder + "/shards");
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t other = fork();
  if (other == 0) {
    MergeClaim claim;
    const Result<bool> taken = claim.Take(folder);
    static_cast<void>(write(ready[1], taken && *taken ? "1" : "0", 1));
    pause();
    _exit(0);
  }
  char taken = 0;
  ASSERT_EQ(read(ready[0], &taken, 1), 1);
  ASSERT_EQ(taken, '1');
  MergeClaim ours;
  const Result<bool> refused = ours.Take(folder);
  ASSERT_TRUE(refused);
  EXPECT_FALSE(*refused);
  EXPECT_THAT(ours.holder(), HasSubstr("process " + std::to_string(other) + " on "));
  kill(other, SIGKILL);
  waitpid(other, nullptr, 0);
  {
    MergeClaim next;
    const Result<bool> from_the_dead = next.Take(folder);
    ASSERT_TRUE(from_the_dead);
    EXPECT_TRUE(*from_the_dead);
    EXPECT_TRUE(next.Check());
    std::ofstream(folder + "/shards/.planrec-merge/owner") << "1 elsewhere\n";
    EXPECT_EQ(next.Check().error().type, ErrorType::kOutputFailed);
  }
  // What is another's stays.
  EXPECT_TRUE(fs::exists(folder + "/shards/.planrec-merge/owner"));
  fs::remove_all(folder);
  EXPECT_EQ(MergeClaim().Take(folder).error().type, ErrorType::kOutputFailed);
}

}  // namespace
}  // namespace planrec::batch
