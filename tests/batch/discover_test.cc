// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/discover.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

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

TEST(OutputStemTest, Table) {
  EXPECT_EQ(OutputStem("a/b.pdf"), "a/b.pdf");
  // Folders that would stand where a record of a neighbour stands.
  EXPECT_EQ(OutputStem("a.plan.json/b.pdf"), "a.plan.json~/b.pdf");
  EXPECT_EQ(OutputStem("a.txt/b.txt"), "a.txt~/b.txt");
  EXPECT_EQ(OutputStem("a.hocr/b.alto.xml/c.xml"), "a.hocr~/b.alto.xml~/c.xml");
  // A name that leaves no room for the suffix is cut between letters and told apart by a digest.
  std::string word;
  for (int i = 0; i < 85; ++i) word += "ế";  // 255 bytes
  const std::string stem = OutputStem(word);
  EXPECT_EQ(stem.size(), 244u);
  EXPECT_EQ(stem.substr(0, 231), word.substr(0, 231));
  EXPECT_NE(stem, OutputStem(word.substr(0, 252) + "abc"));
}

TEST(PathNamesTest, Digest) {
  EXPECT_EQ(WithDigest("a.pdf", std::string(64, 'a')), "aaaaaaaaaaaa-a.pdf");
  EXPECT_EQ(WithDigest("x/y/a.pdf", std::string(64, 'b')), "x/y/bbbbbbbbbbbb-a.pdf");
}

TEST(ShardTest, PartsAreDisjointAndComplete) {
  int sizes[5] = {};
  for (int i = 0; i < 1000; ++i) {
    const std::string path = "folder/" + std::to_string(i) + ".pdf";
    int members = 0;
    for (int part = 1; part <= 5; ++part) {
      if (!InShard(path, part, 5)) continue;
      ++members;
      ++sizes[part - 1];
    }
    EXPECT_EQ(members, 1) << path;
  }
  for (const int size : sizes) EXPECT_GT(size, 150);
  EXPECT_TRUE(InShard("x", 1, 1));
}

}  // namespace
}  // namespace planrec::batch
