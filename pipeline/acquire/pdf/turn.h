// SPDX-License-Identifier: GPL-3.0-or-later
//
// Quarter turns of a page: what happens to places when a page of width × height points is turned
// clockwise by `quarters` × 90° to be read upright. Pure functions; any integer is a valid count.
//
//   Box upright = TurnBox(box, 1, page_width, page_height);   // 90° clockwise
#pragma once

#include <algorithm>
#include <utility>

#include "pipeline/core/geometry.h"

namespace planrec::acquire {

inline int NormalQuarters(int quarters) {
  return ((quarters % 4) + 4) % 4;
}

inline std::pair<double, double> TurnPoint(double x, double y, int quarters, double width,
                                           double height) {
  switch (NormalQuarters(quarters)) {
    case 1:
      return {height - y, x};
    case 2:
      return {width - x, height - y};
    case 3:
      return {y, width - x};
    default:
      return {x, y};
  }
}

/// A direction (not a place) under the same turn.
inline std::pair<double, double> TurnVector(double dx, double dy, int quarters) {
  return TurnPoint(dx, dy, quarters, 0, 0);
}

inline Box TurnBox(const Box& box, int quarters, double width, double height) {
  auto [ax, ay] = TurnPoint(box.x0, box.y0, quarters, width, height);
  auto [bx, by] = TurnPoint(box.x1, box.y1, quarters, width, height);
  return {std::min(ax, bx), std::min(ay, by), std::max(ax, bx), std::max(ay, by)};
}

inline Rule TurnRule(const Rule& rule, int quarters, double width, double height) {
  Box box = TurnBox({rule.x0, rule.y0, rule.x1, rule.y1}, quarters, width, height);
  return {box.x0, box.y0, box.x1, box.y1, rule.thickness_pt};
}

}  // namespace planrec::acquire
