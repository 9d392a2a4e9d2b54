// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole batch on one screen:
//
//   discover ─► ledger ─► intake (hash, resume) ─► schedule ─► lanes (worker: open, read; finish)
//                                                                  └─► records, ledger
//   ledger ─► records.jsonl, batch.json, report.html
#include "pipeline/batch/run.h"

#include <sched.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "normalizers/repair/repair.h"
#include "pipeline/acquire/ocr/model_files.h"
#include "pipeline/batch/corrected.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/intake.h"
#include "pipeline/batch/lane.h"
#include "pipeline/batch/link_records.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/batch/preflight.h"
#include "pipeline/batch/report.h"
#include "pipeline/batch/summary.h"
#include "pipeline/files/digest.h"
#include "pipeline/language/language.h"

namespace planrec::batch {
namespace {

using language::Counted;

namespace fs = std::filesystem;

int JobsOf(const RunOptions& options) {
  if (options.jobs > 0) return options.jobs;
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) == 0) return std::max(1, CPU_COUNT(&cores));
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// How many of the worker processes that are wanted can have the descriptors they need.
int JobsAllowed(int wanted) {
  // Of the program itself; of a lane: three processes and three documents with two each.
  constexpr rlim_t kOwn = 40, kOfALane = 12;
  rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
  // Very deep folders hold a descriptor a level.
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  const rlim_t lanes = files.rlim_cur < kOwn ? 0 : (files.rlim_cur - kOwn) / kOfALane;
  return lanes < static_cast<rlim_t>(wanted) ? std::max(1, static_cast<int>(lanes)) : wanted;
}

/// The folder that the run works on: OUT, or for a dry run a copy of its ledger that is thrown
/// away.
class Workplace {
 public:
  ~Workplace() {
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
  }

  Status Take(const RunOptions& options) {
    if (!options.dry_run) {
      ledger_ = options.output + "/ledger.sqlite";
      const Status taken = lock_.Take(options.output);
      if (taken && lock_.left_behind()) SweepTemporaries(options.output);
      return taken;
    }
    std::string pattern = (fs::temp_directory_path() / "planrec-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
      return Error{ErrorType::kOutputFailed, "no temporary folder for a dry run; set TMPDIR"};
    }
    temporary_ = pattern;
    ledger_ = temporary_ + "/ledger.sqlite";
    for (const char* suffix : {"", "-wal"}) {
      std::error_code absent;
      fs::copy_file(options.output + "/ledger.sqlite" + suffix, ledger_ + suffix, absent);
    }
    return Done{};
  }

  const std::string& ledger() const { return ledger_; }
  const RunLock& lock() const { return lock_; }

 private:
  RunLock lock_;
  std::string ledger_, temporary_;
};

/// The real names of the folders and files given.
std::vector<std::string> RootsOf(const std::vector<std::string>& inputs) {
  std::vector<std::string> roots;
  for (const std::string& input : inputs) {
    std::error_code unknown;
    std::string root = fs::canonical(input, unknown).string();
    if (!unknown) roots.push_back(std::move(root));
  }
  return roots;
}

Status FindInputs(RunState& state, const std::string& list) {
  Ledger& ledger = *state.ledger;
  Status status = ledger.BeginRun();
  if (!status) return status;
  const RunOptions& options = state.options;
  const auto mine = [&options](const std::string& path) {
    return InShard(path, options.shard_index, options.shard_count);
  };
  std::istringstream lines(list);
  const DiscoverOptions discover = {options.inputs, options.output, &lines, options.follow_links,
                                    state.log.fd()};
  Discover(discover, [&](const Found& found) {
    if (!mine(found.path)) return true;
    status = ledger.AddInput(found);
    if (found.error && !found.skipped) state.SayFailure(found.path, *found.error);
    return status && !state.stop.stopped();
  });
  if (status && !state.stop.stopped()) {
    const std::vector<std::string> roots = RootsOf(options.inputs);
    status = ledger.DropVanished(
        options.output, [&](const std::string& source, const std::string& path) {
          return mine(path) && std::any_of(roots.begin(), roots.end(), [&](const auto& root) {
                   return source == root || source.starts_with(root + "/");
                 });
        });
  }
  const Status ended = ledger.EndInputs(options.restart);
  return status ? ended : status;
}

int ExitCodeOf(RunState& state, const schemas::BatchTotals& totals) {
  const int signal_number = state.stop.signal_number();
  if (signal_number != 0) return 128 + signal_number;
  if (state.log.failure()) return kExitOutput;
  if (state.model_missing) return kExitModel;
  // A part of an array job may be empty.
  if (totals.inputs == 0 && state.options.shard_count > 1) return kExitDone;
  const int64_t known = totals.failed == 0 ? totals.duplicate : 0;
  if (totals.done + totals.partial + known == 0) return kExitNothing;
  return totals.partial + totals.failed > 0 ? kExitSomeFailed : kExitDone;
}

std::string TotalsText(const schemas::BatchTotals& totals) {
  std::string text = std::to_string(totals.done) + " done";
  const auto add = [&text](int64_t count, const char* what) {
    if (count > 0) text += ", " + std::to_string(count) + " " + what;
  };
  add(totals.partial, "partial");
  add(totals.failed, "failed");
  add(totals.skipped, "skipped");
  add(totals.duplicate, "duplicate");
  add(totals.pending, "not reached yet");
  if (totals.resumed > 0) text += " (" + std::to_string(totals.resumed) + " by an earlier run)";
  return text;
}

/// Done is not right: what a person should look at.
std::string ReviewText(const schemas::BatchTotals& totals) {
  if (totals.to_review == 0) return "";
  return ". " + Counted(totals.to_review, "value", "values") + " in " +
         Counted(totals.records_to_review, "record", "records") +
         (totals.to_review == 1 ? " wants" : " want") + " a look (`review` of each)";
}

/// At most so many names, then how many more.
std::string Names(const std::vector<std::string>& names, int64_t count) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  const int64_t more = count - static_cast<int64_t>(names.size());
  return more > 0 ? text + " and " + std::to_string(more) + " more" : text;
}

/// Names what stands in the output folder without an original that is known.
Status SayOrphans(RunState& state) {
  constexpr size_t kMostNamed = 5;
  std::vector<std::string> gone, unknown;
  int64_t gone_count = 0, unknown_count = 0;
  Status status = state.ledger->ForEach([&](const schemas::InputEntry& entry) -> Status {
    if (!entry.orphan) return Done{};
    if (gone.size() < kMostNamed) gone.push_back(entry.path);
    ++gone_count;
    return Done{};
  });
  if (status) {
    status = ForEachRecord(state.options.output, [&](const std::string& record) -> Status {
      const Result<bool> known = state.ledger->HasRecord(record);
      if (!known) return known.error();
      if (*known) return Done{};
      if (unknown.size() < kMostNamed) unknown.push_back(record);
      ++unknown_count;
      return Done{};
    });
  }
  if (gone_count > 0) {
    state.progress.Say(
        "Originals that are gone (their records are kept): " + Names(gone, gone_count) + ".");
  }
  if (unknown_count > 0) {
    state.progress.Say(
        "Records of no known input (kept, not listed): " + Names(unknown, unknown_count) + ".");
  }
  return status;
}

/// Names records that persons edited: those made anew by this run, which are kept beside, and those
/// of other inputs, which are left as they are.
void SayEdited(RunState& state, const std::set<std::string>& in_place) {
  static constexpr size_t kMostNamed = 5;
  std::vector<std::string> aside, left;
  for (const std::string& record : state.edited) {
    if (!WasNotEdited(state.options.output, record)) aside.push_back(record);
  }
  left.assign(in_place.begin(), in_place.end());
  const auto say = [&state](const std::string& what, std::vector<std::string>& names,
                            const std::string& more) {
    if (names.empty()) return;
    const auto count = static_cast<int64_t>(names.size());
    names.resize(std::min(names.size(), kMostNamed));
    state.progress.Say(what + Names(names, count) + more);
  };
  say("Records that were edited by hand: ", aside,
      ". They are kept in " + state.options.output +
          "/edited; records/ has what the program reads. Corrections that last are files in " +
          state.options.output + "/corrections (README).");
  say("Records that were edited by hand, left as they are: ", left, ".");
}

void SayEnd(RunState& state, const schemas::BatchSummary& summary,
            const schemas::BatchTotals& totals) {
  Progress& progress = state.progress;
  const std::string& output = state.options.output;
  if (state.stop.signal_number() != 0) {
    progress.SayError("Stopped; what was done is kept in " + output +
                      ". Start the same command again: it goes on from here.");
  }
  if (state.model_missing) {
    progress.SayError(
        "A recognition model is missing (see above); install it and start the same "
        "command again.");
  }
  if (const std::optional<Error> lost = state.log.failure()) {
    progress.SayError("planrec: " + language::InLanguage(lost->message));
  }
  std::string whole;
  if (summary.totals.inputs > totals.inputs) {
    whole = " In all, " + output + " has " + std::to_string(summary.totals.inputs) +
            (summary.totals.inputs == 1 ? " input: " : " inputs: ") + TotalsText(summary.totals) +
            ".";
  }
  progress.Say(TotalsText(totals) + "; " + Counted(summary.totals.pages_read, "page", "pages") +
               " read in " + Duration(summary.seconds) + "." + whole + " Records: " + output +
               "/records, report: " + output + "/report.html" + ReviewText(summary.totals));
}

int FailedExit(RunState& state, const Error& error) {
  state.progress.SayError("planrec: " + language::InLanguage(error.message));
  if (error.type == ErrorType::kModelMissing) return kExitModel;
  return error.type == ErrorType::kOutputFailed ? kExitOutput : kExitFailure;
}

/// Looks at what was given before anything is touched. The exit code where the run can't be begun;
/// else `list` has what standard input says, where inputs are to be read from there, and `model`
/// which recognition model is used.
std::optional<int> Refused(RunState& state, std::string& list, std::string& model) {
  const RunOptions& options = state.options;
  std::vector<std::string> files;
  if (options.ocr != acquire::OcrMode::kNever) files = acquire::ModelPaths(options.recogniser);
  if (const Result<std::string> repair = normalize::FindRepairModel(); repair && options.repair) {
    files.push_back(*repair);
  }
  // Before they are read.
  state.models.emplace(files);
  if (options.ocr != acquire::OcrMode::kNever) {
    const Result<std::string> found = acquire::ModelFingerprint(options.recogniser);
    if (!found) return FailedExit(state, found.error());
    model = *found;
  }
  if (std::find(options.inputs.begin(), options.inputs.end(), "-") != options.inputs.end()) {
    list.assign(std::istreambuf_iterator<char>(std::cin), {});
  }
  const std::vector<MissingInput> missing = NothingToRead(options, list);
  for (const MissingInput& input : missing) state.SayFailure(input.path, input.error);
  if (!missing.empty()) return kExitNothing;
  if (const std::optional<Error> foreign = ForeignOutput(options.output)) {
    return FailedExit(state, *foreign);
  }
  return std::nullopt;
}

int DryRun(RunState& state) {
  const IntakeCounts counts = RunIntake(state);
  if (const std::optional<Error> failure = state.failure()) return FailedExit(state, *failure);
  state.progress.Say(std::to_string(counts.to_do) + " to do, " + std::to_string(counts.earlier) +
                     " done earlier, " + std::to_string(counts.duplicates) + " duplicate, " +
                     std::to_string(counts.refused) + " can't be read. Nothing was written.");
  return state.ledger->InputCount() > 0 ? kExitDone : kExitNothing;
}

void SayOutdated(RunState& state, const IntakeCounts& counts) {
  int64_t all = 0;
  std::set<std::string> changes;
  for (const auto& [fingerprint, count] : counts.outdated) {
    all += count;
    const std::string before = fingerprint.substr(0, state.fingerprint.size());
    if (before == state.fingerprint) {
      changes.insert("limits");
      continue;
    }
    const Result<std::string> basis = state.ledger->Basis(before);
    const Result<std::string> now = state.ledger->Basis(state.fingerprint);
    if (!basis || !now) continue;
    for (std::string& name : BasisChanges(*basis, *now)) changes.insert(std::move(name));
  }
  if (all == 0) return;
  std::string names;
  for (const std::string& name : changes) names += (names.empty() ? "" : ", ") + name;
  schemas::LogLine line;
  line.event = "outdated";
  line.message = Counted(all, "input", "inputs") +
                 " had been done with other options, models or versions (" + names + ") and " +
                 (all == 1 ? "was" : "were") + " done again.";
  state.log.Write(line);
  state.progress.Say(line.message);
}

/// A thread, or none where the machine gives no more.
std::thread StartThread(const std::function<void()>& work) {
  try {
    return std::thread(work);
  } catch (const std::system_error&) {
    return {};
  }
}

/// Reads everything; returns when all lanes have ended.
void ReadAll(RunState& state, int jobs) {
  // A signal must end the waiting of lanes and intake for each other too.
  FileDescriptor ended(eventfd(0, EFD_CLOEXEC));
  std::thread watch = StartThread([&state, &ended] {
    if (state.stop.WaitOr(ended.get())) state.schedule.Stop();
  });
  std::vector<std::thread> lanes;
  for (int i = 0; i < jobs && watch.joinable(); ++i) {
    std::thread lane = StartThread([&state] { RunLane(state); });
    if (!lane.joinable()) break;
    lanes.push_back(std::move(lane));
  }
  if (lanes.empty()) {
    state.Fail({ErrorType::kInternal,
                "the system gives no thread to work with; end other programs, or allow more "
                "processes (ulimit -u)"});
  }
  const IntakeCounts counts = RunIntake(state);
  for (std::thread& lane : lanes) lane.join();
  eventfd_write(ended.get(), 1);
  if (watch.joinable()) watch.join();
  SayOutdated(state, counts);
}

/// Writes what stands at the end of every run, also of one that was stopped.
Status Conclude(RunState& state, schemas::BatchSummary& summary,
                const schemas::BatchTotals& of_this_run) {
  Ledger& ledger = *state.ledger;
  const std::string& output = state.options.output;
  Result<schemas::BatchTotals> totals = CountTotals(ledger);
  if (!totals) return totals.error();
  summary.totals = *totals;
  summary.totals.pages_read = state.progress.PagesRead();
  summary.seconds = state.progress.Seconds();
  summary.finished = UtcNow();
  if (const std::string sandbox = state.confinement(); !sandbox.empty()) {
    summary.settings.push_back({"sandbox", sandbox, {}, {}});
  }
  const int signal_number = state.stop.signal_number();
  if (signal_number != 0) summary.interrupted_by = signal_number == SIGINT ? "SIGINT" : "SIGTERM";
  summary.exit_code = ExitCodeOf(state, of_this_run);
  Status status = state.run_lock->Check();
  const CorrectedRecords corrected = CorrectedRecords::Collect(output);
  Linked links;
  if (status && signal_number == 0) {
    Result<Linked> linked = LinkRecords(output, corrected, ledger);
    if (!linked) return linked.error();
    links = std::move(*linked);
  }
  if (status) SayEdited(state, links.edited);
  if (status) status = WriteRecordLines(output, corrected, links, ledger);
  if (status) status = WriteBatch(output, summary, links.edges, corrected, ledger);
  if (status) status = WriteReport(output + "/report.html", summary, corrected, ledger);
  for (const std::string& line : corrected.Messages()) state.progress.Say(line);
  if (status && signal_number == 0) status = SayOrphans(state);
  if (status) status = ledger.Close();
  return status;
}

}  // namespace

int Run(const RunOptions& options) {
  const int wanted = JobsOf(options), jobs = JobsAllowed(wanted);
  RunState state(options, jobs);
  if (jobs < wanted) {
    state.progress.Say("Note: only " + std::to_string(jobs) + " of " + std::to_string(wanted) +
                       " jobs: the system allows no more open files (ulimit -n).");
  }
  schemas::BatchSummary summary;
  summary.started = UtcNow();

  std::string list, model = "not used";  // without recognition the model plays no part
  if (const std::optional<int> refused = Refused(state, list, model)) return *refused;

  Workplace workplace;
  Status ready = workplace.Take(options);
  if (ready) ready = state.log.Open(options.log_file);
  if (!ready) return FailedExit(state, ready.error());
  state.run_lock = &workplace.lock();
  Result<std::unique_ptr<Ledger>> ledger = Ledger::Open(workplace.ledger());
  if (!ledger) return FailedExit(state, ledger.error());
  state.ledger = std::move(*ledger);
  ready = FindInputs(state, list);
  if (!ready) return FailedExit(state, ready.error());

  std::string repair = "not used", repair_model;
  if (options.repair) {
    const Result<std::string> found = normalize::FindRepairModel();
    const Result<std::string> version = found ? normalize::RepairModelVersion(*found) : found;
    if (!version) return FailedExit(state, version.error());
    repair_model = *found;
    repair = *version;
  }
  const ModelVersions models = {model, repair};
  Describe(options, jobs, models, summary);
  const std::string basis = ResultBasis(options, models);
  state.fingerprint = Sha256(basis);
  state.machine_limits = MachineLimits(options, jobs);
  ready = state.ledger->NoteBasis(state.fingerprint, basis);
  if (!ready) return FailedExit(state, ready.error());
  state.worker.command = options.worker_command;
  state.worker.options.read = {options.ocr, options.limits};
  state.worker.options.recogniser = options.recogniser;
  state.worker.options.repair_model = repair_model;
  state.worker.stop_fd = state.stop.fd();
  state.worker.gate = &state.gate;
  state.finish = {options.output, options.with};
  state.worker.options.require_sandbox = options.require_sandbox;
  if (options.dry_run) return DryRun(state);
  if (options.require_sandbox) ready = CheckSandbox(state.worker);
  if (!ready) return FailedExit(state, ready.error());

  state.progress.Start(state.ledger->OpenCount());
  ReadAll(state, jobs);
  state.progress.End();
  if (const std::optional<Error> failure = state.failure()) return FailedExit(state, *failure);
  const Result<schemas::BatchTotals> totals = CountTotals(*state.ledger, Scope::kThisRun);
  if (!totals) return FailedExit(state, totals.error());
  const Status concluded = Conclude(state, summary, *totals);
  if (!concluded) return FailedExit(state, concluded.error());
  SayEnd(state, summary, *totals);
  return summary.exit_code;
}

}  // namespace planrec::batch
