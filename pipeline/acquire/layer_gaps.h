// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a page shows and its text layer does not say: letters of fonts that lost their map, text
// drawn as shapes, tables pasted as pictures, a scan under a stamp of text. The layer's sound lines
// stay; the rest is read from the page's picture, drawn without them.
//
//   LayerGaps gaps = FindGaps(content, lines, doubts);
//   if (gaps.Any()) {                                   // costs a rendering: rare
//     Page read = …;                                    // recognised, drawn with gaps.broken only
//     FillGaps(std::move(read), gaps, page);
//   }
//
// All boxes are in the page's upright frame. Pure functions; thread safe.
#pragma once

#include <vector>

#include "pipeline/acquire/pdf/page_content.h"
#include "pipeline/core/page.h"

namespace planrec::acquire {

struct LayerGaps {
  std::vector<Box> broken;   ///< lines of the layer that can't be what the page shows
  bool unread_ink = false;   ///< pictures or shapes that may hold text
  bool doubted = false;      ///< `broken` is a guess: the picture must read better
  double sound_letters = 0;  ///< letters of the lines that stay
  bool Any() const { return unread_ink || !broken.empty(); }
};

/// What is known of the layer as a whole.
enum class LayerState {
  kSound,
  kLegacy,   ///< in an encoding before Unicode: its letters are told later
  kDamaged,  ///< letters without their marks
};

LayerGaps FindGaps(const PageContent& content, const std::vector<TextLine>& lines,
                   LayerState state);

/// Puts what was recognised of the gaps in the place of the page's broken lines and beside its
/// sound ones; noise and what the layer has already are left out. `read` is the page's picture as
/// recognised, in the same frame. The page's origin becomes kOcr where most letters are read, and a
/// diagnostic (`layer.gaps`) says so. False where nothing was taken: the page is as before.
bool FillGaps(Page read, const LayerGaps& gaps, Page& page);

}  // namespace planrec::acquire
