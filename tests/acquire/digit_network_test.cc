// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/digit_network.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "pipeline/acquire/ocr/small_gemm.h"

namespace planrec::acquire {
namespace {

std::vector<LayerWeights> Weights() {
  std::vector<LayerWeights> layers;
  uint32_t state = 1;
  for (const DigitLayer& layer : kDigitLayers) {
    LayerWeights weights;
    for (int i = 0; i < layer.out * layer.Depth(); ++i) {
      state = state * 1103515245 + 12345;
      weights.weights.push_back(static_cast<float>((static_cast<int32_t>(state) >> 16) % 127) /
                                127.0F * std::sqrt(2.0F / static_cast<float>(layer.Depth())));
    }
    weights.bias.assign(static_cast<size_t>(layer.out), 0.01F);
    layers.push_back(std::move(weights));
  }
  return layers;
}

TEST(DigitNetwork, FileAndBack) {
  const std::string bytes = DigitNetwork::Format(Weights(), "made by a test\nof its own");
  const Result<DigitNetwork> network = DigitNetwork::Parse(bytes);
  ASSERT_TRUE(network.ok());
  Strip strip{61, std::vector<float>(61 * kStripRows)};
  for (size_t i = 0; i < strip.ink.size(); ++i) strip.ink[i] = static_cast<float>(i % 7) / 7.0F;
  const std::vector<float> frames = network->Read(strip);
  ASSERT_EQ(frames.size(), 30U * kOutputs);
  for (size_t t = 0; t < frames.size(); t += kOutputs) {
    double sum = 0;
    for (size_t c = 0; c < kOutputs; ++c) sum += std::exp(double(frames[t + c]));
    EXPECT_NEAR(sum, 1, 1e-4);
  }
  EXPECT_EQ(network->Read(strip), frames);
  EXPECT_TRUE(network->Read({}).empty());
}

TEST(DigitNetwork, OtherFilesAreRefused) {
  const std::string bytes = DigitNetwork::Format(Weights(), "recipe");
  for (const std::string& broken :
       {std::string(), std::string("PLANREC-DIGITS 2\nrecipe\n\n"), bytes.substr(0, 40),
        bytes.substr(0, bytes.size() - 1), bytes + "x", "x" + bytes}) {
    const Result<DigitNetwork> network = DigitNetwork::Parse(broken);
    ASSERT_FALSE(network.ok());
    EXPECT_EQ(network.error().type, ErrorType::kModelMissing);
  }
  EXPECT_FALSE(DigitNetwork::Load("/nowhere/planrec-digits.model").ok());
}

TEST(DigitNetwork, ProductsOfAllShapes) {
  for (const int rows : {1, 3, 4, 13}) {
    for (const int columns : {1, 8, 21}) {
      for (const int depth : {1, 9}) {
        std::vector<float> a, b, c(static_cast<size_t>(rows * columns), 1.0F), wide = c;
        for (int i = 0; i < rows * depth; ++i) a.push_back(static_cast<float>(i % 5) - 2);
        for (int i = 0; i < depth * columns; ++i) b.push_back(static_cast<float>(i % 7) - 3);
        Gemm<4>(rows, columns, depth, a.data(), b.data(), c.data());
        Gemm<8>(rows, columns, depth, a.data(), b.data(), wide.data());
        EXPECT_EQ(c, wide);
        for (int y = 0; y < rows; ++y) {
          for (int x = 0; x < columns; ++x) {
            float sum = 1;
            for (int k = 0; k < depth; ++k)
              sum +=
                  a[static_cast<size_t>(y * depth + k)] * b[static_cast<size_t>(k * columns + x)];
            EXPECT_FLOAT_EQ(c[static_cast<size_t>(y * columns + x)], sum);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace planrec::acquire
