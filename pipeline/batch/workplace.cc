// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/workplace.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include "pipeline/files/digest.h"

namespace planrec::batch {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::string HostName() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

Workplace::~Workplace() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

Status Workplace::Take(const RunOptions& options) {
  if (options.dry_run || options.sharded) {
    const Status copied = TakeCopy(options.output);
    if (!copied || options.dry_run) return copied;
    return journal_.Open(options.output, options.shard_index, options.shard_count);
  }
  ledger_ = options.output + "/ledger.sqlite";
  const Status taken = lock_.Take(options.output);
  if (taken && lock_.left_behind()) SweepTemporaries(options.output);
  return taken;
}

Status Workplace::TakeCopy(const std::string& output) {
  std::error_code none;
  std::string pattern = (fs::temp_directory_path(none) / "planrec-XXXXXX").string();
  if (none || mkdtemp(pattern.data()) == nullptr) {
    return Error{ErrorType::kOutputFailed,
                 "no temporary folder for the working copy of the ledger; set TMPDIR"};
  }
  temporary_ = pattern;
  ledger_ = temporary_ + "/ledger.sqlite";
  for (const char* suffix : {"", "-wal"}) {
    std::error_code absent;
    fs::copy_file(output + "/ledger.sqlite" + suffix, ledger_ + suffix, absent);
  }
  return Done{};
}

Result<std::unique_ptr<Ledger>> Workplace::OpenLedger(const RunOptions& options) {
  Result<std::unique_ptr<Ledger>> ledger = Ledger::Open(ledger_);
  if (!ledger) return ledger;
  if (options.sharded) {
    const Status joined =
        TakeJournals(options.output, options.shard_index, options.shard_count, **ledger);
    if (!joined) return joined.error();
  } else if (!options.dry_run) {
    const Result<std::vector<std::string>> unmerged = UnmergedJournals(options.output, **ledger);
    if (!unmerged) return unmerged.error();
    if (!unmerged->empty()) {
      return Error{ErrorType::kOutputFailed,
                   options.output + "/shards/" + unmerged->front() +
                       " has results that are not merged yet; `planrec merge " + options.output +
                       "` takes them over, then start this command again"};
    }
  }
  return ledger;
}

Status Workplace::Held() const {
  return journal_.open() ? journal_.Check() : lock_.Check();
}

Status TakeJournals(const std::string& output, int index, int count, Ledger& ledger) {
  Status status = ledger.BeginJoin(false);
  for (const JournalFile& journal : JournalsOf(output)) {
    // What other parts of the same run did is none of this part's inputs.
    if (journal.count == count && journal.index != index) continue;
    uint64_t taken = 0;
    bool first = true;
    if (!status) return status;
    status = ForEachJournalLine(journal.path, [&](std::string_view text, uint64_t end) -> Status {
      if (std::exchange(first, false)) {
        const Result<uint64_t> known = ledger.JournalTaken(journal.name, Sha256(text));
        if (!known) return known.error();
        // One that lost its end is another one: what was written behind the cut was never taken.
        std::error_code unknown;
        taken = *known > fs::file_size(journal.path, unknown) ? 0 : *known;
      }
      if (end <= taken) return Done{};
      const std::optional<schemas::JournalLine> line = schemas::ParseJournal(text);
      if (!line) return Done{};
      if (const auto* run = std::get_if<schemas::JournalRun>(&*line))
        return ledger.NoteBasis(run->fingerprint, run->basis);
      const auto* result = std::get_if<schemas::JournalResult>(&*line);
      return result == nullptr ? Status(Done{}) : ledger.JoinResult(*result, std::nullopt, true);
    });
  }
  return status ? ledger.EndJoin(true) : status;
}

Result<std::vector<std::string>> UnmergedJournals(const std::string& output, Ledger& ledger) {
  std::vector<std::string> names;
  for (const JournalFile& journal : JournalsOf(output)) {
    std::string first;
    // The first line is enough to know it by.
    static_cast<void>(
        ForEachJournalLine(journal.path, [&](std::string_view text, uint64_t) -> Status {
          first = Sha256(text);
          return Error{ErrorType::kInterrupted, ""};
        }));
    std::error_code unknown;
    const uintmax_t size = fs::file_size(journal.path, unknown);
    const Result<uint64_t> taken = ledger.JournalTaken(journal.name, first);
    if (!taken) return taken.error();
    if (!unknown && size != *taken) names.push_back(journal.name);
  }
  return names;
}

}  // namespace planrec::batch
