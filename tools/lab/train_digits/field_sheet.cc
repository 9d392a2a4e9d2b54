// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_digits/field_sheet.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::train_digits {
namespace {

using samples::Random;

/// As Random::Normal, of the bytes of one number: noise is what a line asks for most.
double Normal(Random& random) {
  uint64_t bytes = random.Next();
  int sum = 0;
  for (int i = 0; i < 8; ++i, bytes >>= 8) sum += static_cast<int>(bytes & 0xff);
  return (sum - 1020) / 209.0;
}

void SetFace(cairo_t* cairo, const PrintFace& face) {
  cairo_select_font_face(cairo, face.family.c_str(),
                         face.italic ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
                         face.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo, 100);
  cairo_text_extents_t capital;
  cairo_text_extents(cairo, "H", &capital);
  cairo_set_font_size(cairo, 100 * face.size / std::max(1.0, capital.height));
}

std::vector<uint8_t> ThroughJpeg(const std::vector<uint8_t>& grey, int width, int height,
                                 int quality) {
  PIX* pix = pixCreate(width, height, 8);
  for (int y = 0; y < height; ++y) {
    l_uint32* line = pixGetData(pix) + static_cast<size_t>(y) * pixGetWpl(pix);
    for (int x = 0; x < width; ++x)
      SET_DATA_BYTE(line, x, grey[static_cast<size_t>(y) * width + x]);
  }
  l_uint8* bytes = nullptr;
  size_t size = 0;
  pixWriteMemJpeg(&bytes, &size, pix, quality, 0);
  PIX* back = pixReadMemJpeg(bytes, size, 0, 1, nullptr, 0);
  std::vector<uint8_t> out(grey);
  for (int y = 0; back != nullptr && y < height; ++y) {
    const l_uint32* line = pixGetData(back) + static_cast<size_t>(y) * pixGetWpl(back);
    for (int x = 0; x < width; ++x)
      out[static_cast<size_t>(y) * width + x] = static_cast<uint8_t>(GET_DATA_BYTE(line, x));
  }
  lept_free(bytes);
  pixDestroy(&pix);
  pixDestroy(&back);
  return out;
}

}  // namespace

FieldSheet::FieldSheet(double width, double pixels_per_capital)
    : width_(width), scale_(pixels_per_capital), x1_(width_px()) {
  for (auto* layer : {&print_, &pen_}) {
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width_px(), height_px());
    (layer == &print_ ? print_surface_ : pen_surface_) = surface;
    *layer = cairo_create(surface);
    cairo_scale(*layer, scale_, scale_);
    cairo_translate(*layer, 0, kAbove);
    cairo_set_source_rgba(*layer, 0, 0, 0, 1);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(*layer, options);
    cairo_font_options_destroy(options);
  }
}

FieldSheet::~FieldSheet() {
  cairo_destroy(print_);
  cairo_destroy(pen_);
  cairo_surface_destroy(print_surface_);
  cairo_surface_destroy(pen_surface_);
}

int FieldSheet::width_px() const {
  return static_cast<int>(std::ceil(width_ * scale_));
}

int FieldSheet::height_px() const {
  return static_cast<int>(std::ceil((kAbove + kBelow) * scale_));
}

double FieldSheet::WidthOf(const std::string& text, const PrintFace& face) {
  static cairo_surface_t* nothing = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
  static cairo_t* cairo = cairo_create(nothing);
  SetFace(cairo, face);
  cairo_text_extents_t extents;
  cairo_text_extents(cairo, text.c_str(), &extents);
  return extents.x_advance;
}

double FieldSheet::Print(const std::string& text, const PrintFace& face, double x, double y,
                         std::vector<Mark>* marks) {
  SetFace(print_, face);
  for (const char32_t c : ToUtf32(text)) {
    std::string letter;
    AppendUtf8(letter, c);
    cairo_text_extents_t extents;
    cairo_text_extents(print_, letter.c_str(), &extents);
    cairo_move_to(print_, x, y);
    cairo_show_text(print_, letter.c_str());
    if (marks != nullptr && (IsDigit(c) || c == U'/'))
      marks->push_back(
          {static_cast<char>(c), x + extents.x_bearing, x + extents.x_bearing + extents.width});
    x += extents.x_advance;
  }
  return x;
}

void FieldSheet::Cut(int x0, int x1) {
  x0_ = std::clamp(x0, 0, width_px() - 1);
  x1_ = std::clamp(x1, x0_ + 1, width_px());
}

void FieldSheet::WarpPen(Random& random) {
  cairo_surface_flush(pen_surface_);
  const int width = width_px(), height = height_px();
  const int stride = cairo_image_surface_get_stride(pen_surface_);
  unsigned char* data = cairo_image_surface_get_data(pen_surface_);
  const std::vector<unsigned char> from(data, data + static_cast<size_t>(stride) * height);
  const double most = 0.035 * scale_ * random.Unit() * 1.6;
  const double wave_x = (0.8 + 1.6 * random.Unit()) * scale_ / 6.28,
               wave_y = (0.8 + 1.6 * random.Unit()) * scale_ / 6.28;
  const double phase_x = 6.28 * random.Unit(), phase_y = 6.28 * random.Unit();
  std::vector<double> down(static_cast<size_t>(width));
  for (int x = x0_; x < x1_; ++x)
    down[static_cast<size_t>(x)] = most * std::sin(x / wave_y + phase_y);
  for (int y = 0; y < height; ++y) {
    const double right = most * std::sin(y / wave_x + phase_x);
    for (int x = x0_; x < x1_; ++x) {
      const double u = x + right, v = y + down[static_cast<size_t>(x)];
      const int x0 = static_cast<int>(std::floor(u)), y0 = static_cast<int>(std::floor(v));
      if (x0 < 0 || y0 < 0 || x0 + 1 >= width || y0 + 1 >= height) continue;
      const unsigned char* p = from.data() + static_cast<size_t>(y0) * stride + x0;
      const double ax = u - x0, ay = v - y0;
      data[static_cast<size_t>(y) * stride + x] =
          static_cast<unsigned char>((1 - ay) * ((1 - ax) * p[0] + ax * p[1]) +
                                     ay * ((1 - ax) * p[stride] + ax * p[stride + 1]));
    }
  }
  cairo_surface_mark_dirty(pen_surface_);
}

void FieldSheet::Blur(std::vector<float>& paper, double sigma) const {
  const int reach = std::max(1, static_cast<int>(std::ceil(2 * sigma)));
  std::vector<float> kernel;
  float sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    kernel.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
    sum += kernel.back();
  }
  for (float& weight : kernel) weight /= sum;
  const int width = cut_width(), height = height_px();
  std::vector<float> across(paper.size());
  for (int pass = 0; pass < 2; ++pass) {
    const int step = pass == 0 ? 1 : width, length = pass == 0 ? width : height,
              lines = pass == 0 ? height : width, next = pass == 0 ? width : 1;
    for (int line = 0; line < lines; ++line) {
      for (int i = 0; i < length; ++i) {
        float value = 0;
        for (int k = -reach; k <= reach; ++k)
          value +=
              kernel[static_cast<size_t>(k + reach)] *
              paper[static_cast<size_t>(line * next + std::clamp(i + k, 0, length - 1) * step)];
        across[static_cast<size_t>(line * next + i * step)] = value;
      }
    }
    paper.swap(across);
  }
}

std::vector<uint8_t> FieldSheet::Scan(Random& random) {
  cairo_surface_flush(print_surface_);
  cairo_surface_flush(pen_surface_);
  const int width = cut_width(), height = height_px();
  const int stride = cairo_image_surface_get_stride(print_surface_);
  const unsigned char* print = cairo_image_surface_get_data(print_surface_);
  const unsigned char* pen = cairo_image_surface_get_data(pen_surface_);
  const double print_ink = 0.7 + 0.3 * random.Unit();
  const double pen_ink =
      random.Chance(0.6) ? 0.8 + 0.2 * random.Unit() : 0.35 + 0.5 * random.Unit();
  std::vector<float> paper(static_cast<size_t>(width) * height);
  const double shade = (random.Unit() - 0.5) * 0.2, tone = 0.78 + 0.22 * random.Unit();
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const size_t at = static_cast<size_t>(y) * stride + x0_ + x;
      const double light = (1 - print_ink * print[at] / 255) * (1 - pen_ink * pen[at] / 255);
      paper[static_cast<size_t>(y) * width + x] =
          static_cast<float>(light * (1 + shade * (double(x) / width - 0.5)));
    }
  }
  const bool bitonal = random.Chance(0.45);
  if (!random.Chance(0.15)) Blur(paper, (0.3 + 0.7 * random.Unit()) * std::max(0.7, scale_ / 26));
  const double noise = (bitonal ? 0.06 : 0.09) * random.Unit() * random.Unit();
  const double threshold = 1 - (0.28 + 0.34 * random.Unit());
  std::vector<uint8_t> grey(paper.size());
  for (size_t i = 0; i < paper.size(); ++i) {
    const double value = paper[i] + noise * Normal(random);
    grey[i] = bitonal ? (value > threshold ? 255 : 0)
                      : static_cast<uint8_t>(std::clamp(value * tone * 255, 0.0, 255.0));
  }
  if (!bitonal && random.Chance(0.7))
    grey = ThroughJpeg(grey, width, height, random.Between(20, 85));
  return grey;
}

}  // namespace planrec::train_digits
