// SPDX-License-Identifier: GPL-3.0-or-later
//
// Some pages of a document only (--pages).
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPlan = "xa-chuyen-doi-so-pdf.pdf";  // of eight pages

class PagesTest : public BatchFiles {
 protected:
  Outcome Run(const std::vector<std::string>& more) {
    std::vector<std::string> words = {
        "run",        std::string(PLANREC_SOURCE_DIR "/samples/") + kPlan,
        "-o",         At("out"),
        "--ocr",      "never",
        "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(words, At("run"));
  }
  Json Record() const {
    return Json::parse(Read(std::string("out/records/") + kPlan + ".plan.json"), nullptr, false);
  }
};

TEST_F(PagesTest, OnlyTheseAreRead) {
  const Outcome outcome = Run({"--pages", "1,5-6"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json record = Record();
  std::vector<int> numbers;
  for (const Json& page : record["source"]["pages"]) numbers.push_back(page["number"].get<int>());
  EXPECT_EQ(numbers, (std::vector<int>{1, 5, 6}));
  EXPECT_THAT(record["warnings"].dump(), HasSubstr("of 8 pages only 1, 5-6 were read"));
  EXPECT_EQ(record["tables"][0]["pages"], (std::vector<int>{5, 6}));
  EXPECT_EQ(RunProgram({"validate", At("out/records")}, At("run")).exit_code, 0);
  // Without the option it is done again, whole.
  EXPECT_EQ(Run({}).exit_code, 0);
  EXPECT_EQ(Record()["source"]["pages"].size(), 8U);
  EXPECT_THAT(Record()["warnings"].dump(), Not(HasSubstr("pages.left_out")));
}

TEST_F(PagesTest, AllOfThemAreNoneLeftOut) {
  ASSERT_EQ(Run({"--pages", "1-"}).exit_code, 0);
  EXPECT_THAT(Record()["warnings"].dump(), Not(HasSubstr("pages.left_out")));
}

TEST_F(PagesTest, WhatCanNotBe) {
  EXPECT_THAT(Run({"--pages", "3-1"}).err, HasSubstr("no list of pages"));
  EXPECT_EQ(Run({"--pages", "1", "--with", "pdf"}).exit_code, 2);
  Run({"--pages", "9-"});
  EXPECT_THAT(Read("out/batch.json"), HasSubstr("none of --pages 9-"));
}

}  // namespace
}  // namespace planrec::batch
