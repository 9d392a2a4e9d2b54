// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every page goes through after it was read and before anything is extracted: Unicode NFC,
// invisible characters, legacy encodings. Raw text stays; what changes is added as edits, except
// for pure composition (NFD → NFC) and white space, which are no change of what is printed and are
// done in raw itself. Normalising twice is normalising once.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/core/page.h"

namespace planrec::normalize {

/// Normalises all lines and given tables of a page. Thread safe.
void NormalizePage(Page& page);

/// NFC with soft hyphens, zero-width characters and byte-order marks removed, U+00A0 as a space,
/// Ð (U+00D0, a common slip for Đ) as Đ. Thread safe.
std::string NormalizeText(std::string_view text);

/// "icu 72.1"
std::string LibraryVersions();

}  // namespace planrec::normalize
