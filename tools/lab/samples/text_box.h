// SPDX-License-Identifier: GPL-3.0-or-later
//
// A paragraph set by Pango: broken into lines of a width, drawn whole or line by line, so that the
// page maker may break it. Units: points. Not thread safe (Pango font map).
#pragma once

#include <pango/pangocairo.h>

#include <string>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::samples {

struct Run {
  std::string text;
  bool bold = false, italic = false;
  double size_pt = 0;  ///< 0: the box's own
};

enum class Align { kLeft, kCenter, kJustify };

struct BoxStyle {
  std::string font;
  double size_pt = 14;
  double line_spacing = 1.0;
  double indent_pt = 0;
  Align align = Align::kLeft;
};

class TextBox {
 public:
  TextBox(const std::vector<Run>& runs, const BoxStyle& style, double width_pt);
  ~TextBox();
  TextBox(TextBox&& other) noexcept;
  TextBox(const TextBox&) = delete;
  TextBox& operator=(const TextBox&) = delete;
  TextBox& operator=(TextBox&&) = delete;

  int lines() const { return static_cast<int>(tops_.size()); }
  double height_pt() const { return height_pt_; }
  /// Height of lines [first, end).
  double HeightOf(int first, int end) const;
  /// Draws lines [first, end) with the top of the first at y.
  void Draw(cairo_t* cairo, double x, double y, int first, int end) const;
  void Draw(cairo_t* cairo, double x, double y) const { Draw(cairo, x, y, 0, lines()); }
  /// Width of the widest line's ink.
  double widest_pt() const;

 private:
  PangoLayout* layout_ = nullptr;
  std::vector<double> tops_, baselines_, lefts_;
  double height_pt_ = 0;
};

/// kModelMissing (exit 6) when a family is not installed: another font in its place would change
/// every line break without a word.
Status CheckFont(const std::string& family);

}  // namespace planrec::samples
