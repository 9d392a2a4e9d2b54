// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "pipeline/acquire/ocr/recognise.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/page_reader.h"
#include "pipeline/core/utf8.h"
#include "tools/lab/bench_ocr/pages.h"
#include "tools/lab/bench_ocr/score.h"
#include "tools/lab/train_ocr/line_text.h"

namespace planrec::bench_ocr {
namespace {

using testing::HasSubstr;

TextLine Line(const std::vector<std::pair<std::string, Box>>& words) {
  TextLine line;
  for (const auto& [text, box] : words) {
    if (!line.raw.empty()) line.raw += ' ';
    Token token;
    token.begin = static_cast<uint32_t>(line.raw.size());
    line.raw += text;
    token.end = static_cast<uint32_t>(line.raw.size());
    token.box = box;
    line.tokens.push_back(token);
  }
  return line;
}

TEST(BenchOcr, ALineIsTheWordsInItsBoxFromLeftToRight) {
  const std::vector<TextLine> lines = {
      Line({{"hai", {40, 10, 60, 20}}, {"xa", {400, 10, 420, 20}}}),
      Line({{"một", {10, 11, 30, 21}}, {"dưới", {10, 40, 30, 50}}}),
  };
  EXPECT_EQ(TextInBox(lines, {0, 5, 100, 25}), "một hai");
  EXPECT_EQ(TextInBox(lines, {0, 60, 100, 80}), "");
}

TEST(BenchOcr, AWordReadTwiceCountsOnce) {
  const std::vector<TextLine> lines = {Line({{"17.", {8, 10, 30, 20}}}),
                                       Line({{"7.", {12, 10, 30, 20}}})};
  EXPECT_EQ(TextInBox(lines, {0, 5, 100, 25}), "7.");
}

TEST(BenchOcr, CountsLinesWordsNumbersAndRareCharacters) {
  struct Case {
    const char* expected;
    const char* read;
    int lines, words, characters, digits;
  };
  for (const Case& c : std::vector<Case>{
           {"Số: 12/KH-UBND", "Số: 12/KH-UBND", 0, 0, 0, 0},
           {"Số:  12/KH-UBND", "Số: 12/KH-UBND", 0, 0, 0, 0},
           {"Số: 12/KH-UBND", "Số: 42/KH-UBND", 1, 1, 1, 1},
           {"kế hoạch năm 2026", "kê hoạch năm 2026", 1, 1, 1, 0},
           {"đạt 95%", "", 1, 2, 7, 1},
           {"70 m3/s", "70 m³/s", 1, 1, 1, 0},
           {"70 m3/s", "70 m²/s", 1, 1, 1, 1},
           {"a b", "a x b", 1, 1, 2, 0},
       }) {
    Score score;
    score.Add(c.expected, c.read);
    EXPECT_EQ(score.lines.wrong, c.lines) << c.read;
    EXPECT_EQ(score.words.wrong, c.words) << c.read;
    EXPECT_EQ(score.characters.wrong, c.characters) << c.read;
    EXPECT_EQ(score.digits.wrong, c.digits) << c.read;
  }
  Score score;
  score.Add("– 5 m² – 6", "– 5 m2 – 6");
  EXPECT_EQ(score.rare_characters[U'–'].all, 2);
  EXPECT_EQ(score.rare_characters[U'–'].wrong, 0);
  EXPECT_EQ(score.rare_characters[U'²'].wrong, 1);
  EXPECT_EQ(score.rare_lines[U'–'].wrong, 1);
  EXPECT_NEAR(score.CharacterError(), 0.1, 1e-9);
}

TEST(BenchOcr, ALineIsFoundAnywhereInAPagesText) {
  const char* page = "UBND XÃ\nSố: 112/KH-UBND\nNơi nhận: 2.\nkê hoạch năm 2026 của xã";
  struct Case {
    const char* line;
    const char* found;
  };
  for (const Case& c :
       {Case{"Số: 12/KH-UBND", "Số: 112/KH-UBND"}, Case{"kế hoạch năm", "kê hoạch năm"},
        Case{"XÃ Số:", "XÃ Số:"}, Case{"2.", "2."}, Case{"của xã", "của xã"}}) {
    EXPECT_EQ(NearestPart(page, c.line), c.found) << c.line;
  }
  Score score;
  score.Add("12", NearestPart("năm 2012", "12"));
  EXPECT_EQ(score.lines.wrong, 1);
  EXPECT_EQ(NearestPart("", "x"), "");
}

TEST(BenchOcr, ReadingsThatAreBrokenAreNamed) {
  const Result<std::vector<RefLine>> good = ParseReadings("# why\nabc\t2\t1\t2\t30\t4.5\tSố: 12\n");
  ASSERT_TRUE(good.ok());
  ASSERT_EQ(good->size(), 1U);
  EXPECT_EQ(good->front().page, 2);
  EXPECT_EQ(good->front().text, "Số: 12");
  EXPECT_DOUBLE_EQ(good->front().box.y1, 4.5);
  for (const char* broken : {"abc\t2\t1\t2\t30\t4\n", "abc\tx\t1\t2\t30\t4\ttext\n", "abc\n"}) {
    const Result<std::vector<RefLine>> bad = ParseReadings(std::string("# why\n") + broken);
    ASSERT_FALSE(bad.ok()) << broken;
    EXPECT_THAT(bad.error().message, HasSubstr("line 2"));
  }
}

TEST(BenchOcr, WhatPrintDoesNotTellIsNoMistake) {
  for (const auto& [expected, read] : std::vector<std::pair<const char*, const char*>>{
           {"văn bản...", "văn bản…"}, {"30ºC", "30°C"}, {"‘‘mẫu’’", "“mẫu”"}}) {
    Score score;
    score.Add(expected, read);
    EXPECT_EQ(score.lines.wrong, 0) << expected;
  }
}

// Sentences enough for both parts of a text.
std::string Text() {
  std::string text;
  for (int i = 1; i < 400; ++i) {
    const std::string n = std::to_string(i);
    text += "Ủy ban nhân dân xã giao phòng Kinh tế chủ trì " + n + " nhiệm vụ trong năm\n";
    text += "Trung tâm y tế tổng hợp " + n + " báo cáo của các đơn vị gửi Sở Y tế\n";
  }
  return text;
}
std::u32string KnownToTheModel() {
  std::u32string characters = train_ocr::AddedCharacters();
  for (char32_t c = U'!'; c <= U'~'; ++c) characters += c;
  for (const std::string_view letters : {"aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗố"
                                         "ộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹý°”“"}) {
    characters += ToUtf32(letters);
    characters += ToUtf32(Upper(letters));
  }
  return characters;
}

TEST(BenchOcr, OurModelReadsWhatDebiansCannot) {
  acquire::Recogniser recogniser({});
  ASSERT_TRUE(recogniser.Load().ok());
  PageLook look{"clean", "FreeSerif", 13, 300, {samples::Ground::kGrey, 300, 0, 0, 0, 0}, 0, 200};
  look.with = U"–…ỵ²’≥";
  Score score;
  const Status done =
      ForEachTypesetPage(Text(), KnownToTheModel(), look, 1, 5, [&](const KnownPage& known) {
        const Result<acquire::Recognition> read =
            acquire::Recognise(known.image, recogniser, {Limits{}});
        ASSERT_TRUE(read.ok());
        Page page;
        acquire::PlaceRecognition(*read, known.box, known.width_pt, known.height_pt, page);
        for (const RefLine& line : known.lines)
          score.Add(line.text, TextInBox(page.lines, line.box));
      });
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_GE(score.lines.all, 30);
  for (const char32_t c : look.with) {
    const Share& share = score.rare_characters[c];
    EXPECT_GE(share.all, 4) << ToUtf8(std::u32string(1, c));
    EXPECT_LE(share.wrong, 1) << ToUtf8(std::u32string(1, c));
  }
}

TEST(BenchOcr, OurReadingsCoverEnoughScans) {
  std::ifstream in(PLANREC_SOURCE_DIR "/tests/data/ocr-readings.tsv");
  const Result<std::vector<RefLine>> readings =
      ParseReadings(std::string{std::istreambuf_iterator<char>(in), {}});
  ASSERT_TRUE(readings.ok()) << readings.error().message;
  std::set<std::string> files;
  for (const RefLine& line : *readings) {
    files.insert(line.file);
    EXPECT_LT(line.box.x0, line.box.x1) << line.text;
    EXPECT_LT(line.box.y0, line.box.y1) << line.text;
  }
  EXPECT_GE(readings->size(), 60U);
  EXPECT_GE(files.size(), 6U);
}

}  // namespace
}  // namespace planrec::bench_ocr
