// SPDX-License-Identifier: GPL-3.0-or-later
//
// --log FILE: JSON lines, one a stage and page. Without a file everything is dropped. Thread safe.
#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

#include "pipeline/core/result.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

/// Now, as "2024-03-22T08:15:30Z".
std::string UtcNow();

class Log {
 public:
  /// Appends to the file; an empty path logs nothing.
  Status Open(const std::string& path);
  bool open() const { return file_ != nullptr; }
  /// Sets the line's time.
  void Write(schemas::LogLine line);

 private:
  struct Close {
    void operator()(FILE* file) const { std::fclose(file); }
  };
  std::mutex mutex_;
  std::unique_ptr<FILE, Close> file_;
};

}  // namespace planrec::batch
