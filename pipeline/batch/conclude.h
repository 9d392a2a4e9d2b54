// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands at the end of a run, or of a merge, out of the ledger: links between records,
// records.jsonl, batch.json, report.html, and what a person is told of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/batch/run_state.h"
#include "pipeline/batch/summary.h"
#include "pipeline/core/result.h"

namespace planrec::batch {

/// Writes it all and closes the ledger. After a signal nothing is linked. kOutputFailed.
Status Conclude(RunState& state, const schemas::BatchSummary& summary);

/// "3 done, 1 failed".
std::string TotalsText(const schemas::BatchTotals& totals);
/// Done is not right: what a person should look at.
std::string ReviewText(const schemas::BatchTotals& totals);
/// These names, and how many more.
std::string Names(const std::vector<std::string>& names, int64_t count);

}  // namespace planrec::batch
