// SPDX-License-Identifier: GPL-3.0-or-later
//
// The order in which people number files: "trang 2.jpg" before "trang 10.jpg", "1.jpg" before
// "02.jpg", "Scan.png" before "Scan (2).png", small letters beside large ones.
//
//   SortByNumbers(names);
//
// By ICU's root collation with numbers by their value, of the names without their endings; names
// that are equal in that are ordered by their bytes. Any bytes are a name. Thread safe.
#pragma once

#include <string>
#include <vector>

namespace planrec {

void SortByNumbers(std::vector<std::string>& names);

}  // namespace planrec
