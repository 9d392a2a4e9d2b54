// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bodies of the small commands. Each prints results to standard output, messages to standard
// error, and returns an exit code of the command-line contract.
#pragma once

#include <string>
#include <vector>

#include "normalizers/repair/repair.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/export/export.h"

namespace planrec::cli {

struct RepairCommandOptions {
  std::string file;  ///< empty or "-" = standard input
  normalize::RepairMode mode = normalize::RepairMode::kGate;
  bool json = false;
};

struct TextOptions {
  batch::TextForm form = batch::TextForm::kPlain;
  bool repair = true;
  std::string file;
  acquire::ReadOptions read;
  acquire::RecogniserOptions recogniser;
  std::vector<std::string> passwords;
  bool require_sandbox = false;
};

/// `planrec text`: the text of one document in reading order, pages separated by a form feed.
int Text(const TextOptions& options);

/// `planrec repair`.
int Repair(const RepairCommandOptions& options);

/// `planrec validate`: violations as "FILE: POINTER: message".
int Validate(const std::vector<std::string>& files);

/// `planrec export`.
int ExportTables(const exports::ExportOptions& options);

/// `planrec schema`.
int Schema();

/// `planrec --version`.
std::string VersionText();

}  // namespace planrec::cli
