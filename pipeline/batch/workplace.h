// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a run keeps its ledger. A run has the output folder to itself: its lock, and the ledger in
// it. A dry run and a shard work on a copy in the machine's temporary folder (TMPDIR) that is
// thrown away: the one writes nothing, the state of the other is its journal (journal.h), from
// which the copy is brought up to date.
#pragma once

#include <functional>
#include <string>

#include "pipeline/batch/journal.h"
#include "pipeline/batch/ledger.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/run.h"
#include "pipeline/core/result.h"

namespace planrec::batch {

/// Of this machine; "" where it has none.
std::string HostName();

class Workplace {
 public:
  Workplace() = default;
  ~Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  Status Take(const RunOptions& options);
  /// The ledger as it is to be worked with.
  Result<std::unique_ptr<Ledger>> OpenLedger(const RunOptions& options);

  /// kOutputFailed where the folder is no longer the one that was taken.
  Status Held() const;
  Journal& journal() { return journal_; }

 private:
  Status TakeCopy(const std::string& output);

  RunLock lock_;
  Journal journal_;
  std::string ledger_, temporary_;
};

/// Results in journals that the ledger does not have yet: those of this shard, and of runs in
/// another number of parts.
Status TakeJournals(const std::string& output, int index, int count, Ledger& ledger);

/// Names of journals with more than the ledger took from them.
Result<std::vector<std::string>> UnmergedJournals(const std::string& output, Ledger& ledger);

}  // namespace planrec::batch
