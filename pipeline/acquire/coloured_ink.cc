// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/coloured_ink.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace planrec::acquire {
namespace {

// Difference of the strongest and the weakest channel: below the first a pixel is grey, above the
// second it is coloured. Black print on JPEG scans shows up to 35, faded seals 60 and more.
constexpr int kGreyChroma = 36, kColouredChroma = 76;
// Strongest channel of a coloured pixel: up to the first there is print below, from the second on
// there is ink only.
constexpr int kPrintBelow = 70, kInkOnly = 140;

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
  const uint32_t* from = pixGetData(colour.get());
  uint32_t* to = pixGetData(grey.get());
  const int from_words = pixGetWpl(colour.get()), to_words = pixGetWpl(grey.get());
  for (int y = 0; y < height; ++y) {
    const uint32_t* in = from + static_cast<size_t>(y) * from_words;
    uint32_t* out = to + static_cast<size_t>(y) * to_words;
    for (int x = 0; x < width; ++x) {
      const uint32_t pixel = in[x];
      const int r = static_cast<int>(pixel >> L_RED_SHIFT & 0xff);
      const int g = static_cast<int>(pixel >> L_GREEN_SHIFT & 0xff);
      const int b = static_cast<int>(pixel >> L_BLUE_SHIFT & 0xff);
      const int strongest = std::max({r, g, b}), weakest = std::min({r, g, b});
      int value = (r * 77 + g * 150 + b * 29) >> 8;
      if (const int mix = tables.mix[strongest - weakest]; mix > 0)
        value += (tables.bright[strongest] - value) * mix / 256;
      SET_DATA_BYTE(out, x, static_cast<l_uint8>(std::clamp(value, 0, 255)));
    }
  }
  return grey;
}

}  // namespace planrec::acquire
