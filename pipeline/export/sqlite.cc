// SPDX-License-Identifier: GPL-3.0-or-later
// A database of the tables: keys, views that people ask for, full text with and without diacritics.
#include <sqlite3.h>

#include <utility>

#include "pipeline/core/utf8.h"
#include "pipeline/export/replace.h"
#include "pipeline/export/writer.h"
#include "pipeline/files/atomic_file.h"

namespace planrec::exports {
namespace {

/// Where a database has its application_id, and ours in its bytes.
constexpr uint64_t kOwnerAt = 68;
constexpr std::string_view kOwner = "plbs";

/// `search MATCH 'đường'` finds words as they are spelled, `'duong'` those without diacritics.
constexpr const char* kSearch =
    "CREATE VIRTUAL TABLE search USING fts5(id UNINDEXED, document_id UNINDEXED, "
    "kind UNINDEXED, text, folded, tokenize = \"unicode61 remove_diacritics 0\")";

constexpr const char* kViews = R"(
CREATE INDEX tasks_of_document ON tasks(document_id);
CREATE INDEX tasks_due ON tasks(due_to);
CREATE INDEX targets_of_document ON targets(document_id);
CREATE INDEX deadlines_of_document ON deadlines(document_id);
CREATE INDEX deadlines_due ON deadlines(due_to);
CREATE INDEX assignments_of_document ON assignments(document_id);
CREATE INDEX assignments_of_agency ON assignments(agency_key);
CREATE INDEX citations_of_document ON citations(document_id);
CREATE INDEX agencies_of_task ON task_agencies(task_id);
CREATE INDEX documents_by_code ON documents(code);

CREATE VIEW overdue_tasks AS
  SELECT *, CAST(julianday('now', 'localtime', 'start of day') - julianday(due_to) AS INTEGER)
            AS days_overdue
  FROM tasks
  WHERE due_to < date('now', 'localtime') AND recurrence IS NULL
  ORDER BY due_to;

CREATE VIEW tasks_by_agency AS
  SELECT ifnull(a.agency_key, a.agency) AS agency_key, min(a.agency) AS agency, a.role,
         count(*) AS tasks, count(t.due_to) AS with_deadline,
         sum(t.due_to < date('now', 'localtime') AND t.recurrence IS NULL) AS overdue,
         min(CASE WHEN t.due_to >= date('now', 'localtime') THEN t.due_to END) AS next_due
  FROM task_agencies a JOIN tasks t ON t.id = a.task_id
  GROUP BY ifnull(a.agency_key, a.agency), a.role
  ORDER BY tasks DESC;

CREATE VIEW targets_by_area AS
  SELECT d.issuer_locality AS area, d.issuer_level AS level, t.indicator, t.comparator, t.value,
         t.value_max, t.unit, t.due_to, t.text, d.code, d.issuer, d.issued_on, t.id, t.document_id
  FROM targets t JOIN documents d ON d.id = t.document_id
  ORDER BY area, indicator;

CREATE VIEW due_this_quarter AS
  WITH quarter AS (
    SELECT date('now', 'localtime', 'start of month',
                '-' || ((CAST(strftime('%m', 'now', 'localtime') AS INTEGER) - 1) % 3)
                    || ' months') AS first_day)
  SELECT 'task' AS kind, id, document_id, document_code, document_issuer,
         ifnull(task, activity) AS what, lead AS agency, due_text AS text, due_from, due_to,
         recurrence
  FROM tasks, quarter
  WHERE due_to BETWEEN first_day AND date(first_day, '+3 months', '-1 day')
  UNION ALL
  SELECT 'deadline', id, document_id, document_code, document_issuer, what, NULL, text, due_from,
         due_to, recurrence
  FROM deadlines, quarter
  WHERE due_to BETWEEN first_day AND date(first_day, '+3 months', '-1 day')
  ORDER BY due_to;
)";

const char* TypeOf(Kind kind) {
  switch (kind) {
    case Kind::kInteger:
    case Kind::kTruth:
      return "INTEGER";
    case Kind::kReal:
      return "REAL";
    case Kind::kText:
    case Kind::kDate:
      break;
  }
  return "TEXT";
}

/// Names of columns are ours, but may be words of SQL ("group").
std::string Quoted(const char* name) {
  return '"' + std::string(name) + '"';
}

std::string CreateTable(const Table& table) {
  std::string sql = "CREATE TABLE " + Quoted(table.name) + " (";
  for (const Column& column : table.columns) {
    const std::string_view name = column.name;
    sql += Quoted(column.name) + " " + TypeOf(column.kind);
    if (name == "id") sql += " PRIMARY KEY NOT NULL";
    if (name == "document_id") sql += " NOT NULL REFERENCES documents(id)";
    if (name == "task_id") sql += " NOT NULL REFERENCES tasks(id)";
    sql += ", ";
  }
  sql.resize(sql.size() - 2);
  return sql + ") WITHOUT ROWID";
}

std::string InsertInto(const Table& table) {
  // One content under two names is one document.
  std::string sql = "INSERT OR IGNORE INTO " + Quoted(table.name) + " VALUES (?";
  for (size_t i = 1; i < table.columns.size(); ++i) sql += ", ?";
  return sql + ")";
}

/// The columns whose words are searched.
struct Searched {
  const char *table, *kind;
  std::vector<const char*> columns;
};

const std::vector<Searched>& AllSearched() {
  static const std::vector<Searched> all = {
      {"documents", "document", {"code", "title", "issuer", "signer"}},
      {"tasks", "task", {"group", "task", "activity", "outputs", "lead", "support"}},
      {"targets", "target", {"text"}},
      {"deadlines", "deadline", {"what", "text"}},
      {"assignments", "assignment", {"agency", "what"}},
      {"citations", "citation", {"text"}}};
  return all;
}

class Sqlite : public Writer {
 public:
  ~Sqlite() override {
    for (Target& target : targets_) sqlite3_finalize(target.insert);
    sqlite3_finalize(search_);
    sqlite3_close(database_);
  }

  Status Open(const std::string& path) {
    path_ = path;
    if (const Status free = MayReplace(path, kOwner, kOwnerAt); !free) return free;
    const Result<std::string> name = file_.Begin(path);
    if (!name) return name.error();
    if (sqlite3_open(name->c_str(), &database_) != SQLITE_OK) return Failed();
    // Nobody else sees the file before it is whole: a journal would protect nothing.
    Status status =
        Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; "
            "PRAGMA application_id=0x706C6273; PRAGMA cache_size=-32768; BEGIN");
    for (const Table& table : Tables()) {
      if (status) status = Run(CreateTable(table).c_str());
      Target& target = targets_.emplace_back();
      target.table = &table;
      if (status) status = Prepare(InsertInto(table), &target.insert);
      for (const Searched& each : AllSearched()) {
        if (std::string_view(each.table) == table.name) target.Search(each);
      }
    }
    if (status) status = Run(kSearch);
    // Words of more rows at once make fewer pieces of index to be merged.
    if (status) status = Run("INSERT INTO search(search, rank) VALUES ('hashsize', 33554432)");
    if (status) status = Prepare("INSERT INTO search VALUES (?, ?, ?, ?, ?)", &search_);
    return status;
  }

  Status Take(const Source& source, const std::string&) override {
    Status status = Done{};
    for (Target& target : targets_) {
      ForEachRow(*target.table, source, [&](const std::vector<Value>& row) {
        if (status) status = Insert(target, row);
        if (status && target.kind != nullptr && sqlite3_changes(database_) > 0)
          status = Index(target, source, row);
      });
    }
    return status;
  }

  Status End() override {
    Status status = Run(kViews);
    if (status) status = Run("COMMIT; ANALYZE; PRAGMA optimize");
    if (!status) return status;
    for (Target& target : targets_) sqlite3_finalize(std::exchange(target.insert, nullptr));
    sqlite3_finalize(std::exchange(search_, nullptr));
    if (sqlite3_close(std::exchange(database_, nullptr)) != SQLITE_OK) return Failed();
    return file_.Commit();
  }

 private:
  struct Target {
    const Table* table = nullptr;
    sqlite3_stmt* insert = nullptr;
    const char* kind = nullptr;  ///< in the full text; null: it is not there
    std::vector<size_t> columns;

    void Search(const Searched& searched) {
      kind = searched.kind;
      for (const char* name : searched.columns) {
        for (size_t i = 0; i < table->columns.size(); ++i) {
          if (std::string_view(name) == table->columns[i].name) columns.push_back(i);
        }
      }
    }
  };

  Status Failed() const {
    const char* reason = database_ == nullptr ? "it can't be closed" : sqlite3_errmsg(database_);
    return Error{ErrorType::kOutputFailed, "can't write " + path_ + ": " + reason +
                                               "; free some space, or choose another place (-o)"};
  }

  Status Run(const char* sql) {
    return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK ? Status(Done{})
                                                                                : Failed();
  }

  Status Prepare(const std::string& sql, sqlite3_stmt** statement) {
    return sqlite3_prepare_v2(database_, sql.c_str(), -1, statement, nullptr) == SQLITE_OK
               ? Status(Done{})
               : Failed();
  }

  static void Bind(sqlite3_stmt* statement, int at, const std::string& text) {
    sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }

  Status Step(sqlite3_stmt* statement) {
    const bool done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return done ? Status(Done{}) : Failed();
  }

  Status Insert(const Target& target, const std::vector<Value>& row) {
    for (size_t i = 0; i < row.size(); ++i) {
      const int at = static_cast<int>(i) + 1;
      if (const auto* text = std::get_if<std::string>(&row[i])) {
        Bind(target.insert, at, *text);
      } else if (const auto* whole = std::get_if<int64_t>(&row[i])) {
        sqlite3_bind_int64(target.insert, at, *whole);
      } else if (const auto* number = std::get_if<double>(&row[i])) {
        sqlite3_bind_double(target.insert, at, *number);
      } else if (const auto* truth = std::get_if<bool>(&row[i])) {
        sqlite3_bind_int(target.insert, at, *truth ? 1 : 0);
      } else {
        sqlite3_bind_null(target.insert, at);
      }
    }
    return Step(target.insert);
  }

  Status Index(const Target& target, const Source& source, const std::vector<Value>& row) {
    std::string text;
    for (const size_t column : target.columns) {
      const auto* words = std::get_if<std::string>(&row[column]);
      if (words != nullptr) text += (text.empty() ? "" : "\n") + *words;
    }
    if (text.empty()) return Done{};
    Bind(search_, 1, std::get<std::string>(row[0]));
    Bind(search_, 2, source.document_id);
    Bind(search_, 3, target.kind);
    Bind(search_, 4, text);
    Bind(search_, 5, Fold(text));
    return Step(search_);
  }

  OutsideFile file_;
  std::string path_;
  sqlite3* database_ = nullptr;
  std::vector<Target> targets_;
  sqlite3_stmt* search_ = nullptr;
};

}  // namespace

Result<Writers> MakeSqlite(const std::string& path) {
  auto sqlite = std::make_unique<Sqlite>();
  const Status opened = sqlite->Open(path);
  if (!opened) return opened.error();
  return Writers(std::move(sqlite));
}

}  // namespace planrec::exports
