// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ruled lines of a scanned page: found on the clean, straightened binary image, and taken out of
// what is given to recognition.
//
//   std::vector<PixelRule> rules = FindRules(work);   // broken and faint ones joined
//   EraseRules(rules, work);                          // letters that cross them stay
//
// A horizontal line is a rule where it meets vertical ones (a table) or stands alone and is long;
// short underlines and strokes of letters are none. Underlines are erased too, as they spoil
// recognition, but are not reported. Method: morphological opening with long thin elements, then
// measuring the pieces and joining those on one line (as in Leptonica's line removal).
#pragma once

#include <vector>

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/prepare.h"

namespace planrec::acquire {

struct PixelRule {
  bool horizontal = true;
  int from = 0, to = 0;  ///< along the line: x of a horizontal, y of a vertical rule; from < to
  int at = 0;            ///< across: the middle of the line
  int thickness = 1;
  bool underline = false;  ///< short and alone: to be erased, not reported
};

std::vector<PixelRule> FindRules(const WorkImage& work);

/// Hairlines of a grey image that cross each other as a table's do are made dark: the threshold of
/// letters, which made `binary`, loses or breaks them. True where some were.
bool DarkenFaintRules(Raster& grey, const Raster& binary, int dpi);

/// Whitens the rules in both rasters of `work`; strokes that cross a rule are kept.
void EraseRules(const std::vector<PixelRule>& rules, WorkImage& work);

}  // namespace planrec::acquire
