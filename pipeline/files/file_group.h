// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many files that are whole or absent, as those of atomic_file.h, flushed together: a disk flushes
// a thousand files in about the time it takes for one.
//
//   FileGroup group;
//   Status kept = group.Add("out/records/a.pdf.plan.json", json);   // beside its place
//   if (group.size() == kMost) kept = group.Commit();               // all into their places
//
// Data is on the disk before the first rename, the renames when Commit returns; of a group that is
// interrupted each file is the old or the new one. Without Commit nothing is left of it. Add is
// thread safe. Failures as in atomic_file.h.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec {

class FileGroup {
 public:
  FileGroup() = default;
  ~FileGroup();
  FileGroup(const FileGroup&) = delete;
  FileGroup& operator=(const FileGroup&) = delete;

  /// The folder is there. No path twice in a group.
  Status Add(const std::string& path, std::string_view bytes);
  /// One file system has them all.
  Status Commit();
  size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string beside, path;
  };
  std::mutex mutex_;
  std::vector<File> files_;
};

}  // namespace planrec
