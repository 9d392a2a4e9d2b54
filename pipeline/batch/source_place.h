// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the original of a record lies, as the run that read it noted in OUT/ledger.sqlite.
//
//   Result<std::string> file = SourcePlace("out", "a/b.pdf");   // "/home/lan/plans/a/b.pdf"
//
// Opens the ledger for reading only. kNotFound where it knows none of that path, kUnreadable where
// it can't be read: a run has it, or there is none. Thread safe.
#pragma once

#include <string>

#include "pipeline/core/result.h"

namespace planrec::batch {

Result<std::string> SourcePlace(const std::string& output, const std::string& path);

}  // namespace planrec::batch
