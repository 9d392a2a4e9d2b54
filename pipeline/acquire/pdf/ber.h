// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signed messages may be written with lengths left open (BER, ITU-T X.690, 8.1.3.6); readers of
// certificates want each length said (DER).
//
//   std::optional<std::string> der = WithLengths(ber);
//
// Octet strings in pieces become whole ones; all else stays as it is. nullopt for bytes that are no
// BER, or nest deeper than any message. Pure function; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace planrec::acquire {

std::optional<std::string> WithLengths(std::string_view ber);

}  // namespace planrec::acquire
