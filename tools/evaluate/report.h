// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures as a table for people or as JSON for programs. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "tools/evaluate/counts.h"

namespace planrec::evaluate {

struct DocumentCounts {
  std::string gold, pred;  ///< paths; `pred` empty where there is none
  Counts counts;
};

std::string ReportTable(const Counts& counts, const std::string& title);

/// {"documents", "missing": [gold without prediction], "metrics", "each": [...] with `each`}
std::string ReportJson(const Counts& total, const std::vector<DocumentCounts>& documents,
                       bool each);

}  // namespace planrec::evaluate
