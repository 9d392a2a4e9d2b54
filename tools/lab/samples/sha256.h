// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHA-256 (FIPS 180-4) of a file's bytes, for the gold record's `source`. The batch has its own by
// Nettle; this room depends on the core alone, and speed does not matter here.
#pragma once

#include <string>
#include <string_view>

namespace planrec::samples {

/// Lower-case hexadecimal.
std::string Sha256(std::string_view bytes);

}  // namespace planrec::samples
