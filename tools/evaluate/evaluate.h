// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec evaluate`: predicted records against gold records.
#pragma once

#include <string>

#include "pipeline/core/record.h"

namespace planrec::evaluate {

struct Options {
  std::string gold, pred;  ///< files, or folders paired by relative path
  bool json = false;
};

/// Prints the table (or JSON) to standard output; returns an exit code.
int Run(const Options& options);

}  // namespace planrec::evaluate
