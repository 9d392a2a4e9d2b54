// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/lane.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "pipeline/batch/output.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

/// After so many pages a worker is replaced: what libraries leak stays bounded.
constexpr int kPagesOfOneWorker = 500;

double Since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

class Lane {
 public:
  explicit Lane(RunState& state) : state_(state), limits_(state.options.limits) {}

  void Run() {
    for (;;) {
      const Claim claim = state_.schedule.Next(opened_.get());
      switch (claim.kind) {
        case Claim::Kind::kEnd:
          return;
        case Claim::Kind::kOpen:
          OpenDocument(claim.job);
          break;
        case Claim::Kind::kPages:
          ReadPages(claim);
      }
    }
  }

 private:
  /// A worker to use; null where none can be started (the run then ends).
  WorkerProcess* Worker(bool fresh) {
    if (worker_ && (fresh || !worker_->alive() || worker_->pages_served() >= kPagesOfOneWorker)) {
      DropWorker();
    }
    if (!worker_) {
      auto started = WorkerProcess::Start(state_.worker);
      if (!started) {
        state_.Fail(started.error());
        return nullptr;
      }
      worker_ = std::move(*started);
    }
    return worker_.get();
  }

  void DropWorker() {
    worker_.reset();
    opened_.reset();
  }

  /// Opens the job in the worker. nullopt where the run is ending.
  std::optional<Result<Opened>> Open(const Job& job, bool fresh) {
    WorkerProcess* worker = Worker(fresh);
    if (worker == nullptr) return std::nullopt;
    opened_.reset();
    state_.schedule.CountOpen(job);
    const Clock::time_point deadline =
        std::min(job->deadline, Clock::now() + std::chrono::seconds(limits_.timeout_page_s));
    Result<Opened> opened = worker->Open(job->input.get(), job->path, deadline);
    if (opened) opened_ = job;
    if (worker->confinement()) state_.NoteConfinement(*worker->confinement());
    LogMessages(job->path, 0);
    if (!opened && opened.error().type == ErrorType::kInterrupted) return std::nullopt;
    return opened;
  }

  void OpenDocument(const Job& job) {
    job->started = Clock::now();
    job->deadline = job->started + std::chrono::seconds(limits_.timeout_document_s);
    for (const bool again : {false, true}) {
      const Clock::time_point start = Clock::now();
      const std::optional<Result<Opened>> opened = Open(job, again);
      if (!opened) return;
      job->entry.stages.open += Since(start);
      if (*opened) return Planned(job, **opened);
      const Error& error = opened->error();
      if (worker_->alive() && error.type != ErrorType::kOutOfMemory) {
        return Refused(job, error);
      }
      LogLost(job->path, 0, error);
      if (again) return Refused(job, Advised(error, "opening the file", " (it was tried twice)"));
    }
  }

  void Planned(const Job& job, const Opened& opened) {
    InputEntry& entry = job->entry;
    entry.media_type = opened.media_type;
    schemas::LogLine line;
    line.event = "open";
    line.path = job->path;
    line.seconds = entry.stages.open;
    line.message = opened.media_type + ", " + std::to_string(opened.page_count) + " pages";
    state_.log.Write(line);
    if (opened.page_count <= 0) {
      return Refused(job, {ErrorType::kCorrupt, "the document has no pages"});
    }
    if (opened.page_count > limits_.max_pages) {
      return Refused(
          job, {ErrorType::kTooLarge, "the document has " + std::to_string(opened.page_count) +
                                          " pages, more than --max-pages " +
                                          std::to_string(limits_.max_pages) + " allows"});
    }
    state_.schedule.Opened(job, opened.page_count);
  }

  void Refused(const Job& job, const Error& error) {
    InputEntry& entry = job->entry;
    entry.status =
        error.type == ErrorType::kUnsupportedType ? InputStatus::kSkipped : InputStatus::kFailed;
    entry.error = error;
    End(job, 0);
  }

  void ReadPages(const Claim& claim) {
    const Job& job = claim.job;
    if (Clock::now() >= job->deadline) {
      for (int n = claim.pages.first; n <= claim.pages.last; ++n) {
        GiveUp(job, n,
               {ErrorType::kTimeout, "the document took longer than " +
                                         std::to_string(limits_.timeout_document_s) +
                                         " s; raise --timeout-document"});
      }
      return;
    }
    if (claim.alone || opened_ != job || !worker_->alive() ||
        worker_->pages_served() >= kPagesOfOneWorker) {
      const std::optional<Result<Opened>> opened = Open(job, claim.alone);
      if (!opened) return;
      if (!*opened || (*opened)->page_count != job->page_count) {
        const Error error =
            *opened ? Error{ErrorType::kInternal, "opening the file again gave other pages"}
                    : opened->error();
        return Lost(claim, claim.pages.first, error);
      }
    }
    worker_->Request(claim.pages);
    for (int n = claim.pages.first; n <= claim.pages.last; ++n) {
      const Clock::time_point deadline =
          std::min(job->deadline, Clock::now() + std::chrono::seconds(limits_.timeout_page_s));
      Result<PageAnswer> answer = worker_->NextPage(deadline);
      if (!answer) {
        LogMessages(job->path, n);
        if (answer.error().type == ErrorType::kInterrupted) return;
        return Lost(claim, n, answer.error());
      }
      const std::optional<Error>& error = answer->page.error;
      if (error && error->type == ErrorType::kOutOfMemory) {
        // The worker lives, but what it has left may be too little for any page.
        const Error copy = *error;
        worker_.reset();
        return Lost(claim, n, copy);
      }
      PageRead(job, std::move(*answer));
    }
  }

  /// The worker was lost at page `n`: the pages behind it go back; it is tried again or given up.
  void Lost(const Claim& claim, int n, const Error& error) {
    LogLost(claim.job->path, n, error);
    DropWorker();
    state_.schedule.GiveBack(claim.job, {n + 1, claim.pages.last});
    if (state_.schedule.TryAgain(claim.job, n)) return;
    GiveUp(claim.job, n,
           Advised(error, "reading page " + std::to_string(n), " (the page was tried twice)"));
  }

  Error Advised(const Error& error, const std::string& what, const std::string& tried) {
    if (error.type != ErrorType::kTimeout) return {error.type, error.message + tried};
    return {ErrorType::kTimeout, what + " took longer than " +
                                     std::to_string(limits_.timeout_page_s) +
                                     " s; raise --timeout-page" + tried};
  }

  void GiveUp(const Job& job, int number, Error error) {
    error.page = number;
    PageAnswer answer;
    answer.page.number = number;
    answer.page.error = std::move(error);
    PageRead(job, std::move(answer));
  }

  void PageRead(const Job& job, PageAnswer answer) {
    Page& page = answer.page;
    if (page.error && page.error->page == 0) page.error->page = page.number;
    if (state_.log.open()) LogPage(job->path, answer);
    state_.progress.PageRead();
    const double seconds_normalise = answer.seconds_normalise;
    if (state_.schedule.PageDone(job, std::move(page), answer.seconds, seconds_normalise)) {
      FinishJob(job);
    }
  }

  void FinishJob(const Job& job) {
    InputEntry& entry = job->entry;
    if (StampOf(job->input.get()) != job->stamp) {
      return Refused(job, {ErrorType::kUnreadable,
                           "the file changed while it was read; start the command again"});
    }
    Document document;
    document.source = {job->path, job->key.sha256, entry.bytes, entry.media_type};
    document.pages = std::move(job->pages);
    entry.stages.read = job->seconds_read;
    entry.stages.normalise = job->seconds_normalise;
    if (const Status held = state_.run_lock->Check(); !held) return state_.Fail(held.error());
    uint64_t record_bytes = 0;
    const Status finished = FinishDocument(
        document, state_.finish, [&](const Document& whole) { return Compose(job, whole); }, entry,
        record_bytes);
    if (!finished) {
      if (finished.error().type == ErrorType::kInterrupted) return;
      // Where the folder itself is gone, that is the reason.
      const Status held = state_.run_lock->Check();
      return state_.Fail(held ? finished.error() : held.error());
    }
    End(job, record_bytes);
  }

  /// The record, made by the worker; once more by a fresh one where the worker is lost.
  Result<Composed> Compose(const Job& job, const Document& document) {
    for (const bool again : {false, true}) {
      WorkerProcess* worker = Worker(again);
      // The run has failed: nothing more of this document is wanted.
      if (worker == nullptr) return Error{ErrorType::kInterrupted, "stopped"};
      const Clock::time_point deadline =
          std::max(job->deadline, Clock::now() + std::chrono::seconds(limits_.timeout_page_s));
      Result<Composed> composed = worker->Compose(document, state_.finish.with, deadline);
      LogMessages(job->path, 0);
      if (composed || composed.error().type == ErrorType::kInterrupted) return composed;
      if (worker->alive() && composed.error().type != ErrorType::kOutOfMemory) return composed;
      LogLost(job->path, 0, composed.error());
      DropWorker();
      if (again) {
        return Error{composed.error().type,
                     "putting the record together failed: " + composed.error().message +
                         " (it was tried twice); please report this file"};
      }
    }
    return Error{ErrorType::kInternal, "not reached"};
  }

  void End(const Job& job, uint64_t record_bytes) {
    InputEntry& entry = job->entry;
    entry.seconds = Since(job->started) + entry.stages.hash;
    entry.attempts = job->opens;
    if (entry.record.empty() && !job->stale_record.empty()) {
      RemoveOutput(state_.finish.output, job->stale_record);
    }
    ResultKey key = job->key;
    // What the machine lacked or what changed under us says nothing about the content: no later run
    // takes it over.
    if (entry.error && (entry.error->type == ErrorType::kModelMissing ||
                        entry.error->type == ErrorType::kUnreadable)) {
      key.fingerprint.clear();
      if (entry.error->type == ErrorType::kModelMissing) state_.model_missing = true;
    }
    // Where a limit was the reason, another limit may give another result.
    if (entry.error &&
        (entry.error->type == ErrorType::kTimeout || entry.error->type == ErrorType::kOutOfMemory ||
         entry.error->type == ErrorType::kTooLarge)) {
      key.fingerprint += state_.machine_limits;
    }
    state_.Finish(job->ordinal, entry, key, record_bytes);
    if (opened_ == job) opened_.reset();
    state_.schedule.Remove(job);
  }

  void LogPage(const std::string& path, const PageAnswer& answer) {
    schemas::LogLine line;
    line.event = "page";
    line.path = path;
    line.page = answer.page.number;
    line.seconds = answer.seconds;
    line.origin = answer.page.origin_reason;
    line.error = answer.page.error;
    if (worker_) line.message = worker_->TakeMessages();
    state_.log.Write(line);
  }

  void LogMessages(const std::string& path, int page) {
    if (!worker_) return;
    schemas::LogLine line;
    line.message = worker_->TakeMessages();
    if (line.message.empty()) return;
    line.event = "worker";
    line.path = path;
    line.page = page;
    state_.log.Write(line);
  }

  void LogLost(const std::string& path, int page, const Error& error) {
    schemas::LogLine line;
    line.event = "worker";
    line.path = path;
    line.page = page;
    line.error = error;
    state_.log.Write(line);
    if (state_.options.verbosity > 0) {
      state_.progress.Say(path + (page > 0 ? ", page " + std::to_string(page) : "") +
                          ": a worker was lost: " + error.message);
    }
  }

  RunState& state_;
  const Limits& limits_;
  std::unique_ptr<WorkerProcess> worker_;
  Job opened_;  ///< what the worker has open
};

}  // namespace

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
                      uint64_t record_bytes) {
  const Status kept = ledger->Finish(ordinal, entry, key, record_bytes);
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
  const std::string where = error.page > 0 ? ", page " + std::to_string(error.page) : "";
  progress.SayError(path + where + ": " + std::string(PublishedErrorTypeName(error.type)) + ": " +
                    error.message);
}

void RunLane(RunState& state) {
  Lane(state).Run();
}

FileStamp StampOf(int fd) {
  struct stat info;
  if (fstat(fd, &info) != 0) return {};
  return {info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

}  // namespace planrec::batch
