// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/pdf_image.h"

#include <GfxState.h>
#include <PDFDoc.h>
#include <SplashOutputDev.h>
#include <Stream.h>
#include <leptonica/allheaders.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "pipeline/acquire/pdf/page_device.h"

namespace planrec::acquire {
namespace {

constexpr int64_t kMostStoredPixels = 2'000'000'000;
constexpr double kLevel = 0.02;  // sine up to which an image stands straight

enum class Pixels { kBlackWhite, kGrey, kColour };

// How the image's samples are read. One-component spaces (grey, palettes, separations) are asked
// for each value what it looks like.
Pixels KindOf(GfxImageColorMap& map) {
  if (map.getNumPixelComps() != 1 || map.getBits() > 8) {
    const GfxColorSpaceMode mode = map.getColorSpace()->getMode();
    return mode == csDeviceGray || mode == csCalGray ? Pixels::kGrey : Pixels::kColour;
  }
  int dark = 0, light = 0;
  for (int value = 0; value < 1 << map.getBits(); ++value) {
    const auto sample = static_cast<unsigned char>(value);
    GfxRGB c;
    map.getRGB(&sample, &c);
    const int r = colToByte(c.r), g = colToByte(c.g), b = colToByte(c.b);
    if (std::max({r, g, b}) - std::min({r, g, b}) > 8) return Pixels::kColour;
    ++(g < 128 ? dark : light);
  }
  return map.getBits() == 1 && dark == 1 && light == 1 ? Pixels::kBlackWhite : Pixels::kGrey;
}

// Sums k × k pixels into one, a row of the result at a time.
class Reducer {
 public:
  Reducer(int width, int factor, int channels)
      : factor_(factor), channels_(channels), out_width_(width / factor) {
    sums_.assign(static_cast<size_t>(out_width_) * channels_, 0);
  }
  void AddRow(const unsigned char* row) {
    for (int x = 0; x < out_width_ * factor_; ++x)
      for (int c = 0; c < channels_; ++c)
        sums_[static_cast<size_t>(x / factor_) * channels_ + c] +=
            row[static_cast<size_t>(x) * channels_ + c];
  }
  void Finish(unsigned char* out) {
    const uint32_t area = static_cast<uint32_t>(factor_ * factor_);
    for (size_t i = 0; i < sums_.size(); ++i) out[i] = static_cast<unsigned char>(sums_[i] / area);
    std::fill(sums_.begin(), sums_.end(), 0);
  }
  int out_width() const { return out_width_; }

 private:
  int factor_, channels_, out_width_;
  std::vector<uint32_t> sums_;
};

void PutRow(Pix* pix, int y, const unsigned char* row, int channels) {
  l_uint32* line = pixGetData(pix) + static_cast<size_t>(y) * pixGetWpl(pix);
  const int width = pixGetWidth(pix);
  if (channels == 1) {
    for (int x = 0; x < width; ++x) SET_DATA_BYTE(line, x, row[x]);
    return;
  }
  for (int x = 0; x < width; ++x) {
    const unsigned char* p = row + 3 * static_cast<size_t>(x);
    line[x] = (static_cast<l_uint32>(p[0]) << L_RED_SHIFT) |
              (static_cast<l_uint32>(p[1]) << L_GREEN_SHIFT) |
              (static_cast<l_uint32>(p[2]) << L_BLUE_SHIFT);
  }
}

// A truncated stream gives white for what is missing.
Raster Decode(Stream* stream, int width, int height, GfxImageColorMap& map, int64_t max_pixels) {
  const int64_t area = static_cast<int64_t>(width) * height;
  if (width < 1 || height < 1 || area > kMostStoredPixels || !map.isOk()) return {};
  int factor = 1;
  while (area / factor / factor > max_pixels) ++factor;
  const Pixels kind = KindOf(map);
  ImageStream image(stream, width, map.getNumPixelComps(), map.getBits());
  image.reset();
  Raster raster;
  if (kind == Pixels::kBlackWhite && factor == 1) {
    raster = Raster::Take(pixCreate(width, height, 1));
    if (raster.empty()) return {};
    bool black[2];
    for (const unsigned char value : {'\0', '\1'}) {
      GfxGray grey;
      map.getGray(&value, &grey);
      black[value] = colToDbl(grey) < 0.5;
    }
    for (int y = 0; y < height; ++y) {
      const unsigned char* row = image.getLine();
      if (!row) break;
      l_uint32* line = pixGetData(raster.get()) + static_cast<size_t>(y) * pixGetWpl(raster.get());
      for (int x = 0; x < width; ++x)
        if (black[row[x] & 1]) SET_DATA_BIT(line, x);
    }
    image.close();
    return raster;
  }
  const int channels = kind == Pixels::kColour ? 3 : 1;
  Reducer reducer(width, factor, channels);
  const int out_height = height / factor;
  raster = Raster::Take(pixCreate(reducer.out_width(), out_height, channels == 3 ? 32 : 8));
  if (raster.empty()) return {};
  pixSetAll(raster.get());
  std::vector<unsigned char> line(static_cast<size_t>(width) * channels);
  std::vector<unsigned char> out(static_cast<size_t>(reducer.out_width()) * channels);
  for (int y = 0; y < out_height * factor; ++y) {
    unsigned char* row = image.getLine();
    if (!row) break;
    if (channels == 3)
      map.getRGBLine(row, line.data(), width);
    else
      map.getGrayLine(row, line.data(), width);
    if (factor == 1) {
      PutRow(raster.get(), y, line.data(), channels);
      continue;
    }
    reducer.AddRow(line.data());
    if (y % factor == factor - 1) {
      reducer.Finish(out.data());
      PutRow(raster.get(), y / factor, out.data(), channels);
    }
  }
  image.close();
  return raster;
}

// A stencil: 1-bit, painted in one colour. Only dark paint is read as a page.
Raster DecodeStencil(Stream* stream, GfxState& state, int width, int height, bool invert,
                     int64_t max_pixels) {
  const int64_t area = static_cast<int64_t>(width) * height;
  if (width < 1 || height < 1 || area > std::min(max_pixels * 8, kMostStoredPixels)) return {};
  GfxRGB paint;
  state.getFillRGB(&paint);
  if (0.3 * colToDbl(paint.r) + 0.59 * colToDbl(paint.g) + 0.11 * colToDbl(paint.b) > 0.5)
    return {};
  Raster raster = Raster::Take(pixCreate(width, height, 1));
  if (raster.empty()) return {};
  ImageStream image(stream, width, 1, 1);
  image.reset();
  const int painted = invert ? 1 : 0;
  for (int y = 0; y < height; ++y) {
    const unsigned char* row = image.getLine();
    if (!row) break;
    l_uint32* line = pixGetData(raster.get()) + static_cast<size_t>(y) * pixGetWpl(raster.get());
    for (int x = 0; x < width; ++x)
      if ((row[x] & 1) == painted) SET_DATA_BIT(line, x);
  }
  image.close();
  return raster;
}

// The image as it stands on the page: `m` maps the unit square (y up) to the page (y down). False
// where it stands slanted.
bool Straighten(Raster& raster, const double* m) {
  double ux = m[0], uy = m[1], vx = -m[2], vy = -m[3];  // along a row, down a column
  auto level = [](double a, double b) {
    return std::min(std::abs(a), std::abs(b)) <= kLevel * std::hypot(a, b);
  };
  if (!level(ux, uy) || !level(vx, vy)) return false;
  const bool swapped = std::abs(ux) < std::abs(uy);
  if (swapped == (std::abs(vx) < std::abs(vy))) return false;
  // Columns that run against what the rows ask for: mirrored.
  if (ux * vy - uy * vx < 0) {
    if (pixFlipLR(raster.get(), raster.get()) == nullptr) return false;
    ux = -ux;
    uy = -uy;
  }
  int quarters = 0;
  if (!swapped)
    quarters = ux > 0 ? 0 : 2;
  else
    quarters = uy > 0 ? 1 : 3;
  if (quarters) {
    Raster turned = Raster::Take(pixRotateOrth(raster.get(), quarters));
    if (turned.empty()) return false;
    raster = std::move(turned);
  }
  return true;
}

class ImageGrabber : public BareDevice {
 public:
  ImageGrabber(int index, int64_t max_pixels) : index_(index), max_pixels_(max_pixels) {}
  Raster raster;
  bool done = false;

  void drawChar(GfxState*, double, double, double, double, double, double, CharCode, int,
                const Unicode*, int) override {}
  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool inlined) override {
    if (!IsWanted()) {
      OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inlined);
      return;
    }
    raster = DecodeStencil(stream, *state, width, height, invert, max_pixels_);
    Finish(*state);
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* map, bool interpolate, const int* mask_colors,
                 bool inlined) override {
    if (!IsWanted()) {
      OutputDev::drawImage(state, ref, stream, width, height, map, interpolate, mask_colors,
                           inlined);
      return;
    }
    raster = Decode(stream, width, height, *map, max_pixels_);
    Finish(*state);
  }

 private:
  bool IsWanted() { return !InSoftMask() && next_++ == index_; }
  void Finish(const GfxState& state) {
    done = true;
    if (!raster.empty() && !Straighten(raster, state.getCTM())) raster = {};
  }

  int index_;
  int64_t max_pixels_;
  int next_ = 0;
};

/// Draws what the page draws, but of its characters only the chosen ones.
class ChosenText : public SplashOutputDev {
 public:
  ChosenText(SplashColorPtr paper, double dpi, const std::vector<Box>* boxes)
      : SplashOutputDev(splashModeRGB8, 4, false, paper), scale_(72 / dpi), boxes_(boxes) {}
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* u, int count) override {
    if (IsChosen(*state, x + dx / 2, y + dy / 2))
      SplashOutputDev::drawChar(state, x, y, dx, dy, origin_x, origin_y, code, bytes, u, count);
  }
  bool beginType3Char(GfxState* state, double x, double y, double dx, double dy, CharCode code,
                      const Unicode* u, int count) override {
    return !IsChosen(*state, x, y) ||
           SplashOutputDev::beginType3Char(state, x, y, dx, dy, code, u, count);
  }

 private:
  bool IsChosen(const GfxState& state, double x, double y) const {
    if (boxes_ == nullptr) return true;
    double page_x = 0, page_y = 0;
    state.transform(x, y, &page_x, &page_y);
    page_x *= scale_;
    page_y *= scale_;
    return std::any_of(boxes_->begin(), boxes_->end(), [&](const Box& box) {
      return page_x >= box.x0 - kSlack_pt && page_x <= box.x1 + kSlack_pt &&
             page_y >= box.y0 - kSlack_pt && page_y <= box.y1 + kSlack_pt;
    });
  }

  static constexpr double kSlack_pt = 1;  // the base line is a line's lower edge, or nearly
  double scale_;
  const std::vector<Box>* boxes_;
};

}  // namespace

Raster StoredImage(PDFDoc& document, int page, int index, const Box& box, int64_t max_pixels) {
  ImageGrabber grabber(index, max_pixels);
  document.displayPage(
      &grabber, page, 72, 72, 0, false, true, false,
      [](void* device) { return static_cast<ImageGrabber*>(device)->done; }, &grabber,
      BareDevice::ChooseAnnotation, &grabber);
  Raster& raster = grabber.raster;
  if (raster.empty() || box.Empty()) return {};
  raster.SetDpi(static_cast<int>(std::lround(raster.width_px() * 72 / box.Width())),
                static_cast<int>(std::lround(raster.height_px() * 72 / box.Height())));
  return std::move(raster);
}

Raster CutOut(const Raster& raster, int x, int y, int width, int height) {
  ::Box* part = boxCreate(x, y, width, height);
  Raster cut = Raster::Take(pixClipRectangle(raster.get(), part, nullptr));
  boxDestroy(&part);
  cut.SetDpi(raster.x_dpi(), raster.y_dpi());
  return cut;
}

Raster RenderPage(PDFDoc& document, int page, double dpi, const std::vector<Box>* text) {
  SplashColor paper;
  paper[0] = paper[1] = paper[2] = 255;
  ChosenText splash(paper, dpi, text);
  splash.setFontAntialias(true);
  splash.setVectorAntialias(true);
  splash.startDoc(&document);
  document.displayPage(&splash, page, dpi, dpi, 0, false, true, false, nullptr, nullptr,
                       BareDevice::IsPartOfPage, nullptr);
  SplashBitmap* bitmap = splash.getBitmap();
  if (!bitmap || !bitmap->getDataPtr()) return {};
  const int width = bitmap->getWidth(), height = bitmap->getHeight();
  Raster raster = Raster::Take(pixCreate(width, height, 32));
  if (raster.empty()) return {};
  for (int y = 0; y < height; ++y)
    PutRow(raster.get(), y,
           bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize(), 3);
  const int whole = static_cast<int>(std::lround(dpi));
  raster.SetDpi(whole, whole);
  return raster;
}

}  // namespace planrec::acquire
