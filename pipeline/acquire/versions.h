// SPDX-License-Identifier: GPL-3.0-or-later
//
// Versions of the libraries behind this room. Thread safe.
#pragma once

#include <string>

namespace planrec::acquire {

/// Versions of the libraries behind this room, for `planrec --version` and the ledger:
/// "poppler 22.12.0, leptonica 1.82.0, tesseract 5.3.0".
std::string LibraryVersions();

}  // namespace planrec::acquire
