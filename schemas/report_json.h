// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows that stand in report.html as data for its script (pipeline/report/page/report.js, which
// knows the same order of members). Pure; thread safe.
#pragma once

#include <string>

#include "schemas/batch_json.h"

namespace planrec::schemas {

/// A document of the batch, or an input without one.
struct ReportRow {
  std::string path;      ///< "a/b.pdf", "a/b.pdf#2"
  std::string record;    ///< relative to the output folder; empty = none, as those below
  std::string original;  ///< as a link from the output folder
  std::string pdf;       ///< the searchable copy, relative to the output folder
  std::string note;      ///< what became of it, in both languages
  InputStatus status = InputStatus::kPending;
  bool failed_note = false;  ///< the note is an error's
  bool resumed = false;
  PlanBrief brief;  ///< of the record
  int pages = 0, failed_pages = 0;
  double seconds = 0;
};

/// A JSON array on one line that may stand inside an HTML script element.
std::string ReportRowJson(const ReportRow& row);

}  // namespace planrec::schemas
