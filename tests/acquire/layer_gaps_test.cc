// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/layer_gaps.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace planrec::acquire {
namespace {

/// A line of words half an inch wide; its top left corner at (72, y).
TextLine Line(double y, std::string_view text, double confidence = 1) {
  TextLine line;
  line.raw = text;
  double x = 72;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    Token token;
    token.begin = static_cast<uint32_t>(begin);
    token.end = static_cast<uint32_t>(end);
    token.box = {x, y, x + 36, y + 12};
    token.confidence = confidence;
    line.tokens.push_back(token);
    line.box = Join(line.box, token.box);
    x += 40;
    begin = end + 1;
  }
  return line;
}

std::vector<TextLine> Sound() {
  return {Line(100, "Thực hiện Kế hoạch của Ủy ban nhân dân"),
          Line(120, "huyện về phòng cháy rừng")};
}

PageContent Content() {
  PageContent content;
  content.width_pt = 595;
  content.height_pt = 842;
  return content;
}

std::string Lines(const Page& page) {
  std::string out;
  for (const TextLine& line : page.lines) out += line.raw + "|";
  return out;
}

TEST(LayerGaps, WhatThePictureIsAskedFor) {
  struct Case {
    const char* name;
    PageContent content = Content();
    std::vector<TextLine> lines = Sound();
    LayerState state = LayerState::kSound;
    size_t broken = 0;
    bool unread_ink = false;
  };
  std::vector<Case> cases{{"nothing"}};
  Case holes{"a line with characters that no map knows"};
  holes.content.unmapped_boxes = {{150, 102, 156, 110}};
  holes.broken = 1;
  cases.push_back(holes);
  Case alone{"characters of which no line knows"};
  alone.content.unmapped_boxes = {{150, 402, 156, 410}};
  alone.broken = 1;
  cases.push_back(alone);
  Case shifted{"letters three places on"};
  shifted.lines = {Line(100, "Vỡ [Å\\ GỳQJ ēỜf oẰs Fkxcươwn WÆU qkåq"),
                   Line(120, "FĆq fỬ FkƳƤqj wuïqk vỔ gÆU qjã| ÐÞf")};
  shifted.broken = 2;
  cases.push_back(shifted);
  Case english{"English is no damage"};
  english.lines = {Line(100, "The plan sets out how the districts shall report"),
                   Line(120, "their progress towards the goals of the programme")};
  cases.push_back(english);
  Case legacy{"an encoding before Unicode is told later", Content(), shifted.lines,
              LayerState::kLegacy};
  cases.push_back(legacy);
  Case damaged{"letters without their marks",
               Content(),
               {Line(100, "Thuc hien Ke hoach cua Uy ban")},
               LayerState::kDamaged,
               1};
  cases.push_back(damaged);
  Case picture{"a pasted table"};
  picture.content.images.push_back({{72, 300, 500, 500}, 1200, 600, 0, true});
  picture.content.glyphs.resize(50);
  picture.unread_ink = true;
  cases.push_back(picture);
  Case emblem{"an emblem"};
  emblem.content.images.push_back({{72, 300, 130, 360}, 200, 200, 0, true});
  cases.push_back(emblem);
  Case outlines{"text as shapes"};
  outlines.content.outlines = 400;
  outlines.unread_ink = true;
  cases.push_back(outlines);
  for (const Case& c : cases) {
    const LayerGaps gaps = FindGaps(c.content, c.lines, c.state);
    EXPECT_EQ(gaps.broken.size(), c.broken) << c.name;
    EXPECT_EQ(gaps.unread_ink, c.unread_ink) << c.name;
  }
}

// "PHÚ C", a hole for "ƯỜ", "NG": both lines are drawn again, or a word is read without its end.
TEST(LayerGaps, AHoleInAWordBreaksTheLinesBesideIt) {
  const std::vector<TextLine> lines = Sound();
  const auto broken = [&](double gap) {
    PageContent content = Content();
    const double x = lines[1].box.x1 + gap;
    content.unmapped_boxes = {{x, 121, x + 8, 131}};
    return FindGaps(content, lines, LayerState::kSound).broken;
  };
  ASSERT_EQ(broken(1).size(), 2U);  // the line and the hole
  EXPECT_EQ(broken(1)[0].x0, lines[1].box.x0);
  ASSERT_EQ(broken(8).size(), 1U);
  EXPECT_GT(broken(8)[0].x0, lines[1].box.x1);
}

TEST(LayerGaps, WhatIsTakenFromThePicture) {
  Page page;
  page.origin = TextOrigin::kEmbedded;
  page.lines = Sound();
  LayerGaps gaps;
  gaps.broken = {page.lines[1].box};
  gaps.sound_letters = 30;
  Page read;
  read.lines = {Line(100, "Thực hiện Kế hoạch", 0.9),                      // known from the layer
                Line(120, "huyện về phòng, chống", 0.9),                   // the broken line
                Line(300, "Lắp bình chữa cháy", 0.8),                      // new
                Line(400, "~ ,. |", 0.9), Line(420, "mờ nhoè lắm", 0.3)};  // noise
  read.rules.push_back({72, 290, 300, 290, 0.5});
  ASSERT_TRUE(FillGaps(read, gaps, page));
  EXPECT_EQ(Lines(page),
            "Thực hiện Kế hoạch của Ủy ban nhân dân|huyện về phòng, chống|Lắp bình chữa cháy|");
  EXPECT_EQ(page.rules.size(), 1U);
  EXPECT_EQ(page.origin, TextOrigin::kOcr);
  EXPECT_EQ(page.diagnostics.at(0).code, "layer.gaps");
}

TEST(LayerGaps, AGuessNeedsABetterReading) {
  LayerGaps gaps;
  gaps.doubted = true;
  Page page;
  page.origin = TextOrigin::kEmbedded;
  page.lines = {Line(100, "Wkõf klệq Nề krảfk fỪd WÆU")};
  gaps.broken = {page.lines[0].box};
  Page same;
  same.lines = {Line(100, "Wkof kleq Ne krafk fUd", 0.6)};
  EXPECT_FALSE(FillGaps(same, gaps, page));
  EXPECT_EQ(Lines(page), "Wkõf klệq Nề krảfk fỪd WÆU|");
  Page better;
  better.lines = {Line(100, "Thực hiện Kế hoạch của xã", 0.9)};
  EXPECT_TRUE(FillGaps(better, gaps, page));
  EXPECT_EQ(Lines(page), "Thực hiện Kế hoạch của xã|");
}

}  // namespace
}  // namespace planrec::acquire
