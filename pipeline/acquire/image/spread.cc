// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/spread.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "pipeline/acquire/image/pixel_box.h"

namespace planrec::acquire {
namespace {

// Width to height of two A-size sheets is 1.41; scans cut or add some of it.
constexpr double kNarrowest = 1.15, kWidest = 1.8;
// The free strip: where it lies, and its least width, in shares of the image's width and in heights
// of small letters. Inner margins of booklets make 7 % and more, slanted sheets take some of it.
constexpr double kMiddleFrom = 0.42, kMiddleTo = 0.58, kLeastStrip = 0.025;
constexpr double kLeastStripLetters = 4.5, kAloneLetters = 2.5;
// Beside the smaller of the margins outside of both halves (a last page may be short of text);
// without a fold's shadow only.
constexpr double kOfOuterMargins = 1.0;
// What is smaller than this share of a small letter is dirt.
constexpr double kDirt = 0.4;
constexpr double kRuleLetters = 5;
// A fold's shadow: tall, narrow, and in the middle.
constexpr double kShadowLetters = 3, kFoldLetters = 5, kFoldWidth = 0.045, kFoldFrom = 0.44,
                 kFoldTo = 0.56;
constexpr int kLeastLetters = 120, kLeastOnOneSide = 15;
// Words of a line stand closer than this (letter heights); a line fills a half from this share on.
constexpr double kWordGap = 3, kFilled = 0.6;
constexpr double kFilledLetters = 14;  // height of all lines that fill a half: five of them

struct Strip {
  int x0 = 0, x1 = 0;
};

std::vector<PixelBox> Ink(Pix* binary, double em) {
  std::vector<PixelBox> ink;
  Boxa* boxes = pixConnCompBB(binary, 8);
  for (int i = 0; i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    if (w >= kDirt * em || h >= kDirt * em) ink.push_back({x, y, x + w, y + h});
  }
  boxaDestroy(&boxes);
  return ink;
}

bool IsLetter(const PixelBox& part, double em) {
  return part.Height() >= 0.6 * em && part.Height() <= 3 * em && part.Width() <= 4 * em;
}

// The strip between the pages, where there is one and what stands on both sides looks like pages.
std::optional<Strip> FindStrip(const WorkImage& work, double em) {
  const int width = work.width_px();
  std::vector<PixelBox> ink = Ink(work.binary.get(), em);
  const auto fold = [&](const PixelBox& part) {
    const double middle = (part.x0 + part.x1) / 2.0 / width;
    return part.Height() >= kFoldLetters * em && part.Width() <= kFoldWidth * width &&
           middle > kFoldFrom && middle < kFoldTo;
  };
  Strip shadow{width, 0};
  for (const PixelBox& part : ink) {
    if (!fold(part)) continue;
    shadow = {std::min(shadow.x0, part.x0), std::max(shadow.x1, part.x1)};
  }
  const bool folded = shadow.x1 > 0;
  // It comes in pieces.
  std::erase_if(ink, [&](const PixelBox& part) {
    return folded && part.x0 > shadow.x0 - kShadowLetters * em &&
           part.x1 < shadow.x1 + kShadowLetters * em;
  });
  if (ink.empty()) return std::nullopt;

  std::vector<int> change(static_cast<size_t>(width) + 1);
  int left = width, right = 0;
  for (const PixelBox& part : ink) {
    ++change[static_cast<size_t>(part.x0)];
    --change[static_cast<size_t>(part.x1)];
    const bool ruled = std::max(part.Width(), part.Height()) > kRuleLetters * em;
    if (!IsLetter(part, em) && !ruled) continue;
    left = std::min(left, part.x0);
    right = std::max(right, part.x1);
  }
  Strip best;
  int strips = 0;  // more than one: something stands alone in the middle, such as a page number
  for (int x = 0, depth = 0, from = 0; x <= width; ++x) {
    const int before = depth;
    depth += change[static_cast<size_t>(x)];
    if (before > 0 && depth == 0) from = x;
    const bool ends = before == 0 && (depth > 0 || x == width);
    if (!ends || from > kMiddleTo * width || x < kMiddleFrom * width) continue;
    if (x - from >= kAloneLetters * em) ++strips;
    if (x - from > best.x1 - best.x0) best = {from, x};
  }
  const int strip = best.x1 - best.x0;
  const double middle = (best.x0 + best.x1) / 2.0 / width;
  if (strips != 1 || strip < std::max(kLeastStrip * width, kLeastStripLetters * em) ||
      middle < kMiddleFrom || middle > kMiddleTo)
    return std::nullopt;
  if (!folded && strip < kOfOuterMargins * std::min(left, width - right)) return std::nullopt;
  int letters[2] = {0, 0};
  for (const PixelBox& part : ink)
    if (IsLetter(part, em)) ++letters[part.x0 >= best.x1 ? 1 : 0];
  if (letters[0] + letters[1] < kLeastLetters || std::min(letters[0], letters[1]) < kLeastOnOneSide)
    return std::nullopt;
  return best;
}

// Height of what fills the width of a straight half: lines of running text, ruled tables.
double FilledHeight(const WorkImage& half, double em) {
  const std::vector<PixelBox> ink = Ink(half.binary.get(), em);
  int left = half.width_px(), right = 0;
  for (const PixelBox& part : ink) {
    left = std::min(left, part.x0);
    right = std::max(right, part.x1);
  }
  const int reach = static_cast<int>(kWordGap * em);
  Raster lines = Raster::Take(pixCloseSafeBrick(nullptr, half.binary.get(), reach, 1));
  if (lines.empty()) return 0;
  double height = 0;
  for (const PixelBox& line : Ink(lines.get(), em))
    if (line.Width() >= kFilled * (right - left)) height += line.Height();
  return height;
}

Raster Cut(Pix* pix, int x0, int x1) {
  BOX* area = boxCreate(x0, 0, x1 - x0, pixGetHeight(pix));
  Raster cut = Raster::Take(pixClipRectangle(pix, area, nullptr));
  boxDestroy(&area);
  return cut;
}

// The image from x0 to x1, paper between white0 and white1 (places in the whole image).
std::optional<Half> CutHalf(const WorkImage& work, int x0, int x1, int white0, int white1) {
  Half half;
  half.x0 = x0;
  half.work.grey = Cut(work.grey.get(), x0, x1);
  half.work.binary = Cut(work.binary.get(), x0, x1);
  if (half.work.grey.empty() || half.work.binary.empty()) return std::nullopt;
  const int height = work.height_px();
  pixRasterop(half.work.grey.get(), white0 - x0, 0, white1 - white0, height, PIX_SET, nullptr, 0,
              0);
  pixRasterop(half.work.binary.get(), white0 - x0, 0, white1 - white0, height, PIX_CLR, nullptr, 0,
              0);
  half.work.grey.SetDpi(work.dpi, work.dpi);
  half.work.binary.SetDpi(work.dpi, work.dpi);
  half.work.pt_per_px_x = work.pt_per_px_x;
  half.work.pt_per_px_y = work.pt_per_px_y;
  half.work.letter_px = work.letter_px;
  half.work.dpi = work.dpi;
  half.work.rotation = work.rotation;
  Deskew(half.work);
  return half;
}

}  // namespace

std::vector<Half> SplitSpread(const WorkImage& work) {
  const double shape = double(work.width_px()) / std::max(1, work.height_px());
  if (shape < kNarrowest || shape > kWidest) return {};
  const double em = std::max(6.0, work.letter_px);
  const std::optional<Strip> strip = FindStrip(work, em);
  if (!strip) return {};
  const int middle = (strip->x0 + strip->x1) / 2;
  std::optional<Half> left = CutHalf(work, 0, middle, strip->x0, middle);
  if (!left) return {};
  std::optional<Half> right = CutHalf(work, middle, work.width_px(), middle, strip->x1);
  if (!right) return {};
  if (std::max(FilledHeight(left->work, em), FilledHeight(right->work, em)) < kFilledLetters * em)
    return {};
  std::vector<Half> halves;
  halves.push_back(std::move(*left));
  halves.push_back(std::move(*right));
  return halves;
}

}  // namespace planrec::acquire
