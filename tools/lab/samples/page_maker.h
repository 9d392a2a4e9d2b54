// SPDX-License-Identifier: GPL-3.0-or-later
//
// The current page and how far down it is filled; starts new ones, numbers them. Points. Used by
// the typesetter alone.
#pragma once

#include <string>
#include <vector>

#include "tools/lab/samples/canvas.h"
#include "tools/lab/samples/style.h"
#include "tools/lab/samples/text_box.h"

namespace planrec::samples {

class PageMaker {
 public:
  PageMaker(const Style& style, Canvas& canvas) : style_(style), canvas_(canvas) {}

  void NewPage(bool landscape);
  void NewPage() { NewPage(landscape_); }
  void Finish();
  void RestartNumbers() { number_ = 0; }

  /// Starts a new page when less than `height` is left.
  void Need(double height) {
    if (y + height > bottom()) NewPage();
  }
  /// Draws a paragraph at the left margin, broken over pages, no line left alone at a page's foot.
  void Flow(const TextBox& box, double gap_after, double keep_below = 0);
  void Centered(const TextBox& box, double gap_after);
  void Rule(double x0, double x1, double at_y, double thickness = 0.75);

  BoxStyle Box(double size_pt, Align align, double indent_pt = 0) const;

  double left() const { return landscape_ ? 57 : style_.left_pt; }
  double right() const { return width_ - (landscape_ ? 48 : style_.right_pt); }
  double text_width() const { return right() - left(); }
  double bottom() const { return height_ - style_.bottom_pt; }
  double top() const { return style_.top_pt; }
  cairo_t* cairo() const { return cairo_; }
  int pages() const { return pages_; }
  const std::vector<int>& landscape_pages() const { return landscape_pages_; }
  const Style& style() const { return style_; }

  double y = 0;  ///< top of what comes next

 private:
  const Style& style_;
  Canvas& canvas_;
  cairo_t* cairo_ = nullptr;
  bool landscape_ = false;
  double width_ = 0, height_ = 0;
  int pages_ = 0, number_ = 0;
  std::vector<int> landscape_pages_;
};

}  // namespace planrec::samples
