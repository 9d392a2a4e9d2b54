// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/page_view.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace planrec::acquire {
namespace {

constexpr int kMargin = 2;
constexpr int kRedder = 50;  // a red pixel's red channel beside its others

/// One byte a pixel, 0 black: of colours the red channel (red ink is bright in it, blue dark), or
/// with `red` the darkest.
std::vector<uint8_t> Bytes(Pix* pix, bool red) {
  const int width = pixGetWidth(pix), height = pixGetHeight(pix), depth = pixGetDepth(pix);
  std::vector<uint8_t> bytes(static_cast<size_t>(width) * static_cast<size_t>(height));
  uint8_t* to = bytes.data();
  for (int y = 0; y < height; ++y) {
    const l_uint32* line = pixGetData(pix) + static_cast<size_t>(y) * pixGetWpl(pix);
    for (int x = 0; x < width; ++x, ++to) {
      if (depth == 32) {
        const l_uint32 pixel = line[x];
        const auto channel = [&](int shift) { return static_cast<int>(pixel >> shift & 0xff); };
        const int r = channel(L_RED_SHIFT), g = channel(L_GREEN_SHIFT), b = channel(L_BLUE_SHIFT);
        const bool red_ink = r - std::max(g, b) >= kRedder;
        *to = static_cast<uint8_t>(red ? std::min({r, g, b}) : red_ink ? 255 : r);
      } else {
        *to = static_cast<uint8_t>(GET_DATA_BYTE(line, x));
      }
    }
  }
  return bytes;
}

/// How bright a pixel is in the ink asked for.
int Brightness(const l_uint32* row, int x, int depth, Inks inks) {
  if (depth != 32) return static_cast<int>(GET_DATA_BYTE(row, x));
  const auto channel = [&](int shift) { return static_cast<int>(row[x] >> shift & 0xff); };
  const int r = channel(L_RED_SHIFT), g = channel(L_GREEN_SHIFT), b = channel(L_BLUE_SHIFT);
  constexpr int kStrength = 2;  // red ink is seldom redder than half of what could be
  switch (inks) {
    case Inks::kAll:
      return std::min({r, g, b});
    case Inks::kBlack:
      return std::max({r, g, b});
    case Inks::kRed:
      break;
  }
  return 255 - std::clamp(kStrength * (r - std::max(g, b)), 0, 255);
}

/// Between the four pixels around a place.
int Mean(Pix* pix, double x, double y, Inks inks) {
  const int width = pixGetWidth(pix), height = pixGetHeight(pix), depth = pixGetDepth(pix);
  x = std::clamp(x - 0.5, 0.0, width - 1.0);
  y = std::clamp(y - 0.5, 0.0, height - 1.0);
  const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
  const int x1 = std::min(x0 + 1, width - 1), y1 = std::min(y0 + 1, height - 1);
  const double u = x - x0, v = y - y0;
  const l_uint32* upper = pixGetData(pix) + static_cast<std::ptrdiff_t>(y0) * pixGetWpl(pix);
  const l_uint32* lower = pixGetData(pix) + static_cast<std::ptrdiff_t>(y1) * pixGetWpl(pix);
  const auto at = [&](const l_uint32* row, int column) {
    return static_cast<double>(Brightness(row, column, depth, inks));
  };
  return static_cast<int>((1 - v) * ((1 - u) * at(upper, x0) + u * at(upper, x1)) +
                          v * ((1 - u) * at(lower, x0) + u * at(lower, x1)));
}

Raster Plain(const Raster& image, const PixelBox& box) {
  BOX* area = boxCreate(box.x0, box.y0, box.Width(), box.Height());
  Raster cut = Raster::Take(pixClipRectangle(image.get(), area, nullptr));
  boxDestroy(&area);
  if (cut.empty()) return cut;
  if (pixGetColormap(cut.get()) != nullptr)
    cut = Raster::Take(pixRemoveColormap(cut.get(), REMOVE_CMAP_BASED_ON_SRC));
  if (!cut.empty() && cut.depth() == 32 && pixGetSpp(cut.get()) == 4)
    cut = Raster::Take(pixAlphaBlendUniform(cut.get(), 0xffffff00));
  if (!cut.empty() && cut.depth() == 1)
    return Raster::Take(pixConvert1To8(nullptr, cut.get(), 255, 0));
  if (!cut.empty() && cut.depth() != 8 && cut.depth() != 32)
    return Raster::Take(pixConvertTo8(cut.get(), 0));
  return cut;
}

}  // namespace

PageView::PageView(const Raster& image, const WorkImage& work, const WholeImage& whole)
    : image_(image),
      work_width_(work.width_px()),
      work_height_(work.height_px()),
      turn_((work.rotation / 90 % 4 + 4) % 4),
      skew_(work.skew_deg.value_or(0) * M_PI / 180),
      whole_(whole) {}

Direction PageView::ToImage(double x, double y) const {
  // Leptonica turns about the middle pixel.
  const double dx = x - work_width_ / 2, dy = y - work_height_ / 2;
  x = work_width_ / 2 + dx * std::cos(skew_) + dy * std::sin(skew_) + whole_.x0;
  y = work_height_ / 2 + dy * std::cos(skew_) - dx * std::sin(skew_);
  const double width = whole_.width, height = whole_.height;
  const Direction upright[] = {{x, y}, {y, width - x}, {width - x, height - y}, {height - y, x}};
  const bool sideways = turn_ % 2 == 1;
  const Direction at = upright[turn_];
  return {at.x * image_.width_px() / (sideways ? height : width),
          at.y * image_.height_px() / (sideways ? width : height)};
}

Strip PageView::Cut(const StripPlace& place, int width, bool red) const {
  const auto image_step = [&](double dx, double dy) {
    const Direction from = ToImage(place.x, place.baseline),
                    to = ToImage(place.x + dx, place.baseline + dy);
    return Direction{to.x - from.x, to.y - from.y};
  };
  WritingLine line;
  const Direction start = ToImage(place.x, place.baseline);
  line.along = image_step(place.capital, 0);
  line.down = image_step(0, place.capital);
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (const double u : {0.0, double(width) / kStripCapital}) {
    for (const double v : {-double(kStripBaseline) / kStripCapital,
                           double(kStripRows - kStripBaseline) / kStripCapital}) {
      const double x = start.x + u * line.along.x + v * line.down.x,
                   y = start.y + u * line.along.y + v * line.down.y;
      left = std::min(left, x), right = std::max(right, x);
      top = std::min(top, y), bottom = std::max(bottom, y);
    }
  }
  const auto bound = [](double value, int most) {
    return static_cast<int>(std::clamp(value, 0.0, double(most)));
  };
  const PixelBox box{
      bound(left - kMargin, image_.width_px()), bound(top - kMargin, image_.height_px()),
      bound(right + kMargin, image_.width_px()), bound(bottom + kMargin, image_.height_px())};
  const Raster cut = box.Empty() ? Raster() : Plain(image_, box);
  if (cut.empty()) return CutStrip({}, line, width);
  line.x = start.x - box.x0;
  line.y = start.y - box.y0;
  const std::vector<uint8_t> bytes = Bytes(cut.get(), red);
  return CutStrip({bytes.data(), cut.width_px(), cut.height_px()}, line, width);
}

Raster PageView::CutArea(const PixelBox& area, Inks inks) const {
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (const int x : {area.x0, area.x1}) {
    for (const int y : {area.y0, area.y1}) {
      const Direction at = ToImage(x, y);
      left = std::min(left, at.x), right = std::max(right, at.x);
      top = std::min(top, at.y), bottom = std::max(bottom, at.y);
    }
  }
  const auto bound = [](double value, int most) {
    return static_cast<int>(std::clamp(value, 0.0, double(most)));
  };
  const PixelBox box{
      bound(left - kMargin, image_.width_px()), bound(top - kMargin, image_.height_px()),
      bound(right + kMargin, image_.width_px()), bound(bottom + kMargin, image_.height_px())};
  const Raster cut = box.Empty() ? Raster() : Plain(image_, box);
  if (cut.empty() || (inks == Inks::kRed && cut.depth() != 32)) return {};
  Raster grey = Raster::Take(pixCreateNoInit(area.Width(), area.Height(), 8));
  if (grey.empty()) return grey;
  for (int y = 0; y < area.Height(); ++y) {
    l_uint32* row = pixGetData(grey.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey.get());
    for (int x = 0; x < area.Width(); ++x) {
      const Direction at = ToImage(area.x0 + x + 0.5, area.y0 + y + 0.5);
      const int value = Mean(cut.get(), at.x - box.x0, at.y - box.y0, inks);
      SET_DATA_BYTE(row, x, static_cast<l_uint8>(value));
    }
  }
  return grey;
}

}  // namespace planrec::acquire
