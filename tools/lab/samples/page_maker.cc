// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/page_maker.h"

namespace planrec::samples {

BoxStyle PageMaker::Box(double size_pt, Align align, double indent_pt) const {
  BoxStyle box;
  box.font = style_.font;
  box.size_pt = size_pt;
  box.line_spacing = style_.line_spacing;
  box.indent_pt = indent_pt;
  box.align = align;
  return box;
}

void PageMaker::NewPage(bool landscape) {
  Finish();
  landscape_ = landscape;
  width_ = landscape ? 841.89 : 595.28;
  height_ = landscape ? 595.28 : 841.89;
  if (landscape) landscape_pages_.push_back(pages_);
  cairo_ = canvas_.Begin(width_, height_);
  ++pages_;
  ++number_;
  y = top();
  if (number_ == 1 && !style_.number_first_page) return;
  const TextBox number({{std::to_string(number_)}}, Box(13, Align::kCenter), text_width());
  number.Draw(cairo_, left(), style_.number_at_bottom ? height_ - 42 : 30);
}

void PageMaker::Finish() {
  if (cairo_ != nullptr) canvas_.End();
  cairo_ = nullptr;
}

void PageMaker::Flow(const TextBox& box, double gap_after, double keep_below) {
  int at = 0;
  while (at < box.lines()) {
    const double line = box.HeightOf(at, at + 1);
    int end = at;
    while (end < box.lines() && y + box.HeightOf(at, end + 1) <= bottom()) ++end;
    const bool all = end == box.lines();
    if (!all && box.lines() - end == 1 && end - at > 2) --end;  // no lone line on the next page
    const bool lone = !all && end - at < 2;
    if ((lone || (all && y + box.HeightOf(at, end) + keep_below > bottom() && at == 0)) &&
        y > top() + line) {
      NewPage();
      continue;
    }
    if (end == at) end = at + 1;
    box.Draw(cairo_, left(), y, at, end);
    y += box.HeightOf(at, end);
    at = end;
    if (at < box.lines()) NewPage();
  }
  y += gap_after;
}

void PageMaker::Centered(const TextBox& box, double gap_after) {
  Need(box.height_pt());
  box.Draw(cairo_, left(), y);
  y += box.height_pt() + gap_after;
}

void PageMaker::Rule(double x0, double x1, double at_y, double thickness) {
  cairo_set_line_width(cairo_, thickness);
  cairo_move_to(cairo_, x0, at_y);
  cairo_line_to(cairo_, x1, at_y);
  cairo_stroke(cairo_);
}

}  // namespace planrec::samples
