// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines of text that run in waves (a bent sheet, the fold of a book) made straight.
//
//   if (Flatten(work)) …   // grey and binary are new
//
// Leptonica's model of a page (Bloomberg, "Dewarping of book pages"): quadratic curves through the
// text lines give the vertical shift of each pixel. Not thread safe with other users of Leptonica's
// message level.
#pragma once

#include "pipeline/acquire/image/prepare.h"

namespace planrec::acquire {

/// True where the page had enough curved lines and was changed. About half a second on a page of
/// 200 dpi: asked only of pages whose lines have no one angle.
bool Flatten(WorkImage& work);

}  // namespace planrec::acquire
