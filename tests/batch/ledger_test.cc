// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/ledger.h"

#include <sqlite3.h>

#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

class LedgerTest : public BatchFiles {
 protected:
  std::unique_ptr<Ledger> Open() {
    auto ledger = Ledger::Open(At("ledger.sqlite"));
    EXPECT_TRUE(ledger) << ledger.error().message;
    return std::move(*ledger);
  }

  static Found File(const std::string& path, const std::string& root = "") {
    Found found;
    found.file = "/somewhere/" + path;
    found.path = path;
    found.root = root;
    return found;
  }

  static std::vector<std::string> Lines(Ledger& ledger) {
    std::vector<std::string> lines;
    EXPECT_TRUE(ledger.ForEach([&](const InputEntry& entry) -> Status {
      std::string line = entry.path + " " + std::string(InputStatusName(entry.status));
      if (entry.error) line += " " + std::string(ErrorTypeName(entry.error->type));
      if (!entry.duplicate_of.empty()) line += " = " + entry.duplicate_of;
      lines.push_back(line);
      return Done{};
    }));
    return lines;
  }
};

TEST_F(LedgerTest, InputsKeepTheirOrderAndResultsOutliveTheRun) {
  InputEntry entry;
  entry.path = "a.pdf";
  entry.status = InputStatus::kPartial;
  entry.error = Error{ErrorType::kTimeout, "slow", 3};
  entry.sha256 = "aa";
  entry.bytes = 123;
  entry.media_type = "application/pdf";
  entry.pages = 4;
  entry.failed_pages = 1;
  entry.seconds = 1.5;
  entry.stages = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  entry.attempts = 2;
  entry.record = "records/a.pdf.plan.json";
  entry.brief = {"1/KH-UBND",
                 "2024-01",
                 "Ủy ban",
                 "Cây",
                 5,
                 6,
                 7,
                 8,
                 9,
                 100,
                 11,
                 12,
                 schemas::Quality::kDoubtful,
                 "{\"c\":[1]}"};
  schemas::PlanBrief second = entry.brief;
  second.code = "2/KH-UBND";
  second.quality = schemas::Quality::kUnreadable;
  entry.further = {{"records/a.pdf#2.plan.json", second}};
  const ResultKey key = {"aa", "options", std::string("/x/\xff.pdf")};
  {
    const auto ledger = Open();
    ASSERT_TRUE(ledger->BeginRun());
    ASSERT_TRUE(ledger->AddInput(File("z.pdf")));
    ASSERT_TRUE(ledger->AddInput(File("a.pdf")));
    Found missing = File("m.pdf");
    missing.error = Error{ErrorType::kNotFound, "gone"};
    ASSERT_TRUE(ledger->AddInput(missing));
    ASSERT_TRUE(ledger->EndInputs());
    EXPECT_EQ(ledger->InputCount(), 3);
    // The missing one is finished already.
    EXPECT_EQ((*ledger->NextInput(0))->path, "z.pdf");
    EXPECT_EQ((*ledger->NextInput(1))->path, "a.pdf");
    EXPECT_FALSE(*ledger->NextInput(2));
    ASSERT_TRUE(ledger->Finish(2, entry, key, {999, "dd", "text=ee ", {{888, "ff"}}}));
    EXPECT_EQ(Lines(*ledger),
              (std::vector<std::string>{"a.pdf partial timeout", "m.pdf failed not_found",
                                        "z.pdf pending"}));
    ASSERT_TRUE(ledger->Close());
  }
  EXPECT_FALSE(std::filesystem::exists(At("ledger.sqlite-wal")));
  const auto ledger = Open();
  ASSERT_TRUE(ledger->BeginRun());
  ASSERT_TRUE(ledger->EndInputs());
  // They are the output folder's, not this run's.
  EXPECT_EQ(ledger->InputCount(), 0);
  EXPECT_EQ(Lines(*ledger).size(), 3u);
  const auto found = ledger->Earlier("a.pdf");
  ASSERT_TRUE(found && *found);
  const EarlierResult& earlier = **found;
  EXPECT_EQ(earlier.key.sha256, key.sha256);
  EXPECT_EQ(earlier.key.fingerprint, key.fingerprint);
  EXPECT_EQ(earlier.key.source, key.source);
  EXPECT_EQ(earlier.written.bytes, 999u);
  EXPECT_EQ(earlier.written.sha256, "dd");
  EXPECT_EQ(earlier.written.texts, "text=ee ");
  ASSERT_EQ(earlier.written.further.size(), 1u);
  EXPECT_EQ(earlier.written.further[0].bytes, 888u);
  EXPECT_EQ(earlier.written.further[0].sha256, "ff");
  // Every column comes back where it belongs.
  EXPECT_EQ(schemas::BatchEntry(earlier.entry, true), schemas::BatchEntry(entry, true));
  EXPECT_EQ(earlier.entry.stages.hash, 0.1);
  EXPECT_EQ(earlier.entry.stages.open, 0.2);
  EXPECT_EQ(earlier.entry.stages.read, 0.3);
  EXPECT_EQ(earlier.entry.stages.normalise, 0.4);
  EXPECT_EQ(earlier.entry.stages.extract, 0.5);
  EXPECT_EQ(earlier.entry.stages.write, 0.6);
  EXPECT_EQ(earlier.entry.brief.code, "1/KH-UBND");
  EXPECT_EQ(earlier.entry.brief.issued_on, "2024-01");
  EXPECT_EQ(earlier.entry.brief.issuer, "Ủy ban");
  EXPECT_EQ(earlier.entry.brief.title, "Cây");
  EXPECT_EQ(earlier.entry.brief.sections, 5);
  EXPECT_EQ(earlier.entry.brief.targets, 6);
  EXPECT_EQ(earlier.entry.brief.tasks, 7);
  EXPECT_EQ(earlier.entry.brief.words, 100);
  EXPECT_EQ(earlier.entry.brief.lost_words, 11);
  EXPECT_EQ(earlier.entry.brief.figures, "{\"c\":[1]}");
  EXPECT_EQ(earlier.entry.brief.unreadable_pages, 12);
  ASSERT_EQ(earlier.entry.further.size(), 1u);
  EXPECT_EQ(earlier.entry.further[0].record, "records/a.pdf#2.plan.json");
  EXPECT_EQ(earlier.entry.further[0].brief.code, "2/KH-UBND");
  EXPECT_EQ(earlier.entry.further[0].brief.quality, schemas::Quality::kUnreadable);
  EXPECT_TRUE(*ledger->HasRecord("records/a.pdf#2.plan.json"));
  EXPECT_FALSE(*ledger->HasRecord("records/a.pdf#3.plan.json"));
  ASSERT_TRUE(ledger->BeginRun());
  ASSERT_TRUE(ledger->AddInput(File("a.pdf")));
  ASSERT_TRUE(ledger->EndInputs(/*restart=*/true));
  EXPECT_EQ((*ledger->Earlier("a.pdf"))->key.fingerprint, "");
}

TEST_F(LedgerTest, EqualPathsAndContents) {
  const auto ledger = Open();
  ASSERT_TRUE(ledger->BeginRun());
  ASSERT_TRUE(ledger->AddInput(File("a.pdf", "one")));
  ASSERT_TRUE(ledger->AddInput(File("a.pdf", "two")));
  ASSERT_TRUE(ledger->AddInput(File("a.pdf")));
  ASSERT_TRUE(ledger->EndInputs());
  EXPECT_EQ((*ledger->NextInput(1))->path, "two/a.pdf");
  EXPECT_FALSE(*ledger->PathTaken("a.pdf", 1));
  EXPECT_TRUE(*ledger->PathTaken("a.pdf", 3));
  EXPECT_FALSE(*ledger->SameContentAs("aa"));
  ASSERT_TRUE(ledger->NoteContent(2, "aa"));
  EXPECT_EQ((*ledger->SameContentAs("aa"))->path, "two/a.pdf");
  EXPECT_FALSE(*ledger->SameContentAs(""));
  ASSERT_TRUE(ledger->Rename(3, "other.pdf"));
  EXPECT_FALSE(*ledger->PathTaken("a.pdf", 1));
}

TEST_F(LedgerTest, LinesSurviveTheDeathOfTheProcess) {
  // What stands in the file and its journal at one moment is what a killed process leaves.
  const auto ledger = Open();
  ASSERT_TRUE(ledger->BeginRun());
  ASSERT_TRUE(ledger->AddInput(File("a.pdf")));
  ASSERT_TRUE(ledger->EndInputs());
  InputEntry entry;
  entry.path = "a.pdf";
  entry.status = InputStatus::kDone;
  ASSERT_TRUE(ledger->Finish(1, entry, ResultKey{"aa", "o", "s"}, {1, "dd", "", {}}));
  std::filesystem::create_directory(At("copy"));
  for (const char* suffix : {"", "-wal"}) {
    std::filesystem::copy_file(At("ledger.sqlite") + suffix, At("copy/ledger.sqlite") + suffix);
  }
  auto copy = Ledger::Open(At("copy/ledger.sqlite"));
  ASSERT_TRUE(copy);
  EXPECT_TRUE((*copy)->Earlier("a.pdf")->has_value());
}

TEST_F(LedgerTest, OthersFilesAreLeftAsTheyAre) {
  struct Case {
    const char* name;
    const char* sql;
    const char* says;  // nullptr = opens
  };
  const Case cases[] = {
      {"another program's", "CREATE TABLE notes (a); INSERT INTO notes VALUES (1)",
       "not of planrec"},
      {"with a table of our name", "CREATE TABLE results (a); INSERT INTO results VALUES (1)",
       "not of planrec"},
      {"another owner", "PRAGMA application_id=7; CREATE TABLE results (a)", "not of planrec"},
      {"with our layout's number", "PRAGMA user_version=3; CREATE TABLE inputs (a)",
       "not of planrec"},
      {"a later one",
       "PRAGMA application_id=1347179075; PRAGMA user_version=99;"
       "CREATE TABLE results (a)",
       "later version"},
      {"the first layout",
       "PRAGMA user_version=1; CREATE TABLE results (a);"
       "CREATE TABLE inputs (b)",
       nullptr},
      {"an empty one", "", nullptr},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    std::filesystem::remove(At("ledger.sqlite"));
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(At("ledger.sqlite").c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, c.sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    const std::string before = Read("ledger.sqlite");
    const auto ledger = Ledger::Open(At("ledger.sqlite"));
    EXPECT_EQ(ledger.ok(), c.says == nullptr);
    if (ledger) continue;
    EXPECT_EQ(ledger.error().type, ErrorType::kOutputFailed);
    EXPECT_NE(ledger.error().message.find(c.says), std::string::npos) << ledger.error().message;
    EXPECT_NE(ledger.error().message.find("-o"), std::string::npos);
    EXPECT_EQ(Read("ledger.sqlite"), before);
  }
}

TEST_F(LedgerTest, NothingInAFileRuns) {
  { const auto ledger = Open(); }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(At("ledger.sqlite").c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database,
                         "CREATE TRIGGER t AFTER INSERT ON inputs BEGIN "
                         "INSERT OR REPLACE INTO fingerprints VALUES ('ran', 'it'); END",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(database);
  const auto ledger = Open();
  ASSERT_TRUE(ledger->BeginRun());
  ASSERT_TRUE(ledger->AddInput(File("a.pdf")));
  ASSERT_TRUE(ledger->EndInputs());
  EXPECT_EQ(*ledger->Basis("ran"), "");
}

TEST_F(LedgerTest, WhatALedgerNamesLeadsNowhereElse) {
  std::filesystem::create_directories(At("out/records"));
  Write("secret.json", "{}");
  const struct {
    const char* path;
    const char* record;
    const char* taken;
  } cases[] = {
      {"a.txt", "records/a.txt.plan.json", "records/a.txt.plan.json"},
      {"b.txt", "../secret.json", ""},
      {"c.txt", "/etc/passwd", ""},
      {"d.txt", "records/a.txt.plan.json", ""},  // another one's
      {"../secret", "records/../secret.plan.json", ""},
      {"../e", "records/..~/e.plan.json", "records/..~/e.plan.json"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.record);
    std::filesystem::remove(At("ledger.sqlite"));
    const auto ledger = Open();
    ASSERT_TRUE(ledger->BeginRun());
    Found found;
    found.file = At("original");
    found.path = c.path;
    ASSERT_TRUE(ledger->AddInput(found));
    ASSERT_TRUE(ledger->EndInputs());
    schemas::InputEntry entry;
    entry.path = c.path;
    entry.status = schemas::InputStatus::kDone;
    entry.record = c.record;
    ASSERT_TRUE(ledger->Finish(1, entry, ResultKey{std::string(64, 'a'), "f", "s"}));
    EXPECT_EQ((*ledger->Earlier(c.path))->entry.record, c.taken);
    ASSERT_TRUE(ledger->ForEach([&](const schemas::InputEntry& listed) -> Status {
      EXPECT_EQ(listed.record, c.taken);
      return Done{};
    }));
  }
}

TEST_F(LedgerTest, NoLedger) {
  Write("ledger.sqlite", "this is no database, but it is long enough to be looked at as one");
  const auto ledger = Ledger::Open(At("ledger.sqlite"));
  ASSERT_FALSE(ledger);
  EXPECT_EQ(ledger.error().type, ErrorType::kOutputFailed);
  EXPECT_NE(ledger.error().message.find("remove it"), std::string::npos);
}

}  // namespace
}  // namespace planrec::batch
