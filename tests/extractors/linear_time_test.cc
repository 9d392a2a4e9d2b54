// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inputs that make rules look around in what no one wrote: a paragraph, a cell or a table row
// without end. Twice the input may take twice the time, not four times.
#include <gtest/gtest.h>
#include <time.h>

#include <algorithm>
#include <functional>
#include <string>

#include "extractors/extract.h"
#include "extractors/structure/long_paragraphs.h"

namespace planrec::extract {
namespace {

Document Text(const std::vector<std::string>& lines) {
  Document document;
  document.source = {"a.txt", std::string(64, 'a'), 1, "text/plain"};
  Page page;
  page.number = 1;
  page.origin = TextOrigin::kFile;
  for (const std::string& text : lines) {
    TextLine line;
    line.raw = text;
    line.line_number = static_cast<int>(page.lines.size()) + 1;
    line.blank_before = true;
    page.lines.push_back(std::move(line));
  }
  document.pages = {page};
  return document;
}

/// A line made of `count` times what `piece` gives.
Document OneLine(int count, const std::function<std::string(int)>& piece) {
  std::string line = "- ";
  for (int i = 0; i < count; ++i) line += piece(i);
  return Text({"KẾ HOẠCH", "Chuyển đổi số năm 2026", "I. NHIỆM VỤ", line});
}

Document WideTable(int columns) {
  Document document = Text({"KẾ HOẠCH", "I. NHIỆM VỤ"});
  GivenTable table;
  table.after_line = 2;
  for (const char* what : {"C", "v", "w"}) {
    table.rows.emplace_back();
    for (int c = 0; c < columns; ++c) {
      table.rows.back().push_back({what + std::to_string(c), false, 3});
    }
  }
  document.pages[0].tables = {table};
  return document;
}

double ProcessorSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

#ifdef PLANREC_SANITIZED
constexpr int kPart =
    4;  // checks cost ten to thirty times the time; below, lengths stay under their caps
#else
constexpr int kPart = 1;
#endif

double SecondsFor(const std::function<Document(int)>& make, int size) {
  double least = 1e9;
  for (int round = 0; round < 2; ++round) {
    Document document = make(size);
    const double start = ProcessorSeconds();
    ExtractPlan(std::move(document));
    least = std::min(least, ProcessorSeconds() - start);
  }
  return least;
}

TEST(LinearTime, TwiceTheInputTakesTwiceTheTime) {
  const auto number = [](int i) { return std::to_string(i); };
  struct Case {
    const char* name;
    std::function<Document(int)> make;
    int size;
  };
  const Case cases[] = {
      {"assignments",
       [&](int n) {
         return OneLine(n, [&](int i) {
           return "Phòng " + number(i) + " phối hợp với Sở " + number(i) + "; ";
         });
       },
       800},
      {"dates",
       [&](int n) {
         return OneLine(n, [&](int i) {
           return "ngày " + number(i % 28 + 1) + "/" + number(i % 12 + 1) + "/2026, ";
         });
       },
       2000},
      {"words", [&](int n) { return OneLine(n, [](int) { return "ngày tại xã "; }); }, 4000},
      {"letters", [&](int n) { return OneLine(n, [](int) { return "a"; }); }, 100'000},
      {"columns", WideTable, 1000},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const int size = c.size / kPart;
    const double once = SecondsFor(c.make, size), twice = SecondsFor(c.make, 2 * size);
    // Four times would be the square; below some hundredths of a second the clock says nothing.
    EXPECT_LT(twice, 3 * once + 0.05) << "once: " << once << " s";
    EXPECT_LT(twice, 20);
  }
}

Block BlockOf(std::string text) {
  Block block;
  block.text = PlacedText::Plain(std::move(text));
  return block;
}

TEST(LongParagraphs, AreCutBehindSentencesAndNothingIsLost) {
  std::string sentences;
  while (sentences.size() < 5 * kLongestParagraph) sentences += "Giao Phòng Nội vụ làm việc. ";
  sentences.pop_back();
  const std::string no_end(3 * kLongestParagraph, 'a');
  std::string letters;
  while (letters.size() < 2 * kLongestParagraph) letters += "ế";
  for (const std::string& text : {sentences, no_end, letters}) {
    std::vector<Block> blocks = {BlockOf("trước"), BlockOf(text), BlockOf("sau")};
    blocks[1].marker.emplace();
    CutLongParagraphs(blocks);
    ASSERT_GT(blocks.size(), 4u);
    std::string joined;
    for (size_t i = 1; i + 1 < blocks.size(); ++i) {
      EXPECT_LE(blocks[i].text.text.size(), kLongestParagraph);
      EXPECT_EQ(blocks[i].marker.has_value(), i == 1);
      if (text == sentences) {
        EXPECT_EQ(blocks[i].text.text.back(), '.');
        if (i > 1) joined += ' ';
      }
      joined += blocks[i].text.text;
    }
    EXPECT_EQ(joined, text);
  }
  // What a plan may hold stays one.
  std::vector<Block> blocks = {BlockOf(sentences.substr(0, kLongestParagraph))};
  CutLongParagraphs(blocks);
  EXPECT_EQ(blocks.size(), 1u);
}

}  // namespace
}  // namespace planrec::extract
