// SPDX-License-Identifier: GPL-3.0-or-later
//
// A box in pixels of one image: x0 <= x < x1, y0 <= y < y1, origin top left. Plain value.
#pragma once

#include <algorithm>

namespace planrec::acquire {

struct PixelBox {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  int Width() const { return x1 - x0; }
  int Height() const { return y1 - y0; }
  bool Empty() const { return x1 <= x0 || y1 <= y0; }
  friend bool operator==(const PixelBox&, const PixelBox&) = default;
};

/// The smallest box around both; an empty box adds nothing.
inline PixelBox Join(const PixelBox& a, const PixelBox& b) {
  if (a.Empty()) return b;
  if (b.Empty()) return a;
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

/// The box grown by `dx`, `dy` on each side and cut to an image of width × height.
inline PixelBox Grow(const PixelBox& a, int dx, int dy, int width, int height) {
  return {std::max(0, a.x0 - dx), std::max(0, a.y0 - dy), std::min(width, a.x1 + dx),
          std::min(height, a.y1 + dy)};
}

}  // namespace planrec::acquire
