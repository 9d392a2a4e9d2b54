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

#include "pipeline/core/result.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec {

/// How the names begin under which files are written before they get theirs.
inline constexpr std::string_view kTemporaryStart = ".planrec-";

/// True for such a name.
bool IsTemporaryName(std::string_view name);

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

/// The same for a file that a library writes by its name:
///
///   OutsideFile file;
///   Result<std::string> name = file.Begin("out/plans.xlsx");   // give it to the library, then
///   Status done = file.Commit();
class OutsideFile {
 public:
  OutsideFile() = default;
  ~OutsideFile();
  OutsideFile(const OutsideFile&) = delete;
  OutsideFile& operator=(const OutsideFile&) = delete;

  /// The name of an empty file beside `path`.
  Result<std::string> Begin(const std::string& path);
  Status Commit();

 private:
  std::string path_, beside_;
};

/// A file in a folder that has no name and goes with its descriptor.
Result<FileDescriptor> NamelessFile(const std::string& folder);

/// What writing failed by, with the system's reason and advice. A name that the file system can't
/// hold is kTooLarge: that is the matter of one input, all else is the output folder's.
Error WriteError(const std::string& what, const std::string& path, int code);

/// The same in one call.
Status WriteAtomically(const std::string& path, std::string_view bytes);

}  // namespace planrec
