// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands over the text of paper plans: the issuing body's round red seal, the signature in
// blue ink, the receiving office's red stamp. All invented. Drawn with ink that lets the print
// through, as paper does.
#pragma once

#include <cairo.h>

#include <string>

#include "tools/lab/samples/random.h"
#include "tools/lab/samples/sample_plan.h"

namespace planrec::samples {

/// Round seal with the body's name around a star; centre and radius in points.
void DrawSeal(cairo_t* cairo, const std::string& font, double x, double y, double radius,
              const SamplePlan& plan, Random& random);
/// A flourish in blue around (x, y).
void DrawSignature(cairo_t* cairo, double x, double y, Random& random);
/// "ĐẾN" box of a receiving office, its left top at (x, y).
void DrawIncomingStamp(cairo_t* cairo, const std::string& font, double x, double y, Random& random);

}  // namespace planrec::samples
