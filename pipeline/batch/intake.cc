// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/intake.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/batch/compose.h"
#include "pipeline/batch/corrected.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/expand.h"
#include "pipeline/batch/member_place.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/batch/searchable_copy.h"
#include "pipeline/core/shown_text.h"
#include "pipeline/files/digest.h"
#include "schemas/record_links.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

/// Of the outer file, where the input stands in another.
std::string AbsolutePath(const std::string& place) {
  const std::string file = OuterFile(place);
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(file.c_str(), nullptr),
                                                         &std::free);
  return (real ? real.get() : file) + place.substr(file.size());
}

bool Exists(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0;
}

/// The digest of a file; empty where it can't be read.
std::string DigestOf(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!file.valid() || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return "";
  const Result<FileDigest> digest = DigestFile(file.get());
  return digest ? digest->sha256 : "";
}

/// True where a file about an input would have a longer path than the system takes.
bool TooLongFor(const std::string& output, const std::string& path) {
  // The longest name of a further document's record.
  size_t longest = RecordPath(path, 1'000'000).size();
  for (const TextFormKind& kind : kTextForms)
    longest = std::max(longest, TextPath(path, kind).size());
  // With a NUL; while it is written the last name may be longer by a little.
  constexpr size_t kTemporaryName = 16;
  return output.size() + 1 + longest + kTemporaryName >= PATH_MAX;
}

class Intake {
 public:
  explicit Intake(RunState& state) : state_(state), options_(state.options), expander_(state) {}

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
    return std::move(counts_);
  }

 private:
  /// Only failures of the ledger are errors.
  Status Take(const LedgerInput& input) {
    auto job = std::make_shared<DocumentJob>();
    job->ordinal = input.ordinal;
    job->path = input.path;
    job->entry.path = input.path;
    const Clock::time_point start = Clock::now();
    if (std::optional<Error> refused = OpenAndHash(input, *job)) {
      if (refused->type == ErrorType::kInterrupted) return Done{};
      // What the machine or the program lacks says nothing about the input.
      if (refused->type == ErrorType::kInternal) return *refused;
      ++counts_.refused;
      return Refuse(*job, *refused);
    }
    job->entry.stages.hash = std::chrono::duration<double>(Clock::now() - start).count();
    job->entry.sha256 = job->key.sha256;

    const Result<bool> over = EndAsKnown(*job);
    if (!over) return over.error();
    return *over ? Status(Done{}) : TakeContent(input, std::move(job));
  }

  /// Its content was met under another path: that one's duplicate, or the same original moved. True
  /// where no more is to be done with the input.
  Result<bool> EndAsKnown(DocumentJob& job) {
    const Result<std::optional<SameContent>> first =
        state_.ledger->SameContentAs(job.key.sha256, job.ordinal);
    if (!first) return first.error();
    if (!*first) return false;
    if (!(*first)->this_run && ((*first)->gone || !Exists((*first)->source)))
      return Follow(job, **first);
    if (const Status ended = Duplicate(job, (*first)->path); !ended) return ended.error();
    return true;
  }

  /// A content that no other input has: gets its name and is opened, where it holds others; then an
  /// earlier result holds or it is to be read.
  Status TakeContent(const LedgerInput& input, std::shared_ptr<DocumentJob> job) {
    const Status noted = state_.ledger->NoteContent(input.ordinal, job->key.sha256);
    if (!noted) return noted;
    std::optional<EarlierResult> earlier;
    const Status named = Name(*job, earlier);
    if (!named) return named;
    if (TooLongFor(options_.output, job->path)) {
      ++counts_.refused;
      return Refuse(
          *job, WriteError("write", options_.output + "/" + RecordPath(job->path), ENAMETOOLONG));
    }
    const bool known = earlier && earlier->key.sha256 == job->key.sha256;
    const Result<Expanded> expanded = expander_.Expand(input, *job, known);
    if (!expanded && expanded.error().type == ErrorType::kInterrupted) return Done{};
    if (!expanded) return expanded.error();
    if (expanded->only_holds) return EndArchive(*job, expanded->error);
    if (known && !Outdated(*job, *earlier) && StillHolds(*earlier)) return Resume(*job, *earlier);
    return Schedule(input, std::move(job), earlier);
  }

  /// True, and counted, where the earlier run would not have made what this one makes.
  bool Outdated(const DocumentJob& job, const EarlierResult& earlier) {
    const std::string& made_by = earlier.key.fingerprint;
    if (made_by == job.key.fingerprint || made_by == job.key.fingerprint + state_.machine_limits)
      return false;
    if (!made_by.empty()) ++counts_.outdated[made_by];
    return true;
  }

  /// It is to be read; what stands where its records will is kept, or is in the way.
  Status Schedule(const LedgerInput& input, std::shared_ptr<DocumentJob> job,
                  const std::optional<EarlierResult>& earlier) {
    ++counts_.to_do;
    if (options_.dry_run) {
      counts_.sample.Add(input, job->key.sha256, job->entry.bytes,
                         IsMember(input.file) ? std::move(job->input) : FileDescriptor());
      return Say("to do", *job, "");
    }
    const std::string record = RecordPath(job->path);
    if (const Status kept = KeepIfEdited(earlier, job->path); !kept) return kept;
    if (earlier && earlier->entry.record == record) job->stale_records = RecordsOf(earlier->entry);
    if (!earlier && IsForeign(options_.output + "/" + record)) return ForeignFile(record);
    state_.schedule.Add(std::move(job));
    return Done{};
  }

  /// The original of an earlier result is gone and here is its content again: moved or renamed. The
  /// record follows, so that nothing is read twice. Where it can't, the document is read anew. True
  /// where no more is to be done with the input.
  Result<bool> Follow(DocumentJob& job, const SameContent& from) {
    Result<std::optional<EarlierResult>> earlier = state_.ledger->Earlier(from.path);
    if (!earlier) return earlier.error();
    if (!*earlier || !WroteRecord(**earlier) || TooLongFor(options_.output, job.path)) return false;
    WrittenRecord written = (*earlier)->written;
    const std::vector<std::string> before = RecordsOf((*earlier)->entry);
    std::vector<std::string> records = before;
    const bool stays = from.path == job.path;
    if (!stays) {
      const Result<bool> taken = state_.ledger->PathTaken(job.path, job.ordinal);
      if (!taken) return taken.error();
      for (size_t k = 0; k < records.size(); ++k)
        records[k] = RecordPath(job.path, static_cast<int>(k) + 1);
      const bool there = std::ranges::any_of(
          records, [&](const std::string& name) { return Exists(options_.output + "/" + name); });
      if (*taken || there) return false;
      if (options_.dry_run) {
        ++counts_.earlier;
        Say("moved", job, from.path);
        return true;
      }
      if (const Status held = state_.held(); !held) return held.error();
      const Result<bool> wrote = WriteMoved(job.path, before, written);
      if (!wrote || !*wrote) return wrote;
    }
    if (!stays && acquire::IsOfficeType((*earlier)->entry.media_type)) {
      const Result<bool> followed = MoveConverted(from.path, job.path);
      if (!followed || !*followed) return followed;
    }
    const Status moved = state_.ledger->Move(from, job.path, records, written);
    if (!moved) return moved.error();
    if (stays) return false;
    RemoveFiles(from.path, before);
    for (size_t k = 0; k < before.size(); ++k) {
      const Status followed = corrections::Follow(options_.output, before[k], records[k]);
      if (!followed) return followed.error();
    }
    state_.progress.Say(from.path + " is now " + job.path + ": its record followed.");
    return false;
  }

  /// Writes the records of a document under its new path; false where they are none of it. Texts
  /// beside them are written again where they are wanted.
  Result<bool> WriteMoved(const std::string& path, const std::vector<std::string>& before,
                          WrittenRecord& written) const {
    written = {};
    for (size_t k = 0; k < before.size(); ++k) {
      const int part = static_cast<int>(k) + 1;
      const std::string json = schemas::WithSourcePath(ReadOutput(before[k]),
                                                       SourceOfPart({path, "", 0, ""}, part).path);
      if (json.empty()) return false;
      const Status wrote = WriteAtomically(options_.output + "/" + RecordPath(path, part), json);
      if (!wrote) return wrote.error();
      const WrittenFile file = {json.size(), Sha256(json)};
      if (k == 0) {
        written.bytes = file.bytes;
        written.sha256 = file.sha256;
      } else {
        written.further.push_back(file);
      }
    }
    return true;
  }

  /// False where it is not there any more: it is then made anew.
  Result<bool> MoveConverted(const std::string& from, const std::string& path) const {
    const std::string before = options_.output + "/" + ConvertedPath(from);
    const FileDescriptor pdf(open(before.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!pdf.valid()) return false;
    const Status kept = KeepConverted(pdf.get(), options_.output, path);
    if (!kept) return kept.error();
    return true;
  }

  static std::vector<std::string> RecordsOf(const InputEntry& entry) {
    std::vector<std::string> records;
    schemas::ForEachRecordOf(entry, [&](const std::string& record, const schemas::PlanBrief&) {
      records.push_back(record);
    });
    return records;
  }

  std::string ReadOutput(const std::string& relative) const {
    std::ifstream stream(options_.output + "/" + relative, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  /// True where the records stand where this run would write them, as the ledger knows them: what a
  /// ledger says leads nowhere else.
  bool WroteRecord(const EarlierResult& earlier) const {
    const std::vector<std::string> records = RecordsOf(earlier.entry);
    if (records.empty() || earlier.written.further.size() + 1 != records.size()) return false;
    for (size_t k = 0; k < records.size(); ++k) {
      const std::string& sha256 =
          k == 0 ? earlier.written.sha256 : earlier.written.further[k - 1].sha256;
      if (records[k] != RecordPath(earlier.entry.path, static_cast<int>(k) + 1) ||
          DigestOf(options_.output + "/" + records[k]) != sha256)
        return false;
    }
    return true;
  }

  /// What somebody made of a record by hand is not overwritten.
  Status KeepIfEdited(const std::optional<EarlierResult>& earlier, const std::string& path) const {
    if (!earlier || earlier->written.sha256.empty()) return Done{};
    const std::vector<std::string> records = RecordsOf(earlier->entry);
    for (size_t k = 0; k < records.size(); ++k) {
      if (records[k] != RecordPath(path, static_cast<int>(k) + 1)) return Done{};
      if (k > earlier->written.further.size()) return Done{};
      const std::string& written =
          k == 0 ? earlier->written.sha256 : earlier->written.further[k - 1].sha256;
      const std::string digest = DigestOf(options_.output + "/" + records[k]);
      if (digest.empty() || digest == written) continue;
      // Linked since by a merge that this ledger does not know of.
      if (Sha256(schemas::Unlinked(ReadOutput(records[k]))) == written) continue;
      state_.edited.push_back(records[k]);
      if (const Status kept = KeepEdited(options_.output, records[k]); !kept) return kept;
    }
    return Done{};
  }

  /// Records and the texts beside them.
  void RemoveFiles(const std::string& path, const std::vector<std::string>& records) const {
    for (const std::string& record : records) RemoveOutput(options_.output, record);
    for (const TextFormKind& kind : kTextForms) RemoveOutput(options_.output, TextPath(path, kind));
    RemoveOutput(options_.output, ConvertedPath(path));
  }

  static Error ForeignFile(const std::string& file) {
    return {ErrorType::kOutputFailed, file +
                                          " is there and is no record of planrec: it is not "
                                          "overwritten; move it, or choose another output folder "
                                          "(-o)"};
  }

  /// Its files are inputs of their own by now.
  Status EndArchive(DocumentJob& job, const std::optional<Error>& error) {
    counts_.refused += error.has_value();
    if (error) return Refuse(job, *error);
    if (options_.dry_run) return Done{};
    job.entry.status = InputStatus::kDone;
    state_.Finish(job.ordinal, job.entry, std::nullopt);
    return Done{};
  }

  std::optional<Error> OpenAndHash(const LedgerInput& input, DocumentJob& job) {
    Result<FileDescriptor> opened = expander_.Open(input, job.files);
    if (!opened) return opened.error();
    job.input = std::move(*opened);
    job.stamp = StampOf(job.input.get());
    job.entry.bytes = static_cast<uint64_t>(job.stamp.bytes);
    if (job.stamp.bytes == 0) {
      return Error{ErrorType::kEmpty, "the file has no bytes; get it again from its source"};
    }
    if (job.entry.bytes > options_.limits.max_bytes) {
      return Error{ErrorType::kTooLarge, "the file has " + std::to_string(job.stamp.bytes) +
                                             " bytes, more than --max-bytes " +
                                             std::to_string(options_.limits.max_bytes) + " allows"};
    }
    Result<FileDigest> digest =
        DigestFile(job.input.get(), job.entry.bytes, [this] { return state_.stop.stopped(); });
    if (!digest) return digest.error();
    job.key = {digest->sha256, state_.fingerprint, AbsolutePath(input.file)};
    return std::nullopt;
  }

  /// Gives the input a path that no other has, and what an earlier run made under it.
  Status Name(DocumentJob& job, std::optional<EarlierResult>& earlier) {
    const std::string given = job.path;
    for (int attempt = 0;; ++attempt) {
      const std::string path = attempt == 0 ? given : WithDigest(given, job.key.sha256, attempt);
      // The first of those that share a path keeps it; a made one must be nobody's at all.
      const Result<bool> taken = attempt == 0 ? state_.ledger->PathTaken(path, job.ordinal)
                                              : state_.ledger->PathTakenByAny(path, job.ordinal);
      if (!taken) return taken.error();
      if (*taken) continue;
      Result<std::optional<EarlierResult>> found = state_.ledger->Earlier(path);
      if (!found) return found.error();
      // Another file of that name, from another folder of an earlier run: its record stays.
      const bool others = *found && (*found)->key.sha256 != job.key.sha256 &&
                          (*found)->key.source != job.key.source && Exists((*found)->key.source);
      if (others) continue;
      if (attempt > 0) {
        job.path = path;
        job.entry.path = path;
        const Status renamed = state_.ledger->Rename(job.ordinal, path);
        if (!renamed) return renamed;
      }
      earlier = std::move(*found);
      return Done{};
    }
  }

  /// How many records of an input may have corrections in its searchable copy.
  static size_t CopiedParts(const InputEntry& entry) {
    return static_cast<size_t>(std::max(entry.pages, 1));
  }

  /// True where the earlier result is whole and wanted.
  bool StillHolds(const EarlierResult& earlier) const {
    const InputEntry& entry = earlier.entry;
    const bool bad = entry.status == InputStatus::kFailed || entry.status == InputStatus::kPartial;
    if (bad && options_.retry_failed) return false;
    if (entry.record.empty()) return entry.status == InputStatus::kFailed;
    if (!WroteRecord(earlier)) return false;
    if (acquire::IsOfficeType(entry.media_type) &&
        !Exists(options_.output + "/" + ConvertedPath(entry.path))) {
      return false;
    }
    return std::all_of(options_.with.begin(), options_.with.end(), [&](TextForm form) {
      const auto kind =
          std::find_if(std::begin(kTextForms), std::end(kTextForms),
                       [form](const TextFormKind& known) { return known.form == form; });
      std::string digest = DigestOf(options_.output + "/" + TextPath(entry.path, *kind));
      // A copy that does not hold what persons corrected since is made anew.
      if (form == TextForm::kPdf && CanBeCopied(entry.media_type)) {
        digest = CopyDigest(digest, CorrectionsMark(CorrectionFiles(options_.output, entry.path,
                                                                    CopiedParts(entry))));
      }
      return earlier.written.texts.find(TextDigests({{form, digest}})) != std::string::npos;
    });
  }

  Status Resume(DocumentJob& job, const EarlierResult& earlier) {
    ++counts_.earlier;
    if (options_.dry_run) return Say("done earlier", job, "");
    InputEntry entry = earlier.entry;
    entry.resumed = true;
    state_.Finish(job.ordinal, entry, earlier.key, earlier.written);
    return Done{};
  }

  Status Duplicate(DocumentJob& job, const std::string& first) {
    ++counts_.duplicates;
    if (options_.dry_run) return Say("duplicate", job, first);
    const Result<std::optional<EarlierResult>> own = state_.ledger->Earlier(job.path);
    if (!own) return own.error();
    // Once a document of its own: the other one's record is its record now.
    if (*own && (*own)->key.source == job.key.source && !(*own)->entry.record.empty()) {
      const std::vector<std::string> records = RecordsOf((*own)->entry);
      if (const Status kept = KeepIfEdited(*own, job.path); !kept) return kept;
      RemoveFiles(job.path, records);
      for (size_t k = 0; k < records.size(); ++k) {
        const Status followed = corrections::Follow(options_.output, records[k],
                                                    RecordPath(first, static_cast<int>(k) + 1));
        if (!followed) return followed;
      }
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

  static Done Say(const char* what, const DocumentJob& job, const std::string& more) {
    std::printf("%s\t%s%s%s\n", what, ShownText(job.path).c_str(), more.empty() ? "" : "\t",
                ShownText(more).c_str());
    return Done{};
  }

  RunState& state_;
  const RunOptions& options_;
  Expander expander_;
  IntakeCounts counts_;
};

}  // namespace

IntakeCounts RunIntake(RunState& state) {
  // No exception may leave while lanes wait for what comes.
  try {
    return Intake(state).Run();
  } catch (const std::exception& defect) {
    state.Fail(DefectError(defect, 0));
    state.schedule.Close();
    return {};
  }
}

}  // namespace planrec::batch
