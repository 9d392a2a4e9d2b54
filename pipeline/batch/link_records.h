// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which plan of a batch rests on which: the citations of each record against the heads of all
// others, at the end of a run, when all are known.
//
//   LinkRecords(output, corrected, ledger, {write_record, write_edge});
//
// A citation leads to a document of the batch that has its code, no other date and no other issuer;
// a code alone ("44/KH-UBND" without a date) leads there only with the issuer's full name or a year
// of its own ("42/2022/NĐ-CP"), because every office counts its documents anew each year. Two
// documents that fit equally well are none. Records whose links changed are written again; a run
// over the same inputs gives the same bytes, whatever was linked before. Each record is read once;
// memory grows neither with their number nor with that of the links.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch/corrected.h"
#include "pipeline/batch/ledger.h"
#include "pipeline/core/result.h"
#include "schemas/batch_json.h"
#include "schemas/record_links.h"

namespace planrec::batch {

/// True where `target` may be what the citation names.
bool Leads(const schemas::CitationLink& citation, const LinkTarget& target);

/// A record as it stands now.
struct LinkedRecord {
  std::string record;   ///< relative to the output folder
  std::string json;     ///< empty where it is gone
  bool edited = false;  ///< not as the program wrote it; left as it is
  /// Where it has corrections: the citations of the corrected record.
  std::vector<schemas::CitationLink> corrected_links;
  bool has_corrections = false;
};

/// What is called for each record: `line` by several threads at once, for what takes time and hangs
/// on that record alone; `record` with what it gave, ordered by path and part, and before it `edge`
/// for each of its edges, once per pair, code and role. An error ends the linking.
struct LinkSinks {
  std::function<Result<std::string>(const LinkedRecord&)> line;
  std::function<Status(const LinkedRecord&, std::string_view line)> record;
  std::function<Status(const schemas::GraphEdge&)> edge;
};

/// Sets `resolves_to` in the records below `output`. A document is what its corrected record says.
/// kOutputFailed where a record can't be written.
Status LinkRecords(const std::string& output, const CorrectedRecords& corrected, Ledger& ledger,
                   const LinkSinks& sinks);

}  // namespace planrec::batch
