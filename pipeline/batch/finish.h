// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a document with all its pages to its files: extract, check, write.
#pragma once

#include <string>

#include "pipeline/core/page.h"
#include "pipeline/core/result.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

struct FinishOptions {
  std::string output;  ///< the output folder
  bool with_text = false;
};

/// Where the record of an input stands, relative to the output folder.
std::string RecordPath(const std::string& path);
/// Where its text stands.
std::string TextPath(const std::string& path);

/// Writes the record (and the text) and fills `entry`: status, error, pages, record, brief and the
/// seconds of its stages. `record_bytes` is the record's size, 0 where none is written: a document
/// of which no page could be read has none. Only failures of the output are errors. Thread safe for
/// different paths.
Status FinishDocument(Document document, const FinishOptions& options, schemas::InputEntry& entry,
                      uint64_t& record_bytes);

}  // namespace planrec::batch
