// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a journal (journal.h) as what they say, parsed ahead on all cores.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "pipeline/core/result.h"
#include "schemas/journal_json.h"

namespace planrec::batch {

/// Where a line stands in its journal; `end` is behind its line break.
struct LinePlace {
  uint64_t begin = 0, end = 0;
};

/// Calls `use` in the file's order with each line that `wanted` takes and that is one of a journal;
/// both in the caller's thread. Memory does not grow with the journal. Errors as of
/// ForEachJournalLine, and what `use` returns.
Status ForEachParsedLine(
    const std::string& path, const std::function<bool(const LinePlace&)>& wanted,
    const std::function<Status(const schemas::JournalLine& line, const LinePlace&)>& use);

}  // namespace planrec::batch
