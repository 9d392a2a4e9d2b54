// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is noted beside results: records written again, what a fingerprint stands for.
#include "pipeline/batch/ledger.h"
#include "pipeline/batch/ledger_rows.h"

namespace planrec::batch {

Status Ledger::NoteRecord(const std::string& path, int part, const WrittenFile& written) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(Kept(part == 1
                          ? "UPDATE results SET record_bytes = ?, record_sha256 = ? WHERE path = ? "
                            "AND 1 = ?"
                          : "UPDATE parts SET record_bytes = ?, record_sha256 = ? WHERE path = ? "
                            "AND part = ?"));
  note.Int(static_cast<int64_t>(written.bytes)).Text(written.sha256).Text(path).Int(part);
  if (!note.Done()) return Failed("write");
  return Done{};
}

Status Ledger::BeginNotes() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Run("BEGIN");
}

Status Ledger::EndNotes() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Run("COMMIT");
}

Status Ledger::NoteBasis(const std::string& fingerprint, const std::string& basis) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement note(Kept("INSERT OR IGNORE INTO fingerprints VALUES (?, ?)"));
  if (!note.Text(fingerprint).Text(basis).Done()) return Failed("write");
  return Done{};
}

Result<std::string> Ledger::Basis(const std::string& fingerprint) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(Kept("SELECT basis FROM fingerprints WHERE fingerprint = ?"));
  std::string basis;
  if (find.Text(fingerprint).Row()) basis = find.TakeText();
  if (!find.ok()) return Failed("read");
  return basis;
}

}  // namespace planrec::batch
