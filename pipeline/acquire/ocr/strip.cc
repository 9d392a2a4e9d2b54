// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/strip.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace planrec::acquire {
namespace {

// Of a strip's pixels: what is brighter than this share is paper, what is darker than that is ink.
constexpr double kPaperFrom = 0.80, kInkUpTo = 0.008;
// Less contrast than this is paper alone.
constexpr float kLeastContrast = 45;
constexpr float kDarkest = 1.2F;
constexpr int kMostSamples = 6;

float At(const GreyView& image, double x, double y) {
  const double fx = std::floor(x), fy = std::floor(y);
  const int x0 = static_cast<int>(fx), y0 = static_cast<int>(fy);
  const auto pixel = [&](int px, int py) -> float {
    if (px < 0 || py < 0 || px >= image.width || py >= image.height) return 255;
    return image.bytes[static_cast<size_t>(py) * static_cast<size_t>(image.width) +
                       static_cast<size_t>(px)];
  };
  const auto ax = static_cast<float>(x - fx), ay = static_cast<float>(y - fy);
  return (1 - ay) * ((1 - ax) * pixel(x0, y0) + ax * pixel(x0 + 1, y0)) +
         ay * ((1 - ax) * pixel(x0, y0 + 1) + ax * pixel(x0 + 1, y0 + 1));
}

}  // namespace

Strip CutStrip(const GreyView& image, const WritingLine& line, int width) {
  Strip strip;
  strip.width = width;
  strip.ink.resize(static_cast<size_t>(width) * kStripRows);
  const double step =
      std::max(std::hypot(line.along.x, line.along.y), std::hypot(line.down.x, line.down.y)) /
      kStripCapital;
  // So many samples a pixel and direction that none of the image's pixels is left out.
  const int samples = std::clamp(static_cast<int>(std::ceil(step)), 1, kMostSamples);
  std::array<int, 256> counts{};
  float* to = strip.ink.data();
  for (int row = 0; row < kStripRows; ++row) {
    for (int column = 0; column < width; ++column, ++to) {
      float sum = 0;
      for (int sy = 0; sy < samples; ++sy) {
        for (int sx = 0; sx < samples; ++sx) {
          const double u = (column + (sx + 0.5) / samples) / kStripCapital;
          const double v = (row + (sy + 0.5) / samples - kStripBaseline) / kStripCapital;
          sum += At(image, line.x + u * line.along.x + v * line.down.x - 0.5,
                    line.y + u * line.along.y + v * line.down.y - 0.5);
        }
      }
      *to = sum / static_cast<float>(samples * samples);
      ++counts[static_cast<size_t>(std::clamp(static_cast<int>(*to), 0, 255))];
    }
  }
  const auto level = [&](double share) {
    const double wanted = share * static_cast<double>(strip.ink.size());
    double seen = 0;
    int value = 0;
    while (value < 255 && (seen += counts[static_cast<size_t>(value)]) < wanted) ++value;
    return static_cast<float>(value);
  };
  const float paper = level(kPaperFrom);
  const float contrast = std::max(kLeastContrast, paper - level(kInkUpTo));
  for (float& value : strip.ink) value = std::clamp((paper - value) / contrast, 0.0F, kDarkest);
  return strip;
}

}  // namespace planrec::acquire
