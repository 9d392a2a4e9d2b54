// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/page_graphics.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace planrec::acquire {
namespace {

constexpr size_t kMaxPieces = 20'000;
constexpr double kThin_pt = 3.0;        // a filled shape up to this is a line
constexpr double kSlantShare = 0.015;   // a slant up to this (about 1°) is snapped
constexpr double kSlantFloor_pt = 0.6;  // … and any slant up to this
constexpr double kMeet_pt = 2.0;        // pieces this near along the line are one
constexpr double kBeside_pt = 1.6;      // parallel pieces this near are one (double lines)
constexpr double kShortest_pt = 5.0;

struct Span {
  double along0, along1, across, thickness;
};

Span ToSpan(const Rule& r, bool horizontal) {
  return horizontal ? Span{r.x0, r.x1, r.y0, r.thickness_pt}
                    : Span{r.y0, r.y1, r.x0, r.thickness_pt};
}

// Joins the pieces of each line. Pieces are taken from low to high `across`; a piece joins the
// first open line that it touches.
void MergeSpans(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    return a.across != b.across ? a.across < b.across : a.along0 < b.along0;
  });
  bool changed = true;
  while (changed) {  // a joined line can touch one that its pieces did not
    changed = false;
    std::vector<Span> merged;
    size_t open = 0;  // lines before this are too far away across
    for (const Span& s : spans) {
      while (open < merged.size() && merged[open].across < s.across - 2 * kBeside_pt) ++open;
      bool taken = false;
      for (size_t i = merged.size(); i-- > open;) {
        Span& m = merged[i];
        if (std::abs(m.across - s.across) > kBeside_pt) continue;
        if (s.along0 > m.along1 + kMeet_pt || s.along1 < m.along0 - kMeet_pt) continue;
        // The longer piece says where the line is.
        if (s.along1 - s.along0 > m.along1 - m.along0) m.across = s.across;
        m.along0 = std::min(m.along0, s.along0);
        m.along1 = std::max(m.along1, s.along1);
        m.thickness = std::max(m.thickness, s.thickness);
        taken = changed = true;
        break;
      }
      if (!taken) merged.push_back(s);
    }
    std::sort(merged.begin(), merged.end(), [](const Span& a, const Span& b) {
      return a.across != b.across ? a.across < b.across : a.along0 < b.along0;
    });
    spans = std::move(merged);
  }
}

std::vector<Rule> MergeRules(const std::vector<Rule>& rules) {
  std::vector<Rule> out;
  for (bool horizontal : {true, false}) {
    std::vector<Span> spans;
    for (const Rule& r : rules)
      if ((r.y0 == r.y1) == horizontal) spans.push_back(ToSpan(r, horizontal));
    MergeSpans(spans);
    for (const Span& s : spans) {
      if (horizontal)
        out.push_back({s.along0, s.across, s.along1, s.across, s.thickness});
      else
        out.push_back({s.across, s.along0, s.across, s.along1, s.thickness});
    }
  }
  return out;
}

// A dash pattern whose strokes are hardly longer than the line is thick, or that mostly is gap.
bool IsDotted(const std::vector<double>& dash) {
  double on = 0, off = 0;
  for (size_t i = 0; i < dash.size(); ++i) (i % 2 ? off : on) += dash[i];
  if (dash.size() == 1) off = on;
  return off > 0;
}

// The bounding box of a subpath of straight lines; nullopt with curves.
std::optional<Box> StraightBox(const Subpath& path) {
  if (path.points.size() < 2) return std::nullopt;
  Box box{path.points[0].x, path.points[0].y, path.points[0].x, path.points[0].y};
  for (const PathPoint& p : path.points) {
    if (p.curve) return std::nullopt;
    box.x0 = std::min(box.x0, p.x);
    box.y0 = std::min(box.y0, p.y);
    box.x1 = std::max(box.x1, p.x);
    box.y1 = std::max(box.y1, p.y);
  }
  return box;
}

// Whether (x, y) lies on one of `rules` of the given direction.
bool MeetsRule(double x, double y, const std::vector<Rule>& rules, bool horizontal) {
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& r) {
    if ((r.y0 == r.y1) != horizontal) return false;
    return x >= r.x0 - kMeet_pt && x <= r.x1 + kMeet_pt && y >= r.y0 - kMeet_pt &&
           y <= r.y1 + kMeet_pt;
  });
}

}  // namespace

std::optional<Box> RectangleBox(const Subpath& path) {
  size_t n = path.points.size();
  if (n < 4 || n > 6) return std::nullopt;
  std::optional<Box> box = StraightBox(path);
  if (!box) return std::nullopt;
  for (const PathPoint& p : path.points) {
    bool on_x = std::abs(p.x - box->x0) < 0.2 || std::abs(p.x - box->x1) < 0.2;
    bool on_y = std::abs(p.y - box->y0) < 0.2 || std::abs(p.y - box->y1) < 0.2;
    if (!on_x || !on_y) return std::nullopt;
  }
  return box;
}

void RuleCollector::AddSegment(double x0, double y0, double x1, double y1, double width,
                               bool dotted, const Box& clip) {
  if (!(std::isfinite(x0) && std::isfinite(y0) && std::isfinite(x1) && std::isfinite(y1))) return;
  if (solid_.size() + dotted_.size() >= kMaxPieces) return;
  const double w = std::abs(x1 - x0), h = std::abs(y1 - y0);
  const double slant = std::max(kSlantFloor_pt, kSlantShare * std::max(w, h));
  if (width > 2 * kThin_pt && width > 0.25 * std::max(w, h)) return;  // a painted area
  Rule rule;
  rule.thickness_pt = std::max(0.1, width);
  if (h <= slant && h <= w) {
    double y = (y0 + y1) / 2;
    rule.x0 = std::max(std::min(x0, x1), clip.x0);
    rule.x1 = std::min(std::max(x0, x1), clip.x1);
    rule.y0 = rule.y1 = y;
    if (rule.x1 <= rule.x0 || y < clip.y0 - width || y > clip.y1 + width) return;
  } else if (w <= slant) {
    double x = (x0 + x1) / 2;
    rule.y0 = std::max(std::min(y0, y1), clip.y0);
    rule.y1 = std::min(std::max(y0, y1), clip.y1);
    rule.x0 = rule.x1 = x;
    if (rule.y1 <= rule.y0 || x < clip.x0 - width || x > clip.x1 + width) return;
  } else {
    return;
  }
  (dotted ? dotted_ : solid_).push_back(rule);
}

void RuleCollector::Stroke(const Subpath& path, double width, const std::vector<double>& dash,
                           const Box& clip) {
  const bool dotted = IsDotted(dash);
  const auto& p = path.points;
  for (size_t i = 1; i < p.size(); ++i) {
    if (p[i].curve || p[i - 1].curve) continue;
    AddSegment(p[i - 1].x, p[i - 1].y, p[i].x, p[i].y, width, dotted, clip);
  }
  if (path.closed && p.size() > 2 && !p.front().curve && !p.back().curve)
    AddSegment(p.back().x, p.back().y, p.front().x, p.front().y, width, dotted, clip);
}

void RuleCollector::Fill(const Subpath& path, const Box& clip) {
  if (std::optional<Box> box = StraightBox(path)) AddBar(*box, clip);
}

void RuleCollector::AddBar(const Box& bar, const Box& clip) {
  Box seen{std::max(bar.x0, clip.x0), std::max(bar.y0, clip.y0), std::min(bar.x1, clip.x1),
           std::min(bar.y1, clip.y1)};
  if (seen.x1 < seen.x0 || seen.y1 < seen.y0) return;
  const double w = seen.Width(), h = seen.Height();
  if (std::min(w, h) > kThin_pt) return;
  // Squares are the joints of table borders: they bridge both directions.
  const bool joint = std::max(w, h) <= kThin_pt;
  if (h <= w || joint) AddSegment(seen.x0, seen.CenterY(), seen.x1, seen.CenterY(), h, false, clip);
  if (w < h || joint) AddSegment(seen.CenterX(), seen.y0, seen.CenterX(), seen.y1, w, false, clip);
}

bool RuleCollector::FillFrame(const Subpath& outer, const Subpath& inner, const Box& clip) {
  std::optional<Box> a = RectangleBox(outer), b = RectangleBox(inner);
  if (!a || !b) return false;
  if (b->Area() > a->Area()) std::swap(a, b);
  const double margins[] = {b->x0 - a->x0, b->y0 - a->y0, a->x1 - b->x1, a->y1 - b->y1};
  for (double m : margins)
    if (m <= 0 || m > kThin_pt) return false;
  AddBar({a->x0, a->y0, a->x1, b->y0}, clip);
  AddBar({a->x0, b->y1, a->x1, a->y1}, clip);
  AddBar({a->x0, a->y0, b->x0, a->y1}, clip);
  AddBar({b->x1, a->y0, a->x1, a->y1}, clip);
  return true;
}

std::vector<Rule> RuleCollector::Finish() {
  std::vector<Rule> rules = MergeRules(solid_);
  if (!dotted_.empty()) {
    const std::vector<Rule> firm = rules;
    for (const Rule& r : MergeRules(dotted_)) {
      bool crosses = !r.Horizontal();  // ends of a vertical rule meet horizontal ones
      if (MeetsRule(r.x0, r.y0, firm, crosses) && MeetsRule(r.x1, r.y1, firm, crosses))
        rules.push_back(r);
    }
    rules = MergeRules(rules);
  }
  std::erase_if(rules,
                [](const Rule& r) { return std::max(r.x1 - r.x0, r.y1 - r.y0) < kShortest_pt; });
  solid_.clear();
  dotted_.clear();
  return rules;
}

}  // namespace planrec::acquire
