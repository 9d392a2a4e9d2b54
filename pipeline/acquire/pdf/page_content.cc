// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/page_content.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <tuple>

#include "pipeline/acquire/pdf/turn.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr int kGrid = 64;
constexpr int kFewLetters = 20;        // fewer say nothing about the page's direction
constexpr double kMostLetters = 0.65;  // share that turns a page

}  // namespace

double ImageCoverage(const PageContent& content) {
  if (content.width_pt <= 0 || content.height_pt <= 0) return 0;
  std::bitset<kGrid * kGrid> covered;
  auto cell = [](double at, double size) {
    return static_cast<int>(std::lround(std::clamp(at / size, 0.0, 1.0) * kGrid));
  };
  for (const ImageUse& image : content.images) {
    if (image.annotation) continue;
    int x0 = cell(image.box.x0, content.width_pt), x1 = cell(image.box.x1, content.width_pt);
    int y0 = cell(image.box.y0, content.height_pt), y1 = cell(image.box.y1, content.height_pt);
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) covered.set(static_cast<size_t>(y * kGrid + x));
  }
  return static_cast<double>(covered.count()) / (kGrid * kGrid);
}

void TurnContent(PageContent& content, int quarters) {
  quarters = NormalQuarters(quarters);
  if (quarters == 0) return;
  const double w = content.width_pt, h = content.height_pt;
  for (Glyph& g : content.glyphs) {
    std::tie(g.x, g.y) = TurnPoint(g.x, g.y, quarters, w, h);
    std::tie(g.dx, g.dy) = TurnVector(g.dx, g.dy, quarters);
    std::tie(g.pen_dx, g.pen_dy) = TurnVector(g.pen_dx, g.pen_dy, quarters);
    if (g.turn != Glyph::kSlanted) g.turn = NormalQuarters(g.turn + quarters);
  }
  for (Rule& r : content.rules) r = TurnRule(r, quarters, w, h);
  for (ImageUse& i : content.images) i.box = TurnBox(i.box, quarters, w, h);
  for (Box& box : content.unmapped_boxes) box = TurnBox(box, quarters, w, h);
  for (FillUse& f : content.fills) f.box = TurnBox(f.box, quarters, w, h);
  if (quarters % 2) std::swap(content.width_pt, content.height_pt);
}

int QuartersToUpright(const PageContent& content) {
  std::array<int, Glyph::kSlanted + 1> letters{};
  int all = 0;
  for (const Glyph& g : content.glyphs) {
    if (g.annotation || !IsLetter(g.c)) continue;
    ++letters[static_cast<size_t>(g.turn)];
    ++all;
  }
  if (all < kFewLetters) return 0;
  for (int turn = 1; turn < Glyph::kSlanted; ++turn)
    if (letters[static_cast<size_t>(turn)] > kMostLetters * all) return NormalQuarters(-turn);
  return 0;
}

void HideCovered(PageContent& content) {
  for (const ImageUse& image : content.images) {
    if (!image.opaque) continue;
    size_t end = std::min(image.glyphs_before, content.glyphs.size());
    for (size_t i = 0; i < end; ++i) {
      Glyph& g = content.glyphs[i];
      if (image.box.Contains(g.x + g.dx / 2, g.y + g.dy / 2)) g.invisible = true;
    }
  }
}

}  // namespace planrec::acquire
