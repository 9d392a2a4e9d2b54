// SPDX-License-Identifier: GPL-3.0-or-later
// What the ledger knows of documents that others cite.
#include <utility>

#include "pipeline/batch/ledger.h"
#include "pipeline/batch/ledger_rows.h"

namespace planrec::batch {
namespace {

/// Heads of documents in the order in which TakeHead reads them; `of_r` and `of_p`: the condition
/// on results and on parts.
#define PLANREC_HEADS(of_r, of_p)                                                             \
  "SELECT i.path, r.sha256, r.code, r.issued_on, r.issuer, r.record, 1 FROM results r "       \
  "JOIN inputs i ON r.path = i.path AND " PLANREC_IN_FORCE " WHERE " of_r                     \
  " UNION ALL SELECT i.path, r.sha256, p.code, p.issued_on, p.issuer, p.record, p.part FROM " \
  "parts p JOIN results r ON r.path = p.path JOIN inputs i ON r.path = i.path "               \
  "AND " PLANREC_IN_FORCE " WHERE " of_p

DocumentHead TakeHead(Statement& row) {
  DocumentHead head;
  LinkTarget& target = head.target;
  for (std::string* text : {&target.path, &target.sha256, &target.code, &target.issued_on,
                            &target.issuer, &head.record})
    *text = row.TakeText();
  head.record = RecordOf(target.path, std::move(head.record), static_cast<int>(row.TakeInt()));
  return head;
}

}  // namespace

Result<std::vector<DocumentHead>> Ledger::Heads(const std::string& code,
                                                const std::string& issued_on) {
  const std::lock_guard<std::mutex> lock(mutex_);
  // Every office counts anew each year: of a code alone there may be thousands.
#define PLANREC_MAY_BE(t)                                                              \
  t ".code = ?1 AND " t ".code <> '' AND (substr(?2, 1, length(" t ".issued_on)) = " t \
    ".issued_on OR substr(" t ".issued_on, 1, length(?2)) = ?2)"
  Statement all(Kept(PLANREC_HEADS(PLANREC_MAY_BE("r"), PLANREC_MAY_BE("p"))));
  all.Text(code).Text(issued_on);
  std::vector<DocumentHead> heads;
  while (all.Row()) {
    DocumentHead head = TakeHead(all);
    if (!head.record.empty()) heads.push_back(std::move(head));
  }
  if (!all.ok()) return Failed("read");
  return heads;
}

Result<std::optional<DocumentHead>> Ledger::HeadOf(const std::string& record) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Statement find(Kept(PLANREC_HEADS("r.record = ?1", "p.record = ?1")));
  std::optional<DocumentHead> head;
  if (find.Text(record).Row()) head = TakeHead(find);
  if (!find.ok()) return Failed("read");
  if (head && head->record != record) head.reset();
  return head;
}

}  // namespace planrec::batch
