// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/head_anchors.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "pipeline/acquire/ocr/head_symbol.h"

namespace planrec::acquire {
namespace {

constexpr HeadPage kPage{1650, 2330, 17};

/// A line of words with usual spaces; '~' is a gap as wide as six small letters.
InkReading Line(const std::string& text, int x, int baseline) {
  InkReading line;
  line.line.baseline = baseline;
  ReadLine read;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word == "~") {
      x += 6 * 17;
      continue;
    }
    const int width = 12 * static_cast<int>(word.size());
    read.words.push_back({word, {x, baseline - 25, x + width, baseline}, 0.9});
    x += width + 8;
  }
  line.read = {read};
  return line;
}

std::string DateOf(const std::string& text, int x = 800, int baseline = 300) {
  const std::vector<InkReading> lines = {Line(text, x, baseline)};
  const std::optional<DateAnchor> date = FindDate(lines, kPage);
  if (!date) return "-";
  const auto& words = lines[0].read[0].words;
  return (date->day_word ? words[*date->day_word].text : "?") + " " + words[date->month_word].text +
         " " + words[date->year_word].text;
}

TEST(HeadAnchors, Dates) {
  struct Case {
    const char* line;
    const char* found;
  };
  const Case cases[] = {
      {"Kiên Giang, ngày 04 tháng 01 năm 2018", "ngày tháng năm"},
      {"Hà Nội, ngày tháng năm 2026", "ngày tháng năm"},
      {"Kiên Giang, ngàyc?O tháng 10 năm 2017", "ngàyc?O tháng năm"},
      {"Cần Thơ, ngay) thángO năm 2025", "ngay) thángO năm"},
      {"Hà Nội, nữ) 7 tháng | năm202%", "nữ) tháng năm202%"},
      {"Kiên Giang, ngày 2 tháng hăm 2017", "ngày tháng hăm"},
      // Running text.
      {"Quyết định số 5 ngày 3 tháng 4 năm 2024", "-"},
      {"từ ngày 3 tháng 4 năm 2024", "-"},
      {"ngày 3 tháng 4 năm 2024 của Sở Y tế về", "-"},
      {"trong tháng 5 tới", "-"},
  };
  for (const Case& c : cases) EXPECT_EQ(DateOf(c.line), c.found) << c.line;
  EXPECT_EQ(DateOf("An Phú, ngày 3 tháng 4 năm 2024", 200), "-");  // begins at the left
}

TEST(HeadAnchors, Numbers) {
  struct Case {
    const char* line;
    const char* found;  ///< how many words belong to it, its slash's word
  };
  const Case cases[] = {
      {"Số: 239 /KH-SYT", "3 /KH-SYT"},
      {"Số: ~ /KH-SYT", "2 /KH-SYT"},
      {"số: 436É /b-sơ", "3 ?"},
      {"Sốo2/SYT-NVY", "1 ?"},
      {"s35 /m-svr", "2 ?"},
      {"Số: /?/TB-SYT", "2 ?"},
      {"s: ’BCT-ATMT", "2 ?"},
      {"Số: 23 /2024/TT-BCT", "3 /2024/TT-BCT"},
      {"SỞ Y TẾ", "-"},
      {"V/v triển khai thực hiện thủ tục", "-"},
      {"Sông Hồng", "-"},
  };
  for (const Case& c : cases) {
    const std::vector<InkReading> lines = {Line("Kiên Giang, ngày 04 tháng 01 năm 2018", 800, 306),
                                           Line(c.line, 300, 300)};
    const auto number = FindNumber(lines, kPage, FindDate(lines, kPage));
    std::string found = "-";
    if (number) {
      found = std::to_string(number->words.last - number->words.first) + " " +
              (number->slash ? lines[1].read[0].words[*number->slash].text : "?");
    }
    EXPECT_EQ(found, c.found) << c.line;
  }
  // Without a date the line must say what it is, or stand at the top.
  EXPECT_TRUE(FindNumber({Line("Số: 4 2 8GP-nCr", 200, 250)}, kPage, std::nullopt));
  EXPECT_FALSE(FindNumber({Line("Số: 4 2 giường", 200, 1000)}, kPage, std::nullopt));
  EXPECT_FALSE(FindNumber({Line("Số bác sĩ/vạn dân 12", 200, 900)}, kPage, std::nullopt));
}

TEST(HeadAnchors, ShapeOfASymbol) {
  for (const char* symbol : {"/KH-UBND", "-CV/TU", "/TTr-STC(QLG)", "/2024/TT-BCT", "/QĐ-TTg"})
    EXPECT_EQ(SymbolShape(symbol), 1) << symbol;
  for (const char* other : {"/b-sơ", "/và-rccs", "/", "/qp-svT", "’/QĐ-SYT"})
    EXPECT_LT(SymbolShape(other), 0.99) << other;
}

}  // namespace
}  // namespace planrec::acquire
