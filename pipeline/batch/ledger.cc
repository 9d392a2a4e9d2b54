// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/ledger.h"

#include <sys/stat.h>

#include <utility>

#include "pipeline/batch/ledger_rows.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

bool Exists(const std::string& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0;
}

/// Behind all that stands in a file, in the order of bytes.
constexpr char kBehindInside = kInside + 1;

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::Open(const std::string& path) {
  Result<Database> database = OpenLedgerFile(path);
  if (!database) return database.error();
  return std::unique_ptr<Ledger>(new Ledger(std::move(*database)));
}

Error Ledger::Failed(const char* what) const {
  return LedgerError(database(), what);
}

sqlite3_stmt* Ledger::Kept(const char* sql) {
  KeptStatement& kept = kept_[sql];
  if (!kept) {
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v3(database(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    kept.reset(prepared);
  }
  return kept.get();
}

Status Ledger::Run(const char* sql) {
  return RunSql(database(), sql);
}

Status Ledger::BeginRun() {
  const std::lock_guard<std::mutex> lock(mutex_);
  sources_ = {};
  const Status begun = Run("BEGIN");
  return begun ? PutBehind() : begun;
}

Status Ledger::PutBehind() {
  const Status behind = Run("UPDATE inputs SET this_run = 0");
  has_earlier_ = sqlite3_changes(database()) > 0;
  return behind;
}

Result<int64_t> Ledger::LastOrdinal() {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement last(Kept("SELECT ifnull(max(ordinal), 0) FROM inputs"));
  const int64_t ordinal = last.Row() ? last.TakeInt() : 0;
  if (!last.ok()) return Failed("read");
  return ordinal;
}

Status Ledger::AddInput(const Found& found, std::optional<int64_t> ordinal, Whose whose) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::string source = sources_.Of(found.file);
  std::string path = found.path;
  if (whose == Whose::kAnotherShards && has_earlier_) {
    // What is known of it stays known.
    Statement known(
        Kept("UPDATE inputs SET this_run = 2, ordinal = ifnull(?, ordinal) WHERE ordinal = "
             "(SELECT ordinal FROM inputs WHERE source = ? AND this_run = 0 LIMIT 1)"));
    if (ordinal) {
      known.Int(*ordinal);
    } else {
      known.Null();
    }
    if (!known.Blob(source).Done()) return Failed("write");
    if (sqlite3_changes(database()) > 0) return Done{};
  }
  if (std::optional<std::string> before = whose == Whose::kMine ? TakeOver(source) : std::nullopt) {
    path = std::move(*before);
  } else if (!found.root.empty() && InUse(path)) {
    path = found.root + "/" + path;
  }
  Statement add(
      Kept("INSERT INTO inputs (ordinal, this_run, file, path, source, root_size, device, "
           "inode, finished, status, error_type, error_message, error_page) "
           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  const bool finished = found.error.has_value();
  if (ordinal) {
    add.Int(*ordinal);
  } else {
    add.Null();
  }
  add.Int(whose == Whose::kMine ? 1 : 2).Blob(found.file).Text(path).Blob(source);
  add.Int(static_cast<int64_t>(found.walked.root_size));
  add.Int(static_cast<int64_t>(found.walked.device)).Int(static_cast<int64_t>(found.walked.inode));
  add.Int(finished ? 1 : 0);
  add.Text(!finished
               ? ""
               : InputStatusName(found.skipped ? InputStatus::kSkipped : InputStatus::kFailed));
  BindError(add, found.error);
  if (!add.Done()) return Failed("write");
  return Done{};
}

std::optional<std::string> Ledger::TakeOver(const std::string& source) {
  if (!has_earlier_) return std::nullopt;
  Statement find(
      Kept("SELECT ordinal, path FROM inputs WHERE source = ? AND this_run = 0 LIMIT 1"));
  if (!find.Blob(source).Row()) return std::nullopt;
  const int64_t ordinal = find.TakeInt();
  std::string path = find.TakeText();
  if (!Statement(Kept("DELETE FROM inputs WHERE ordinal = ?")).Int(ordinal).Done()) {
    return std::nullopt;
  }
  return path;
}

bool Ledger::InUse(const std::string& path) {
  Statement find(Kept("SELECT source, this_run FROM inputs WHERE path = ?"));
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
  Statement earlier(
      Kept("SELECT i.ordinal, i.path, i.source, ifnull(r.record, '') FROM inputs i "
           "LEFT JOIN results r ON r.path = i.path AND i.has_result = 1 "
           "WHERE i.this_run = 0"));
  while (earlier.Row()) {
    const int64_t ordinal = earlier.TakeInt();
    const std::string path = earlier.TakeText(), source = earlier.TakeText();
    const std::string record = RecordOf(path, earlier.TakeText());
    const bool gone = !Exists(source);
    const bool keeps = !record.empty() && Exists(output + "/" + record);
    const bool drop = !keeps && (gone || !record.empty() || walked(source, path));
    Statement change(Kept(drop ? "DELETE FROM inputs WHERE ordinal = ?"
                               : "UPDATE inputs SET gone = ? WHERE ordinal = ?"));
    if (!drop) change.Int(gone ? 1 : 0);
    if (!change.Int(ordinal).Done()) return Failed("write");
  }
  if (!earlier.ok()) return Failed("read");
  return Done{};
}

Result<bool> Ledger::HasMembers(const std::string& source) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(Kept("SELECT 1 FROM inputs WHERE source > ? AND source < ? LIMIT 1"));
  const bool has = find.Blob(source + kInside).Blob(source + kBehindInside).Row();
  if (!find.ok()) return Failed("read");
  return has;
}

Status Ledger::DropMembers(const std::string& output, const std::string& source) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement earlier(
      Kept("SELECT i.ordinal, i.path, ifnull(r.record, '') FROM inputs i "
           "LEFT JOIN results r ON r.path = i.path AND i.has_result = 1 "
           "WHERE i.source > ? AND i.source < ? AND i.this_run = 0"));
  earlier.Blob(source + kInside).Blob(source + kBehindInside);
  while (earlier.Row()) {
    const int64_t ordinal = earlier.TakeInt();
    const std::string path = earlier.TakeText();
    const std::string record = RecordOf(path, earlier.TakeText());
    const bool keeps = !record.empty() && Exists(output + "/" + record);
    Statement change(Kept(keeps ? "UPDATE inputs SET gone = 1 WHERE ordinal = ?"
                                : "DELETE FROM inputs WHERE ordinal = ?"));
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

int64_t Ledger::InputCount(Scope scope) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement count(Kept("SELECT count(*) FROM inputs WHERE this_run = 1 OR ?"));
  return count.Int(scope == Scope::kAll ? 1 : 0).Row() ? count.TakeInt() : 0;
}

int64_t Ledger::OpenCount() {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement count(Kept("SELECT count(*) FROM inputs WHERE this_run = 1 AND finished = 0"));
  return count.Row() ? count.TakeInt() : 0;
}

Result<std::optional<LedgerInput>> Ledger::NextInput(int64_t after) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement next(
      Kept("SELECT ordinal, file, path, root_size, device, inode FROM inputs "
           "WHERE ordinal > ? AND this_run = 1 AND finished = 0 ORDER BY ordinal LIMIT 1"));
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
  Statement other(Kept(sql));
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
  Statement rename(Kept("UPDATE inputs SET path = ? WHERE ordinal = ?"));
  if (!rename.Text(path).Int(ordinal).Done()) return Failed("write");
  return Done{};
}

Status Ledger::Move(const SameContent& from, const std::string& path,
                    const std::vector<std::string>& records, const WrittenRecord& written) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Status begun = Run("BEGIN");
  if (!begun) return begun;
  bool moved = !records.empty();
  for (const char* sql : {"DELETE FROM results WHERE path = ? AND path <> ?",
                          "DELETE FROM parts WHERE path = ? AND path <> ?"}) {
    moved = moved && Statement(Kept(sql)).Text(path).Text(from.path).Done();
  }
  Statement move(
      Kept("UPDATE results SET path = ?, record = ?, record_bytes = ?, record_sha256 = ?, "
           "texts = ? WHERE path = ?"));
  if (moved) {
    move.Text(path).Text(records.front()).Int(static_cast<int64_t>(written.bytes));
    moved = move.Text(written.sha256).Text(written.texts).Text(from.path).Done();
  }
  for (size_t k = 1; k < records.size() && moved; ++k) {
    const WrittenFile& file = written.further[k - 1];
    Statement part(
        Kept("UPDATE parts SET path = ?, record = ?, record_bytes = ?, record_sha256 = ? "
             "WHERE path = ? AND part = ?"));
    part.Text(path).Text(records[k]).Int(static_cast<int64_t>(file.bytes)).Text(file.sha256);
    moved = part.Text(from.path).Int(static_cast<int64_t>(k) + 1).Done();
  }
  Statement drop(Kept("DELETE FROM inputs WHERE path = ? AND this_run = 0"));
  moved = moved && drop.Text(from.path).Done();
  const Error failed = Failed("write");
  const Status ended = Run(moved ? "COMMIT" : "ROLLBACK");
  return moved ? ended : Status(failed);
}

Result<std::optional<EarlierResult>> Ledger::Earlier(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(
      Kept("SELECT sha256, fingerprint, source, record_bytes, record_sha256, texts, status, "
           "error_type, error_message, error_page, " PLANREC_RESULT_COLUMNS
           " FROM results WHERE path = ?"));
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
    if (TakeDetails(find, entry) > 0) entry.further = TakeParts(path, &result->written);
  }
  if (!find.ok()) return Failed("read");
  return result;
}

Result<std::optional<SameContent>> Ledger::SameContentAs(const std::string& sha256,
                                                         int64_t ordinal) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(Kept(
      "SELECT i.path, i.source, ifnull(r.record, '') AS kept, i.this_run, i.gone FROM inputs i "
      "LEFT JOIN results r ON r.path = i.path AND r.sha256 = i.sha256 "
      "WHERE i.sha256 = ? AND i.sha256 <> '' AND (i.this_run = 1 OR kept <> '') AND "
      "(i.this_run < 2 OR i.ordinal < ?) "
      "ORDER BY i.this_run = 0, i.gone, i.ordinal LIMIT 1"));
  std::optional<SameContent> same;
  if (find.Text(sha256).Int(ordinal).Row()) {
    same.emplace();
    same->path = find.TakeText();
    same->source = find.TakeText();
    same->record = RecordOf(same->path, find.TakeText());
    same->this_run = find.TakeInt() != 0;
    same->gone = find.TakeInt() != 0;
  }
  if (!find.ok()) return Failed("read");
  return same;
}

Result<bool> Ledger::HasRecord(const std::string& record) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const char* sql : {"SELECT 1 FROM results WHERE record = ? LIMIT 1",
                          "SELECT 1 FROM parts WHERE record = ? LIMIT 1"}) {
    Statement find(Kept(sql));
    const bool has = find.Text(record).Row();
    if (!find.ok()) return Failed("read");
    if (has) return true;
  }
  return false;
}

Status Ledger::NoteContent(int64_t ordinal, const std::string& sha256) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(Kept("UPDATE inputs SET sha256 = ? WHERE ordinal = ?"));
  if (!note.Text(sha256).Int(ordinal).Done()) return Failed("write");
  return Done{};
}

bool Ledger::PutResult(const InputEntry& entry, const ResultKey& key,
                       const WrittenRecord& written) {
  Statement result(
      Kept("INSERT OR REPLACE INTO results (path, sha256, fingerprint, source, "
           "record_bytes, record_sha256, texts, status, error_type, error_message, "
           "error_page, " PLANREC_RESULT_COLUMNS ") VALUES "
           "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
  result.Text(entry.path).Text(key.sha256).Text(key.fingerprint).Blob(key.source);
  result.Int(static_cast<int64_t>(written.bytes)).Text(written.sha256).Text(written.texts);
  result.Text(InputStatusName(entry.status));
  BindError(result, entry.error);
  const schemas::StageSeconds& stages = entry.stages;
  result.Int(static_cast<int64_t>(entry.bytes)).Text(entry.media_type);
  result.Int(entry.pages).Int(entry.failed_pages).Real(entry.seconds);
  result.Real(stages.hash).Real(stages.open).Real(stages.read).Real(stages.normalise);
  result.Real(stages.extract).Real(stages.write).Int(entry.attempts).Text(entry.record);
  result.Text(entry.no_pdf).Int(static_cast<int64_t>(entry.further.size()));
  BindBrief(result, entry.brief);
  return result.Done() && PutParts(entry, written);
}

bool Ledger::PutEnd(int64_t ordinal, const InputEntry& entry, bool has_result) {
  Statement input(
      Kept("UPDATE inputs SET finished = 1, has_result = ?, resumed = ?, bytes = ?, "
           "status = ?, error_type = ?, error_message = ?, error_page = ?, "
           "duplicate_of = ? WHERE ordinal = ?"));
  input.Int(has_result ? 1 : 0).Int(entry.resumed ? 1 : 0).Int(static_cast<int64_t>(entry.bytes));
  input.Text(InputStatusName(entry.status));
  BindError(input, entry.error);
  return input.Text(entry.duplicate_of).Int(ordinal).Done();
}

Status Ledger::Finish(int64_t ordinal, const InputEntry& entry, const std::optional<ResultKey>& key,
                      const WrittenRecord& written_record) {
  const std::lock_guard<std::mutex> lock(mutex_);
  // What was worked for is on the disk before the next is begun, also after a power cut; the rest
  // (inputs, duplicates) is found anew by the next run and may wait for the system.
  const bool costly = key && !entry.resumed;
  sqlite3_exec(database(), costly ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL",
               nullptr, nullptr, nullptr);
  Status begun = Run("BEGIN");
  if (!begun) return begun;
  const bool written = (!costly || PutResult(entry, *key, written_record)) &&
                       PutEnd(ordinal, entry, key.has_value());
  if (!written) {
    const Error error = Failed("write");
    sqlite3_exec(database(), "ROLLBACK", nullptr, nullptr, nullptr);
    return error;
  }
  const Status committed = Run("COMMIT");
  if (!committed) sqlite3_exec(database(), "ROLLBACK", nullptr, nullptr, nullptr);
  return committed;
}

std::vector<schemas::FurtherPart> Ledger::TakeParts(const std::string& path,
                                                    WrittenRecord* written) {
  Statement find(Kept("SELECT record, record_bytes, record_sha256, " PLANREC_BRIEF_COLUMNS
                      " FROM parts WHERE path = ? ORDER BY part"));
  find.Text(path);
  std::vector<schemas::FurtherPart> parts;
  while (find.Row()) {
    schemas::FurtherPart& part = parts.emplace_back();
    part.record = RecordOf(path, find.TakeText(), static_cast<int>(parts.size()) + 1);
    WrittenFile file;
    file.bytes = static_cast<uint64_t>(find.TakeInt());
    file.sha256 = find.TakeText();
    if (written != nullptr) written->further.push_back(std::move(file));
    TakeBrief(find, part.brief);
  }
  return parts;
}

bool Ledger::PutParts(const InputEntry& entry, const WrittenRecord& written) {
  if (no_parts_ && entry.further.empty()) return true;
  no_parts_ = false;
  if (!Statement(Kept("DELETE FROM parts WHERE path = ?")).Text(entry.path).Done()) return false;
  for (size_t k = 0; k < entry.further.size(); ++k) {
    const WrittenFile file = k < written.further.size() ? written.further[k] : WrittenFile{};
    Statement put(
        Kept("INSERT INTO parts (path, part, record, record_bytes, "
             "record_sha256, " PLANREC_BRIEF_COLUMNS
             ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    put.Text(entry.path).Int(static_cast<int64_t>(k) + 2).Text(entry.further[k].record);
    put.Int(static_cast<int64_t>(file.bytes)).Text(file.sha256);
    BindBrief(put, entry.further[k].brief);
    if (!put.Done()) return false;
  }
  return true;
}

Status Ledger::Close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  // Back to one file without a journal beside it.
  Status status = Run("PRAGMA wal_checkpoint(TRUNCATE)");
  if (status) status = Run("PRAGMA journal_mode=DELETE");
  return status;
}

}  // namespace planrec::batch
