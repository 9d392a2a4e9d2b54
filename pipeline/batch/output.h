// SPDX-License-Identifier: GPL-3.0-or-later
//
// The output folder of a run: its lock, and what a killed run left in it. Files are written by
// pipeline/files/atomic_file.h.
#pragma once

#include <string>

#include "pipeline/files/atomic_file.h"

namespace planrec::batch {

/// Removes a file that may be there.
void RemoveOutput(const std::string& folder, const std::string& relative);

/// Removes what a killed run left beside its files, in the output folder and below its records.
void SweepTemporaries(const std::string& folder);

/// Keeps two runs off one output folder. The lock is the kernel's (flock): it goes with its
/// process, however that ends, so a lock file left behind by a killed run is no lock. The file
/// holds the owner's process number, for the message that the second run gives.
class RunLock {
 public:
  RunLock() = default;
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  /// Makes the folder where it is missing. kOutputFailed where another run has it.
  Status Take(const std::string& folder);
  /// kOutputFailed where the folder was removed or exchanged since: what is written now would stand
  /// beside a ledger that is gone.
  Status Check() const;
  /// True where the owner before did not end by itself: files it was writing may lie about.
  bool left_behind() const { return left_behind_; }

 private:
  bool Named() const;

  bool left_behind_ = false;
  FileDescriptor file_;
  std::string folder_, path_;
};

}  // namespace planrec::batch
