// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/shard_end.h"

#include <filesystem>
#include <string>
#include <system_error>

#include "pipeline/batch/journal.h"
#include "pipeline/batch/merge.h"
#include "pipeline/batch/merge_claim.h"
#include "pipeline/batch/progress.h"
#include "pipeline/batch/stop_signal.h"

namespace planrec::batch {
namespace {

/// Where the shards of this run are.
struct Standing {
  int ended = 0;
  uintmax_t bytes = 0;  ///< of their journals: tells what was written since
};

Standing Look(const RunOptions& options) {
  Standing standing;
  for (const JournalFile& journal : JournalsOf(options.output)) {
    if (journal.count != options.shard_count) continue;
    if (CameToItsEnd(journal)) ++standing.ended;
    std::error_code unknown;
    const uintmax_t size = std::filesystem::file_size(journal.path, unknown);
    if (!unknown) standing.bytes += size;
  }
  return standing;
}

/// Says a line while signals are ours: the state of the run is gone, that of the merge not there.
void Say(const RunOptions& options, const std::string& line, bool error = false) {
  const StopSignal stop;
  Progress(ProgressMode::kNone, options.quiet && !error, stop.fd()).Say(line);
}

bool IsOfTheMerge(int exit_code) {
  return exit_code == kExitFailure || exit_code == kExitOutput || exit_code > 128;
}

}  // namespace

int EndOfShard(const RunOptions& options, int64_t inputs, int exit_code) {
  const std::string count = std::to_string(options.shard_count);
  const bool many = inputs > options.merge_up_to;
  for (;;) {
    const Standing before = Look(options);
    if (before.ended < options.shard_count) {
      Say(options, std::to_string(before.ended) + " of " + count + " shards have ended" +
                       (many ? "; once all have: planrec merge " + options.output
                             : "; the last one merges") +
                       ".");
      return exit_code;
    }
    if (many) {
      Say(options, "All shards have ended: planrec merge " + options.output + ".");
      return exit_code;
    }
    int merged = kExitDone;
    {
      MergeClaim claim;
      const Result<bool> mine = claim.Take(options.output);
      if (!mine) {
        Say(options, "planrec: " + mine.error().message, true);
        return kExitOutput;
      }
      if (!*mine) {
        Say(options, "All shards have ended; they are merged by " + claim.holder() + ".");
        return exit_code;
      }
      Say(options, "All shards have ended; merging them.");
      merged = Merge({options.output, false, options.quiet}, claim);
    }
    if (IsOfTheMerge(merged)) return merged;
    // A shard that ended meanwhile saw the claim and left its results to us.
    if (Look(options).bytes == before.bytes) return exit_code;
  }
}

}  // namespace planrec::batch
