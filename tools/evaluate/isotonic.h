// SPDX-License-Identifier: GPL-3.0-or-later
//
// The curve from a confidence to the share that was right: isotonic regression by pooling adjacent
// violators (Ayer et al. 1955), thinned to steps that hold enough objects to be believed.
//
//   std::vector<Outcome> outcomes = …;              // confidence, right?
//   for (const CurveStep& step : FitCurve(std::move(outcomes)))
//     // objects around step.confidence were right in step.right of the cases
//
// What it gives is data for extractors/review/calibration.cc (CONTRIBUTING, "Counting confidence
// again"). Pure function; thread safe; O(n log n).
#pragma once

#include <cstddef>
#include <vector>

namespace planrec::evaluate {

struct Outcome {
  double confidence = 0;
  bool right = false;
};

struct CurveStep {
  double confidence = 0;  ///< mean of its objects
  double right = 0;       ///< share of them
  size_t objects = 0;
};

/// Rising steps of at least `least` objects each (fewer where there are no more).
std::vector<CurveStep> FitCurve(std::vector<Outcome> outcomes, size_t least = 25);

}  // namespace planrec::evaluate
