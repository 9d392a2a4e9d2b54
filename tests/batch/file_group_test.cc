// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/files/file_group.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <thread>

#include "pipeline/files/atomic_file.h"
#include "pipeline/files/fault_point.h"
#include "tests/batch/batch_files.h"

namespace planrec {
namespace {

const char* failing_step = nullptr;

int Fail(const char* step) {
  return std::string(step) == failing_step ? ENOSPC : 0;
}

class FileGroupTest : public batch::BatchFiles {};

TEST_F(FileGroupTest, AllInTheirPlacesByTheCommit) {
  Write("a/1", "old");
  Write("b/keep", "x");
  FileGroup group;
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k) {
    threads.emplace_back([&, k] {
      for (int n = 0; n < 50; ++n)
        EXPECT_TRUE(group.Add(At((n % 2 ? "a/" : "b/") + std::to_string(50 * k + n)), "new"));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(group.size(), 200u);
  EXPECT_EQ(Read("a/1"), "old");
  ASSERT_TRUE(group.Commit());
  EXPECT_EQ(group.size(), 0u);
  EXPECT_EQ(Read("a/1"), "new");
  EXPECT_EQ(Tree("").size(), 201u);
  struct stat written, plain;
  ASSERT_EQ(stat(At("a/1").c_str(), &written) + stat(At("b/keep").c_str(), &plain), 0);
  EXPECT_EQ(written.st_mode, plain.st_mode);
  ASSERT_TRUE(group.Add(At("a/1"), ""));
  ASSERT_TRUE(group.Commit());
  EXPECT_EQ(Read("a/1"), "");
  EXPECT_TRUE(group.Commit());
}

TEST_F(FileGroupTest, WithoutCommitNothingIsLeft) {
  Write("a/1", "old");
  {
    FileGroup group;
    ASSERT_TRUE(group.Add(At("a/1"), "new"));
    bool beside = false;
    for (const auto& [name, bytes] : Tree("a")) beside |= IsTemporaryName(name);
    EXPECT_TRUE(beside) << "a killed run's are swept by their names";
  }
  EXPECT_EQ(Tree("a").size(), 1u);
  EXPECT_EQ(Read("a/1"), "old");
}

TEST_F(FileGroupTest, EachStepThatFailsIsTyped) {
  for (const char* step : {"make", "write", "flush", "rename", "flush folder"}) {
    SCOPED_TRACE(step);
    Write("a/1", "old");
    {
      FileGroup group;
      failing_step = step;
      SetFaultHook(Fail);
      Status status = group.Add(At("a/1"), "new");
      if (status) status = group.Commit();
      SetFaultHook(nullptr);
      ASSERT_FALSE(status);
      EXPECT_EQ(status.error().type, ErrorType::kOutputFailed);
      EXPECT_NE(status.error().message.find("free some space"), std::string::npos);
    }
    EXPECT_EQ(Tree("a").size(), 1u);
  }
  FileGroup group;
  EXPECT_FALSE(group.Add(At("nowhere/1"), "new"));
}

}  // namespace
}  // namespace planrec
