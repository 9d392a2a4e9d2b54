// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/language/language.h"

#include <gmock/gmock.h>
#include <re2/re2.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "pipeline/core/utf8.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::language {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The numbers of a text's places, and that each is one.
std::set<char> Places(std::string_view text) {
  std::set<char> numbers;
  for (size_t at = 0; (at = text.find('{', at)) != std::string_view::npos; ++at) {
    const size_t end = text.find('}', at);
    EXPECT_TRUE(end != std::string_view::npos && end - at >= 2 && end - at <= 3) << text;
    EXPECT_TRUE(text[at + 1] >= '1' && text[at + 1] <= '9') << text;
    numbers.insert(text[at + 1]);
  }
  return numbers;
}

TEST(Messages, EachRowIsWhole) {
  std::set<std::string_view> seen;
  for (const auto& table : {RunMessages(), FileMessages(), ServeMessages(), HelpMessages()}) {
    for (const Message& row : table) {
      SCOPED_TRACE(row.english);
      EXPECT_TRUE(seen.insert(row.english).second) << "twice";
      ASSERT_FALSE(row.english.empty());
      ASSERT_FALSE(row.vietnamese.empty());
      const std::set<char> given = Places(row.english);
      for (const char number : Places(row.vietnamese)) EXPECT_TRUE(given.contains(number));
      // Said in Vietnamese: somewhere a letter has a mark (a word as "tai" alone may have none).
      if (row.vietnamese.size() < 12) continue;
      const std::u32string letters = ToUtf32(row.vietnamese);
      EXPECT_TRUE(std::any_of(letters.begin(), letters.end(), HasVietnameseMark));
    }
  }
}

TEST(Messages, AsTheyAreSaid) {
  struct Case {
    const char *english, *vietnamese;
  };
  for (const Case& each : {
           Case{"the file has no bytes", "tệp không có nội dung"},
           Case{"the file has 12 bytes, more than --max-bytes 5 allows",
                "tệp có 12 byte, quá mức --max-bytes 5 cho phép"},
           Case{"2 done, 1 failed, 3 skipped; 1 page read in 1 min 02 s. Records: o/records, "
                "report: "
                "o/report.html",
                "2 xong, 1 lỗi, 3 bỏ qua; đã đọc 1 trang trong 1 phút 02 giây. Bản ghi: o/records, "
                "báo cáo: o/report.html"},
           Case{"2 done, 1 skipped (2 by an earlier run); 7 pages read in 3 s. Records: o/records, "
                "report: o/report.html. 1 value in 1 record wants a look (`review` of each)",
                "2 xong, 1 bỏ qua (2 từ lần chạy trước); đã đọc 7 trang trong 3 giây. Bản ghi: "
                "o/records, báo cáo: o/report.html. 1 giá trị trong 1 bản ghi cần xem lại (mục "
                "`review` của từng bản ghi)"},
           Case{"reading page 3 took longer than 120 s; raise --timeout-page (the page was tried "
                "twice)",
                "đọc trang 3 quá 120 giây; hãy tăng --timeout-page (trang đã được thử hai lần)"},
           Case{"can't write o/x: No space left on device; free some space and start the same "
                "command again: it resumes",
                "không ghi được o/x: hết chỗ trống trên đĩa; hãy giải phóng chỗ trống rồi chạy lại "
                "đúng lệnh này để làm tiếp"},
           Case{"a.pdf: it is signed: a copy would lose the signature, so none is made.",
                "a.pdf: tệp có chữ ký số; bản sao sẽ mất chữ ký nên không tạo bản tìm kiếm được."},
           Case{"1 document", "1 văn bản"},
           Case{"21 documents", "21 văn bản"},
       }) {
    EXPECT_EQ(InVietnamese(each.english).value_or("(not known)"), each.vietnamese);
  }
  // What nobody wrote a row for stays; so does what only looks like one.
  for (const char* other : {"", "nothing of the kind", "many done", "document", "x pages"})
    EXPECT_EQ(InVietnamese(other), std::nullopt) << other;
  EXPECT_EQ(InVietnamese(std::string(100'000, '{')), std::nullopt);
  EXPECT_EQ(Counted(1, "page", "pages"), "1 page");
  EXPECT_EQ(Counted(0, "page", "pages"), "0 pages");
}

/// Messages that no person is shown: between the program's own parts.
const std::set<std::string> kBetweenParts = {
    "",
    "enough",
    "interrupted",
    "stopped",
    "not reached",
    "nobody listens",
    "not an office document",
    "no image to recognise",
    "no file within a file",
    "no file descriptor is left",
    "malformed page from a worker",
    "a page of another version came from a worker",
    "an office document has no pages until it is converted",
};

// Every error whose text stands whole in the source has its Vietnamese. Those that are put together
// from pieces are not seen here.
TEST(Messages, WholeErrorsOfTheSource) {
  SetLanguage(Language::kVietnamese);
  const RE2 error(R"re(\{ErrorType::k\w+,\s*((?:"(?:[^"\\]|\\.)*"\s*)+)[,}])re");
  const RE2 piece(R"re("((?:[^"\\]|\\.)*)")re");
  size_t seen = 0;
  for (const char* room : {"pipeline", "extractors", "normalizers", "schemas", "tools/cli"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::string(PLANREC_SOURCE_DIR "/") + room)) {
      if (entry.path().extension() != ".cc") continue;
      std::ifstream file(entry.path());
      const std::string source(std::istreambuf_iterator<char>(file), {});
      re2::StringPiece rest(source), pieces, part;
      while (RE2::FindAndConsume(&rest, error, &pieces)) {
        std::string message;
        while (RE2::FindAndConsume(&pieces, piece, &part)) message += std::string(part);
        RE2::GlobalReplace(&message, R"(\\(.))", R"(\1)");
        ++seen;
        if (kBetweenParts.contains(message)) continue;
        EXPECT_NE(InLanguage(message), message) << entry.path();
      }
    }
  }
  EXPECT_GT(seen, 100U);
  SetLanguage(Language::kEnglish);
}

TEST(Messages, AsTheEnvironmentAsks) {
  struct Case {
    const char *all, *messages, *lang;
    Language language;
  };
  for (const Case& each :
       {Case{"", "", "vi_VN.UTF-8", Language::kVietnamese},
        Case{"", "en_US", "vi_VN", Language::kEnglish},
        Case{"vi", "en_US", "en_US", Language::kVietnamese},
        Case{"C", "vi_VN", "vi_VN", Language::kEnglish},
        Case{"", "", "vietnam", Language::kEnglish}, Case{"", "", "", Language::kEnglish}}) {
    setenv("LC_ALL", each.all, 1);
    setenv("LC_MESSAGES", each.messages, 1);
    setenv("LANG", each.lang, 1);
    EXPECT_EQ(LanguageOfEnvironment(), each.language) << each.all << each.messages << each.lang;
  }
}

class LanguageCliTest : public batch::BatchFiles {
 protected:
  batch::Outcome Planrec(std::vector<std::string> arguments) {
    return batch::RunProgram(arguments, At("stream"));
  }
};

TEST_F(LanguageCliTest, AllOfTheHelpIsVietnamese) {
  for (const char* command : {"run", "text", "repair", "validate", "schema", "review", "serve",
                              "evaluate", "export", "merge", "help"}) {
    SCOPED_TRACE(command);
    const std::string help = Planrec({"help", command, "--language", "vi"}).out;
    EXPECT_THAT(help, HasSubstr("Cách dùng: planrec"));
    for (const char* english : {" the ", " of ", " a ", "REQUIRED", "Options", "Usage", " file "})
      EXPECT_THAT(help, Not(HasSubstr(english)));
  }
  EXPECT_THAT(Planrec({"help", "run"}).out, HasSubstr("Worker processes"));
}

TEST_F(LanguageCliTest, ErrorsAndTheEndOfARun) {
  EXPECT_THAT(Planrec({"rum", "--language", "vi"}).err, HasSubstr("có phải ý bạn là run?"));
  EXPECT_THAT(Planrec({"run", "--language=vi", "x"}).err, HasSubstr("cần nêu --output"));
  EXPECT_EQ(Planrec({"run", "--language", "de", "x", "-o", "y"}).exit_code, 2);
  // Wherever it stands.
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--language", "vi", "run", At("none"), "-o", At("x")},
        {"--language=vi", "run", At("none"), "-o", At("x")},
        {"run", "-o", At("x"), "--language=vi", At("none")}}) {
    const auto run = Planrec(words);
    EXPECT_EQ(run.exit_code, 4) << run.err;
    EXPECT_THAT(run.err, HasSubstr("không tìm thấy"));
  }
  EXPECT_THAT(Planrec({"--language", "vi"}).err, HasSubstr("cần nêu một lệnh"));
  Write("in/a.txt", "KẾ HOẠCH\nVề chăm sóc cây xanh\n1. Giao Văn phòng theo dõi.\n");
  Write("in/b.txt", "");
  const batch::Outcome run =
      Planrec({"run", At("in"), "-o", At("out"), "--language", "vi", "--progress", "none"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err,
              HasSubstr("b.txt: tệp rỗng: tệp không có nội dung; hãy lấy lại từ nơi cung cấp"));
  EXPECT_THAT(run.err, HasSubstr("1 xong, 1 lỗi; đã đọc 1 trang trong "));
  // Programs read the same in each language.
  EXPECT_THAT(Read("out/batch.json"), HasSubstr("the file has no bytes"));
}

TEST_F(LanguageCliTest, ShardsAndTheirMerge) {
  for (int i = 0; i < 4; ++i)
    Write("in/" + std::to_string(i) + ".txt", "KẾ HOẠCH\nVề việc số " + std::to_string(i) + "\n");
  const auto vi = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"--language", "vi"});
    return Planrec(words).err;
  };
  const std::vector<std::string> english = {" shards", "Records", "report:", " done", "again"};
  std::string said = vi({"merge", At("out")});
  said += vi({"run", At("in"), "-o", At("out"), "--shard", "1/2", "--progress", "none"});
  said += vi({"merge", At("out")});
  EXPECT_THAT(said, HasSubstr("không có gì để gộp"));
  EXPECT_THAT(said, HasSubstr("Chưa bắt đầu: phần 2 trong 2"));
  EXPECT_THAT(said, HasSubstr("Bản ghi: "));
  for (const std::string& word : english) EXPECT_THAT(said, Not(HasSubstr(word)));
}

// Each kind of violation that the schema and the checks behind it can find.
TEST_F(LanguageCliTest, WhatARecordLacksIsSaidInVietnamese) {
  const std::string good = [] {
    std::ifstream stream(std::string(PLANREC_SOURCE_DIR) +
                         "/tests/golden/records/huyen-tiem-chung-mixed.pdf.plan.json");
    return std::string(std::istreambuf_iterator<char>(stream), {});
  }();
  ASSERT_FALSE(good.empty());
  const std::pair<const char*, const char*> faults[] = {
      {"\"schema_version\"", "\"schema_versions\""},
      {"\"confidence\": 0", "\"confidence\": 7"},
      {"\"kind\": \"date\"", "\"kind\": \"day\""},
      {"\"id\": \"d2\"", "\"id\": \"d1\""},
      {"\"bytes\": ", "\"bytes\": -"},
      {"\"table\": \"tb1\"", "\"table\": \"tb9\""},
      {"2025-03-31", "2025-03-34"},
      {"\"tasks\": [", "\"tasks\": 7, \"was\": ["}};
  int number = 0;
  for (const auto& [was, becomes] : faults) {
    std::string bad = good;
    for (size_t at = 0; (at = bad.find(was, at)) != std::string::npos; at += 12)
      bad.replace(at, std::string(was).size(), becomes);
    ASSERT_NE(bad, good) << was;
    const std::string file = std::to_string(++number) + ".plan.json";
    Write(file, bad);
    const std::string said = Planrec({"--language", "vi", "validate", At(file)}).out;
    EXPECT_THAT(said, Not(HasSubstr("no violation")));
    ASSERT_FALSE(said.empty()) << was;
    for (const char* english :
         {"roperty", "alue ", "xpected", "ailed", "there is", "already", " has "})
      EXPECT_THAT(said, Not(HasSubstr(english)));
  }
}

TEST_F(LanguageCliTest, ManualAndCompletionFollowTheOptions) {
  const std::string man = Planrec({"help", "--as", "man"}).out;
  EXPECT_THAT(man, HasSubstr(".SS planrec export"));
  EXPECT_THAT(man, HasSubstr("\\-\\-retry\\-failed"));
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = Planrec({"help", "--as", shell}).out;
    EXPECT_THAT(script, HasSubstr("retry-failed")) << shell;
    EXPECT_THAT(script, HasSubstr("always auto never")) << shell;
  }
  // What bash offers: commands, a command's options, words of a choice.
  Write("complete.bash", Planrec({"help", "--as", "bash"}).out +
                             "try() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); "
                             "_planrec; echo \"${COMPREPLY[@]}\"; }\n"
                             "try planrec ex\ntry planrec run --retr\ntry planrec run --ocr a\n");
  FILE* pipe = popen(("bash " + At("complete.bash")).c_str(), "r");
  std::string offered;
  for (int c; pipe != nullptr && (c = std::fgetc(pipe)) != EOF;) offered += static_cast<char>(c);
  pclose(pipe);
  EXPECT_EQ(offered, "export\n--retry-failed\nalways auto\n");
}

}  // namespace
}  // namespace planrec::language
