// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/discover.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>

#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class DiscoverTest : public BatchFiles {
 protected:
  /// One line an input: its path, with what is not an ordinary file said behind it.
  std::vector<std::string> Paths(const std::vector<std::string>& inputs,
                                 const std::string& output = "", std::istream* list = nullptr) {
    std::vector<std::string> lines;
    Discover({inputs, output, list, follow_links_}, [&](const Found& found) {
      std::string line = found.path;
      if (found.skipped) line += " [skipped: " + found.error->message + "]";
      if (found.error && !found.skipped)
        line += " [" + std::string(ErrorTypeName(found.error->type)) + "]";
      lines.push_back(line);
      return true;
    });
    return lines;
  }

  bool follow_links_ = false;
};

TEST_F(DiscoverTest, WalksDepthFirstInOrderOfBytes) {
  for (const char* path : {"in/b.pdf", "in/a/z.pdf", "in/a/y.pdf", "in/B.pdf", "in/c.txt"}) {
    Write(path, "x");
  }
  EXPECT_THAT(Paths({At("in")}), ElementsAre("B.pdf", "a/y.pdf", "a/z.pdf", "b.pdf", "c.txt"));
  EXPECT_THAT(Paths({At("in/")}), ElementsAre("B.pdf", "a/y.pdf", "a/z.pdf", "b.pdf", "c.txt"));
}

TEST_F(DiscoverTest, FilesGivenDirectlyHaveTheirName) {
  Write("in/deep/a.pdf", "x");
  EXPECT_THAT(Paths({At("in/deep/a.pdf"), At("none.pdf")}),
              ElementsAre("a.pdf", "none.pdf [not_found]"));
}

TEST_F(DiscoverTest, NamesOfEveryKind) {
  const std::vector<std::string> names = {"-dash.pdf",
                                          "a b.pdf",
                                          "a\nb.pdf",
                                          "k\xe1\xba\xbf ho\xe1\xba\xa1"
                                          "ch.pdf",
                                          "quote'\".pdf",
                                          "e\xcc\x81.pdf"};
  for (const std::string& name : names) Write("in/" + name, "x");
  Write(std::string("in/bad\xff\xfe.pdf"), "x");
  std::vector<std::string> want = names;
  want.push_back("bad\\xff\\xfe.pdf");
  std::sort(want.begin(), want.end());
  EXPECT_EQ(Paths({At("in")}), want);
}

TEST_F(DiscoverTest, HiddenLinksAndSpecialFilesAreSkippedByName) {
  Write("in/a.pdf", "x");
  Write("in/.DS_Store", "x");
  Write("in/.git/config", "x");
  Write("outside/b.pdf", "x");
  std::filesystem::create_symlink(At("outside"), At("in/link"));
  std::filesystem::create_symlink(At("in"), At("in/loop"));
  std::filesystem::create_symlink(At("gone"), At("in/broken"));
  ASSERT_EQ(mkfifo(At("in/pipe").c_str(), 0600), 0);
  const std::string link =
      " [skipped: symbolic link, not followed; give its target as an input, or "
      "--follow-links]";
  EXPECT_THAT(Paths({At("in")}),
              ElementsAre(".DS_Store [skipped: hidden file]", ".git [skipped: hidden folder]",
                          "a.pdf", "broken" + link, "link" + link, "loop" + link,
                          "pipe [skipped: neither a file nor a folder]"));
  // Given directly, a link is followed.
  EXPECT_THAT(Paths({At("in/link")}), ElementsAre("b.pdf"));
  // So are all when asked, but not in circles.
  std::filesystem::create_symlink("self", At("in/self"));
  std::filesystem::create_symlink(At("in"), At("outside/back"));
  follow_links_ = true;
  EXPECT_THAT(
      Paths({At("in")}),
      ElementsAre(".DS_Store [skipped: hidden file]", ".git [skipped: hidden folder]", "a.pdf",
                  "broken [not_found]", "link/b.pdf",
                  "link/back [skipped: symbolic link back to a folder that it is in: a loop]",
                  "loop [skipped: symbolic link back to a folder that it is in: a loop]",
                  "pipe [skipped: neither a file nor a folder]",
                  "self [skipped: symbolic link to itself]"));
}

TEST_F(DiscoverTest, OutputInsideAnInputIsPassedOver) {
  Write("in/a.pdf", "x");
  Write("in/out/records/a.pdf.plan.json", "x");
  EXPECT_THAT(Paths({At("in")}, At("in/out")), ElementsAre("a.pdf"));
}

TEST_F(DiscoverTest, ListsKeepTheFoldersOfRelativePaths) {
  Write("in/a.pdf", "x");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  std::istringstream lines("./in/a.pdf\n\n" + At("in/a.pdf") + "\r\n../x/in/a.pdf\n");
  EXPECT_THAT(Paths({"-"}, "", &lines), ElementsAre("in/a.pdf", "a.pdf", "a.pdf [not_found]"));
  std::istringstream zeros(std::string("in/a.pdf\0in\0", 12));
  EXPECT_THAT(Paths({"-"}, "", &zeros), ElementsAre("in/a.pdf", "a.pdf"));
  std::filesystem::current_path(before);
}

TEST_F(DiscoverTest, VeryDeepFolders) {
  std::string path = "in";
  for (int i = 0; i < 60; ++i) path += "/d";
  Write(path + "/a.pdf", "x");
  const std::vector<std::string> paths = Paths({At("in")});
  ASSERT_EQ(paths.size(), 1u);
  EXPECT_THAT(paths[0], HasSubstr("d/d/a.pdf"));
}

TEST_F(DiscoverTest, OpensWhatTheWalkWouldFind) {
  struct Case {
    const char* name;
    std::string input;      // what is walked
    std::string take_away;  // what is moved away in between
    std::string put_there;  // where a symbolic link to this then stands, if it is not empty
    bool follow_links, opens;
  };
  const Case cases[] = {
      {"nothing happens", "in", "", "", false, true},
      {"nothing happens to a file given", "in/sub/a", "", "", false, true},
      {"a link in the file's place", "in", "in/sub/a", "secret", false, false},
      {"a link in a folder's place", "in", "in/sub", "elsewhere", false, false},
      {"a link in the place of a file given", "in/sub/a", "in/sub/a", "secret", false, false},
      {"a link where links are followed", "in", "in/sub/a", "secret", true, false},
      {"a link back to the same file", "in", "in/sub/a", "taken", true, true},
      {"the folder given is moved and linked to", "in", "in", "taken", false, true},
      {"it is gone", "in", "in/sub/a", "", false, false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Write("in/sub/a", "public");
    Write("secret", "secret");
    Write("elsewhere/a", "secret");
    follow_links_ = c.follow_links;
    std::optional<Found> found;
    Discover({{At(c.input)}, "", nullptr, follow_links_}, [&](const Found& one) {
      found = one;
      return true;
    });
    ASSERT_TRUE(found && !found->error);
    if (!c.take_away.empty()) std::filesystem::rename(At(c.take_away), At("taken"));
    if (!c.put_there.empty()) std::filesystem::create_symlink(At(c.put_there), At(c.take_away));
    const Result<FileDescriptor> opened = OpenFound(found->file, found->walked, c.follow_links);
    EXPECT_EQ(opened.ok(), c.opens) << (opened ? "" : opened.error().message);
    for (const char* path : {"in", "taken", "secret", "elsewhere"}) {
      std::filesystem::remove_all(At(path));
    }
  }
}

/// Names as an attacker would choose them: of the signs, digests and endings that we put ourselves.
class NameMaker {
 public:
  std::string Path() {
    std::string path = Name();
    while (Upto(3) == 0) path += "/" + Name();
    return path;
  }

 private:
  size_t Upto(size_t most) { return random_() % (most + 1); }

  std::string Name() {
    static const std::vector<std::string> pieces = {"a",
                                                    "b",
                                                    "~",
                                                    ".plan.json",
                                                    ".txt",
                                                    ".alto.xml",
                                                    ".",
                                                    "ế",
                                                    std::string(60, 'n'),
                                                    std::string(64, '0'),
                                                    "~" + std::string(64, '0'),
                                                    std::string(180, 'x')};
    std::string name;
    do {
      // Some names are those that others become.
      name += Upto(9) == 0 && !made_.empty() ? made_[Upto(made_.size() - 1)]
                                             : pieces[Upto(pieces.size() - 1)];
    } while (Upto(2) > 0 && name.size() < 250);
    if (name.size() > 255) name.resize(255);
    if (name == "." || name == "..") name += "a";
    const std::string stem = OutputStem(name + "/x");
    made_.push_back(stem.substr(0, stem.size() - 2));
    made_.push_back(OutputStem(name));
    if (made_.size() > 500) made_.erase(made_.begin(), made_.begin() + 100);
    return name;
  }

  std::mt19937 random_{20};
  std::vector<std::string> made_;
};

TEST(OutputStemTest, NoTwoPathsGiveOneStem) {
  NameMaker names;
  std::map<std::string, std::string> path_of, file_of;
  std::set<std::string> folders;
  for (int i = 0; i < 60'000; ++i) {
    const std::string path = names.Path(), stem = OutputStem(path);
    const auto [known, fresh] = path_of.emplace(stem, path);
    ASSERT_TRUE(fresh || known->second == path) << known->second << "\n" << path;
    for (const char* ending : {".plan.json", ".txt", ".hocr", ".alto.xml"}) {
      const auto [file, first] = file_of.emplace(stem + ending, path);
      ASSERT_TRUE(first || file->second == path) << stem << ending;
    }
    for (size_t at = 0, stop = 0; stop != std::string::npos; at = stop + 1) {
      stop = stem.find('/', at);
      const std::string part = stem.substr(at, stop - at);
      ASSERT_TRUE(!part.empty() && part != "." && part != "..");
      ASSERT_LE(part.size() + (stop == std::string::npos ? 10 : 0), 255u);
      if (stop != std::string::npos) folders.insert(stem.substr(0, stop));
    }
  }
  for (const std::string& folder : folders) EXPECT_EQ(file_of.count(folder), 0u) << folder;
  EXPECT_GT(path_of.size(), 10'000u);
}

TEST(OutputStemTest, Table) {
  EXPECT_EQ(OutputStem("a/b.pdf"), "a/b.pdf");
  // Folders that would stand where a record of a neighbour stands.
  EXPECT_EQ(OutputStem("a.plan.json/b.pdf"), "a.plan.json~/b.pdf");
  EXPECT_EQ(OutputStem("a.pdf/b.pdf"), "a.pdf~/b.pdf");    // pdf/a.pdf is a's searchable copy
  EXPECT_EQ(OutputStem("a.json/b.pdf"), "a.json~/b.pdf");  // corrections/a.json
  EXPECT_EQ(OutputStem("a.txt/b.txt"), "a.txt~/b.txt");
  EXPECT_EQ(OutputStem("a.txt~/b.txt"), "a.txt~~/b.txt");
  EXPECT_EQ(OutputStem("a~/b~"), "a~/b~");
  EXPECT_EQ(OutputStem("../b"), "..~/b");
  EXPECT_EQ(OutputStem("..~/b"), "..~~/b");
  EXPECT_EQ(OutputStem(".../b"), ".../b");
  EXPECT_EQ(OutputStem("a.hocr/b.alto.xml/c.xml"), "a.hocr~/b.alto.xml~/c.xml");
  // A name that leaves no room for the suffix is cut between letters and told apart by a digest.
  std::string word;
  for (int i = 0; i < 85; ++i) word += "ế";  // 255 bytes
  const std::string stem = OutputStem(word);
  EXPECT_EQ(stem.size(), 236u);
  EXPECT_EQ(stem.substr(0, 171), word.substr(0, 171));
  // The name that it becomes is not left for another.
  EXPECT_NE(OutputStem(stem), stem);
  EXPECT_NE(stem, OutputStem(word.substr(0, 252) + "abc"));
}

TEST(PathNamesTest, Digest) {
  EXPECT_EQ(WithDigest("a.pdf", std::string(64, 'a')), "aaaaaaaaaaaa-a.pdf");
  EXPECT_EQ(WithDigest("x/y/a.pdf", std::string(64, 'b')), "x/y/bbbbbbbbbbbb-a.pdf");
  EXPECT_EQ(WithDigest("x/a.pdf", std::string(64, 'b'), 2), "x/bbbbbbbbbbbb-2-a.pdf");
}

}  // namespace
}  // namespace planrec::batch
