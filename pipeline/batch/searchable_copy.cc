// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/searchable_copy.h"

#include <algorithm>
#include <utility>

#include "pipeline/acquire/image_source.h"
#include "pipeline/acquire/joined_images.h"
#include "pipeline/core/record.h"
#include "pipeline/corrections/correction_file.h"
#include "pipeline/corrections/printed_changes.h"
#include "pipeline/searchable/replace_words.h"
#include "schemas/page_xml.h"
#include "schemas/record_json.h"

namespace planrec::batch {
namespace {

/// Beside a record in one answer; larger ones are not made.
constexpr size_t kLargestCopy = kLongestRecord / 2;
constexpr std::string_view kCopied[] = {"application/pdf", "image/tiff",          "image/jpeg",
                                        "image/png",       "image/webp",          "image/heic",
                                        "image/avif",      acquire::kJoinedImages};

void AddBookmarks(const std::vector<SectionNode>& nodes, int depth, const std::vector<Page>& heads,
                  std::vector<searchable::Bookmark>& out) {
  for (const SectionNode& node : nodes) {
    const auto page = static_cast<size_t>(node.where.page);
    if (node.kind != SectionKind::kHeading || !node.where.bbox || page > heads.size()) continue;
    searchable::Bookmark mark;
    mark.title = node.marker ? *node.marker + " " + node.text.text : node.text.text;
    mark.page = node.where.page;
    mark.rotation = heads[page - 1].rotation;
    mark.top = node.where.bbox->y0;
    mark.depth = depth;
    out.push_back(std::move(mark));
    AddBookmarks(node.children, depth + 1, heads, out);
  }
}

/// The record of a part as persons corrected it; the words of its pages follow.
std::string Corrected(const std::string& json, const std::string& file, CopyText& text) {
  if (file.empty()) return json;
  const Result<corrections::State> state = corrections::ParseState(file);
  // That it can't be understood is said where corrections are laid over records.
  if (!state) return json;
  for (const corrections::PrintedChange& change :
       corrections::PrintedChanges(json, state->corrections)) {
    const auto page = std::find_if(text.pages.begin(), text.pages.end(), [&](const auto& one) {
      return one.number == change.where.page;
    });
    if (page == text.pages.end()) continue;
    for (const auto& [before, now] : change.forms) {
      if (searchable::ReplaceWords(page->words, *change.where.bbox, before, now)) break;
    }
  }
  return corrections::Apply(json, state->corrections).json;
}

searchable::Content ContentOf(const CopySource& source, CopyText& text, const Composed& composed) {
  searchable::Content content;
  for (size_t part = 0; part <= composed.further.size(); ++part) {
    const std::string file = part < source.corrections.size() ? source.corrections[part] : "";
    const std::string json =
        Corrected(part == 0 ? composed.json : composed.further[part - 1], file, text);
    const Result<PlanRecord> record = schemas::ReadRecord(json);
    if (!record) continue;
    AddBookmarks(record->sections, 0, text.heads, content.bookmarks);
    if (part > 0) continue;
    content.title = record->document.title.value_or("");
    content.code = record->document.code.value_or("");
    content.date = record->document.issued_on.value_or("");
  }
  content.pages = std::move(text.pages);
  return content;
}

/// The images of all pages; of one that can't be decoded, an empty page.
std::vector<searchable::PageImage> ImagesOf(const CopySource& source, const CopyText& text) {
  std::vector<searchable::PageImage> images;
  for (const Page& head : text.heads) {
    searchable::PageImage& image = images.emplace_back();
    Result<EncodedImage> encoded =
        source.media_type == acquire::kJoinedImages
            ? acquire::EncodedJoinedPage(source.bytes, head.number, source.limits)
            : acquire::EncodedPage(source.bytes, source.media_type, head.number, source.limits);
    if (encoded) image.image = std::move(*encoded);
    if (head.width_pt <= 0 || head.height_pt <= 0) continue;
    const bool sideways = head.rotation % 180 != 0;
    image.width_pt = sideways ? head.height_pt : head.width_pt;
    image.height_pt = sideways ? head.width_pt : head.height_pt;
  }
  return images;
}

}  // namespace

bool CanBeCopied(std::string_view media_type) {
  return std::find(std::begin(kCopied), std::end(kCopied), media_type) != std::end(kCopied);
}

CopyText WordsOf(const Document& document) {
  CopyText text;
  for (const Page& page : document.pages) {
    Page& head = text.heads.emplace_back();
    head.number = page.number;
    head.rotation = page.rotation;
    head.width_pt = page.width_pt;
    head.height_pt = page.height_pt;
    if (page.origin != TextOrigin::kOcr && page.origin != TextOrigin::kRepaired) continue;
    searchable::PageText& out = text.pages.emplace_back();
    out.number = page.number;
    out.rotation = page.rotation;
    // Two pages side by side were straightened each by itself, which nobody noted.
    if (page.spread.empty()) out.skew_deg = page.skew_deg.value_or(0);
    for (const TextLine& line : page.lines) {
      for (schemas::PrintedWord& word : schemas::PrintedWords(line))
        out.words.push_back({std::move(word.text), word.box});
    }
  }
  return text;
}

void AddCopy(const CopySource& source, CopyText text, Composed& composed) {
  if (source.bytes.size() > kLargestCopy) {
    composed.no_copy = "it is larger than " + std::to_string(kLargestCopy >> 20) +
                       " MiB: no searchable copy is made; split the file";
    return;
  }
  const searchable::Content content = ContentOf(source, text, composed);
  Result<std::string> copy = source.media_type == "application/pdf"
                                 ? searchable::MakeSearchable(source.bytes, content)
                                 : searchable::MakeSearchable(ImagesOf(source, text), content);
  if (!copy) {
    composed.no_copy = copy.error().message;
  } else if (copy->size() > kLargestCopy) {
    composed.no_copy = "its searchable copy is too large; split the file";
  } else {
    composed.texts[TextForm::kPdf] = std::move(*copy);
  }
}

}  // namespace planrec::batch
