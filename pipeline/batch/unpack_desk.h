// SPDX-License-Identifier: GPL-3.0-or-later
//
// The worker's part of unpack_protocol.h: one container is open, its files are given one by one.
// More than --max-unpacked or --max-ratio allow is no archive of documents but a bomb.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/acquire/open_container.h"
#include "pipeline/batch/channel.h"
#include "pipeline/batch/mapped_file.h"
#include "pipeline/core/limits.h"

namespace planrec::batch {

class UnpackDesk {
 public:
  explicit UnpackDesk(Channel& channel) : channel_(channel) {}
  static bool Wants(const Message& message) {
    return message.type == MessageType::kUnpack || message.type == MessageType::kExtract;
  }
  /// False where the conversation is over.
  bool Serve(const Message& message, const Limits& limits,
             const std::vector<std::string>& passwords);

 private:
  bool List(const Message& message, const Limits& limits,
            const std::vector<std::string>& passwords);
  bool Extract(const Message& message);
  /// Counts what comes out.
  Status Take(std::string_view piece);
  bool Refuse(const Error& error);

  Channel& channel_;
  MappedFile file_;
  UnpackLimits limits_;
  std::unique_ptr<acquire::ContainedFiles> files_;  ///< views file_: declared behind it
  uint64_t unpacked_ = 0, of_file_ = 0;             ///< of all files, of the one at hand
};

}  // namespace planrec::batch
