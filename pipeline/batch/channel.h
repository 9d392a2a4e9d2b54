// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages over a stream socket: four bytes of length (little endian), one byte of type, the
// payload; a kOpen message carries one open descriptor (SCM_RIGHTS).
//
//   Channel channel(std::move(socket));
//   channel.Send(MessageType::kOpen, payload, fd);
//   Message answer;
//   if (channel.Receive(answer, deadline, stop_fd) == Channel::Outcome::kMessage) …
//
// Not thread safe: one thread on each side. Nothing here trusts the other side: a message longer
// than kLongestMessage is malformed, and memory grows only as bytes arrive.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/batch/file_descriptor.h"

namespace planrec::batch {

using Clock = std::chrono::steady_clock;

enum class MessageType : uint8_t {
  kConfigure = 1,  ///< to the worker, once: options
  kOpen,           ///< to the worker, with a descriptor: open this input
  kRead,           ///< to the worker: read these pages
  kDocument,       ///< to the worker: a document whose pages follow becomes a record
  kReady,          ///< answer to kConfigure: what confines the worker
  kOpened,         ///< answer to kOpen
  kRefused,        ///< answer to kOpen or kDocument: a typed error
  kPage,           ///< answer to kRead, one a page; to the worker behind kDocument
  kRecord,         ///< answer to kDocument
};

struct Message {
  MessageType type = MessageType::kRefused;
  std::string payload;
  FileDescriptor descriptor;
};

inline constexpr size_t kLongestMessage = size_t{256} << 20;

class Channel {
 public:
  enum class Outcome { kMessage, kClosed, kMalformed, kTimeout, kStopped };

  explicit Channel(FileDescriptor socket) : socket_(std::move(socket)) {}

  /// False where the other side is gone or has not taken it by `deadline`: the stream is then cut
  /// in the middle of a message, and the channel of no more use. Waits no longer than `stop_fd`
  /// stays unreadable.
  bool Send(MessageType type, std::string_view payload, int descriptor = -1,
            std::optional<Clock::time_point> deadline = {}, int stop_fd = -1);

  /// Waits for a whole message: at most until `deadline`, and no longer than `stop_fd` stays
  /// unreadable (-1 = none).
  Outcome Receive(Message& message, std::optional<Clock::time_point> deadline = {},
                  int stop_fd = -1);

 private:
  FileDescriptor socket_;
  std::string buffer_;
  FileDescriptor passed_;
};

}  // namespace planrec::batch
