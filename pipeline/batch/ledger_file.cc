// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/ledger_file.h"

#include <cstdint>
#include <cstring>
#include <optional>

#include "pipeline/batch/sqlite.h"
#include "pipeline/files/fault_point.h"

namespace planrec::batch {
namespace {

// In the file's head: whose it is ("PLRC"), and what its tables look like. Layout 1 had no owner.
constexpr int64_t kOwner = 0x504C5243;
constexpr int64_t kLayout = 6;

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
  record_sha256 TEXT NOT NULL, texts TEXT NOT NULL, no_pdf TEXT NOT NULL,
  code TEXT NOT NULL, issued_on TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL,
  sections INTEGER NOT NULL, targets INTEGER NOT NULL, tasks INTEGER NOT NULL,
  review INTEGER NOT NULL, warnings INTEGER NOT NULL,
  words INTEGER NOT NULL, lost_words INTEGER NOT NULL, unreadable_pages INTEGER NOT NULL,
  quality TEXT NOT NULL, figures TEXT NOT NULL, parts INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS parts (
  path TEXT NOT NULL, part INTEGER NOT NULL,
  record TEXT NOT NULL, record_bytes INTEGER NOT NULL, record_sha256 TEXT NOT NULL,
  code TEXT NOT NULL, issued_on TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL,
  sections INTEGER NOT NULL, targets INTEGER NOT NULL, tasks INTEGER NOT NULL,
  review INTEGER NOT NULL, warnings INTEGER NOT NULL,
  words INTEGER NOT NULL, lost_words INTEGER NOT NULL, unreadable_pages INTEGER NOT NULL,
  quality TEXT NOT NULL, figures TEXT NOT NULL,
  PRIMARY KEY (path, part)
);
CREATE TABLE IF NOT EXISTS inputs (
  ordinal INTEGER PRIMARY KEY,
  file BLOB NOT NULL, path TEXT NOT NULL,
  root_size INTEGER NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL,
  source BLOB NOT NULL, this_run INTEGER NOT NULL DEFAULT 1, gone INTEGER NOT NULL DEFAULT 0,
  finished INTEGER NOT NULL DEFAULT 0, has_result INTEGER NOT NULL DEFAULT 0,
  resumed INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL DEFAULT '', bytes INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT '', error_type TEXT NOT NULL DEFAULT '',
  error_message TEXT NOT NULL DEFAULT '', error_page INTEGER NOT NULL DEFAULT 0,
  duplicate_of TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS fingerprints (fingerprint TEXT PRIMARY KEY, basis TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journals (
  name TEXT PRIMARY KEY, first TEXT NOT NULL, taken INTEGER NOT NULL
);
)sql";

constexpr const char* kIndexes = R"sql(
CREATE INDEX IF NOT EXISTS results_code ON results (code) WHERE code <> '';
CREATE INDEX IF NOT EXISTS parts_code ON parts (code) WHERE code <> '';
CREATE INDEX IF NOT EXISTS inputs_duplicate ON inputs (duplicate_of) WHERE duplicate_of <> '';
CREATE INDEX IF NOT EXISTS results_record ON results (record);
CREATE INDEX IF NOT EXISTS parts_record ON parts (record);
CREATE INDEX IF NOT EXISTS inputs_source ON inputs (source);
CREATE INDEX IF NOT EXISTS inputs_path ON inputs (path);
CREATE INDEX IF NOT EXISTS inputs_sha256 ON inputs (sha256) WHERE sha256 <> '';
)sql";

constexpr const char* kWithoutIndexes = R"sql(
DROP INDEX IF EXISTS results_code;
DROP INDEX IF EXISTS parts_code;
DROP INDEX IF EXISTS inputs_duplicate;
DROP INDEX IF EXISTS results_record;
DROP INDEX IF EXISTS parts_record;
DROP INDEX IF EXISTS inputs_source;
DROP INDEX IF EXISTS inputs_path;
DROP INDEX IF EXISTS inputs_sha256;
)sql";

Status Recognise(sqlite3* database, const std::string& path) {
  // A file from elsewhere may hold more than tables: none of it is to run.
  for (const int setting : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                            SQLITE_DBCONFIG_TRUSTED_SCHEMA}) {
    sqlite3_db_config(database, setting, 0, nullptr);
  }
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  std::optional<Error> failed;
  const auto number = [&](const char* sql) {
    Statement ask(database, sql);
    const int64_t value = ask.Row() ? ask.TakeInt() : 0;
    if (!ask.ok() && !failed) failed = LedgerError(database, "read");
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

Status Prepare(sqlite3* database) {
  for (const char* sql : {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL",
                          "PRAGMA synchronous=NORMAL", "PRAGMA cache_size=-4096"}) {
    const Status status = RunSql(database, sql);
    if (!status) return status;
  }
  int64_t layout = 0;
  {
    Statement version(database, "PRAGMA user_version");
    if (version.Row()) layout = version.TakeInt();
  }
  // At once or not at all: a file with tables and without an owner would be another program's.
  std::string create = "BEGIN;";
  if (layout != kLayout)
    create +=
        "DROP TABLE IF EXISTS results;DROP TABLE IF EXISTS inputs;DROP TABLE IF EXISTS parts;"
        "DROP TABLE IF EXISTS journals;";
  create += kTables;
  create += kIndexes;
  create += "PRAGMA application_id=" + std::to_string(kOwner) +
            ";PRAGMA user_version=" + std::to_string(kLayout) + ";COMMIT;";
  return RunSql(database, create.c_str());
}

}  // namespace

void CloseStatement::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void CloseDatabase::operator()(sqlite3* database) const {
  sqlite3_close(database);
}

Result<Database> OpenLedgerFile(const std::string& path) {
  sqlite3* opened = nullptr;
  // The ledger's own mutex guards it.
  constexpr int kHow = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &opened, kHow, nullptr);
  Database database(opened);
  if (code != SQLITE_OK) return LedgerError(opened, "open");
  Status status = Recognise(opened, path);
  if (status) status = Prepare(opened);
  if (!status) return status.error();
  return database;
}

Status DropIndexes(sqlite3* database) {
  return RunSql(database, kWithoutIndexes);
}

Status MakeIndexes(sqlite3* database) {
  return RunSql(database, kIndexes);
}

Error LedgerError(sqlite3* database, const char* what) {
  return {ErrorType::kOutputFailed,
          std::string("can't ") + what +
              " the ledger (ledger.sqlite): " + sqlite3_errmsg(database) +
              "; free some space or check the output folder; if the file is damaged, remove it: "
              "everything is then done again"};
}

Status RunSql(sqlite3* database, const char* sql) {
  if (const int code = FaultAt("ledger")) {
    return Error{ErrorType::kOutputFailed,
                 std::string("can't write the ledger (ledger.sqlite): ") + std::strerror(code) +
                     "; free some space and start the same command again: it resumes"};
  }
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    return LedgerError(database, "write");
  return Done{};
}

}  // namespace planrec::batch
