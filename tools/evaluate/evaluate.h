// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec evaluate`: predicted records against hand-made gold records.
//
//   Options options;
//   options.gold = "samples/gold";
//   options.pred = "out/records";
//   options.min = {"sections.node=0.9"};
//   return planrec::evaluate::Run(options);
//
// Gold is `X.gold.json` or `X.plan.json`; its prediction is the `X*.plan.json` at the same place
// under `pred` (`X.pdf.plan.json` as `planrec run` names it). A gold record without a prediction
// counts as all missed and is named on standard error. Counts of several documents are added
// (micro-average). score.h says what each metric means.
#pragma once

#include <string>
#include <vector>

namespace planrec::evaluate {

struct Options {
  std::string gold, pred;   ///< files, or folders paired by relative path
  std::string corrections;  ///< instead of both: an output folder (score_corrections.h)
  bool json = false;        ///< one JSON object instead of the table
  bool each = false;        ///< each document's figures before the sum
  bool curves = false;      ///< behind the table, what confidences come to (isotonic.h)
  /// "METRIC=VALUE": exit 3 where the metric's headline figure (strict F1, accuracy or recall,
  /// coverage for sections.text) is below VALUE. "METRIC~=VALUE" takes the soft one.
  std::vector<std::string> min;
};

/// Prints the table (or JSON) to standard output. 0 = done, 2 = bad usage (a metric that does not
/// exist, paths that can't be read), 3 = a minimum was missed, 4 = no gold record was found.
int Run(const Options& options);

}  // namespace planrec::evaluate
