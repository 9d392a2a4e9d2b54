// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two pages on one image: an open booklet, or two sheets side by side on the glass.
//
//   std::vector<Half> halves = SplitSpread(work);      // upright, not yet deskewed
//   if (halves.empty()) Deskew(work);                  // one page, as nearly always
//
// Both halves are straightened each by itself: the sheets seldom lie alike. An image is split only
// where it is wider than high, a strip near its middle is free of ink from top to bottom (but for
// the fold's shadow), that strip is as wide as inner margins are, and lines of running text or a
// ruled table fill the width of a half: a landscape page has a heading, a rule, a line or a page
// number across its middle, and a table without rules has no line that fills a half. The gutter of
// two columns is narrower than the margins outside of them. Pure.
#pragma once

#include <vector>

#include "pipeline/acquire/image/prepare.h"

namespace planrec::acquire {

struct Half {
  WorkImage work;  ///< straightened; its diagnostics are empty
  int x0 = 0;      ///< its left edge in the image that was split
};

/// Two halves, left to right, that make up the whole width; empty where the image shows one page.
std::vector<Half> SplitSpread(const WorkImage& work);

}  // namespace planrec::acquire
