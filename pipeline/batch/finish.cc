// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/finish.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <vector>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/files/atomic_file.h"
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

std::string RecordPath(const std::string& path, int part) {
  const std::string of_part = part > 1 ? "#" + std::to_string(part) : "";
  return "records/" + OutputStem(path) + of_part + ".plan.json";
}

SourceFile SourceOfPart(const SourceFile& source, int part) {
  SourceFile out = source;
  if (part > 1) out.path += "#" + std::to_string(part);
  return out;
}

std::string ConvertedPath(const std::string& path) {
  return "converted/" + OutputStem(path) + ".pdf";
}

Status KeepConverted(int pdf, const std::string& output, const std::string& path) {
  AtomicFile file;
  if (const Status opened = file.Open(output + "/" + ConvertedPath(path)); !opened) return opened;
  std::string piece(size_t{1} << 20, '\0');
  off_t at = 0;
  while (const ssize_t got = pread(pdf, piece.data(), piece.size(), at)) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return WriteError("read back", ConvertedPath(path), errno);
    const Status written = file.Append(std::string_view(piece).substr(0, static_cast<size_t>(got)));
    if (!written) return written;
    at += got;
  }
  return file.Commit();
}

std::string TextPath(const std::string& path, const TextFormKind& kind) {
  return kind.folder + OutputStem(path) + kind.ending;
}

std::string CopyPath(const std::string& path) {
  for (const TextFormKind& kind : kTextForms) {
    if (kind.form == TextForm::kPdf) return TextPath(path, kind);
  }
  return "";
}

std::string TextDigests(const std::map<TextForm, std::string>& digests) {
  std::string all;
  for (const TextFormKind& kind : kTextForms) {
    const auto digest = digests.find(kind.form);
    if (digest != digests.end()) all += kind.name + ("=" + digest->second) + " ";
  }
  return all;
}

std::string CopyDigest(const std::string& sha256, const std::string& corrections) {
  return corrections.empty() ? sha256 : sha256 + "+" + corrections;
}

namespace {

/// A name that can't be written is that input's matter: it fails, and the run goes on.
Status TooLongIsFailed(const Error& error, InputEntry& entry) {
  if (error.type != ErrorType::kTooLarge) return error;
  entry.status = InputStatus::kFailed;
  entry.error = error;
  entry.record.clear();
  entry.further.clear();
  return Done{};
}

Error Foreign(const std::string& file, const char* what) {
  return {ErrorType::kOutputFailed,
          file + " is there and is no " + what +
              " of planrec: it is not overwritten; move it, or choose another output folder (-o)"};
}

/// Writes what is wanted beside a record; what each file is by its digest.
Result<std::string> WriteTexts(const CheckedRecord& record, const FinishOptions& options,
                               const std::string& path) {
  std::map<TextForm, std::string> digests;
  for (const TextFormKind& kind : kTextForms) {
    if (options.with.count(kind.form) == 0) continue;
    const std::string name = TextPath(path, kind), file = options.output + "/" + name;
    const bool copy = kind.form == TextForm::kPdf;
    if (copy && IsForeignCopy(file)) return Foreign(name, "searchable copy");
    const auto text = record.composed.texts.find(kind.form);
    // Not every document has a copy; the next run need not try again, and an older one goes.
    if (text == record.composed.texts.end()) {
      RemoveOutput(options.output, name);
    } else {
      const Status done = WriteAtomically(file, text->second);
      if (!done) return done.error();
    }
    const std::string sha256 = text == record.composed.texts.end() ? "" : Sha256(text->second);
    digests[kind.form] = copy ? CopyDigest(sha256, record.corrections) : sha256;
  }
  return TextDigests(digests);
}

Status WriteFiles(const CheckedRecord& checked, const FinishOptions& options,
                  const std::string& path, WrittenRecord& written) {
  const Composed& composed = checked.composed;
  const Result<std::string> texts = WriteTexts(checked, options, path);
  if (!texts) return texts.error();
  const Status done = WriteAtomically(options.output + "/" + RecordPath(path), composed.json);
  if (!done) return done;
  written = {composed.json.size(), Sha256(composed.json), *texts, {}};
  for (size_t k = 0; k < composed.further.size(); ++k) {
    const std::string& json = composed.further[k];
    const std::string record = RecordPath(path, static_cast<int>(k) + 2);
    const std::string file = options.output + "/" + record;
    if (IsForeign(file)) {
      return Foreign(record, "record");
    }
    const Status part = WriteAtomically(file, json);
    if (!part) return part;
    written.further.push_back({json.size(), Sha256(json)});
  }
  return Done{};
}

/// Briefs and names of the records; the first that does not validate, and the first page that can't
/// be trusted, make the input partial.
void Describe(const CheckedRecord& checked, InputEntry& entry) {
  entry.brief = checked.verdicts.front().brief;
  entry.record = RecordPath(entry.path);
  entry.further.clear();
  int unreadable = 0;
  for (size_t k = 0; k < checked.verdicts.size(); ++k) {
    const Verdict& verdict = checked.verdicts[k];
    unreadable += verdict.brief.unreadable_pages;
    if (k > 0)
      entry.further.push_back({RecordPath(entry.path, static_cast<int>(k) + 1), verdict.brief});
    if (verdict.violation.empty()) continue;
    // Our own mistake; the record is written all the same, for whoever looks into it.
    entry.status = InputStatus::kPartial;
    entry.error = Error{ErrorType::kInternal, "the record does not validate at " +
                                                  verdict.violation + "; please report this file"};
  }
  if (unreadable == 0 || entry.status != InputStatus::kDone) return;
  entry.status = InputStatus::kPartial;
  entry.error = Error{ErrorType::kNoText,
                      "what was read of " + std::to_string(unreadable) +
                          " pages is not to be trusted (page.unreadable in the record names "
                          "them); look at them, or scan them anew"};
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
  entry.no_pdf = composed.no_copy;
  Describe(*record, entry);
  const Clock::time_point start = Clock::now();
  const Status done = WriteFiles(*record, options, entry.path, written);
  entry.stages.write = Since(start);
  return done ? done : TooLongIsFailed(done.error(), entry);
}

}  // namespace planrec::batch
