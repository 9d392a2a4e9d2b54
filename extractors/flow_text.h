// SPDX-License-Identifier: GPL-3.0-or-later
//
// The flow of text sources: their order is the reading order; page numbers are dropped and the
// tables that they spell out are joined. Pure functions; thread safe.
#pragma once

#include "extractors/layout/flow.h"

namespace planrec::extract {

Flow FlowOfText(const Document& document);

}  // namespace planrec::extract
