// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images of a folder as one document: what is one, in which order, and whole runs of the program.
#include "pipeline/batch/joined_folder.h"

#include <fcntl.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "pipeline/batch/discover.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/folder_names.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::string_literals;

const std::string kPng = "\x89PNG\r\n\x1A\n"s, kJpeg = "\xFF\xD8\xFF\xE0"s, kTiff = "II*\0"s;

class JoinedFolderTest : public BatchFiles {
 protected:
  FileDescriptor Folder(const std::string& path) const {
    return FileDescriptor(open(At(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  }
  std::vector<std::string> Found(const std::vector<std::string>& inputs,
                                 const std::string& output = "") {
    std::vector<std::string> lines;
    Discover({inputs, output, nullptr, follow_links_, -1, true}, [&](const batch::Found& found) {
      lines.push_back(found.path + (IsJoined(found.file) ? "/" : "") +
                      (found.skipped ? " skipped" : ""));
      return true;
    });
    return lines;
  }
  Result<JoinedFolder> Join(const std::string& path, uint64_t most_bytes = 1000) {
    return JoinImages(Folder(path).get(), At("."), most_bytes, follow_links_, {});
  }
  Outcome Run(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"run",    At("in"), "-o",         At("out"), "--join",
                                      "--with", "pdf",    "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(words, At("run"));
  }
  Json Inputs() const { return Json::parse(Read("out/batch.json"))["inputs"]; }

  bool follow_links_ = false;
};

TEST_F(JoinedFolderTest, ImagesOfAFolderAreOneInputBesideTheOthers) {
  for (const char* path : {"in/a/2.png", "in/a/b/1.png", "in/1.png"}) Write(path, kPng);
  Write("in/a/plan.pdf", "%PDF-1.4");
  Write("in/a/.hidden.png", kPng);
  Write("in/a/png", "a name says nothing");
  Write("in/none/plan.txt", "x");
  Write("in/a/c.jpg", kJpeg);
  const auto expected = ElementsAre("in/", "a/", "a/.hidden.png skipped", "a/b/", "a/plan.pdf",
                                    "a/png", "none/plan.txt");
  EXPECT_THAT(Found({At("in")}), expected);
  EXPECT_THAT(Found({At("in/")}), expected);
  EXPECT_THAT(Found({At("in/a/../.")}), expected);
  // Given by name each is a document of its own.
  EXPECT_THAT(Found({At("in/a/2.png")}), ElementsAre("2.png"));
  // What planrec wrote is no input, whatever it looks like.
  Write("in/ledger.sqlite", "");
  std::filesystem::create_directories(At("in/out/records"));
  Write("in/out/records/a.png", kPng);
  EXPECT_THAT(Found({At("in/none")}, At("in/out")), ElementsAre("plan.txt"));
}

TEST_F(JoinedFolderTest, PagesStandInTheOrderOfTheirNumbers) {
  const std::vector<std::vector<std::string>> in_order = {
      {"bìa.jpg", "IMG_0009.jpg", "IMG_0010.jpg", "trang 1.jpg", "trang 2.jpg", "trang 10.jpg"},
      {"1.jpg", "02.jpg", "03.jpg", "10.jpg"},
      {"page-1.jpg", "page-02.jpg", "page-010.jpg", "page-11.jpg"},
      {"Scan.png", "Scan (2).png", "Scan (3).png", "Scan (10).png"},
      {"scan.jpg", "scan-2.jpg", "scan-3.jpg"},
      {"KH 1.2.jpg", "kh 1.10.jpg", "KH 2.jpg"},
      {"2.jpg", "2.png", "3.jpg"},
      {"Tờ 1.jpg", "tờ 2.jpg", "Tờ 3.jpg"},
      {"2.jpg", "10.jpg", "\xff\xfe.jpg"},
  };
  for (size_t k = 0; k < in_order.size(); ++k) {
    const std::string name = "in/" + std::to_string(k);
    for (const std::string& file : in_order[k]) Write(name + "/" + file, kJpeg + file);
    const FileDescriptor folder = Folder(name);
    EXPECT_EQ(ImageNames(folder.get(), NamesIn(folder.get()).names, false), in_order[k]);
  }
}

TEST_F(JoinedFolderTest, EachFileIsNamedWithItsDigest) {
  Write("in/1.png", kPng + "one");
  Write("in/2.tif", kTiff + "second");
  const Result<JoinedFolder> joined = Join("in");
  ASSERT_TRUE(joined) << joined.error().message;
  ASSERT_EQ(joined->files.size(), 2U);
  EXPECT_EQ(joined->files[0].path, "1.png");
  EXPECT_EQ(joined->files[0].sha256, Sha256(kPng + "one"));
  EXPECT_EQ(joined->files[1].media_type, "image/tiff");
  EXPECT_EQ(joined->files[1].bytes, 10U);
  std::string bytes(200, '\0');
  bytes.resize(static_cast<size_t>(pread(joined->file.get(), bytes.data(), bytes.size(), 0)));
  EXPECT_EQ(bytes, "planrec joined images 1\n11\n10\n\n" + kPng + "one" + kTiff + "second");
}

TEST_F(JoinedFolderTest, WhatCanNotBeJoinedSaysWhy) {
  Write("in/1.png", kPng + std::string(600, 'x'));
  Write("in/2.png", kPng + std::string(600, 'x'));
  const Result<JoinedFolder> large = Join("in");
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().type, ErrorType::kTooLarge);
  EXPECT_THAT(large.error().message, HasSubstr("--max-bytes 1000"));
  // Gone since it was found.
  std::filesystem::create_directories(At("empty"));
  const Result<JoinedFolder> empty = Join("empty");
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().type, ErrorType::kEmpty);
  // A link out of the folder is none of its images.
  Write("secret.png", kPng);
  std::filesystem::create_symlink(At("secret.png"), At("empty/1.png"));
  EXPECT_FALSE(Join("empty"));
  follow_links_ = true;
  EXPECT_TRUE(Join("empty"));
}

TEST_F(JoinedFolderTest, OneRecordOfAllPages) {
  std::filesystem::create_directories(At("in/hồ sơ"));
  std::filesystem::copy_file(PLANREC_SOURCE_DIR "/samples/so-luu-tru-tiff.tif",
                             At("in/hồ sơ/trang 2.tif"));
  Write("in/hồ sơ/trang 10.jpg", kJpeg + "no more of it");
  Write("in/hồ sơ/ghi chú.txt", "KẾ HOẠCH\nVề trồng cây\n1. Giao Văn phòng theo dõi.\n");
  // Made to look like what planrec makes of a folder.
  Write("in/x.bin", "planrec joined images 1\n4\n\n" + kTiff);
  const Outcome first = Run();
  EXPECT_EQ(first.exit_code, 3) << first.err;
  const Json inputs = Inputs();
  ASSERT_EQ(inputs.size(), 3U);
  EXPECT_EQ(inputs[0]["path"], "hồ sơ");
  EXPECT_EQ(inputs[0]["status"], "partial");
  EXPECT_EQ(inputs[0]["media_type"], "inode/directory");
  EXPECT_EQ(inputs[1]["path"], "hồ sơ/ghi chú.txt");
  EXPECT_EQ(inputs[2]["error"]["type"], "unsupported_type");
  const Json source = Json::parse(Read("out/records/hồ sơ.plan.json"))["source"];
  EXPECT_EQ(source["path"], "hồ sơ");
  ASSERT_EQ(source["files"].size(), 2U);
  const size_t pages = source["pages"].size();
  EXPECT_EQ(source["files"][0]["path"], "trang 2.tif");
  EXPECT_EQ(source["files"][0]["first_page"], 1);
  EXPECT_EQ(source["files"][1]["path"], "trang 10.jpg");
  EXPECT_EQ(source["files"][1]["first_page"], pages);
  EXPECT_EQ(source["pages"][pages - 1]["error"]["type"], "corrupt");
  EXPECT_EQ(RunProgram({"validate", At("out/records/hồ sơ.plan.json")}, At("validate")).exit_code,
            0);
  EXPECT_EQ(inputs[0]["pdf"], "pdf/hồ sơ.pdf");
  // Done is done; a page that came since is read.
  Run();
  EXPECT_TRUE(Inputs()[0]["resumed"].get<bool>());
  // The record follows its folder.
  std::filesystem::rename(At("in/hồ sơ"), At("in/lưu trữ"));
  const Outcome moved = Run();
  EXPECT_THAT(moved.err, HasSubstr("hồ sơ is now lưu trữ"));
  EXPECT_EQ(Json::parse(Read("out/records/lưu trữ.plan.json"))["source"]["path"], "lưu trữ");
  std::filesystem::remove(At("in/lưu trữ/trang 10.jpg"));
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Json::parse(Read("out/records/lưu trữ.plan.json"))["source"]["files"].size(), 1U);
}

}  // namespace
}  // namespace planrec::batch
