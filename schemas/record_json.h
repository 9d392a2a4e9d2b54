// SPDX-License-Identifier: GPL-3.0-or-later
//
// The record as JSON, by the tables of its fields (pipeline/core/record.h). Writing is
// deterministic: fixed key order, two spaces of indentation, UTF-8, numbers in their shortest form.
// All functions are thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/record.h"
#include "pipeline/core/result.h"

namespace planrec::schemas {

inline constexpr std::string_view kSchemaVersion = "1.0";

/// The record as a JSON document; `compact` gives one line (for records.jsonl).
std::string WriteRecord(const PlanRecord& record, bool compact = false);

/// Reads a record, or a hand-made gold record (which leaves out ids, `where` and `confidence`,
/// gives `path` instead of `node`, and tables by index): ids are then assigned and paths resolved
/// to them. kCorrupt where the text is no JSON object of this kind.
Result<PlanRecord> ReadRecord(std::string_view json);

/// The JSON Schema (draft 7) as text.
std::string_view SchemaText();

struct Violation {
  std::string pointer;  ///< JSON Pointer of the offending value
  std::string message;
};

/// Checks against the schema, then against the rules that a schema can't say (unique ids,
/// references that lead somewhere, pages in range, dates that exist, spans that fit). Empty =
/// valid.
std::vector<Violation> ValidateRecord(std::string_view json);

/// "nlohmann-json 3.11.2, valijson 0.7"
std::string LibraryVersions();

}  // namespace planrec::schemas
