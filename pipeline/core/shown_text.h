// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text out of a file, or the name of one, as a terminal may show it: on its line, as what it is.
//
//   std::fprintf(stderr, "%s: %s\n", ShownText(path).c_str(), ShownText(message).c_str());
//
// What would move the cursor, change colours, turn the reading direction, break the line or stay
// unseen is written as its escape: "\n", "\x1b", "\u202e". A byte that is no UTF-8 is "\xNN".
// All else is unchanged. Pure; thread safe.
#pragma once

#include <string>
#include <string_view>

namespace planrec {

std::string ShownText(std::string_view text);

}  // namespace planrec
