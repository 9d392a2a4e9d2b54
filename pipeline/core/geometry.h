// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one unit system inside planrec: PDF points (1/72 inch), origin at the page's top left, y
// down, after the page's /Rotate and any turn that reading applied. Adapters convert into it once.
#pragma once

#include <algorithm>

namespace planrec {

/// An axis-parallel box, x0 <= x1 and y0 <= y1. A default box is empty and joins as nothing.
struct Box {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  double Width() const { return x1 - x0; }
  double Height() const { return y1 - y0; }
  double CenterX() const { return (x0 + x1) / 2; }
  double CenterY() const { return (y0 + y1) / 2; }
  double Area() const { return Width() * Height(); }
  bool Empty() const { return x1 <= x0 || y1 <= y0; }
  bool Contains(double x, double y) const { return x >= x0 && x <= x1 && y >= y0 && y <= y1; }
  friend bool operator==(const Box&, const Box&) = default;
};

/// The smallest box around both; an empty box adds nothing.
inline Box Join(const Box& a, const Box& b) {
  if (a.Empty()) return b;
  if (b.Empty()) return a;
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

/// The part common to both; an empty box where they do not meet.
inline Box Intersect(const Box& a, const Box& b) {
  Box c{std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
  return c.x1 > c.x0 && c.y1 > c.y0 ? c : Box{};
}

/// Length of the overlap of two intervals; 0 where they do not meet.
inline double Overlap(double a0, double a1, double b0, double b1) {
  return std::max(0.0, std::min(a1, b1) - std::max(a0, b0));
}

/// A drawn or scanned ruled line: horizontal (y0 == y1) or vertical (x0 == x1) after adapters have
/// snapped slight slants. A thin filled rectangle is one rule, a stroked rectangle is four.
struct Rule {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  double thickness_pt = 0.5;

  bool Horizontal() const { return y0 == y1; }
  bool Vertical() const { return x0 == x1 && y0 != y1; }
  friend bool operator==(const Rule&, const Rule&) = default;
};

}  // namespace planrec
