// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sets a plan on pages as decree 30/2020/NĐ-CP, annex I lays it out: A4, letterhead in two columns,
// justified body, recipients beside the signature, appendix in landscape. Draws on any Canvas.
#pragma once

#include "pipeline/core/result.h"
#include "tools/lab/samples/canvas.h"
#include "tools/lab/samples/random.h"
#include "tools/lab/samples/sample_plan.h"
#include "tools/lab/samples/style.h"

namespace planrec::samples {

struct Ink {
  bool stamps = false;  ///< seal, signature, incoming stamp in colour over the text (for scans)
};

/// What was set, for tests and for degraders.
struct Typeset {
  int pages = 0;
  std::vector<int> landscape;  ///< 0-based pages
};

/// kModelMissing when the style's font is not installed.
Result<Typeset> TypesetPlan(const SamplePlan& plan, const Style& style, const Ink& ink,
                            Random random, Canvas& canvas);

}  // namespace planrec::samples
