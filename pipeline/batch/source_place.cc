// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/source_place.h"

#include "pipeline/batch/ledger_file.h"
#include "pipeline/batch/sqlite.h"

namespace planrec::batch {

Result<std::string> SourcePlace(const std::string& output, const std::string& path) {
  sqlite3* opened = nullptr;
  const std::string file = output + "/ledger.sqlite";
  const int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const Database database(opened);
  const Error unreadable{ErrorType::kUnreadable,
                         "where originals lie can't be read from ledger.sqlite (" +
                             std::string(sqlite3_errmsg(opened)) +
                             "); wait for the run that is at work, or say --originals FOLDER"};
  if (code != SQLITE_OK) return unreadable;
  Statement ask(opened,
                "SELECT source FROM results WHERE path = ?1 AND source <> x'' UNION ALL "
                "SELECT source FROM inputs WHERE path = ?1 AND source <> x''");
  ask.Text(path);
  if (ask.Row()) return ask.TakeText();
  if (!ask.ok()) return unreadable;
  return Error{ErrorType::kNotFound,
               "the run noted no place of this original; say --originals FOLDER"};
}

}  // namespace planrec::batch
