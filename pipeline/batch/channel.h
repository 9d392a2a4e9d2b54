// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages over a stream socket: four bytes of length (little endian), one byte of type, the
// payload; kOpen, kPrint, kSpawn and kUnpack carry one open descriptor (SCM_RIGHTS).
//
//   Channel channel(std::move(socket));
//   channel.Send(MessageType::kOpen, payload, fd);
//   Message answer;
//   if (channel.Receive(answer, deadline, stop_fd) == Channel::Outcome::kMessage) …
//
// Not thread safe: one thread on each side. Nothing here trusts the other side: what it may say is
// a closed list of types, each with the longest payload that it may have, and memory grows only as
// bytes arrive. Where several channels share one gate, only one of them holds a large message at a
// time: until the Message, and whoever took over its `hold`, is gone.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/batch/clock.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

enum class MessageType : uint8_t {
  kConfigure = 1,  ///< to the worker, once: options
  kOpen,           ///< to the worker, with a descriptor: open this input
  kRead,           ///< to the worker: read these pages
  kDocument,       ///< to the worker: a document whose pages follow becomes a record
  kCheck,          ///< to the worker: is the record that follows sound, and of this input
  kProbe,          ///< to the worker: do the models load
  kPrint,          ///< to the worker, with a descriptor: where its copy prints (spawn_desk.h)
  kSpawn,          ///< to the worker, with a descriptor: make a copy that is spoken to over it
  kWarm,           ///< to the worker: load the models for the copies to come; no answer
  kReady,          ///< answer to kConfigure: what confines the worker
  kOpened,         ///< answer to kOpen
  kRefused,        ///< answer to any that asks: a typed error
  kSpawned,        ///< answer to kSpawn: the copy's process number
  kPage,           ///< answer to kRead, one a page; to the worker behind kDocument
  kRecord,         ///< answer to kDocument; to the worker behind kCheck
  kChecked,        ///< answer to kCheck and kProbe
  kDraw,           ///< to the worker: a picture of a page of the opened input
  kPicture,        ///< answer to kDraw: a JPEG
  kConvert,        ///< to an office process, with a descriptor: make this document a PDF
  kConverted,      ///< answer to kConvert: it stands in the workshop
  kUnpack,         ///< to the worker, with a descriptor: which files stand in this one
  kListed,         ///< answer to kUnpack (unpack_protocol.h)
  kExtract,        ///< to the worker: give one of these files
  kPiece,          ///< answer to kExtract: some of its bytes, in order
  kExtracted,      ///< answer to kExtract, last: these were all
};

/// Large messages: waited for one at a time.
using Gate = std::timed_mutex;
using Hold = std::unique_lock<Gate>;

struct Message {
  MessageType type = MessageType::kRefused;
  std::string payload;
  FileDescriptor descriptor;
  Hold hold;
};

inline constexpr size_t kLargeMessage = size_t{4} << 20;
inline constexpr size_t kLongestPage = size_t{64} << 20;
inline constexpr size_t kLongestPicture = size_t{32} << 20;
inline constexpr size_t kLongestListing = size_t{32} << 20;  ///< of files within a file
inline constexpr size_t kLongestPiece = size_t{1} << 20;
inline constexpr size_t kLongestRecord = size_t{128} << 20;  ///< with the texts beside it

/// The longest payload of a type that a side takes; nullopt for a type that it does not. One side
/// is the worker, the other the supervisor.
using Admission = std::optional<size_t> (*)(MessageType);
std::optional<size_t> ToWorker(MessageType type);
std::optional<size_t> FromWorker(MessageType type);

class Channel {
 public:
  enum class Outcome { kMessage, kClosed, kMalformed, kTimeout, kStopped };

  /// `admits`: what Receive takes. `gate` is not owned and may be null.
  explicit Channel(FileDescriptor socket, Admission admits = ToWorker, Gate* gate = nullptr)
      : socket_(std::move(socket)), admits_(admits), gate_(gate) {}

  int socket() const { return socket_.get(); }
  /// From here on over another socket; what was read of the old one is gone.
  void Replace(FileDescriptor socket);

  /// False where the other side is gone or has not taken it by `deadline`: the stream is then cut
  /// in the middle of a message, and the channel of no more use. Waits no longer than `stop_fd`
  /// stays unreadable.
  bool Send(MessageType type, std::string_view payload, int descriptor = -1,
            std::optional<Clock::time_point> deadline = {}, int stop_fd = -1);

  /// Waits for a whole message: at most until `deadline`, and no longer than `stop_fd` stays
  /// unreadable (-1 = none). The time that it waits at the gate comes on top of the deadline; what
  /// has passed it must then arrive soon.
  Outcome Receive(Message& message, std::optional<Clock::time_point> deadline = {},
                  int stop_fd = -1);

 private:
  /// False where the run was stopped meanwhile.
  bool PassGate(Hold& hold, std::optional<Clock::time_point>& deadline, int stop_fd) const;
  Outcome Fill(size_t wanted, std::optional<Clock::time_point> deadline, int stop_fd);
  void Take(Message& message, size_t length);

  FileDescriptor socket_;
  Admission admits_;
  Gate* gate_;
  std::string buffer_;
  FileDescriptor passed_;
};

}  // namespace planrec::batch
