// SPDX-License-Identifier: GPL-3.0-or-later
//
// What persons did to the records of an output folder: corrections (pipeline/corrections), which
// all outputs have laid over the records, and records that were edited by hand, which are kept.
//
//   const CorrectedRecords corrected = CorrectedRecords::Collect("out");
//   corrected.Shown(entry);              // its brief is that of the corrected record
//   corrected.Text(entry.record, json);  // the record with what was corrected
//
// Reads all files of corrections once; memory grows with their number, not with that of records.
// Const access is thread safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch/ledger.h"
#include "pipeline/corrections/corrections.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

class CorrectedRecords {
 public:
  static CorrectedRecords Collect(const std::string& output);

  /// The entry as outputs show it.
  schemas::InputEntry Shown(const schemas::InputEntry& entry) const;
  /// The record with its corrections; as it is where it has none.
  std::string Text(const std::string& record, std::string json) const;
  bool Has(const std::string& record) const { return of_.contains(record); }
  /// Of the corrected record; null where no correction is in effect.
  const schemas::PlanBrief* Brief(const std::string& record) const;
  /// Corrected records of documents that have this code by now.
  std::vector<std::string> RecordsWithCode(const std::string& code) const;

  /// Lines for a person: corrections that no longer fit, that have no record, that can't be read.
  std::vector<std::string> Messages() const;

 private:
  struct OfRecord {
    std::vector<corrections::Correction> corrections;
    schemas::CorrectionSummary summary;
    schemas::PlanBrief brief;
  };

  std::string output_;
  bool has_edited_ = false, has_copies_ = false;     ///< folders `edited` and `pdf` are there
  std::map<std::string, OfRecord> of_;               ///< by record
  std::multimap<std::string, std::string> by_code_;  ///< records
  std::vector<std::string> lost_, unreadable_;
};

/// The files of corrections of a file's records, in order, as far as there are any; `most` records.
std::vector<std::string> CorrectionFiles(const std::string& output, const std::string& path,
                                         size_t most);
/// Tells them from others; empty where there are none.
std::string CorrectionsMark(const std::vector<std::string>& files);

/// Where a record goes that was edited by hand, relative to the output folder: the first free name
/// below edited/.
std::string PlaceForEdited(const std::string& output, const std::string& record);
/// The first of those that are there; empty where there is none.
std::string EditedCopy(const std::string& output, const std::string& record);

/// Sets an edited record aside, where one stands there.
Status KeepEdited(const std::string& output, const std::string& record);

/// True where a record that was set aside says what the one that was made anew says: a run that was
/// killed between the record and the ledger left it, nobody edited it. It goes then.
bool WasNotEdited(const std::string& output, const std::string& record);

}  // namespace planrec::batch
