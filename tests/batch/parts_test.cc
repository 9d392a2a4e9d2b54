// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole runs of the program over files that hold several documents: a record for each, all or none,
// through resuming, renaming and changing.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "pipeline/batch/finish.h"
#include "schemas/record_json.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

class PartsTest : public BatchFiles {
 protected:
  static std::string Letter(int number, const std::string& task) {
    return "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: " + std::to_string(number) +
           "/UBND-VP\nV/v trồng cây\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
           "Độc lập - Tự do - Hạnh phúc\nAn Bình, ngày 05 tháng 3 năm 2026\n\n"
           "Kính gửi: Các thôn\n\n" +
           task +
           "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn An\n";
  }
  static std::string Two() {
    return Letter(1, "Các thôn trồng cây.") + "\f" + Letter(2, "Các thôn tưới cây.");
  }

  Outcome Run(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"run",   "-o",         At("out"), "--ocr",
                                      "never", "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back("--");
    words.push_back(At("in"));
    return RunProgram(words, At("run"));
  }

  std::vector<std::string> Names(const std::string& below) const {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : Tree(below)) names.push_back(name);
    return names;
  }
  Json Entry(const std::string& path) const {
    const Json batch = Json::parse(Read("out/batch.json"));
    for (const Json& entry : batch["inputs"])
      if (entry["path"] == path) return entry;
    return nullptr;
  }
  Json Record(const std::string& name) const { return Json::parse(Read("out/records/" + name)); }
};

TEST_F(PartsTest, EachDocumentOfAFileHasARecord) {
  Write("in/a.txt", Two());
  Write("in/b.txt", Letter(3, "Các thôn chăm cây."));
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_THAT(Names("out/records"),
              ElementsAre("a.txt#2.plan.json", "a.txt.plan.json", "b.txt.plan.json"));
  EXPECT_EQ(Record("a.txt.plan.json")["document"]["code"], "1/UBND-VP");
  const Json second = Record("a.txt#2.plan.json");
  EXPECT_EQ(second["document"]["code"], "2/UBND-VP");
  EXPECT_EQ(second["source"]["path"], "a.txt#2");
  EXPECT_EQ(second["source"]["part"], 2);
  EXPECT_EQ(second["source"]["parts"], 2);
  EXPECT_EQ(second["source"]["pages"][0]["number"], 2);
  EXPECT_TRUE(schemas::ValidateRecord(Read("out/records/a.txt#2.plan.json")).empty());
  EXPECT_FALSE(Record("b.txt.plan.json")["source"].contains("part"));
  const Json entry = Entry("a.txt");
  EXPECT_EQ(entry["record"], "records/a.txt.plan.json");
  EXPECT_EQ(entry["records"], Json({"records/a.txt.plan.json", "records/a.txt#2.plan.json"}));
  EXPECT_EQ(entry["quality"], "good");
  EXPECT_EQ(Json::parse(Read("out/batch.json"))["totals"]["records"], 3);
  std::vector<std::string> paths;
  std::istringstream lines(Read("out/records.jsonl"));
  for (std::string line; std::getline(lines, line);)
    paths.push_back(Json::parse(line)["source"]["path"]);
  EXPECT_THAT(paths, ElementsAre("a.txt", "a.txt#2", "b.txt"));
  EXPECT_THAT(Read("out/report.html"), HasSubstr("a.txt#2"));
}

TEST_F(PartsTest, AreTakenOverAllOrNone) {
  Write("in/a.txt", Two());
  EXPECT_EQ(Run().exit_code, 0);
  const auto before = Tree("out/records");
  EXPECT_THAT(Run().err, HasSubstr("(1 by an earlier run)"));
  EXPECT_EQ(Tree("out/records"), before);
  // One that is gone or changed is made anew, with the other.
  std::filesystem::remove(At("out/records/a.txt#2.plan.json"));
  EXPECT_THAT(Run().err, testing::Not(HasSubstr("by an earlier run")));
  EXPECT_EQ(Tree("out/records"), before);
  Write("out/records/a.txt#2.plan.json", "{\"schema_version\": \"1.0\"}");
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Tree("out/records"), before);
}

TEST_F(PartsTest, GoWithTheFile) {
  Write("in/a.txt", Two());
  EXPECT_EQ(Run().exit_code, 0);
  std::filesystem::rename(At("in/a.txt"), At("in/c.txt"));
  EXPECT_THAT(Run().err, HasSubstr("its record followed"));
  EXPECT_THAT(Names("out/records"), ElementsAre("c.txt#2.plan.json", "c.txt.plan.json"));
  EXPECT_EQ(Record("c.txt#2.plan.json")["source"]["path"], "c.txt#2");
  EXPECT_THAT(Run().err, HasSubstr("(1 by an earlier run)"));
  // The file holds one document now.
  Write("in/c.txt", Letter(1, "Các thôn trồng cây."));
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_THAT(Names("out/records"), ElementsAre("c.txt.plan.json"));
  EXPECT_EQ(Entry("c.txt")["records"], Json({"records/c.txt.plan.json"}));
}

TEST_F(PartsTest, ShareNoNameWithOtherFiles) {
  Write("in/a.txt", Two());
  Write("in/a.txt#2", Letter(5, "Các thôn chăm cây."));
  Write("in/a.txt#2~", Letter(6, "Các thôn bón cây."));
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Record("a.txt#2.plan.json")["document"]["code"], "2/UBND-VP");
  EXPECT_EQ(Record("a.txt#2~.plan.json")["document"]["code"], "5/UBND-VP");
  EXPECT_EQ(Record("a.txt#2~~.plan.json")["document"]["code"], "6/UBND-VP");
  // No file's record is another's part, whatever both are called.
  std::set<std::string> names;
  size_t count = 0;
  for (const char* path :
       {"a", "a#2", "a#2~", "a~", "a~#2", "a#", "#2", "a#2#3", "a#02", "x/a#2"}) {
    for (const int part : {1, 2, 3, 12}) {
      names.insert(RecordPath(path, part));
      ++count;
    }
  }
  EXPECT_EQ(names.size(), count);
}

TEST_F(PartsTest, WhatIsNotOursIsNotOverwritten) {
  Write("in/a.txt", Two());
  Write("out/records/a.txt#2.plan.json", "mine");
  const Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 5) << outcome.err;
  EXPECT_EQ(Read("out/records/a.txt#2.plan.json"), "mine");
}

}  // namespace
}  // namespace planrec::batch
