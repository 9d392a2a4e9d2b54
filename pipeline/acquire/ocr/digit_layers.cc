// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/digit_layers.h"

#include <algorithm>

namespace planrec::acquire {

int RowsOut(const DigitLayer& layer, int rows) {
  return layer.whole_rows ? rows - layer.rows + 1 : rows;
}

void Windows(const Map& map, const DigitLayer& layer, std::vector<float>& windows) {
  const int rows = RowsOut(layer, map.rows), columns = map.columns;
  windows.resize(static_cast<size_t>(layer.Depth()) * static_cast<size_t>(rows * columns));
  float* to = windows.data();
  const int above = layer.whole_rows ? 0 : layer.rows / 2, before = layer.columns / 2;
  for (int channel = 0; channel < layer.in; ++channel) {
    const float* plane = map.values.data() + static_cast<size_t>(channel * map.Area());
    for (int dy = 0; dy < layer.rows; ++dy) {
      for (int dx = 0; dx < layer.columns; ++dx) {
        const int shift = dx - before;
        const int first = std::max(0, -shift), last = std::min(columns, columns - shift);
        for (int y = 0; y < rows; ++y, to += columns) {
          const int row = y + dy - above;
          if (row < 0 || row >= map.rows || first >= last) {
            std::fill(to, to + columns, 0.0F);
            continue;
          }
          const float* line = plane + static_cast<size_t>(row) * static_cast<size_t>(columns);
          std::fill(to, to + first, 0.0F);
          std::copy(line + first + shift, line + last + shift, to + first);
          std::fill(to + last, to + columns, 0.0F);
        }
      }
    }
  }
}

Map Pool(const Map& map, const DigitLayer& layer, std::vector<int>* from) {
  Map pooled(map.channels, map.rows / layer.pool_rows, map.columns / layer.pool_columns);
  if (from != nullptr) from->resize(pooled.values.size());
  size_t at = 0;
  for (int channel = 0; channel < map.channels; ++channel) {
    for (int y = 0; y < pooled.rows; ++y) {
      for (int x = 0; x < pooled.columns; ++x, ++at) {
        int best =
            channel * map.Area() + y * layer.pool_rows * map.columns + x * layer.pool_columns;
        const int corner = best;
        for (int dy = 0; dy < layer.pool_rows; ++dy) {
          for (int dx = 0; dx < layer.pool_columns; ++dx) {
            const int other = corner + dy * map.columns + dx;
            if (map.values[static_cast<size_t>(other)] > map.values[static_cast<size_t>(best)])
              best = other;
          }
        }
        pooled.values[at] = map.values[static_cast<size_t>(best)];
        if (from != nullptr) (*from)[at] = best;
      }
    }
  }
  return pooled;
}

}  // namespace planrec::acquire
