// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/page_text.h"

#include <utility>

#include "extractors/build_flow.h"
#include "extractors/layout/flow.h"
#include "extractors/layout/spreads.h"
#include "schemas/page_xml.h"

namespace planrec::batch {
namespace {

schemas::PageXml XmlOf(TextForm form) {
  return form == TextForm::kHocr ? schemas::PageXml::kHocr : schemas::PageXml::kAlto;
}

std::string PlainText(Page& page, const SourceFile& source) {
  Document document;
  document.source = source;
  document.pages.push_back(std::move(page));
  const extract::Flow flow = extract::BuildFlow(extract::Spreads(document).document());
  page = std::move(document.pages.front());
  std::string out(page.number > 1 ? "\f" : "");
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

}  // namespace

std::string NamesOf(const TextForms& forms) {
  std::string names;
  for (const TextFormKind& kind : kTextForms) {
    if (forms.count(kind.form) > 0) names += (names.empty() ? "" : ",") + std::string(kind.name);
  }
  return names;
}

std::string TextHead(TextForm form, const SourceFile& source) {
  if (form == TextForm::kPlain) return "";
  return schemas::PageXmlHead(XmlOf(form), source, PLANREC_VERSION);
}

std::string PageText(TextForm form, Page& page, const SourceFile& source) {
  if (form == TextForm::kPlain) return PlainText(page, source);
  return schemas::PageXmlPage(XmlOf(form), page);
}

std::string TextTail(TextForm form) {
  return form == TextForm::kPlain ? "" : schemas::PageXmlTail(XmlOf(form));
}

}  // namespace planrec::batch
