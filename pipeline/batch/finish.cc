// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/finish.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/output.h"
#include "pipeline/files/digest.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

double Since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Why a document gives no record; nullopt where it gives one.
std::optional<Error> NothingToRead(const std::vector<wire::PageFacts>& pages) {
  const Error* first = nullptr;
  for (const wire::PageFacts& page : pages) {
    // A missing model is the machine's matter, not the page's: half a record would hide it.
    if (page.error && page.error->type == ErrorType::kModelMissing) return page.error;
    if (page.error && first == nullptr) first = &*page.error;
  }
  if (std::any_of(pages.begin(), pages.end(),
                  [](const wire::PageFacts& page) { return page.has_content; }))
    return std::nullopt;
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
  return kind.folder + OutputStem(path) + kind.ending;
}

std::string TextDigests(const std::map<TextForm, std::string>& digests) {
  std::string all;
  for (const TextFormKind& kind : kTextForms) {
    const auto digest = digests.find(kind.form);
    if (digest != digests.end()) all += kind.name + ("=" + digest->second) + " ";
  }
  return all;
}

namespace {

/// A name that can't be written is that input's matter: it fails, and the run goes on.
Status TooLongIsFailed(const Error& error, InputEntry& entry) {
  if (error.type != ErrorType::kTooLarge) return error;
  entry.status = InputStatus::kFailed;
  entry.error = error;
  entry.record.clear();
  return Done{};
}

Status WriteFiles(const Composed& composed, const FinishOptions& options, const std::string& path,
                  WrittenRecord& written) {
  std::map<TextForm, std::string> digests;
  for (const TextFormKind& kind : kTextForms) {
    const auto text = composed.texts.find(kind.form);
    if (options.with.count(kind.form) == 0) continue;
    // Not every document has one; the next run need not try again.
    if (text == composed.texts.end()) {
      digests[kind.form] = "";
      continue;
    }
    const Status done = WriteAtomically(options.output + "/" + TextPath(path, kind), text->second);
    if (!done) return done;
    digests[kind.form] = Sha256(text->second);
  }
  const Status done = WriteAtomically(options.output + "/" + RecordPath(path), composed.json);
  if (!done) return done;
  written = {composed.json.size(), Sha256(composed.json), TextDigests(digests)};
  return Done{};
}

}  // namespace

Status FinishDocument(const std::vector<wire::PageFacts>& pages, const FinishOptions& options,
                      const Composer& compose, InputEntry& entry, WrittenRecord& written) {
  written = {};
  entry.pages = static_cast<int>(pages.size());
  entry.failed_pages = 0;
  entry.status = InputStatus::kDone;
  entry.error.reset();
  for (const wire::PageFacts& page : pages) {
    if (!page.error) continue;
    ++entry.failed_pages;
    entry.status = InputStatus::kPartial;
    if (!entry.error) entry.error = page.error;
  }
  std::optional<Error> nothing = NothingToRead(pages);
  Result<CheckedRecord> record = nothing ? Result<CheckedRecord>(*nothing) : compose();
  if (!record) {
    if (record.error().type == ErrorType::kInterrupted) return record.error();
    entry.status = InputStatus::kFailed;
    entry.error = record.error();
    return Done{};
  }
  const Composed& composed = record->composed;
  entry.stages.extract = composed.seconds;
  entry.brief = record->verdict.brief;
  if (!record->verdict.violation.empty()) {
    // Our own mistake; the record is written all the same, for whoever looks into it.
    if (entry.status == InputStatus::kDone) entry.status = InputStatus::kPartial;
    entry.error =
        Error{ErrorType::kInternal, "the record does not validate at " + record->verdict.violation +
                                        "; please report this file"};
  }
  const Clock::time_point start = Clock::now();
  entry.record = RecordPath(entry.path);
  const Status done = WriteFiles(composed, options, entry.path, written);
  entry.stages.write = Since(start);
  return done ? done : TooLongIsFailed(done.error(), entry);
}

}  // namespace planrec::batch
