// SPDX-License-Identifier: GPL-3.0-or-later
//
// The area that a page's running lines fill, from which indents and centring are told.
//
// Pure function; thread safe.
#pragma once

#include <vector>

#include "pipeline/core/page.h"

namespace planrec::extract {

/// The page's text area: left and right edge of full lines.
struct TextArea {
  double left = 0, right = 0;
  double Width() const { return right - left; }
};

/// Edges of the area that the lines fill: robust against outliers. Falls back to the edges of the
/// page's tables (an empty box for none), then to usual margins, where there are too few lines.
TextArea FindTextArea(const std::vector<TextLine>& lines, const Page& page, const Box& tables);

}  // namespace planrec::extract
