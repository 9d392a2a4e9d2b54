// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tokens of damaged text that hold two words and no space: joined by a hyphen or slash on paper, or
// run into each other where a table's cells or a list's items were put in a row. The decoder reads
// their parts one by one and gives them back joined. A pure function; thread safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace planrec::normalize {

/// Bytes of the token's first word with what closes it: té-x3 → "té-", dan/Ma → "dan/", hiénCap →
/// "hién", phép.Dich → "phép.", tucTTHC → "tuc"; the token's size where it is one word, a code, a
/// number or an address. In a line of `capitals` DOI/CAP are two words, UBND/VP is a code.
size_t FirstPart(std::string_view token, bool capitals = false);

}  // namespace planrec::normalize
