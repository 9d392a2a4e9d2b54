// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the digit network is made of: shapes of its layers and their forward steps, for the reader
// (digit_network.h) and for its trainer (tools/lab/train_digits). Maps are channel by channel, row
// by row, packed. Pure; thread safe.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace planrec::acquire {

/// A strip is as high as this; its printed capitals are kStripCapital high and stand on row
/// kStripBaseline.
inline constexpr int kStripRows = 48, kStripBaseline = 30, kStripCapital = 14;

/// Outputs: nothing, the digits, a slash, a letter behind a number ("1842b").
inline constexpr int kNothing = 0, kFirstDigit = 1, kSlash = 11, kLetter = 12, kOutputs = 13;

/// Convolution, then leaky ReLU (not behind the last), then the largest of pool_rows ×
/// pool_columns.
struct DigitLayer {
  int in, out;
  int rows, columns;  ///< of the window
  bool whole_rows;    ///< the window stays inside the map's rows; else rows of zeros go around it
  int pool_rows, pool_columns;
  bool last = false;

  int Depth() const { return in * rows * columns; }
};

inline constexpr std::array<DigitLayer, 7> kDigitLayers = {{
    {1, 12, 3, 3, false, 2, 2},
    {12, 24, 3, 3, false, 2, 1},
    {24, 40, 3, 3, false, 2, 1},
    {40, 64, 3, 3, false, 1, 1},
    {64, 96, 6, 3, true, 1, 1},
    {96, 96, 1, 5, false, 1, 1},
    {96, kOutputs, 1, 1, false, 1, 1, true},
}};
/// A frame of the output is so many pixels of the strip wide.
inline constexpr int kFramePixels = 2;
inline constexpr float kLeak = 0.05F;

struct Map {
  int channels = 0, rows = 0, columns = 0;
  std::vector<float> values;

  Map() = default;
  Map(int channels_, int rows_, int columns_)
      : channels(channels_),
        rows(rows_),
        columns(columns_),
        values(static_cast<size_t>(channels_) * static_cast<size_t>(rows_) *
               static_cast<size_t>(columns_)) {}
  int Area() const { return rows * columns; }
};

/// Rows of a layer's output before pooling.
int RowsOut(const DigitLayer& layer, int rows);

/// The windows of `map` as a matrix of layer.Depth() rows, a column for each place of the output.
void Windows(const Map& map, const DigitLayer& layer, std::vector<float>& windows);

/// The largest value of each pooling window; `from` (may be null) gets where it stood.
Map Pool(const Map& map, const DigitLayer& layer, std::vector<int>* from);

inline float Leaky(float value) {
  return value > 0 ? value : kLeak * value;
}

}  // namespace planrec::acquire
