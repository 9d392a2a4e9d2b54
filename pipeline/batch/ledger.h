// SPDX-License-Identifier: GPL-3.0-or-later
//
// OUT/ledger.sqlite: what resume knows, and the list of the present run's inputs in order.
//
//   Result<std::unique_ptr<Ledger>> ledger = Ledger::Open("out/ledger.sqlite");
//   (*ledger)->BeginRun();
//   (*ledger)->AddInput(found);                        // discovery, in order
//   while (auto input = (*ledger)->NextInput(after))    // intake
//   (*ledger)->Finish(input->ordinal, entry, key);      // any lane
//   (*ledger)->ForEach([](const schemas::InputEntry& entry) { … });
//
// Table `results` outlives runs: one row a path, with the key under which it was made (content,
// options, models, versions); what a file holds behind its first document stands in `parts`. Table
// `inputs` has all inputs of the output folder: those of the present run, and those of runs before
// that it was not given (Scope). A line is committed after the record's rename: what the ledger
// says is done is on disk. The journal is a write-ahead log with exclusive locking (one process at
// a time is ensured by the run's lock), so a commit costs no flush and survives the death of the
// process; after a power cut the last lines may be missing, and their inputs are done again.
//
// Thread safe. Failures are kOutputFailed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/batch/discover.h"
#include "pipeline/batch/ledger_file.h"
#include "pipeline/batch/member_place.h"
#include "pipeline/core/result.h"
#include "schemas/batch_json.h"
#include "schemas/journal_json.h"

namespace planrec::batch {

/// What a result depends on, besides its path.
struct ResultKey {
  std::string sha256;
  std::string fingerprint;  ///< of options, models and versions; empty = never taken over
  std::string source;       ///< absolute path of the file, to tell other files of that name apart
};

/// A record's file as it was written.
struct WrittenFile {
  uint64_t bytes = 0;
  std::string sha256;
};

/// The files of a result as they were written.
struct WrittenRecord {
  uint64_t bytes = 0;
  std::string sha256;
  std::string texts;                 ///< digests of what stands beside it (finish.h)
  std::vector<WrittenFile> further;  ///< of the further documents, in order
};

struct LedgerInput {
  int64_t ordinal = 0;
  std::string file, path;
  FoundFile found;
};

/// Which inputs: those of this run, or all whose results stand in the output folder.
enum class Scope { kThisRun, kAll };

/// Whose an input is in a run of one shard.
enum class Whose { kMine, kAnotherShards };

/// An input with the same content.
struct SameContent {
  std::string path, source, record;
  bool this_run = false;
  bool gone = false;  ///< it is known that the original is there no more
};

/// A document of the batch as its head names it.
struct LinkTarget {
  std::string path, sha256, code, issued_on, issuer;
};

struct DocumentHead {
  LinkTarget target;
  std::string record;
};

/// One of several inputs of this run with the same content.
struct SharedContent {
  int64_t ordinal = 0;
  std::string path, sha256;
};

struct MovedContent {
  std::string from, to;  ///< paths
};

struct EarlierResult {
  ResultKey key;
  schemas::InputEntry entry;
  WrittenRecord written;
};

/// Where an input of a shard stands: among all, and among those of the shards one behind the other.
struct JoinPlace {
  int64_t ordinal = 0, by_shard = 0;
};

class Ledger {
 public:
  /// What is not ours is left as it is (ledger_file.h).
  static Result<std::unique_ptr<Ledger>> Open(const std::string& path);
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// The inputs of the run before are inputs of an earlier run from here on.
  Status BeginRun();

  /// Adds an input behind the others. A file that an earlier run was given keeps the path that it
  /// had then. A path that another input has is told apart by the name of the folder given, where
  /// that is enough (else the intake adds the content's digest). Skipped and missing ones are
  /// finished at once. All additions since BeginRun are one transaction, ended by EndInputs.
  /// `ordinal`: of its own where none is given. Inputs of other shards are known by their names
  /// only: they are in no scope.
  Status AddInput(const Found& found, std::optional<int64_t> ordinal = std::nullopt,
                  Whose whose = Whose::kMine);
  Result<int64_t> LastOrdinal();
  /// Drops inputs of earlier runs of which nothing is left: no record below `output`, and no file,
  /// or one that `walked` says would have been found again. Marks records without an original.
  Status DropVanished(
      const std::string& output,
      const std::function<bool(const std::string& source, const std::string& path)>& walked);
  /// `restart`: what was done before is not taken over.
  Status EndInputs(bool restart = false);
  /// True where inputs are known that stand in this file (member_place.h).
  Result<bool> HasMembers(const std::string& source);
  /// Those of this file that an earlier run found and this one did not are gone; dropped where
  /// nothing is left of them.
  Status DropMembers(const std::string& output, const std::string& source);
  /// Inputs; those of this run that are not finished.
  int64_t InputCount(Scope scope = Scope::kThisRun);
  int64_t OpenCount();

  /// The first unfinished input behind `after`.
  Result<std::optional<LedgerInput>> NextInput(int64_t after);
  /// True where an input before `ordinal` has this path; PathTakenByAny: where any other has.
  Result<bool> PathTaken(const std::string& path, int64_t ordinal);
  Result<bool> PathTakenByAny(const std::string& path, int64_t ordinal);
  Status Rename(int64_t ordinal, const std::string& path);
  /// Gives the result of a gone input to another path: its records stand there now, the first and
  /// those of its further documents.
  Status Move(const SameContent& from, const std::string& path,
              const std::vector<std::string>& records, const WrittenRecord& written);

  Result<std::optional<EarlierResult>> Earlier(const std::string& path);
  /// The first input of this run with this content (by what NoteContent said); else one of an
  /// earlier run that has a record, or one of another shard that has one and stands before
  /// `ordinal`.
  Result<std::optional<SameContent>> SameContentAs(const std::string& sha256,
                                                   int64_t ordinal = INT64_MAX);
  /// True where a result has its record there, relative to the output folder.
  Result<bool> HasRecord(const std::string& record);
  Status NoteContent(int64_t ordinal, const std::string& sha256);

  /// Ends an input. With a key, the result is kept for later runs.
  Status Finish(int64_t ordinal, const schemas::InputEntry& entry,
                const std::optional<ResultKey>& key, const WrittenRecord& written = {});

  /// The record of this path was written again; `part` 1 is the first document's.
  Status NoteRecord(const std::string& path, int part, const WrittenFile& written);
  /// Many such notes at once; lost together where they are not ended.
  Status BeginNotes();
  Status EndNotes();

  /// All inputs of a scope, ordered by the bytes of their paths; `use` may call the ledger.
  /// One that is not finished has what an earlier run made of it, or is pending.
  Status ForEach(const std::function<Status(const schemas::InputEntry&)>& use,
                 Scope scope = Scope::kAll);

  /// The same of all, and whether each is an input of this run.
  Status ForEachListed(const std::function<Status(const schemas::InputEntry&, bool this_run)>& use);

  Status ForEachWritten(
      const std::function<Status(const schemas::InputEntry&, const WrittenRecord&)>& use,
      Scope scope = Scope::kAll);

  /// The documents with that code whose date may be this one, as far as both are known.
  Result<std::vector<DocumentHead>> Heads(const std::string& code, const std::string& issued_on);
  /// The document of a record; nullopt where no input has it.
  Result<std::optional<DocumentHead>> HeadOf(const std::string& record);

  /// What a fingerprint stands for; "" where it was never noted.
  Status NoteBasis(const std::string& fingerprint, const std::string& basis);
  Result<std::string> Basis(const std::string& fingerprint);

  // What a merge and the start of a shard do (ledger_join.cc): lines of journals become rows.

  /// One transaction up to EndJoin. Of a merge: what was there is of an earlier run, and what is
  /// joined is there from EndRows on.
  Status BeginJoin(bool merge);
  Status EndRows();
  Status EndJoin(bool keep);
  /// How far the results of a journal were taken over before; 0 for one that begins otherwise.
  Result<uint64_t> JournalTaken(const std::string& name, const std::string& first);
  Status NoteJournal(const std::string& name, const std::string& first, uint64_t taken);
  Status JoinInput(const JoinPlace& place, const schemas::JournalInput& input);
  /// `place`: of the input that it ends; `keep`: later runs take it over.
  Status JoinResult(const schemas::JournalResult& result, const std::optional<JoinPlace>& place,
                    bool keep);
  /// Of the results of this run.
  Result<std::vector<std::string>> Fingerprints();
  /// Inputs of this run with the same content that no shard saw together: the next such group
  /// behind this content, in input order.
  Result<std::vector<SharedContent>> NextShared(const std::string& after_sha256);
  Status MakeDuplicate(const SharedContent& input, const std::string& first);
  /// Records of earlier runs whose original is gone and stands under another path now.
  Result<std::vector<MovedContent>> Moved();
  Status Forget(const std::string& path);
  /// Inputs whose originals are gone, ordered by path.
  Status ForEachGone(const std::function<void(const std::string& path)>& use);
  /// Calls `use` with each input of this run in input order, and its ordinal.
  Status ForEachInput(
      const std::function<Status(int64_t ordinal, const schemas::JournalInput&)>& use);

  /// Flushes and closes the journal.
  Status Close();

 private:
  explicit Ledger(Database database) : database_(std::move(database)) {}
  struct ListedEntry {
    int64_t ordinal = 0;
    bool this_run = false;
    std::string listed_path;  ///< as the ledger has it
    schemas::InputEntry entry;
    WrittenRecord written;
  };

  /// All inputs are of an earlier run.
  Status PutBehind();
  sqlite3* database() const { return database_.get(); }
  Status Run(const char* sql);
  /// The statement of that text, kept for its next use.
  sqlite3_stmt* Kept(const char* sql);
  Status ForEachEntry(const std::function<Status(const ListedEntry&)>& use, Scope scope);
  /// Some entries behind this one.
  Status ReadEntries(const std::string& path, int64_t ordinal, Scope scope,
                     std::vector<ListedEntry>& entries);
  bool PutResult(const schemas::InputEntry& entry, const ResultKey& key,
                 const WrittenRecord& written);
  bool PutEnd(int64_t ordinal, const schemas::InputEntry& entry, bool has_result);
  /// The path that an earlier run gave this file, whose row goes.
  std::optional<std::string> TakeOver(const std::string& source);
  bool InUse(const std::string& path);
  /// The further documents of a result; their files' digests where `written` is given.
  std::vector<schemas::FurtherPart> TakeParts(const std::string& path, WrittenRecord* written);
  bool PutParts(const schemas::InputEntry& entry, const WrittenRecord& written);
  Result<bool> Taken(const char* sql, const std::string& path, int64_t ordinal);
  Error Failed(const char* what) const;

  std::mutex mutex_;
  Database database_;
  bool has_earlier_ = true;  ///< there may be inputs of earlier runs
  bool no_parts_ = false;    ///< `parts` is known to be empty
  Sources sources_;
  std::map<std::string_view, KeptStatement> kept_;
};

}  // namespace planrec::batch
