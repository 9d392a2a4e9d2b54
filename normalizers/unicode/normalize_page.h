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

/// Normalises all lines, given tables and names of signers of a page. A line that has edits already
/// is left as it is: its edits count bytes of its raw text. Tokens keep their words. A page whose
/// text is of an encoding before Unicode (legacy_encodings.h) is converted by edits and becomes
/// TextOrigin::kRepaired. Thread safe.
void NormalizePage(Page& page);

/// NFC with soft hyphens, zero-width and direction characters removed, every white space as U+0020,
/// and wrong letters that fonts and keyboards make mended: Ð and ð (U+00D0, U+00F0) for Đ and đ,
/// ligatures, list signs of the Symbol and Wingdings fonts. In lines the last are edits of reason
/// kEncoding. Thread safe.
std::string NormalizeText(std::string_view text);

/// "icu 72.1"
std::string LibraryVersions();

}  // namespace planrec::normalize
