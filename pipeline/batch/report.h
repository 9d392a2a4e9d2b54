// SPDX-License-Identifier: GPL-3.0-or-later
//
// OUT/report.html: the batch at a glance for a person, in Vietnamese and English. One file without
// links to elsewhere, so it opens offline; sorting and filtering are a few lines of script inside,
// and everything is readable without them.
//
// Failed and partial inputs come first, then the others in input order, as long as the rows fit
// into kReportBytes; what is left out is counted and stands in batch.json.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "pipeline/batch/corrected.h"
#include "pipeline/batch/ledger.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

inline constexpr size_t kReportBytes = size_t{1900} << 10;

/// Writes the report (atomically). kOutputFailed as all writing.
Status WriteReport(const std::string& path, const schemas::BatchSummary& summary,
                   const CorrectedRecords& corrected, Ledger& ledger,
                   size_t most_bytes = kReportBytes);

/// A relative path as a URL: all bytes but letters, digits, "-._~/" are percent-encoded.
std::string EscapeUrl(std::string_view path);

}  // namespace planrec::batch
