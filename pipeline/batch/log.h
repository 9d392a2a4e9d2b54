// SPDX-License-Identifier: GPL-3.0-or-later
//
// --log FILE: JSON lines, one a stage and page. Without a file everything is dropped. Appends to a
// log, a pipe that is read, or a terminal; a file of anything else is left as it is. The first line
// that is lost is remembered and ends the writing. Thread safe.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "pipeline/core/result.h"
#include "pipeline/files/file_descriptor.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

/// Now, as "2024-03-22T08:15:30Z".
std::string UtcNow();

class Log {
 public:
  /// `stop_fd`: once it is readable, nothing waits any more for a pipe that is stuck.
  explicit Log(int stop_fd = -1) : stop_fd_(stop_fd) {}

  /// An empty path logs nothing. Waits for nobody: a pipe needs a reader already.
  Status Open(const std::string& path);
  bool open() const { return file_.valid(); }
  int fd() const { return file_.get(); }
  /// Sets the line's time.
  void Write(schemas::LogLine line);
  /// Why the log is not whole.
  std::optional<Error> failure();

 private:
  const int stop_fd_;
  std::mutex mutex_;
  std::string path_;
  FileDescriptor file_;
  std::optional<Error> failure_;
};

}  // namespace planrec::batch
