// SPDX-License-Identifier: GPL-3.0-or-later
//
// A package of the collection by BagIt 1.0 (RFC 8493): originals, records, corrections and the
// inventory, each with its SHA-256.
#pragma once

#include <string>

#include "pipeline/core/result.h"
#include "pipeline/export/collection.h"

namespace planrec::exports {

/// Makes the folder, which must not be there. Originals are those that the folder's ledger names;
/// one that is gone or has other content by now is left out and named.
Result<Collected> WriteBag(const std::string& output, const std::string& folder);

}  // namespace planrec::exports
