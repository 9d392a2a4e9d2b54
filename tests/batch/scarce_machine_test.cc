// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a machine lacks while a run is at work, and what others do to its files meanwhile.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "pipeline/batch/file_stamp.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/file_descriptor.h"
#include "tests/batch/run_fixture.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

class ScarceMachineTest : public RunTest {
 protected:
  void SetUp() override {
    RunTest::SetUp();
    for (const char* name : {"1", "2", "3"})
      Write(std::string("in/") + name + ".txt",
            std::string("KẾ HOẠCH\nTrồng cây năm 2026\n1. Nhiệm vụ ") + name + ".\n");
  }

  /// Runs a line of the shell in which $P is the program, $I the inputs and $O the output folder.
  Outcome Shell(const std::string& line) const {
    const std::string command = "P='" PLANREC_PROGRAM "'; I='" + At("in") + "'; O='" + At("out") +
                                "'; exec >'" + At("said.out") + "' 2>'" + At("said.err") + "'; " +
                                line;
    const int status = std::system(("bash -c \"" + command + "\"").c_str());
    Outcome outcome;
    outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.out = Read("said.out");
    outcome.err = Read("said.err");
    return outcome;
  }
};

TEST_F(ScarceMachineTest, ClosedStreams) {
  const auto before = Tree("in");
  for (const char* closed : {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"}) {
    fs::remove_all(At("out"));
    const Outcome outcome =
        Shell(std::string("timeout 60 \\$P run \\$I -o \\$O -v --progress plain ") + closed);
    EXPECT_EQ(outcome.exit_code, 0) << closed << outcome.err;
    EXPECT_EQ(Tree("out/records").size(), 3u) << closed;
  }
  EXPECT_EQ(Tree("in"), before);
}

TEST_F(ScarceMachineTest, FilesThatMayNotGrow) {
  if (kSanitized) GTEST_SKIP() << "sanitizers write files of their own";
  for (const char* limit : {"0", "8", "40"}) {
    fs::remove_all(At("out"));
    const Outcome outcome =
        Shell(std::string("(ulimit -f ") + limit +
              "; exec \\$P run \\$I -o \\$O --progress none) 2>&1 | cat >&2; exit "
              "\\${PIPESTATUS[0]}");
    EXPECT_EQ(outcome.exit_code, 5) << limit << outcome.err;
  }
  // The same command goes on where there is room again.
  EXPECT_EQ(Shell("\\$P run \\$I -o \\$O").exit_code, 0);
}

TEST_F(ScarceMachineTest, FewDescriptors) {
  const Outcome few = Shell("ulimit -n 64; \\$P run \\$I -o \\$O -j 16");
  EXPECT_EQ(few.exit_code, 0) << few.err;
  EXPECT_THAT(few.err, HasSubstr("only 2 of 16 jobs"));
  for (const char* limit : {"8", "12", "16", "20", "24"}) {
    fs::remove_all(At("out"));
    const Outcome outcome =
        Shell(std::string("ulimit -n ") + limit + "; \\$P run \\$I -o \\$O -j 2");
    EXPECT_LE(outcome.exit_code, 6) << limit;
    // That is no property of an input.
    EXPECT_THAT(outcome.err, Not(HasSubstr("unreadable"))) << limit;
    if (outcome.exit_code != 0) {
      EXPECT_FALSE(outcome.err.empty()) << limit;
    }
  }
}

TEST_F(ScarceMachineTest, FewThreads) {
  // The limit counts the processes of a user; it does not hold for root.
  if (getuid() != 0) GTEST_SKIP() << "needs a user of its own";
  constexpr uid_t kNobodyElse = 54321;
  for (const auto& entry : fs::recursive_directory_iterator(At("")))
    fs::permissions(entry.path(), fs::perms::all);
  fs::permissions(At(""), fs::perms::all);
  for (const rlim_t most : {1, 2, 3, 4, 6}) {
    fs::remove_all(At("out"));
    fs::create_directory(At("out"));
    fs::permissions(At("out"), fs::perms::all);
    const pid_t pid = fork();
    if (pid == 0) {
      const rlimit limit = {most, most};
      const int said = open(At("said.err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
      dup2(said, 2);
      setrlimit(RLIMIT_NPROC, &limit);
      if (setuid(kNobodyElse) != 0) _exit(99);
      execl(PLANREC_PROGRAM, "planrec", "run", At("in").c_str(), "-o", At("out").c_str(), nullptr);
      _exit(99);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    ASSERT_TRUE(WIFEXITED(status)) << most << Read("said.err");
    if (WEXITSTATUS(status) == 99) GTEST_SKIP() << "no other user may run the program here";
    EXPECT_THAT(WEXITSTATUS(status), AnyOf(0, 1)) << most << Read("said.err");
    if (most == 1) {
      EXPECT_THAT(Read("said.err"), HasSubstr("ulimit -u"));
    }
  }
}

TEST_F(ScarceMachineTest, TimeInWhichTheProgramStoodStillDoesNotCount) {
  fs::remove_all(At("in"));
  Write("in/a", "pages 2\nslow 1\nslow 2\n");
  options_.jobs = 1;
  options_.limits.timeout_page_s = 2;
  options_.limits.timeout_document_s = 6;
  const pid_t pid = fork();
  if (pid == 0) {
    setpgid(0, 0);
    _exit(batch::Run(options_));
  }
  setpgid(pid, pid);
  std::this_thread::sleep_for(std::chrono::milliseconds(1000));
  kill(-pid, SIGSTOP);
  std::this_thread::sleep_for(std::chrono::seconds(6));
  kill(-pid, SIGCONT);
  int status = 0;
  waitpid(pid, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_THAT(Lines(), ::testing::ElementsAre("a: done 2/0"));
  EXPECT_EQ(Inputs()[0]["attempts"], 1);
}

TEST_F(ScarceMachineTest, StopsWhileTheTerminalIsStuck) {
  for (int i = 0; i < 3000; ++i) Write("in/" + std::to_string(i), "x");
  int stuck[2];
  ASSERT_EQ(pipe(stuck), 0);
  fcntl(stuck[1], F_SETPIPE_SZ, 4096);
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(stuck[1], 2);
    execl(PLANREC_PROGRAM, "planrec", "run", At("in").c_str(), "-o", At("out").c_str(), "-v",
          "--progress", "plain", nullptr);
    _exit(99);
  }
  while (!fs::exists(At("out/ledger.sqlite"))) usleep(10'000);
  usleep(500'000);
  kill(pid, SIGTERM);
  int status = 0, waited = 0;
  while (waitpid(pid, &status, WNOHANG) == 0 && waited < 600) ++waited, usleep(100'000);
  if (waited == 600) kill(pid, SIGKILL);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 143);
  close(stuck[0]);
  close(stuck[1]);
}

TEST_F(ScarceMachineTest, Logs) {
  ASSERT_EQ(mkfifo(At("pipe").c_str(), 0600), 0);
  const std::string original = Read("in/1.txt");
  struct Case {
    const char* what;
    std::string log;
    int exit_code;
    const char* says;
  };
  const Case cases[] = {
      {"a pipe that nobody reads", At("pipe"), 5, "nobody reads that pipe"},
      {"an original", At("in/1.txt"), 5, "is no log of planrec"},
      {"a folder", At("in"), 5, "can't write the log"},
      {"a full disk", "/dev/full", 5, "is not whole: No space left"},
      {"a device that takes all", "/dev/null", 0, ""},
  };
  for (const Case& c : cases) {
    const Outcome outcome =
        Shell("timeout 60 \\$P run \\$I -o \\$O --restart --log '" + c.log + "'");
    EXPECT_EQ(outcome.exit_code, c.exit_code) << c.what << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(c.says)) << c.what;
  }
  EXPECT_EQ(Read("in/1.txt"), original);
  // What a full disk takes from the log it does not take from the records.
  EXPECT_EQ(Tree("out/records").size(), 3u);
  EXPECT_EQ(Shell("cat '" + At("pipe") + "' >'" + At("piped") +
                  "' & timeout 60 \\$P run \\$I -o \\$O --restart --log '" + At("pipe") + "'")
                .exit_code,
            0);
  EXPECT_THAT(Read("piped"), HasSubstr("\"event\":\"input\""));
  // Inside the inputs it is none of them, new or not.
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(Shell("\\$P run \\$I -o \\$O --restart --log '" + At("in/run.log") + "'").exit_code,
              0);
    EXPECT_EQ(Tree("out/records").size(), 3u);
  }
}

TEST_F(ScarceMachineTest, DigestsAreOfWhatWasFoundAndStopInTime) {
  Write("file", "12345");
  const FileDescriptor file(open(At("file").c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(DigestFile(file.get(), 5));
  EXPECT_EQ(DigestFile(file.get(), 4).error().type, ErrorType::kUnreadable);
  EXPECT_TRUE(DigestFile(file.get(), 5, [] { return false; }));
  EXPECT_EQ(DigestFile(file.get(), 5, [] { return true; }).error().type, ErrorType::kInterrupted);
}

TEST_F(ScarceMachineTest, AFileThatWasChangedAndPutBackIsAnother) {
  Write("models/a", "one");
  Write("models/b", "two");
  Write("c", "three");
  const auto times = [this](const char* name) {
    struct stat info;
    stat(At(name).c_str(), &info);
    return std::array<timespec, 2>{info.st_atim, info.st_mtim};
  };
  const UnchangedFiles files({At("models"), At("c")});
  EXPECT_FALSE(files.Changed());
  // Renamed away and back.
  fs::rename(At("c"), At("away"));
  EXPECT_EQ(files.Changed(), At("c"));
  fs::rename(At("away"), At("c"));
  EXPECT_EQ(files.Changed(), At("c"));
  // Written over, and the time set back.
  const UnchangedFiles again({At("models")});
  const auto before = times("models/b");
  Write("models/b", "owt");
  Write("models/b", "two");
  utimensat(AT_FDCWD, At("models/b").c_str(), before.data(), 0);
  EXPECT_EQ(again.Changed(), At("models/b"));
}

TEST_F(ScarceMachineTest, NoRecordIsKeptOfModelsThatChangedUnderTheRun) {
  fs::remove_all(At("in"));
  Write("in/a", "pages 1\nslow 1\n");
  Write("in/b", "pages 1\n");
  Write("model.traineddata", "nothing");
  options_.jobs = 1;
  options_.ocr = acquire::OcrMode::kAuto;
  options_.recogniser.model = At("model.traineddata");
  std::thread swap([this] {
    while (!fs::exists(At("out/ledger.sqlite"))) usleep(10'000);
    usleep(700'000);
    fs::rename(At("model.traineddata"), At("away"));
    fs::rename(At("away"), At("model.traineddata"));
  });
  EXPECT_EQ(batch::Run(options_), kExitModel);
  swap.join();
  EXPECT_TRUE(Tree("out/records").empty());
  EXPECT_EQ(batch::Run(options_), kExitDone);
  EXPECT_EQ(Tree("out/records").size(), 2u);
}

}  // namespace
}  // namespace planrec::batch
