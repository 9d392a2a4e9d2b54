// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that a command reads: regular ones, pipes, and "-" for standard input. A pipe into which
// nobody writes is read as empty instead of waited for.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "pipeline/core/result.h"

namespace planrec::cli {

struct CloseInput {
  void operator()(FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using InputFile = std::unique_ptr<FILE, CloseInput>;

/// kNotFound, or kUnreadable: no right to read it, a folder, a device.
Result<InputFile> OpenInput(const std::string& path);

/// All bytes from here to the end.
Result<std::string> ReadAll(FILE* file);

/// The next line without its end; false at the end of the file.
bool ReadLine(FILE* file, std::string& line);

}  // namespace planrec::cli
