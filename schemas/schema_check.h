// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form of a record: the compiled-in JSON Schema, applied by valijson. The schema is compiled
// once per process; checks may run in several threads at once.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "schemas/record_json.h"

namespace planrec::schemas {

/// What the schema forbids, innermost values only. Empty = the form is right.
std::vector<Violation> CheckSchema(const nlohmann::json& record);

/// "~" and "/" of a key as JSON Pointer wants them (RFC 6901).
std::string EscapePointer(std::string_view key);

}  // namespace planrec::schemas
