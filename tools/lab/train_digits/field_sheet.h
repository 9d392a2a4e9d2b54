// SPDX-License-Identifier: GPL-3.0-or-later
//
// The piece of paper that a field stands on, as layers of ink, and what a scanner makes of it. Used
// by field_line.cc alone. Lengths are heights of printed capitals; the base line is y = 0, x counts
// from the sheet's left end.
#pragma once

#include <cairo.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tools/lab/samples/random.h"

namespace planrec::train_digits {

/// A printed face at the size at which its capitals are 1 high.
struct PrintFace {
  std::string family;
  bool bold = false, italic = false;
  double size = 1;  ///< of its capitals
};

struct Mark {
  char c;  ///< a digit, '/', or a letter behind a number
  double x0, x1;
};

/// Two layers of ink, 8 bit each.
class FieldSheet {
 public:
  FieldSheet(double width, double pixels_per_capital);
  ~FieldSheet();
  FieldSheet(const FieldSheet&) = delete;
  FieldSheet& operator=(const FieldSheet&) = delete;

  static constexpr double kAbove = 3.3, kBelow = 2.2;

  cairo_t* print() { return print_; }
  cairo_t* pen() { return pen_; }
  double width() const { return width_; }
  double pixels_per_capital() const { return scale_; }
  int width_px() const;
  int height_px() const;

  /// Prints UTF-8 with its left end at (x, y), into `marks` (may be null) its digits and slashes;
  /// returns its right end.
  double Print(const std::string& text, const PrintFace& face, double x, double y,
               std::vector<Mark>* marks);
  static double WidthOf(const std::string& text, const PrintFace& face);

  /// From here on only columns [x0, x1) of pixels count.
  void Cut(int x0, int x1);
  int cut_x0() const { return x0_; }
  int cut_width() const { return x1_ - x0_; }
  /// Waves in the pen's layer: no hand is a font.
  void WarpPen(samples::Random& random);
  /// 8-bit grey as a scanner gives it, cut_width() × height_px().
  std::vector<uint8_t> Scan(samples::Random& random);

 private:
  void Blur(std::vector<float>& paper, double sigma) const;

  double width_, scale_;
  int x0_ = 0, x1_ = 0;
  cairo_surface_t *print_surface_, *pen_surface_;
  cairo_t *print_, *pen_;
};

}  // namespace planrec::train_digits
