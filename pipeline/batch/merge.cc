// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/merge.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "pipeline/batch/conclude.h"
#include "pipeline/batch/corrected.h"
#include "pipeline/batch/finish.h"
#include "pipeline/batch/journal.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/batch/parsed_journal.h"
#include "pipeline/batch/summary.h"
#include "pipeline/corrections/corrections.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/read_files.h"
#include "schemas/record_links.h"

namespace planrec::batch {
namespace {

constexpr size_t kMostNamed = 5;
constexpr int kMostInputsBits = 40;  // 10^12 inputs

/// A journal, and where the start is that its inputs are taken from: the last one that came as far
/// as listing them all, else the last.
struct Part {
  JournalFile file;
  std::string first;  ///< digest of the first line
  schemas::JournalRun run;
  uint64_t start = 0, end = 0;  ///< of that start; of what was read
  std::optional<schemas::JournalListed> listed;
  std::optional<schemas::JournalEnd> ended;
};

/// The events that a part is known by are few; the rest is not parsed to find them.
bool MayMatter(std::string_view line) {
  for (const std::string_view sign :
       {R"("event":"run")", R"("event":"listed")", R"("event":"end")"}) {
    if (line.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

Result<Part> LookAt(const JournalFile& file) {
  Part part;
  part.file = file;
  std::optional<schemas::JournalRun> open;  // a start that has not listed its inputs yet
  uint64_t open_at = 0;
  const Status read = ForEachJournalLine(file.path, [&](std::string_view text, uint64_t end) {
    if (part.end == 0) part.first = Sha256(text);
    const uint64_t begin = std::exchange(part.end, end);
    if (!MayMatter(text)) return Status(Done{});
    std::optional<schemas::JournalLine> line = schemas::ParseJournal(text);
    if (!line) return Status(Done{});
    if (auto* run = std::get_if<schemas::JournalRun>(&*line)) {
      open = std::move(*run);
      open_at = begin;
      part.ended.reset();
      if (!part.listed) part.run = *open, part.start = begin;
    } else if (auto* listed = std::get_if<schemas::JournalListed>(&*line); listed && open) {
      part.run = *open;
      part.start = open_at;
      part.listed = *listed;
    } else if (auto* ended = std::get_if<schemas::JournalEnd>(&*line)) {
      part.ended = *ended;
    }
    return Status(Done{});
  });
  if (!read) return read.error();
  return part;
}

/// Of the inputs of the shards, of all; the first that were not reached.
struct MergeTotals {
  schemas::BatchTotals of_shards, all;
  std::vector<std::string> pending;
};

Result<MergeTotals> CountAll(Ledger& ledger) {
  MergeTotals totals;
  const Status counted =
      ledger.ForEachListed([&totals](const schemas::InputEntry& entry, bool this_run) -> Status {
        AddTo(totals.all, entry);
        if (!this_run) return Done{};
        AddTo(totals.of_shards, entry);
        if (entry.status == schemas::InputStatus::kPending && totals.pending.size() < kMostNamed)
          totals.pending.push_back(entry.path);
        return Done{};
      });
  if (!counted) return counted.error();
  return totals;
}

class Merger {
 public:
  Merger(const MergeOptions& options, RunState& state) : options_(options), state_(state) {}

  Status LookAtAll() {
    for (const JournalFile& file : JournalsOf(options_.output)) {
      Result<Part> part = LookAt(file);
      if (!part) return part.error();
      if (part->run.at.empty()) continue;
      parts_.push_back(std::move(*part));
    }
    // The latest start says in how many parts the inputs are by now; older ones in other numbers
    // have results only. They come first, so that later results count.
    std::map<int, std::string> latest;
    for (const Part& part : parts_)
      latest[part.file.count] = std::max(latest[part.file.count], part.run.at);
    std::stable_sort(parts_.begin(), parts_.end(), [&](const Part& a, const Part& b) {
      return std::pair(latest[a.file.count], a.file.count) <
             std::pair(latest[b.file.count], b.file.count);
    });
    if (!parts_.empty()) count_ = parts_.back().file.count;
    return Done{};
  }

  bool none() const { return parts_.empty(); }

  /// All that the journals say, in one transaction; nothing of it where that fails.
  Status Join() {
    Ledger& ledger = *state_.ledger;
    const Result<int64_t> last = ledger.LastOrdinal();
    if (!last) return last.error();
    Status status = ledger.BeginJoin(true);
    for (const Part& part : parts_) {
      if (status) status = JoinPart(part, *last);
    }
    if (status) status = ledger.EndRows();
    if (status) status = CheckMixture();
    if (status) status = SettleShared();
    if (status) status = SettleMoved();
    if (status) status = DropVanished();
    const Status ended = ledger.EndJoin(static_cast<bool>(status));
    return status ? ended : status;
  }

  /// What is not there; nothing where all is.
  std::vector<std::string> Missing(const MergeTotals& totals) const {
    std::vector<std::string> lines, absent, open;
    std::set<int> there;
    for (const Part& part : parts_) {
      if (part.file.count != count_) continue;
      there.insert(part.file.index);
      const bool ended = part.listed && part.ended && part.ended->interrupted_by.empty();
      if (!ended) open.push_back(std::to_string(part.file.index));
    }
    for (int index = 1; index <= count_; ++index) {
      if (!there.contains(index)) absent.push_back(std::to_string(index));
    }
    const std::string of = " of " + std::to_string(count_);
    if (!absent.empty()) {
      const int64_t unseen = Walked() - Listed();
      lines.push_back("Not begun: shards " + Shown(absent) + of +
                      (unseen > 0 ? " (" + std::to_string(unseen) + " inputs)" : "") + ".");
    }
    if (!open.empty()) lines.push_back("Not at their end: shards " + Shown(open) + of + ".");
    if (totals.of_shards.pending > 0)
      lines.push_back("Not reached: " + Names(totals.pending, totals.of_shards.pending) + ".");
    if (absent.empty() && Walked() != Listed()) {
      lines.push_back("The inputs changed between the shards (" + std::to_string(Walked()) +
                      " found, " + std::to_string(Listed()) + " in the shards).");
    }
    return lines;
  }

  void Describe(schemas::BatchSummary& summary) const {
    for (const Part& part : parts_) {
      if (part.file.count != count_) continue;
      if (summary.started.empty()) {
        summary.inputs = part.run.given;
        summary.settings = part.run.settings;
        summary.versions = part.run.versions;
        summary.started = part.run.at;
      }
      summary.started = std::min(summary.started, part.run.at);
      if (!part.ended) continue;
      summary.totals.pages_read += part.ended->pages_read;
      summary.seconds += part.ended->seconds;
      if (sandbox_.empty()) sandbox_ = part.ended->sandbox;
    }
    for (schemas::Setting& setting : summary.settings) {
      if (setting.name == "shard") setting.text = "1/1";
    }
    summary.settings.push_back({"shards", "", count_, {}});
    if (!sandbox_.empty()) summary.settings.push_back({"sandbox", sandbox_, {}, {}});
  }

 private:
  static std::string Shown(std::vector<std::string> names) {
    const auto count = static_cast<int64_t>(names.size());
    names.resize(std::min(names.size(), size_t{20}));
    return Names(names, count);
  }

  int64_t Walked() const {
    int64_t walked = 0;
    for (const Part& part : parts_) {
      if (part.file.count == count_ && part.listed) walked = std::max(walked, part.listed->walked);
    }
    return walked;
  }

  int64_t Listed() const {
    int64_t listed = 0;
    for (const Part& part : parts_) {
      if (part.file.count == count_ && part.listed) listed += part.listed->inputs;
    }
    return listed;
  }

  Status JoinPart(const Part& part, int64_t last) {
    Ledger& ledger = *state_.ledger;
    const Result<uint64_t> known = ledger.JournalTaken(part.file.name, part.first);
    if (!known) return known.error();
    // One that lost its end is another one: what was written behind the cut was never taken.
    const uint64_t taken = *known > part.end ? 0 : *known;
    Status status = ledger.NoteBasis(part.run.fingerprint, part.run.basis);
    if (status) status = JoinLines(part, taken, last);
    if (status) status = ledger.NoteJournal(part.file.name, part.first, part.end);
    return status;
  }

  /// Lines of the start that its inputs are taken from, and any behind what was `taken` before.
  Status JoinLines(const Part& part, uint64_t taken, int64_t last) {
    const auto of_start = [&](const LinePlace& line) {
      return part.file.count == count_ && line.begin >= part.start;
    };
    return ForEachParsedLine(
        part.file.path,
        [&](const LinePlace& line) {
          // Written since it was looked at: left for the next merge.
          return line.end <= part.end && (of_start(line) || line.end > taken);
        },
        [&](const schemas::JournalLine& line, const LinePlace& at) {
          const auto place = [&](int64_t number) {
            return of_start(at) ? PlaceOf(part.file, number, last) : std::nullopt;
          };
          return JoinLine(line, place, at.end > taken);
        });
  }

  /// `place` says where a numbered input goes, if anywhere; `is_new`: no earlier merge took the
  /// line.
  template <typename Place>
  Status JoinLine(const schemas::JournalLine& line, const Place& place, bool is_new) {
    Ledger& ledger = *state_.ledger;
    if (const auto* run = std::get_if<schemas::JournalRun>(&line))
      return ledger.NoteBasis(run->fingerprint, run->basis);
    if (const auto* input = std::get_if<schemas::JournalInput>(&line)) {
      const std::optional<JoinPlace> at = place(input->number);
      return at ? ledger.JoinInput(*at, *input) : Status(Done{});
    }
    if (const auto* result = std::get_if<schemas::JournalResult>(&line))
      return ledger.JoinResult(*result, place(result->number), is_new);
    return Done{};
  }

  /// Input order is that of the walk, which is the same for all parts.
  static std::optional<JoinPlace> PlaceOf(const JournalFile& file, int64_t number, int64_t last) {
    // A line that is not ours, or damaged.
    if (number < 1 || number >> kMostInputsBits != 0) return std::nullopt;
    return JoinPlace{last + number * file.count + file.index,
                     (int64_t{file.index} << kMostInputsBits) + number};
  }

  /// An error where results were made with different versions, models or options.
  Status CheckMixture() {
    if (options_.mixed) return Done{};
    const Result<std::vector<std::string>> all = state_.ledger->Fingerprints();
    if (!all) return all.error();
    std::set<std::string> names;
    for (size_t k = 1; k < all->size(); ++k) {
      const Result<std::string> one = state_.ledger->Basis(all->front());
      const Result<std::string> other = state_.ledger->Basis((*all)[k]);
      if (!one || !other) return one ? other.error() : one.error();
      for (std::string& name : BasisChanges(*one, *other)) names.insert(std::move(name));
    }
    std::set<std::string> texts;
    for (const Part& part : parts_) {
      for (const schemas::Setting& setting : part.run.settings) {
        if (part.file.count == count_ && setting.name == "with") texts.insert(setting.text);
      }
    }
    if (texts.size() > 1) names.insert("with");
    if (all->size() <= 1 && texts.size() <= 1) return Done{};
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return Error{ErrorType::kCorrupt,
                 "the shards were not all run with the same program, models and options (" + list +
                     " differ); run the outdated ones again, which does only what differs, or "
                     "--mixed takes the results together as they are. Nothing was changed"};
  }

  /// The first of several inputs with one content has the record, as in a run without shards.
  Status SettleShared() {
    Ledger& ledger = *state_.ledger;
    std::string after;
    for (;;) {
      const Result<std::vector<SharedContent>> group = ledger.NextShared(after);
      if (!group) return group.error();
      if (group->empty()) return Done{};
      const SharedContent& first = group->front();
      for (size_t k = 1; k < group->size(); ++k) {
        Status status = Retire((*group)[k].path, first.path);
        if (status) status = ledger.MakeDuplicate((*group)[k], first.path);
        if (!status) return status;
      }
      after = first.sha256;
    }
  }

  /// An original that stands under another path by now took its record along.
  Status SettleMoved() {
    const Result<std::vector<MovedContent>> moved = state_.ledger->Moved();
    if (!moved) return moved.error();
    for (const MovedContent& each : *moved) {
      Status status = Retire(each.from, each.to);
      if (status) status = state_.ledger->Forget(each.from);
      if (!status) return status;
      state_.progress.Say(each.from + " is now " + each.to + ": its record followed.");
    }
    return Done{};
  }

  /// The records of a path go; what persons did to them stays, or follows to another path's.
  Status Retire(const std::string& path, const std::string& to) {
    const Result<std::optional<EarlierResult>> result = state_.ledger->Earlier(path);
    if (!result) return result.error();
    if (!*result || (*result)->entry.record.empty()) return Done{};
    const WrittenRecord& written = (*result)->written;
    Status status = Done{};
    int part = 0;
    schemas::ForEachRecordOf(
        (*result)->entry, [&](const std::string& record, const schemas::PlanBrief&) {
          ++part;
          const auto at = static_cast<size_t>(part) - 2;
          const std::string& sha256 = part == 1                     ? written.sha256
                                      : at < written.further.size() ? written.further[at].sha256
                                                                    : written.sha256;
          const Result<std::string> json = ReadWhole(options_.output + "/" + record);
          const bool as_written =
              !json || Sha256(*json) == sha256 || Sha256(schemas::Unlinked(*json)) == sha256;
          if (status && !as_written) status = KeepEdited(options_.output, record);
          if (!status) return;
          RemoveOutput(options_.output, record);
          status = corrections::Follow(options_.output, record, RecordPath(to, part));
        });
    for (const TextFormKind& kind : kTextForms) RemoveOutput(options_.output, TextPath(path, kind));
    return status;
  }

  /// Inputs of earlier runs that no part has any more, once all parts are there.
  Status DropVanished() {
    const bool whole = Walked() == Listed() && Walked() > 0;
    return state_.ledger->DropVanished(
        options_.output, [&](const std::string& source, const std::string&) {
          return whole && std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) {
                   return part.file.count == count_ &&
                          std::any_of(part.run.roots.begin(), part.run.roots.end(),
                                      [&](const std::string& root) {
                                        return source == root || source.starts_with(root + "/");
                                      });
                 });
        });
  }

  const MergeOptions& options_;
  RunState& state_;
  std::vector<Part> parts_;
  int count_ = 0;
  mutable std::string sandbox_;
};

int Failed(RunState& state, const Error& error) {
  state.progress.SayError("planrec: " + error.message);
  if (error.type == ErrorType::kCorrupt) return kExitUsage;
  return error.type == ErrorType::kInternal ? kExitFailure : kExitOutput;
}

int ExitCodeOf(const RunState& state, const schemas::BatchTotals& totals, bool missing) {
  if (const int signal_number = state.stop.signal_number(); signal_number != 0)
    return 128 + signal_number;
  if (missing || totals.partial + totals.failed > 0) return kExitSomeFailed;
  return totals.done + totals.duplicate == 0 ? kExitNothing : kExitDone;
}

RunOptions AsRun(const MergeOptions& options) {
  RunOptions run;
  run.output = options.output;
  run.quiet = options.quiet;
  return run;
}

int NothingToMerge(const MergeOptions& options, RunState& state) {
  state.progress.SayError("planrec: " + options.output +
                          "/shards has nothing to merge; `planrec run INPUT -o " + options.output +
                          " --shard I/N` makes it");
  return kExitNothing;
}

/// Waits for another merge of the folder, or for a signal.
Status Await(MergeClaim& claim, const MergeOptions& options, RunState& state) {
  constexpr useconds_t kBetweenLooks_us = 200'000;
  for (bool said = false; !state.stop.stopped(); usleep(kBetweenLooks_us)) {
    const Result<bool> taken = claim.Take(options.output);
    if (!taken) return taken.error();
    if (*taken) return Done{};
    if (!std::exchange(said, true))
      state.progress.Say("Waiting for the merge by " + claim.holder() + ".");
  }
  return Done{};
}

}  // namespace

int Merge(const MergeOptions& options) {
  MergeClaim claim;
  {
    const RunOptions as_run = AsRun(options);
    RunState state(as_run, 1);
    if (JournalsOf(options.output).empty()) return NothingToMerge(options, state);
    const Status mine = Await(claim, options, state);
    if (!mine) return Failed(state, mine.error());
    if (const int signal_number = state.stop.signal_number(); signal_number != 0)
      return 128 + signal_number;
  }
  return Merge(options, claim);
}

int Merge(const MergeOptions& options, MergeClaim& claim) {
  const RunOptions as_run = AsRun(options);
  RunState state(as_run, 1);
  Merger merger(options, state);
  Status status = merger.LookAtAll();
  if (!status) return Failed(state, status.error());
  if (merger.none()) return NothingToMerge(options, state);
  if (const std::optional<Error> foreign = ForeignOutput(options.output))
    return Failed(state, *foreign);
  RunLock lock;
  status = lock.Take(options.output);
  if (!status) return Failed(state, status.error());
  state.held = [&lock, &claim] {
    const Status claimed = claim.Check();
    return claimed ? lock.Check() : claimed;
  };
  Result<std::unique_ptr<Ledger>> ledger = Ledger::Open(options.output + "/ledger.sqlite");
  if (!ledger) return Failed(state, ledger.error());
  state.ledger = std::move(*ledger);
  status = merger.Join();
  if (!status) return Failed(state, status.error());

  const Result<MergeTotals> totals = CountAll(*state.ledger);
  if (!totals) return Failed(state, totals.error());
  const std::vector<std::string> missing = merger.Missing(*totals);
  if (missing.empty()) SweepTemporaries(options.output);
  schemas::BatchSummary summary;
  merger.Describe(summary);
  const int64_t pages_read = summary.totals.pages_read;
  summary.totals = totals->all;
  summary.totals.pages_read = pages_read;
  summary.finished = UtcNow();
  summary.exit_code = ExitCodeOf(state, totals->of_shards, !missing.empty());
  status = Conclude(state, summary);
  if (!status) return Failed(state, status.error());
  for (const std::string& line : missing) state.progress.SayError(line);
  if (!missing.empty())
    state.progress.SayError("Run these shards again, then merge again: it adds what was missing.");
  state.progress.Say(TotalsText(totals->all) + ". Records: " + options.output +
                     "/records, report: " + options.output + "/report.html" +
                     ReviewText(totals->all));
  return ExitCodeOf(state, totals->of_shards, !missing.empty());
}

}  // namespace planrec::batch
