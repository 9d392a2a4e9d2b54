// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/page_graphics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <functional>
#include <string>

namespace planrec::acquire {
namespace {

const Box kClip{0, 0, 600, 800};

Subpath Polyline(std::vector<PathPoint> points, bool closed = false) {
  return {std::move(points), closed};
}

Subpath Rectangle(double x0, double y0, double x1, double y1) {
  return Polyline({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, true);
}

std::string Dump(std::vector<Rule> rules) {
  std::string out;
  for (const Rule& r : rules) {
    char text[96];
    if (r.Horizontal())
      std::snprintf(text, sizeof text, "H y%.0f %.0f-%.0f; ", r.y0, r.x0, r.x1);
    else
      std::snprintf(text, sizeof text, "V x%.0f %.0f-%.0f; ", r.x0, r.y0, r.y1);
    out += text;
  }
  return out;
}

struct Case {
  const char* name;
  std::function<void(RuleCollector&)> draw;
  const char* expected;
};

const Case kCases[] = {
    {"stroked line",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {110, 20}}), 0.5, {}, kClip);
     },
     "H y20 10-110; "},
    {"slight slant is snapped",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {410, 22}}), 0.5, {}, kClip);
     },
     "H y21 10-410; "},
    {"slanted line is none",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {110, 40}}), 0.5, {}, kClip);
     },
     ""},
    {"stroked rectangle is four",
     [](RuleCollector& c) { c.Stroke(Rectangle(10, 20, 110, 70), 0.5, {}, kClip); },
     "H y20 10-110; H y70 10-110; V x10 20-70; V x110 20-70; "},
    {"thin filled rectangle is one",
     [](RuleCollector& c) { c.Fill(Rectangle(10, 20, 110, 20.5), kClip); }, "H y20 10-110; "},
    {"upright thin filled rectangle",
     [](RuleCollector& c) { c.Fill(Rectangle(10, 20, 10.7, 90), kClip); }, "V x10 20-90; "},
    {"filled area is none", [](RuleCollector& c) { c.Fill(Rectangle(10, 20, 110, 60), kClip); },
     ""},
    {"curves are none",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {40, 20, true}, {80, 20, true}, {110, 20}}), 0.5, {}, kClip);
     },
     ""},
    {"pieces of one line join",
     [](RuleCollector& c) {
       c.Fill(Rectangle(60.5, 20, 110, 20.5), kClip);
       c.Fill(Rectangle(60, 20, 60.5, 20.5), kClip);
       c.Fill(Rectangle(10, 20, 60, 20.5), kClip);
     },
     "H y20 10-110; "},
    {"neighbouring lines with a real gap stay apart",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {60, 20}}), 0.5, {}, kClip);
       c.Stroke(Polyline({{70, 20}, {110, 20}}), 0.5, {}, kClip);
     },
     "H y20 10-60; H y20 70-110; "},
    {"double line is one",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {110, 20}}), 0.5, {}, kClip);
       c.Stroke(Polyline({{10, 21.5}, {110, 21.5}}), 0.5, {}, kClip);
     },
     "H y20 10-110; "},
    {"table rows 10 points apart stay apart",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {110, 20}}), 0.5, {}, kClip);
       c.Stroke(Polyline({{10, 30}, {110, 30}}), 0.5, {}, kClip);
     },
     "H y20 10-110; H y30 10-110; "},
    {"dotted line is decoration",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {110, 20}}), 0.5, {0.5, 1}, kClip);
     },
     ""},
    {"dotted border between solid ones counts",
     [](RuleCollector& c) {
       c.Stroke(Rectangle(10, 20, 110, 70), 0.5, {}, kClip);
       c.Stroke(Polyline({{10, 45}, {110, 45}}), 0.5, {0.5, 1}, kClip);
     },
     "H y20 10-110; H y45 10-110; H y70 10-110; V x10 20-70; V x110 20-70; "},
    {"clip cuts",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {110, 20}}), 0.5, {}, {30, 0, 60, 800});
       c.Stroke(Polyline({{10, 90}, {110, 90}}), 0.5, {}, {30, 0, 60, 50});
     },
     "H y20 30-60; "},
    {"area clipped to a line is a line",
     [](RuleCollector& c) {
       c.Fill(Rectangle(10, 20, 110, 60), {0, 30, 600, 31});
     },
     "H y30 10-110; "},
    {"short strokes are none",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {13, 20}}), 0.5, {}, kClip);
     },
     ""},
    {"thick strokes that are areas are none",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{10, 20}, {40, 20}}), 20, {}, kClip);
     },
     ""},
    {"frame of two rectangles",
     [](RuleCollector& c) {
       EXPECT_TRUE(c.FillFrame(Rectangle(10, 20, 110, 70), Rectangle(11, 21, 109, 69), kClip));
     },
     "H y20 10-110; H y70 10-110; V x10 20-70; V x110 20-70; "},
    {"two rectangles that are no frame",
     [](RuleCollector& c) {
       EXPECT_FALSE(c.FillFrame(Rectangle(10, 20, 110, 70), Rectangle(30, 40, 60, 60), kClip));
     },
     ""},
    {"not a number",
     [](RuleCollector& c) {
       c.Stroke(Polyline({{std::nan(""), 20}, {110, 20}}), 0.5, {}, kClip);
       c.Stroke(Polyline({{0, 20}, {INFINITY, 20}}), 0.5, {}, kClip);
     },
     ""},
};

TEST(PageGraphics, Rules) {
  for (const Case& c : kCases) {
    RuleCollector collector;
    c.draw(collector);
    EXPECT_EQ(Dump(collector.Finish()), c.expected) << c.name;
  }
}

TEST(PageGraphics, AFloodOfPiecesEndsSoon) {
  RuleCollector collector;
  for (int i = 0; i < 200'000; ++i)
    collector.Fill(Rectangle(3 * (i % 190), 0.01 * i, 3 * (i % 190) + 0.4, 0.01 * i + 0.4), kClip);
  collector.Finish();
  SUCCEED();
}

TEST(PageGraphics, FinishEmptiesTheCollector) {
  RuleCollector collector;
  collector.Stroke(Polyline({{10, 20}, {110, 20}}), 0.5, {}, kClip);
  EXPECT_EQ(collector.Finish().size(), 1u);
  EXPECT_TRUE(collector.Finish().empty());
}

}  // namespace
}  // namespace planrec::acquire
