// SPDX-License-Identifier: GPL-3.0-or-later
//
// Archives as folders, attachments of PDF files as inputs: whole runs of the program.
#include <gmock/gmock.h>

#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/batch/member_place.h"
#include "pipeline/batch/unpack_protocol.h"
#include "tests/batch/archive_maker.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::string_literals;

std::string Plan(int number) {
  return "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: " + std::to_string(number) +
         "/KH-UBND\nAn Bình, ngày 05 tháng 3 năm 2026\nKẾ HOẠCH\nTrồng cây năm 2026\n"
         "I. MỤC TIÊU\n1. Trồng mới 1.200 cây xanh trước ngày 30/6/2026.\n";
}

class UnpackTest : public BatchFiles {
 protected:
  Outcome Run(const std::vector<std::string>& more = {}, const std::string& output = "out") {
    std::vector<std::string> words = {"run",   At("in"), "-o",         At(output),
                                      "--ocr", "never",  "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(words, At("run"));
  }
  /// "path status type" of each input.
  std::vector<std::string> Lines(const std::string& output = "out") const {
    std::vector<std::string> lines;
    const Json batch = Json::parse(Read(output + "/batch.json"));
    for (const Json& input : batch["inputs"]) {
      lines.push_back(input["path"].get<std::string>() + " " + input["status"].get<std::string>());
      if (!input["error"].is_null())
        lines.back() += " " + input["error"]["type"].get<std::string>();
    }
    return lines;
  }
  std::string Message(const std::string& path) const {
    const Json batch = Json::parse(Read("out/batch.json"));
    for (const Json& input : batch["inputs"])
      if (input["path"] == path) return input["error"]["message"];
    return "";
  }
  std::string Code(const std::string& path) const {
    const Json record = Json::parse(Read("out/records/" + path + ".plan.json"), nullptr, false);
    return record.is_discarded() ? "" : record["document"]["code"].get<std::string>();
  }
};

// More than are opened for it; all are counted.
TEST_F(UnpackTest, WhatArchivesHoldIsInTheEstimate) {
  std::vector<std::pair<std::string, std::string>> files;
  for (int k = 0; k < 30; ++k) files.emplace_back(std::to_string(k) + ".txt", Plan(k + 100));
  Write("in/x.zip", MakeArchive(kZip, files));
  Write("in/a.txt", Plan(1));
  const Outcome outcome = Run({"--dry-run"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("estimate\tinputs=31\tpages=31\tbytes="));
  EXPECT_THAT(outcome.err, HasSubstr("31 to do"));
  EXPECT_THAT(outcome.err, HasSubstr("(21 inputs were opened)"));
}

TEST_F(UnpackTest, ArchivesAreFolders) {
  const ArchiveKind kinds[] = {
      kZip,
      {"7z", ARCHIVE_FORMAT_7ZIP},
      {"tar", ARCHIVE_FORMAT_TAR_USTAR},
      {"tgz", ARCHIVE_FORMAT_TAR_USTAR, nullptr, nullptr, ARCHIVE_FILTER_GZIP}};
  int number = 0;
  for (const ArchiveKind& kind : kinds) {
    SCOPED_TRACE(kind.ending);
    std::filesystem::remove_all(At("in"));
    const std::string name = "hồ sơ."s + kind.ending;
    Write("in/" + name, MakeArchive(kind, {{"a.txt", Plan(++number)},
                                           {"phụ lục/b.txt", Plan(++number)},
                                           {"ghi chú.bin", "\x01\x02\0\x03"s}}));
    const Outcome outcome = Run({"--restart"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(Code(name + "#a.txt"), std::to_string(number - 1) + "/KH-UBND");
    EXPECT_EQ(Code(name + "#phụ lục/b.txt"), std::to_string(number) + "/KH-UBND");
    const Json record = Json::parse(Read("out/records/" + name + "#a.txt.plan.json"));
    EXPECT_EQ(record["source"]["path"], name + "#a.txt");
    std::filesystem::remove_all(At("out"));
  }
}

TEST_F(UnpackTest, ResumedChangedAndGone) {
  Write("in/x.zip", MakeArchive(kZip, {{"a.txt", Plan(1)}, {"b.txt", Plan(2)}}));
  EXPECT_EQ(Run().exit_code, 0);
  const auto all = ElementsAre("x.zip done", "x.zip#a.txt done", "x.zip#b.txt done");
  EXPECT_THAT(Lines(), all);
  const std::string before = Read("out/records.jsonl");
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_THAT(Lines(), all);
  EXPECT_EQ(Read("out/records.jsonl"), before);
  const Json batch = Json::parse(Read("out/batch.json"));
  EXPECT_TRUE(batch["inputs"][1]["resumed"].get<bool>());
  // One is changed, one renamed: its record follows.
  Write("in/x.zip", MakeArchive(kZip, {{"a.txt", Plan(3)}, {"c.txt", Plan(2)}}));
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Code("x.zip#a.txt"), "3/KH-UBND");
  EXPECT_EQ(Code("x.zip#c.txt"), "2/KH-UBND");
  EXPECT_EQ(Code("x.zip#b.txt"), "");
  EXPECT_THAT(Lines(), ElementsAre("x.zip done", "x.zip#a.txt done", "x.zip#c.txt done"));
}

TEST(Sources, OnlyTheOuterFileHasAFolder) {
  const std::string here = std::filesystem::canonical(".").string();
  const std::string root = std::filesystem::canonical("/usr/bin/..").string();
  const struct {
    std::string place, source;
  } cases[] = {{"a.txt", here + "/a.txt"},
               {"./a.txt", here + "/a.txt"},
               {"/usr/bin/../z.zip", root + "/z.zip"},
               {"/z.zip", "/z.zip"},
               {"z.zip\0a.txt"s, here + "/z.zip\0a.txt"s},
               {"z.zip\0d/a.txt"s, here + "/z.zip\0d/a.txt"s},
               {"/usr/bin/../z.zip\0d/e/a.txt"s, root + "/z.zip\0d/e/a.txt"s},
               {"z.zip\0d/y.zip\0e/a.txt"s, here + "/z.zip\0d/y.zip\0e/a.txt"s},
               // A folder that is joined to one document.
               {"/usr/bin\0"s, root + "/bin\0"s},
               // Where there is no folder, or no file: as given.
               {"no/such/folder/a.txt", "no/such/folder/a.txt"},
               {"no/such/z.zip\0d/a.txt"s, "no/such/z.zip\0d/a.txt"s},
               {"/usr/", "/usr/"}};
  Sources sources;
  for (const auto& c : cases) EXPECT_EQ(sources.Of(c.place), c.source) << c.place;
}

/// What a run says besides its figures: that originals are gone, that records followed.
bool SaysMoved(const Outcome& outcome) {
  const std::string said = outcome.out + outcome.err;
  return said.find("are gone") != std::string::npos || said.find("followed") != std::string::npos;
}

TEST_F(UnpackTest, EqualNamesInFoldersOfOneArchive) {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"a/1.txt", Plan(1)}, {"b/1.txt", Plan(2)}, {"b/c/1.txt", Plan(3)}};
  Write("in/z.zip", MakeArchive(kZip, files));
  EXPECT_EQ(Run().exit_code, 0);
  const auto all =
      ElementsAre("z.zip done", "z.zip#a/1.txt done", "z.zip#b/1.txt done", "z.zip#b/c/1.txt done");
  EXPECT_THAT(Lines(), all);
  const std::string before = Read("out/records.jsonl");
  const auto unchanged = [&](const Outcome& outcome) {
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_FALSE(SaysMoved(outcome)) << outcome.out << outcome.err;
    EXPECT_EQ(Code("z.zip#a/1.txt"), "1/KH-UBND");
    EXPECT_EQ(Code("z.zip#b/1.txt"), "2/KH-UBND");
    EXPECT_EQ(Code("z.zip#b/c/1.txt"), "3/KH-UBND");
  };
  // The same again; its files in another order.
  unchanged(Run());
  EXPECT_THAT(Lines(), all);
  EXPECT_EQ(Read("out/records.jsonl"), before);
  Write("in/z.zip", MakeArchive(kZip, {files[2], files[1], files[0]}));
  unchanged(Run());
  EXPECT_THAT(Lines(), all);
  EXPECT_EQ(Read("out/records.jsonl"), before);
  // Another input into the same folder: the archive is still there.
  Write("other/q.txt", Plan(4));
  unchanged(RunProgram(
      {"run", At("other"), "-o", At("out"), "--ocr", "never", "--progress", "none"}, At("run")));
  // What a report links to is there.
  EXPECT_THAT(Read("out/report.html"), HasSubstr("../in/z.zip\""));
  EXPECT_THAT(Read("out/report.html"), Not(HasSubstr("z.zip/1.txt")));
  // A copy of a member beside the archive is its duplicate.
  Write("in/copy.txt", Plan(1));
  unchanged(Run());
  EXPECT_THAT(Lines(),
              ElementsAre("copy.txt duplicate", "q.txt done", "z.zip done", "z.zip#a/1.txt done",
                          "z.zip#b/1.txt done", "z.zip#b/c/1.txt done"));
  EXPECT_EQ(Tree("out/records").size(), 4U);
}

TEST_F(UnpackTest, LedgersThatNamedMembersWrong) {
  Write("in/z.zip", MakeArchive(kZip, {{"a/1.txt", Plan(1)}, {"b/1.txt", Plan(2)}}));
  EXPECT_EQ(Run().exit_code, 0);
  const std::string before = Read("out/records.jsonl");
  const std::string in = std::filesystem::canonical(At("in")).string();
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(At("out/ledger.sqlite").c_str(), &database), SQLITE_OK);
  const std::string wrong =
      "UPDATE inputs SET source = CAST('" + in + "/z.zip/1.txt' AS BLOB) WHERE path LIKE 'z.zip#%'";
  ASSERT_EQ(sqlite3_exec(database, wrong.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_changes(database), 2);
  sqlite3_close(database);
  for (int times = 0; times < 2; ++times) {
    EXPECT_EQ(Run().exit_code, 0);
    EXPECT_THAT(Lines(), ElementsAre("z.zip done", "z.zip#a/1.txt done", "z.zip#b/1.txt done"));
    EXPECT_EQ(Read("out/records.jsonl"), before);
    EXPECT_EQ(Tree("out/records").size(), 2U);
  }
}

TEST_F(UnpackTest, NamesThatTrick) {
  Write("in/x.zip", MakeArchive(kZip, {{"../../leads-out.txt", Plan(1)},
                                       {"/absolute.txt", Plan(2)},
                                       {"C:\\windows\\w.txt", Plan(3)},
                                       {".hidden", Plan(4)},
                                       {"__MACOSX/._a.txt", "x"},
                                       {"a.txt", Plan(5)},
                                       {"a.txt", Plan(6)},
                                       {"2", Plan(7)}}));
  EXPECT_EQ(Run().exit_code, 3);
  EXPECT_THAT(Message("x.zip#../../leads-out.txt"), HasSubstr("leads out of the archive"));
  EXPECT_EQ(Code("x.zip#absolute.txt"), "2/KH-UBND");
  EXPECT_EQ(Code("x.zip#windows/w.txt"), "3/KH-UBND");
  EXPECT_EQ(Code("x.zip#a.txt"), "5/KH-UBND");
  // Named as the second document of x.zip would be.
  EXPECT_EQ(Code("x.zip#2~"), "7/KH-UBND");
  EXPECT_EQ(Tree("out/records").size(), 5U);
  EXPECT_FALSE(std::filesystem::exists(At("leads-out.txt")));
}

TEST_F(UnpackTest, Limits) {
  const std::string inner = MakeArchive(kZip, {{"a.txt", Plan(1)}});
  const std::string middle = MakeArchive(kZip, {{"inner.zip", inner}, {"b.txt", Plan(2)}});
  Write("in/deep.zip", MakeArchive(kZip, {{"middle.zip", middle}, {"c.txt", Plan(3)}}));
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_THAT(Lines(),
              ElementsAre("deep.zip done", "deep.zip#c.txt done", "deep.zip#middle.zip#b.txt done",
                          "deep.zip#middle.zip#inner.zip#a.txt done"));
  EXPECT_EQ(Run({"--max-depth", "2", "--restart"}).exit_code, 3);
  EXPECT_THAT(Message("deep.zip#middle.zip#inner.zip"), HasSubstr("--max-depth"));
  EXPECT_EQ(Run({"--max-entries", "1", "--restart"}).exit_code, 4);
  EXPECT_THAT(Message("deep.zip"), HasSubstr("--max-entries"));

  std::filesystem::remove_all(At("in"));
  std::filesystem::remove_all(At("out"));
  Write("in/bomb.zip",
        MakeArchive(kZip, {{"zeros.txt", std::string(80 << 20, ' ')}, {"a.txt", Plan(1)}}));
  EXPECT_EQ(Run().exit_code, 3);
  EXPECT_THAT(Message("bomb.zip#zeros.txt"), HasSubstr("--max-ratio"));
  EXPECT_EQ(Code("bomb.zip#a.txt"), "1/KH-UBND");
  EXPECT_EQ(Run({"--max-unpacked", "10", "--restart"}).exit_code, 3);
  EXPECT_THAT(Message("bomb.zip#zeros.txt"), HasSubstr("--max-unpacked"));
  EXPECT_EQ(Run({"--max-bytes", "1000000", "--restart"}).exit_code, 3);
  EXPECT_THAT(Message("bomb.zip#zeros.txt"), HasSubstr("--max-bytes"));
}

TEST_F(UnpackTest, LockedFilesAndPasswords) {
  const ArchiveKind locked = {"zip", ARCHIVE_FORMAT_ZIP, "zip:encryption=aes256", "bí mật"};
  Write("in/x.zip", MakeArchive(locked, {{"a.txt", Plan(1)}}));
  EXPECT_EQ(Run().exit_code, 3);
  EXPECT_THAT(Lines(), ElementsAre("x.zip done", "x.zip#a.txt failed encrypted"));
  EXPECT_THAT(Message("x.zip#a.txt"), HasSubstr("--password-file"));
  Write("passwords", "another\r\nbí mật\n");
  std::filesystem::permissions(At("passwords"), std::filesystem::perms::owner_read);
  Outcome outcome = Run({"--password-file", At("passwords"), "--log", At("log")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(Code("x.zip#a.txt"), "1/KH-UBND");
  EXPECT_THAT(outcome.err, Not(HasSubstr("others")));
  for (const auto& [name, bytes] : Tree("out"))
    EXPECT_THAT(bytes, Not(HasSubstr("bí mật"))) << name;
  EXPECT_THAT(Read("log"), Not(HasSubstr("bí mật")));
  // Whoever else may read the file is told of.
  std::filesystem::permissions(At("passwords"), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  outcome = Run({"--password-file", At("passwords")});
  EXPECT_THAT(outcome.err, HasSubstr("chmod 600"));
  outcome = Run({"--password-file", At("none")});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--password-file"));
}

TEST_F(UnpackTest, DamagedArchives) {
  const std::string whole = MakeArchive(kZip, {{"a.txt", Plan(1)}, {"b.txt", Plan(2)}});
  for (size_t size = 10; size < whole.size(); size += whole.size() / 12)
    Write("in/" + std::to_string(size) + ".zip", whole.substr(0, size));
  Write("in/none.zip", MakeArchive(kZip, {}));
  Write("in/packed.gz", "\x1F\x8B\x08\0\0\0\0\0\0\x03"s + std::string(100, 'x'));
  const int code = Run().exit_code;
  EXPECT_TRUE(code == 3 || code == 4);
  for (const std::string& line : Lines()) {
    EXPECT_THAT(line, Not(HasSubstr("crashed")));
    EXPECT_THAT(line, Not(HasSubstr("internal")));
  }
  EXPECT_THAT(Message("none.zip"), HasSubstr("no files"));
}

TEST_F(UnpackTest, PackedFilesAreNoArchives) {
  const ArchiveKind kinds[] = {
      {"gz", ARCHIVE_FORMAT_RAW, nullptr, nullptr, ARCHIVE_FILTER_GZIP},
      {"bz2", ARCHIVE_FORMAT_RAW, nullptr, nullptr, ARCHIVE_FILTER_BZIP2},
      {"xz", ARCHIVE_FORMAT_RAW, nullptr, nullptr, ARCHIVE_FILTER_XZ},
      {"zst", ARCHIVE_FORMAT_RAW, nullptr, nullptr, ARCHIVE_FILTER_ZSTD},
  };
  std::vector<std::string> lines;
  for (ArchiveKind kind : kinds) {
    const std::string ending = kind.ending;
    Write("in/one." + ending, MakeArchive(kind, {{"one.pdf", "%PDF-1.4 " + Plan(1)}}));
    lines.push_back("one." + ending + " skipped unsupported_type");
    // Packed archives are archives.
    kind.format = ARCHIVE_FORMAT_TAR_USTAR;
    Write("in/t.tar." + ending, MakeArchive(kind, {{"a.txt", Plan(2)}}));
    lines.push_back("t.tar." + ending + " done");
    lines.push_back("t.tar." + ending + (ending == "bz2" ? "#a.txt done" : "#a.txt duplicate"));
  }
  // A text that begins as one; a packed file in an archive; what begins as an archive.
  Write("in/text.txt", "BZh là mã của dự án.\n" + Plan(3));
  Write("in/x.zip", MakeArchive(kZip, {{"two.gz", MakeArchive(kinds[0], {{"b", Plan(4)}})}}));
  Write("in/cut.rar", "Rar!\x1A\x07\x02 cut");
  lines.insert(lines.end(), {"text.txt done", "x.zip done", "x.zip#two.gz skipped unsupported_type",
                             "cut.rar failed corrupt"});
  // "cut.rar" fails; files of kinds that are none of documents are left out.
  EXPECT_EQ(Run().exit_code, 3);
  EXPECT_THAT(Lines(), testing::UnorderedElementsAreArray(lines));
  for (const ArchiveKind& kind : kinds)
    EXPECT_THAT(Message("one."s + kind.ending), HasSubstr("unpack it first"));
  EXPECT_THAT(Message("x.zip#two.gz"), HasSubstr("unpack it first"));
  EXPECT_THAT(Message("cut.rar"), HasSubstr("get an undamaged copy"));
  EXPECT_EQ(Code("text.txt"), "3/KH-UBND");
}

TEST_F(UnpackTest, NamesThatAreNoDrives) {
  const std::pair<const char*, const char*> cases[] = {{"1:2000 bản đồ.txt", "1:2000 bản đồ.txt"},
                                                       {"A:2000.txt", "A:2000.txt"},
                                                       {"1:/a.txt", "1:/a.txt"},
                                                       {"c:/w.txt", "w.txt"},
                                                       {"D:\\d\\w.txt", "d/w.txt"}};
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& [name, shown] : cases) files.emplace_back(name, Plan(1 + int(files.size())));
  Write("in/x.zip", MakeArchive(kZip, files));
  EXPECT_EQ(Run().exit_code, 0);
  int number = 0;
  for (const auto& [name, shown] : cases)
    EXPECT_EQ(Code("x.zip#"s + shown), std::to_string(++number) + "/KH-UBND") << name;
}

TEST_F(UnpackTest, ManyEqualNames) {
  // The third has the name that the second gets.
  std::vector<std::pair<std::string, std::string>> files = {{"a.txt", Plan(1)},
                                                            {"a.txt", Plan(2)},
                                                            {"a.txt\x1F"
                                                             "2",
                                                             Plan(3)},
                                                            {"a.txt", Plan(4)}};
  Write("in/x.zip", MakeArchive(kZip, files));
  EXPECT_EQ(Run().exit_code, 0);
  const auto codes = [&] {
    std::multiset<std::string> found;
    for (const auto& [path, bytes] : Tree("out/records"))
      found.insert(Json::parse(bytes)["document"]["code"]);
    return found;
  };
  const std::multiset<std::string> all = {"1/KH-UBND", "2/KH-UBND", "3/KH-UBND", "4/KH-UBND"};
  EXPECT_EQ(codes(), all);
  const std::string before = Read("out/records.jsonl");
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Read("out/records.jsonl"), before);
}

TEST_F(UnpackTest, ShardsGiveTheSame) {
  for (int i = 0; i < 4; ++i) {
    Write("in/" + std::to_string(i) + ".zip",
          MakeArchive(kZip, {{"same.txt", Plan(9)}, {"own.txt", Plan(10 + i)}}));
  }
  Write("in/z.txt", Plan(9));
  EXPECT_EQ(Run().exit_code, 0);
  for (const char* shard : {"2/3", "1/3", "3/3"})
    EXPECT_EQ(Run({"--shard", shard}, "parts").exit_code, 0);
  EXPECT_EQ(RunProgram({"merge", At("parts")}, At("merge")).exit_code, 0);
  EXPECT_EQ(Read("parts/records.jsonl"), Read("out/records.jsonl"));
  EXPECT_EQ(Lines("parts"), Lines());
}

bool HasQpdf() {
  return std::system("qpdf --version > /dev/null 2>&1") == 0;
}

TEST_F(UnpackTest, AttachmentsOfAPdf) {
  if (!HasQpdf()) GTEST_SKIP() << "qpdf is not installed";
  Write("annex.txt", Plan(2));
  Write("more.zip", MakeArchive(kZip, {{"c.txt", Plan(3)}}));
  std::filesystem::create_directories(At("in"));
  const std::string sample = PLANREC_SOURCE_DIR "/samples/xa-chuyen-doi-so-pdf.pdf";
  for (const char* objects : {"disable", "generate"}) {
    std::filesystem::remove_all(At("out"));
    const std::string command = "qpdf --object-streams="s + objects + " '" + sample +
                                "' --add-attachment '" + At("annex.txt") +
                                "' --filename='phụ lục.txt' -- --add-attachment '" +
                                At("more.zip") + "' -- '" + At("in/x.pdf") + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
    for (int times = 0; times < 2; ++times) {
      EXPECT_EQ(Run().exit_code, 0);
      EXPECT_THAT(Lines(),
                  ElementsAre("x.pdf done", "x.pdf#more.zip#c.txt done", "x.pdf#phụ lục.txt done"));
    }
    EXPECT_EQ(Code("x.pdf#phụ lục.txt"), "2/KH-UBND");
    EXPECT_EQ(Code("x.pdf#more.zip#c.txt"), "3/KH-UBND");
  }
}

TEST_F(UnpackTest, AttachmentsOfEqualNames) {
  if (!HasQpdf()) GTEST_SKIP() << "qpdf is not installed";
  Write("x", Plan(2));
  Write("y", Plan(3));
  std::filesystem::create_directories(At("in"));
  const std::string command = "qpdf '" PLANREC_SOURCE_DIR
                              "/samples/xa-chuyen-doi-so-pdf.pdf' --add-attachment '" +
                              At("x") + "' --filename=x/n.txt -- --add-attachment '" + At("y") +
                              "' --filename=y/n.txt -- '" + At("in/p.pdf") + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  for (int times = 0; times < 2; ++times) {
    const Outcome outcome = Run();
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_FALSE(SaysMoved(outcome)) << outcome.out << outcome.err;
    EXPECT_THAT(Lines(), ElementsAre("p.pdf done", "p.pdf#x/n.txt done", "p.pdf#y/n.txt done"));
    EXPECT_EQ(Code("p.pdf#x/n.txt"), "2/KH-UBND");
    EXPECT_EQ(Code("p.pdf#y/n.txt"), "3/KH-UBND");
  }
}

TEST_F(UnpackTest, LockedPdf) {
  if (!HasQpdf()) GTEST_SKIP() << "qpdf is not installed";
  std::filesystem::create_directories(At("in"));
  const std::string sample = PLANREC_SOURCE_DIR "/samples/xa-chuyen-doi-so-pdf.pdf";
  const std::string command =
      "qpdf --encrypt secret owner 256 -- '" + sample + "' '" + At("in/x.pdf") + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(Run().exit_code, 4);
  EXPECT_THAT(Lines(), ElementsAre("x.pdf failed encrypted"));
  Write("passwords", "wrong\nsecret\n");
  const Outcome outcome = Run({"--password-file", At("passwords"), "--with", "pdf"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(Code("x.pdf"), "27/KH-UBND");
  EXPECT_THAT(outcome.err, HasSubstr("it is encrypted: no searchable copy is made"));
}

TEST(UnpackProtocol, MalformedBytes) {
  Listing listing;
  listing.container = true;
  listing.files = {{"a\xFF", acquire::ContainerKind::kArchive, std::nullopt},
                   {"b", acquire::ContainerKind::kNone, Error{ErrorType::kEncrypted, "locked"}}};
  listing.damage = Error{ErrorType::kCorrupt, "cut"};
  const std::string bytes = EncodeListing(listing);
  const std::optional<Listing> read = DecodeListing(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->files[0].name, "a\xFF");
  EXPECT_EQ(read->files[1].refused->type, ErrorType::kEncrypted);
  EXPECT_EQ(read->damage->message, "cut");
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(DecodeListing(bytes.substr(0, size))) << size;
  EXPECT_FALSE(DecodeListing(bytes + "x"));
  EXPECT_FALSE(DecodeUnpack(""));
  EXPECT_FALSE(DecodeExtract(""));
}

}  // namespace
}  // namespace planrec::batch
