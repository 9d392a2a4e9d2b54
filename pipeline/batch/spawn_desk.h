// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process that has seen nothing from outside makes copies of itself: each sees one document and
// ends. So nothing that a document did to its process meets the next one, and what all of them need
// is loaded once.
//
// The copy is the sibling of its original, not its child (CLONE_PARENT): whoever started the one
// waits for both, and both end with that thread.
#pragma once

#include <sys/types.h>

#include "pipeline/batch/channel.h"

namespace planrec::batch {

/// Answers kPrint and kSpawn: the first says where the copy prints, the second makes it. Not thread
/// safe; the process must have one thread.
class SpawnDesk {
 public:
  explicit SpawnDesk(Channel& channel) : channel_(channel) {}
  static bool Wants(const Message& message) {
    return message.type == MessageType::kPrint || message.type == MessageType::kSpawn;
  }
  /// False where the conversation is over. In the copy the channel leads to whoever asked for it
  /// from here on, and no further copies are made.
  bool Serve(Message& message);

 private:
  Channel& channel_;
  FileDescriptor print_;
  bool is_copy_ = false;
};

}  // namespace planrec::batch
