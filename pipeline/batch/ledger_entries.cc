// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inputs with their results, as outputs list them.
#include "pipeline/batch/ledger.h"
#include "pipeline/batch/ledger_rows.h"

namespace planrec::batch {

using schemas::InputEntry;
using schemas::InputStatus;

Status Ledger::ForEach(const std::function<Status(const InputEntry&)>& use, Scope scope) {
  return ForEachEntry([&use](const ListedEntry& listed) { return use(listed.entry); }, scope);
}

Status Ledger::ForEachListed(const std::function<Status(const InputEntry&, bool this_run)>& use) {
  return ForEachEntry(
      [&use](const ListedEntry& listed) { return use(listed.entry, listed.this_run); },
      Scope::kAll);
}

Status Ledger::ForEachWritten(
    const std::function<Status(const InputEntry&, const WrittenRecord&)>& use, Scope scope) {
  return ForEachEntry(
      [&use](const ListedEntry& listed) { return use(listed.entry, listed.written); }, scope);
}

Status Ledger::ForEachEntry(const std::function<Status(const ListedEntry&)>& use, Scope scope) {
  // A part at a time, so that `use` may ask the ledger and memory does not grow.
  std::string path;
  int64_t ordinal = -1;
  for (;;) {
    std::vector<ListedEntry> entries;
    const Status read = ReadEntries(path, ordinal, scope, entries);
    if (!read || entries.empty()) return read;
    for (const ListedEntry& listed : entries) {
      if (const Status used = use(listed); !used) return used;
    }
    path = entries.back().listed_path;
    ordinal = entries.back().ordinal;
  }
}

Status Ledger::ReadEntries(const std::string& path, int64_t ordinal, Scope scope,
                           std::vector<ListedEntry>& entries) {
  const std::lock_guard<std::mutex> lock(mutex_);
  // An input that was not reached has the result of the same file, where an earlier run made one.
  Statement all(Kept(
      "SELECT i.ordinal, i.path, i.finished, i.resumed, i.this_run, i.gone, i.sha256, "
      "i.status, i.error_type, i.error_message, i.error_page, i.duplicate_of, i.bytes, i.source, "
      "r.path IS NOT NULL, r.sha256, r.status, r.error_type, r.error_message, "
      "r.error_page, r.record_bytes, r.record_sha256, " PLANREC_RESULT_COLUMNS_OF_R
      " FROM inputs i LEFT JOIN results r ON r.path = i.path AND " PLANREC_IN_FORCE
      " WHERE (i.this_run = 1 OR ?1) AND (i.path, i.ordinal) > (?2, ?3) "
      "ORDER BY i.path, i.ordinal LIMIT 256"));
  all.Int(scope == Scope::kAll ? 1 : 0).Text(path).Int(ordinal);
  while (all.Row()) {
    ListedEntry& listed = entries.emplace_back();
    InputEntry& entry = listed.entry;
    listed.ordinal = all.TakeInt();
    listed.listed_path = entry.path = all.TakeText();
    const bool finished = all.TakeInt() != 0;
    entry.resumed = all.TakeInt() != 0;
    const int64_t of_run = all.TakeInt();
    listed.this_run = of_run == 1;
    entry.resumed |= of_run == 0;
    entry.orphan = all.TakeInt() != 0;
    entry.sha256 = all.TakeText();
    entry.status = schemas::ParseInputStatus(all.TakeText()).value_or(InputStatus::kFailed);
    entry.error = TakeError(all);
    entry.duplicate_of = all.TakeText();
    entry.bytes = static_cast<uint64_t>(all.TakeInt());
    entry.original = all.TakeText();
    const bool has_result = all.TakeInt() != 0;
    if (has_result && !finished) {
      entry.sha256 = all.TakeText();
      entry.status = schemas::ParseInputStatus(all.TakeText()).value_or(InputStatus::kFailed);
      entry.error = TakeError(all);
      entry.resumed = true;
    } else {
      all.Skip(5);
    }
    listed.written.bytes = static_cast<uint64_t>(all.TakeInt());
    listed.written.sha256 = all.TakeText();
    if (has_result && TakeDetails(all, entry) > 0)
      entry.further = TakeParts(entry.path, &listed.written);
    if (!has_result && !finished) entry.status = InputStatus::kPending;
  }
  if (!all.ok()) return Failed("read");
  return Done{};
}

}  // namespace planrec::batch
