// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a document with all its pages to its files: what it amounts to, its record (made in a
// worker, compose.h), the writing.
#pragma once

#include <functional>
#include <string>

#include "pipeline/batch/protocol.h"
#include "pipeline/core/page.h"
#include "pipeline/core/result.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

struct FinishOptions {
  std::string output;  ///< the output folder
  TextForms with;      ///< what else is written beside each record
};

/// Where the record of an input stands, relative to the output folder.
std::string RecordPath(const std::string& path);
/// Where its text in a form stands.
std::string TextPath(const std::string& path, const TextFormKind& kind);

/// Makes the record of a document.
using Composer = std::function<Result<Composed>(const Document&)>;

/// Writes the record (and what goes beside it) and fills `entry`: status, error, pages, record,
/// brief and the seconds of its stages. `record_bytes` is the record's size, 0 where none is
/// written: a document of which no page could be read, or which can't be composed, has none. Only
/// failures of the output are errors, and kInterrupted where the composer says so. Thread safe for
/// different paths.
Status FinishDocument(const Document& document, const FinishOptions& options,
                      const Composer& compose, schemas::InputEntry& entry, uint64_t& record_bytes);

}  // namespace planrec::batch
