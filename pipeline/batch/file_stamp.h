// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a file is still the one that it was: an input while it is read, a model while a run is at
// work. Thread safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace planrec::batch {

/// Which file it is, how large, and when it and what the system knows of it were changed: the
/// second of these times can't be put back.
struct FileStamp {
  uint64_t device = 0, inode = 0;
  int64_t bytes = 0;
  int64_t content_seconds = 0, content_nanoseconds = 0;
  int64_t change_seconds = 0, change_nanoseconds = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// The stamp of an open file, of a named one; zero where it can't be had.
FileStamp StampOf(int fd);
FileStamp StampAt(const std::string& path);

/// Files that must stay as they were when this was made. Folders stand for the files in them.
class UnchangedFiles {
 public:
  explicit UnchangedFiles(const std::vector<std::string>& paths);
  /// The first that is another one now, or was meanwhile.
  std::optional<std::string> Changed() const;

 private:
  std::map<std::string, FileStamp> stamps_;
};

}  // namespace planrec::batch
