// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workers that were taken over: whatever they say, it costs the document that did it and nothing
// else, and the program's memory does not follow it.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <sstream>

#include "pipeline/batch/check_record.h"
#include "pipeline/batch/compose.h"
#include "schemas/record_json.h"
#include "tests/batch/run_fixture.h"

namespace planrec::batch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

class HostileWorkerTest : public RunTest {
 protected:
  /// By how many MiB the program grew at most in a run that ends with `exit_code`.
  int64_t GrowthInRun(int exit_code) const {
    const pid_t child = fork();
    if (child == 0) {
      // A child starts with what its parent holds.
      const int64_t before = StatusKib("VmRSS:");
      const int code = batch::Run(options_);
      std::ofstream(At("growth")) << code << ' ' << ((StatusKib("VmHWM:") - before) >> 10);
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    std::istringstream said(Read("growth"));
    int code = -1;
    int64_t growth = -1;
    said >> code >> growth;
    EXPECT_EQ(code, exit_code);
    return growth;
  }

  static int64_t StatusKib(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(name)) return std::atoll(line.c_str() + name.size());
    }
    return 0;
  }
};

TEST_F(HostileWorkerTest, WhatOneDocumentDoesToItsProcessMeetsNoOther) {
  options_.jobs = 1;
  Write("in/a", "pages 2\nhaunt 1\n");
  Write("in/b", "pages 2\n");
  Write("in/c", "refuse corrupt\nhaunt 1\n");
  Write("in/d", "pages 3\nerror 2\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  const auto records = Tree("out/records");
  EXPECT_EQ(records.size(), 3u);
  for (const auto& [path, bytes] : records) EXPECT_THAT(bytes, Not(HasSubstr("haunted"))) << path;
}

TEST_F(HostileWorkerTest, WhatAWorkerMaySayIsAClosedList) {
  Write("in/a", "refuse interrupted\n");
  Write("in/b", "refuse model_missing\n");
  Write("in/c", "refuse timeout\n");
  Write("in/d", "refuse output_failed\n");
  Write("in/e", "pages 2\ninterrupted 2\n");
  Write("in/f", "pages 2\nmodel 2\n");
  Write("in/g", "refuse encrypted\n");  // may be said
  Write("in/h", "pages 2\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  EXPECT_THAT(Lines(),
              ElementsAre("a: failed crashed 0/0", "b: failed crashed 0/0", "c: failed crashed 0/0",
                          "d: failed crashed 0/0", "e: partial crashed p2 2/1",
                          "f: partial crashed p2 2/1", "g: failed encrypted 0/0", "h: done 2/0"));
}

TEST_F(HostileWorkerTest, ARecordIsLookedAtByAnother) {
  Write("in/a", "pages 2\nforge-text 1\n");
  Write("in/b", "pages 2\nforge-source 1\n");
  Write("in/c", "pages 2\nforge-deep 1\n");
  Write("in/d", "pages 2\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  EXPECT_THAT(Lines(), ElementsAre("a: failed crashed 2/0", "b: failed crashed 2/0",
                                   "c: failed crashed 2/0", "d: done 2/0"));
  EXPECT_EQ(Tree("out/records").size(), 1u);
  const std::string lines = Read("out/records.jsonl");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1);
  EXPECT_THAT(lines, Not(HasSubstr("forged")));
}

TEST_F(HostileWorkerTest, MemoryDoesNotFollowWhatIsClaimed) {
  if (kSanitized) GTEST_SKIP() << "memory of sanitizers";
  options_.limits.memory_limit_mib = 2048;
  Write("in/a", "pages 1\nbloat 1\n");
  Write("in/b", "pages 1\n");
  EXPECT_LE(GrowthInRun(kExitSomeFailed), 100);
  EXPECT_THAT(Lines(), ElementsAre("a: failed crashed p1 1/1", "b: done 1/0"));
  std::filesystem::remove_all(At("out"));
  Write("in/a", "pages 1\nforge-large 1\n");
  Write("in/c", "pages 1\nforge-large 1\n#\n");
  EXPECT_LE(GrowthInRun(kExitSomeFailed), 200);
  EXPECT_THAT(Lines(),
              ElementsAre("a: failed crashed 1/0", "b: done 1/0", "c: failed crashed 1/0"));
}

TEST_F(HostileWorkerTest, ComposingKeepsToTheDocumentsTime) {
  options_.limits.timeout_page_s = kSanitized ? 6 : 2;
  options_.limits.timeout_document_s = options_.limits.timeout_page_s;
  Write("in/a", "pages 1\ncompose-hang 1\n");
  const auto start = Clock::now();
  EXPECT_EQ(batch::Run(options_), kExitNothing);
  // Once: there is no time for a second attempt.
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(2 * options_.limits.timeout_page_s));
  EXPECT_THAT(Lines(), ElementsAre("a: failed timeout 1/0"));
}

TEST(CheckRecord, SaysHowWellItIsRead) {
  const auto quality = [](const std::function<void(PlanRecord&)>& change) {
    PlanRecord record;
    record.source = {"a.pdf", std::string(64, 'a'), 10, "application/pdf"};
    for (int number = 1; number <= 3; ++number) {
      Page& page = record.pages.emplace_back();
      page.number = number;
      page.origin = TextOrigin::kOcr;
      page.ocr_confidence = 0.95;
    }
    record.words.read = 1000;
    change(record);
    const Verdict verdict = CheckRecord(schemas::WriteRecord(record), record.source);
    EXPECT_TRUE(verdict.sound);
    EXPECT_EQ(verdict.violation, "");
    return std::string(NameOf(verdict.brief.quality));
  };
  const auto unreadable = [](PlanRecord& record, int pages) {
    for (int i = 0; i < pages; ++i)
      record.warnings.push_back({"page.unreadable", "", "/source/pages/" + std::to_string(i)});
  };
  EXPECT_EQ(quality([](PlanRecord&) {}), "good");
  EXPECT_EQ(quality([&](PlanRecord& record) { unreadable(record, 1); }), "doubtful");
  EXPECT_EQ(quality([&](PlanRecord& record) { unreadable(record, 2); }), "unreadable");
  EXPECT_EQ(quality([](PlanRecord& record) { record.words.unplaced = 15; }), "good");
  EXPECT_EQ(quality([](PlanRecord& record) { record.words.unplaced = 25; }), "doubtful");
  EXPECT_EQ(quality([](PlanRecord& record) { record.words.doubled = 25; }), "doubtful");
  EXPECT_EQ(quality([](PlanRecord& record) { record.document.kind = DocumentKind::kForm; }),
            "doubtful");
  EXPECT_EQ(quality([](PlanRecord& record) {
              for (Page& page : record.pages) page.ocr_confidence = 0.7;
            }),
            "doubtful");
  EXPECT_EQ(quality([](PlanRecord& record) {
              record.document.evidence = {{"title", {}, 0.5, false}};
            }),
            "doubtful");
  // A witness behind the first is not the value's.
  EXPECT_EQ(quality([](PlanRecord& record) {
              record.document.evidence = {{"title", {}, 0.9, false}, {"title", {}, 0.5, false}};
            }),
            "good");
}

TEST(CheckRecord, SaysWhoseARecordIsAndWhatIsWrong) {
  Document document;
  document.source = {"a.txt", std::string(64, 'a'), 10, "text/plain"};
  Page page;
  page.number = 1;
  page.origin = TextOrigin::kFile;
  TextLine line;
  line.raw = "Số: 7/KH-UBND";
  line.line_number = 1;
  page.lines = {line};
  document.pages = {page};
  const SourceFile source = document.source;
  const std::string json = Compose(std::move(document), {}).json;
  const Verdict sound = CheckRecord(json, source);
  EXPECT_TRUE(sound.sound);
  EXPECT_EQ(sound.violation, "");
  EXPECT_EQ(sound.brief.code, "7/KH-UBND");

  SourceFile other = source;
  other.sha256[5] = 'b';
  EXPECT_FALSE(CheckRecord(json, other).sound);
  other = source;
  other.path = "b.txt";
  EXPECT_FALSE(CheckRecord(json, other).sound);

  std::string invalid = json;
  const std::string version = "\"schema_version\": \"1.0\"";
  ASSERT_NE(invalid.find(version), std::string::npos);
  invalid.replace(invalid.find(version), version.size(), "\"schema_version\": \"one\"");
  const Verdict violated = CheckRecord(invalid, source);
  EXPECT_TRUE(violated.sound);
  EXPECT_THAT(violated.violation, HasSubstr("/schema_version"));

  for (const std::string& bytes :
       {std::string(), json + "{}", json.substr(1), std::string("[]"), std::string(100'000, '['),
        json + '\0', json + '\0' + "\n{\"forged\": true}"}) {
    EXPECT_FALSE(CheckRecord(bytes, source).sound) << bytes.substr(0, 50);
  }
}

}  // namespace
}  // namespace planrec::batch
