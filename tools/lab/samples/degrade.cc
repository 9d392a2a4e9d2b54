// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/degrade.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace planrec::samples {
namespace {

constexpr double kPi = 3.14159265358979323846;

Error Failed(const std::string& what) {
  return {ErrorType::kOutOfMemory, "Leptonica could not " + what, 0};
}

/// Paper is not white, ink is not black, and the lamp is not even.
class Paper {
 public:
  explicit Paper(Random& random)
      : paper_(238 + random.Between(0, 12)),
        ink_(random.Between(18, 52)),
        slope_x_((random.Unit() - 0.5) * 14),
        slope_y_((random.Unit() - 0.5) * 14) {}

  double operator()(unsigned char value, double x, double y) const {
    const double light = paper_ + slope_x_ * (x - 0.5) + slope_y_ * (y - 0.5);
    return ink_ + (light - ink_) * value / 255.0;
  }

 private:
  double paper_, ink_, slope_x_, slope_y_;
};

unsigned char Level(double value) {
  return static_cast<unsigned char>(std::clamp(std::lround(value), 0L, 255L));
}

PixPtr ToPix(const RgbPage& page) {
  PixPtr pix(pixCreate(page.width_px, page.height_px, 32));
  if (!pix) return pix;
  l_uint32* data = pixGetData(pix.get());
  const int stride = pixGetWpl(pix.get());
  size_t from = 0;
  for (int y = 0; y < page.height_px; ++y) {
    l_uint32* row = data + static_cast<ptrdiff_t>(y) * stride;
    for (int x = 0; x < page.width_px; ++x, from += 3) {
      composeRGBPixel(page.rgb[from], page.rgb[from + 1], page.rgb[from + 2], row + x);
    }
  }
  return pix;
}

void AddSpecks(RgbPage& page, int count, Random& random) {
  for (int i = 0; i < count; ++i) {
    const int cx = random.Between(0, page.width_px - 1), cy = random.Between(0, page.height_px - 1);
    const int radius = random.Between(0, 2);
    const auto shade = static_cast<unsigned char>(random.Between(20, 150));
    for (int y = std::max(0, cy - radius); y <= std::min(page.height_px - 1, cy + radius); ++y) {
      for (int x = std::max(0, cx - radius); x <= std::min(page.width_px - 1, cx + radius); ++x) {
        if ((x - cx) * (x - cx) + (y - cy) * (y - cy) > radius * radius) continue;
        const size_t at =
            (static_cast<size_t>(y) * static_cast<size_t>(page.width_px) + static_cast<size_t>(x)) *
            3;
        for (size_t k = 0; k < 3; ++k) page.rgb[at + k] = std::min(page.rgb[at + k], shade);
      }
    }
  }
}

/// Paper and sensor noise on every sample, in place.
void AddNoise(PIX* pix, double sigma, Random& random) {
  const Paper paper(random);
  const int width = pixGetWidth(pix), height = pixGetHeight(pix), stride = pixGetWpl(pix);
  const bool colour = pixGetDepth(pix) == 32;
  l_uint32* data = pixGetData(pix);
  for (int y = 0; y < height; ++y) {
    l_uint32* row = data + static_cast<ptrdiff_t>(y) * stride;
    const double v = static_cast<double>(y) / height;
    for (int x = 0; x < width; ++x) {
      const double u = static_cast<double>(x) / width;
      const double noise = sigma * random.Normal();
      if (colour) {
        l_int32 red = 0, green = 0, blue = 0;
        extractRGBValues(row[x], &red, &green, &blue);
        composeRGBPixel(Level(paper(static_cast<unsigned char>(red), u, v) + noise),
                        Level(paper(static_cast<unsigned char>(green), u, v) + noise),
                        Level(paper(static_cast<unsigned char>(blue), u, v) - 4 + noise), row + x);
      } else {
        const auto value = static_cast<unsigned char>(GET_DATA_BYTE(row, x));
        SET_DATA_BYTE(row, x, Level(paper(value, u, v) + noise));
      }
    }
  }
}

}  // namespace

Result<PixPtr> Degrade(const RgbPage& page, const Scan& scan, Random& random) {
  RgbPage dirty = page;
  AddSpecks(dirty, scan.specks, random);
  PixPtr pix = ToPix(dirty);
  if (!pix) return Failed("make the page image");
  if (scan.ground != Ground::kColour) pix.reset(pixConvertRGBToLuminance(pix.get()));
  if (pix && scan.skew_deg != 0) {
    const auto angle = static_cast<l_float32>(scan.skew_deg * kPi / 180);
    pix.reset(pixRotate(pix.get(), angle, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  }
  if (pix && scan.blur_px > 0) {
    L_KERNEL* kernel = makeGaussianKernel(2, 2, static_cast<l_float32>(scan.blur_px), 1.0F);
    pix.reset(pixGetDepth(pix.get()) == 32 ? pixConvolveRGB(pix.get(), kernel)
                                           : pixConvolve(pix.get(), kernel, 8, 1));
    kernelDestroy(&kernel);
  }
  if (!pix) return Failed("turn or blur the page image");
  AddNoise(pix.get(), scan.noise, random);
  if (scan.ground == Ground::kBitonal) {
    pix.reset(pixThresholdToBinary(pix.get(), 148 + random.Between(-12, 12)));
  }
  if (pix && scan.quarter_turns != 0) {
    pix.reset(pixRotateOrth(pix.get(), scan.quarter_turns & 3));
  }
  if (!pix) return Failed("finish the page image");
  pixSetResolution(pix.get(), scan.dpi, scan.dpi);
  return pix;
}

Result<std::string> Jpeg(PIX* pix, int quality) {
  l_uint8* data = nullptr;
  size_t size = 0;
  if (pixWriteMemJpeg(&data, &size, pix, quality, 0) != 0) return Failed("write a JPEG");
  std::string bytes(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return bytes;
}

Result<std::string> Group4(PIX* pix) {
  L_COMP_DATA* data = nullptr;
  if (pixGenerateCIData(pix, L_G4_ENCODE, 0, 0, &data) != 0) return Failed("write CCITT data");
  std::string bytes(reinterpret_cast<const char*>(data->datacomp), data->nbytescomp);
  l_CIDataDestroy(&data);
  return bytes;
}

Status WriteGroup4Tiff(const std::string& path, const std::vector<PixPtr>& pages) {
  for (size_t i = 0; i < pages.size(); ++i) {
    if (pixWriteTiff(path.c_str(), pages[i].get(), IFF_TIFF_G4, i == 0 ? "w" : "a") != 0) {
      return Error{ErrorType::kOutputFailed, path + ": can't be written", 0};
    }
  }
  return Done{};
}

}  // namespace planrec::samples
