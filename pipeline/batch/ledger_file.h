// SPDX-License-Identifier: GPL-3.0-or-later
//
// The file under the ledger (ledger.h): opened, told apart from the files of others, given its
// tables.
//
//   Result<Database> database = OpenLedgerFile("out/ledger.sqlite");
//   if (const Status begun = RunSql(database->get(), "BEGIN"); !begun) return begun;
//
// A file of another program, or of a later version of this one, is left as it is: the error says
// so. One of an earlier version is emptied: its results are of other versions anyway. Nothing that
// a file from elsewhere holds beside tables is run. Failures are kOutputFailed. A database belongs
// to one thread at a time.
#pragma once

#include <memory>
#include <string>

#include "pipeline/core/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace planrec::batch {

struct CloseDatabase {
  void operator()(sqlite3* database) const;
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const;
};
using KeptStatement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

Result<Database> OpenLedgerFile(const std::string& path);

/// What went wrong last, with advice. `what`: "open", "read" or "write".
Error LedgerError(sqlite3* database, const char* what);

/// Runs statements that give no rows. Fault point "ledger" (fault_point.h).
Status RunSql(sqlite3* database, const char* sql);

/// All indexes but those of keys; in one transaction with the rows that are put in between.
Status DropIndexes(sqlite3* database);
Status MakeIndexes(sqlite3* database);

}  // namespace planrec::batch
