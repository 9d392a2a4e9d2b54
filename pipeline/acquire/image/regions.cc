// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/regions.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <vector>

namespace planrec::acquire {
namespace {

// Gutters, in heights of small letters (0.45 of the type size). Spaces between words of justified
// text reach 2.2; the gap behind a list marker 3.
constexpr double kWideGutter = 4.6;    // parts columns even where only one line shows it
constexpr double kSharedGutter = 2.6;  // parts columns where neighbouring bands show it too
constexpr double kCommonGutter = 2.0;  // what is left of it over all these bands
// Left of a gutter a marker ("1.", "a)", "-") is no column.
constexpr double kMarkerWidth = 3.4;
constexpr double kMarkerGutter = 9.0;
// Ink below this share of a small letter's height is a mark or a dot; a row of such ink belongs to
// the letters that stand within this reach of it.
constexpr double kLetterShare = 0.62, kMarkReach = 0.8;
// Bands further apart than this (in letter heights) are not one block of columns.
constexpr double kBandReach = 6.0;

struct Gap {
  int x0 = 0, x1 = 0;
  int Width() const { return x1 - x0; }
};

struct Band {
  PixelBox box;
  std::vector<PixelBox> parts;  // boxes of ink
  std::vector<Gap> gaps;        // candidates, then the accepted ones, left to right
};

std::vector<PixelBox> InkBoxes(Pix* binary, double letter_px) {
  std::vector<PixelBox> ink;
  Boxa* boxes = pixConnCompBB(binary, 8);
  const int speck = std::max(2, static_cast<int>(letter_px / 8));
  for (int i = 0; i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    if (w <= speck && h <= speck) continue;
    ink.push_back({x, y, x + w, y + h});
  }
  boxaDestroy(&boxes);
  return ink;
}

// Cuts along white rows: each band is a run of rows with ink.
std::vector<Band> CutRows(std::vector<PixelBox> ink, int min_white) {
  std::vector<Band> bands;
  std::sort(ink.begin(), ink.end(), [](const PixelBox& a, const PixelBox& b) {
    return a.y0 != b.y0 ? a.y0 < b.y0 : a.x0 < b.x0;
  });
  for (const PixelBox& part : ink) {
    if (bands.empty() || part.y0 >= bands.back().box.y1 + min_white) bands.emplace_back();
    bands.back().box = Join(bands.back().box, part);
    bands.back().parts.push_back(part);
  }
  return bands;
}

bool HasLetter(const std::vector<PixelBox>& parts, double em) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const PixelBox& part) { return part.Height() >= kLetterShare * em; });
}

void MoveParts(Band& from, Band& to) {
  to.box = Join(to.box, from.box);
  to.parts.insert(to.parts.end(), from.parts.begin(), from.parts.end());
}

// Marks above and dots below a line of capitals stand apart from it by white rows: such a band
// joins the nearest line. On its own it would part a one-line region from its marks.
std::vector<Band> JoinMarks(std::vector<Band> bands, double em) {
  std::vector<Band> joined;
  bool open = false;  // the last of `joined` holds marks that wait for the line below
  for (size_t i = 0; i < bands.size(); ++i) {
    Band& band = bands[i];
    if (!HasLetter(band.parts, em)) {
      const double above = joined.empty() || open
                               ? kMarkReach * em + 1
                               : static_cast<double>(band.box.y0 - joined.back().box.y1);
      const double below = i + 1 == bands.size()
                               ? kMarkReach * em + 1
                               : static_cast<double>(bands[i + 1].box.y0 - band.box.y1);
      if (above <= below && above <= kMarkReach * em) {
        MoveParts(band, joined.back());
        continue;
      }
      joined.push_back(std::move(band));
      open = below <= kMarkReach * em;
      continue;
    }
    if (open) {
      MoveParts(band, joined.back());
    } else {
      joined.push_back(std::move(band));
    }
    open = false;
  }
  return joined;
}

std::vector<Gap> WhiteColumns(std::vector<PixelBox> ink, double least) {
  std::vector<Gap> gaps;
  std::sort(ink.begin(), ink.end(),
            [](const PixelBox& a, const PixelBox& b) { return a.x0 < b.x0; });
  int right = ink.empty() ? 0 : ink.front().x1;
  for (const PixelBox& part : ink) {
    if (part.x0 - right >= least) gaps.push_back({right, part.x0});
    right = std::max(right, part.x1);
  }
  return gaps;
}

Gap Common(const Gap& a, const Gap& b) {
  return {std::max(a.x0, b.x0), std::min(a.x1, b.x1)};
}

bool SharedWithNeighbour(const std::vector<Band>& bands, size_t i, const Gap& gap, double em) {
  const auto shows = [&](const Band& other) {
    return std::any_of(other.gaps.begin(), other.gaps.end(),
                       [&](const Gap& g) { return Common(g, gap).Width() >= kCommonGutter * em; });
  };
  if (i > 0 && bands[i].box.y0 - bands[i - 1].box.y1 < kBandReach * em && shows(bands[i - 1]))
    return true;
  return i + 1 < bands.size() && bands[i + 1].box.y0 - bands[i].box.y1 < kBandReach * em &&
         shows(bands[i + 1]);
}

void AcceptGaps(std::vector<Band>& bands, double em) {
  std::vector<std::vector<Gap>> accepted(bands.size());
  for (size_t i = 0; i < bands.size(); ++i) {
    const Band& band = bands[i];
    int left = band.box.x0;
    for (const Gap& gap : band.gaps) {
      const bool marker = gap.x0 - left < kMarkerWidth * em && gap.Width() < kMarkerGutter * em;
      const bool tall = band.box.Height() > 4 * em;  // more than one line shows the gutter
      if (!marker &&
          (gap.Width() >= kWideGutter * em || tall || SharedWithNeighbour(bands, i, gap, em))) {
        accepted[i].push_back(gap);
        left = gap.x1;
      }
    }
  }
  for (size_t i = 0; i < bands.size(); ++i) bands[i].gaps = accepted[i];
}

// Both bands have the same columns: every gutter of one goes through the other.
bool SameColumns(const std::vector<Gap>& a, const Band& b, double em) {
  if (a.size() != b.gaps.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (Common(a[i], b.gaps[i]).Width() < kCommonGutter * em) return false;
  return true;
}

}  // namespace

std::vector<Region> FindRegions(const Raster& binary, double letter_px,
                                const std::vector<PixelBox>& except) {
  const double em = std::max(6.0, letter_px);
  std::vector<PixelBox> ink = InkBoxes(binary.get(), em);
  std::erase_if(ink, [&](const PixelBox& part) {
    const int x = (part.x0 + part.x1) / 2, y = (part.y0 + part.y1) / 2;
    return std::any_of(except.begin(), except.end(), [&](const PixelBox& e) {
      return x >= e.x0 && x < e.x1 && y >= e.y0 && y < e.y1;
    });
  });
  std::vector<Band> bands = JoinMarks(CutRows(std::move(ink), 1), em);
  for (Band& band : bands) band.gaps = WhiteColumns(band.parts, kSharedGutter * em);
  AcceptGaps(bands, em);

  std::vector<Region> regions;
  for (size_t i = 0; i < bands.size();) {
    // Grow the block while the next band is near and has the same columns.
    PixelBox box = bands[i].box;
    std::vector<Gap> gutters = bands[i].gaps;
    std::vector<PixelBox> parts = bands[i].parts;
    size_t k = i + 1;
    for (; k < bands.size(); ++k) {
      if (!SameColumns(gutters, bands[k], em)) break;
      if (!gutters.empty() && bands[k].box.y0 - box.y1 > kBandReach * em) break;
      // A table between two bands parts them.
      const bool parted = std::any_of(except.begin(), except.end(), [&](const PixelBox& e) {
        return e.y0 < bands[k].box.y0 && e.y1 > box.y1 && e.x0 < box.x1 && e.x1 > box.x0;
      });
      if (parted) break;
      for (size_t g = 0; g < gutters.size(); ++g) gutters[g] = Common(gutters[g], bands[k].gaps[g]);
      box = Join(box, bands[k].box);
      parts.insert(parts.end(), bands[k].parts.begin(), bands[k].parts.end());
    }
    const int columns = static_cast<int>(gutters.size()) + 1;
    for (int c = 0; c < columns; ++c) {
      const int x0 = c == 0 ? box.x0 : gutters[c - 1].x1;
      const int x1 = c + 1 == columns ? box.x1 : gutters[c].x0;
      Region region{{}, c, columns};
      for (const PixelBox& part : parts)
        if (part.x0 >= x0 && part.x1 <= x1) region.box = Join(region.box, part);
      if (!region.box.Empty()) regions.push_back(region);
    }
    i = k;
  }
  return regions;
}

}  // namespace planrec::acquire
