// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/digit_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "pipeline/acquire/ocr/digit_layers.h"

namespace planrec::acquire {
namespace {

/// One frame a character: a digit, '/', 'x' (letter) or '.' (nothing), `other` with what is left of
/// its probability.
struct Frame {
  char c;
  double p = 0.97;
  char other = '.';
};

int Output(char c) {
  if (c == '/') return kSlash;
  if (c == 'x') return kLetter;
  return c == '.' ? kNothing : kFirstDigit + (c - '0');
}

std::vector<float> Frames(const std::vector<Frame>& frames) {
  std::vector<float> values;
  for (const Frame& frame : frames) {
    std::vector<double> p(kOutputs, 1e-7);
    p[static_cast<size_t>(Output(frame.other))] += 1 - frame.p;
    p[static_cast<size_t>(Output(frame.c))] += frame.p;
    for (const double value : p) values.push_back(static_cast<float>(std::log(value)));
  }
  return values;
}

std::vector<Frame> Of(const std::string& text) {
  std::vector<Frame> frames;
  for (const char c : text) frames.push_back({c});
  return frames;
}

TEST(DigitReading, GrammarIsTheLanguageModel) {
  struct Case {
    const char* frames;
    DigitField field;
    const char* best;
  };
  const Case cases[] = {
      {".1.25./..", DigitField::kNumber, "125"}, {"..9.9..", DigitField::kNumber, "99"},
      {"..99..", DigitField::kNumber, "9"},      {".05./", DigitField::kNumber, "05"},
      {"2760x./", DigitField::kNumber, "2760x"}, {"..", DigitField::kNumber, ""},
      {"7./2024/", DigitField::kNumber, "7"},    {"31..", DigitField::kDay, "31"},
      {".05.", DigitField::kDay, "05"},          {"12.", DigitField::kMonth, "12"},
      {"..2x.", DigitField::kMonth, "2"},
  };
  for (const Case& c : cases) {
    const std::vector<DigitCandidate> read = ReadDigits(Frames(Of(c.frames)), c.field);
    ASSERT_FALSE(read.empty()) << c.frames;
    EXPECT_EQ(read.front().text, c.best) << c.frames;
    EXPECT_GT(read.front().probability, 0.7) << c.frames;
  }
}

TEST(DigitReading, WhatTheGrammarRefusesIsNotReadAndTakesCertainty) {
  // "45" is no day; "15" is, and it was half as likely.
  std::vector<Frame> frames = {{'.'}, {'4', 0.6, '1'}, {'.'}, {'5'}, {'.'}};
  const auto day = ReadDigits(Frames(frames), DigitField::kDay);
  ASSERT_FALSE(day.empty());
  EXPECT_EQ(day.front().text, "15");
  EXPECT_LT(day.front().probability, 0.5);
  EXPECT_EQ(ReadDigits(Frames(frames), DigitField::kNumber).front().text, "45");
  EXPECT_THAT(ReadDigits(Frames(Of("13")), DigitField::kMonth),
              testing::Each(testing::Field(&DigitCandidate::probability, testing::Lt(0.1))));
}

TEST(DigitReading, WaysToWriteADayAreOne) {
  const auto day = ReadDigits(Frames({{'0', 0.5}, {'.'}, {'5'}}), DigitField::kDay);
  ASSERT_FALSE(day.empty());
  EXPECT_EQ(std::stoi(day.front().text), 5);
  EXPECT_GT(day.front().probability, 0.9);
}

TEST(DigitReading, Places) {
  const std::vector<float> frames = Frames(Of("..1..2./.."));
  EXPECT_THAT(PlaceDigits(frames, "12"),
              testing::ElementsAre(testing::DoubleNear(2.5, 0.1), testing::DoubleNear(5.5, 0.1),
                                   testing::DoubleNear(7.5, 0.1)));
  EXPECT_TRUE(PlaceDigits({}, "12").empty());
  EXPECT_TRUE(PlaceDigits(Frames(Of(".")), "1234").empty());
}

}  // namespace
}  // namespace planrec::acquire
