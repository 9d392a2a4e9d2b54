// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a worker is asked about files within a file (unpack_protocol.h).
#include <utility>

#include "pipeline/batch/unpack_protocol.h"
#include "pipeline/batch/worker_process.h"

namespace planrec::batch {
namespace {

/// What may be wrong with a file within a file.
bool IsOfMember(const std::optional<Error>& error) {
  if (!error) return true;
  switch (error->type) {
    case ErrorType::kEncrypted:
    case ErrorType::kCorrupt:
    case ErrorType::kUnsupportedType:
    case ErrorType::kUnreadable:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<Listing> WorkerProcess::Unpack(int fd, const UnpackLimits& limits,
                                      Clock::time_point deadline) {
  channel_.Send(MessageType::kUnpack, EncodeUnpack(limits), fd);
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
  if (answer->type != MessageType::kListed) return EndAsMalformed();
  std::optional<Listing> listing = DecodeListing(answer->payload);
  bool sound = listing && listing->files.size() <= static_cast<size_t>(limits.max_entries) &&
               IsOfMember(listing->damage);
  for (size_t i = 0; sound && i < listing->files.size(); ++i)
    sound = IsOfMember(listing->files[i].refused);
  if (!sound) return EndAsMalformed();
  return std::move(*listing);
}

Status WorkerProcess::Extract(size_t index, const std::function<Status(std::string_view)>& sink,
                              Clock::time_point deadline) {
  channel_.Send(MessageType::kExtract, EncodeExtract(index));
  for (;;) {
    const Result<Message> answer = Answer(deadline);
    if (!answer) return answer.error();
    if (answer->type == MessageType::kExtracted) return Done{};
    if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
    if (answer->type != MessageType::kPiece) return EndAsMalformed();
    if (const Status taken = sink(answer->payload); !taken) {
      // It is in the midst of a file.
      if (alive()) Reap(true);
      return taken;
    }
  }
}

}  // namespace planrec::batch
