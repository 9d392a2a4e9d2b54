// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that are whole or absent: written beside their place, flushed, renamed into it.
//
//   Status written = WriteAtomically("out/records/a.pdf.plan.json", json);
//
// A reader never sees half a file, also after a power cut: the data is on disk before the rename,
// and the rename is on disk when the call returns. Thread safe for different paths. Failures are
// kOutputFailed with the path and the system's reason, or kTooLarge (WriteError).
#pragma once

#include <string>
#include <string_view>

#include "pipeline/batch/file_descriptor.h"
#include "pipeline/core/result.h"

namespace planrec::batch {

/// Makes the folder and its parents.
Status MakeFolders(const std::string& folder);

/// A file written piece by piece. Without Commit nothing is left of it.
class AtomicFile {
 public:
  AtomicFile() = default;
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Makes the parent folder where it is missing.
  Status Open(const std::string& path);
  Status Append(std::string_view bytes);
  Status Commit();
  size_t size() const { return size_; }

 private:
  Status Flush();
  Status WriteOut(std::string_view bytes);
  FileDescriptor file_;
  std::string path_, beside_, buffer_;
  size_t size_ = 0;
};

/// A file in a folder that has no name and goes with its descriptor.
Result<FileDescriptor> NamelessFile(const std::string& folder);

/// What writing failed by, with the system's reason and advice. A name that the file system can't
/// hold is kTooLarge: that is the matter of one input, all else is the output folder's.
Error WriteError(const std::string& what, const std::string& path, int code);

/// The same in one call.
Status WriteAtomically(const std::string& path, std::string_view bytes);

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
