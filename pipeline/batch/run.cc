// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole batch on one screen:
//
//   discover ─► ledger ─► intake (hash, resume) ─► schedule ─► lanes (worker: open, read; finish)
//                                                                  └─► records, ledger
//   ledger ─► records.jsonl, batch.json, report.html
#include "pipeline/batch/run.h"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "normalizers/repair/repair.h"
#include "pipeline/acquire/ocr/model_files.h"
#include "pipeline/batch/conclude.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/intake.h"
#include "pipeline/batch/lane.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/batch/preflight.h"
#include "pipeline/batch/shard.h"
#include "pipeline/batch/shard_end.h"
#include "pipeline/batch/summary.h"
#include "pipeline/batch/workplace.h"
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

int FailedExit(RunState& state, const Error& error) {
  state.progress.SayError("planrec: " + language::InLanguage(error.message));
  if (error.type == ErrorType::kModelMissing) return kExitModel;
  return error.type == ErrorType::kOutputFailed ? kExitOutput : kExitFailure;
}

int ExitCodeOf(RunState& state, const schemas::BatchTotals& totals) {
  const int signal_number = state.stop.signal_number();
  if (signal_number != 0) return 128 + signal_number;
  if (state.log.failure()) return kExitOutput;
  if (state.model_missing) return kExitModel;
  // A part of an array job may be empty, or have nothing to read.
  if (state.options.sharded && totals.partial + totals.failed == 0) return kExitDone;
  const int64_t known = totals.failed == 0 ? totals.duplicate : 0;
  if (totals.done + totals.partial + known == 0) return kExitNothing;
  return totals.partial + totals.failed > 0 ? kExitSomeFailed : kExitDone;
}

/// All inputs of the run as rows of the ledger; `walked`: how many there are in all shards.
Status FindInputs(RunState& state, const std::string& list, const Shards& shards, int64_t& walked) {
  Ledger& ledger = *state.ledger;
  const Result<int64_t> last = ledger.LastOrdinal();
  if (!last) return last.error();
  state.first_ordinal = *last;
  Status status = ledger.BeginRun();
  if (!status) return status;
  const RunOptions& options = state.options;
  const auto mine = [&](const std::string& path) { return shards.Of(path) == options.shard_index; };
  // Names of others matter only where two inputs may have the same.
  const bool unique = options.inputs.size() == 1 && options.inputs[0] != "-" && *last == 0;
  std::istringstream lines(list);
  const DiscoverOptions discover = {options.inputs,       options.output, &lines,
                                    options.follow_links, state.log.fd(), options.join_images};
  Discover(discover, [&](const Found& found) {
    ++walked;
    const bool is_mine = mine(found.path);
    if (!is_mine && unique) return true;
    status = ledger.AddInput(found, *last + walked, is_mine ? Whose::kMine : Whose::kAnotherShards);
    if (is_mine && found.error && !found.skipped) state.SayFailure(found.path, *found.error);
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

/// What the journal of a shard says before its first result.
Status BeginJournal(RunState& state, const schemas::BatchSummary& summary, const std::string& basis,
                    int64_t walked) {
  schemas::JournalRun run;
  run.at = summary.started;
  run.run = Sha256(run.at + " " + std::to_string(getpid()) + " " + HostName()).substr(0, 16);
  run.given = summary.inputs;
  run.roots = RootsOf(summary.inputs);
  run.settings = summary.settings;
  run.versions = summary.versions;
  run.fingerprint = state.fingerprint;
  run.basis = basis;
  Status status = state.journal->Put(run);
  int64_t mine = 0;
  if (!status) return status;
  status = state.ledger->ForEachInput([&](int64_t ordinal, schemas::JournalInput input) {
    ++mine;
    input.number = ordinal - state.first_ordinal;
    return state.journal->Put(input);
  });
  // Stopped while it walked: what is listed is not all.
  if (!status || state.stop.stopped()) return status;
  return state.journal->Append(schemas::JournalListed{walked, mine});
}

/// The last line of a shard, and what a person is told.
int EndShard(RunState& state, const schemas::BatchTotals& totals) {
  Progress& progress = state.progress;
  const int signal_number = state.stop.signal_number();
  schemas::JournalEnd end{progress.PagesRead(), progress.Seconds(), state.confinement(), ""};
  if (signal_number != 0) end.interrupted_by = signal_number == SIGINT ? "SIGINT" : "SIGTERM";
  const Status status = state.journal->Append(end);
  if (!status) return FailedExit(state, status.error());
  const RunOptions& options = state.options;
  if (signal_number != 0) {
    progress.SayError("Stopped; what was done is kept in " + options.output +
                      ". Start the same command again: it goes on from here.");
  }
  progress.Say("Shard " + std::to_string(options.shard_index) + " of " +
               std::to_string(options.shard_count) + ": " + TotalsText(totals) + "; " +
               Counted(end.pages_read, "page", "pages") + " read in " + Duration(end.seconds) +
               ".");
  return ExitCodeOf(state, totals);
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

/// What standard input says, until its end or a signal.
Result<std::string> ReadStandardInput(const StopSignal& stop) {
  constexpr size_t kMost = size_t{1} << 30, kPiece = size_t{64} << 10;
  std::string text;
  pollfd wait[] = {{STDIN_FILENO, POLLIN, 0}, {stop.fd(), POLLIN, 0}};
  while (!stop.stopped()) {
    if (poll(wait, std::size(wait), -1) < 0 && errno != EINTR) break;
    if (wait[0].revents == 0) continue;
    const size_t had = text.size();
    text.resize(had + kPiece);
    const ssize_t n = read(STDIN_FILENO, text.data() + had, kPiece);
    text.resize(had + static_cast<size_t>(std::max<ssize_t>(n, 0)));
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n <= 0) break;
    if (text.size() > kMost) {
      return Error{ErrorType::kTooLarge,
                   "the list from standard input has more than " + std::to_string(kMost >> 20) +
                       " MiB; name folders, or run parts of it one after the other"};
    }
  }
  return text;
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
    Result<std::string> read = ReadStandardInput(state.stop);
    if (const int signal_number = state.stop.signal_number(); signal_number != 0)
      return 128 + signal_number;
    if (!read) return FailedExit(state, read.error());
    list = std::move(*read);
  }
  const std::vector<MissingInput> missing = NothingToRead(options, list);
  for (const MissingInput& input : missing) state.SayFailure(input.path, input.error);
  if (!missing.empty()) return kExitNothing;
  if (const std::optional<Error> foreign = ForeignOutput(options.output)) {
    return FailedExit(state, *foreign);
  }
  return std::nullopt;
}

int DryRun(RunState& state, int jobs) {
  const IntakeCounts counts = RunIntake(state);
  if (const std::optional<Error> failure = state.failure()) return FailedExit(state, *failure);
  const Estimate estimate =
      EstimateOf(counts.sample, state.worker, state.options.follow_links, jobs);
  std::printf("%s\n", EstimateLine(estimate).c_str());
  state.progress.Say(EstimateText(estimate, jobs));
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

/// Completes the summary of a run; `of_this_run`: its own inputs.
Status Summarise(RunState& state, schemas::BatchSummary& summary,
                 const schemas::BatchTotals& of_this_run) {
  Result<schemas::BatchTotals> totals = CountTotals(*state.ledger);
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
  return Done{};
}

/// The descriptors that are open set the number of jobs; a person hears where it is less than
/// wanted.
void SayFewerJobs(RunState& state, int jobs, int wanted) {
  if (jobs >= wanted) return;
  state.progress.Say("Note: only " + std::to_string(jobs) + " of " + std::to_string(wanted) +
                     " jobs: the system allows no more open files (ulimit -n).");
}

/// Takes the place to work in, its log and its ledger.
Status TakePlace(RunState& state, Workplace& workplace) {
  const RunOptions& options = state.options;
  Status ready = workplace.Take(options);
  if (ready) ready = state.log.Open(options.log_file);
  if (!ready) return ready;
  state.held = [&workplace] { return workplace.Held(); };
  Result<std::unique_ptr<Ledger>> ledger = workplace.OpenLedger(options);
  if (!ledger) return ledger.error();
  state.ledger = std::move(*ledger);
  return Done{};
}

/// The model that repairs words.
struct RepairModel {
  std::string path, version = "not used";
};

Result<RepairModel> RepairModelOf(const RunOptions& options) {
  RepairModel model;
  if (!options.repair) return model;
  const Result<std::string> found = normalize::FindRepairModel();
  const Result<std::string> version = found ? normalize::RepairModelVersion(*found) : found;
  if (!version) return version.error();
  model.path = *found;
  model.version = *version;
  return model;
}

/// How workers read, and how what they read is finished.
void SetUpReading(RunState& state, const std::string& repair_model) {
  const RunOptions& options = state.options;
  state.worker.command = options.worker_command;
  state.worker.options.read = {options.ocr, options.limits};
  state.worker.options.recogniser = options.recogniser;
  state.worker.options.repair_model = repair_model;
  state.worker.options.passwords = options.passwords;
  state.worker.options.pages = options.pages;
  state.worker.options.require_sandbox = options.require_sandbox;
  state.worker.stop_fd = state.stop.fd();
  state.worker.gate = &state.gate;
  state.finish = {options.output, options.with};
}

/// What closes a whole run: its summary, its report, and what a person is told.
int EndRun(RunState& state, schemas::BatchSummary& summary, const schemas::BatchTotals& totals) {
  Status status = Summarise(state, summary, totals);
  if (status) status = Conclude(state, summary);
  if (!status) return FailedExit(state, status.error());
  SayEnd(state, summary, totals);
  return summary.exit_code;
}

/// `inputs`: of the whole batch, where a shard came to its end; else it stays as it is.
int RunOnce(const RunOptions& options, std::optional<int64_t>& inputs) {
  const int wanted = JobsOf(options), jobs = JobsAllowed(wanted);
  RunState state(options, jobs);
  SayFewerJobs(state, jobs, wanted);
  schemas::BatchSummary summary;
  summary.started = UtcNow();

  std::string list, model = "not used";  // without recognition the model plays no part
  if (const std::optional<int> refused = Refused(state, list, model)) return *refused;
  const Result<Shards> shards = Shards::Make(options.shard_count, options.sizes, &state.stop);
  if (const int signal_number = state.stop.signal_number(); signal_number != 0)
    return 128 + signal_number;
  if (!shards) {
    state.progress.SayError("planrec: " + shards.error().message);
    return kExitUsage;
  }

  Workplace workplace;
  Status ready = TakePlace(state, workplace);
  int64_t walked = 0;
  if (ready) ready = FindInputs(state, list, *shards, walked);
  if (!ready) return FailedExit(state, ready.error());

  const Result<RepairModel> repair = RepairModelOf(options);
  if (!repair) return FailedExit(state, repair.error());
  const ModelVersions models = {model, repair->version};
  Describe(options, jobs, models, summary);
  const std::string basis = ResultBasis(options, models);
  state.fingerprint = Sha256(basis);
  state.machine_limits = MachineLimits(options, jobs);
  ready = state.ledger->NoteBasis(state.fingerprint, basis);
  if (!ready) return FailedExit(state, ready.error());
  SetUpReading(state, repair->path);
  if (options.dry_run) return DryRun(state, jobs);
  if (options.require_sandbox) ready = CheckSandbox(state.worker);
  if (!ready) return FailedExit(state, ready.error());

  if (options.sharded) {
    state.journal = &workplace.journal();
    ready = BeginJournal(state, summary, basis, walked);
    if (!ready) return FailedExit(state, ready.error());
  }
  state.progress.Start(state.ledger->OpenCount());
  ReadAll(state, jobs);
  state.progress.End();
  if (const std::optional<Error> failure = state.failure()) return FailedExit(state, *failure);
  const Result<schemas::BatchTotals> totals = CountTotals(*state.ledger, Scope::kThisRun);
  if (!totals) return FailedExit(state, totals.error());
  if (options.sharded) {
    if (!state.stop.stopped()) inputs = std::max(walked, state.ledger->InputCount(Scope::kAll));
    return EndShard(state, *totals);
  }
  return EndRun(state, summary, *totals);
}

}  // namespace

int Run(const RunOptions& options) {
  std::optional<int64_t> inputs;
  const int exit_code = RunOnce(options, inputs);
  const bool ended =
      exit_code == kExitDone || exit_code == kExitSomeFailed || exit_code == kExitNothing;
  return inputs && ended ? EndOfShard(options, *inputs, exit_code) : exit_code;
}

}  // namespace planrec::batch
