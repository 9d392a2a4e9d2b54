// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ordinals of recognised tables: a damaged one ("H" for "II", "l" for "1") is read as the one that
// must come next, where its characters allow it. Quarters of a column ("Quý 1/2024" among Roman
// numerals) likewise. Pure function; thread safe. When unsure nothing
// changes.
#pragma once

#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

/// Mends the ordinal column of a table and lists what it changed.
void MendOrdinals(Table& table, std::vector<Repair>& repairs);

/// "Quý 1" is "Quý I" where the column has Roman numerals and no other Arabic ones.
void MendQuarters(Table& table, std::vector<Repair>& repairs);

}  // namespace planrec::extract
