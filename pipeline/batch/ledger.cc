// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/ledger.h"

#include <algorithm>
#include <cstring>

#include "pipeline/batch/fault_point.h"
#include "pipeline/batch/sqlite.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

// In the file's head: whose it is ("PLRC"), and what its tables look like. Layout 1 had no owner.
constexpr int64_t kOwner = 0x504C5243;
constexpr int64_t kLayout = 2;

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
  record_sha256 TEXT NOT NULL, texts TEXT NOT NULL,
  code TEXT NOT NULL, issued_on TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL,
  sections INTEGER NOT NULL, targets INTEGER NOT NULL, tasks INTEGER NOT NULL,
  review INTEGER NOT NULL, warnings INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS inputs (
  ordinal INTEGER PRIMARY KEY,
  file BLOB NOT NULL, path TEXT NOT NULL,
  root_size INTEGER NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL,
  finished INTEGER NOT NULL DEFAULT 0, has_result INTEGER NOT NULL DEFAULT 0,
  resumed INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL DEFAULT '', bytes INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT '', error_type TEXT NOT NULL DEFAULT '',
  error_message TEXT NOT NULL DEFAULT '', error_page INTEGER NOT NULL DEFAULT 0,
  duplicate_of TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS fingerprints (fingerprint TEXT PRIMARY KEY, basis TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS inputs_path ON inputs (path);
CREATE INDEX IF NOT EXISTS inputs_sha256 ON inputs (sha256) WHERE sha256 <> '';
)sql";

/// The columns of a result behind its key, in the order in which TakeEntry reads them.
#define PLANREC_RESULT_COLUMNS                                                                  \
  "bytes, media_type, pages, failed_pages, seconds, seconds_hash, seconds_open, seconds_read, " \
  "seconds_normalise, seconds_extract, seconds_write, attempts, record, code, issued_on, "      \
  "issuer, title, sections, targets, tasks, review, warnings"

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
  Status status = ledger->Recognise(path);
  if (status) status = ledger->Prepare();
  if (!status) return status.error();
  return ledger;
}

Status Ledger::Recognise(const std::string& path) {
  // A file from elsewhere may hold more than tables: none of it is to run.
  for (const int setting : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                            SQLITE_DBCONFIG_TRUSTED_SCHEMA}) {
    sqlite3_db_config(database_, setting, 0, nullptr);
  }
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  std::optional<Error> failed;
  const auto number = [&](const char* sql) {
    Statement ask(database_, sql);
    const int64_t value = ask.Row() ? ask.TakeInt() : 0;
    if (!ask.ok() && !failed) failed = Failed("read");
    return value;
  };
  const int64_t owner = number("PRAGMA application_id");
  const int64_t layout = number("PRAGMA user_version");
  const int64_t tables = number("SELECT count(*) FROM sqlite_master");
  const int64_t ours = number(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('results', 'inputs')");
  if (failed) return *failed;
  const bool fresh = owner == 0 && layout == 0 && tables == 0;
  const bool first_layout = owner == 0 && layout == 1 && ours == 2;
  if (fresh || first_layout || (owner == kOwner && layout <= kLayout)) return Done{};
  return Error{ErrorType::kOutputFailed,
               path +
                   (owner == kOwner ? " was written by a later version of planrec; use that one"
                                    : " is not of planrec; move it away") +
                   ", or choose another output folder (-o). It was left as it is"};
}

Status Ledger::Prepare() {
  for (const char* sql : {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL",
                          "PRAGMA synchronous=NORMAL", "PRAGMA cache_size=-4096"}) {
    const Status status = Run(sql);
    if (!status) return status;
  }
  int64_t layout = 0;
  {
    Statement version(database_, "PRAGMA user_version");
    if (version.Row()) layout = version.TakeInt();
  }
  // At once or not at all: a file with tables and without an owner would be another program's.
  std::string create = "BEGIN;";
  if (layout != kLayout) create += "DROP TABLE IF EXISTS results;DROP TABLE IF EXISTS inputs;";
  create += kTables;
  create += "PRAGMA application_id=" + std::to_string(kOwner) +
            ";PRAGMA user_version=" + std::to_string(kLayout) + ";COMMIT;";
  return Run(create.c_str());
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
  const Status cleared = Run("DELETE FROM inputs");
  if (!cleared) return cleared;
  return Run("BEGIN");
}

Status Ledger::Restart() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Run("DELETE FROM results");
}

Status Ledger::AddInput(const Found& found) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto taken = [&](const std::string& path) {
    return Statement(database_, "SELECT 1 FROM inputs WHERE path = ? LIMIT 1").Text(path).Row();
  };
  std::string path = found.path;
  if (!found.root.empty() && taken(path)) path = found.root + "/" + path;
  Statement add(database_,
                "INSERT INTO inputs (file, path, root_size, device, inode, finished, status, "
                "error_type, error_message, error_page) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const bool finished = found.error.has_value();
  add.Blob(found.file).Text(path).Int(static_cast<int64_t>(found.walked.root_size));
  add.Int(static_cast<int64_t>(found.walked.device)).Int(static_cast<int64_t>(found.walked.inode));
  add.Int(finished ? 1 : 0);
  add.Text(!finished
               ? ""
               : InputStatusName(found.skipped ? InputStatus::kSkipped : InputStatus::kFailed));
  BindError(add, found.error);
  if (!add.Done()) return Failed("write");
  return Done{};
}

Status Ledger::EndInputs() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Run("COMMIT");
}

int64_t Ledger::InputCount() {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement count(database_, "SELECT count(*) FROM inputs");
  return count.Row() ? count.TakeInt() : 0;
}

Result<std::optional<LedgerInput>> Ledger::NextInput(int64_t after) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement next(database_,
                 "SELECT ordinal, file, path, root_size, device, inode FROM inputs "
                 "WHERE ordinal > ? AND finished = 0 "
                 "ORDER BY ordinal LIMIT 1");
  next.Int(after);
  std::optional<LedgerInput> input;
  if (next.Row()) {
    input.emplace();
    input->ordinal = next.TakeInt();
    input->file = next.TakeText();
    input->path = next.TakeText();
    input->found.root_size = static_cast<size_t>(next.TakeInt());
    input->found.device = static_cast<uint64_t>(next.TakeInt());
    input->found.inode = static_cast<uint64_t>(next.TakeInt());
  }
  if (!next.ok()) return Failed("read");
  return input;
}

Result<bool> Ledger::Taken(const char* sql, const std::string& path, int64_t ordinal) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement other(database_, sql);
  const bool taken = other.Text(path).Int(ordinal).Row();
  if (!other.ok()) return Failed("read");
  return taken;
}

Result<bool> Ledger::PathTaken(const std::string& path, int64_t ordinal) {
  return Taken("SELECT 1 FROM inputs WHERE path = ? AND ordinal < ? LIMIT 1", path, ordinal);
}

Result<bool> Ledger::PathTakenByAny(const std::string& path, int64_t ordinal) {
  return Taken("SELECT 1 FROM inputs WHERE path = ? AND ordinal <> ? LIMIT 1", path, ordinal);
}

Status Ledger::Rename(int64_t ordinal, const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement rename(database_, "UPDATE inputs SET path = ? WHERE ordinal = ?");
  if (!rename.Text(path).Int(ordinal).Done()) return Failed("write");
  return Done{};
}

Status Ledger::Drop(int64_t ordinal) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement drop(database_, "DELETE FROM inputs WHERE ordinal = ?");
  if (!drop.Int(ordinal).Done()) return Failed("write");
  return Done{};
}

Status Ledger::ForEachPath(const std::function<Status(int64_t, const std::string&)>& use) {
  // In pages, so that `use` may write.
  int64_t after = 0;
  for (;;) {
    std::vector<std::pair<int64_t, std::string>> page;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      Statement next(database_,
                     "SELECT ordinal, path FROM inputs WHERE ordinal > ? ORDER BY ordinal LIMIT "
                     "1000");
      next.Int(after);
      while (next.Row()) {
        const int64_t ordinal = next.TakeInt();
        page.emplace_back(ordinal, next.TakeText());
      }
      if (!next.ok()) return Failed("read");
    }
    if (page.empty()) return Done{};
    for (const auto& [ordinal, path] : page) {
      const Status used = use(ordinal, path);
      if (!used) return used;
    }
    after = page.back().first;
  }
}

Result<std::optional<EarlierResult>> Ledger::Earlier(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(database_,
                 "SELECT sha256, fingerprint, source, record_bytes, record_sha256, texts, status, "
                 "error_type, error_message, error_page, " PLANREC_RESULT_COLUMNS
                 " FROM results WHERE path = ?");
  find.Text(path);
  std::optional<EarlierResult> result;
  if (find.Row()) {
    result.emplace();
    result->key.sha256 = find.TakeText();
    result->key.fingerprint = find.TakeText();
    result->key.source = find.TakeText();
    result->written.bytes = static_cast<uint64_t>(find.TakeInt());
    result->written.sha256 = find.TakeText();
    result->written.texts = find.TakeText();
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

Result<std::optional<std::string>> Ledger::FirstWith(const std::string& sha256) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(database_,
                 "SELECT path FROM inputs WHERE sha256 = ? AND sha256 <> '' ORDER BY ordinal "
                 "LIMIT 1");
  std::optional<std::string> path;
  if (find.Text(sha256).Row()) path = find.TakeText();
  if (!find.ok()) return Failed("read");
  return path;
}

Status Ledger::NoteContent(int64_t ordinal, const std::string& sha256) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(database_, "UPDATE inputs SET sha256 = ? WHERE ordinal = ?");
  if (!note.Text(sha256).Int(ordinal).Done()) return Failed("write");
  return Done{};
}

Status Ledger::Finish(int64_t ordinal, const InputEntry& entry, const std::optional<ResultKey>& key,
                      const WrittenRecord& written_record) {
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
    Statement result(
        database_,
        "INSERT OR REPLACE INTO results (path, sha256, fingerprint, source, "
        "record_bytes, record_sha256, texts, status, error_type, error_message, "
        "error_page, " PLANREC_RESULT_COLUMNS
        ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    result.Text(entry.path).Text(key->sha256).Text(key->fingerprint).Blob(key->source);
    result.Int(static_cast<int64_t>(written_record.bytes));
    result.Text(written_record.sha256).Text(written_record.texts);
    result.Text(InputStatusName(entry.status));
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

Status Ledger::NoteRecord(const std::string& path, uint64_t bytes, const std::string& sha256) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(database_,
                 "UPDATE results SET record_bytes = ?, record_sha256 = ? WHERE path = ?");
  if (!note.Int(static_cast<int64_t>(bytes)).Text(sha256).Text(path).Done()) {
    return Failed("write");
  }
  return Done{};
}

Status Ledger::ForEach(const std::function<Status(const InputEntry&)>& use) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement all(database_,
                "SELECT i.path, i.finished, i.resumed, i.sha256, i.status, i.error_type, "
                "i.error_message, i.error_page, i.duplicate_of, i.bytes, i.has_result, "
                "r.*  FROM inputs i LEFT JOIN (SELECT path AS key_path, " PLANREC_RESULT_COLUMNS
                " FROM results) r ON i.has_result = 1 AND r.key_path = i.path ORDER BY i.ordinal");
  while (all.Row()) {
    InputEntry entry;
    entry.path = all.TakeText();
    const bool finished = all.TakeInt() != 0;
    entry.resumed = all.TakeInt() != 0;
    entry.sha256 = all.TakeText();
    entry.status = schemas::ParseInputStatus(all.TakeText()).value_or(InputStatus::kFailed);
    entry.error = TakeError(all);
    entry.duplicate_of = all.TakeText();
    const uint64_t bytes = static_cast<uint64_t>(all.TakeInt());
    const bool has_result = all.TakeInt() != 0;
    all.TakeText();  // key_path
    if (has_result) TakeDetails(all, entry);
    if (!has_result) entry.bytes = bytes;
    if (!finished) {
      entry.status = InputStatus::kFailed;
      entry.error = Error{ErrorType::kInterrupted,
                          "the run was stopped before this input was done; start the same command "
                          "again: it goes on from here"};
    }
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
