// SPDX-License-Identifier: GPL-3.0-or-later
//
// The document as one reading flow (layout/flow.h): pages with positions by their geometry
// (flow_pages.h), text sources by their lines (flow_text.h).
//
//   Flow flow = BuildFlow(document);
//   for (const FlowItem& item : flow.items)
//     if (item.table < 0) Use(item.line); else Use(flow.tables[item.table]);
//
// Pure function; thread safe.
#pragma once

#include "extractors/layout/flow.h"
#include "pipeline/core/page.h"

namespace planrec::extract {

Flow BuildFlow(const Document& document);

}  // namespace planrec::extract
