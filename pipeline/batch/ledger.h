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
// options, models, versions). Table `inputs` is the present run. A line is committed after the
// record's rename: what the ledger says is done is on disk. The journal is a write-ahead log with
// exclusive locking (one process at a time is ensured by the run's lock), so a commit costs no
// flush and survives the death of the process; after a power cut the last lines may be missing, and
// their inputs are done again.
//
// Thread safe. Failures are kOutputFailed.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/batch/discover.h"
#include "pipeline/core/result.h"
#include "schemas/batch_json.h"

struct sqlite3;

namespace planrec::batch {

/// What a result depends on, besides its path.
struct ResultKey {
  std::string sha256;
  std::string fingerprint;  ///< of options, models and versions; empty = never taken over
  std::string source;       ///< absolute path of the file, to tell other files of that name apart
};

/// The files of a result as they were written.
struct WrittenRecord {
  uint64_t bytes = 0;
  std::string sha256;
  std::string texts;  ///< digests of what stands beside it (finish.h)
};

struct LedgerInput {
  int64_t ordinal = 0;
  std::string file, path;
  FoundFile found;
};

struct EarlierResult {
  ResultKey key;
  schemas::InputEntry entry;
  WrittenRecord written;
};

class Ledger {
 public:
  /// A file of another program, or of a later version of this one, is left as it is: the error says
  /// so. One of an earlier version is emptied: its results are of other versions anyway.
  static Result<std::unique_ptr<Ledger>> Open(const std::string& path);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// Forgets the inputs of the run before.
  Status BeginRun();
  /// Forgets all results.
  Status Restart();

  /// Adds an input behind the others; a path that another input has is told apart by the name of
  /// the folder given, where that is enough (else the intake adds the content's digest). Skipped
  /// and missing ones are finished at once. All additions since BeginRun are one transaction,
  /// ended by EndInputs.
  Status AddInput(const Found& found);
  Status EndInputs();
  int64_t InputCount();

  /// The first unfinished input behind `after`.
  Result<std::optional<LedgerInput>> NextInput(int64_t after);
  /// True where an input before `ordinal` has this path; PathTakenByAny: where any other has.
  Result<bool> PathTaken(const std::string& path, int64_t ordinal);
  Result<bool> PathTakenByAny(const std::string& path, int64_t ordinal);
  Status Rename(int64_t ordinal, const std::string& path);
  /// Takes an input out of the run: it belongs to another shard.
  Status Drop(int64_t ordinal);
  Status ForEachPath(const std::function<Status(int64_t, const std::string&)>& use);

  Result<std::optional<EarlierResult>> Earlier(const std::string& path);
  /// The first input of this run with this content (by what NoteContent said).
  Result<std::optional<std::string>> FirstWith(const std::string& sha256);
  Status NoteContent(int64_t ordinal, const std::string& sha256);

  /// Ends an input. With a key, the result is kept for later runs.
  Status Finish(int64_t ordinal, const schemas::InputEntry& entry,
                const std::optional<ResultKey>& key, const WrittenRecord& written = {});

  /// The record of this path was written again.
  Status NoteRecord(const std::string& path, uint64_t bytes, const std::string& sha256);

  /// All inputs of this run in order; `use` must not call the ledger. One that is not finished
  /// counts as failed, interrupted.
  Status ForEach(const std::function<Status(const schemas::InputEntry&)>& use);

  /// What a fingerprint stands for; "" where it was never noted.
  Status NoteBasis(const std::string& fingerprint, const std::string& basis);
  Result<std::string> Basis(const std::string& fingerprint);

  /// Flushes and closes the journal.
  Status Close();

 private:
  explicit Ledger(sqlite3* database) : database_(database) {}
  Status Run(const char* sql);
  Status Recognise(const std::string& path);
  Status Prepare();
  Result<bool> Taken(const char* sql, const std::string& path, int64_t ordinal);
  Error Failed(const char* what) const;

  std::mutex mutex_;
  sqlite3* database_ = nullptr;
};

}  // namespace planrec::batch
