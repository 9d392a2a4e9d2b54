// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole runs with a worker that misbehaves on order: every input is accounted for, whatever happens
// to the processes that read it.
#include "pipeline/batch/run.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>
#include <map>
#include <set>

#include "pipeline/files/digest.h"
#include "schemas/batch_json.h"
#include "schemas/record_json.h"
#include "tests/batch/run_fixture.h"

namespace planrec::batch {
namespace {

using ::testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

TEST_F(RunTest, EveryInputIsAccountedFor) {
  options_.limits.timeout_page_s = 1;
  Write("in/a-good", "pages 3\n");
  Write("in/b-crash", "pages 5\ncrash 3\n");
  Write("in/c-hang", "pages 2\nhang 2\n");
  Write("in/d-busy", "pages 4\nbusy-crash 1\nbusy-crash 2\nbusy-crash 3\nbusy-crash 4\n");
  Write("in/e-crash-open", "crash 0\n");
  Write("in/f-refused", "refuse encrypted\n");
  Write("in/g-type", "refuse unsupported_type\n");
  Write("in/h-page-error", "pages 3\nerror 2\nblank 2\n");
  Write("in/i-blank", "pages 2\nblank 1\nblank 2\n");
  Write("in/j-all-bad", "pages 2\nblank 1\nblank 2\nerror 1\nerror 2\n");
  Write("in/k-same", "pages 3\n");
  Write("in/l-zero", "");
  Write("in/m-garbage", "pages 3\ngarbage 1\n");
  Write("in/n-no-pages", "pages 0\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  EXPECT_THAT(
      Lines(),
      ::testing::ElementsAre(
          "a-good: done 3/0", "b-crash: partial crashed p3 5/1", "c-hang: partial timeout p2 2/1",
          "d-busy: done 4/0", "e-crash-open: failed crashed 0/0", "f-refused: failed encrypted 0/0",
          "g-type: skipped unsupported_type 0/0", "h-page-error: partial corrupt p2 3/1",
          "i-blank: failed no_text 2/0", "j-all-bad: failed corrupt p1 2/2",
          "k-same: duplicate 0/0", "l-zero: failed empty 0/0", "m-garbage: partial crashed p1 3/1",
          "n-no-pages: failed corrupt 0/0"));
  const Json batch = Batch();
  EXPECT_EQ(batch["totals"]["inputs"], 14);
  EXPECT_EQ(batch["totals"]["done"], 2);
  EXPECT_EQ(batch["totals"]["partial"], 4);
  EXPECT_EQ(batch["totals"]["failed"], 6);
  EXPECT_EQ(batch["totals"]["skipped"], 1);
  EXPECT_EQ(batch["totals"]["duplicate"], 1);
  EXPECT_EQ(batch["exit_code"], kExitSomeFailed);
  EXPECT_EQ(batch["inputs"][10]["duplicate_of"], "a-good");
  // A record for what could be read, none for the rest; all valid; records.jsonl says the same.
  const auto records = Tree("out/records");
  EXPECT_EQ(records.size(), 6u);
  std::string lines;
  for (const Json& input : batch["inputs"]) {
    if (input["record"].is_null()) continue;
    const std::string text = Read("out/" + input["record"].get<std::string>());
    EXPECT_TRUE(schemas::ValidateRecord(text).empty()) << input["record"];
    lines += schemas::CompactJson(text) + "\n";
  }
  EXPECT_EQ(Read("out/records.jsonl"), lines);
  const Json crashed = Json::parse(Read("out/records/b-crash.plan.json"));
  ASSERT_EQ(crashed["source"]["pages"].size(), 5u);
  EXPECT_FALSE(crashed["source"]["pages"][2]["error"].is_null());
  EXPECT_TRUE(crashed["source"]["pages"][3]["error"].is_null());
  // Nothing lies about beside.
  for (const auto& [path, bytes] : Tree("out")) EXPECT_THAT(path, Not(HasSubstr(".planrec")));
}

TEST_F(RunTest, ADefectWhileComposingCostsItsDocumentOnly) {
  options_.limits.timeout_page_s = kSanitized ? 15 : 2;
  options_.limits.timeout_document_s = options_.limits.timeout_page_s;
  Write("in/a", "pages 2\ncompose-crash 2\n");
  Write("in/b", "pages 1\ncompose-exit 1\n");
  Write("in/c", "pages 1\ncompose-hang 1\n");
  Write("in/d", "pages 3\ncompose-throw 1\n");
  Write("in/e", "pages 2\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  EXPECT_THAT(Lines(), ::testing::ElementsAre("a: failed crashed 2/0", "b: failed crashed 1/0",
                                              "c: failed timeout 1/0", "d: failed internal 3/0",
                                              "e: done 2/0"));
  // A sanitizer makes an exit of the signal.
  EXPECT_THAT(Inputs()[0]["error"]["message"].get<std::string>(),
              HasSubstr(kSanitized ? "ended with code" : "SIGSEGV"));
  EXPECT_EQ(Tree("out/records").size(), 1u);
}

TEST_F(RunTest, OutOfMemoryIsTyped) {
  if (kSanitized) GTEST_SKIP() << "no limit on address space under a sanitizer";
  Write("in/a", "pages 3\nmemory 2\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  EXPECT_THAT(Lines(), ::testing::ElementsAre("a: partial out_of_memory p2 3/1"));
}

TEST_F(RunTest, MissingModelEndsWithItsCodeAndIsNotKept) {
  options_.ocr = acquire::OcrMode::kAuto;
  // There, so that the run begins, and no model.
  Write("no.traineddata", "nothing");
  options_.recogniser.model = At("no.traineddata");
  Write("in/a", "pages 2\nmodel 2\n");
  Write("in/b", "pages 1\n");
  EXPECT_EQ(batch::Run(options_), kExitModel);
  EXPECT_THAT(Lines(), ::testing::ElementsAre("a: failed internal p2 2/1", "b: done 1/0"));
  EXPECT_EQ(Tree("out/records").size(), 1u);
  // The content is the same, but the answer was the machine's: it is tried again.
  EXPECT_EQ(batch::Run(options_), kExitModel);
  EXPECT_EQ(Batch()["inputs"][0]["resumed"], false);
  EXPECT_EQ(Batch()["inputs"][1]["resumed"], true);
}

TEST_F(RunTest, DocumentTimeLimitKeepsWhatWasRead) {
  options_.limits.timeout_page_s = 30;
  options_.limits.timeout_document_s = kSanitized ? 6 : 3;
  Write("in/a", "pages 6\nhang 4\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  const Json input = Batch()["inputs"][0];
  EXPECT_EQ(input["status"], "partial");
  EXPECT_EQ(input["error"]["type"], "timeout");
  EXPECT_GE(input["failed_pages"].get<int>(), 1);
  EXPECT_LE(input["failed_pages"].get<int>(), 3);
}

TEST_F(RunTest, ARaisedLimitTriesWhatFailedByIt) {
  constexpr int kLimit = kSanitized ? 8 : 1;  // a worker starts within it
  options_.limits.timeout_page_s = kLimit;
  Write("in/a", "pages 2\nhang 2\n");
  Write("in/b", "pages 1\n");
  const auto resumed = [this] {
    EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
    std::string flags;
    for (const Json& input : Inputs()) flags += input["resumed"].get<bool>() ? 'r' : '-';
    return flags;
  };
  EXPECT_EQ(resumed(), "--");
  EXPECT_EQ(resumed(), "rr");
  options_.limits.timeout_page_s = 2 * kLimit;
  EXPECT_EQ(resumed(), "-r");
  EXPECT_EQ(resumed(), "rr");
}

TEST_F(RunTest, ResumeDoesWhatIsLeftAndNoMore) {
  Write("in/a", "pages 2\n");
  Write("in/b", "pages 3\ncrash 2\n");
  Write("in/c", "refuse corrupt\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  const auto resumed = [this] {
    std::string flags;
    for (const Json& input : Inputs()) flags += input["resumed"].get<bool>() ? 'r' : '-';
    return flags;
  };
  EXPECT_EQ(resumed(), "---");
  const auto first = Tree("out/records");

  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  EXPECT_EQ(resumed(), "rrr");
  EXPECT_EQ(Batch()["totals"]["pages_read"], 0);
  EXPECT_EQ(Tree("out/records"), first);

  RunOptions retry = options_;
  retry.retry_failed = true;
  batch::Run(retry);
  EXPECT_EQ(resumed(), "r--");

  RunOptions restart = options_;
  restart.restart = true;
  batch::Run(restart);
  EXPECT_EQ(resumed(), "---");
  EXPECT_EQ(Tree("out/records"), first);

  // A record that was removed or cut short is made again.
  std::filesystem::resize_file(At("out/records/a.plan.json"), 10);
  batch::Run(options_);
  EXPECT_EQ(resumed(), "-rr");
  EXPECT_EQ(Tree("out/records"), first);

  // So is one of an input that changed, and one made with other options.
  Write("in/a", "pages 4\n");
  batch::Run(options_);
  EXPECT_EQ(resumed(), "-rr");
  RunOptions other = options_;
  other.limits.max_pages = 100;
  batch::Run(other);
  EXPECT_EQ(resumed(), "---");

  // Text asked for later is missing: done again.
  RunOptions with_text = other;
  with_text.with = {TextForm::kPlain};
  batch::Run(with_text);
  EXPECT_EQ(resumed(), "--r");
  EXPECT_EQ(Read("out/records/a.txt"),
            "Trang 1 dòng 1\nTrang 1 dòng 2\nTrang 1 dòng 3\n\fTrang 2 dòng 1\nTrang 2 dòng 2\n"
            "Trang 2 dòng 3\n\fTrang 3 dòng 1\nTrang 3 dòng 2\nTrang 3 dòng 3\n\fTrang 4 dòng 1\n"
            "Trang 4 dòng 2\nTrang 4 dòng 3\n");

  with_text.with.insert(TextForm::kAlto);
  batch::Run(with_text);
  EXPECT_EQ(resumed(), "--r");
  EXPECT_THAT(Read("out/records/a.alto.xml"), HasSubstr("CONTENT=\"Trang\""));
  EXPECT_THAT(Read("out/records/a.alto.xml"), HasSubstr("</alto>"));
  EXPECT_EQ(Batch()["settings"]["with"], "text,alto");

  // An input that can't be read any more leaves no record of what it was.
  Write("in/a", "refuse corrupt\n#\n");
  batch::Run(with_text);
  EXPECT_EQ(Read("out/records/a.plan.json"), "");
}

TEST_F(RunTest, ARecordThatIsNotWhatWasWrittenIsMadeAgain) {
  options_.with = {TextForm::kPlain};
  Write("in/a", "pages 2\n");
  Write("in/b", "pages 3\n");
  EXPECT_EQ(batch::Run(options_), kExitDone);
  const auto first = Tree("out/records");
  for (const char* file : {"a.plan.json", "a.txt"}) {
    SCOPED_TRACE(file);
    // Of the same size: edited, and as a power cut may leave it.
    std::string edited = first.at(file);
    edited[edited.size() / 2] ^= 1;
    for (const std::string& bytes : {edited, std::string(edited.size(), '\0')}) {
      Write(std::string("out/records/") + file, bytes);
      EXPECT_EQ(batch::Run(options_), kExitDone);
      EXPECT_EQ(Resumed(), "-r");
      EXPECT_EQ(Tree("out/records"), first);
    }
  }
  EXPECT_EQ(batch::Run(options_), kExitDone);
  EXPECT_EQ(Resumed(), "rr");
}

TEST_F(RunTest, AFileCutWhileItWaitsIsNotJudged) {
  options_.jobs = 1;
  Write("in/a", "cut b\n");
  Write("in/b", "pages 2\n");
  EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
  // Cut before it was hashed, it is empty; behind that it is not what was hashed.
  EXPECT_THAT(Lines()[1], ::testing::AnyOf("b: failed unreadable 0/0", "b: failed empty 0/0"));
  Write("in/b", "pages 2\n");
  EXPECT_EQ(batch::Run(options_), kExitDone);
  EXPECT_EQ(Resumed(), "r-");
}

TEST_F(RunTest, ARecordPathThatIsTooLongFailsAlone) {
  const std::string part(250, 'x');
  std::string deep = "in";
  while (At(deep).size() + part.size() < 4000) deep += "/" + part;
  Write(deep + "/deep", "pages 1\n");
  Write("in/a", "pages 2\n");
  Write("in/z", "pages 3\n");
  options_.output = At("out");
  for (const char name : {'o', 'p'}) options_.output += "/" + std::string(200, name);
  for (const char* resumed : {"---", "r-r"}) {
    EXPECT_EQ(batch::Run(options_), kExitSomeFailed);
    const Json inputs = Json::parse(std::ifstream(options_.output + "/batch.json"))["inputs"];
    ASSERT_EQ(inputs.size(), 3u);
    EXPECT_EQ(inputs[0]["status"], "done");
    EXPECT_EQ(inputs[1]["status"], "failed");
    EXPECT_EQ(inputs[1]["error"]["type"], "too_large");
    EXPECT_THAT(inputs[1]["error"]["message"].get<std::string>(), HasSubstr("(-o)"));
    EXPECT_EQ(inputs[2]["status"], "done");
    std::string flags;
    for (const Json& input : inputs) flags += input["resumed"].get<bool>() ? 'r' : '-';
    EXPECT_EQ(flags, resumed);
  }
}

TEST_F(RunTest, MadeNamesAreNobodyElses) {
  // What a later file of the same name would be called, others are called already.
  Write("one/x", "pages 1\n");
  Write("two/x", "pages 2\n");
  options_.inputs = {At("two/x")};
  EXPECT_EQ(batch::Run(options_), kExitDone);
  const std::string digest = Inputs()[0]["sha256"].get<std::string>().substr(0, 12);
  Write("three/" + digest + "-x", "pages 3\n");
  Write("four/" + digest + "-2-x", "pages 4\n");
  const std::vector<std::string> files = {At("one/x"), At("three/" + digest + "-x"), At("two/x"),
                                          At("four/" + digest + "-2-x")};
  for (const bool backwards : {false, true}) {
    options_.output = At(backwards ? "out-b" : "out-a");
    options_.inputs = files;
    if (backwards) std::reverse(options_.inputs.begin(), options_.inputs.end());
    EXPECT_EQ(batch::Run(options_), kExitDone);
    const auto records = Tree((backwards ? "out-b" : "out-a") + std::string("/records"));
    EXPECT_EQ(records.size(), 4u);
    std::set<std::string> contents;
    for (const auto& [path, bytes] : records) {
      contents.insert(Json::parse(bytes)["source"]["sha256"]);
    }
    EXPECT_EQ(contents.size(), 4u);
    EXPECT_EQ(batch::Run(options_), kExitDone);
    const Json batch = Json::parse(std::ifstream(options_.output + "/batch.json"));
    EXPECT_EQ(batch["totals"]["resumed"], 4);
  }
}

TEST_F(RunTest, TheLedgersPathsLeadNowhereElse) {
  Write("in/a", "pages 2\n");
  EXPECT_EQ(batch::Run(options_), kExitDone);
  Write("precious", "kept");
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(At("out/ledger.sqlite").c_str(), &database), SQLITE_OK);
  // Both ways to get at it: as a record that is done, and as one to be removed.
  for (const char* sql : {"UPDATE results SET record = '../precious'",
                          "UPDATE results SET record = '../precious', fingerprint = ''"}) {
    ASSERT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    EXPECT_EQ(batch::Run(options_), kExitDone);
    EXPECT_EQ(Resumed(), "-");
    EXPECT_EQ(Inputs()[0]["record"], "records/a.plan.json");
    EXPECT_EQ(Read("precious"), "kept");
    ASSERT_EQ(sqlite3_open(At("out/ledger.sqlite").c_str(), &database), SQLITE_OK);
  }
  sqlite3_exec(database, "UPDATE results SET record = '../precious'", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  Write("in/a", "refuse corrupt\n");
  EXPECT_EQ(batch::Run(options_), kExitNothing);
  EXPECT_EQ(Read("precious"), "kept");
}

TEST_F(RunTest, AnotherModelOrOptionIsDoneAgainAndSaid) {
  Write("models/vie.traineddata", "one");
  Write("in/a", "pages 2\n");
  Write("in/b", "pages 1\n");
  options_.ocr = acquire::OcrMode::kAuto;
  options_.recogniser.model = At("models/vie.traineddata");
  options_.quiet = false;
  const auto said = [this] {
    testing::internal::CaptureStderr();
    EXPECT_EQ(batch::Run(options_), kExitDone);
    return testing::internal::GetCapturedStderr();
  };
  const auto again = [](const std::string& what) {
    return HasSubstr("2 inputs had been done with other options, models or versions (" + what +
                     ") and were done again.");
  };
  EXPECT_THAT(said(), Not(HasSubstr("done again")));
  EXPECT_THAT(said(), Not(HasSubstr("done again")));
  Write("models/vie.traineddata", "two");
  EXPECT_THAT(said(), again("model"));
  EXPECT_THAT(said(), Not(HasSubstr("done again")));
  options_.limits.max_pixels = 1'000'000;
  EXPECT_THAT(said(), again("max_pixels"));
  // Without recognition the model plays no part.
  options_.ocr = acquire::OcrMode::kNever;
  EXPECT_THAT(said(), again("model, ocr"));
  Write("models/vie.traineddata", "three");
  EXPECT_THAT(said(), HasSubstr("2 by an earlier run"));
}

TEST_F(RunTest, EqualNamesNeverOverwrite) {
  Write("one/a.pdf", "pages 1\n");
  Write("two/a.pdf", "pages 2\n");
  Write("x/two/a.pdf", "pages 3\n");
  Write("one/b.pdf", "pages 4\n");
  Write("one/b.txt", "pages 5\n");
  options_.inputs = {At("one"), At("two"), At("x/two"), At("one/a.pdf")};
  EXPECT_EQ(batch::Run(options_), kExitDone);
  const Json inputs = Batch()["inputs"];
  ASSERT_EQ(inputs.size(), 6u);
  std::map<std::string, std::string> records;
  for (const Json& input : inputs) {
    if (input["status"] == "duplicate") {
      EXPECT_EQ(input["path"], "a.pdf");
      EXPECT_EQ(input["duplicate_of"], "a.pdf");
    } else {
      records[input["path"]] = Read("out/" + input["record"].get<std::string>());
    }
  }
  const std::string third = "two/" + Sha256("pages 3\n").substr(0, 12) + "-a.pdf";
  for (const std::string path : {"a.pdf", "b.pdf", "b.txt", "two/a.pdf"})
    EXPECT_EQ(records.count(path), 1u) << path;
  EXPECT_EQ(records.count(third), 1u);
  EXPECT_EQ(Tree("out/records").size(), 5u);

  // A later run over another folder does not take the place of the first one's record.
  const std::map<std::string, std::string> before = Tree("out/records");
  options_.inputs = {At("two")};
  EXPECT_EQ(batch::Run(options_), kExitDone);
  EXPECT_EQ(Tree("out/records"), before);
}

TEST_F(RunTest, ManyWorkersGiveTheBytesOfOne) {
  for (int i = 0; i < 12; ++i) {
    Write("in/" + std::to_string(i), "pages " + std::to_string(1 + 3 * i) + "\nchatter 2\n" +
                                         (i % 4 == 0 ? "busy-crash 3\n" : ""));
  }
  options_.jobs = 1;
  EXPECT_EQ(batch::Run(options_), kExitDone);
  options_.output = At("out5");
  options_.jobs = 5;
  EXPECT_EQ(batch::Run(options_), kExitDone);
  EXPECT_EQ(Tree("out/records"), Tree("out5/records"));
  EXPECT_EQ(Read("out/records.jsonl"), Read("out5/records.jsonl"));
}

TEST_F(RunTest, ShardsAreDisjointAndComplete) {
  for (int i = 0; i < 20; ++i) {
    std::string pages = "pages 1\n";
    pages.append(static_cast<size_t>(i), '#');
    Write("in/" + std::to_string(i), pages);
  }
  std::map<std::string, std::string> all;
  for (int part = 1; part <= 3; ++part) {
    options_.output = At("out" + std::to_string(part));
    options_.sharded = true;
    options_.shard_index = part;
    options_.shard_count = 3;
    EXPECT_EQ(batch::Run(options_), kExitDone);
    std::map<std::string, std::string> of_part = Tree("out" + std::to_string(part) + "/records");
    all.merge(of_part);
    EXPECT_TRUE(of_part.empty());  // none is in two
  }
  EXPECT_EQ(all.size(), 20u);
}

TEST_F(RunTest, DryRunWritesNothing) {
  Write("in/a", "pages 1\n");
  options_.dry_run = true;
  EXPECT_EQ(batch::Run(options_), kExitDone);
  EXPECT_FALSE(std::filesystem::exists(At("out")));
}

TEST_F(RunTest, LogHasALineForEachStageAndPage) {
  Write("in/a", "pages 2\nchatter 2\n");
  options_.log_file = At("log");
  options_.jobs = 1;
  EXPECT_EQ(batch::Run(options_), kExitDone);
  std::istringstream lines(Read("log"));
  std::string events;
  for (std::string line; std::getline(lines, line);) {
    const Json json = Json::parse(line);
    events += json["event"].get<std::string>();
    if (json.contains("page")) events += std::to_string(json["page"].get<int>());
    if (json.contains("message") && json["event"] == "page") events += "!";
    events += ' ';
  }
  EXPECT_EQ(events, "open page1 page2! input hash normalise extract write ");
}

}  // namespace
}  // namespace planrec::batch
