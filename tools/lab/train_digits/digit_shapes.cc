// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_digits/digit_shapes.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

namespace planrec::train_digits {
namespace {

using samples::Random;

// A pen lifted between two strokes is a straight line in Pendigits: one that rises this much in a
// digit of two strokes is left out.
constexpr double kLift = 0.28;
constexpr int kInk = 60;  // of 255, at a bitmap's edge

Error Unreadable(const std::string& path) {
  return {ErrorType::kUnreadable, path + " can't be read as what it should be"};
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Cut to the box of its ink; empty where there is none.
Bitmap Cut(const unsigned char* from, int size) {
  int x0 = size, y0 = size, x1 = 0, y1 = 0;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      if (from[y * size + x] < kInk) continue;
      x0 = std::min(x0, x), x1 = std::max(x1, x + 1);
      y0 = std::min(y0, y), y1 = std::max(y1, y + 1);
    }
  }
  Bitmap bitmap;
  if (x1 <= x0) return bitmap;
  bitmap.width = x1 - x0;
  bitmap.height = y1 - y0;
  for (int y = y0; y < y1; ++y)
    bitmap.ink.insert(bitmap.ink.end(), from + y * size + x0, from + y * size + x1);
  return bitmap;
}

/// The eight points of a digit as strokes: lifts of the pen out, the box to a height of 1.
Strokes PenStrokes(const std::array<Point, 8>& points, int digit) {
  double left = 1e9, low = 1e9, high = -1e9;
  for (const Point& p : points) {
    left = std::min(left, p.x);
    low = std::min(low, p.y);
    high = std::max(high, p.y);
  }
  const double scale = 1 / std::max(1.0, high - low);
  const bool lifted = digit == 5 || digit == 7;
  Strokes strokes(1);
  for (size_t i = 0; i < points.size(); ++i) {
    const Point p{(points[i].x - left) * scale, (points[i].y - low) * scale};
    if (lifted && i >= 4 && p.y - strokes.back().back().y > kLift * (digit == 7 ? 0.4 : 1) &&
        strokes.back().size() > 2)
      strokes.emplace_back();
    strokes.back().push_back(p);
  }
  std::erase_if(strokes, [](const Stroke& stroke) { return stroke.size() < 2; });
  return strokes;
}

/// Catmull and Rom's curve through the points (Computer Aided Geometric Design, 1974).
void Trace(cairo_t* cairo, const Stroke& points) {
  const auto at = [&](int i) {
    return points[static_cast<size_t>(std::clamp(i, 0, static_cast<int>(points.size()) - 1))];
  };
  cairo_move_to(cairo, at(0).x, -at(0).y);
  for (int i = 0; i + 1 < static_cast<int>(points.size()); ++i) {
    const Point a = at(i - 1), b = at(i), c = at(i + 1), d = at(i + 2);
    if (b.x == c.x && b.y == c.y) continue;
    cairo_curve_to(cairo, b.x + (c.x - a.x) / 6, -(b.y + (c.y - a.y) / 6), c.x - (d.x - b.x) / 6,
                   -(c.y - (d.y - b.y) / 6), c.x, -c.y);
  }
}

uint32_t BigEndian(const std::string& bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = at; i < at + 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

Status DigitShapes::LoadSemeion(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  size_t seen = 0;
  while (std::getline(in, line)) {
    std::istringstream values(line);
    std::array<unsigned char, 256> ink{};
    double value = 0;
    for (unsigned char& pixel : ink) {
      if (!(values >> value)) return Unreadable(path);
      pixel = value > 0.5 ? 255 : 0;
    }
    for (size_t digit = 0; digit < 10 && values >> value; ++digit) {
      if (value < 0.5) continue;
      semeion_[digit].push_back(Cut(ink.data(), 16));
      ++seen;
    }
  }
  return seen > 0 ? Status{Done{}} : Status{Unreadable(path)};
}

Status DigitShapes::LoadPendigits(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  size_t seen = 0;
  while (std::getline(in, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream values(line);
    std::array<Point, 8> points;
    for (Point& p : points)
      if (!(values >> p.x >> p.y)) return Unreadable(path);
    std::string classes;
    values >> classes;
    const size_t digit = classes.find('1');
    if (digit >= 10) return Unreadable(path);
    Strokes strokes = PenStrokes(points, static_cast<int>(digit));
    if (!strokes.empty()) pen_[digit].push_back(std::move(strokes));
    ++seen;
  }
  return seen > 0 ? Status{Done{}} : Status{Unreadable(path)};
}

Status DigitShapes::LoadMnist(const std::string& images, const std::string& labels) {
  constexpr size_t kHeader = 16, kLabelHeader = 8;
  constexpr int kSize = 28;
  const std::string pixels = ReadFile(images), classes = ReadFile(labels);
  if (pixels.size() < kHeader || classes.size() < kLabelHeader) return Unreadable(images);
  const size_t count = BigEndian(pixels, 4);
  if (pixels.size() < kHeader + count * kSize * kSize || classes.size() < kLabelHeader + count)
    return Unreadable(images);
  for (size_t i = 0; i < count; ++i) {
    const auto* from =
        reinterpret_cast<const unsigned char*>(pixels.data()) + kHeader + i * kSize * kSize;
    const auto digit = static_cast<unsigned char>(classes[kLabelHeader + i]);
    Bitmap bitmap = Cut(from, kSize);
    if (digit < 10 && !bitmap.ink.empty()) mnist_[digit].push_back(std::move(bitmap));
  }
  return Done{};
}

Status DigitShapes::LoadFont(const std::string& path) {
  static FT_Library library = [] {
    FT_Library made = nullptr;
    FT_Init_FreeType(&made);
    return made;
  }();
  // Fonts live as long as the program: Cairo keeps faces in caches of its own.
  FT_Face face = nullptr;
  if (FT_New_Face(library, path.c_str(), 0, &face) != 0) return Unreadable(path);
  fonts_.push_back(
      Face(cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING), FaceOff()));
  return Done{};
}

Hand::Hand(const DigitShapes& shapes, Random& random) : shapes_(shapes) {
  const double kind = random.Unit();
  kind_ = kind < 0.42   ? HandKind::kSkeleton
          : kind < 0.57 ? HandKind::kPen
          : kind < 0.80 ? HandKind::kBitmap
                        : HandKind::kFont;
  semeion_ = random.Chance(0.4);
  font_ = random.Pick(shapes.fonts());
  pen_ = 0.045 + 0.10 * random.Unit() * random.Unit() + 0.02 * random.Unit();
  jitter_ = 0.01 + 0.035 * random.Unit();
  width_ = 0.7 + 0.5 * random.Unit();
  for (int digit = 0; digit < 10; ++digit)
    ways_[static_cast<size_t>(digit)] =
        static_cast<size_t>(random.Next()) % Skeletons(digit).size();
}

double Hand::Draw(cairo_t* cairo, int digit, Random& random) const {
  const auto d = static_cast<size_t>(digit);
  // Some strings are of several hands: a way of writing is no property of the others.
  const HandKind kind = random.Chance(0.06) ? static_cast<HandKind>(random.Between(0, 3)) : kind_;
  switch (kind) {
    case HandKind::kSkeleton: {
      const std::vector<Strokes>& ways = Skeletons(digit);
      const size_t way =
          random.Chance(0.12) ? static_cast<size_t>(random.Next()) % ways.size() : ways_[d];
      return DrawStrokes(cairo, ways[way], width_, jitter_, random);
    }
    case HandKind::kPen:
      return DrawStrokes(cairo, random.Pick(shapes_.pen()[d]),
                         width_ * (digit == 1 ? 0.35 + 0.35 * random.Unit() : 0.72), 0.012, random);
    case HandKind::kBitmap: {
      const auto& bitmaps = semeion_ ? shapes_.semeion() : shapes_.mnist();
      const Bitmap& bitmap = random.Pick(bitmaps[d]);
      // Semeion's digits are stretched to a square each.
      const double natural = double(bitmap.width) / bitmap.height;
      const double width = !semeion_    ? natural * width_
                           : digit == 1 ? 0.15 + 0.3 * random.Unit()
                                        : 0.62 * width_;
      return DrawBitmap(cairo, bitmap, std::clamp(width, 0.08, 1.1));
    }
    case HandKind::kFont:
      break;
  }
  const char text[] = {static_cast<char>('0' + digit), 0};
  return DrawGlyph(cairo, text);
}

double Hand::DrawLetter(cairo_t* cairo, char letter, Random&) const {
  const char text[] = {letter, 0};
  return DrawGlyph(cairo, text);
}

double Hand::DrawStrokes(cairo_t* cairo, const Strokes& strokes, double width, double jitter,
                         Random& random) const {
  Strokes moved = strokes;
  double left = 1e9, right = -1e9;
  for (Stroke& stroke : moved) {
    Point shift, last{-9, -9};
    for (Point& p : stroke) {
      const Point given = p;
      // A corner stays one: its two points move alike.
      if (given.x != last.x || given.y != last.y)
        shift = {jitter * random.Normal(), jitter * random.Normal()};
      last = given;
      p = {given.x * width + shift.x, given.y + shift.y};
      left = std::min(left, p.x);
      right = std::max(right, p.x);
    }
  }
  cairo_set_line_width(cairo, pen_);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
  for (Stroke& stroke : moved) {
    for (Point& p : stroke) p.x -= left - pen_ / 2;
    Trace(cairo, stroke);
    cairo_stroke(cairo);
  }
  return right - left + pen_;
}

double Hand::DrawBitmap(cairo_t* cairo, const Bitmap& bitmap, double width) const {
  const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, bitmap.width);
  std::vector<unsigned char> rows(static_cast<size_t>(stride * bitmap.height));
  for (int y = 0; y < bitmap.height; ++y)
    std::copy_n(bitmap.ink.begin() + y * bitmap.width, bitmap.width, rows.begin() + y * stride);
  cairo_surface_t* mask = cairo_image_surface_create_for_data(rows.data(), CAIRO_FORMAT_A8,
                                                              bitmap.width, bitmap.height, stride);
  cairo_save(cairo);
  cairo_translate(cairo, 0, -1);
  cairo_scale(cairo, width / bitmap.width, 1.0 / bitmap.height);
  cairo_mask_surface(cairo, mask, 0, 0);
  cairo_restore(cairo);
  cairo_surface_flush(cairo_get_target(cairo));
  cairo_surface_finish(mask);
  cairo_surface_destroy(mask);
  return width;
}

double Hand::DrawGlyph(cairo_t* cairo, const char* text) const {
  cairo_set_font_face(cairo, font_.get());
  cairo_set_font_size(cairo, 1);
  // The font's own 0 is the height of its digits.
  cairo_text_extents_t zero, extents;
  cairo_text_extents(cairo, "0", &zero);
  const double size = zero.height > 0.05 ? 1 / zero.height : 1.4;
  cairo_set_font_size(cairo, size);
  cairo_text_extents(cairo, text, &extents);
  cairo_move_to(cairo, -extents.x_bearing, 0);
  cairo_text_path(cairo, text);
  cairo_fill_preserve(cairo);
  cairo_set_line_width(cairo, pen_ * 0.25);
  cairo_stroke(cairo);
  return extents.width;
}

}  // namespace planrec::train_digits
