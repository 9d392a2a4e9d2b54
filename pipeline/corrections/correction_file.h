// SPDX-License-Identifier: GPL-3.0-or-later
//
// The file of a record's corrections as JSON: the only code that knows its keys. Pure functions;
// thread safe.
#pragma once

#include "pipeline/corrections/corrections.h"
#include "schemas/json_access.h"

namespace planrec::corrections {

/// kCorrupt with the place where the text is no such file.
Result<State> ParseState(std::string_view json);

std::string WriteState(const State& state);

/// A place as records write it; page 0 where the JSON is none, null for that.
Where ReadWhere(const schemas::Json& json);
schemas::Json WriteWhere(const Where& where);

}  // namespace planrec::corrections
