// SPDX-License-Identifier: GPL-3.0-or-later
//
// The records of an output folder with their corrections, one at a time, ordered by the bytes of
// their paths. Records that can't be read are named and left out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "pipeline/export/tables.h"

namespace planrec::exports {

struct Collected {
  int64_t records = 0;
  int64_t conflicts = 0;              ///< corrections that no longer fit
  std::vector<std::string> left_out;  ///< "records/a.pdf.plan.json: why"
};

/// `use` gets each record and its JSON on one line. kNotFound where the folder has no records.
/// `whole`: sections and tables too, which no table of an export shows; without it they are passed
/// over, which is faster.
Result<Collected> ForEachRecord(
    const std::string& output, bool whole,
    const std::function<Status(const Source& source, const std::string& json)>& use);

}  // namespace planrec::exports
