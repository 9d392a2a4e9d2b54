// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bodies of the small commands. Each prints results to standard output, messages to standard
// error, and returns an exit code of the command-line contract.
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/recogniser.h"
#include "pipeline/acquire/source_reader.h"

namespace planrec::cli {

enum class TextFormat { kText, kHocr, kAlto };

struct TextOptions {
  TextFormat format = TextFormat::kText;
  std::string file;
  acquire::ReadOptions read;
  acquire::RecogniserOptions recogniser;
};

/// `planrec text`: the text of one document in reading order, pages separated by a form feed.
int Text(const TextOptions& options);

/// `planrec validate`: violations as "FILE: POINTER: message".
int Validate(const std::vector<std::string>& files);

/// `planrec schema`.
int Schema();

/// `planrec --version`.
std::string VersionText();

}  // namespace planrec::cli
