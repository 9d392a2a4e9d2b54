// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/coloured_ink.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "pipeline/acquire/image/coloured_text.h"

namespace planrec::acquire {
namespace {

// Difference of the strongest and the weakest channel: below the first a pixel is grey, above the
// second it is coloured. Black print on JPEG scans shows up to 35, faded seals 60 and more.
constexpr int kGreyChroma = 36, kColouredChroma = 76;
// Strongest channel of a coloured pixel: up to the first there is print below, from the second on
// there is ink only.
constexpr int kPrintBelow = 70, kInkOnly = 140;

// JPEG blurs colour over its neighbours: at a stroke's edge the ink is dark and nearly grey. Within
// this reach of coloured ink (pixels at 200 dpi) all is judged as coloured.
constexpr double kReachPx = 2.0;
constexpr int kDpi = 200;
// Fewer coloured pixels than this are noise.
constexpr int kFewest = 64;

struct Tables {
  std::array<int, 256> mix{};     // by chroma: weight of the coloured reading, 0..256
  std::array<int, 256> bright{};  // by strongest channel: brightness of the coloured reading
  Tables() {
    for (int i = 0; i < 256; ++i) {
      mix[i] = std::clamp((i - kGreyChroma) * 256 / (kColouredChroma - kGreyChroma), 0, 256);
      bright[i] = std::clamp((i - kPrintBelow) * 255 / (kInkOnly - kPrintBelow), 0, 255);
      // Darker than the ink itself would be print made darker: never below the channel's value.
      bright[i] = std::max(bright[i], std::min(i, kPrintBelow));
    }
  }
};

struct Channels {
  int r, g, b;
  explicit Channels(uint32_t pixel)
      : r(static_cast<int>(pixel >> L_RED_SHIFT & 0xff)),
        g(static_cast<int>(pixel >> L_GREEN_SHIFT & 0xff)),
        b(static_cast<int>(pixel >> L_BLUE_SHIFT & 0xff)) {}
  int Strongest() const { return std::max({r, g, b}); }
  int Chroma() const { return Strongest() - std::min({r, g, b}); }
};

// For each pixel the largest chroma within reach; empty where the image has no coloured ink.
Raster ChromaNearby(const Raster& colour, int dpi) {
  const int width = colour.width_px(), height = colour.height_px();
  Raster chroma = Raster::Take(pixCreateNoInit(width, height, 8));
  if (chroma.empty()) return {};
  const uint32_t* from = pixGetData(colour.get());
  uint32_t* to = pixGetData(chroma.get());
  const int from_words = pixGetWpl(colour.get()), to_words = pixGetWpl(chroma.get());
  int coloured = 0;
  for (int y = 0; y < height; ++y) {
    const uint32_t* in = from + static_cast<size_t>(y) * from_words;
    uint32_t* out = to + static_cast<size_t>(y) * to_words;
    for (int x = 0; x < width; ++x) {
      const int value = Channels(in[x]).Chroma();
      coloured += value >= kColouredChroma ? 1 : 0;
      SET_DATA_BYTE(out, x, static_cast<l_uint8>(value));
    }
  }
  if (coloured < kFewest) return {};
  const int reach = std::max(1, static_cast<int>(kReachPx * (dpi > 0 ? dpi : kDpi) / kDpi + 0.5));
  return Raster::Take(pixDilateGray(chroma.get(), 2 * reach + 1, 2 * reach + 1));
}

// Text in colour becomes as dark as its weakest channel helps it to be: pale red is brighter than
// many a paper's shadow, its blue channel is not.
void KeepText(const Raster& colour, const PixelBox& box, Raster& grey) {
  for (int y = box.y0; y < box.y1; ++y) {
    const uint32_t* in =
        pixGetData(colour.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(colour.get());
    uint32_t* out = pixGetData(grey.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey.get());
    for (int x = box.x0; x < box.x1; ++x) {
      const Channels pixel(in[x]);
      const int luminance = (pixel.r * 77 + pixel.g * 150 + pixel.b * 29) >> 8;
      SET_DATA_BYTE(out, x,
                    static_cast<l_uint8>((luminance + pixel.Strongest() - pixel.Chroma()) / 2));
    }
  }
}

}  // namespace

Raster GreyWithoutColouredInk(const Raster& image) {
  if (image.depth() == 1) return Raster::Take(pixConvert1To8(nullptr, image.get(), 255, 0));
  const bool mapped = pixGetColormap(image.get()) != nullptr;
  Raster colour;
  if (mapped)
    colour = Raster::Take(pixRemoveColormap(image.get(), REMOVE_CMAP_BASED_ON_SRC));
  else if (image.depth() == 32 && pixGetSpp(image.get()) == 4)
    colour = Raster::Take(pixAlphaBlendUniform(image.get(), 0xffffff00));
  else
    colour = Raster::Take(pixClone(image.get()));
  if (colour.empty()) return {};
  if (colour.depth() != 32) return Raster::Take(pixConvertTo8(colour.get(), 0));

  const int width = colour.width_px(), height = colour.height_px();
  Raster grey = Raster::Take(pixCreateNoInit(width, height, 8));
  if (grey.empty()) return {};
  pixCopyResolution(grey.get(), image.get());
  static const Tables tables;
  const Raster chroma = ChromaNearby(colour, image.x_dpi());
  const uint32_t* from = pixGetData(colour.get());
  const uint32_t* nearby = chroma.empty() ? nullptr : pixGetData(chroma.get());
  uint32_t* to = pixGetData(grey.get());
  const int from_words = pixGetWpl(colour.get()), to_words = pixGetWpl(grey.get());
  for (int y = 0; y < height; ++y) {
    const uint32_t* in = from + static_cast<size_t>(y) * from_words;
    const uint32_t* near = nearby == nullptr ? nullptr : nearby + static_cast<size_t>(y) * to_words;
    uint32_t* out = to + static_cast<size_t>(y) * to_words;
    for (int x = 0; x < width; ++x) {
      const Channels pixel(in[x]);
      int value = (pixel.r * 77 + pixel.g * 150 + pixel.b * 29) >> 8;
      if (near != nullptr) {
        if (const int mix = tables.mix[GET_DATA_BYTE(near, x)]; mix > 0)
          value += (tables.bright[pixel.Strongest()] - value) * mix / 256;
      }
      SET_DATA_BYTE(out, x, static_cast<l_uint8>(std::clamp(value, 0, 255)));
    }
  }
  if (!chroma.empty()) {
    for (const PixelBox& box : ColouredText(colour, image.x_dpi(), kColouredChroma))
      KeepText(colour, box, grey);
  }
  return grey;
}

}  // namespace planrec::acquire
