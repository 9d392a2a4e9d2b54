// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/finish.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "extractors/extract.h"
#include "pipeline/batch/channel.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/page_text.h"
#include "schemas/record_json.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

double Since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

bool HasContent(const Page& page) {
  return !page.lines.empty() || !page.tables.empty();
}

int CountSections(const std::vector<SectionNode>& nodes) {
  int count = 0;
  for (const SectionNode& node : nodes) count += 1 + CountSections(node.children);
  return count;
}

schemas::PlanBrief Brief(const PlanRecord& record) {
  schemas::PlanBrief brief;
  brief.code = record.document.code.value_or("");
  brief.issued_on = record.document.issued_on.value_or("");
  if (record.document.issuer) brief.issuer = record.document.issuer->name;
  brief.title = record.document.title.value_or("");
  brief.sections = CountSections(record.sections);
  brief.targets = static_cast<int>(record.targets.size());
  brief.tasks = static_cast<int>(record.tasks.size());
  brief.review = static_cast<int>(record.review.size());
  brief.warnings = static_cast<int>(record.warnings.size());
  return brief;
}

/// Why a document gives no record; nullopt where it gives one.
std::optional<Error> NothingToRead(const std::vector<Page>& pages) {
  const Error* first = nullptr;
  for (const Page& page : pages) {
    // A missing model is the machine's matter, not the page's: half a record would hide it.
    if (page.error && page.error->type == ErrorType::kModelMissing) return page.error;
    if (page.error && first == nullptr) first = &*page.error;
  }
  if (std::any_of(pages.begin(), pages.end(), HasContent)) return std::nullopt;
  if (first != nullptr) return *first;
  return Error{ErrorType::kNoText,
               "no page has any text; if the pages are scans, look at their quality and do not use "
               "--ocr never"};
}

}  // namespace

std::string RecordPath(const std::string& path) {
  return "records/" + OutputStem(path) + ".plan.json";
}

std::string TextPath(const std::string& path) {
  return "records/" + OutputStem(path) + ".txt";
}

Status FinishDocument(Document document, const FinishOptions& options, InputEntry& entry,
                      uint64_t& record_bytes) {
  record_bytes = 0;
  entry.media_type = document.source.media_type;
  entry.pages = static_cast<int>(document.pages.size());
  entry.failed_pages = 0;
  entry.status = InputStatus::kDone;
  entry.error.reset();
  for (const Page& page : document.pages) {
    if (!page.error) continue;
    ++entry.failed_pages;
    entry.status = InputStatus::kPartial;
    if (!entry.error) entry.error = page.error;
  }
  if (std::optional<Error> nothing = NothingToRead(document.pages)) {
    entry.status = InputStatus::kFailed;
    entry.error = std::move(nothing);
    return Done{};
  }

  std::string text;
  if (options.with_text) {
    for (Page& page : document.pages) {
      if (page.number > 1) text += '\f';
      text += PageText(page, document.source);
    }
  }
  Clock::time_point start = Clock::now();
  const PlanRecord record = extract::ExtractPlan(std::move(document));
  entry.stages.extract = Since(start);
  entry.brief = Brief(record);

  start = Clock::now();
  const std::string json = schemas::WriteRecord(record);
  const std::vector<schemas::Violation> violations = schemas::ValidateRecord(json);
  if (!violations.empty()) {
    // Our own mistake; the record is written all the same, for whoever looks into it.
    if (entry.status == InputStatus::kDone) entry.status = InputStatus::kPartial;
    entry.error = Error{ErrorType::kInternal,
                        "the record does not validate at " + violations.front().pointer + ": " +
                            violations.front().message + "; please report this file"};
  }
  entry.record = RecordPath(entry.path);
  if (options.with_text) {
    const Status written = WriteAtomically(options.output + "/" + TextPath(entry.path), text);
    if (!written) return written;
  }
  const Status written = WriteAtomically(options.output + "/" + entry.record, json);
  entry.stages.write = Since(start);
  record_bytes = json.size();
  return written;
}

}  // namespace planrec::batch
