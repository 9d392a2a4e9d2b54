// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/coloured_text.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace planrec::acquire {
namespace {

constexpr int kUnknownDpi = 200;
constexpr int kWorkDpi = 100;
constexpr double kMmPerInch = 25.4;
// Of letters and digits with their marks, from 8 pt print to large pen; joined ones are wider.
constexpr double kLowest_mm = 1.0, kHighest_mm = 8.0, kWidest_mm = 30.0;
// Longer straight strokes are rules, frames and bars: no letter has one of that length.
constexpr double kStroke_mm = 9.0;
// Blanks between the words of a justified line.
constexpr double kWordGap_mm = 5.0;
constexpr int kFewLetters = 3;
constexpr size_t kMostLetters = 20'000;  // on one page; more are the grain of a picture
constexpr double kLetterShare = 0.75;    // of a row's ink
// Seals of Vietnamese bodies are 28 to 42 mm wide; smaller ones are of parts of a body.
constexpr double kSealLeast_mm = 18.0, kSealMost_mm = 60.0;
constexpr double kSealOblong = 1.3;      // longer side over the shorter one
constexpr double kSealCorners = 0.02;    // share of a disc's box' ink that may stand in its corners
constexpr double kSealRim = 1.1;         // of the squared radius: a rim is drawn in whole pixels
constexpr double kSealClosing_mm = 1.8;  // joins a faded ring's pieces
constexpr double kNeighbour_mm = 7.0;    // print this near, at both sides, holds a field
constexpr int kBlack = 110;              // strongest channel of black print

enum Hue { kWarm, kCold, kHues };

struct Shape {
  PixelBox box;
  int ink = 0;
};

/// Everything at the working resolution; `scale` working pixels are one of the image.
struct Work {
  Raster ink[kHues];
  Raster black;
  double scale = 1;
  int Px(double mm) const { return std::max(1, static_cast<int>(std::lround(mm * per_mm))); }
  double per_mm = kWorkDpi / kMmPerInch;
};

int Count(Pix* pix) {
  l_int32 count = 0;
  pixCountPixels(pix, &count, nullptr);
  return count;
}

std::vector<Shape> ShapesOf(const Raster& ink) {
  std::vector<Shape> shapes;
  Pixa* parts = nullptr;
  Boxa* boxes = pixConnComp(ink.get(), &parts, 8);
  for (int i = 0; parts != nullptr && i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    Pix* part = pixaGetPix(parts, i, L_CLONE);
    shapes.push_back({{x, y, x + w, y + h}, Count(part)});
    pixDestroy(&part);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&parts);
  return shapes;
}

/// The image's inks as three masks, reduced: a pixel of the result is set where at least one of its
/// pixels was.
Work Separate(const Raster& colour, int dpi, int least_chroma) {
  Work work;
  const int width = colour.width_px(), height = colour.height_px();
  const int step = std::max(1, static_cast<int>(std::lround(double(dpi) / kWorkDpi)));
  work.scale = 1.0 / step;
  work.per_mm = dpi / kMmPerInch / step;
  const int columns = (width + step - 1) / step, rows = (height + step - 1) / step;
  Raster* masks[] = {&work.ink[kWarm], &work.ink[kCold], &work.black};
  for (Raster* mask : masks) {
    *mask = Raster::Take(pixCreate(columns, rows, 1));
    if (mask->empty()) return {};
  }
  for (int y = 0; y < height; ++y) {
    const uint32_t* row =
        pixGetData(colour.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(colour.get());
    const auto line = [&](const Raster& mask) {
      return pixGetData(mask.get()) + static_cast<std::ptrdiff_t>(y / step) * pixGetWpl(mask.get());
    };
    uint32_t *warm = line(work.ink[kWarm]), *cold = line(work.ink[kCold]),
             *black = line(work.black);
    for (int x = 0; x < width; ++x) {
      const int r = static_cast<int>(row[x] >> L_RED_SHIFT & 0xff);
      const int g = static_cast<int>(row[x] >> L_GREEN_SHIFT & 0xff);
      const int b = static_cast<int>(row[x] >> L_BLUE_SHIFT & 0xff);
      const int strongest = std::max({r, g, b});
      if (strongest - std::min({r, g, b}) >= least_chroma)
        SET_DATA_BIT(b == strongest ? cold : warm, x / step);
      else if (strongest < kBlack)
        SET_DATA_BIT(black, x / step);
    }
  }
  return work;
}

void TakeOutStrokes(Raster& ink, int length) {
  for (const bool level : {true, false}) {
    Raster strokes = Raster::Take(level ? pixOpenBrick(nullptr, ink.get(), length, 1)
                                        : pixOpenBrick(nullptr, ink.get(), 1, length));
    if (!strokes.empty()) pixSubtract(ink.get(), ink.get(), strokes.get());
  }
}

/// A circle by its box.
bool InCircle(double x, double y, const PixelBox& circle) {
  const double dx = (x - (circle.x0 + circle.x1) / 2.0) / (circle.Width() / 2.0);
  const double dy = (y - (circle.y0 + circle.y1) / 2.0) / (circle.Height() / 2.0);
  return dx * dx + dy * dy <= kSealRim;
}

/// Whether the ink in the box is round: nothing of it stands in the box' corners.
bool IsDisc(const Raster& ink, const PixelBox& box) {
  int inside = 0, corners = 0;
  for (int y = box.y0; y < box.y1; ++y) {
    const uint32_t* row =
        pixGetData(ink.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(ink.get());
    for (int x = box.x0; x < box.x1; ++x)
      if (GET_DATA_BIT(row, x)) ++(InCircle(x + 0.5, y + 0.5, box) ? inside : corners);
  }
  return corners <= kSealCorners * (inside + corners);
}

/// Circles of seals: shapes as large and as round as one, whole or in pieces.
std::vector<PixelBox> Seals(const Raster& ink, const Work& work) {
  std::vector<PixelBox> seals;
  const int closing = work.Px(kSealClosing_mm);
  const Raster joined = Raster::Take(pixCloseSafeBrick(nullptr, ink.get(), closing, closing));
  for (const Raster* from : {&ink, &joined}) {
    if (from->empty()) continue;
    for (const Shape& shape : ShapesOf(*from)) {
      const int low = std::min(shape.box.Width(), shape.box.Height());
      const int high = std::max(shape.box.Width(), shape.box.Height());
      if (low < work.Px(kSealLeast_mm) || high > work.Px(kSealMost_mm) || high > kSealOblong * low)
        continue;
      if (IsDisc(*from, shape.box)) seals.push_back(shape.box);
    }
  }
  return seals;
}

bool HasInk(const Raster& mask, int x0, int y0, int x1, int y1) {
  x0 = std::max(0, x0), y0 = std::max(0, y0);
  x1 = std::min(mask.width_px(), x1), y1 = std::min(mask.height_px(), y1);
  for (int y = y0; y < y1; ++y) {
    const uint32_t* row =
        pixGetData(mask.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(mask.get());
    for (int x = x0; x < x1; ++x)
      if (GET_DATA_BIT(row, x)) return true;
  }
  return false;
}

bool BetweenPrint(const PixelBox& box, const Work& work) {
  const int reach = work.Px(kNeighbour_mm);
  return HasInk(work.black, box.x0 - reach, box.y0, box.x0, box.y1) &&
         HasInk(work.black, box.x1, box.y0, box.x1 + reach, box.y1);
}

/// Rows of letters in ink of one hue.
void AddRows(Raster ink, const Work& work, std::vector<PixelBox>& text) {
  const std::vector<PixelBox> seals = Seals(ink, work);
  TakeOutStrokes(ink, work.Px(kStroke_mm));
  std::vector<Shape> letters;
  Raster free = Raster::Take(pixCopy(nullptr, ink.get()));
  if (free.empty()) return;
  for (const Shape& shape : ShapesOf(ink)) {
    const PixelBox& box = shape.box;
    const bool sealed = std::any_of(seals.begin(), seals.end(), [&](const PixelBox& seal) {
      return InCircle((box.x0 + box.x1) / 2.0, (box.y0 + box.y1) / 2.0, seal);
    });
    if (letters.size() > kMostLetters) return;
    if (sealed)
      pixRasterop(free.get(), box.x0, box.y0, box.Width(), box.Height(), PIX_CLR, nullptr, 0, 0);
    else if (box.Height() >= work.Px(kLowest_mm) && box.Height() <= work.Px(kHighest_mm) &&
             box.Width() <= work.Px(kWidest_mm))
      letters.push_back(shape);
  }
  const Raster rows = Raster::Take(pixCloseSafeBrick(nullptr, free.get(), work.Px(kWordGap_mm), 1));
  if (rows.empty()) return;
  for (const Shape& row : ShapesOf(rows)) {
    // A letter belongs to the row whose shape covers its middle; boxes of rows may overlap.
    std::vector<PixelBox> in_row;
    int ink_of_letters = 0;
    for (const Shape& letter : letters) {
      if (letter.box.x0 < row.box.x0 || letter.box.x1 > row.box.x1 || letter.box.y0 < row.box.y0 ||
          letter.box.y1 > row.box.y1)
        continue;
      in_row.push_back(letter.box);
      ink_of_letters += letter.ink;
    }
    if (in_row.empty()) continue;
    Raster part = Raster::Take(pixCreate(row.box.Width(), row.box.Height(), 1));
    if (part.empty()) return;
    pixRasterop(part.get(), 0, 0, row.box.Width(), row.box.Height(), PIX_SRC, free.get(),
                row.box.x0, row.box.y0);
    if (ink_of_letters < kLetterShare * Count(part.get())) continue;
    const bool wide = row.box.Width() > kFewLetters * work.Px(kLowest_mm) &&
                      row.box.Width() > 2 * row.box.Height();
    if (static_cast<int>(in_row.size()) >= kFewLetters || wide || BetweenPrint(row.box, work))
      text.push_back(row.box);
  }
}

}  // namespace

std::vector<PixelBox> ColouredText(const Raster& colour, int dpi, int least_chroma) {
  Work work = Separate(colour, dpi > 0 ? dpi : kUnknownDpi, least_chroma);
  std::vector<PixelBox> text;
  if (work.black.empty()) return text;
  for (Raster& ink : work.ink) AddRows(std::move(ink), work, text);
  for (PixelBox& box : text) {
    // A pixel more at each side: the soft edges, and marks that did not touch.
    const auto back = [&](int at) { return static_cast<int>(at / work.scale); };
    box = {std::max(0, back(box.x0 - 1)), std::max(0, back(box.y0 - 1)),
           std::min(colour.width_px(), back(box.x1 + 1)),
           std::min(colour.height_px(), back(box.y1 + 1))};
  }
  return text;
}

}  // namespace planrec::acquire
