// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a shard does when it has come to its end: the one that is last of all merges, where the
// batch is small; else it says what is to be done. Which one is last is seen from the journals:
// each writes its end before it looks at the others', so of two that end at the same moment at
// least one sees all of them, and of two that do the claim lets one merge (merge_claim.h).
#pragma once

#include <cstdint>

#include "pipeline/batch/run.h"

namespace planrec::batch {

/// `inputs`: of the whole batch, as far as the shard knows. Returns `exit_code`, the shard's own,
/// but where the merge was interrupted or could not write: its.
int EndOfShard(const RunOptions& options, int64_t inputs, int exit_code);

}  // namespace planrec::batch
