// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec merge` as a function: what shards wrote into one output folder becomes its collection.
//
//   int exit_code = Merge({"out"});
//
// Takes the results of the journals (journal.h) into the ledger, tells equal contents that no shard
// saw together apart, links the records, and writes what a run writes at its end. A run over the
// same inputs without shards gives the same bytes, times aside. May be repeated at any time; a
// shard that is at work meanwhile is taken as far as it is. Memory does not grow with the number of
// inputs. Of several merges of one folder each waits for the one before (merge_claim.h).
#pragma once

#include <string>

#include "pipeline/batch/merge_claim.h"

namespace planrec::batch {

struct MergeOptions {
  std::string output;
  bool mixed = false;  ///< also results of different versions, models and options
  bool quiet = false;
};

/// Returns an ExitCode: kExitSomeFailed where inputs or shards are missing; kExitUsage, with
/// nothing changed, for a mixture that was not asked for.
int Merge(const MergeOptions& options);

/// The same for one who has the claim.
int Merge(const MergeOptions& options, MergeClaim& claim);

}  // namespace planrec::batch
