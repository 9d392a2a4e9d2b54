// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is in the journals of shards becomes rows of the ledger.
#include <sys/stat.h>

#include <utility>

#include "pipeline/batch/finish.h"
#include "pipeline/batch/journal_line.h"
#include "pipeline/batch/ledger.h"
#include "pipeline/batch/ledger_rows.h"

namespace planrec::batch {
namespace {

using schemas::InputStatus;

/// Random places of large tables are written: more of them at a time are held than in a run.
constexpr const char* kCache = "PRAGMA cache_size=-65536";

/// What journals say of inputs, in the order in which they are read: one shard's behind the
/// other's. Among the inputs each page of the table would be written once for each shard.
constexpr const char* kJoined = R"sql(
DROP TABLE IF EXISTS joined;
CREATE TABLE joined (
  place INTEGER PRIMARY KEY,
  ordinal INTEGER NOT NULL, path TEXT NOT NULL, source BLOB NOT NULL,
  finished INTEGER NOT NULL, has_result INTEGER NOT NULL DEFAULT 0,
  resumed INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL DEFAULT '', bytes INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL, error_type TEXT NOT NULL,
  error_message TEXT NOT NULL, error_page INTEGER NOT NULL,
  duplicate_of TEXT NOT NULL DEFAULT ''
);
)sql";

constexpr const char* kPutJoined = R"sql(
DELETE FROM inputs WHERE this_run = 0 AND source IN (SELECT source FROM joined);
INSERT OR REPLACE INTO inputs (ordinal, file, path, root_size, device, inode, source, finished,
  has_result, resumed, sha256, bytes, status, error_type, error_message, error_page, duplicate_of)
  SELECT ordinal, source, path, 0, 0, 0, source, finished, has_result, resumed, sha256, bytes,
    status, error_type, error_message, error_page, duplicate_of FROM joined ORDER BY ordinal;
DROP TABLE joined;
)sql";

bool Exists(const std::string& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0;
}

}  // namespace

Status Ledger::BeginJoin(bool merge) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Status begun = Run(kCache);
  if (begun) begun = Run("BEGIN");
  if (begun && merge) begun = PutBehind();
  if (!begun || !merge) return begun;
  {
    Statement parts(database(), "SELECT EXISTS (SELECT 1 FROM parts)");
    if (!parts.Row()) return Failed("read");
    no_parts_ = parts.TakeInt() == 0;
  }
  begun = Run(kJoined);
  // Made at once behind all rows they cost a fraction.
  return begun ? DropIndexes(database()) : begun;
}

Status Ledger::EndRows() {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Status put = Run(kPutJoined);
  return put ? MakeIndexes(database()) : put;
}

Status Ledger::EndJoin(bool keep) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Run(keep ? "COMMIT" : "ROLLBACK");
}

Result<uint64_t> Ledger::JournalTaken(const std::string& name, const std::string& first) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(Kept("SELECT taken FROM journals WHERE name = ? AND first = ?"));
  const int64_t taken = find.Text(name).Text(first).Row() ? find.TakeInt() : 0;
  if (!find.ok()) return Failed("read");
  return static_cast<uint64_t>(taken);
}

Status Ledger::NoteJournal(const std::string& name, const std::string& first, uint64_t taken) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(Kept("INSERT OR REPLACE INTO journals VALUES (?, ?, ?)"));
  if (!note.Text(name).Text(first).Int(static_cast<int64_t>(taken)).Done()) return Failed("write");
  return Done{};
}

Status Ledger::JoinInput(const JoinPlace& place, const schemas::JournalInput& input) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement add(
      Kept("INSERT OR REPLACE INTO joined (place, ordinal, path, source, finished, status, "
           "error_type, error_message, error_page) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  const bool finished = input.error.has_value();
  add.Int(place.by_shard).Int(place.ordinal).Text(input.path).Blob(input.source);
  add.Int(finished ? 1 : 0);
  add.Text(!finished
               ? ""
               : InputStatusName(input.skipped ? InputStatus::kSkipped : InputStatus::kFailed));
  BindError(add, input.error);
  if (!add.Done()) return Failed("write");
  return Done{};
}

Status Ledger::JoinResult(const schemas::JournalResult& line, const std::optional<JoinPlace>& place,
                          bool keep) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const JoinedResult result = ResultOf(line);
  const schemas::InputEntry& entry = result.entry;
  if (keep && result.key && !PutResult(entry, *result.key, result.written)) return Failed("write");
  if (!place) return Done{};
  Statement end(
      Kept("UPDATE joined SET path = ?, sha256 = ?, finished = 1, has_result = ?, resumed = ?, "
           "bytes = ?, status = ?, error_type = ?, error_message = ?, error_page = ?, "
           "duplicate_of = ? WHERE place = ?"));
  end.Text(entry.path).Text(entry.status == InputStatus::kDuplicate ? "" : entry.sha256);
  end.Int(result.key ? 1 : 0).Int(entry.resumed ? 1 : 0).Int(static_cast<int64_t>(entry.bytes));
  end.Text(InputStatusName(entry.status));
  BindError(end, entry.error);
  if (!end.Text(entry.duplicate_of).Int(place->by_shard).Done()) return Failed("write");
  return Done{};
}

Result<std::vector<std::string>> Ledger::Fingerprints() {
  const std::lock_guard<std::mutex> lock(mutex_);
  // Behind the digest stand limits of the machine, which only failures depend on.
  Statement all(
      Kept("SELECT DISTINCT substr(r.fingerprint, 1, 64) FROM inputs i JOIN results r ON "
           "r.path = i.path WHERE i.this_run = 1 AND i.has_result = 1 AND r.fingerprint <> ''"));
  std::vector<std::string> fingerprints;
  while (all.Row()) fingerprints.push_back(all.TakeText());
  if (!all.ok()) return Failed("read");
  return fingerprints;
}

Result<std::vector<SharedContent>> Ledger::NextShared(const std::string& after_sha256) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement next(
      Kept("SELECT sha256 FROM inputs WHERE sha256 > ? AND sha256 <> '' AND this_run = 1 "
           "GROUP BY sha256 HAVING count(*) > 1 ORDER BY sha256 LIMIT 1"));
  std::vector<SharedContent> group;
  if (next.Text(after_sha256).Row()) {
    const std::string sha256 = next.TakeText();
    Statement all(
        Kept("SELECT ordinal, path FROM inputs WHERE sha256 = ? AND sha256 <> '' AND "
             "this_run = 1 ORDER BY ordinal"));
    all.Text(sha256);
    while (all.Row()) {
      SharedContent& input = group.emplace_back();
      input.ordinal = all.TakeInt();
      input.path = all.TakeText();
      input.sha256 = sha256;
    }
    if (!all.ok()) return Failed("read");
  }
  if (!next.ok()) return Failed("read");
  return group;
}

Status Ledger::MakeDuplicate(const SharedContent& input, const std::string& first) {
  const Status forgotten = Forget(input.path);
  if (!forgotten) return forgotten;
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement end(
      Kept("UPDATE inputs SET finished = 1, has_result = 0, resumed = 0, sha256 = '', "
           "status = 'duplicate', error_type = '', error_message = '', error_page = 0, "
           "duplicate_of = ? WHERE ordinal = ?"));
  Statement others(
      Kept("UPDATE inputs SET duplicate_of = ? WHERE duplicate_of = ? AND duplicate_of <> '' AND "
           "this_run = 1"));
  if (!end.Text(first).Int(input.ordinal).Done() || !others.Text(first).Text(input.path).Done())
    return Failed("write");
  return Done{};
}

Result<std::vector<MovedContent>> Ledger::Moved() {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement all(
      Kept("SELECT o.path, o.source, n.path FROM inputs o JOIN results r ON r.path = o.path AND "
           "o.has_result = 1 AND r.record <> '' JOIN inputs n ON n.sha256 = o.sha256 AND "
           "n.this_run = 1 AND n.has_result = 1 WHERE o.this_run = 0 AND o.sha256 <> ''"));
  std::vector<MovedContent> moved;
  while (all.Row()) {
    MovedContent each;
    each.from = all.TakeText();
    const std::string source = all.TakeText();
    each.to = all.TakeText();
    if (each.from != each.to && !Exists(source)) moved.push_back(std::move(each));
  }
  if (!all.ok()) return Failed("read");
  return moved;
}

Status Ledger::Forget(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const char* sql : {"DELETE FROM results WHERE path = ?", "DELETE FROM parts WHERE path = ?",
                          "DELETE FROM inputs WHERE path = ? AND this_run = 0"}) {
    if (!Statement(Kept(sql)).Text(path).Done()) return Failed("write");
  }
  return Done{};
}

Status Ledger::ForEachGone(const std::function<void(const std::string& path)>& use) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement all(Kept("SELECT path FROM inputs WHERE gone <> 0 ORDER BY path, ordinal"));
  while (all.Row()) use(all.TakeText());
  if (!all.ok()) return Failed("read");
  return Done{};
}

Status Ledger::ForEachInput(
    const std::function<Status(int64_t ordinal, const schemas::JournalInput&)>& use) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement all(
      Kept("SELECT ordinal, path, source, finished, status, error_type, error_message, error_page "
           "FROM inputs WHERE this_run = 1 ORDER BY ordinal"));
  while (all.Row()) {
    const int64_t ordinal = all.TakeInt();
    schemas::JournalInput input;
    input.path = all.TakeText();
    input.source = all.TakeText();
    const bool finished = all.TakeInt() != 0;
    input.skipped = all.TakeText() == InputStatusName(InputStatus::kSkipped);
    const std::string type = all.TakeText();
    const std::string message = all.TakeText();
    if (finished) {
      input.error = Error{ParseErrorType(type).value_or(ErrorType::kInternal), message,
                          static_cast<int>(all.TakeInt())};
    }
    const Status used = use(ordinal, input);
    if (!used) return used;
  }
  if (!all.ok()) return Failed("read");
  return Done{};
}

}  // namespace planrec::batch
