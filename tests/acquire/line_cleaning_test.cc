// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/line_cleaning.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace planrec::acquire {
namespace {

constexpr double kLetter_px = 15;

// Words a letter apart, all as sure as `confidence`.
ReadLine Line(const std::vector<std::string>& words, double confidence = 0.95) {
  ReadLine line;
  line.height_px = 30;
  int x = 0;
  for (const std::string& text : words) {
    const PixelBox box{x, 0, x + 40, 20};
    line.words.push_back({text, box, confidence});
    line.box = Join(line.box, box);
    x += 55;
  }
  return line;
}

std::string Cleaned(const ReadLine& line) {
  int dropped = 0;
  std::string text;
  for (const ReadLine& part : CleanLines({line}, kLetter_px, &dropped)) {
    text += text.empty() ? "" : " | ";
    for (size_t i = 0; i < part.words.size(); ++i) text += (i > 0 ? " " : "") + part.words[i].text;
  }
  return text;
}

TEST(CleanLines, ThreePointsAreAnEllipsisAndRowsStayRows) {
  const std::pair<std::string, std::string> cases[] = {
      {"sản...;", "sản…;"}, {"...", "…"},       {"…", "…"},
      {"1.2.", "1.2."},     {"a..", "a.."},     {"....", "...."},
      {"......", "......"}, {"...a...", "…a…"}, {"Ðảng", "Đảng"},
  };
  for (const auto& [read, is] : cases)
    EXPECT_EQ(Cleaned(Line({"văn", read, "bản"})), "văn " + is + " bản");
}

TEST(CleanLines, ADotBelowALoneYIsDirt) {
  const std::pair<std::string, std::string> cases[] = {
      {"ỵ", "y"},   {"Ỵ", "Y"},     {"(ỵ", "(y"}, {"ỵ,", "y,"},
      {"kỵ", "kỵ"}, {"lỵ,", "lỵ,"}, {"TỴ", "TỴ"},
  };
  for (const auto& [read, is] : cases)
    EXPECT_EQ(Cleaned(Line({"sở", read, "tế"})), "sở " + is + " tế");
}

TEST(CleanLines, FinalsTornOffTheirSyllablesAreJoined) {
  const std::pair<std::string, std::string> cases[] = {
      {"PHÚ CƯỜ NG", "PHÚ CƯỜNG"}, {"Phú Cườ ng", "Phú Cường"}, {"kế hoạ ch", "kế hoạch"},
      {"BÌ NH", "BÌNH"},           {"Sở NG", "Sở NG"},          {"THÀNH CH", "THÀNH CH"},
      {"UB ND", "UB ND"},          {"điểm c", "điểm c"},
  };
  for (const auto& [read, is] : cases) {
    std::vector<std::string> words;
    for (size_t at = 0; at < read.size();) {
      const size_t end = std::min(read.find(' ', at), read.size());
      words.push_back(read.substr(at, end - at));
      at = end + 1;
    }
    EXPECT_EQ(Cleaned(Line(words)), is);
  }
}

TEST(CleanLines, AWordEndsWhereTheNextBegins) {
  ReadLine line = Line({"2018", "–", "2017"});
  line.words[0].box.x1 = line.words[2].box.x1;
  int dropped = 0;
  const std::vector<ReadLine> clean = CleanLines({line}, kLetter_px, &dropped);
  ASSERT_EQ(clean.size(), 1U);
  ASSERT_EQ(clean[0].words.size(), 3U);
  EXPECT_EQ(clean[0].words[0].box, (PixelBox{0, 0, 55, 20}));
  EXPECT_EQ(clean[0].words[1].box, line.words[1].box);
  EXPECT_EQ(clean[0].words[2].box, line.words[2].box);
}

TEST(CleanLines, SignsOfListsAndTablesStayAtTheEndsUnlessVeryDoubtful) {
  for (const char* sign : {"-", "–", "+", "*", "•", "…", "×", "≥"}) {
    const std::string line = std::string(sign) + " văn bản";
    EXPECT_EQ(Cleaned(Line({sign, "văn", "bản"}, 0.5)), line);
    ReadLine doubtful = Line({sign, "văn", "bản"});
    doubtful.words[0].confidence = 0.2;
    EXPECT_EQ(Cleaned(doubtful), "văn bản") << sign;
  }
  for (const char* stray : {"|", "~", "_", "'"}) {
    ReadLine line = Line({"văn", "bản", stray});
    line.words[2].confidence = 0.6;
    EXPECT_EQ(Cleaned(line), "văn bản") << stray;
    line.words[2].confidence = 0.9;
    EXPECT_EQ(Cleaned(line), "văn bản " + std::string(stray));
  }
}

TEST(CleanLines, SignsThatMeanSomethingStayWithTheirStops) {
  for (const char* sign : {"%;", "%.", "×;", "‰)", "…,"}) {
    ReadLine line = Line({"đạt", "95", sign});
    line.words[2].confidence = 0.6;
    EXPECT_EQ(Cleaned(line), std::string("đạt 95 ") + sign);
  }
}

TEST(CleanLines, AColumnsGapPartsALineAndNoiseGoes) {
  ReadLine line = Line({"văn", "bản", "hành", "chính"});
  for (size_t i = 2; i < 4; ++i) line.words[i].box.x0 += 200, line.words[i].box.x1 += 200;
  EXPECT_EQ(Cleaned(line), "văn bản | hành chính");
  EXPECT_EQ(Cleaned(Line({"ƒ(", "~x§"}, 0.2)), "");
  EXPECT_EQ(Cleaned(Line({"i:/.l"}, 0.2)), "");
  EXPECT_EQ(Cleaned(Line({"1/1"}, 0.2)), "");
  EXPECT_EQ(Cleaned(Line({"2007–2036"}, 0.2)), "2007–2036");
  EXPECT_EQ(Cleaned(Line({"https:/", "/dichvucong.gov.vn"}, 0.2)), "https:/ /dichvucong.gov.vn");
  EXPECT_EQ(Cleaned(Line({"htps://dichvucong.gov.vn"}, 0.2)), "htps://dichvucong.gov.vn");
}

}  // namespace
}  // namespace planrec::acquire
