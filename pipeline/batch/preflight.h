// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is looked at before a run touches anything: a slip of the pen in a path must cost nothing.
#pragma once

#include <string>
#include <vector>

#include "pipeline/batch/run.h"
#include "pipeline/core/result.h"

namespace planrec::batch {

struct MissingInput {
  std::string path;  ///< as given
  Error error;
};

/// Empty where anything is there to be read; else what is wrong with each input given. `list`: what
/// standard input says, for an input "-".
std::vector<MissingInput> NothingToRead(const RunOptions& options, const std::string& list);

}  // namespace planrec::batch
