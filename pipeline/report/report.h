// SPDX-License-Identifier: GPL-3.0-or-later
//
// OUT/report.html: the batch at a glance for a person, in Vietnamese and English. One file without
// links to elsewhere, so it opens offline.
//
//   Status written = WriteReport("out/report.html", {summary, "3 min 20 s", for_each});
//
// First what wants a look: failed and partial inputs, then records that are doubtful, then the
// others, each in input order. The first kStaticRows stand there as they are; a script makes of the
// data of up to kMostRows a list that is sorted, filtered and searched (page/report.js). What is
// left out is counted and stands in batch.json. Charts are of all.
//
// Not thread safe for one path. Failures are kOutputFailed.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "pipeline/core/result.h"
#include "schemas/batch_json.h"

namespace planrec::report {

inline constexpr size_t kStaticRows = 100;
/// Chromium shows a page with as many in under a second (tests/browser/report.sh).
inline constexpr size_t kMostRows = 100'000;

using UseEntry = std::function<Status(const schemas::InputEntry&)>;

struct ReportSource {
  const schemas::BatchSummary& summary;
  std::string duration;  ///< of the run, for a person
  /// Gives all inputs in order, as outputs show them.
  std::function<Status(const UseEntry&)> for_each;
};

/// Writes the report (atomically).
Status WriteReport(const std::string& path, const ReportSource& source,
                   size_t most_rows = kMostRows);

/// A relative path as a URL: all bytes but letters, digits, "-._~/" are percent-encoded.
std::string EscapeUrl(std::string_view path);

}  // namespace planrec::report
