// SPDX-License-Identifier: GPL-3.0-or-later
//
// Versions of the libraries behind this room. Thread safe.
#pragma once

#include <string>

namespace planrec::acquire {

/// Versions of the libraries behind this room, for `planrec --version` and the ledger:
/// "poppler 22.12.0, leptonica 1.82.0, tesseract 5.3.0".
std::string LibraryVersions();

/// Those that parse files beside them, for `planrec --version`: "libpng 1.6.39, libtiff 4.5.0, …".
std::string ParserVersions();

}  // namespace planrec::acquire
