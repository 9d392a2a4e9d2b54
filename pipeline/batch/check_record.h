// SPDX-License-Identifier: GPL-3.0-or-later
//
// A record looked at by a process that did not make it: is it JSON, is it of the input that was
// asked for, does it validate, what does a table of the batch show of it. The process that made it
// has seen bytes of outside and may say anything; this one sees records only.
//
//   Verdict verdict = CheckRecord(json, source);
//
// and, for the messages of a conversation with the supervisor:
//
//   CheckDesk desk(channel);
//   if (desk.Wants(message)) alive = desk.Serve(message, options);
//
// CheckRecord is a pure function; thread safe. A desk belongs to one thread.
#pragma once

#include <optional>
#include <string_view>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/core/record.h"

namespace planrec::batch {

/// What a table of the batch shows of a record.
schemas::PlanBrief BriefOf(const PlanRecord& record);

Verdict CheckRecord(std::string_view json, const SourceFile& source);

/// Answers kCheck and the kRecord behind it with kChecked, or with kRefused where memory does not
/// do; and kProbe with kChecked where the models of `options` load, else with kRefused, which says
/// why.
class CheckDesk {
 public:
  explicit CheckDesk(Channel& channel) : channel_(channel) {}
  static bool Wants(const Message& message) {
    return message.type == MessageType::kCheck || message.type == MessageType::kRecord ||
           message.type == MessageType::kProbe;
  }
  /// False where the conversation is over.
  bool Serve(const Message& message, const WorkerOptions& options);

 private:
  bool Answer(const Message& message, const WorkerOptions& options);
  bool Probe(const WorkerOptions& options);
  Channel& channel_;
  std::optional<SourceFile> source_;
};

}  // namespace planrec::batch
