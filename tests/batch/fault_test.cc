// SPDX-License-Identifier: GPL-3.0-or-later
//
// The supervisor dies, or the disk refuses, at each step of writing in turn. What the next run
// leaves is byte for byte what an undisturbed run leaves.
#include "pipeline/files/fault_point.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/batch/merge.h"
#include "pipeline/batch/run.h"
#include "pipeline/batch/spool.h"
#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;

// Of the process whose steps are counted: a hook is a plain function.
std::atomic<int> steps_left;
std::atomic<int> fault_code;  // 0 = die

int CountDown(const char*) {
  if (steps_left.fetch_sub(1) != 1) return 0;
  if (fault_code == 0) kill(getpid(), SIGKILL);
  return fault_code;
}

class FaultTest : public BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    Write("in/a", "pages 3\n");
    Write("in/b/c", "pages 2\nbusy-crash 2\n");
    Write("in/b/d", "pages 2\nerror 1\n");
    Write("in/e", "refuse corrupt\n");
    Write("in/f", "pages 3\n");  // a duplicate
    options_.inputs = {At("in")};
    options_.jobs = 2;
    options_.ocr = acquire::OcrMode::kNever;
    options_.progress = ProgressMode::kNone;
    options_.quiet = true;
    options_.with = {TextForm::kPlain, TextForm::kAlto};
    options_.worker_command = {PLANREC_FAKE_WORKER};
    options_.output = At("calm");
    calm_ = RunInChild(0, 0);
    calm_files_ = Final("calm");
  }

  /// The exit code of a run whose step number `step` goes wrong (0 = none); 128 + the signal.
  int RunInChild(int step, int code) {
    return InChild([&] { return batch::Run(options_); }, step, code);
  }

  static int InChild(const std::function<int()>& work, int step, int code) {
    const pid_t child = fork();
    if (child == 0) {
      // Its messages are those of the fault.
      if (freopen("/dev/null", "w", stderr) == nullptr) _exit(99);
      steps_left = step;
      fault_code = code;
      if (step > 0) SetFaultHook(CountDown);
      _exit(work());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  /// What a run leaves, times and "resumed" and the journals of shards taken out.
  std::map<std::string, std::string> Final(const std::string& folder) const {
    std::map<std::string, std::string> files = Tree(folder);
    files.erase("ledger.sqlite");
    files.erase("report.html");
    std::erase_if(files, [](const auto& file) { return file.first.starts_with("shards/"); });
    Json batch = Json::parse(files["batch.json"]);
    for (const char* name : {"started", "finished", "totals"}) batch.erase(name);
    for (const char* name : {"sandbox", "shards", "jobs"}) batch["settings"].erase(name);
    for (Json& input : batch["inputs"]) {
      for (const char* name : {"seconds", "resumed", "attempts"}) input.erase(name);
    }
    files["batch.json"] = batch.dump();
    return files;
  }

  /// A reader sees whole files or none, also in the middle of things.
  void ExpectWholeFiles(const std::string& folder) const {
    for (const auto& [path, bytes] : Tree(folder)) {
      if (path.find(".planrec-") != std::string::npos) continue;
      if (path.ends_with(".json")) {
        EXPECT_TRUE(Json::accept(bytes)) << path;
      }
      if (path.ends_with(".plan.json") || path.ends_with(".txt")) {
        EXPECT_EQ(bytes, calm_files_.at(path)) << path;
      }
    }
  }

  void ShardsAndMergeAtEachStep(int code);

  RunOptions options_;
  int calm_ = -1;
  std::map<std::string, std::string> calm_files_;
};

TEST_F(FaultTest, KilledAtEachStep) {
  ASSERT_EQ(calm_, kExitSomeFailed);
  int step = 1;
  for (;; ++step) {
    SCOPED_TRACE(step);
    options_.output = At("out" + std::to_string(step));
    const int first = RunInChild(step, 0);
    if (first == calm_) break;
    ASSERT_EQ(first, 128 + SIGKILL);
    ExpectWholeFiles("out" + std::to_string(step));
    ASSERT_EQ(RunInChild(0, 0), calm_);
    ASSERT_EQ(Final("out" + std::to_string(step)), calm_files_);
    std::filesystem::remove_all(options_.output);
  }
  std::printf("  killed at %d steps\n", step - 1);
  EXPECT_GT(step, 40);
}

TEST_F(FaultTest, FullAtEachStep) {
  int step = 1;
  for (;; ++step) {
    SCOPED_TRACE(step);
    options_.output = At("out" + std::to_string(step));
    const int first = RunInChild(step, ENOSPC);
    if (first == calm_) break;
    ASSERT_EQ(first, kExitOutput);
    ExpectWholeFiles("out" + std::to_string(step));
    for (const auto& [path, bytes] : Tree("out" + std::to_string(step))) {
      EXPECT_EQ(path.find(".planrec-"), std::string::npos) << path << " was left behind";
    }
    ASSERT_EQ(RunInChild(0, 0), calm_);
    ASSERT_EQ(Final("out" + std::to_string(step)), calm_files_);
    std::filesystem::remove_all(options_.output);
  }
  std::printf("  refused at %d steps\n", step - 1);
  EXPECT_GT(step, 40);
}

/// Two shards and their merge, each going wrong at its own step 1, 2, … and repeated.
void FaultTest::ShardsAndMergeAtEachStep(int code) {
  options_.sharded = true;
  options_.shard_count = 2;
  const auto merge = [&] { return Merge({.output = options_.output, .quiet = true}); };
  const int disturbed = code == 0 ? 128 + SIGKILL : int{kExitOutput};
  int step = 0;
  for (bool reached = true; reached;) {
    SCOPED_TRACE(++step);
    reached = false;
    options_.output = At("out" + std::to_string(step));
    const auto twice = [&](const std::function<int()>& work) {
      if (InChild(work, step, code) != disturbed) return;
      reached = true;
      EXPECT_NE(InChild(work, 0, 0), kExitOutput);
    };
    for (options_.shard_index = 1; options_.shard_index <= 2; ++options_.shard_index)
      twice([&] { return batch::Run(options_); });
    twice(merge);
    ExpectWholeFiles("out" + std::to_string(step));
    ASSERT_EQ(Final("out" + std::to_string(step)), calm_files_);
    std::filesystem::remove_all(options_.output);
  }
  std::printf("  %d steps\n", step - 1);
  EXPECT_GT(step, 40);
}

TEST_F(FaultTest, ShardsAndMergeKilledAtEachStep) {
  ShardsAndMergeAtEachStep(0);
}

TEST_F(FaultTest, ShardsAndMergeFullAtEachStep) {
  ShardsAndMergeAtEachStep(ENOSPC);
}

// Lines that wait for their turn are more than fit into memory only in large batches.
TEST_F(FaultTest, SpoolThatFindsTheDiskFull) {
  std::filesystem::create_directories(At("spool"));
  Spool spool(At("spool"));
  ASSERT_TRUE(spool.Append(std::string(2 << 20, 'a')));
  SetFaultHook([](const char* step) { return std::string_view(step) == "spool" ? ENOSPC : 0; });
  const Status kept = spool.Append(std::string(2 << 20, 'b'));
  SetFaultHook(nullptr);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().type, ErrorType::kOutputFailed);
  EXPECT_THAT(kept.error().message, ::testing::HasSubstr(At("spool")));
  // The file has no name: nothing is left behind.
  EXPECT_TRUE(std::filesystem::is_empty(At("spool")));
}

TEST_F(FaultTest, KilledAgainAndAgain) {
  // Each run gets a little further; nothing is done twice that was finished.
  options_.output = At("out");
  int runs = 0;
  while (RunInChild(45, 0) == 128 + SIGKILL) ASSERT_LT(++runs, 30);
  EXPECT_EQ(Final("out"), calm_files_);
  EXPECT_GE(runs, 1);
}

TEST_F(FaultTest, OutputRemovedInBetween) {
  options_.output = At("out");
  ASSERT_EQ(RunInChild(0, 0), calm_);
  std::filesystem::remove_all(At("out/records"));
  ASSERT_EQ(RunInChild(0, 0), calm_);
  EXPECT_EQ(Final("out"), calm_files_);
  std::filesystem::remove_all(At("out"));
  ASSERT_EQ(RunInChild(0, 0), calm_);
  EXPECT_EQ(Final("out"), calm_files_);
  // A ledger that is no database.
  Write("out/ledger.sqlite", std::string(5000, 'x'));
  EXPECT_EQ(RunInChild(0, 0), kExitOutput);
}

}  // namespace
}  // namespace planrec::batch
