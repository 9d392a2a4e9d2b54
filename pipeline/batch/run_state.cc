// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/run_state.h"

#include "pipeline/language/language.h"

#include <utility>

#include "pipeline/batch/journal_line.h"

namespace planrec::batch {

using schemas::InputEntry;
using schemas::InputStatus;

void RunState::Fail(const Error& error) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!failure_) failure_ = error;
  }
  stop.Trigger();
  schedule.Stop();
}

std::optional<Error> RunState::failure() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return failure_;
}

void RunState::NoteConfinement(const Confinement& confinement) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!confinement_.empty()) return;
    confinement_ = Holds(confinement);
  }
  schemas::LogLine line;
  line.event = "sandbox";
  line.message = "workers are confined by: " + Holds(confinement);
  for (const std::string& layer : confinement.refused) {
    line.message += "; refused by this machine: " + layer;
  }
  log.Write(line);
  if (!confinement.refused.empty()) progress.Say("Note: " + line.message);
}

std::string RunState::confinement() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return confinement_;
}

void RunState::Finish(int64_t ordinal, const InputEntry& entry, const std::optional<ResultKey>& key,
                      const WrittenRecord& written) {
  Status kept = ledger->Finish(ordinal, entry, key, written);
  if (kept && journal != nullptr)
    kept = journal->Append(LineOf(ordinal - first_ordinal, entry, key, written));
  if (!kept) return Fail(kept.error());
  const bool bad = entry.status == InputStatus::kFailed || entry.status == InputStatus::kPartial;
  progress.InputFinished(bad, !entry.resumed);
  const std::string status(InputStatusName(entry.status));
  if (bad && entry.error) {
    SayFailure(entry.path, *entry.error);
  } else if (options.verbosity > 0) {
    progress.Say(entry.path + ": " + status + (entry.resumed ? " earlier" : ""));
  }
  if (!log.open()) return;
  schemas::LogLine line;
  line.event = "input";
  line.path = entry.path;
  line.status = status;
  line.seconds = entry.seconds;
  line.error = entry.error;
  log.Write(line);
  if (entry.record.empty() || entry.resumed) return;
  line.error.reset();
  line.status.clear();
  for (const auto& [event, seconds] : {std::pair<const char*, double>{"hash", entry.stages.hash},
                                       {"normalise", entry.stages.normalise},
                                       {"extract", entry.stages.extract},
                                       {"write", entry.stages.write}}) {
    line.event = event;
    line.seconds = seconds;
    log.Write(line);
  }
}

void RunState::SayFailure(const std::string& path, const Error& error) {
  const std::string where =
      error.page > 0 ? ", " + language::InLanguage("page " + std::to_string(error.page)) : "";
  progress.SayError(path + where + ": " + language::InLanguage(PublishedErrorTypeName(error.type)) +
                    ": " + language::InLanguage(error.message));
}

}  // namespace planrec::batch
