// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/lane.h"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/batch/compose.h"
#include "pipeline/batch/convert_office.h"
#include "pipeline/batch/corrected.h"
#include "pipeline/batch/original_process.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/searchable_copy.h"
#include "pipeline/core/page_list.h"
#include "pipeline/core/shown_text.h"

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
      if (claim.kind == Claim::Kind::kEnd) return;
      stage_ = Stage::kOpening;
      next_ = claim.pages.first;
      last_ = claim.pages.last;
      try {
        if (claim.kind == Claim::Kind::kOpen) {
          OpenDocument(claim.job);
        } else {
          stage_ = Stage::kReading;
          ReadPages(claim);
        }
      } catch (const std::bad_alloc&) {
        Relieve(claim, {ErrorType::kOutOfMemory,
                        "the program needed more memory than it may have; use fewer --jobs"});
      } catch (const std::exception& defect) {
        Relieve(claim, DefectError(defect, 0));
      }
    }
  }

 private:
  /// How far the claim came: what an exception must not undo.
  enum class Stage { kOpening, kReading, kFinishing, kOver };

  /// Something failed that never should: it costs what the lane was at, and the run goes on.
  void Relieve(const Claim& claim, const Error& error) {
    const Stage stage = stage_;
    DropWorker();
    LogLost(claim.job->path, 0, error);
    if (stage == Stage::kOver) return;
    if (stage != Stage::kReading) return Refused(claim.job, error);
    const int last = last_;
    for (int n = next_; n <= last; ++n) GiveUp(claim.job, n, error);
  }

  /// A process that has seen nothing; null where none can be had (the run then ends).
  std::unique_ptr<WorkerProcess> FreshProcess() {
    auto fresh = original_.Fresh(PageDeadline());
    if (fresh) return std::move(*fresh);
    if (fresh.error().type != ErrorType::kInterrupted) state_.Fail(fresh.error());
    return nullptr;
  }

  Clock::time_point PageDeadline() const {
    return Clock::now() + std::chrono::seconds(limits_.timeout_page_s);
  }

  /// A process for this document alone; null where none can be had (the run then ends).
  WorkerProcess* Worker(const Job& job, bool fresh) {
    if (worker_ && (fresh || !worker_->alive() || seen_ != job ||
                    worker_->pages_served() >= kPagesOfOneWorker)) {
      DropWorker();
    }
    if (!worker_) worker_ = FreshProcess();
    seen_ = job;
    return worker_.get();
  }

  void DropWorker() {
    worker_.reset();
    opened_.reset();
    seen_.reset();
  }

  /// Opens the job in the worker. nullopt where the run is ending.
  std::optional<Result<Opened>> Open(const Job& job, bool fresh) {
    WorkerProcess* worker = Worker(job, fresh);
    if (worker == nullptr) return std::nullopt;
    opened_.reset();
    state_.schedule.CountOpen(job);
    const Clock::time_point deadline =
        std::min(job->deadline, Clock::now() + std::chrono::seconds(limits_.timeout_page_s));
    Result<Opened> opened = worker->Open(PagesOf(*job), job->path, deadline);
    if (!opened && opened.error().type == ErrorType::kModelMissing && !ModelMissing()) {
      opened = worker->EndAsMalformed();
    }
    if (opened) opened_ = job;
    if (opened && opened->media_type != "text/plain") WarmUp();
    if (worker->confinement()) state_.NoteConfinement(*worker->confinement());
    LogMessages(job->path, 0);
    if (!opened && opened.error().type == ErrorType::kInterrupted) return std::nullopt;
    return opened;
  }

  /// The first that may need recognition: the copies behind it find the models loaded.
  void WarmUp() {
    if (warm_ || state_.options.ocr == acquire::OcrMode::kNever) return;
    warm_ = original_.Warm();
  }

  void OpenDocument(const Job& job) {
    job->started = Clock::now();
    job->deadline = job->started + std::chrono::seconds(limits_.timeout_document_s);
    OpenPages(job);
  }

  void OpenPages(const Job& job) {
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
    if (!job->pdf.valid()) entry.media_type = opened.media_type;
    if (acquire::IsOfficeType(opened.media_type)) return Convert(job);
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
    if (!NumberFiles(opened, *job)) {
      return Refused(job, {ErrorType::kUnsupportedType,
                           "the file only looks as if planrec had joined images; give the images"});
    }
    job->all_pages = opened.all_pages;
    job->pages.Start(opened.page_count, state_.finish.output);
    stage_ = Stage::kOver;
    state_.schedule.Opened(job, opened.page_count);
  }

  /// Notes where the pages of each joined file begin; false where the input is no such folder.
  static bool NumberFiles(const Opened& opened, DocumentJob& job) {
    if (opened.parts.size() != job.files.size()) return false;
    int page = 1;
    for (size_t i = 0; i < job.files.size(); ++i) {
      job.files[i].first_page = page;
      page += opened.parts[i];
    }
    return true;
  }

  /// An office document has pages once it is a PDF, which is kept beside the records.
  void Convert(const Job& job) {
    if (job->pdf.valid()) {
      return Refused(job, {ErrorType::kCrashed, "the converted document is no PDF"});
    }
    const Clock::time_point start = Clock::now();
    Result<OfficePdf> pdf = ConvertOffice(job->input.get(), job->entry.media_type, state_.worker,
                                          state_.finish.output, PageDeadline());
    job->entry.stages.open += Since(start);
    if (!pdf && pdf.error().type == ErrorType::kInterrupted) return;
    if (!pdf && pdf.error().type == ErrorType::kOutputFailed) return state_.Fail(pdf.error());
    if (!pdf) return Refused(job, Advised(pdf.error(), "converting the document", ""));
    const Status kept = KeepConverted(pdf->file.get(), state_.finish.output, job->path);
    if (!kept && kept.error().type != ErrorType::kTooLarge) return state_.Fail(kept.error());
    if (!kept) return Refused(job, kept.error());
    job->conversion = {{"application/pdf", pdf->by, pdf->sha256}, pdf->tracked_changes};
    job->pdf = std::move(pdf->file);
    OpenPages(job);
  }

  void Refused(const Job& job, const Error& error) {
    InputEntry& entry = job->entry;
    entry.status = error.type == ErrorType::kUnsupportedType && !LacksOffice(error)
                       ? InputStatus::kSkipped
                       : InputStatus::kFailed;
    entry.error = error;
    // What was refused may not be what was hashed.
    if (Changed(job)) entry.status = InputStatus::kFailed, entry.error = ChangedError();
    End(job, {});
  }

  static bool Changed(const Job& job) { return StampOf(job->input.get()) != job->stamp; }

  static Error ChangedError() {
    return {ErrorType::kUnreadable, "the file changed while it was read; start the command again"};
  }

  void ReadPages(const Claim& claim) {
    const Job& job = claim.job;
    if (job->pages.full()) {
      for (int n = claim.pages.first; n <= claim.pages.last; ++n) {
        GiveUp(job, n, {ErrorType::kTooLarge, job->pages.Limit()});
      }
      return;
    }
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
      if (const std::optional<Error> doubt = Doubt(*answer)) {
        // What follows may need the gate.
        answer->hold = {};
        return Lost(claim, n, *doubt);
      }
      PageRead(job, std::move(*answer));
    }
  }

  /// Why a page that was answered is not taken; its worker is gone then.
  std::optional<Error> Doubt(const PageAnswer& answer) {
    const std::optional<Error>& error = answer.facts.error;
    if (!error) return std::nullopt;
    if (error->type == ErrorType::kModelMissing && !ModelMissing()) {
      return worker_->EndAsMalformed();
    }
    // The worker lives, but what it has left may be too little for any page.
    if (error->type != ErrorType::kOutOfMemory) return std::nullopt;
    worker_.reset();
    return error;
  }

  /// The worker was lost at page `n`: the pages behind it go back; it is tried again or given up.
  void Lost(const Claim& claim, int n, const Error& error) {
    LogLost(claim.job->path, n, error);
    DropWorker();
    state_.schedule.GiveBack(claim.job, {n + 1, claim.pages.last});
    last_ = n;
    if (state_.schedule.TryAgain(claim.job, n)) {
      last_ = n - 1;
      return;
    }
    GiveUp(claim.job, n,
           Advised(error, "reading page " + std::to_string(NumberInFile(claim.job, n)),
                   " (the page was tried twice)"));
  }

  /// Of the n-th of the pages that are read (--pages).
  int NumberInFile(const Job& job, int n) const {
    const std::optional<PageList> wanted = PageList::Parse(state_.options.pages);
    if (state_.options.pages.empty() || !wanted || n < 1) return n;
    const std::vector<int> numbers = wanted->Of(job->all_pages);
    return n <= static_cast<int>(numbers.size()) ? numbers[static_cast<size_t>(n) - 1] : n;
  }

  Error Advised(const Error& error, const std::string& what, const std::string& tried) {
    if (error.type != ErrorType::kTimeout) return {error.type, error.message + tried};
    return {ErrorType::kTimeout, what + " took longer than " +
                                     std::to_string(limits_.timeout_page_s) +
                                     " s; raise --timeout-page" + tried};
  }

  void GiveUp(const Job& job, int number, Error error) {
    error.page = number;
    Page page;
    page.number = number;
    page.error = std::move(error);
    PageAnswer answer;
    answer.page = wire::EncodePage(page);
    answer.facts = {number, "", page.error, false};
    PageRead(job, std::move(answer));
  }

  void PageRead(const Job& job, PageAnswer answer) {
    if (state_.log.open()) LogPage(job->path, answer);
    state_.progress.PageRead(answer.facts.origin_reason, answer.seconds);
    answer.facts.origin_reason.clear();
    const Status kept = job->pages.Put(std::move(answer.facts), std::move(answer.page));
    if (!kept) return state_.Fail(kept.error());
    // Finishing may need the gate itself.
    answer.hold = {};
    ++next_;
    if (state_.schedule.PageDone(job, answer.seconds, answer.seconds_normalise)) FinishJob(job);
  }

  void FinishJob(const Job& job) {
    stage_ = Stage::kFinishing;
    InputEntry& entry = job->entry;
    if (Changed(job)) return Refused(job, ChangedError());
    if (job->pages.full()) return Refused(job, {ErrorType::kTooLarge, job->pages.Limit()});
    job->compose_by =
        std::max(job->deadline, Clock::now() + std::chrono::seconds(limits_.timeout_page_s));
    entry.stages.read = job->seconds_read;
    entry.stages.normalise = job->seconds_normalise;
    if (const Status held = state_.held(); !held) return state_.Fail(held.error());
    // Before each record: none may be kept as made by models that it was not made by.
    if (const std::optional<std::string> other = state_.models->Changed()) {
      return state_.Fail({ErrorType::kModelMissing,
                          "the model file " + *other +
                              " was changed while the run was at work; start the command again"});
    }
    WrittenRecord written;
    const Status finished = FinishDocument(
        job->pages.facts(), state_.finish, [&] { return Compose(job); }, entry, written);
    if (!finished) {
      if (finished.error().type == ErrorType::kInterrupted) return;
      // Where the folder itself is gone, that is the reason.
      const Status held = state_.held();
      return state_.Fail(held ? finished.error() : held.error());
    }
    if (entry.error) entry.error->page = NumberInFile(job, entry.error->page);
    End(job, written);
  }

  /// What is asked of a worker. A second one is not asked for a copy: making it may have ended the
  /// first, and the record is worth more.
  ComposeRequest RequestFor(const Job& job, const SourceFile& source, bool again) const {
    ComposeRequest request{source, state_.finish.with};
    request.conversion = job->conversion;
    request.selection = {state_.options.pages, job->all_pages};
    if (again || !CanBeCopied(job->entry.media_type)) request.with.erase(TextForm::kPdf);
    if (request.with.contains(TextForm::kPdf)) {
      request.corrections =
          CorrectionFiles(state_.finish.output, job->path, static_cast<size_t>(job->page_count));
    }
    return request;
  }

  /// Says why there is no searchable copy, where one was wanted.
  void SayNoCopy(const Job& job, Composed& composed) {
    if (!state_.finish.with.contains(TextForm::kPdf) || composed.texts.contains(TextForm::kPdf) ||
        !CanBeCopied(job->entry.media_type))
      return;
    if (composed.no_copy.empty())
      composed.no_copy = "no searchable copy can be made: a worker was lost while it was made";
    state_.progress.Say(ShownText(job->path) + ": " + ShownText(composed.no_copy) + ".");
    schemas::LogLine line;
    line.event = "write";
    line.path = job->path;
    line.message = composed.no_copy;
    state_.log.Write(line);
  }

  /// The record, made by the worker and looked at by the checker; once more by a fresh worker where
  /// that is lost or what it made is none, as long as the document's time lasts.
  Result<CheckedRecord> Compose(const Job& job) {
    const SourceFile source = {job->path, job->key.sha256, job->entry.bytes, job->entry.media_type,
                               job->files};
    for (const bool again : {false, true}) {
      WorkerProcess* worker = Worker(job, again);
      // The run has failed: nothing more of this document is wanted.
      if (worker == nullptr) return Error{ErrorType::kInterrupted, "stopped"};
      ComposeRequest request = RequestFor(job, source, again);
      const int input = request.with.contains(TextForm::kPdf) ? job->input.get() : -1;
      const std::string mark = CorrectionsMark(request.corrections);
      Result<Composed> composed =
          worker->Compose(std::move(request), job->pages, input, job->compose_by);
      LogMessages(job->path, 0);
      if (composed) {
        Result<std::vector<Verdict>> verdicts = CheckAll(source, *composed, job);
        if (!verdicts) return verdicts.error();
        if (!verdicts->empty()) {
          SayNoCopy(job, *composed);
          return CheckedRecord{std::move(*composed), std::move(*verdicts), mark};
        }
        composed = worker->EndAsMalformed();
      }
      const ErrorType type = composed.error().type;
      if (type == ErrorType::kOutputFailed) state_.Fail(composed.error());
      if (type == ErrorType::kOutputFailed || type == ErrorType::kInterrupted) {
        return Error{ErrorType::kInterrupted, "stopped"};
      }
      if (worker->alive() && type != ErrorType::kOutOfMemory) return composed.error();
      LogLost(job->path, 0, composed.error());
      DropWorker();
      if (again || Clock::now() >= job->compose_by) {
        return Error{type, "putting the record together failed: " + composed.error().message +
                               (again ? " (it was tried twice)" : "") +
                               "; please report this file"};
      }
    }
    return Error{ErrorType::kInternal, "not reached"};
  }

  /// What is said of each record; none at all where one is unsound, or where there are more than a
  /// document has pages.
  Result<std::vector<Verdict>> CheckAll(const SourceFile& source, const Composed& composed,
                                        const Job& job) {
    std::vector<Verdict> verdicts;
    if (composed.further.size() >= static_cast<size_t>(std::max(1, job->page_count)))
      return verdicts;
    for (size_t k = 0; k <= composed.further.size(); ++k) {
      const std::string& json = k == 0 ? composed.json : composed.further[k - 1];
      Result<Verdict> verdict =
          Check(SourceOfPart(source, static_cast<int>(k) + 1), json, job->compose_by);
      if (!verdict) return verdict.error();
      if (!verdict->sound) return std::vector<Verdict>();
      verdicts.push_back(std::move(*verdict));
    }
    return verdicts;
  }

  /// Once more where the checker is lost: it may have been killed for no reason of its own.
  Result<Verdict> Check(const SourceFile& source, const std::string& json,
                        Clock::time_point deadline) {
    for (const bool again : {false, true}) {
      if (!checker_ || !checker_->alive()) checker_ = FreshProcess();
      if (!checker_) return Error{ErrorType::kInterrupted, "stopped"};
      Result<Verdict> verdict = checker_->Check(source, json, deadline);
      if (verdict || verdict.error().type == ErrorType::kInterrupted) return verdict;
      checker_.reset();
      if (!again && Clock::now() < deadline) continue;
      return Error{verdict.error().type,
                   "looking over the record failed: " + verdict.error().message +
                       (again ? " (it was tried twice)" : "") + "; please report this file"};
    }
    return Error{ErrorType::kInternal, "not reached"};
  }

  /// A worker says that a model is missing: so does one that has seen no document?
  bool ModelMissing() {
    const std::unique_ptr<WorkerProcess> checker = FreshProcess();
    return checker && !checker->Probe(PageDeadline());
  }

  void End(const Job& job, const WrittenRecord& written) {
    InputEntry& entry = job->entry;
    entry.seconds = Since(job->started) + entry.stages.hash;
    entry.attempts = job->opens;
    for (const std::string& record : job->stale_records) {
      bool anew = false;
      schemas::ForEachRecordOf(entry, [&](const std::string& made, const schemas::PlanBrief&) {
        anew = anew || made == record;
      });
      if (!anew) RemoveOutput(state_.finish.output, record);
    }
    ResultKey key = job->key;
    // What the machine or the person lacked and what changed under us says nothing about the
    // content: no later run takes it over.
    if (entry.error && (entry.error->type == ErrorType::kModelMissing ||
                        entry.error->type == ErrorType::kUnreadable ||
                        entry.error->type == ErrorType::kEncrypted || LacksOffice(*entry.error))) {
      key.fingerprint.clear();
      if (entry.error->type == ErrorType::kModelMissing) state_.model_missing = true;
    }
    // Where a limit was the reason, another limit may give another result.
    if (entry.error &&
        (entry.error->type == ErrorType::kTimeout || entry.error->type == ErrorType::kOutOfMemory ||
         entry.error->type == ErrorType::kTooLarge)) {
      key.fingerprint += state_.machine_limits;
    }
    stage_ = Stage::kOver;
    state_.Finish(job->ordinal, entry, key, written);
    if (opened_ == job) opened_.reset();
    state_.schedule.Remove(job);
  }

  void LogPage(const std::string& path, const PageAnswer& answer) {
    schemas::LogLine line;
    line.event = "page";
    line.path = path;
    line.page = answer.facts.number;
    line.seconds = answer.seconds;
    line.origin = answer.facts.origin_reason;
    line.error = answer.facts.error;
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
  OriginalProcess original_{state_.worker};
  std::unique_ptr<WorkerProcess> worker_, checker_;
  Job seen_, opened_;  ///< what the worker has seen, has open
  bool warm_ = false;
  Stage stage_ = Stage::kOver;
  int next_ = 1, last_ = 0;  ///< pages of the claim that are not done yet
};

}  // namespace

void RunLane(RunState& state) {
  // No exception may leave a thread: that would end the program without its last word.
  try {
    Lane(state).Run();
  } catch (const std::exception& defect) {
    state.Fail(DefectError(defect, 0));
  }
}

}  // namespace planrec::batch
