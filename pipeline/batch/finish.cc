// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/finish.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/output.h"

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

std::string TextPath(const std::string& path, const TextFormKind& kind) {
  return "records/" + OutputStem(path) + kind.ending;
}

Status FinishDocument(const Document& document, const FinishOptions& options,
                      const Composer& compose, InputEntry& entry, uint64_t& record_bytes) {
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
  std::optional<Error> nothing = NothingToRead(document.pages);
  Result<Composed> composed = nothing ? Result<Composed>(*nothing) : compose(document);
  if (!composed) {
    if (composed.error().type == ErrorType::kInterrupted) return composed.error();
    entry.status = InputStatus::kFailed;
    entry.error = composed.error();
    return Done{};
  }
  entry.stages.extract = composed->seconds;
  entry.brief = composed->brief;
  if (!composed->violation.empty()) {
    // Our own mistake; the record is written all the same, for whoever looks into it.
    if (entry.status == InputStatus::kDone) entry.status = InputStatus::kPartial;
    entry.error =
        Error{ErrorType::kInternal, "the record does not validate at " + composed->violation +
                                        "; please report this file"};
  }
  const Clock::time_point start = Clock::now();
  entry.record = RecordPath(entry.path);
  for (const TextFormKind& kind : kTextForms) {
    if (options.with.count(kind.form) == 0) continue;
    const Status written = WriteAtomically(options.output + "/" + TextPath(entry.path, kind),
                                           composed->texts[kind.form]);
    if (!written) return written;
  }
  const Status written = WriteAtomically(options.output + "/" + entry.record, composed->json);
  entry.stages.write = Since(start);
  record_bytes = composed->json.size();
  return written;
}

}  // namespace planrec::batch
