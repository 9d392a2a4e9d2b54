// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_digits/trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tools/lab/samples/random.h"

namespace planrec::train_digits {
namespace {

using acquire::kOutputs;

std::vector<float> Normalised(const std::vector<float>& scores) {
  std::vector<float> frames = scores;
  for (size_t t = 0; t < frames.size(); t += kOutputs) {
    double sum = 0;
    for (size_t c = 0; c < kOutputs; ++c) sum += std::exp(double(scores[t + c]));
    for (size_t c = 0; c < kOutputs; ++c) frames[t + c] -= static_cast<float>(std::log(sum));
  }
  return frames;
}

TEST(Trainer, TheLossFallsAlongItsGradient) {
  samples::Random random(3);
  std::vector<float> scores(9 * kOutputs);
  for (float& score : scores) score = static_cast<float>(random.Normal());
  const std::vector<int> labels = {3, 3, 11};
  std::vector<float> gradient, ignored;
  const double loss = LabelLoss(Normalised(scores), labels, gradient);
  EXPECT_GT(loss, 0);
  constexpr float kStep = 1e-2F;
  for (size_t i = 0; i < scores.size(); i += 7) {
    std::vector<float> up = scores, down = scores;
    up[i] += kStep;
    down[i] -= kStep;
    const double slope = (LabelLoss(Normalised(up), labels, ignored) -
                          LabelLoss(Normalised(down), labels, ignored)) /
                         (2 * kStep);
    EXPECT_NEAR(gradient[i], slope, 2e-3) << i;
  }
}

TEST(Trainer, MoreLabelsThanFramesTeachNothing) {
  std::vector<float> gradient;
  EXPECT_EQ(LabelLoss(Normalised(std::vector<float>(2 * kOutputs)), {1, 1, 2}, gradient), 0);
  for (const float value : gradient) EXPECT_EQ(value, 0);
}

TEST(Trainer, LearnsALineAndGoesOnFromACheckpoint) {
  acquire::Strip strip{40, std::vector<float>(40 * acquire::kStripRows)};
  for (int y = 16; y < 30; ++y)
    for (const int x : {9, 10, 24, 25}) strip.ink[static_cast<size_t>(y * 40 + x)] = 1;
  const std::vector<int> labels = {2, 5};
  Trainer trainer(7);
  const double first = trainer.Learn(strip, labels);
  trainer.Step(2e-3);
  for (int i = 0; i < 30; ++i) {
    trainer.Learn(strip, labels);
    trainer.Step(2e-3);
  }
  Trainer other(8);
  ASSERT_TRUE(other.Restore(trainer.Save()).ok());
  const double last = other.Learn(strip, labels);
  EXPECT_LT(last, first / 2);
  EXPECT_EQ(last, trainer.Learn(strip, labels));
  EXPECT_FALSE(other.Restore("short").ok());
}

}  // namespace
}  // namespace planrec::train_digits
