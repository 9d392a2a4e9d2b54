// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inputs that hold others become more inputs: rows of the ledger behind all that was walked, in the
// order of the inputs that they stand in, whichever shard reads them. Of the intake's thread alone.
//
//   Expander expander(state);
//   Result<FileDescriptor> file = expander.Open(input);          // also one within a file
//   Result<Expanded> what = expander.Expand(input, job, known);
#pragma once

#include <optional>
#include <vector>

#include "pipeline/batch/member_place.h"
#include "pipeline/batch/run_state.h"
#include "pipeline/batch/unpacker.h"

namespace planrec::batch {

struct Expanded {
  bool only_holds = false;     ///< an archive: it is no document itself
  std::optional<Error> error;  ///< why it can't be opened, or not to its end
};

class Expander {
 public:
  explicit Expander(RunState& state);

  /// `files`: those that a folder of images holds.
  Result<FileDescriptor> Open(const LedgerInput& input, std::vector<JoinedFile>& files);
  /// Adds what stands in the input, which `job` has open. `known`: an earlier run read this very
  /// content and listed what stands in it. Errors are the ledger's, the journal's, kInterrupted.
  Result<Expanded> Expand(const LedgerInput& input, const DocumentJob& job, bool known);

 private:
  Status AddMembers(const LedgerInput& input, const DocumentJob& job,
                    const std::vector<Member>& members);

  RunState& state_;
  Unpacker unpacker_;
  Sources sources_;
};

}  // namespace planrec::batch
