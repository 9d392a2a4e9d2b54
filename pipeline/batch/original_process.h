// SPDX-License-Identifier: GPL-3.0-or-later
//
// Processes that have seen no document, one for each document: what one did to its process meets no
// other.
//
//   OriginalProcess original(settings);
//   Result<std::unique_ptr<WorkerProcess>> worker = original.Fresh(deadline);
//
// Not thread safe: one thread, one original.
#pragma once

#include <memory>

#include "pipeline/batch/worker_process.h"

namespace planrec::batch {

class OriginalProcess {
 public:
  /// `settings` must outlive it.
  explicit OriginalProcess(const WorkerSettings& settings) : settings_(settings) {}

  /// A copy of a process that sees nothing (spawn_desk.h), or, where that makes none, another one.
  /// kInterrupted where the waiting was stopped; else why none can be started.
  Result<std::unique_ptr<WorkerProcess>> Fresh(Clock::time_point deadline);

  /// The copies to come find the models loaded. False where there is no process yet.
  bool Warm();

 private:
  const WorkerSettings& settings_;
  std::unique_ptr<WorkerProcess> process_;
};

}  // namespace planrec::batch
