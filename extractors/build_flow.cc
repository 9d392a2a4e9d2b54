// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/build_flow.h"

#include "extractors/flow_pages.h"
#include "extractors/flow_text.h"

namespace planrec::extract {

Flow BuildFlow(const Document& document) {
  bool positions = false;
  for (const Page& page : document.pages) positions = positions || page.width_pt > 0;
  return positions ? FlowOfPages(document) : FlowOfText(document);
}

}  // namespace planrec::extract
