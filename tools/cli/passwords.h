// SPDX-License-Identifier: GPL-3.0-or-later
//
// The passwords of --password-file: one a line, blanks kept, empty lines left out. They go to the
// confined workers and nowhere else: into no record, log, argument or environment.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::cli {

/// Warns on standard error where others than its owner may read the file. kUnreadable with what to
/// do, for a file that can't be read, is none, or has too much in it.
Result<std::vector<std::string>> ReadPasswords(const std::string& file);

}  // namespace planrec::cli
