// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/ink_rows.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace planrec::acquire {
namespace {

// In heights of small letters: of letters' shapes, their marks included; of rows: between words,
// their length, and what is cut around them.
constexpr double kHighest = 3.2, kWidest = 4.5, kLeast = 0.2, kLetter = 0.7;
constexpr double kWordGap = 1.3, kShortest = 6, kReach = 3.5, kAbove = 2.5, kUnder = 0.9;
constexpr double kSteepest = 0.2;
constexpr size_t kFewestLetters = 4, kMostLetters = 60, kMostRows = 6;
constexpr double kInk = 0.62, kLight = 0.8;  // of the paper's brightness: print; nothing

PixelBox Shifted(const PixelBox& box, int dx, int dy) {
  return {box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy};
}

/// How bright the paper is: more than half of the pixels are.
int PaperOf(const Raster& grey) {
  std::array<int, 256> count{};
  const int width = grey.width_px(), height = grey.height_px();
  for (int y = 0; y < height; ++y) {
    const l_uint32* row =
        pixGetData(grey.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey.get());
    for (int x = 0; x < width; ++x) ++count[GET_DATA_BYTE(row, x)];
  }
  int paper = 255;
  for (int64_t above = 0; paper > 0; --paper) {
    above += count[static_cast<size_t>(paper)];
    if (above * 2 >= int64_t{width} * height) break;
  }
  return paper;
}

/// The boxes of shapes that may be letters of print, their ink in `letters`: no seal's ring, no
/// signature.
std::vector<PixelBox> LettersOf(const Raster& ink, double letter_px, Raster& letters) {
  std::vector<PixelBox> boxes;
  Boxa* all = pixConnComp(ink.get(), nullptr, 8);
  letters = Raster::Take(pixCreate(ink.width_px(), ink.height_px(), 1));
  for (int i = 0; all != nullptr && !letters.empty() && i < boxaGetCount(all); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(all, i, &x, &y, &w, &h);
    if (h > kHighest * letter_px || w > kWidest * letter_px || std::max(w, h) < kLeast * letter_px)
      continue;
    pixRasterop(letters.get(), x, y, w, h, PIX_SRC | PIX_DST, ink.get(), x, y);
    if (h >= kLetter * letter_px) boxes.push_back({x, y, x + w, y + h});
  }
  boxaDestroy(&all);
  return boxes;
}

/// A row of letters: its ends and the line that they stand on, y = foot + slope · (x - x0).
struct Row {
  int x0 = 0, x1 = 0;
  double foot = 0, slope = 0;
};

/// The line through the letters' feet, by the middle of all slopes (Theil and Sen): a stamp may
/// stand askew, and some letters hang below the line.
Row FitRow(const std::vector<PixelBox>& letters) {
  Row row{letters.front().x0, letters.front().x1, 0, 0};
  const auto middle = [](std::vector<double>& values) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), at, values.end());
    return *at;
  };
  std::vector<double> slopes, feet;
  for (size_t i = 0; i < letters.size(); ++i) {
    row.x0 = std::min(row.x0, letters[i].x0);
    row.x1 = std::max(row.x1, letters[i].x1);
    for (size_t k = i + 1; k < letters.size(); ++k) {
      const int dx = letters[k].x0 - letters[i].x0;
      if (dx > 2) slopes.push_back(double(letters[k].y1 - letters[i].y1) / dx);
    }
  }
  if (!slopes.empty()) row.slope = middle(slopes);
  for (const PixelBox& letter : letters)
    feet.push_back(letter.y1 - row.slope * (letter.x0 - row.x0));
  row.foot = middle(feet);
  return row;
}

/// Rows of letters that stand close enough to be one.
std::vector<Row> RowsOf(const Raster& letters, std::vector<PixelBox> boxes, double letter_px) {
  std::vector<Row> rows;
  const Raster joined = Raster::Take(pixCloseSafeBrick(
      nullptr, letters.get(), std::max(3, static_cast<int>(kWordGap * letter_px)), 1));
  if (joined.empty()) return rows;
  std::sort(boxes.begin(), boxes.end(),
            [](const PixelBox& a, const PixelBox& b) { return a.x0 < b.x0; });
  Boxa* shapes = pixConnComp(joined.get(), nullptr, 8);
  for (int i = 0; shapes != nullptr && i < boxaGetCount(shapes) && rows.size() < kMostRows; ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(shapes, i, &x, &y, &w, &h);
    std::vector<PixelBox> within;
    for (const PixelBox& box : boxes) {
      if (box.x0 >= x && box.x1 <= x + w && box.y0 >= y && box.y1 <= y + h) within.push_back(box);
    }
    if (within.size() < kFewestLetters || w < kShortest * letter_px) continue;
    if (within.size() > kMostLetters) within.resize(kMostLetters);
    const Row row = FitRow(within);
    if (std::abs(row.slope) <= kSteepest) rows.push_back(row);
  }
  boxaDestroy(&shapes);
  return rows;
}

/// The row straightened, dark on white: `ink` of `grey`, or all of `grey` where that is empty.
Raster CutRow(const Raster& grey, const Raster& ink, const Row& row, double letter_px, int light) {
  const int reach = static_cast<int>(kReach * letter_px);
  const int above = static_cast<int>(kAbove * letter_px);
  const int x0 = std::max(0, row.x0 - reach), x1 = std::min(grey.width_px(), row.x1 + reach);
  const int rows = above + static_cast<int>(kUnder * letter_px);
  Raster band = Raster::Take(pixCreate(std::max(1, x1 - x0), rows, 8));
  if (band.empty()) return band;
  for (int y = 0; y < rows; ++y) {
    l_uint32* to = pixGetData(band.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(band.get());
    for (int x = x0; x < x1; ++x) {
      const int from = static_cast<int>(row.foot + row.slope * (x - row.x0)) + y - above;
      int value = 255;
      if (from >= 0 && from < grey.height_px()) {
        const auto line = [&](const Raster& of) {
          return pixGetData(of.get()) + static_cast<std::ptrdiff_t>(from) * pixGetWpl(of.get());
        };
        value = static_cast<int>(GET_DATA_BYTE(line(grey), x));
        if (value >= light || (!ink.empty() && GET_DATA_BIT(line(ink), x) == 0)) value = 255;
      }
      SET_DATA_BYTE(to, x - x0, static_cast<l_uint8>(value));
    }
  }
  return band;
}

}  // namespace

std::vector<ReadLine> ReadInkRows(const HeadScene& scene, const Raster& grey,
                                  const PixelBox& area) {
  std::vector<ReadLine> lines;
  const double letter = scene.work.letter_px;
  const int paper = PaperOf(grey);
  const Raster ink = Raster::Take(pixThresholdToBinary(grey.get(), static_cast<int>(kInk * paper)));
  if (ink.empty()) return lines;
  Raster letters;
  std::vector<PixelBox> boxes = LettersOf(ink, letter, letters);
  if (letters.empty()) return lines;
  for (const Row& row : RowsOf(letters, std::move(boxes), letter)) {
    for (const Raster* of : std::initializer_list<const Raster*>{&letters, &ink}) {
      const Raster band = CutRow(grey, *of, row, letter, static_cast<int>(kLight * paper));
      if (band.empty()) continue;
      scene.engine.SetImage(band.get(), scene.work.dpi);
      const int dx = std::max(0, row.x0 - static_cast<int>(kReach * letter)) + area.x0;
      const int dy = static_cast<int>(row.foot - kAbove * letter) + area.y0;
      for (ReadLine& line :
           scene.engine.Read({0, 0, band.width_px(), band.height_px()}, Layout::kLine)) {
        line.box = Shifted(line.box, dx, dy);
        for (ReadWord& word : line.words) word.box = Shifted(word.box, dx, dy);
        lines.push_back(std::move(line));
      }
    }
  }
  return lines;
}

}  // namespace planrec::acquire
