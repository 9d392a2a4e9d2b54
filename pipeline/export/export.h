// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec export`: the collection of an output folder as tables, a calendar, a list or a package.
//
//   ExportOptions options{.input = "out", .format = "xlsx", .output = "plans.xlsx"};
//   Result<Exported> exported = Export(options);
//
// Failures: kNotFound (no records), kOutputFailed, kUnsupportedType (a format or table that is
// none).
#pragma once

#include <string>
#include <vector>

#include "pipeline/export/collection.h"

namespace planrec::exports {

struct ExportOptions {
  std::string input;   ///< an output folder of `planrec run`
  std::string format;  ///< csv, xlsx, jsonl, sqlite, ics, inventory, bagit
  std::string output;  ///< empty: DefaultOutput()
  std::string table;   ///< csv of one table only
  bool plain = false;  ///< csv: texts as they are, also where a spreadsheet sees a formula
};

struct Exported {
  Collected collected;
  std::string output;
};

/// The formats, and what each is.
struct Format {
  const char *name, *default_name, *help;
};
const std::vector<Format>& Formats();

/// OUT/exports/planrec.xlsx and so on.
std::string DefaultOutput(const ExportOptions& options);

Result<Exported> Export(const ExportOptions& options);

}  // namespace planrec::exports
