// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run writes at its end, out of the ledger and in input order: records.jsonl, batch.json,
// report.html. Memory does not grow with the number of inputs.
#pragma once

#include <string>

#include "pipeline/batch/ledger.h"
#include "pipeline/batch/run.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

Result<schemas::BatchTotals> CountTotals(Ledger& ledger);

/// OUT/batch.json.
Status WriteBatch(const std::string& output, const schemas::BatchSummary& summary, Ledger& ledger);

/// OUT/records.jsonl: the records' files, one a line.
Status WriteRecordLines(const std::string& output, Ledger& ledger);

/// The options of a run and the versions of what it runs with, named as batch.json shows them.
void Describe(const RunOptions& options, int jobs, const std::string& model,
              schemas::BatchSummary& summary);

/// Digest of everything but the input that a record depends on: options that change what is read,
/// models, versions.
std::string Fingerprint(const RunOptions& options, const std::string& model);

}  // namespace planrec::batch
