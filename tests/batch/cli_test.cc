// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program as scripts see it: exit codes, streams, locks, signals, resume after being killed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPlan =
    "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\n\nSố: 12/KH-UBND\n\nAn Bình, ngày 05 tháng 02 năm 2024\n\n"
    "KẾ HOẠCH\nVề chăm sóc cây xanh năm 2024\n\nI. MỤC TIÊU\n- Trồng mới 100 cây.\n\n"
    "II. TỔ CHỨC THỰC HIỆN\n1. Giao Văn phòng theo dõi.\n";

class CliTest : public BatchFiles {
 protected:
  Outcome Planrec(const std::vector<std::string>& arguments,
                  const std::string& input = "/dev/null") {
    return RunProgram(arguments, At("stream"), input);
  }

  Json Batch(const std::string& output = "out") const {
    return Json::parse(Read(output + "/batch.json"));
  }

  /// A small PDF with one page and a line of text; `prefix` bytes of it only, if not 0.
  std::string Pdf(size_t prefix = 0) const {
    std::string pdf = "%PDF-1.4\n";
    std::vector<size_t> offsets;
    const std::string stream = "BT /F1 12 Tf 72 720 Td (KE HOACH cham soc cay xanh) Tj ET";
    const std::vector<std::string> objects = {
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
        "/Font << /F1 5 0 R >> >> >>",
        "<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream + "\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"};
    for (size_t i = 0; i < objects.size(); ++i) {
      offsets.push_back(pdf.size());
      pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const size_t xref = pdf.size();
    pdf += "xref\n0 6\n0000000000 65535 f \n";
    for (const size_t offset : offsets) {
      char line[32];
      std::snprintf(line, sizeof line, "%010zu 00000 n \n", offset);
      pdf += line;
    }
    pdf += "trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
    return prefix > 0 ? pdf.substr(0, prefix) : pdf;
  }
};

TEST_F(CliTest, TextInThreeForms) {
  Write("a.pdf", Pdf());
  struct Case {
    const char *format, *begin, *holds, *end;
  };
  const Case cases[] = {
      {"txt", "KẾ HOẠCH chăm", "cây xanh", "xanh\n"},
      {"hocr", "<?xml", "class=\"ocrx_word\"", "</html>\n"},
      {"alto", "<?xml", "CONTENT=\"HOẠCH\"", "</alto>\n"},
  };
  for (const Case& c : cases) {
    const Outcome text = Planrec({"text", At("a.pdf"), "--format", c.format});
    EXPECT_EQ(text.exit_code, 0) << text.err;
    EXPECT_TRUE(text.out.starts_with(c.begin)) << text.out;
    EXPECT_THAT(text.out, HasSubstr(c.holds));
    EXPECT_TRUE(text.out.ends_with(c.end)) << text.out;
  }
}

TEST_F(CliTest, ExitCodesOfUsage) {
  struct Case {
    std::vector<std::string> arguments;
    int exit_code;
    const char* err;
  };
  const Case cases[] = {
      {{}, 2, "a command is needed"},
      {{"frobnicate"}, 2, "no command 'frobnicate'"},
      {{"repair", "--force", "maybe"}, 2, "maybe"},
      {{"repair", "/nonexistent/text"}, 4, "check the path"},
      {{"learn"}, 2, "no command 'learn'"},
      {{"merge"}, 2, "OUT is required"},
      {{"run"}, 2, "planrec help run"},
      {{"run", "x"}, 2, "--output"},
      {{"run", "x", "-o", "y", "--bogus"}, 2, "--bogus"},
      {{"run", "x", "-o", "y", "-j", "0"}, 2, "jobs"},
      {{"run", "x", "-o", "y", "--ocr", "maybe"}, 2, "maybe"},
      {{"run", "x", "-o", "y", "--shard", "3/2"}, 2, "--shard 3/2"},
      {{"run", "x", "-o", "y", "--shard", "1/2/3"}, 2, "--shard"},
      {{"run", "x", "-o", "y", "--with", "docx"}, 2, "alto and pdf"},
      {{"run", "x", "-o", "y", "--with", "text,docx"}, 2, "hocr, alto and pdf"},
      {{"run", "x", "-o", "y", "--resume", "--restart"}, 2, "excludes"},
      {{"run", "x", "-o", "y", "--progress", "loud"}, 2, "loud"},
      {{"text", "x", "--format", "docx"}, 2, "none of alto|hocr|txt"},
      {{"text"}, 2, "FILE"},
      {{"validate"}, 2, "RECORD"},
      {{"help", "frobnicate"}, 2, "no command"},
      {{"help"}, 0, ""},
      {{"help", "run"}, 0, ""},
      {{"--help"}, 0, ""},
      {{"run", "--help"}, 0, ""},
      {{"--version"}, 0, ""},
      {{"schema"}, 0, ""},
  };
  for (const Case& c : cases) {
    std::string all;
    for (const std::string& word : c.arguments) all += word + " ";
    SCOPED_TRACE(all);
    const Outcome outcome = Planrec(c.arguments);
    EXPECT_EQ(outcome.exit_code, c.exit_code) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(c.err));
    if (c.exit_code == 0) {
      EXPECT_NE(outcome.out, "");
      EXPECT_EQ(outcome.err, "");
    } else {
      EXPECT_EQ(outcome.out, "");
    }
  }
}

TEST_F(CliTest, HelpNamesWhatIsBuiltAndNothingElse) {
  const std::string help = Planrec({"help"}).out;
  for (const char* command : {"run", "merge", "text", "repair", "validate", "schema", "evaluate",
                              "export", "review", "serve"}) {
    EXPECT_THAT(help, HasSubstr(std::string("  ") + command + " "));
  }
  for (const char* absent : {"learn", "page-worker", "office-worker"}) {
    EXPECT_THAT(help, Not(HasSubstr(absent)));
  }
  const std::string run = Planrec({"help", "run"}).out;
  for (const char* option :
       {"--jobs", "--ocr", "--lang", "--resume", "--restart", "--retry-failed", "--shard",
        "--timeout-page", "--timeout-document", "--max-pages", "--max-pixels", "--memory-limit",
        "--with", "--progress", "--dry-run", "--quiet", "--verbose", "--log"}) {
    EXPECT_THAT(run, HasSubstr(option));
  }
}

TEST_F(CliTest, Version) {
  const std::string version = Planrec({"--version"}).out;
  for (const char* part : {"planrec 0", "schema 1", "poppler", "leptonica", "tesseract", "icu",
                           "nlohmann-json", "models"}) {
    EXPECT_THAT(version, HasSubstr(part));
  }
}

TEST_F(CliTest, BadInputsAreTypedAndTheOthersAreDone) {
  Write("in/plan.txt", kPlan);
  Write("in/plan.pdf", std::string(kPlan) + "- Bón phân.\n");  // text renamed .pdf
  Write("in/zero.pdf", "");
  Write("in/truncated.pdf", Pdf(200));
  Write("in/random.bin", std::string("\x7f"
                                     "ELF\x02\x01\x00\x00\x03",
                                     9));
  const Outcome outcome =
      Planrec({"run", At("in"), At("missing.pdf"), "-o", At("out"), "--ocr", "never"});
  EXPECT_EQ(outcome.exit_code, 3) << outcome.err;
  std::map<std::string, std::string> got;
  const Json inputs = Batch()["inputs"];
  for (const Json& input : inputs) {
    const Json& error = input["error"];
    got[input["path"]] = input["status"].get<std::string>() + " " +
                         (error.is_null() ? "" : error["type"].get<std::string>());
  }
  const std::map<std::string, std::string> want = {{"missing.pdf", "failed not_found"},
                                                   {"plan.pdf", "done "},
                                                   {"plan.txt", "done "},
                                                   {"random.bin", "skipped unsupported_type"},
                                                   {"truncated.pdf", "failed corrupt"},
                                                   {"zero.pdf", "failed empty"}};
  EXPECT_EQ(got, want);
  EXPECT_THAT(outcome.err, HasSubstr("zero.pdf: empty: "));
  // Results are files; nothing is printed to standard output.
  EXPECT_EQ(outcome.out, "");
  const Outcome valid = Planrec(
      {"validate", At("out/records/plan.txt.plan.json"), At("out/records/plan.pdf.plan.json")});
  EXPECT_EQ(valid.exit_code, 0) << valid.out;
  const Outcome folder = Planrec({"validate", At("out")});
  EXPECT_EQ(folder.exit_code, 0) << folder.out << folder.err;
  Write("out/records/spoilt.plan.json", "{}");
  EXPECT_EQ(Planrec({"validate", At("out")}).exit_code, 7);
}

TEST_F(CliTest, NothingToDo) {
  std::filesystem::create_directories(At("empty"));
  EXPECT_EQ(Planrec({"run", At("empty"), "-o", At("out1")}).exit_code, 4);
  EXPECT_FALSE(std::filesystem::exists(At("out1")));
  const Outcome missing = Planrec({"run", At("missing"), "-o", At("out2")});
  EXPECT_EQ(missing.exit_code, 4);
  EXPECT_THAT(missing.err, HasSubstr(At("missing") + ": not_found: "));
  EXPECT_FALSE(std::filesystem::exists(At("out2")));
  Write("zero/a.pdf", "");
  EXPECT_EQ(Planrec({"run", At("zero"), "-o", At("out3")}).exit_code, 4);
}

TEST_F(CliTest, EncryptedPdf) {
  Write("plain.pdf", Pdf());
  const std::string make = "qpdf --encrypt user owner 256 -- '" + At("plain.pdf") + "' '" +
                           At("locked.pdf") + "' 2>/dev/null";
  if (std::system(make.c_str()) != 0) GTEST_SKIP() << "no qpdf";
  EXPECT_EQ(Planrec({"run", At("locked.pdf"), "-o", At("out"), "--ocr", "never"}).exit_code, 4);
  EXPECT_EQ(Batch()["inputs"][0]["error"]["type"], "encrypted");
}

TEST_F(CliTest, OutputThatCannotBeWritten) {
  Write("in/a.txt", kPlan);
  Write("file", "x");
  const Outcome below = Planrec({"run", At("in"), "-o", At("file/out")});
  EXPECT_EQ(below.exit_code, 5);
  EXPECT_THAT(below.err, HasSubstr("choose another output folder"));
  EXPECT_EQ(Planrec({"run", At("in"), "-o", At("file")}).exit_code, 5);
  EXPECT_EQ(Planrec({"run", At("in"), "-o", At("out"), "--log", At("file/log")}).exit_code, 5);
  // A folder stands where the record belongs.
  Write("out2/records/a.txt.plan.json/x", "");
  EXPECT_EQ(Planrec({"run", At("in"), "-o", At("out2")}).exit_code, 5);
}

TEST_F(CliTest, ListOnStandardInput) {
  Write("in/a.txt", kPlan);
  Write("in/b.txt", std::string(kPlan) + "- Tưới cây.\n");
  Write("list", At("in/a.txt") + "\n" + At("in/b.txt") + "\n");
  EXPECT_EQ(Planrec({"run", "-", "-o", At("out")}, At("list")).exit_code, 0);
  EXPECT_EQ(Batch()["inputs"].size(), 2u);
  EXPECT_EQ(Tree("out/records").size(), 2u);
}

TEST_F(CliTest, TextAndValidate) {
  Write("a.txt", kPlan);
  const Outcome text = Planrec({"text", At("a.txt")});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_THAT(text.out, HasSubstr("Về chăm sóc cây xanh năm 2024\n"));
  EXPECT_EQ(Planrec({"text", At("a.txt"), "--no-repair"}).out, text.out);
  EXPECT_EQ(Planrec({"text", At("none.txt")}).exit_code, 4);

  Write("bad.json", "{\"schema_version\": \"1.0\"}");
  const Outcome invalid = Planrec({"validate", At("bad.json")});
  EXPECT_EQ(invalid.exit_code, 7);
  EXPECT_THAT(invalid.out, HasSubstr("bad.json: /"));
  Write("torn.json", "{\"schema_version\"");
  EXPECT_EQ(Planrec({"validate", At("torn.json")}).exit_code, 7);
  EXPECT_EQ(Planrec({"validate", At("none.json")}).exit_code, 4);
  std::filesystem::create_directories(At("no-records"));
  EXPECT_EQ(Planrec({"validate", At("no-records")}).exit_code, 4);
  EXPECT_TRUE(Json::accept(Planrec({"schema"}).out));
}

TEST_F(CliTest, SecondRunOnOneOutputIsRefused) {
  // Many inputs, so that the first run is still at work when the second starts.
  for (int i = 0; i < 300; ++i) {
    Write("in/" + std::to_string(i) + ".txt", kPlan + std::to_string(i) + ".\n");
  }
  const pid_t first = StartProgram({"run", At("in"), "-o", At("out")}, At("first"));
  while (!std::filesystem::exists(At("out/ledger.sqlite"))) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  const Outcome second = Planrec({"run", At("in"), "-o", At("out")});
  EXPECT_EQ(second.exit_code, 5);
  EXPECT_THAT(second.err, HasSubstr("process " + std::to_string(first)));
  EXPECT_EQ(WaitProgram(first, At("first")).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(At("out/.planrec.lock")));
  // A lock file that no process holds is no lock.
  Write("out/.planrec.lock", "999999\n");
  EXPECT_EQ(Planrec({"run", At("in"), "-o", At("out")}).exit_code, 0);
}

TEST_F(CliTest, SignalsSaveTheStateAndTheNextRunGoesOn) {
  for (int i = 0; i < 200; ++i) {
    Write("in/" + std::to_string(i) + ".txt", kPlan + std::to_string(i) + ".\n");
  }
  ASSERT_EQ(Planrec({"run", At("in"), "-o", At("whole")}).exit_code, 0);
  for (const int number : {SIGINT, SIGTERM}) {
    const std::string out = "out" + std::to_string(number);
    const pid_t pid = StartProgram({"run", At("in"), "-o", At(out)}, At("stopped"));
    while (!std::filesystem::exists(At(out + "/records"))) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    kill(pid, number);
    const Outcome stopped = WaitProgram(pid, At("stopped"));
    // The run may have come to its end before the signal.
    if (stopped.exit_code != 0) {
      EXPECT_EQ(stopped.exit_code, 128 + number);
      EXPECT_THAT(stopped.err, HasSubstr("Start the same command again"));
      const Json batch = Batch(out);
      EXPECT_EQ(batch["inputs"].size(), 200u);
      EXPECT_EQ(batch["interrupted_by"], number == SIGINT ? "SIGINT" : "SIGTERM");
    }
    const Outcome resumed = Planrec({"run", At("in"), "-o", At(out)});
    EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
    EXPECT_EQ(Tree(out + "/records"), Tree("whole/records"));
    EXPECT_EQ(Read(out + "/records.jsonl"), Read("whole/records.jsonl"));
  }
}

TEST_F(CliTest, KilledAtAnyMomentThenResumedGivesTheSameBytes) {
  for (int i = 0; i < 60; ++i) {
    Write("in/" + std::to_string(i) + ".txt", kPlan + std::to_string(i) + ".\n");
  }
  ASSERT_EQ(Planrec({"run", At("in"), "-o", At("whole"), "-j", "1"}).exit_code, 0);
  int killed = 0;
  for (int round = 0; round < 8; ++round) {
    const pid_t pid = StartProgram({"run", At("in"), "-o", At("out")}, At("killed"));
    // At other moments of a document's way each time, and never before something was done.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (Tree("out/records").size() < static_cast<size_t>(2 + 5 * round) &&
           std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(3 * round));
    kill(pid, SIGKILL);
    if (WaitProgram(pid, At("killed")).exit_code == 128 + SIGKILL) ++killed;
  }
  EXPECT_GT(killed, 0);
  const Outcome resumed = Planrec({"run", At("in"), "-o", At("out")});
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(Tree("out/records"), Tree("whole/records"));
  EXPECT_EQ(Read("out/records.jsonl"), Read("whole/records.jsonl"));
  EXPECT_GT(Batch()["totals"]["resumed"].get<int>(), 0);
}

TEST_F(CliTest, ProgressAndQuiet) {
  Write("in/a.txt", kPlan);
  Write("in/zero.txt", "");
  const Outcome quiet = Planrec({"run", At("in"), "-o", At("out1"), "-q"});
  EXPECT_EQ(quiet.err, "zero.txt: empty: the file has no bytes; get it again from its source\n");
  const Outcome json = Planrec({"run", At("in"), "-o", At("out2"), "-q", "--progress", "json"});
  std::istringstream lines(json.err);
  std::vector<std::string> events;
  for (std::string line; std::getline(lines, line);) {
    if (line.front() == '{') events.push_back(Json::parse(line)["event"]);
  }
  ASSERT_GE(events.size(), 2u);
  EXPECT_EQ(events.front(), "start");
  EXPECT_EQ(events.back(), "end");
  const Outcome none = Planrec({"run", At("in"), "-o", At("out3"), "--progress", "none"});
  EXPECT_THAT(none.err, HasSubstr("1 done, 1 failed"));
}

TEST_F(CliTest, DryRunSaysWhatWouldBeDone) {
  Write("in/a.txt", kPlan);
  Write("in/b.txt", kPlan);
  Write("in/c.txt", std::string(kPlan) + "- Tỉa cành.\n");
  EXPECT_EQ(Planrec({"run", At("in"), "-o", At("out")}).exit_code, 0);
  Write("in/d.txt", std::string(kPlan) + "- Làm cỏ.\n");
  const auto before = Tree("out");
  const Outcome dry = Planrec({"run", At("in"), "-o", At("out"), "--dry-run"});
  EXPECT_EQ(dry.exit_code, 0);
  const std::string list =
      "done earlier\ta.txt\nduplicate\tb.txt\ta.txt\ndone earlier\tc.txt\nto do\td.txt\n";
  EXPECT_EQ(dry.out.substr(0, list.size()), list);
  const std::string bytes = std::to_string(std::filesystem::file_size(At("in/d.txt")));
  EXPECT_THAT(dry.out.substr(list.size()),
              ::testing::MatchesRegex("estimate\tinputs=1\tpages=1\tbytes=" + bytes +
                                      "\tcore_seconds=1\tmemory_mib=[0-9]+\n"));
  EXPECT_EQ(Tree("out"), before);
}

TEST_F(CliTest, WaitingForAListEndsByASignal) {
  const std::string command = "bash -c 'timeout -s TERM -k 10 1 \"" PLANREC_PROGRAM
                              "\" run - -o \"" +
                              At("out") + "\" < <(sleep 30) > /dev/null 2>&1'";
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 124);  // 137 where it had to be killed
}

TEST_F(CliTest, EmptyValuesAndNoTemporaryFolder) {
  Write("in/a.txt", kPlan);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"merge", ""},
                                                {"text", ""},
                                                {"validate", ""},
                                                {"run", "", "-o", At("o")},
                                                {"export", "", "--format", "csv"},
                                                {"review", ""}}) {
    const Outcome outcome = Planrec(words);
    EXPECT_EQ(outcome.exit_code, 2) << words[0];
    EXPECT_THAT(outcome.err, ::testing::HasSubstr("needs a value; the one given is empty"));
  }
  setenv("TMPDIR", "/nonexistent", 1);
  for (const char* option : {"--dry-run", "--shard=1/2"}) {
    const Outcome outcome = Planrec({"run", At("in"), "-o", At("out"), option});
    EXPECT_EQ(outcome.exit_code, 5) << option << outcome.err;
    EXPECT_THAT(outcome.err, ::testing::HasSubstr("TMPDIR"));
  }
  unsetenv("TMPDIR");
}

TEST_F(CliTest, OriginalsAreNotTouched) {
  Write("in/a.txt", kPlan);
  std::filesystem::permissions(At("in/a.txt"), std::filesystem::perms::owner_read);
  const auto time = std::filesystem::last_write_time(At("in/a.txt"));
  EXPECT_EQ(Planrec({"run", At("in"), "-o", At("in")}).exit_code, 0);
  EXPECT_EQ(Read("in/a.txt"), kPlan);
  EXPECT_EQ(std::filesystem::last_write_time(At("in/a.txt")), time);
}

}  // namespace
}  // namespace planrec::batch
