// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/journal_json.h"

#include <gtest/gtest.h>

namespace planrec::schemas {
namespace {

JournalResult Full() {
  JournalResult result;
  result.number = 12;
  InputEntry& entry = result.entry;
  entry.path = "a/kế hoạch.pdf";
  entry.status = InputStatus::kPartial;
  entry.error = Error{ErrorType::kTimeout, "too long", 3};
  entry.sha256 = "abc";
  entry.bytes = uint64_t{1} << 40;
  entry.media_type = "application/pdf";
  entry.pages = 7;
  entry.failed_pages = 1;
  entry.seconds = 1.25;
  entry.stages = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  entry.attempts = 2;
  entry.brief = {"7/KH-UBND", "2024-02-05",       "UBND xã", "Trồng cây", 1, 2, 3, 4, 5, 6, 7,
                 8,           Quality::kDoubtful, "{}"};
  entry.further.push_back({"", entry.brief});
  entry.further[0].brief.quality = Quality::kUnreadable;
  result.has_key = true;
  result.fingerprint = "f";
  result.source = "/x/\xff\xfe.pdf";
  result.files = {{10, "one"}, {20, "two"}};
  result.texts = "text 1";
  return result;
}

// Each line is what it was once it is read; written again it has the same bytes.
TEST(JournalJsonTest, LinesComeBack) {
  JournalRun run;
  run.at = "2026-01-01T00:00:00Z";
  run.run = "0123";
  run.given = {"in", "-"};
  run.roots = {"/x/in", "/x/\xff"};
  run.settings = {{"ocr", "auto", {}, {}}, {"jobs", "", 4, {}}, {"repair", "", {}, true}};
  run.versions = {{"z", "1"}, {"a", "2"}};
  run.fingerprint = "f";
  run.basis = "program: 1\nschema: 2\n";
  const JournalLine lines[] = {
      run,
      JournalInput{3, "a.pdf", "/x/a.pdf", false, std::nullopt},
      JournalInput{4, "b", "/x/\xff", true, Error{ErrorType::kUnsupportedType, "no", 0}},
      JournalListed{400, 50},
      JournalListed{},
      Full(),
      JournalResult{},
      JournalEnd{7, 1.5, "seccomp", "SIGTERM"},
      JournalEnd{},
  };
  for (const JournalLine& line : lines) {
    const std::string text = JournalJson(line);
    EXPECT_EQ(text.find('\n'), text.size() - 1);
    const auto again = ParseJournal(text);
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(again->index(), line.index());
    EXPECT_EQ(JournalJson(*again), text);
  }
  const auto full = ParseJournal(JournalJson(Full()));
  EXPECT_EQ(std::get<JournalResult>(*full).source, Full().source);
  EXPECT_EQ(std::get<JournalResult>(*full).entry.bytes, Full().entry.bytes);
}

TEST(JournalJsonTest, WhatIsNoLine) {
  std::string torn = JournalJson(Full());
  for (size_t size = 0; size + 1 < torn.size(); size += 7)
    EXPECT_FALSE(ParseJournal(torn.substr(0, size))) << size;
  // Two writers at one place.
  EXPECT_FALSE(ParseJournal(torn.substr(0, 40) + torn));
  for (const char* line : {"", "7", "[]", "{}", R"({"event":"other"})", R"({"event":[]})"})
    EXPECT_FALSE(ParseJournal(line)) << line;
  // Of another type: left at the default.
  const auto odd = ParseJournal(
      R"({"event":"result","n":"x","path":7,"pages":1.5,"error":3,"records":[1,{"bytes":"x"}]})");
  ASSERT_TRUE(odd);
  EXPECT_EQ(std::get<JournalResult>(*odd).files.size(), 1u);
}

}  // namespace
}  // namespace planrec::schemas
