// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which plan of a batch rests on which: the citations of each record against the heads of all
// others, at the end of a run, when all are known.
//
//   Result<std::vector<schemas::GraphEdge>> graph = LinkRecords(output, ledger);
//
// A citation leads to a document of the batch that has its code, no other date and no other issuer;
// a code alone ("44/KH-UBND" without a date) leads there only with the issuer's full name or a year
// of its own ("42/2022/NĐ-CP"), because every office counts its documents anew each year. Two
// documents that fit equally well are none. Records whose links changed are written again; a run
// over the same inputs gives the same bytes, whatever was linked before.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch/corrected.h"
#include "pipeline/batch/ledger.h"
#include "pipeline/core/result.h"
#include "schemas/batch_json.h"
#include "schemas/record_links.h"

namespace planrec::batch {

/// A document of the batch as its head names it.
struct LinkTarget {
  std::string path, sha256, code, issued_on, issuer;
};

/// True where `target` may be what the citation names.
bool Leads(const schemas::CitationLink& citation, const LinkTarget& target);

struct Linked {
  std::vector<schemas::GraphEdge> edges;  ///< in input order, once per pair, code and role
  /// Of records with corrections, by record: the citations of the corrected one.
  std::map<std::string, std::vector<schemas::CitationLink>> corrected;
  std::set<std::string>
      edited;  ///< records that are not as the program wrote them; left as they are
};

/// Sets `resolves_to` in the records below `output`. A document is what its corrected record says.
/// kOutputFailed where a record can't be written.
Result<Linked> LinkRecords(const std::string& output, const CorrectedRecords& corrected,
                           Ledger& ledger);

}  // namespace planrec::batch
