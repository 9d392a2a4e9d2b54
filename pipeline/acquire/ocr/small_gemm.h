// SPDX-License-Identifier: GPL-3.0-or-later
//
// Products of the small matrices that the digit network is made of.
//
//   Gemm<4>(rows, columns, depth, a, b, c);   // c += a · b, all row-major and packed
//
// kLanes is the width of a vector in floats: 4 is what every x86-64 has (the product), the trainer
// takes the processor's own. Each sum runs over the depth in order, so that the result does not
// depend on kLanes unless the compiler fuses products with sums. Pure; thread safe.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

namespace planrec::acquire {

template <int kLanes>
struct LanesOf {
  typedef float Type __attribute__((vector_size(4 * kLanes)));
};

/// Rows [row, row + 4) by columns [column, column + 2 · kLanes) of c; `panel` holds b's columns.
template <int kLanes>
void GemmTile(int rows, int columns, int depth, int row, int column, const float* a,
              const float* panel, float* c) {
  using Lanes = typename LanesOf<kLanes>::Type;
  constexpr int kHeight = 4;
  const int height = std::min(kHeight, rows - row), width = std::min(2 * kLanes, columns - column);
  const float* line[kHeight];
  for (int r = 0; r < kHeight; ++r)
    line[r] = a + static_cast<size_t>(std::min(row + r, rows - 1)) * static_cast<size_t>(depth);
  Lanes sum[kHeight][2] = {};
  for (int k = 0; k < depth; ++k) {
    Lanes left, right;
    std::memcpy(&left, panel + static_cast<size_t>(k) * 2 * kLanes, sizeof left);
    std::memcpy(&right, panel + static_cast<size_t>(k) * 2 * kLanes + kLanes, sizeof right);
    for (int r = 0; r < kHeight; ++r) {
      sum[r][0] += left * line[r][k];
      sum[r][1] += right * line[r][k];
    }
  }
  for (int r = 0; r < height; ++r) {
    float out[2 * kLanes];
    std::memcpy(out, &sum[r][0], sizeof out / 2);
    std::memcpy(out + kLanes, &sum[r][1], sizeof out / 2);
    float* to = c + static_cast<size_t>(row + r) * static_cast<size_t>(columns) + column;
    for (int x = 0; x < width; ++x) to[x] += out[x];
  }
}

template <int kLanes>
void Gemm(int rows, int columns, int depth, const float* a, const float* b, float* c) {
  constexpr int kWidth = 2 * kLanes;
  std::vector<float> panel(static_cast<size_t>(depth) * kWidth);
  for (int column = 0; column < columns; column += kWidth) {
    const int width = std::min(kWidth, columns - column);
    for (int k = 0; k < depth; ++k) {
      const float* from = b + static_cast<size_t>(k) * static_cast<size_t>(columns) + column;
      float* to = panel.data() + static_cast<size_t>(k) * kWidth;
      std::copy(from, from + width, to);
      std::fill(to + width, to + kWidth, 0.0F);
    }
    for (int row = 0; row < rows; row += 4)
      GemmTile<kLanes>(rows, columns, depth, row, column, a, panel.data(), c);
  }
}

}  // namespace planrec::acquire
