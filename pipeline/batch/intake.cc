// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/intake.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "pipeline/batch/digest.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/core/shown_text.h"
#include "schemas/record_links.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

std::string AbsolutePath(const std::string& file) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(file.c_str(), nullptr),
                                                         &std::free);
  return real ? real.get() : file;
}

bool Exists(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0;
}

bool HasSize(const std::string& path, uint64_t bytes) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && static_cast<uint64_t>(info.st_size) == bytes;
}

class Intake {
 public:
  explicit Intake(RunState& state) : state_(state), options_(state.options) {}

  IntakeCounts Run() {
    int64_t after = 0;
    while (!state_.stop.stopped()) {
      const Result<std::optional<LedgerInput>> next = state_.ledger->NextInput(after);
      if (!next) {
        state_.Fail(next.error());
        break;
      }
      if (!*next) break;
      after = (*next)->ordinal;
      const Status taken = Take(**next);
      if (!taken) state_.Fail(taken.error());
    }
    state_.schedule.Close();
    return counts_;
  }

 private:
  /// Only failures of the ledger are errors.
  Status Take(const LedgerInput& input) {
    auto job = std::make_shared<DocumentJob>();
    job->ordinal = input.ordinal;
    job->path = input.path;
    job->entry.path = input.path;
    const Clock::time_point start = Clock::now();
    if (std::optional<Error> refused = OpenAndHash(input.file, *job)) {
      ++counts_.refused;
      return Refuse(*job, *refused);
    }
    job->entry.stages.hash = std::chrono::duration<double>(Clock::now() - start).count();
    job->entry.sha256 = job->key.sha256;

    const Result<std::optional<SameContent>> first = state_.ledger->FirstWith(job->key.sha256);
    if (!first) return first.error();
    if (*first && ((*first)->this_run || Exists((*first)->source))) {
      return Duplicate(*job, (*first)->path);
    }
    if (*first) {
      const Status moved = Follow(*job, **first);
      if (!moved) return moved;
    }
    const Status noted = state_.ledger->NoteContent(input.ordinal, job->key.sha256);
    if (!noted) return noted;

    std::optional<EarlierResult> earlier;
    const Status named = Name(*job, earlier);
    if (!named) return named;
    if (earlier && earlier->key.sha256 == job->key.sha256) {
      const std::string& made_by = earlier->key.fingerprint;
      if (made_by != job->key.fingerprint &&
          made_by != job->key.fingerprint + state_.machine_limits) {
        if (!made_by.empty()) ++counts_.outdated[made_by];
      } else if (StillHolds(*earlier)) {
        return Resume(*job, *earlier);
      }
    }
    ++counts_.to_do;
    if (options_.dry_run) return Say("to do", *job, "");
    if (earlier) job->stale_record = earlier->entry.record;
    const std::string record = options_.output + "/" + RecordPath(job->path);
    if (!earlier && IsForeign(record)) return ForeignFile(record);
    state_.schedule.Add(std::move(job));
    return Done{};
  }

  /// The original of an earlier result is gone and here is its content again: moved or renamed. The
  /// record follows, so that nothing is read twice. Where it can't, the document is read anew.
  Status Follow(DocumentJob& job, const SameContent& from) {
    const std::string record = RecordPath(job.path);
    const bool stays = from.path == job.path;
    if (!stays) {
      const Result<bool> taken = state_.ledger->PathTaken(job.path, job.ordinal);
      if (!taken) return taken.error();
      if (*taken || Exists(options_.output + "/" + record)) return Done{};
    }
    if (options_.dry_run) {
      return stays ? state_.ledger->Move(from, job.path, from.record, SizeOf(from.record))
                   : Say("moved", job, from.path);
    }
    if (!stays) {
      const std::string json = schemas::WithSourcePath(ReadOutput(from.record), job.path);
      if (json.empty()) return Done{};
      const Status written = WriteAtomically(options_.output + "/" + record, json);
      if (!written) return written;
    }
    const std::string& now = stays ? from.record : record;
    const Status moved = state_.ledger->Move(from, job.path, now, SizeOf(now));
    if (!moved || stays) return moved;
    RemoveFiles(from.path, from.record);
    state_.progress.Say(from.path + " is now " + job.path + ": its record followed.");
    return Done{};
  }

  std::string ReadOutput(const std::string& relative) const {
    std::ifstream stream(options_.output + "/" + relative, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  uint64_t SizeOf(const std::string& relative) const {
    struct stat info;
    return stat((options_.output + "/" + relative).c_str(), &info) == 0
               ? static_cast<uint64_t>(info.st_size)
               : 0;
  }

  /// A record and the texts beside it.
  void RemoveFiles(const std::string& path, const std::string& record) const {
    RemoveOutput(options_.output, record);
    for (const TextFormKind& kind : kTextForms) RemoveOutput(options_.output, TextPath(path, kind));
  }

  static Error ForeignFile(const std::string& file) {
    return {ErrorType::kOutputFailed, file +
                                          " is there and is no record of planrec: it is not "
                                          "overwritten; move it, or choose another output folder "
                                          "(-o)"};
  }

  std::optional<Error> OpenAndHash(const std::string& file, DocumentJob& job) {
    // Not to hang on a pipe that was put in the file's place.
    job.input.Reset(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!job.input.valid()) {
      const int code = errno;
      return Error{code == ENOENT ? ErrorType::kNotFound : ErrorType::kUnreadable,
                   std::string("can't be opened: ") + std::strerror(code) +
                       (code == EACCES ? "; give yourself the right to read it"
                                       : "; check the path and the disk it is on")};
    }
    struct stat info;
    if (fstat(job.input.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
      return Error{ErrorType::kUnreadable, "is no file any more; start the command again"};
    }
    job.stamp = StampOf(job.input.get());
    job.entry.bytes = static_cast<uint64_t>(info.st_size);
    if (info.st_size == 0) {
      return Error{ErrorType::kEmpty, "the file has no bytes; get it again from its source"};
    }
    if (job.entry.bytes > options_.limits.max_bytes) {
      return Error{ErrorType::kTooLarge, "the file has " + std::to_string(info.st_size) +
                                             " bytes, more than --max-bytes " +
                                             std::to_string(options_.limits.max_bytes) + " allows"};
    }
    Result<FileDigest> digest = DigestFile(job.input.get());
    if (!digest) return digest.error();
    job.key = {digest->sha256, state_.fingerprint, AbsolutePath(file)};
    return std::nullopt;
  }

  /// Gives the input a path that no other has, and what an earlier run made under it.
  Status Name(DocumentJob& job, std::optional<EarlierResult>& earlier) {
    const Result<bool> taken = state_.ledger->PathTaken(job.path, job.ordinal);
    if (!taken) return taken.error();
    Result<std::optional<EarlierResult>> found = state_.ledger->Earlier(job.path);
    if (!found) return found.error();
    // Another file of that name, from another folder of an earlier run: its record stays.
    const bool others = *found && (*found)->key.sha256 != job.key.sha256 &&
                        (*found)->key.source != job.key.source && Exists((*found)->key.source);
    if (*taken || others) {
      job.path = WithDigest(job.path, job.key.sha256);
      job.entry.path = job.path;
      const Status renamed = state_.ledger->Rename(job.ordinal, job.path);
      if (!renamed) return renamed;
      found = state_.ledger->Earlier(job.path);
      if (!found) return found.error();
    }
    earlier = std::move(*found);
    return Done{};
  }

  /// True where the earlier result is whole and wanted.
  bool StillHolds(const EarlierResult& earlier) const {
    const InputEntry& entry = earlier.entry;
    const bool bad = entry.status == InputStatus::kFailed || entry.status == InputStatus::kPartial;
    if (bad && options_.retry_failed) return false;
    if (entry.record.empty()) return true;
    if (!HasSize(options_.output + "/" + entry.record, earlier.record_bytes)) return false;
    return std::all_of(std::begin(kTextForms), std::end(kTextForms), [&](const TextFormKind& kind) {
      return options_.with.count(kind.form) == 0 ||
             Exists(options_.output + "/" + TextPath(entry.path, kind));
    });
  }

  Status Resume(DocumentJob& job, const EarlierResult& earlier) {
    ++counts_.earlier;
    if (options_.dry_run) return Say("done earlier", job, "");
    InputEntry entry = earlier.entry;
    entry.resumed = true;
    state_.Finish(job.ordinal, entry, job.key);
    return Done{};
  }

  Status Duplicate(DocumentJob& job, const std::string& first) {
    ++counts_.duplicates;
    if (options_.dry_run) return Say("duplicate", job, first);
    const Result<std::optional<EarlierResult>> own = state_.ledger->Earlier(job.path);
    if (!own) return own.error();
    // Once a document of its own: the other one's record is its record now.
    if (*own && (*own)->key.source == job.key.source && !(*own)->entry.record.empty()) {
      RemoveFiles(job.path, (*own)->entry.record);
    }
    job.entry.status = InputStatus::kDuplicate;
    job.entry.duplicate_of = first;
    state_.Finish(job.ordinal, job.entry, std::nullopt);
    return Done{};
  }

  Status Refuse(DocumentJob& job, const Error& error) {
    if (options_.dry_run) return Say("failed", job, error.message);
    job.entry.status = InputStatus::kFailed;
    job.entry.error = error;
    state_.Finish(job.ordinal, job.entry, std::nullopt);
    return Done{};
  }

  static Status Say(const char* what, const DocumentJob& job, const std::string& more) {
    std::printf("%s\t%s%s%s\n", what, ShownText(job.path).c_str(), more.empty() ? "" : "\t",
                ShownText(more).c_str());
    return Done{};
  }

  RunState& state_;
  const RunOptions& options_;
  IntakeCounts counts_;
};

}  // namespace

IntakeCounts RunIntake(RunState& state) {
  return Intake(state).Run();
}

}  // namespace planrec::batch
