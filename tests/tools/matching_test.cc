// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/matching.h"

#include <gtest/gtest.h>

namespace planrec::evaluate {
namespace {

TEST(Match, BestFirstAndOneToOne) {
  EXPECT_EQ(Match({{{0, 0}, 0.9}, {{0, 1}, 1.0}, {{1, 1}, 0.95}}), (Matches{{0, 1}}));
  EXPECT_EQ(Match({{{0, 0}, 0.9}, {{0, 1}, 1.0}, {{1, 0}, 0.2}}), (Matches{{0, 1}, {1, 0}}));
  EXPECT_EQ(Match({}), Matches{});
}

TEST(Match, AmongEqualsTheLongestRun) {
  Weights weights;
  // Gold A B A, prediction B A: the last A goes with the A behind B.
  weights[{0, 1}] = weights[{2, 1}] = weights[{1, 0}] = 1.0;
  EXPECT_EQ(Match(weights), (Matches{{1, 0}, {2, 1}}));
}

TEST(Match, WhatTheRunLeavesIsMatchedToo) {
  Weights weights;
  weights[{0, 1}] = weights[{1, 0}] = 1.0;  // crossed
  EXPECT_EQ(Match(weights).size(), 2U);
}

TEST(Align, KeepsTheOrder) {
  const double w[3][3] = {{0.1, 0.9, 0}, {0.8, 0, 0}, {0, 0, 0.5}};
  const auto weight = [&](size_t i, size_t j) { return w[i][j]; };
  EXPECT_EQ(Align(3, 3, weight, 0.15), (std::vector<Pair>{{0, 1}, {2, 2}}));
  EXPECT_EQ(Align(3, 3, weight, 0.6), (std::vector<Pair>{{0, 1}}));
  EXPECT_TRUE(Align(0, 3, weight, 0.1).empty());
}

TEST(TextPairs, StrictAndSoft) {
  const std::vector<Text> gold = {Text("Phòng Nội vụ"), Text("Công an huyện")};
  const std::vector<Text> pred = {Text("Công an huyện"), Text("Phòng Nôi vụ")};
  EXPECT_EQ(TextPairs(gold, pred, false).size(), 1U);
  EXPECT_EQ(TextPairs(gold, pred, true).size(), 2U);
}

}  // namespace
}  // namespace planrec::evaluate
