// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the ledger's tables as values and back: the columns, in the order in which they are taken
// and bound. For the ledger's own sources only.
#pragma once

#include <optional>
#include <string>

#include "pipeline/batch/ledger.h"
#include "pipeline/batch/sqlite.h"

namespace planrec::batch {

/// The columns of a result behind its key, in the order in which TakeEntry reads them.
#define PLANREC_RESULT_COLUMNS                                                                  \
  "bytes, media_type, pages, failed_pages, seconds, seconds_hash, seconds_open, seconds_read, " \
  "seconds_normalise, seconds_extract, seconds_write, attempts, record, no_pdf, parts, code, "  \
  "issued_on, issuer, title, sections, targets, tasks, review, warnings, words, lost_words, "   \
  "unreadable_pages, quality, figures"

#define PLANREC_RESULT_COLUMNS_OF_R                                                              \
  "r.bytes, r.media_type, r.pages, r.failed_pages, r.seconds, r.seconds_hash, r.seconds_open, "  \
  "r.seconds_read, r.seconds_normalise, r.seconds_extract, r.seconds_write, r.attempts, "        \
  "r.record, r.no_pdf, r.parts, r.code, r.issued_on, r.issuer, r.title, r.sections, r.targets, " \
  "r.tasks, "                                                                                    \
  "r.review, r.warnings, r.words, r.lost_words, r.unreadable_pages, r.quality, r.figures"

/// Of a further document: its brief's columns, in the order in which TakeBrief reads them.
#define PLANREC_BRIEF_COLUMNS                                                           \
  "code, issued_on, issuer, title, sections, targets, tasks, review, warnings, words, " \
  "lost_words, unreadable_pages, quality, figures"

/// Which result is that of an input.
#define PLANREC_IN_FORCE \
  "(i.has_result = 1 OR (i.finished = 0 AND r.source = i.source AND r.record <> ''))"

std::optional<Error> TakeError(Statement& row);
void BindError(Statement& statement, const std::optional<Error>& error);

/// The record that a row names, where that is the place at which this program would have written
/// it; "" else: what a ledger from elsewhere says leads nowhere outside the output folder.
std::string RecordOf(const std::string& path, std::string named, int part = 1);

void TakeBrief(Statement& row, schemas::PlanBrief& brief);
void BindBrief(Statement& row, const schemas::PlanBrief& brief);

/// `entry` knows its path. The number of its further documents, too.
int TakeDetails(Statement& row, schemas::InputEntry& entry);

}  // namespace planrec::batch
