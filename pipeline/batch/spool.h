// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text that waits for its turn in a file without a name, so that memory does not grow with it.
//
//   Spool spool("out");
//   Status kept = spool.Append("…");
//   Status used = spool.ForEach([](std::string_view piece) -> Status { … });
//
// Not thread safe. Failures are kOutputFailed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "pipeline/core/result.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

class Spool {
 public:
  explicit Spool(std::string folder) : folder_(std::move(folder)) {}

  Status Append(std::string_view bytes);
  bool empty() const { return size_ == 0; }
  /// All that was appended, in order, in pieces of any size.
  Status ForEach(const std::function<Status(std::string_view)>& use);

 private:
  Status WriteOut();

  std::string folder_, buffer_;
  FileDescriptor file_;
  size_t size_ = 0, written_ = 0;
};

}  // namespace planrec::batch
