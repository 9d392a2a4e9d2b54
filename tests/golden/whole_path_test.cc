// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files whose text needs no recognition, from the program's command line to the bytes of their
// records.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"
#include "tests/golden/golden_files.h"

namespace planrec::golden {
namespace {

class GoldenRecords : public batch::BatchFiles {
 protected:
  /// One run over copies of the files, in one folder.
  void ExpectRecords(const std::string& folder, const std::vector<std::string>& names) const {
    for (const std::string& name : names) Write("in/" + name, ReadFile(folder + "/" + name));
    const batch::Outcome outcome = batch::RunProgram(
        {"run", At("in"), "-o", At("out"), "--jobs", "2", "--progress", "none"}, At("run"));
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    for (const std::string& name : names) {
      ExpectRecord(name, Read("out/records/" + name + ".plan.json"));
    }
  }
};

TEST_F(GoldenRecords, OfSamplesWithText) {
  ExpectRecords(SamplesFolder(), {"huyen-nong-thon-moi-pdf.pdf", "phuong-phan-loai-rac-text.txt",
                                  "truong-an-toan-truong-hoc-markdown.md",
                                  "xa-chuyen-doi-so-pdf.pdf", "xa-phong-chong-thien-tai-text.txt"});
}

TEST_F(GoldenRecords, OfGeneratedPlans) {
  const std::string folder = GoldenFolder() + "/plans";
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  ASSERT_EQ(names.size(), 10u);
  ExpectRecords(folder, names);
}

}  // namespace
}  // namespace planrec::golden
