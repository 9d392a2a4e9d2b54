// SPDX-License-Identifier: GPL-3.0-or-later
//
// What corrections mean for the words that are printed on the pages: a date that became another is
// three numbers there, a number may have its dots.
//
//   for (const PrintedChange& change : PrintedChanges(record_json, state.corrections)) …
//
// Only of values that are in effect and stand at a place of the page. Pure; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/corrections/corrections.h"

namespace planrec::corrections {

struct PrintedChange {
  Where where;  ///< with page and bbox
  /// What may be printed there, and what it is to be: the first that is found counts.
  std::vector<std::pair<std::string, std::string>> forms;
};

/// `record_json`: as the program made it.
std::vector<PrintedChange> PrintedChanges(std::string_view record_json,
                                          const std::vector<Correction>& corrections);

}  // namespace planrec::corrections
