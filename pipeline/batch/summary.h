// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run writes at its end, out of the ledger and ordered by path: records.jsonl, batch.json,
// report.html, each of all that stands in the output folder. Memory does not grow with the number
// of inputs.
#pragma once

#include <string>
#include <vector>

#include "pipeline/batch/corrected.h"
#include "pipeline/batch/ledger.h"
#include "pipeline/batch/link_records.h"
#include "pipeline/batch/run.h"
#include "pipeline/batch/spool.h"
#include "pipeline/files/atomic_file.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

Result<schemas::BatchTotals> CountTotals(Ledger& ledger, Scope scope = Scope::kAll);

/// OUT/batch.json. `graph`: its edges as BatchEdge gives them.
Status WriteBatch(const std::string& output, const schemas::BatchSummary& summary, Spool& graph,
                  const CorrectedRecords& corrected, Ledger& ledger);

/// OUT/records.jsonl: the records with their corrections, one a line. Without Commit nothing is
/// changed.
class RecordLines {
 public:
  Status Open(const std::string& output);
  Status Add(const LinkedRecord& record, const CorrectedRecords& corrected);
  Status Commit() { return file_.Commit(); }

 private:
  AtomicFile file_;
};

/// As they stand in versions: "…" or "not used".
struct ModelVersions {
  std::string recognition, repair;
};

/// "sqlite 3.40.1, nettle 3.8, libseccomp 2.5.4, libqpdf 11.3.0": what this room is linked with.
std::string LibraryVersions();

/// The options of a run and the versions of what it runs with, named as batch.json shows them.
void Describe(const RunOptions& options, int jobs, const ModelVersions& models,
              schemas::BatchSummary& summary);

/// Everything but the input that a record depends on, a "name: value" a line: options that change
/// what is read, models, versions. Its digest is the fingerprint of a result.
std::string ResultBasis(const RunOptions& options, const ModelVersions& models);

/// The names of the lines that are not the same in both.
std::vector<std::string> BasisChanges(const std::string& before, const std::string& now);

/// Limits that a result depends on only where it failed by one: the end of its fingerprint then.
std::string MachineLimits(const RunOptions& options, int jobs);

}  // namespace planrec::batch
