// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/searchable_copy.h"

#include <utility>

#include "schemas/page_xml.h"

namespace planrec::batch {
namespace {

/// Beside a record in one answer; larger ones are not made.
constexpr size_t kLargestCopy = kLongestRecord / 2;

void AddBookmarks(const std::vector<SectionNode>& nodes, int depth,
                  const std::vector<int>& rotations, std::vector<searchable::Bookmark>& out) {
  for (const SectionNode& node : nodes) {
    const auto page = static_cast<size_t>(node.where.page);
    if (node.kind != SectionKind::kHeading || !node.where.bbox || page > rotations.size()) continue;
    searchable::Bookmark mark;
    mark.title = node.marker ? *node.marker + " " + node.text.text : node.text.text;
    mark.page = node.where.page;
    mark.rotation = rotations[page - 1];
    mark.top = node.where.bbox->y0;
    mark.depth = depth;
    out.push_back(std::move(mark));
    AddBookmarks(node.children, depth + 1, rotations, out);
  }
}

}  // namespace

CopyText WordsOf(const Document& document) {
  CopyText text;
  for (const Page& page : document.pages) {
    text.rotations.push_back(page.rotation);
    if (page.origin != TextOrigin::kOcr && page.origin != TextOrigin::kRepaired) continue;
    searchable::PageText& out = text.pages.emplace_back();
    out.number = page.number;
    out.rotation = page.rotation;
    for (const TextLine& line : page.lines) {
      for (schemas::PrintedWord& word : schemas::PrintedWords(line))
        out.words.push_back({std::move(word.text), word.box});
    }
  }
  return text;
}

void AddCopy(std::string_view pdf, CopyText text, const PlanRecord& record, Composed& composed) {
  if (pdf.size() > kLargestCopy) {
    composed.no_copy = "it is larger than " + std::to_string(kLargestCopy >> 20) +
                       " MiB: no searchable copy is made; split the file";
    return;
  }
  searchable::Content content;
  content.pages = std::move(text.pages);
  AddBookmarks(record.sections, 0, text.rotations, content.bookmarks);
  content.title = record.document.title.value_or("");
  content.code = record.document.code.value_or("");
  content.date = record.document.issued_on.value_or("");
  Result<std::string> copy = searchable::MakeSearchable(pdf, content);
  if (!copy) {
    composed.no_copy = copy.error().message;
  } else if (copy->size() > kLargestCopy) {
    composed.no_copy = "its searchable copy is too large; split the file";
  } else {
    composed.texts[TextForm::kPdf] = std::move(*copy);
  }
}

}  // namespace planrec::batch
