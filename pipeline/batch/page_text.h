// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plain text of a page in reading order: what `planrec text` prints and --with text writes.
#pragma once

#include <string>

#include "pipeline/core/page.h"

namespace planrec::batch {

/// A line of text for each line of the page, edits applied; the cells of a table's row stand apart
/// by tabs. Takes the page and gives it back unchanged. Thread safe.
std::string PageText(Page& page, const SourceFile& source);

}  // namespace planrec::batch
