// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec review OUT` and `planrec serve OUT`: the records of an output folder over HTTP, on the
// loopback address, for who knows the token.
//
//   ServeOptions options;
//   options.output = "out";
//   int exit_code = Serve(options);                    // until SIGINT or SIGTERM
//
// Prints its address on standard output, messages on standard error. The exit code is the
// command-line contract's (pipeline/batch/run.h). Called once at a time in a process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/core/limits.h"

namespace planrec::serve {

struct ServeOptions {
  std::string output;
  std::string originals;   ///< folder that the paths of records are below; empty = as runs noted
  int port = 0;            ///< 0 = any that is free
  bool page = true;        ///< with the page for persons
  std::string token_file;  ///< written for programs, readable by the user only; empty = none
  Limits limits;
  uint64_t max_upload = uint64_t{256} << 20;
  bool require_sandbox = false;
  std::vector<std::string> passwords = {};  ///< tried on locked originals
};

int Serve(const ServeOptions& options);

}  // namespace planrec::serve
