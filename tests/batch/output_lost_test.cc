// SPDX-License-Identifier: GPL-3.0-or-later
//
// Output folders that fail for real: a full disk, one that can't be written to, one that goes away
// while the run is at work. Each ends with exit 5 and a sentence that says what to do; what stands
// there is whole, and the next run makes it complete.
#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;

class OutputLostTest : public BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    for (int i = 0; i < 70; ++i) {
      std::string plan = "KẾ HOẠCH\nVề chăm sóc cây xanh năm 2024\n\nI. MỤC TIÊU\n";
      for (int k = 0; k < 30; ++k) plan += "- Trồng " + std::to_string(i) + " cây.\n";
      Write("in/" + std::to_string(i) + ".txt", plan);
    }
  }

  /// A shell with file systems of its own; its exit code, and what it printed under "shell".
  int Shell(const std::string& script) const {
    const std::string command = "P='" PLANREC_PROGRAM "'; cd '" + folder_.string() + "'; " + script;
    Write("script", command);
    const int status =
        std::system(("unshare -rm sh '" + At("script") + "' >'" + At("shell") + "' 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  bool CanMount() const {
    std::filesystem::create_directories(At("disk"));
    return Shell("mount -t tmpfs none disk") == 0;
  }
};

TEST_F(OutputLostTest, FullDisk) {
  if (!CanMount()) GTEST_SKIP() << "no file systems of its own on this machine";
  const int code = Shell(
      "mount -t tmpfs -o size=700k none disk\n"
      "$P run in -o disk/out --progress none --with text; echo \"first $?\"\n"
      "find disk -name '.planrec-*'\n"
      "cp -r disk/out full\n"
      "mount -o remount,size=64m disk\n"
      "$P run in -o disk/out --progress none --with text; echo \"second $?\"\n"
      "cp -r disk/out whole\n");
  const std::string said = Read("shell");
  EXPECT_EQ(code, 0) << said;
  EXPECT_THAT(said, HasSubstr("first 5"));
  EXPECT_THAT(said, HasSubstr("free some space"));
  EXPECT_THAT(said, HasSubstr("second 0"));
  EXPECT_THAT(said, ::testing::Not(HasSubstr(".planrec-")));
  ASSERT_EQ(RunProgram({"run", At("in"), "-o", At("calm"), "--with", "text"}, At("run")).exit_code,
            0);
  const auto calm = Tree("calm/records");
  EXPECT_TRUE(Tree("whole/records") == calm);
  EXPECT_EQ(Read("whole/records.jsonl"), Read("calm/records.jsonl"));
  const auto full = Tree("full/records");
  EXPECT_GT(full.size(), 0u);
  EXPECT_LT(full.size(), calm.size());
  for (const auto& [path, bytes] : full) EXPECT_TRUE(bytes == calm.at(path)) << path;
}

TEST_F(OutputLostTest, ReadOnly) {
  if (!CanMount()) GTEST_SKIP() << "no file systems of its own on this machine";
  const int code = Shell(
      "$P run in -o out -q; mount --bind out out; mount -o remount,bind,ro out\n"
      "$P run in -o out; echo \"done before $?\"\n"
      "mount -t tmpfs -o ro none disk\n"
      "$P run in -o disk/out; echo \"new $?\"\n");
  const std::string said = Read("shell");
  EXPECT_EQ(code, 0) << said;
  EXPECT_THAT(said, HasSubstr("done before 5"));
  EXPECT_THAT(said, HasSubstr("new 5"));
  EXPECT_THAT(said, HasSubstr("Read-only file system; choose an output folder (-o)"));
}

TEST_F(OutputLostTest, ShardsOfAReadOnlyFolder) {
  if (!CanMount()) GTEST_SKIP() << "no file systems of its own on this machine";
  const int code = Shell(
      "$P run in -o out -q --shard 1/2; mount --bind out out; mount -o remount,bind,ro out\n"
      "$P run in -o out --shard 2/2; echo \"shard $?\"\n"
      "$P merge out; echo \"merge $?\"\n"
      "mount -o remount,bind,rw out\n"
      "$P run in -o out -q --shard 2/2; echo \"again $?\"\n");
  const std::string said = Read("shell");
  EXPECT_EQ(code, 0) << said;
  EXPECT_THAT(said, HasSubstr("shard 5"));
  EXPECT_THAT(said, HasSubstr("merge 5"));
  EXPECT_THAT(said, HasSubstr("out/shards: Read-only file system; choose an output folder (-o)"));
  EXPECT_THAT(said, HasSubstr("again 0"));
  ASSERT_EQ(RunProgram({"run", At("in"), "-o", At("calm"), "-q"}, At("run")).exit_code, 0);
  EXPECT_EQ(Read("out/records.jsonl"), Read("calm/records.jsonl"));
}

TEST_F(OutputLostTest, RemovedWhileAtWork) {
  ASSERT_EQ(RunProgram({"run", At("in"), "-o", At("calm")}, At("run")).exit_code, 0);
  const pid_t run = StartProgram({"run", At("in"), "-o", At("out"), "-j", "1"}, At("lost"));
  while (Tree("out/records").size() < 5) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  // Renamed first: a folder that is written into can't be removed at once.
  std::filesystem::rename(At("out"), At("away"));
  const Outcome lost = WaitProgram(run, At("lost"));
  EXPECT_EQ(lost.exit_code, 5);
  EXPECT_THAT(lost.err, HasSubstr("was removed or exchanged while the run was at work"));
  for (const char* left : {"out/records", "away/records"}) {
    for (const auto& [path, bytes] : Tree(left)) {
      // What was being written when its folder went away.
      if (path.find(".planrec-") != std::string::npos) continue;
      EXPECT_TRUE(bytes == Read("calm/records/" + path)) << left << "/" << path;
    }
  }
  EXPECT_EQ(RunProgram({"run", At("in"), "-o", At("out")}, At("run")).exit_code, 0);
  EXPECT_TRUE(Tree("out/records") == Tree("calm/records"));
  EXPECT_EQ(Read("out/records.jsonl"), Read("calm/records.jsonl"));
}

}  // namespace
}  // namespace planrec::batch
