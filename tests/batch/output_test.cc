// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/output.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pipeline/files/digest.h"
#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

namespace fs = std::filesystem;

class OutputTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "planrec-output-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }
  static std::string Read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  fs::path folder_;
};

TEST_F(OutputTest, MakesFoldersAndReplacesWhole) {
  const fs::path path = folder_ / "a/b c/đ.json";
  ASSERT_TRUE(WriteAtomically(path, "first, longer"));
  ASSERT_TRUE(WriteAtomically(path, "second"));
  EXPECT_EQ(Read(path), "second");
  // Nothing is left beside.
  EXPECT_EQ(std::distance(fs::directory_iterator(path.parent_path()), fs::directory_iterator()), 1);
}

TEST_F(OutputTest, NameOfGreatestLength) {
  EXPECT_TRUE(WriteAtomically(folder_ / std::string(255, 'x'), "y"));
}

TEST_F(OutputTest, FileWhereAFolderIsNeeded) {
  ASSERT_TRUE(WriteAtomically(folder_ / "file", "x"));
  const Status status = WriteAtomically(folder_ / "file/records/a.json", "y");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().type, ErrorType::kOutputFailed);
  EXPECT_NE(status.error().message.find("choose another output folder"), std::string::npos);
}

TEST_F(OutputTest, FailedRenameLeavesNothingBeside) {
  fs::create_directories(folder_ / "taken/full");
  EXPECT_FALSE(WriteAtomically(folder_ / "taken", "x"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

class RunLockTest : public BatchFiles {};

TEST_F(RunLockTest, ALockInheritedFromAKilledRunIsWaitedFor) {
  // The owner dies; a child that it was starting holds the lock a little longer.
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t owner = fork();
  if (owner == 0) {
    RunLock lock;
    if (!lock.Take(At("out"))) _exit(1);
    if (fork() == 0) {
      usleep(300'000);
      _exit(0);
    }
    if (write(ready[1], "x", 1) != 1) _exit(2);
    kill(getpid(), SIGKILL);
  }
  char got = 0;
  ASSERT_EQ(read(ready[0], &got, 1), 1);
  waitpid(owner, nullptr, 0);
  {
    RunLock next;
    const Status taken = next.Take(At("out"));
    EXPECT_TRUE(taken.ok()) << taken.error().message;
    EXPECT_TRUE(next.left_behind());
    EXPECT_TRUE(next.Check().ok());
    // A living owner is not waited for.
    RunLock second;
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(second.Take(At("out")).ok());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
    std::filesystem::rename(At("out"), At("away"));
    EXPECT_FALSE(next.Check().ok());
    Write("out/.planrec.lock", "another run's\n");
  }
  EXPECT_EQ(Read("out/.planrec.lock"), "another run's\n");
  close(ready[0]);
  close(ready[1]);
}

TEST(DigestTest, KnownAnswers) {
  // FIPS 180-4 examples.
  EXPECT_EQ(Sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace planrec::batch
