// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/recogniser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

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
  Recogniser recogniser({.language = "vie", .model_folder = Folder("no-models")});
  const Status loaded = recogniser.Load();
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().type, ErrorType::kModelMissing);
  EXPECT_THAT(loaded.error().message, HasSubstr("tesseract-ocr-vie"));
  EXPECT_EQ(recogniser.engine(), nullptr);
}

TEST(Recogniser, BrokenModelIsAnErrorAndTold) {
  const std::string folder = Folder("broken-models");
  std::ofstream(folder + "/vie.traineddata") << "this is no model";
  Recogniser recogniser({.language = "vie", .model_folder = folder});
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
    const Result<std::string> print =
        ModelFingerprint({.language = language, .model_folder = Folder("broken-models")});
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
  EXPECT_THAT(*one, MatchesRegex("abc:3:[0-9a-f]{16}"));
  std::ofstream(folder + "/abc.traineddata") << "two";
  const Result<std::string> two = ModelFingerprint(options);
  ASSERT_TRUE(two.ok());
  EXPECT_NE(*one, *two);
}

TEST(Recogniser, VersionsNameTheLibraries) {
  EXPECT_THAT(LibraryVersions(), MatchesRegex("poppler [0-9.]+, leptonica [0-9.]+, tesseract .*"));
}

}  // namespace
}  // namespace planrec::acquire
