// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/worker_process.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/eventfd.h>

#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

Clock::time_point In(int milliseconds) {
  return Clock::now() + std::chrono::milliseconds(milliseconds);
}

class WorkerProcessTest : public BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    settings_.command = {PLANREC_FAKE_WORKER};
    settings_.options.read.limits.memory_limit_mib = 512;
  }

  /// A worker with a document of these orders open.
  std::unique_ptr<WorkerProcess> Opened(const std::string& orders) {
    Write("input", orders);
    input_.Reset(open(At("input").c_str(), O_RDONLY | O_CLOEXEC));
    auto worker = WorkerProcess::Start(settings_);
    EXPECT_TRUE(worker);
    opened_ = (*worker)->Open(input_.get(), "input", In(10'000));
    return std::move(*worker);
  }

  WorkerSettings settings_;
  FileDescriptor input_;
  Result<batch::Opened> opened_ = Error{};
};

TEST_F(WorkerProcessTest, AnswersPagesInOrder) {
  const auto worker = Opened("pages 4\n");
  ASSERT_TRUE(opened_);
  EXPECT_EQ(opened_->page_count, 4);
  EXPECT_EQ(opened_->media_type, "text/plain");
  worker->Request({2, 4});
  for (int n = 2; n <= 4; ++n) {
    const Result<PageAnswer> answer = worker->NextPage(In(10'000));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->facts.number, n);
    EXPECT_TRUE(answer->facts.has_content);
    const Result<Page> page = wire::DecodePage(answer->page);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->lines.size(), 3u);
  }
  EXPECT_EQ(worker->pages_served(), 3);
}

TEST_F(WorkerProcessTest, RefusalLeavesTheWorkerAlive) {
  const auto worker = Opened("refuse encrypted\n");
  ASSERT_FALSE(opened_);
  EXPECT_EQ(opened_.error().type, ErrorType::kEncrypted);
  EXPECT_TRUE(worker->alive());
  EXPECT_TRUE(worker->Open(input_.get(), "input", In(10'000)).error().type ==
              ErrorType::kEncrypted);
}

TEST_F(WorkerProcessTest, EveryWayToLoseAWorkerIsTyped) {
  struct Case {
    const char* order;
    ErrorType type;
    const char* says;
  };
  const Case cases[] = {
      {"crash", ErrorType::kCrashed, "SIGSEGV"},
      {"hang", ErrorType::kTimeout, "too long"},
      {"exit", ErrorType::kCrashed, "code 3"},
      {"garbage", ErrorType::kCrashed, "malformed"},
      {"huge", ErrorType::kCrashed, "malformed"},
      {"number", ErrorType::kCrashed, "malformed"},
      {"utf8", ErrorType::kCrashed, "malformed"},
      {"close", ErrorType::kCrashed, "malformed"},
      {"memory", ErrorType::kOutOfMemory, "512 MiB; raise --memory-limit"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.order);
    if (kSanitized && std::string(c.order) == "memory") continue;
    const auto worker = Opened("pages 3\n" + std::string(c.order) + " 2\n");
    ASSERT_TRUE(opened_);
    worker->Request({1, 3});
    ASSERT_TRUE(worker->NextPage(In(10'000)));
    // Generous where an answer is expected, so that a busy machine does not fail the test.
    const bool hang = c.type == ErrorType::kTimeout;
    const Result<PageAnswer> lost = worker->NextPage(In(hang ? 200 : 20'000));
    ASSERT_FALSE(lost);
    EXPECT_EQ(ErrorTypeName(lost.error().type), ErrorTypeName(c.type)) << lost.error().message;
    EXPECT_THAT(lost.error().message, ::testing::HasSubstr(c.says));
    EXPECT_FALSE(worker->alive());
    // Further calls fail quietly.
    worker->Request({3, 3});
    EXPECT_FALSE(worker->NextPage(In(1000)));
  }
}

TEST_F(WorkerProcessTest, MessagesAreCaught) {
  const auto worker = Opened("pages 2\nchatter 1\n");
  worker->Request({1, 1});
  ASSERT_TRUE(worker->NextPage(In(10'000)));
  EXPECT_EQ(worker->TakeMessages(), "a library talks\nand talks\n");
  EXPECT_EQ(worker->TakeMessages(), "");
  worker->Request({2, 2});
  ASSERT_TRUE(worker->NextPage(In(10'000)));
  EXPECT_EQ(worker->TakeMessages(), "");
}

TEST_F(WorkerProcessTest, StopEndsTheWaiting) {
  FileDescriptor stop(eventfd(1, EFD_CLOEXEC));
  settings_.stop_fd = stop.get();
  const auto worker = Opened("hang 0\n");
  ASSERT_FALSE(opened_);
  EXPECT_EQ(opened_.error().type, ErrorType::kInterrupted);
  EXPECT_FALSE(worker->alive());
}

TEST_F(WorkerProcessTest, IsTheFirstToGoWhereMemoryRunsOut) {
  settings_.command = {"/bin/cat", "/proc/self/oom_score_adj"};
  const auto worker = Opened("pages 1\n");
  EXPECT_FALSE(opened_);
  EXPECT_EQ(worker->TakeMessages(), "1000\n");
}

TEST_F(WorkerProcessTest, ModelsAreProbed) {
  settings_.options.read.ocr = acquire::OcrMode::kAuto;
  auto worker = WorkerProcess::Start(settings_);
  ASSERT_TRUE(worker);
  EXPECT_TRUE((*worker)->Probe(In(60'000)));
  settings_.options.recogniser.model = At("none.traineddata");
  worker = WorkerProcess::Start(settings_);
  ASSERT_TRUE(worker);
  const Status missing = (*worker)->Probe(In(60'000));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().type, ErrorType::kModelMissing);
  EXPECT_TRUE((*worker)->alive());
}

TEST_F(WorkerProcessTest, MissingProgram) {
  settings_.command = {"/nonexistent/worker"};
  const auto worker = Opened("pages 1\n");
  ASSERT_FALSE(opened_);
  EXPECT_EQ(opened_.error().type, ErrorType::kInternal);
}

// The real worker, in its sandbox.
TEST_F(WorkerProcessTest, DrawsPages) {
  settings_.command = {PLANREC_PROGRAM, kWorkerArgument};
  settings_.options.read.limits.memory_limit_mib = 2048;
  input_.Reset(open(PLANREC_SOURCE_DIR "/samples/dang-uy-kiem-tra-scan.pdf", O_RDONLY | O_CLOEXEC));
  auto worker = WorkerProcess::Start(settings_);
  ASSERT_TRUE(worker);
  ASSERT_TRUE((*worker)->Open(input_.get(), "scan.pdf", In(30'000)));
  const Result<std::string> whole = (*worker)->Draw({.page = 1}, In(60'000));
  ASSERT_TRUE(whole) << whole.error().message;
  const Result<std::string> part = (*worker)->Draw({.page = 1, .y1 = 0.1}, In(60'000));
  ASSERT_TRUE(part) << part.error().message;
  EXPECT_LT(part->size(), whole->size());
  EXPECT_EQ((*worker)->Draw({.page = 999}, In(60'000)).error().type, ErrorType::kUnreadable);
  EXPECT_TRUE((*worker)->alive());
}

// Whatever else comes for a picture: it is not passed on.
TEST_F(WorkerProcessTest, OnlyAPictureIsTakenForOne) {
  const auto worker = Opened("pages 1\n");
  ASSERT_TRUE(opened_);
  const Result<std::string> picture = worker->Draw({.page = 1}, In(10'000));
  ASSERT_FALSE(picture);
  EXPECT_EQ(picture.error().type, ErrorType::kCrashed);
  EXPECT_FALSE(worker->alive());
}

}  // namespace
}  // namespace planrec::batch
