// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole runs of the program over hostile and damaged files: bombs, and a few dozen seeded copies of
// a sample. tests/slow/ has the same with thousands.
#include <gmock/gmock.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;

class DamagedTest : public BatchFiles {
 protected:
  void Damage(const std::string& arguments) const {
#ifdef PLANREC_MAKE_DAMAGED
    const std::string command =
        std::string(PLANREC_MAKE_DAMAGED) + " -o '" + At("in") + "' " + arguments;
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
#else
    GTEST_SKIP() << "built without make-damaged: " << arguments;
#endif
  }

  /// "name status type" of each input.
  std::map<std::string, std::string> Inputs() const {
    std::map<std::string, std::string> all;
    const Json batch = Json::parse(Read("out/batch.json"));
    for (const Json& input : batch["inputs"]) {
      std::string text = input["status"].get<std::string>();
      if (!input["error"].is_null()) text += " " + input["error"]["type"].get<std::string>();
      all[input["path"]] = text;
    }
    return all;
  }
};

TEST_F(DamagedTest, EachBombEndsTypedWithinItsLimits) {
  Damage("--bombs");
  if (IsSkipped()) return;
  const Outcome outcome = RunProgram(
      {"run", At("in"), "-o", At("out"), "--ocr", "never", "--progress", "none", "--timeout-page",
       "5", "--memory-limit", "1024", "--max-operations", "200000", "--max-content", "16"},
      At("run"));
  EXPECT_TRUE(outcome.exit_code == 3 || outcome.exit_code == 4) << outcome.err;
  const std::map<std::string, std::string> inputs = Inputs();
  EXPECT_EQ(inputs.size(), 19u);
  for (const auto& [name, end] : inputs) {
    EXPECT_THAT(end, ::testing::Not(::testing::HasSubstr("crashed"))) << name;
    EXPECT_THAT(end, ::testing::Not(::testing::HasSubstr("internal"))) << name;
  }
  // These are refused by what they ask for, before time or memory run out.
  for (const char* name : {"spaces", "twice-deflated", "letters", "lines"}) {
    EXPECT_EQ(inputs.at(std::string("bomb-") + name + ".pdf"), "failed too_large");
  }
  EXPECT_EQ(inputs.at("bomb-huge-page.pdf"), "done");
}

TEST_F(DamagedTest, DamagedCopiesAreAllAccountedFor) {
  const std::string sample = std::string(PLANREC_SOURCE_DIR) + "/samples/";
  Damage("--count 48 --seed 7 '" + sample + "huyen-nong-thon-moi-pdf.pdf'");
  if (IsSkipped()) return;
  const Outcome outcome = RunProgram({"run", At("in"), "-o", At("out"), "--ocr", "never",
                                      "--progress", "none", "--timeout-page", "10"},
                                     At("run"));
  EXPECT_TRUE(outcome.exit_code == 0 || outcome.exit_code == 3) << outcome.err;
  const std::map<std::string, std::string> inputs = Inputs();
  EXPECT_EQ(inputs.size(), 48u);
  for (const auto& [name, end] : inputs) {
    EXPECT_THAT(end, ::testing::Not(::testing::HasSubstr("internal"))) << name;
  }
  const size_t whole =
      static_cast<size_t>(std::count_if(inputs.begin(), inputs.end(), [](const auto& input) {
        return input.second.rfind("failed", 0) != 0;
      }));
  EXPECT_GE(whole, 30u);
}

}  // namespace
}  // namespace planrec::batch
