// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/image_rules.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace planrec::acquire {
namespace {

// Lengths in inches. A vertical piece must be longer than any letter with its marks; a horizontal
// piece longer than a dash.
constexpr double kHorizontalSeed = 0.30, kVerticalSeed = 0.20;
constexpr double kJoinGap = 0.12;        // breaks of faint rules
constexpr double kMaxThickness = 0.045;  // thicker is a bar, not a rule
constexpr double kMinVertical = 0.24;
// A horizontal line that meets no vertical one is reported from this length on.
constexpr double kMinAlone = 1.1;
constexpr double kTouch = 0.06;
// A hairline is darker than the paper beside it by this much of 255 (noise of office scans: 3 to
// 6).
constexpr int kFaintest = 12;
// Of a rule's length: what letters' threshold leaves of one that is whole but for a crumb.
constexpr double kWhole = 0.97;
// The core of a line is this dark, as a share of its darkest pixels; print is of this tone.
constexpr double kCore = 0.6, kPalestPart = 0.25;
constexpr l_uint32 kRuleTone = 60;
// Of a piece's length: what must be inked, and what must have paper on both sides.
constexpr double kMinInked = 0.85, kMinFree = 0.60;

// Share of a piece's length that is inked, and share where it has paper on both sides: rows of
// letters that run together look like a line only after bridging.
bool IsLine(Pix* binary, const PixelRule& rule) {
  const int width = pixGetWidth(binary), height = pixGetHeight(binary);
  const l_uint32* const data = pixGetData(binary);
  const int wpl = pixGetWpl(binary);
  const auto ink = [&](int along, int across) {
    const int x = rule.horizontal ? along : across, y = rule.horizontal ? across : along;
    if (x < 0 || y < 0 || x >= width || y >= height) return false;
    return GET_DATA_BIT(data + static_cast<size_t>(y) * wpl, x) != 0;
  };
  const int half = rule.thickness / 2 + 1;
  // A bowed rule wanders: the middle is followed a pixel at a time.
  int inked = 0, free = 0, at = rule.at;
  const int wander = std::max(2, (rule.to - rule.from) / 80);
  for (int along = rule.from; along < rule.to; ++along) {
    int found = -1;
    for (int d = 0; d <= half + wander && found < 0; ++d) {
      if (ink(along, at - d))
        found = at - d;
      else if (ink(along, at + d))
        found = at + d;
    }
    if (found < 0) continue;
    ++inked;
    int first = found, last = found;
    while (found - first <= 2 * half + 3 && ink(along, first - 1)) --first;
    while (last - found <= 2 * half + 3 && ink(along, last + 1)) ++last;
    if (last - first <= 2 * half) {
      ++free;
      if (std::abs((first + last) / 2 - rule.at) <= wander) at = (first + last) / 2;
    }
  }
  const int length = rule.to - rule.from;
  return inked >= kMinInked * length && free >= kMinFree * length;
}

std::vector<PixelRule> Pieces(Pix* binary, bool horizontal, int dpi) {
  const int seed = static_cast<int>(dpi * (horizontal ? kHorizontalSeed : kVerticalSeed));
  const int bridge = std::max(3, dpi / 66);
  // Bridged along the line; widened by a pixel across it, so that a slight slant does not cut it.
  Raster wide = Raster::Take(horizontal ? pixDilateBrick(nullptr, binary, 1, 3)
                                        : pixDilateBrick(nullptr, binary, 3, 1));
  if (wide.empty()) return {};
  Raster closed = Raster::Take(horizontal ? pixCloseSafeBrick(nullptr, wide.get(), bridge, 1)
                                          : pixCloseSafeBrick(nullptr, wide.get(), 1, bridge));
  if (closed.empty()) return {};
  Raster lines = Raster::Take(horizontal ? pixOpenBrick(nullptr, closed.get(), seed, 1)
                                         : pixOpenBrick(nullptr, closed.get(), 1, seed));
  if (lines.empty()) return {};
  Pixa* parts = nullptr;
  Boxa* boxes = pixConnComp(lines.get(), &parts, 8);
  std::vector<PixelRule> pieces;
  for (int i = 0; parts != nullptr && i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0, area = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    Raster part = Raster::Take(pixaGetPix(parts, i, L_CLONE));
    pixCountPixels(part.get(), &area, nullptr);
    const int length = horizontal ? w : h, extent = horizontal ? h : w;
    // Two pixels are the widening's.
    const int thickness = std::max(1, (area + length / 2) / std::max(1, length) - 2);
    const int most = std::max(4, static_cast<int>(dpi * kMaxThickness));
    // A slanted or bowed rule has a larger extent than its thickness; a picture has much more.
    if (thickness > most || extent > most + std::max(4, length / 40)) continue;
    PixelRule rule;
    rule.horizontal = horizontal;
    rule.from = horizontal ? x : y;
    rule.to = horizontal ? x + w : y + h;
    rule.at = horizontal ? y + h / 2 : x + w / 2;
    rule.thickness = thickness;
    if (IsLine(binary, rule)) pieces.push_back(rule);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&parts);
  return pieces;
}

// Pieces on one line with a short break between them become one.
void Join(std::vector<PixelRule>& rules, int dpi) {
  std::sort(rules.begin(), rules.end(), [](const PixelRule& a, const PixelRule& b) {
    return a.from != b.from ? a.from < b.from : a.at < b.at;
  });
  const int gap = static_cast<int>(dpi * kJoinGap), drift = std::max(2, dpi / 66);
  for (size_t i = 0; i < rules.size(); ++i) {
    for (size_t k = i + 1; k < rules.size() && rules[k].from <= rules[i].to + gap;) {
      if (std::abs(rules[k].at - rules[i].at) > drift) {
        ++k;
        continue;
      }
      const int a = rules[i].to - rules[i].from, b = rules[k].to - rules[k].from;
      rules[i].at = (rules[i].at * a + rules[k].at * b) / std::max(1, a + b);
      rules[i].thickness = std::max(rules[i].thickness, rules[k].thickness);
      rules[i].to = std::max(rules[i].to, rules[k].to);
      rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(k));
      k = i + 1;
    }
  }
}

bool Meet(const PixelRule& h, const PixelRule& v, int touch) {
  return v.at >= h.from - touch && v.at <= h.to + touch && h.at >= v.from - touch &&
         h.at <= v.to + touch;
}

// Whitens the part of the ink that is the rule at position `along`; what goes on to both sides of
// it is a letter's stroke and stays.
template <typename Get, typename Clear>
void EraseAt(int across, int limit, int reach, Get ink, Clear clear) {
  int first = across - reach, last = across + reach;
  first = std::max(first, 0);
  last = std::min(last, limit - 1);
  int begin = -1, end = -1;
  // The run of ink that is nearest to the middle.
  for (int offset = 0; offset <= reach && begin < 0; ++offset) {
    if (across - offset >= first && ink(across - offset))
      begin = end = across - offset;
    else if (across + offset <= last && ink(across + offset))
      begin = end = across + offset;
  }
  if (begin < 0) return;
  while (begin > 0 && ink(begin - 1) && begin > first - reach) --begin;
  while (end < limit - 1 && ink(end + 1) && end < last + reach) ++end;
  const bool above = begin<first, below = end> last;
  if (above && below) return;
  for (int a = std::max(begin, first); a <= std::min(end, last); ++a) clear(a);
}

// Crumbs that erasing leaves along a rule: ink that lies wholly inside the rule's band.
void EraseResidue(const std::vector<PixelRule>& rules, Pix* binary) {
  Pixa* parts = nullptr;
  Boxa* boxes = pixConnComp(binary, &parts, 8);
  for (int i = 0; parts != nullptr && i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    const bool crumb = std::any_of(rules.begin(), rules.end(), [&](const PixelRule& r) {
      const int reach = r.thickness / 2 + 4;
      const int along = r.horizontal ? x : y, across = r.horizontal ? y : x;
      const int length = r.horizontal ? w : h, extent = r.horizontal ? h : w;
      return across >= r.at - reach && across + extent <= r.at + reach + 1 && along >= r.from - 6 &&
             along + length <= r.to + 6;
    });
    if (!crumb) continue;
    Raster part = Raster::Take(pixaGetPix(parts, i, L_CLONE));
    pixRasterop(binary, x, y, w, h, PIX_DST & PIX_NOT(PIX_SRC), part.get(), 0, 0);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&parts);
}

/// Thin lines of one direction in a grey image, however pale. `pale`: by how much each pixel is
/// darker than the paper on both sides of it, where that is thinner than a rule may be (what a
/// closing across it fills: black top hat).
struct ThinLines {
  Raster pale;
  std::vector<PixelRule> rules;
};

ThinLines FindThinLines(Pix* grey, bool horizontal, int dpi) {
  ThinLines found;
  const int reach = 2 * static_cast<int>(dpi * kMaxThickness / 2) + 1;
  found.pale =
      Raster::Take(pixTophat(grey, horizontal ? 1 : reach, horizontal ? reach : 1, L_TOPHAT_BLACK));
  if (found.pale.empty()) return found;
  Raster thin = Raster::Take(pixThresholdToBinary(found.pale.get(), kFaintest));
  if (thin.empty()) return found;
  pixInvert(thin.get(), thin.get());
  found.rules = Pieces(thin.get(), horizontal, dpi);
  Join(found.rules, dpi);
  return found;
}

/// The part of an image along a rule.
Raster Band(const Raster& image, const PixelRule& rule) {
  const int reach = rule.thickness / 2 + 1, length = rule.to - rule.from;
  const int begin = rule.at - reach, across = 2 * reach + 1;
  BOX* area = rule.horizontal ? boxCreate(rule.from, begin, length, across)
                              : boxCreate(begin, rule.from, across, length);
  Raster band = Raster::Take(pixClipRectangle(image.get(), area, nullptr));
  boxDestroy(&area);
  return band;
}

/// Share of a rule's length that letters' threshold left.
double InkedShare(const Raster& binary, const PixelRule& rule) {
  const Raster band = Band(binary, rule);
  if (band.empty()) return 1;
  Numa* counts =
      rule.horizontal ? pixCountByColumn(band.get(), nullptr) : pixCountByRow(band.get(), nullptr);
  int inked = 0;
  for (int i = 0; i < numaGetCount(counts); ++i) {
    int count = 0;
    numaGetIValue(counts, i, &count);
    inked += count > 0;
  }
  numaDestroy(&counts);
  return double(inked) / std::max(1, rule.to - rule.from);
}

/// By how much a line's core is darker than the paper beside it.
int PalenessOf(const Raster& band, bool horizontal) {
  // One pixel of each column of the band is the line's darkest: half of these are darker than this.
  const int across = horizontal ? band.height_px() : band.width_px();
  l_uint32 usual = 0;
  pixGetRankValue(band.get(), 1, 1.0F - 0.5F / static_cast<float>(across), &usual);
  return static_cast<int>(usual);
}

/// Makes the core of a line as dark as print; its edges stay, or it would grow into letters.
/// `least`: what is paler is none of it.
void Darken(const PixelRule& rule, int least, const Raster& pale, Raster& grey) {
  const Raster band = Band(pale, rule);
  if (band.empty()) return;
  const int core = static_cast<int>(PalenessOf(band, rule.horizontal) * kCore);
  Raster ink = Raster::Take(pixThresholdToBinary(band.get(), std::max(least, core)));
  if (ink.empty()) return;
  pixInvert(ink.get(), ink.get());
  const int begin = std::max(0, rule.at - rule.thickness / 2 - 1);
  pixSetMaskedGeneral(grey.get(), ink.get(), kRuleTone, rule.horizontal ? rule.from : begin,
                      rule.horizontal ? begin : rule.from);
}

}  // namespace

bool DarkenFaintRules(Raster& grey, const Raster& binary, int dpi) {
  const ThinLines across = FindThinLines(grey.get(), true, dpi);
  if (across.rules.size() < 2) return false;
  const ThinLines down = FindThinLines(grey.get(), false, dpi);
  const int touch = std::max(3, static_cast<int>(dpi * kTouch));
  bool darkened = false;
  const auto darken = [&](const ThinLines& own, const std::vector<PixelRule>& others) {
    for (const PixelRule& rule : own.rules) {
      const auto meets = std::count_if(others.begin(), others.end(), [&](const PixelRule& other) {
        return rule.horizontal ? Meet(rule, other, touch) : Meet(other, rule, touch);
      });
      if (meets < 2 || InkedShare(binary, rule) >= kWhole) continue;
      const Raster band = Band(own.pale, rule);
      if (band.empty()) continue;
      // A rule may be dark here and pale there, but not as pale as a dot's edge beside it.
      const int least =
          std::max(kFaintest, static_cast<int>(PalenessOf(band, rule.horizontal) * kPalestPart));
      const int step = std::max(8, dpi / 8);
      for (PixelRule piece = rule; piece.from < rule.to; piece.from += step) {
        piece.to = std::min(rule.to, piece.from + step);
        Darken(piece, least, own.pale, grey);
      }
      darkened = true;
    }
  };
  darken(across, down.rules);
  darken(down, across.rules);
  return darkened;
}

std::vector<PixelRule> FindRules(const WorkImage& work) {
  const int dpi = work.dpi;
  std::vector<PixelRule> horizontal = Pieces(work.binary.get(), true, dpi);
  std::vector<PixelRule> vertical = Pieces(work.binary.get(), false, dpi);
  Join(horizontal, dpi);
  Join(vertical, dpi);
  const int touch = std::max(3, static_cast<int>(dpi * kTouch));
  // Vertical strokes that meet no horizontal line are no part of a table (brackets, seals).
  std::erase_if(vertical, [&](const PixelRule& v) {
    if (v.to - v.from < dpi * kMinVertical) return true;
    return std::none_of(horizontal.begin(), horizontal.end(),
                        [&](const PixelRule& h) { return Meet(h, v, touch); });
  });
  std::vector<PixelRule> rules;
  for (PixelRule& h : horizontal) {
    const auto meets = std::count_if(vertical.begin(), vertical.end(),
                                     [&](const PixelRule& v) { return Meet(h, v, touch); });
    h.underline = meets == 0 && h.to - h.from < dpi * kMinAlone;
    rules.push_back(h);
  }
  rules.insert(rules.end(), vertical.begin(), vertical.end());
  return rules;
}

void EraseRules(const std::vector<PixelRule>& rules, WorkImage& work) {
  if (rules.empty()) return;
  Pix* binary = work.binary.get();
  const int width = work.width_px(), height = work.height_px();
  Raster before = Raster::Take(pixCopy(nullptr, binary));
  if (before.empty()) return;
  l_uint32* const data = pixGetData(binary);
  const l_uint32* const old = pixGetData(before.get());
  const int wpl = pixGetWpl(binary);
  for (const PixelRule& rule : rules) {
    const int reach = rule.thickness / 2 + 2;
    const int limit = rule.horizontal ? width : height;
    for (int along = std::max(0, rule.from - 2); along < std::min(limit, rule.to + 2); ++along) {
      if (rule.horizontal) {
        EraseAt(
            rule.at, height, reach,
            [&](int y) { return GET_DATA_BIT(old + static_cast<size_t>(y) * wpl, along) != 0; },
            [&](int y) { CLEAR_DATA_BIT(data + static_cast<size_t>(y) * wpl, along); });
      } else {
        const l_uint32* const row = old + static_cast<size_t>(along) * wpl;
        l_uint32* const target = data + static_cast<size_t>(along) * wpl;
        EraseAt(
            rule.at, width, reach, [&](int x) { return GET_DATA_BIT(row, x) != 0; },
            [&](int x) { CLEAR_DATA_BIT(target, x); });
      }
    }
  }
  EraseResidue(rules, binary);
  // What was erased, with its smooth edge, goes from the grey image as well.
  Raster gone = Raster::Take(pixSubtract(nullptr, before.get(), binary));
  if (gone.empty()) return;
  Raster wide = Raster::Take(pixDilateBrick(nullptr, gone.get(), 3, 3));
  if (wide.empty()) return;
  Raster kept = Raster::Take(pixDilateBrick(nullptr, binary, 3, 3));
  if (kept.empty()) return;
  pixSubtract(kept.get(), kept.get(), gone.get());
  pixSubtract(wide.get(), wide.get(), kept.get());
  pixSetMasked(work.grey.get(), wide.get(), 255);
}

}  // namespace planrec::acquire
