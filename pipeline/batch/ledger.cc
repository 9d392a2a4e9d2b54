// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/ledger.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "pipeline/batch/fault_point.h"
#include "pipeline/batch/sqlite.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

constexpr int kLayout = 2;

constexpr const char* kTables = R"sql(
CREATE TABLE IF NOT EXISTS results (
  path TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL, fingerprint TEXT NOT NULL, source BLOB NOT NULL,
  status TEXT NOT NULL, error_type TEXT NOT NULL, error_message TEXT NOT NULL,
  error_page INTEGER NOT NULL,
  bytes INTEGER NOT NULL, media_type TEXT NOT NULL,
  pages INTEGER NOT NULL, failed_pages INTEGER NOT NULL,
  seconds REAL NOT NULL, seconds_hash REAL NOT NULL, seconds_open REAL NOT NULL,
  seconds_read REAL NOT NULL, seconds_normalise REAL NOT NULL, seconds_extract REAL NOT NULL,
  seconds_write REAL NOT NULL,
  attempts INTEGER NOT NULL, record TEXT NOT NULL, record_bytes INTEGER NOT NULL,
  code TEXT NOT NULL, issued_on TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL,
  sections INTEGER NOT NULL, targets INTEGER NOT NULL, tasks INTEGER NOT NULL,
  review INTEGER NOT NULL, warnings INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS inputs (
  ordinal INTEGER PRIMARY KEY,
  file BLOB NOT NULL, path TEXT NOT NULL,
  source BLOB NOT NULL, this_run INTEGER NOT NULL DEFAULT 1, gone INTEGER NOT NULL DEFAULT 0,
  finished INTEGER NOT NULL DEFAULT 0, has_result INTEGER NOT NULL DEFAULT 0,
  resumed INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL DEFAULT '', bytes INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT '', error_type TEXT NOT NULL DEFAULT '',
  error_message TEXT NOT NULL DEFAULT '', error_page INTEGER NOT NULL DEFAULT 0,
  duplicate_of TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS fingerprints (fingerprint TEXT PRIMARY KEY, basis TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS results_record ON results (record);
CREATE INDEX IF NOT EXISTS inputs_source ON inputs (source);
CREATE INDEX IF NOT EXISTS inputs_path ON inputs (path);
CREATE INDEX IF NOT EXISTS inputs_sha256 ON inputs (sha256) WHERE sha256 <> '';
)sql";

/// The columns of a result behind its key, in the order in which TakeEntry reads them.
#define PLANREC_RESULT_COLUMNS                                                                  \
  "bytes, media_type, pages, failed_pages, seconds, seconds_hash, seconds_open, seconds_read, " \
  "seconds_normalise, seconds_extract, seconds_write, attempts, record, code, issued_on, "      \
  "issuer, title, sections, targets, tasks, review, warnings"

#define PLANREC_RESULT_COLUMNS_OF_R                                                              \
  "r.bytes, r.media_type, r.pages, r.failed_pages, r.seconds, r.seconds_hash, r.seconds_open, "  \
  "r.seconds_read, r.seconds_normalise, r.seconds_extract, r.seconds_write, r.attempts, "        \
  "r.record, r.code, r.issued_on, r.issuer, r.title, r.sections, r.targets, r.tasks, r.review, " \
  "r.warnings"

bool Exists(const std::string& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0;
}

/// The absolute name of a file: its folder's real name, and its own, which may be a link's.
std::string SourceOf(const std::string& file) {
  const std::filesystem::path path(file);
  std::error_code unknown;
  const std::filesystem::path folder =
      std::filesystem::canonical(path.has_parent_path() ? path.parent_path() : ".", unknown);
  if (unknown || !path.has_filename()) return file;
  return (folder / path.filename()).string();
}

std::optional<Error> TakeError(Statement& row) {
  const std::string type = row.TakeText();
  Error error;
  error.type = ParseErrorType(type).value_or(ErrorType::kInternal);
  error.message = row.TakeText();
  error.page = static_cast<int>(row.TakeInt());
  if (type.empty()) return std::nullopt;
  return error;
}

void TakeDetails(Statement& row, InputEntry& entry) {
  const auto number = [&row] { return static_cast<int>(row.TakeInt()); };
  entry.bytes = static_cast<uint64_t>(row.TakeInt());
  entry.media_type = row.TakeText();
  entry.pages = number();
  entry.failed_pages = number();
  entry.seconds = row.TakeReal();
  entry.stages.hash = row.TakeReal();
  entry.stages.open = row.TakeReal();
  entry.stages.read = row.TakeReal();
  entry.stages.normalise = row.TakeReal();
  entry.stages.extract = row.TakeReal();
  entry.stages.write = row.TakeReal();
  entry.attempts = number();
  entry.record = row.TakeText();
  entry.brief.code = row.TakeText();
  entry.brief.issued_on = row.TakeText();
  entry.brief.issuer = row.TakeText();
  entry.brief.title = row.TakeText();
  entry.brief.sections = number();
  entry.brief.targets = number();
  entry.brief.tasks = number();
  entry.brief.review = number();
  entry.brief.warnings = number();
}

void BindError(Statement& statement, const std::optional<Error>& error) {
  statement.Text(error ? ErrorTypeName(error->type) : "")
      .Text(error ? error->message : "")
      .Int(error ? error->page : 0);
}

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::Open(const std::string& path) {
  sqlite3* database = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  std::unique_ptr<Ledger> ledger(new Ledger(database));
  if (code != SQLITE_OK) return ledger->Failed("open");
  // A ledger of another layout is not understood: it is set aside by starting afresh.
  int layout = 0;
  {
    Statement version(database, "PRAGMA user_version");
    if (version.Row()) layout = static_cast<int>(version.TakeInt());
    if (!version.ok()) return ledger->Failed("read");
  }
  for (const char* sql : {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL",
                          "PRAGMA synchronous=NORMAL", "PRAGMA cache_size=-4096"}) {
    const Status status = ledger->Run(sql);
    if (!status) return status.error();
  }
  if (layout != kLayout) {
    for (const char* sql : {"DROP TABLE IF EXISTS results", "DROP TABLE IF EXISTS inputs"}) {
      const Status status = ledger->Run(sql);
      if (!status) return status.error();
    }
  }
  const std::string create =
      std::string(kTables) + "PRAGMA user_version=" + std::to_string(kLayout) + ";";
  const Status status = ledger->Run(create.c_str());
  if (!status) return status.error();
  return ledger;
}

Ledger::~Ledger() {
  sqlite3_close(database_);
}

Error Ledger::Failed(const char* what) const {
  return {ErrorType::kOutputFailed,
          std::string("can't ") + what +
              " the ledger (ledger.sqlite): " + sqlite3_errmsg(database_) +
              "; free some space or check the output folder; if the file is damaged, remove it: "
              "everything is then done again"};
}

Status Ledger::Run(const char* sql) {
  if (const int code = FaultAt("ledger")) {
    return Error{ErrorType::kOutputFailed,
                 std::string("can't write the ledger (ledger.sqlite): ") + std::strerror(code) +
                     "; free some space and start the same command again: it resumes"};
  }
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return Failed("write");
  return Done{};
}

Status Ledger::BeginRun() {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Status begun = Run("BEGIN");
  return begun ? Run("UPDATE inputs SET this_run = 0") : begun;
}

Status Ledger::AddInput(const Found& found) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::string source = SourceOf(found.file);
  std::string path = found.path;
  if (std::optional<std::string> before = TakeOver(source)) {
    path = std::move(*before);
  } else if (!found.root.empty() && Taken(path)) {
    path = found.root + "/" + path;
  }
  Statement add(database_,
                "INSERT INTO inputs (file, path, source, finished, status, error_type, "
                "error_message, error_page) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const bool finished = found.error.has_value();
  add.Blob(found.file).Text(path).Blob(source).Int(finished ? 1 : 0);
  add.Text(!finished
               ? ""
               : InputStatusName(found.skipped ? InputStatus::kSkipped : InputStatus::kFailed));
  BindError(add, found.error);
  if (!add.Done()) return Failed("write");
  return Done{};
}

std::optional<std::string> Ledger::TakeOver(const std::string& source) {
  Statement find(database_,
                 "SELECT ordinal, path FROM inputs WHERE source = ? AND this_run = 0 LIMIT 1");
  if (!find.Blob(source).Row()) return std::nullopt;
  const int64_t ordinal = find.TakeInt();
  std::string path = find.TakeText();
  if (!Statement(database_, "DELETE FROM inputs WHERE ordinal = ?").Int(ordinal).Done()) {
    return std::nullopt;
  }
  return path;
}

bool Ledger::Taken(const std::string& path) {
  Statement find(database_, "SELECT source, this_run FROM inputs WHERE path = ?");
  find.Text(path);
  while (find.Row()) {
    // One of an earlier run whose original is gone may be this very document, moved: the intake
    // sees that by its content.
    const std::string source = find.TakeText();
    if (find.TakeInt() != 0 || Exists(source)) return true;
  }
  return false;
}

Status Ledger::DropVanished(
    const std::string& output,
    const std::function<bool(const std::string& source, const std::string& path)>& walked) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement earlier(database_,
                    "SELECT i.ordinal, i.path, i.source, ifnull(r.record, '') FROM inputs i "
                    "LEFT JOIN results r ON r.path = i.path AND i.has_result = 1 "
                    "WHERE i.this_run = 0");
  while (earlier.Row()) {
    const int64_t ordinal = earlier.TakeInt();
    const std::string path = earlier.TakeText(), source = earlier.TakeText();
    const std::string record = earlier.TakeText();
    const bool gone = !Exists(source);
    const bool keeps = !record.empty() && Exists(output + "/" + record);
    const bool drop = !keeps && (gone || !record.empty() || walked(source, path));
    Statement change(database_, drop ? "DELETE FROM inputs WHERE ordinal = ?"
                                     : "UPDATE inputs SET gone = ? WHERE ordinal = ?");
    if (!drop) change.Int(gone ? 1 : 0);
    if (!change.Int(ordinal).Done()) return Failed("write");
  }
  if (!earlier.ok()) return Failed("read");
  return Done{};
}

Status Ledger::EndInputs(bool restart) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (restart) {
    const Status forgotten = Run(
        "UPDATE results SET fingerprint = '' WHERE path IN (SELECT path FROM inputs WHERE this_run "
        "= 1)");
    if (!forgotten) return forgotten;
  }
  return Run("COMMIT");
}

int64_t Ledger::InputCount() {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement count(database_, "SELECT count(*) FROM inputs WHERE this_run = 1");
  return count.Row() ? count.TakeInt() : 0;
}

int64_t Ledger::OpenCount() {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement count(database_, "SELECT count(*) FROM inputs WHERE this_run = 1 AND finished = 0");
  return count.Row() ? count.TakeInt() : 0;
}

Result<std::optional<LedgerInput>> Ledger::NextInput(int64_t after) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement next(database_,
                 "SELECT ordinal, file, path FROM inputs WHERE ordinal > ? AND this_run = 1 AND "
                 "finished = 0 "
                 "ORDER BY ordinal LIMIT 1");
  next.Int(after);
  std::optional<LedgerInput> input;
  if (next.Row()) {
    input.emplace();
    input->ordinal = next.TakeInt();
    input->file = next.TakeText();
    input->path = next.TakeText();
  }
  if (!next.ok()) return Failed("read");
  return input;
}

Result<bool> Ledger::PathTaken(const std::string& path, int64_t ordinal) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement other(database_, "SELECT 1 FROM inputs WHERE path = ? AND ordinal < ? LIMIT 1");
  const bool taken = other.Text(path).Int(ordinal).Row();
  if (!other.ok()) return Failed("read");
  return taken;
}

Status Ledger::Rename(int64_t ordinal, const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement rename(database_, "UPDATE inputs SET path = ? WHERE ordinal = ?");
  if (!rename.Text(path).Int(ordinal).Done()) return Failed("write");
  return Done{};
}

Status Ledger::Move(const SameContent& from, const std::string& path, const std::string& record,
                    uint64_t record_bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement clear(database_, "DELETE FROM results WHERE path = ? AND path <> ?");
  Statement move(database_,
                 "UPDATE results SET path = ?, record = ?, record_bytes = ? WHERE path = ?");
  Statement drop(database_, "DELETE FROM inputs WHERE path = ? AND this_run = 0");
  move.Text(path).Text(record).Int(static_cast<int64_t>(record_bytes)).Text(from.path);
  const bool moved =
      clear.Text(path).Text(from.path).Done() && move.Done() && drop.Text(from.path).Done();
  if (!moved) return Failed("write");
  return planrec::Done{};
}

Result<std::optional<EarlierResult>> Ledger::Earlier(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(database_,
                 "SELECT sha256, fingerprint, source, record_bytes, status, error_type, "
                 "error_message, error_page, " PLANREC_RESULT_COLUMNS
                 " FROM results WHERE path = ?");
  find.Text(path);
  std::optional<EarlierResult> result;
  if (find.Row()) {
    result.emplace();
    result->key.sha256 = find.TakeText();
    result->key.fingerprint = find.TakeText();
    result->key.source = find.TakeText();
    result->record_bytes = static_cast<uint64_t>(find.TakeInt());
    InputEntry& entry = result->entry;
    entry.path = path;
    entry.sha256 = result->key.sha256;
    entry.status = schemas::ParseInputStatus(find.TakeText()).value_or(InputStatus::kFailed);
    entry.error = TakeError(find);
    TakeDetails(find, entry);
  }
  if (!find.ok()) return Failed("read");
  return result;
}

Result<std::optional<SameContent>> Ledger::FirstWith(const std::string& sha256) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(database_,
                 "SELECT i.path, i.source, ifnull(r.record, '') AS kept, i.this_run FROM inputs i "
                 "LEFT JOIN results r ON r.path = i.path AND r.sha256 = i.sha256 "
                 "WHERE i.sha256 = ? AND i.sha256 <> '' AND (i.this_run = 1 OR kept <> '') "
                 "ORDER BY i.this_run DESC, i.gone, i.ordinal LIMIT 1");
  std::optional<SameContent> same;
  if (find.Text(sha256).Row()) {
    same.emplace();
    same->path = find.TakeText();
    same->source = find.TakeText();
    same->record = find.TakeText();
    same->this_run = find.TakeInt() != 0;
  }
  if (!find.ok()) return Failed("read");
  return same;
}

Result<bool> Ledger::HasRecord(const std::string& record) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(database_, "SELECT 1 FROM results WHERE record = ? LIMIT 1");
  const bool has = find.Text(record).Row();
  if (!find.ok()) return Failed("read");
  return has;
}

Status Ledger::NoteContent(int64_t ordinal, const std::string& sha256) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(database_, "UPDATE inputs SET sha256 = ? WHERE ordinal = ?");
  if (!note.Text(sha256).Int(ordinal).Done()) return Failed("write");
  return Done{};
}

Status Ledger::Finish(int64_t ordinal, const InputEntry& entry, const std::optional<ResultKey>& key,
                      uint64_t record_bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  // What was worked for is on the disk before the next is begun, also after a power cut; the rest
  // (inputs, duplicates) is found anew by the next run and may wait for the system.
  const bool costly = key && !entry.resumed;
  sqlite3_exec(database_, costly ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", nullptr,
               nullptr, nullptr);
  Status begun = Run("BEGIN");
  if (!begun) return begun;
  bool written = true;
  if (costly) {
    Statement result(database_,
                     "INSERT OR REPLACE INTO results (path, sha256, fingerprint, source, "
                     "record_bytes, status, error_type, error_message, "
                     "error_page, " PLANREC_RESULT_COLUMNS
                     ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    result.Text(entry.path).Text(key->sha256).Text(key->fingerprint).Blob(key->source);
    result.Int(static_cast<int64_t>(record_bytes)).Text(InputStatusName(entry.status));
    BindError(result, entry.error);
    const schemas::StageSeconds& stages = entry.stages;
    result.Int(static_cast<int64_t>(entry.bytes)).Text(entry.media_type);
    result.Int(entry.pages).Int(entry.failed_pages).Real(entry.seconds);
    result.Real(stages.hash).Real(stages.open).Real(stages.read).Real(stages.normalise);
    result.Real(stages.extract).Real(stages.write).Int(entry.attempts).Text(entry.record);
    const schemas::PlanBrief& brief = entry.brief;
    result.Text(brief.code).Text(brief.issued_on).Text(brief.issuer).Text(brief.title);
    result.Int(brief.sections).Int(brief.targets).Int(brief.tasks);
    written = result.Int(brief.review).Int(brief.warnings).Done();
  }
  Statement input(database_,
                  "UPDATE inputs SET finished = 1, has_result = ?, resumed = ?, bytes = ?, "
                  "status = ?, error_type = ?, error_message = ?, error_page = ?, "
                  "duplicate_of = ? WHERE ordinal = ?");
  input.Int(key ? 1 : 0).Int(entry.resumed ? 1 : 0).Int(static_cast<int64_t>(entry.bytes));
  input.Text(InputStatusName(entry.status));
  BindError(input, entry.error);
  written = written && input.Text(entry.duplicate_of).Int(ordinal).Done();
  if (!written) {
    const Error error = Failed("write");
    sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
    return error;
  }
  const Status committed = Run("COMMIT");
  if (!committed) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
  return committed;
}

Status Ledger::NoteRecordBytes(const std::string& path, uint64_t record_bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(database_, "UPDATE results SET record_bytes = ? WHERE path = ?");
  if (!note.Int(static_cast<int64_t>(record_bytes)).Text(path).Done()) return Failed("write");
  return Done{};
}

Status Ledger::ForEach(const std::function<Status(const InputEntry&)>& use, Scope scope) {
  const std::lock_guard<std::mutex> lock(mutex_);
  // An input that was not reached has the result of the same file, where an earlier run made one.
  Statement all(database_,
                "SELECT i.path, i.finished, i.resumed, i.this_run, i.gone, i.sha256, i.status, "
                "i.error_type, i.error_message, i.error_page, i.duplicate_of, i.bytes, "
                "r.path IS NOT NULL, r.sha256, r.status, r.error_type, r.error_message, "
                "r.error_page, " PLANREC_RESULT_COLUMNS_OF_R
                " FROM inputs i LEFT JOIN results r ON r.path = i.path AND (i.has_result = 1 OR "
                "(i.finished = 0 AND r.source = i.source AND r.record <> '')) "
                "WHERE i.this_run = 1 OR ? ORDER BY i.path, i.ordinal");
  all.Int(scope == Scope::kAll ? 1 : 0);
  while (all.Row()) {
    InputEntry entry;
    entry.path = all.TakeText();
    const bool finished = all.TakeInt() != 0;
    entry.resumed = all.TakeInt() != 0;
    entry.resumed |= all.TakeInt() == 0;
    entry.orphan = all.TakeInt() != 0;
    entry.sha256 = all.TakeText();
    entry.status = schemas::ParseInputStatus(all.TakeText()).value_or(InputStatus::kFailed);
    entry.error = TakeError(all);
    entry.duplicate_of = all.TakeText();
    entry.bytes = static_cast<uint64_t>(all.TakeInt());
    const bool has_result = all.TakeInt() != 0;
    if (has_result && !finished) {
      entry.sha256 = all.TakeText();
      entry.status = schemas::ParseInputStatus(all.TakeText()).value_or(InputStatus::kFailed);
      entry.error = TakeError(all);
      entry.resumed = true;
    } else {
      all.Skip(5);
    }
    if (has_result) TakeDetails(all, entry);
    if (!has_result && !finished) entry.status = InputStatus::kPending;
    const Status used = use(entry);
    if (!used) return used;
  }
  if (!all.ok()) return Failed("read");
  return Done{};
}

Status Ledger::NoteBasis(const std::string& fingerprint, const std::string& basis) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(database_, "INSERT OR IGNORE INTO fingerprints VALUES (?, ?)");
  if (!note.Text(fingerprint).Text(basis).Done()) return Failed("write");
  return Done{};
}

Result<std::string> Ledger::Basis(const std::string& fingerprint) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(database_, "SELECT basis FROM fingerprints WHERE fingerprint = ?");
  std::string basis;
  if (find.Text(fingerprint).Row()) basis = find.TakeText();
  if (!find.ok()) return Failed("read");
  return basis;
}

Status Ledger::Close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  // Back to one file without a journal beside it.
  Status status = Run("PRAGMA wal_checkpoint(TRUNCATE)");
  if (status) status = Run("PRAGMA journal_mode=DELETE");
  return status;
}

}  // namespace planrec::batch
