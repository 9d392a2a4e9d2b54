// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a document with all its pages to its files: what it amounts to, its record (made in a
// worker, compose.h), the writing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/batch/ledger.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/core/result.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

struct FinishOptions {
  std::string output;  ///< the output folder
  TextForms with;      ///< what else is written beside each record
};

/// The texts beside a record, as WrittenRecord::texts names them.
std::string TextDigests(const std::map<TextForm, std::string>& digests);

/// Where the record of an input stands, relative to the output folder.
std::string RecordPath(const std::string& path);
/// Where its text in a form stands.
std::string TextPath(const std::string& path, const TextFormKind& kind);

/// A document's record, and what was found by looking at it.
struct CheckedRecord {
  Composed composed;
  Verdict verdict;
};

/// Makes the record of a document and has it checked.
using Composer = std::function<Result<CheckedRecord>()>;

/// Writes the record (and what goes beside it) and fills `entry`: status, error, pages, record,
/// brief and the seconds of its stages. `written` is the record as written, all zero where none is:
/// a document of which no page could be read, or which can't be composed, has none. Only failures
/// of the output are errors, and kInterrupted where the composer says so. Thread safe for different
/// paths.
Status FinishDocument(const std::vector<wire::PageFacts>& pages, const FinishOptions& options,
                      const Composer& compose, schemas::InputEntry& entry, WrittenRecord& written);

}  // namespace planrec::batch
