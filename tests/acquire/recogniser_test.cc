// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/recogniser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "pipeline/acquire/ocr/model_files.h"
#include "pipeline/acquire/versions.h"

namespace planrec::acquire {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

std::string Folder(const std::string& name) {
  const std::string folder = testing::TempDir() + "planrec-" + name;
  std::filesystem::create_directories(folder);
  return folder;
}

TEST(Recogniser, MissingModelNamesThePackage) {
  Recogniser recogniser(
      {.language = "vie", .model = "debian", .model_folder = Folder("no-models")});
  const Status loaded = recogniser.Load();
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().type, ErrorType::kModelMissing);
  EXPECT_THAT(loaded.error().message, HasSubstr("tesseract-ocr-vie"));
  EXPECT_EQ(recogniser.engine(), nullptr);
}

TEST(Recogniser, BrokenModelIsAnErrorAndTold) {
  const std::string folder = Folder("broken-models");
  std::ofstream(folder + "/vie.traineddata") << "this is no model";
  Recogniser recogniser({.language = "vie", .model = "debian", .model_folder = folder});
  testing::internal::CaptureStderr();
  const Status loaded = recogniser.Load();
  // The worker files the engine's own words there with the page.
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("vie"));
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().type, ErrorType::kModelMissing);
  EXPECT_THAT(loaded.error().message, HasSubstr("reinstall"));
}

TEST(Recogniser, LanguageNamesStayInTheFolder) {
  for (const char* language : {"", "+", "../vie", "vie+../eng", ".vie"}) {
    const Result<std::string> print = ModelFingerprint(
        {.language = language, .model = "debian", .model_folder = Folder("broken-models")});
    ASSERT_FALSE(print.ok()) << language;
    EXPECT_EQ(print.error().type, ErrorType::kModelMissing) << language;
  }
}

TEST(Recogniser, FingerprintFollowsTheBytes) {
  const std::string folder = Folder("fingerprints");
  std::ofstream(folder + "/abc.traineddata") << "one";
  const RecogniserOptions options{.language = "abc", .model_folder = folder};
  const Result<std::string> one = ModelFingerprint(options);
  ASSERT_TRUE(one.ok());
  EXPECT_THAT(*one, MatchesRegex("abc:3:[0-9a-f]{16}/digits:[0-9]+:[0-9a-f]{16}"));
  std::ofstream(folder + "/abc.traineddata") << "two";
  const Result<std::string> two = ModelFingerprint(options);
  ASSERT_TRUE(two.ok());
  EXPECT_NE(*one, *two);
}

TEST(Recogniser, OurOwnModelIsTheDefaultAndStandsBesideTheProgram) {
  const std::string path = OwnModelPath();
  ASSERT_THAT(path, HasSubstr("/models/planrec-vie.traineddata"));
  EXPECT_LE(std::filesystem::file_size(path), 1'500'000U);
  const Result<ModelFiles> files = FindModelFiles({});
  ASSERT_TRUE(files.ok()) << files.error().message;
  EXPECT_EQ(files->paths, std::vector<std::string>{path});
  const Result<std::string> print = ModelFingerprint({});
  ASSERT_TRUE(print.ok());
  EXPECT_THAT(
      *print,
      MatchesRegex(
          "planrec-vie:[0-9]+:[0-9a-f]{16}/digits:[0-9]+:[0-9a-f]{16}/vie:[0-9]+:[0-9a-f]{16}"));
  Recogniser recogniser({});
  EXPECT_TRUE(recogniser.Load().ok());
}

TEST(Recogniser, OurOwnModelReadsVietnameseOnly) {
  const std::string folder = Folder("two-models");
  std::ofstream(folder + "/abc.traineddata") << "one";
  const Result<ModelFiles> files =
      FindModelFiles({.language = "vie+abc", .model = "planrec", .model_folder = folder});
  ASSERT_TRUE(files.ok()) << files.error().message;
  EXPECT_EQ(files->paths, (std::vector<std::string>{OwnModelPath(), folder + "/abc.traineddata"}));
  EXPECT_EQ(files->names, (std::vector<std::string>{"planrec-vie", "abc"}));
}

TEST(Recogniser, ModelsAreChosenByNameOrPath) {
  const std::string folder = Folder("chosen-models");
  const std::string own = folder + "/office.traineddata";
  std::filesystem::copy_file(OwnModelPath(), own,
                             std::filesystem::copy_options::overwrite_existing);
  const Result<std::string> print = ModelFingerprint({.model = own, .model_folder = folder});
  ASSERT_TRUE(print.ok()) << print.error().message;
  EXPECT_THAT(*print, MatchesRegex("office:[0-9]+:[0-9a-f]{16}/digits:[0-9]+:[0-9a-f]{16}"));
  Recogniser recogniser({.model = own, .model_folder = folder});
  EXPECT_TRUE(recogniser.Load().ok());
  for (const char* model : {"", "best", "/nowhere/vie.traineddata", "/etc/passwd"}) {
    const Result<std::string> missing = ModelFingerprint({.model = model, .model_folder = ""});
    ASSERT_FALSE(missing.ok()) << model;
    EXPECT_EQ(missing.error().type, ErrorType::kModelMissing) << model;
    EXPECT_THAT(missing.error().message, HasSubstr("debian")) << model;
  }
}

TEST(Recogniser, AnotherModelReadsASecondTime) {
  struct Case {
    const char* language;
    const char* model;
    const char* second;
  };
  for (const Case& c : {Case{"vie", "planrec", "debian"}, Case{"vie", "debian", "planrec"},
                        Case{"vie", "/x/office.traineddata", "debian"},
                        Case{"vie+eng", "planrec", ""}, Case{"eng", "debian", ""}}) {
    const auto second =
        SecondReader({.language = c.language, .model = c.model, .model_folder = ""});
    EXPECT_EQ(second ? second->model : "", c.second) << c.language << ' ' << c.model;
  }
}

TEST(Recogniser, VersionsNameTheLibraries) {
  EXPECT_THAT(ParserVersions(), MatchesRegex("libpng [0-9.]+, libtiff [0-9.]+, libarchive [0-9.]+, "
                                             "libheif [0-9.]+, libde265 [0-9.]+, libxml2 [0-9.]+, "
                                             "gnutls [0-9.]+"));
  EXPECT_THAT(LibraryVersions(), MatchesRegex("poppler [0-9.]+, leptonica [0-9.]+, tesseract .*"));
}

}  // namespace
}  // namespace planrec::acquire
