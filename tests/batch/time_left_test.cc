// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/time_left.h"

#include <gtest/gtest.h>

#include <cmath>

namespace planrec::batch {
namespace {

TEST(TimeLeft, SaysNothingBeforeThereIsSomethingToGoBy) {
  TimeLeft left;
  EXPECT_EQ(left.At(1, 0, 10), std::nullopt);
  left.PageRead("layer: sound", 0.1);
  EXPECT_EQ(left.At(2, 1, 9), std::nullopt);
}

TEST(TimeLeft, CountsDownWithoutJumps) {
  TimeLeft left;
  // 100 documents of two pages a second apiece, one after the other.
  std::optional<double> before;
  for (int done = 1; done <= 100; ++done) {
    left.PageRead("image without text", 0.99);
    left.PageRead("image without text", 1.01);
    const std::optional<double> now = left.At(2.0 * done, done, 100 - done);
    if (!now) continue;
    EXPECT_NEAR(*now, 2.0 * (100 - done), 0.25 * 2 * (100 - done) + 6) << done;
    if (before) {
      EXPECT_LT(std::abs(*now - *before), 8) << done;
    }
    before = now;
  }
  EXPECT_LT(*before, 4);
}

TEST(TimeLeft, OnePageThatHangsIsNoMeasureForTheRest) {
  TimeLeft left;
  double elapsed = 0;
  std::optional<double> before;
  for (int done = 1; done <= 50; ++done) {
    const double seconds = done == 20 ? 100 : 1;
    elapsed += seconds;
    left.PageRead(done % 2 == 0 ? "layer:marks 0.3" + std::to_string(done) : "image", seconds);
    const std::optional<double> now = left.At(elapsed, done, 50 - done);
    if (done == 20) {
      // 30 are left, a second each; by what has passed it would be 180.
      EXPECT_LT(*now, 60);
    }
    before = now;
  }
  EXPECT_LT(*before, 5);
}

TEST(TimeLeft, IsAsMuchWhereItIsAskedOften) {
  // A document a second; drawn five times a second.
  TimeLeft left;
  std::optional<double> now;
  for (int tick = 1; tick <= 100; ++tick) {
    if (tick % 5 == 0) left.PageRead("image", 1);
    now = left.At(0.2 * tick, tick / 5, 40 - tick / 5);
  }
  EXPECT_NEAR(*now, 20, 5);
}

TEST(TimeLeft, ScansWeighMoreThanText) {
  // Half of the pages are scans that take 2 s, half are text that takes 0.02 s.
  TimeLeft left;
  double elapsed = 0;
  std::optional<double> now;
  for (int done = 1; done <= 40; ++done) {
    const bool scan = done % 2 == 0;
    elapsed += scan ? 2 : 0.02;
    left.PageRead(scan ? "image" : "layer", scan ? 2 : 0.02);
    now = left.At(elapsed, done, 60);
  }
  EXPECT_NEAR(*now, 60 * 1.01, 15);
}

}  // namespace
}  // namespace planrec::batch
