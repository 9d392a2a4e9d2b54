// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/page_picture.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace planrec::acquire {
namespace {

constexpr size_t kPagesKept = 4;
// What a page is drawn at: A4 at 170 dpi for looking at it, at 300 for looking closely.
constexpr double kDpi = 170, kFineDpi = 300;
constexpr double kPixels = 2.8e6, kFinePixels = 8.8e6;
constexpr double kFinePart_px = 1700;  // page widths above this are looked at closely
constexpr double kLeastSkew_deg = 0.05;
constexpr double kWholePage = 0.005;  // a picture whose edges are this near the page's is all of it
constexpr int kQuality = 82;          // of JPEG: below, thin strokes of marks fray

bool Turn(Raster& raster, int quarters) {
  if (quarters == 0) return true;
  raster = Raster::Take(pixRotateOrth(raster.get(), quarters));
  return !raster.empty();
}

/// As Deskew did it: about the middle, the size kept.
bool Straighten(Raster& raster, double skew_deg) {
  if (std::abs(skew_deg) < kLeastSkew_deg) return true;
  raster = Raster::Take(pixRotate(raster.get(), static_cast<float>(skew_deg * M_PI / 180),
                                  L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  return !raster.empty();
}

/// To at most that many pixels, bits as grey.
bool Reduce(Raster& raster, double pixels) {
  const double have = static_cast<double>(raster.width_px()) * raster.height_px();
  const auto factor = static_cast<float>(std::sqrt(pixels / have));
  if (raster.depth() == 1) {
    raster = Raster::Take(factor < 1 ? pixScaleToGray(raster.get(), std::min(factor, 0.99F))
                                     : pixConvert1To8(nullptr, raster.get(), 255, 0));
  } else if (factor < 1) {
    raster = Raster::Take(pixScaleAreaMap(raster.get(), factor, factor));
  }
  return !raster.empty();
}

/// The page around a picture of a part of it.
bool Place(Raster& raster, PagePicture& part, int quarters) {
  for (int i = 0; i < quarters; ++i) {
    const double x0 = part.x0, x1 = part.x1;
    part.x0 = 1 - part.y1, part.x1 = 1 - part.y0;
    part.y0 = x0, part.y1 = x1;
  }
  const auto off = [](double edge, double pages) { return std::abs(edge - pages) > kWholePage; };
  if (!off(part.x0, 0) && !off(part.y0, 0) && !off(part.x1, 1) && !off(part.y1, 1)) return true;
  const double across = part.x1 - part.x0, down = part.y1 - part.y0;
  if (across <= 0.01 || down <= 0.01) return false;
  const auto width = static_cast<int>(std::lround(raster.width_px() / across));
  const auto height = static_cast<int>(std::lround(raster.height_px() / down));
  if (static_cast<double>(width) * height > 4 * kFinePixels) return false;
  Raster page = Raster::Take(pixCreate(width, height, raster.depth()));
  if (page.empty() || pixSetAll(page.get()) != 0) return false;
  pixRasterop(page.get(), static_cast<int>(std::lround(part.x0 * width)),
              static_cast<int>(std::lround(part.y0 * height)), raster.width_px(),
              raster.height_px(), PIX_SRC, raster.get(), 0, 0);
  raster = std::move(page);
  return true;
}

Error NoMemory() {
  return {ErrorType::kOutOfMemory, "no memory to draw the page; raise --memory-limit"};
}

/// The asked part, at most width_px wide.
Raster Cut(const Raster& page, const PictureRequest& request) {
  const int width = page.width_px(), height = page.height_px();
  const int x0 = std::clamp(static_cast<int>(std::floor(request.x0 * width)), 0, width - 1);
  const int y0 = std::clamp(static_cast<int>(std::floor(request.y0 * height)), 0, height - 1);
  const int x1 = std::clamp(static_cast<int>(std::ceil(request.x1 * width)), x0 + 1, width);
  const int y1 = std::clamp(static_cast<int>(std::ceil(request.y1 * height)), y0 + 1, height);
  ::Box* box = boxCreate(x0, y0, x1 - x0, y1 - y0);
  Raster part = Raster::Take(pixClipRectangle(page.get(), box, nullptr));
  boxDestroy(&box);
  const float factor = static_cast<float>(request.width_px) / static_cast<float>(x1 - x0);
  if (part.empty() || factor >= 1) return part;
  return Raster::Take(pixScaleAreaMap(part.get(), factor, factor));
}

}  // namespace

Result<std::string> PagePictures::Jpeg(const PictureRequest& request) {
  const double across = request.x1 - request.x0;
  if (!(across > 0) || !(request.y1 > request.y0) || request.x0 >= 1 || request.y0 >= 1 ||
      request.x1 <= 0 || request.y1 <= 0) {
    return Error{ErrorType::kUnreadable, "there is no such part of the page", request.page};
  }
  const bool whole_fine = across > 0.5 && request.width_px / across > kFinePart_px;
  const Result<const Raster*> page = Page(request, whole_fine);
  if (!page) return page.error();
  const Raster part = Cut(**page, request);
  if (part.empty()) return NoMemory();
  l_uint8* bytes = nullptr;
  size_t size = 0;
  if (pixWriteMemJpeg(&bytes, &size, part.get(), kQuality, 0) != 0) return NoMemory();
  std::string jpeg(reinterpret_cast<const char*>(bytes), size);
  lept_free(bytes);
  return jpeg;
}

Result<const Raster*> PagePictures::Page(const PictureRequest& request, bool fine) {
  const auto kept = std::find_if(drawn_.begin(), drawn_.end(), [&](const Drawn& drawn) {
    return drawn.page == request.page && drawn.quarters == request.quarters &&
           drawn.skew_deg == request.skew_deg && (drawn.fine || !fine);
  });
  if (kept != drawn_.end()) {
    drawn_.splice(drawn_.begin(), drawn_, kept);
    return &drawn_.front().raster;
  }
  LimitLeptonicaTalk();
  Result<PagePicture> picture = source_.Picture(request.page, fine ? kFineDpi : kDpi, limits_);
  if (!picture) return picture.error();
  Raster raster = std::move(picture->raster);
  if (raster.empty() || !Reduce(raster, fine ? kFinePixels : kPixels) ||
      !Turn(raster, request.quarters) || !Straighten(raster, request.skew_deg) ||
      !Place(raster, *picture, request.quarters)) {
    return NoMemory();
  }
  drawn_.push_front({request.page, request.quarters, request.skew_deg, fine, std::move(raster)});
  if (drawn_.size() > kPagesKept) drawn_.pop_back();
  return &drawn_.front().raster;
}

}  // namespace planrec::acquire
