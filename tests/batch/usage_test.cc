// SPDX-License-Identifier: GPL-3.0-or-later
//
// Command lines with a slip of the pen: each names the slip, and touches nothing.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using ::testing::HasSubstr;

class UsageTest : public BatchFiles {
 protected:
  Outcome Planrec(const std::vector<std::string>& arguments,
                  const std::string& input = "/dev/null") {
    return RunProgram(arguments, At("program"), input);
  }
};

struct Slip {
  const char* what;
  std::vector<std::string> arguments;
  int exit_code;
  const char* says;
};

TEST_F(UsageTest, EachSlipIsNamedAndNothingIsTouched) {
  Write("in/a.txt", "KẾ HOẠCH\n");
  const std::string in = At("in"), out = At("out");
  const Slip kSlips[] = {
      {"no output folder", {"run", in}, 2, "--output is required"},
      {"an empty one", {"run", in, "-o", ""}, 2, "--output needs a value"},
      {"the root", {"run", in, "-o", "/"}, 2, "root folder"},
      {"the root in other words", {"run", in, "-o", "/usr/.."}, 2, "root folder"},
      {"an empty shard", {"run", in, "-o", out, "--shard", ""}, 2, "--shard needs a value"},
      {"an empty log", {"run", in, "-o", out, "--log", ""}, 2, "--log needs a value"},
      {"the beginning of an option",
       {"run", in, "--out", out},
       2,
       "--out of run; did you mean --output?"},
      {"letters that changed places", {"run", "--hlep"}, 2, "--hlep of run; did you mean --help?"},
      {"words that changed places",
       {"run", in, "-o", out, "--page-timeout", "5"},
       2,
       "did you mean --timeout-page?"},
      {"a longer word", {"run", in, "-o", out, "--shards=1/2"}, 2, "did you mean --shard?"},
      {"a letter", {"run", in, "-o", out, "-x"}, 2, "there is no option -x"},
      {"a letter behind flags", {"run", in, "-o", out, "-qz"}, 2, "there is no option -z"},
      {"nothing near", {"run", in, "-o", out, "--zzz"}, 2, "there is no option --zzz of run\n"},
      {"a command", {"rnu", in, "-o", out}, 2, "no command 'rnu'; did you mean run?"},
      {"help of a command", {"help", "validat"}, 2, "did you mean validate?"},
      {"a language", {"run", in, "-o", out, "--lang", "tir"}, 6, "tesseract-ocr-tir"},
      {"a language that nobody has",
       {"run", in, "-o", out, "--lang", "english"},
       6,
       "did you mean eng?"},
      {"a model", {"run", in, "-o", out, "--ocr-model", "nosuch"}, 6, "nosuch"},
      {"inputs", {"run", At("no"), At("none"), "-o", out}, 4, "none: not_found: "},
  };
  for (const Slip& slip : kSlips) {
    const Outcome outcome = Planrec(slip.arguments);
    EXPECT_EQ(outcome.exit_code, slip.exit_code) << slip.what << ": " << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(slip.says)) << slip.what;
    EXPECT_FALSE(std::filesystem::exists(out)) << slip.what;
  }
}

TEST_F(UsageTest, WhatLooksLikeASlipAndIsNone) {
  Write("in/-x.txt", "KẾ HOẠCH\n");
  EXPECT_EQ(Planrec({"-V"}).exit_code, 0);
  EXPECT_EQ(Planrec({"run", At("in"), "-qo", At("out"), "-j1", "--progress=none"}).exit_code, 0);
  EXPECT_EQ(Planrec({"run", "-o", At("out"), "--", At("in/-x.txt")}).exit_code, 0);
}

TEST_F(UsageTest, StandardInputAndLines) {
  Write("bad.json", "{\n}\n");
  Write("bad.jsonl", "{}\n\n{}\n");
  EXPECT_EQ(Planrec({"validate", "-"}, At("bad.json")).exit_code, 7);
  const Outcome lines = Planrec({"validate", At("bad.jsonl")});
  EXPECT_EQ(lines.exit_code, 7);
  EXPECT_THAT(lines.out, HasSubstr("bad.jsonl:3: "));
  EXPECT_THAT(Planrec({"validate", "-"}, At("bad.jsonl")).out, HasSubstr("-:3: "));
  Write("a.txt", "KẾ HOẠCH\nTrồng cây năm 2026\n");
  EXPECT_EQ(Planrec({"text", "-"}, At("a.txt")).out, Planrec({"text", At("a.txt")}).out);
}

TEST_F(UsageTest, OutputThatIsLostIsAnError) {
  const std::string program = std::string("'") + PLANREC_PROGRAM + "'";
  for (const char* command : {" schema >/dev/full", " --version >/dev/full", " help >/dev/full",
                              " help run >/dev/full", " schema >&-"}) {
    const int status = std::system((program + command + " 2>'" + At("err") + "'").c_str());
    EXPECT_EQ(WEXITSTATUS(status), 5) << command;
    EXPECT_THAT(Read("err"), HasSubstr("standard output")) << command;
  }
}

TEST_F(UsageTest, PipesWithoutAWriterAreNotWaitedFor) {
  ASSERT_EQ(std::system(("mkfifo '" + At("x.plan.json") + "'").c_str()), 0);
  EXPECT_EQ(Planrec({"validate", At("x.plan.json")}).exit_code, 7);
  EXPECT_EQ(Planrec({"validate", "/dev/zero"}).exit_code, 4);
}

}  // namespace
}  // namespace planrec::batch
