// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/original_process.h"

#include <utility>

namespace planrec::batch {

Result<std::unique_ptr<WorkerProcess>> OriginalProcess::Fresh(Clock::time_point deadline) {
  for (const bool again : {false, true}) {
    if (process_ && !process_->alive()) process_.reset();
    if (!process_) {
      auto started = WorkerProcess::Start(settings_);
      if (!started) return started.error();
      process_ = std::move(*started);
    }
    auto copy = process_->Spawn(settings_, deadline);
    if (copy || copy.error().type == ErrorType::kInterrupted) return copy;
    // Once more where it was lost; it may have been killed for no reason of its own.
    if (process_->alive() || again) break;
  }
  return std::move(process_);
}

bool OriginalProcess::Warm() {
  if (!process_) return false;
  process_->Warm();
  return true;
}

}  // namespace planrec::batch
