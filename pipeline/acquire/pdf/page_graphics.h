// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ruled lines out of a page's drawing: strokes and thin filled shapes become rules, pieces of one
// line become one.
//
//   RuleCollector collector;
//   collector.Stroke(path, line_width, dash, clip);
//   std::vector<Rule> rules = collector.Finish();
//
// Everything is in points of the page's frame (origin top left, y down). Slight slants are snapped.
// Curves and slanted lines are no rules. Dotted lines count only where both ends meet a solid rule
// (a dotted border inside a table); elsewhere they are decoration. What the clip hides is left out.
// Deterministic; not thread safe. Past a bound on the number of raw pieces (maps, drawings) further
// pieces are ignored.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/core/geometry.h"

namespace planrec::acquire {

struct PathPoint {
  double x = 0, y = 0;
  bool curve = false;  ///< a control point of a curve
};

/// One subpath: consecutive points joined by straight lines or curves.
struct Subpath {
  std::vector<PathPoint> points;
  bool closed = false;
};

/// The box of a subpath that is an upright rectangle.
std::optional<Box> RectangleBox(const Subpath& path);

class RuleCollector {
 public:
  /// A stroked subpath; `dash` as PDF gives it, in points; empty = solid.
  void Stroke(const Subpath& path, double width, const std::vector<double>& dash, const Box& clip);
  /// A filled subpath: a thin shape is one rule.
  void Fill(const Subpath& path, const Box& clip);
  /// Two filled rectangles, the one inside the other by a thin margin: a frame of four rules.
  /// Returns false where they are not.
  bool FillFrame(const Subpath& outer, const Subpath& inner, const Box& clip);
  /// A thin image drawn as a line.
  void AddBar(const Box& bar, const Box& clip);

  /// The rules, horizontal ones first, from top to bottom and left to right.
  std::vector<Rule> Finish();

 private:
  void AddSegment(double x0, double y0, double x1, double y1, double width, bool dotted,
                  const Box& clip);

  std::vector<Rule> solid_, dotted_;
};

}  // namespace planrec::acquire
