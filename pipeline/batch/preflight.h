// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is looked at before a run touches anything: a slip of the pen in a path must cost nothing.
#pragma once

#include <string>
#include <vector>

#include "pipeline/batch/run.h"
#include "pipeline/batch/worker_process.h"
#include "pipeline/core/result.h"

namespace planrec::batch {

struct MissingInput {
  std::string path;  ///< as given
  Error error;
};

/// Empty where anything is there to be read; else what is wrong with each input given. `list`: what
/// standard input says, for an input "-".
std::vector<MissingInput> NothingToRead(const RunOptions& options, const std::string& list);

/// Starts a worker and looks at what confines it; an error where the machine refuses a layer.
Status CheckSandbox(const WorkerSettings& settings);

}  // namespace planrec::batch
