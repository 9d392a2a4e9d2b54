// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ordinals of recognised tables: a damaged one ("H" for "II", "l" for "1") is read as the one that
// must come next, where its characters allow it. Pure function; thread safe. When unsure nothing
// changes.
#pragma once

#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

/// Mends the ordinal column of a table and lists what it changed.
void MendOrdinals(Table& table, std::vector<Repair>& repairs);

}  // namespace planrec::extract
