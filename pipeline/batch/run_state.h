// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the threads of a run share. Members are thread safe or constant while lanes run.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/batch/file_stamp.h"
#include "pipeline/batch/finish.h"
#include "pipeline/batch/journal.h"
#include "pipeline/batch/ledger.h"
#include "pipeline/batch/log.h"
#include "pipeline/batch/progress.h"
#include "pipeline/batch/schedule.h"
#include "pipeline/batch/stop_signal.h"
#include "pipeline/batch/worker_process.h"

namespace planrec::batch {

struct RunState {
  RunState(const RunOptions& run_options, int lanes)
      : options(run_options),
        schedule(lanes, 2 * lanes),
        progress(run_options.progress, run_options.quiet, stop.fd()),
        log(stop.fd()) {}

  const RunOptions& options;
  StopSignal stop;
  Schedule schedule;
  Progress progress;
  Log log;
  std::unique_ptr<Ledger> ledger;
  /// kOutputFailed where the output folder is no longer the one that the run has taken.
  std::function<Status()> held;
  Journal* journal = nullptr;  ///< of a shard; not owned
  int64_t first_ordinal = 0;   ///< the ledger's number of the input behind which the run's begin
  Gate gate;                   ///< of large messages: settings.gate
  WorkerSettings worker;
  FinishOptions finish;
  std::optional<UnchangedFiles> models;  ///< what the fingerprint was taken of
  std::string fingerprint;               ///< of the results of this run
  std::string machine_limits;            ///< behind it where a result failed by a limit
  std::atomic<bool> model_missing{false};
  /// Records that were not as the program wrote them and were set aside; of the intake alone.
  std::vector<std::string> edited;

  /// Ends the run: the output can't be written, or workers can't be started.
  void Fail(const Error& error);
  std::optional<Error> failure();

  /// What confines workers: the first to say it tells the person what the kernel refuses.
  void NoteConfinement(const Confinement& confinement);
  /// As Holds(); empty where no worker said.
  std::string confinement();

  /// A line for the person about an input that has failed.
  void SayFailure(const std::string& path, const Error& error);

  /// Ends an input: ledger, progress, log, and a line for the person where it failed.
  void Finish(int64_t ordinal, const schemas::InputEntry& entry,
              const std::optional<ResultKey>& key, const WrittenRecord& written = {});

 private:
  std::mutex mutex_;
  std::optional<Error> failure_;
  std::string confinement_;
};

}  // namespace planrec::batch
