// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole runs of the program over names of every kind: each input keeps a record of its own, under a
// name that can be written, and the entry in batch.json says which.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/files/file_descriptor.h"
#include "schemas/record_json.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;

class NamesTest : public BatchFiles {
 protected:
  /// A plan of its own for each number.
  static std::string Plan(size_t number) {
    return "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\n\nSố: " + std::to_string(number + 1) +
           "/KH-UBND\n\nKẾ HOẠCH\nVề chăm sóc cây xanh năm 2024\n\nI. MỤC TIÊU\n- Trồng cây.\n";
  }

  Outcome Run(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"run",   "-o",         At("out"), "--ocr",
                                      "never", "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back("--");
    words.push_back(At("in"));
    return RunProgram(words, At("run"));
  }

  Json Inputs() const { return Json::parse(Read("out/batch.json"))["inputs"]; }
};

TEST_F(NamesTest, EachNameKeepsARecordOfItsOwn) {
  const std::string nfc =
                        "k\xe1\xba\xbf ho\xe1\xba\xa1"
                        "ch.txt",
                    nfd =
                        "ke\xcc\x82\xcc\x81 hoa\xcc\xa3"
                        "ch.txt";
  std::string long_vietnamese = "d";
  while (long_vietnamese.size() < 255 - 6) long_vietnamese += "\xe1\xba\xbf";
  const std::vector<std::string> names = {
      "a b.txt",
      " space first and last .txt ",
      "quote'\"`$(x);&|<>*?[]{}~!#%.txt",
      "new\nline\ttab\r.txt",
      "-o",
      "--restart",
      "back\\slash.txt",
      nfc,
      nfd,
      "KẾ HOẠCH.TXT",
      "kế hoạch.TXT",
      "case.txt",
      "CASE.txt",
      "Case.TXT",
      "stem.txt",
      "stem.md",
      "stem",
      "stem.txt.txt",
      std::string(251, 'n') + ".txt",
      std::string(250, 'n') + "m.txt",
      std::string(255, 'x'),
      long_vietnamese + ".txt",
      "bad\xff\xfe.txt",
      "bad\xc3(.txt",
      "bad\\xff\\xfe.txt",  // what the one above is shown as
      "a.plan.json",
      "a.plan.json.plan.json",
      "records.jsonl",
      "folder.plan.json/inside.txt",
      "copied",  // its searchable copy would stand where this folder's do
      "copied.pdf/inside.txt",
      "corrected",
      "corrected.json/inside.txt",
      "folder/folder/case.txt",
      "folder/Folder/case.txt",
      "\xe2\x80\xae"
      "txt.exe",  // right-to-left override
      "emoji \xf0\x9f\x8c\xb3.txt",
      "...",  // hidden, as all names with a dot first
  };
  for (size_t i = 0; i < names.size(); ++i) Write("in/" + names[i], Plan(i));
  const Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json inputs = Inputs();
  ASSERT_EQ(inputs.size(), names.size());
  std::set<std::string> paths, records;
  size_t done = 0;
  for (const Json& input : inputs) {
    EXPECT_TRUE(paths.insert(input["path"]).second) << input["path"];
    if (input["status"] != "done") {
      EXPECT_EQ(input["path"], "...");
      continue;
    }
    ++done;
    const std::string record = input["record"];
    EXPECT_TRUE(records.insert(record).second) << record;
    const std::string bytes = Read("out/" + record);
    EXPECT_TRUE(schemas::ValidateRecord(bytes).empty()) << record;
    const Json json = Json::parse(bytes);
    EXPECT_EQ(json["source"]["path"], input["path"]);
    EXPECT_EQ(json["source"]["sha256"], input["sha256"]);
  }
  EXPECT_EQ(done, names.size() - 1);
  EXPECT_EQ(Tree("out/records").size(), done);
  // Letters stay as they were written: two spellings are two names.
  EXPECT_TRUE(paths.count(nfc) == 1 && paths.count(nfd) == 1);
  const std::string lines = Read("out/records.jsonl");
  EXPECT_EQ(static_cast<size_t>(std::count(lines.begin(), lines.end(), '\n')), done);
  EXPECT_EQ(Run().exit_code, 0);
  for (const Json& input : Inputs()) {
    EXPECT_TRUE(input["resumed"].get<bool>() || input["status"] == "skipped") << input["path"];
  }
}

TEST_F(NamesTest, VeryDeepFolders) {
  // Deeper than a path may be long at once.
  std::string path = At("in");
  std::filesystem::create_directories(path);
  FileDescriptor at(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::string name(200, 'd');
  for (int level = 0; level < 15; ++level) {
    ASSERT_EQ(mkdirat(at.get(), name.c_str(), 0700), 0);
    at.Reset(openat(at.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ASSERT_TRUE(at.valid());
  }
  {
    const FileDescriptor file(openat(at.get(), "a.txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const std::string plan = Plan(0);
    ASSERT_EQ(write(file.get(), plan.data(), plan.size()), static_cast<ssize_t>(plan.size()));
  }
  Write("in/shallow.txt", Plan(1));
  const Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json inputs = Inputs();
  ASSERT_EQ(inputs.size(), 2u);
  EXPECT_EQ(inputs[0]["status"], "done") << inputs[0];
  EXPECT_EQ(inputs[1]["status"], "done");
}

TEST_F(NamesTest, LinksAreFollowedWhenAsked) {
  Write("in/a.txt", Plan(0));
  Write("outside/b.txt", Plan(1));
  std::filesystem::create_symlink(At("outside"), At("in/to-outside"));
  std::filesystem::create_symlink(At("in"), At("in/loop"));
  std::filesystem::create_symlink("self", At("in/self"));
  std::filesystem::create_symlink(At("gone"), At("in/broken"));
  const auto ends = [this] {
    std::map<std::string, std::string> all;
    for (const Json& input : Inputs()) all[input["path"]] = input["status"];
    return all;
  };
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_EQ(ends(), (std::map<std::string, std::string>{{"a.txt", "done"},
                                                        {"broken", "skipped"},
                                                        {"loop", "skipped"},
                                                        {"self", "skipped"},
                                                        {"to-outside", "skipped"}}));
  EXPECT_EQ(Run({"--follow-links"}).exit_code, 3);  // the broken one is an input that is missing
  EXPECT_EQ(ends(), (std::map<std::string, std::string>{{"a.txt", "done"},
                                                        {"broken", "failed"},
                                                        {"loop", "skipped"},
                                                        {"self", "skipped"},
                                                        {"to-outside/b.txt", "done"}}));
}

}  // namespace
}  // namespace planrec::batch
