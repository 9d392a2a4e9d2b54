// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/page_text.h"

#include <utility>

#include "extractors/flow.h"

namespace planrec::batch {

std::string PageText(Page& page, const SourceFile& source) {
  Document document;
  document.source = source;
  document.pages.push_back(std::move(page));
  const extract::Flow flow = extract::BuildFlow(document);
  page = std::move(document.pages.front());
  std::string out;
  for (const extract::FlowItem& item : flow.items) {
    if (item.table < 0) {
      out += item.line.text.text;
      out += '\n';
      continue;
    }
    for (const TableRow& row : flow.tables[static_cast<size_t>(item.table)].rows) {
      for (size_t i = 0; i < row.cells.size(); ++i) {
        if (i > 0) out += '\t';
        out += row.cells[i].text.text;
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace planrec::batch
