// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec run` as a function: inputs in, records out. See README for what is written where.
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/recogniser.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/core/limits.h"

namespace planrec::batch {

struct RunOptions {
  std::vector<std::string> inputs;  ///< folders, files, or "-" for a list on standard input
  std::string output;
  int jobs = 0;  ///< 0 = all cores
};

/// Runs to the end and returns the exit code of the command-line contract.
int Run(const RunOptions& options);

/// The body of a worker process (hidden command): serves requests on descriptor 3 until it is
/// closed.
int WorkerMain();

}  // namespace planrec::batch
