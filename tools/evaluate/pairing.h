// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which prediction belongs to which gold record, by path. Reads directories, not files.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::evaluate {

struct RecordPair {
  std::string gold;
  std::string pred;  ///< empty where there is none
};

/// Two files are one pair. Under folders, gold `D/X.gold.json` or `D/X.plan.json` takes the
/// prediction `D/X.plan.json`, else the first `D/X.*.plan.json` by name; a gold file beside a
/// folder of predictions stands for a folder with that file alone. Sorted by the gold path.
/// kNotFound where a path does not exist; an empty list where a folder holds no gold record.
Result<std::vector<RecordPair>> PairRecords(const std::string& gold, const std::string& pred);

}  // namespace planrec::evaluate
