// SPDX-License-Identifier: GPL-3.0-or-later
//
// The records of an output folder against what persons corrected in it: each value that somebody
// changed or confirmed is judged. A metric per field ("document.number", "targets.value": share
// that was right), calibration.ece, and what of the wrong values `review` had listed.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/evaluate/report.h"

namespace planrec::evaluate {

/// A document for each file below OUT/corrections whose record is there. kNotFound where the folder
/// has none; kCorrupt for a file that can't be understood.
Result<std::vector<DocumentCounts>> ScoreCorrections(const std::string& output);

}  // namespace planrec::evaluate
