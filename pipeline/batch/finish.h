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
/// A searchable copy's digest with the corrections that it holds (CorrectionsMark).
std::string CopyDigest(const std::string& sha256, const std::string& corrections);

/// Where the record of an input stands, relative to the output folder: of its first document, or of
/// a further one ("records/a.pdf#2.plan.json").
std::string RecordPath(const std::string& path, int part = 1);
/// Where its text in a form stands.
/// "converted/a.docx.pdf": the PDF of an office document.
std::string ConvertedPath(const std::string& path);
/// Writes it there.
Status KeepConverted(int pdf, const std::string& output, const std::string& path);

std::string TextPath(const std::string& path, const TextFormKind& kind);

/// Where its searchable copy stands.
std::string CopyPath(const std::string& path);

/// A file's record, or records, and what was found by looking at each.
struct CheckedRecord {
  Composed composed;
  std::vector<Verdict> verdicts;  ///< of composed.json, then of composed.further
  std::string corrections = {};   ///< CorrectionsMark of those that the searchable copy holds
};

/// The input as the record of one of its documents names it: "a.pdf", "a.pdf#2".
SourceFile SourceOfPart(const SourceFile& source, int part);

/// Makes the record of a document and has it checked.
using Composer = std::function<Result<CheckedRecord>()>;

/// Writes the records (and what goes beside the first) and fills `entry`: status, error, pages,
/// records, briefs and the seconds of its stages. Pages that can't be trusted make it partial.
/// `written` is the record as written, all zero where none is: a document of which no page could be
/// read, or which can't be composed, has none. Only failures of the output are errors, and
/// kInterrupted where the composer says so. Thread safe for different paths.
Status FinishDocument(const std::vector<wire::PageFacts>& pages, const FinishOptions& options,
                      const Composer& compose, schemas::InputEntry& entry, WrittenRecord& written);

}  // namespace planrec::batch
