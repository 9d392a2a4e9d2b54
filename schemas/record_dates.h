// SPDX-License-Identifier: GPL-3.0-or-later
//
// The record's dates: ISO 8601 in reduced precision ("2024", "2024-03", "2024-03-22"), already in
// that form. Pure functions.
#pragma once

#include <string_view>

namespace planrec::schemas {

/// False for a day that its month does not have ("2023-02-29").
bool DateExists(std::string_view date);

/// True unless `from` begins after `to` has ended: "2024-06" is not after "2024".
bool DateNotAfter(std::string_view from, std::string_view to);

}  // namespace planrec::schemas
