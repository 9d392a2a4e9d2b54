// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fields of the letterhead that a clerk fills in with a pen: the number behind "Số:", the day and
// the month of "…, ngày … tháng … năm 2024". No model reads such digits well (of twenty-odd in real
// scans a third were right), and none knows that it does not.
//
//   for (const std::string& field : DoubtHandwriting(work, page.lines)) …
//
// Told by the ink, not by what was read: printed digits stand on the base line, are as high as the
// capitals or digits printed on the same line, and as thick; a pen's are not. Digits that an
// office's program put in may be of another font and stand higher, but alike. The tokens of such a
// field get kHandwritten at most; without tokens (nothing was read there) the words around it. A
// field without ink is blank and left as it is. Not thread safe (Leptonica).
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/image/prepare.h"
#include "pipeline/core/page.h"

namespace planrec::acquire {

/// Of the words, at most; calibrated, a record's field gets below 0.6 from it. (Half of the fields
/// that were looked at were right. Less would have the line taken for dirt.)
inline constexpr double kHandwritten = 0.32;

/// `lines` in points of the work image. Gives "the number in “Số: 359 /KH-SYT”", … for each.
std::vector<std::string> DoubtHandwriting(const WorkImage& work, std::vector<TextLine>& lines);

}  // namespace planrec::acquire
