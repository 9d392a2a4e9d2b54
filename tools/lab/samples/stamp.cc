// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/stamp.h"

#include <cmath>

#include "pipeline/core/utf8.h"
#include "tools/lab/samples/text_box.h"

namespace planrec::samples {
namespace {

constexpr double kPi = 3.14159265358979323846;

void RedInk(cairo_t* cairo, Random& random) {
  cairo_set_operator(cairo, CAIRO_OPERATOR_MULTIPLY);
  cairo_set_source_rgba(cairo, 0.86, 0.10 + 0.08 * random.Unit(), 0.16, 0.86);
}

/// Letters of `text` around a circle, from `from` degrees (0 = right, clockwise) by `span` degrees.
void AroundCircle(cairo_t* cairo, const std::string& font, const std::string& text, double radius,
                  double size_pt, double middle_deg, bool inward) {
  const std::u32string letters = ToUtf32(text);
  const double step = size_pt * 0.74 / radius;
  double angle = middle_deg * kPi / 180 -
                 (inward ? -1 : 1) * step * (static_cast<double>(letters.size()) - 1) / 2;
  BoxStyle style;
  style.font = font;
  style.size_pt = size_pt;
  style.align = Align::kCenter;
  for (const char32_t letter : letters) {
    cairo_save(cairo);
    cairo_rotate(cairo, angle + (inward ? -kPi / 2 : kPi / 2));
    const TextBox box({{ToUtf8(std::u32string(1, letter)), true}}, style, 20);
    box.Draw(cairo, -10, inward ? radius - size_pt : -radius);
    cairo_restore(cairo);
    angle += inward ? -step : step;
  }
}

void Star(cairo_t* cairo, double radius) {
  cairo_new_path(cairo);
  for (int i = 0; i < 10; ++i) {
    const double r = i % 2 == 0 ? radius : radius * 0.40;
    const double angle = -kPi / 2 + i * kPi / 5;
    cairo_line_to(cairo, r * std::cos(angle), r * std::sin(angle));
  }
  cairo_close_path(cairo);
  cairo_fill(cairo);
}

}  // namespace

void DrawSeal(cairo_t* cairo, const std::string& font, double x, double y, double radius,
              const SamplePlan& plan, Random& random) {
  cairo_save(cairo);
  cairo_translate(cairo, x, y);
  cairo_rotate(cairo, (random.Unit() - 0.5) * 0.35);
  RedInk(cairo, random);
  cairo_set_line_width(cairo, 2.2);
  cairo_arc(cairo, 0, 0, radius, 0, 2 * kPi);
  cairo_stroke(cairo);
  cairo_set_line_width(cairo, 0.9);
  cairo_arc(cairo, 0, 0, radius - 3.2, 0, 2 * kPi);
  cairo_stroke(cairo);
  cairo_arc(cairo, 0, 0, radius * 0.60, 0, 2 * kPi);
  cairo_stroke(cairo);
  const std::string upper =
      plan.issuer_lines.empty() ? plan.issuer_name : plan.issuer_lines.front();
  const std::string lower =
      plan.issuer_lines.size() > 1 ? plan.issuer_lines.back() : Upper(plan.locality);
  AroundCircle(cairo, font, upper, radius - 5, radius * 0.20, -90, false);
  AroundCircle(cairo, font, lower, radius - 5, radius * 0.17, 90, true);
  Star(cairo, radius * 0.44);
  cairo_restore(cairo);
}

void DrawSignature(cairo_t* cairo, double x, double y, Random& random) {
  cairo_save(cairo);
  cairo_set_operator(cairo, CAIRO_OPERATOR_MULTIPLY);
  cairo_set_source_rgba(cairo, 0.10, 0.16, 0.62, 0.9);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width(cairo, 1.3);
  cairo_move_to(cairo, x - 30, y + 8);
  double at = x - 30;
  for (int i = 0; i < 6; ++i) {
    const double up = 8 + 22 * random.Unit(), step = 10 + 12 * random.Unit();
    cairo_curve_to(cairo, at + step * 0.2, y - up, at + step * 0.9, y - up * 0.9, at + step,
                   y + 6 * random.Unit());
    at += step * (0.6 + 0.5 * random.Unit());
  }
  cairo_curve_to(cairo, at + 20, y + 14, at - 70, y + 22, at + 34, y - 2);
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

void DrawIncomingStamp(cairo_t* cairo, const std::string& font, double x, double y,
                       Random& random) {
  cairo_save(cairo);
  cairo_translate(cairo, x, y);
  cairo_rotate(cairo, (random.Unit() - 0.5) * 0.16);
  RedInk(cairo, random);
  cairo_set_line_width(cairo, 1.4);
  cairo_rectangle(cairo, 0, 0, 118, 40);
  cairo_move_to(cairo, 0, 13);
  cairo_line_to(cairo, 118, 13);
  cairo_stroke(cairo);
  BoxStyle style;
  style.font = font;
  style.size_pt = 7.5;
  const std::string number = std::to_string(random.Between(101, 998));
  const std::string day = std::to_string(random.Between(1, 28));
  TextBox({{"PHÒNG TIẾP NHẬN", true}}, style, 140).Draw(cairo, 3, 2);
  TextBox({{"CÔNG VĂN ĐẾN Số: " + number}}, style, 140).Draw(cairo, 5, 15);
  TextBox({{"Ngày: " + day + "/" + std::to_string(random.Between(2, 6))}}, style, 140)
      .Draw(cairo, 5, 27);
  cairo_restore(cairo);
}

}  // namespace planrec::samples
