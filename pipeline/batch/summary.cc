// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/summary.h"

#include <nettle/version.h>
#include <seccomp.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <sstream>
#include <utility>

#include "normalizers/unicode/normalize_page.h"
#include "pipeline/acquire/versions.h"
#include "pipeline/batch/output.h"
#include "pipeline/searchable/searchable.h"
#include "schemas/record_json.h"
#include "schemas/record_links.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;

const char* OcrName(acquire::OcrMode mode) {
  switch (mode) {
    case acquire::OcrMode::kAuto:
      return "auto";
    case acquire::OcrMode::kAlways:
      return "always";
    case acquire::OcrMode::kNever:
      return "never";
  }
  return "";
}

}  // namespace

void AddTo(schemas::BatchTotals& totals, const InputEntry& entry) {
  ++totals.inputs;
  switch (entry.status) {
    case InputStatus::kDone:
      ++totals.done;
      break;
    case InputStatus::kPartial:
      ++totals.partial;
      break;
    case InputStatus::kFailed:
      ++totals.failed;
      break;
    case InputStatus::kSkipped:
      ++totals.skipped;
      break;
    case InputStatus::kDuplicate:
      ++totals.duplicate;
      break;
    case InputStatus::kPending:
      ++totals.pending;
  }
  if (entry.resumed) ++totals.resumed;
  totals.pages += entry.pages;
  totals.failed_pages += entry.failed_pages;
  schemas::ForEachRecordOf(entry, [&](const std::string&, const schemas::PlanBrief& brief) {
    ++totals.records;
    totals.to_review += brief.review;
    totals.records_to_review += brief.review > 0;
  });
}

Result<schemas::BatchTotals> CountTotals(Ledger& ledger, Scope scope) {
  schemas::BatchTotals totals;
  const Status counted = ledger.ForEach(
      [&totals](const InputEntry& entry) -> Status {
        AddTo(totals, entry);
        return Done{};
      },
      scope);
  if (!counted) return counted.error();
  return totals;
}

Status WriteBatch(const std::string& output, const schemas::BatchSummary& summary, Spool& graph,
                  const CorrectedRecords& corrected, Ledger& ledger) {
  AtomicFile file;
  Status status = file.Open(output + "/batch.json");
  if (status) status = file.Append(schemas::BatchHead(summary));
  if (!status) return status;
  bool first = true;
  status = ledger.ForEach([&](const InputEntry& entry) -> Status {
    const Status added = file.Append(schemas::BatchEntry(corrected.Shown(entry), first));
    first = false;
    return added;
  });
  if (status) status = file.Append(schemas::BatchGraph());
  if (status) {
    status = graph.ForEach([&file](std::string_view bytes) { return file.Append(bytes); });
  }
  if (status) status = file.Append(schemas::BatchTail(!graph.empty()));
  if (status) status = file.Commit();
  return status;
}

Status RecordLines::Open(const std::string& output) {
  return file_.Open(output + "/records.jsonl");
}

Result<std::string> RecordLines::LineOf(const LinkedRecord& record,
                                        const CorrectedRecords& corrected) {
  if (record.json.empty()) {
    return Error{ErrorType::kOutputFailed, "the record " + record.record +
                                               " is gone from the output folder; start the same "
                                               "command, or its shard, again: it is made anew"};
  }
  if (record.edited && !schemas::ReadRecord(record.json)) return std::string();
  std::string text = corrected.Text(record.record, record.json);
  if (record.has_corrections) text = schemas::WithLinks(text, record.corrected_links);
  return schemas::CompactJson(text) + "\n";
}

std::string LibraryVersions() {
  const scmp_version* seccomp = seccomp_version();
  return std::string("sqlite ") + sqlite3_libversion() + ", nettle " +
         std::to_string(nettle_version_major()) + "." + std::to_string(nettle_version_minor()) +
         ", libseccomp " + std::to_string(seccomp->major) + "." + std::to_string(seccomp->minor) +
         "." + std::to_string(seccomp->micro) + ", " + searchable::LibraryVersions();
}

void Describe(const RunOptions& options, int jobs, const ModelVersions& models,
              schemas::BatchSummary& summary) {
  summary.inputs = options.inputs;
  const auto text = [&](const char* name, const std::string& value) {
    summary.settings.push_back({name, value, {}, {}});
  };
  const auto number = [&](const char* name, int64_t value) {
    summary.settings.push_back({name, "", value, {}});
  };
  const auto truth = [&](const char* name, bool value) {
    summary.settings.push_back({name, "", {}, value});
  };
  number("jobs", jobs);
  text("ocr", OcrName(options.ocr));
  text("lang", options.recogniser.language);
  text("ocr_model", options.recogniser.model);
  truth("repair", options.repair);
  truth("restart", options.restart);
  truth("retry_failed", options.retry_failed);
  text("shard", std::to_string(options.shard_index) + "/" + std::to_string(options.shard_count));
  text("with", NamesOf(options.with));
  const Limits& limits = options.limits;
  number("timeout_page", limits.timeout_page_s);
  number("timeout_document", limits.timeout_document_s);
  number("max_bytes", static_cast<int64_t>(limits.max_bytes));
  number("max_pages", limits.max_pages);
  number("max_pixels", limits.max_pixels);
  number("max_operations", limits.max_operations);
  number("max_content", limits.max_content_mib);
  truth("follow_links", options.follow_links);
  number("max_entries", options.unpack.max_entries);
  number("max_unpacked", options.unpack.max_unpacked_mib);
  number("max_ratio", options.unpack.max_ratio);
  number("max_depth", options.unpack.max_depth);
  text("pages", options.pages.empty() ? "all" : options.pages);
  // Which, and where they stand, is nobody's matter.
  truth("passwords", !options.passwords.empty());
  number("memory_limit", limits.memory_limit_mib);
  summary.versions = {
      {"program", PLANREC_VERSION},
      {"schema", std::string(schemas::kSchemaVersion)},
      {"reading", acquire::LibraryVersions() + ", " + acquire::ParserVersions()},
      {"text", normalize::LibraryVersions()},
      {"json", schemas::LibraryVersions()},
      {"batch", LibraryVersions()},
      {"model", options.recogniser.language + " " + models.recognition},
      {"repair", models.repair},
  };
}

std::string ResultBasis(const RunOptions& options, const ModelVersions& models) {
  const Limits& limits = options.limits;
  std::string all;
  for (const auto& [name, value] : {
           std::pair<const char*, std::string>{"program", PLANREC_VERSION},
           {"schema", std::string(schemas::kSchemaVersion)},
           {"reading", acquire::LibraryVersions()},
           {"text", normalize::LibraryVersions()},
           {"model", models.recognition},
           {"repair", models.repair},
           {"lang", options.recogniser.language},
           {"ocr", OcrName(options.ocr)},
           {"max_pages", std::to_string(limits.max_pages)},
           {"max_pixels", std::to_string(limits.max_pixels)},
           {"max_operations", std::to_string(limits.max_operations)},
           {"max_content", std::to_string(limits.max_content_mib)},
           {"max_text", std::to_string(limits.max_text_bytes)},
       }) {
    all += std::string(name) + ": " + value + "\n";
  }
  if (!options.pages.empty()) all += "pages: " + options.pages + "\n";
  return all;
}

std::vector<std::string> BasisChanges(const std::string& before, const std::string& now) {
  std::vector<std::string> names;
  std::istringstream lines(now);
  for (std::string line; std::getline(lines, line);) {
    if (("\n" + before).find("\n" + line + "\n") != std::string::npos) continue;
    names.push_back(line.substr(0, line.find(':')));
  }
  return names;
}

std::string MachineLimits(const RunOptions& options, int jobs) {
  const Limits& limits = options.limits;
  return "; timeout_page " + std::to_string(limits.timeout_page_s) + ", timeout_document " +
         std::to_string(limits.timeout_document_s) + ", memory_limit " +
         std::to_string(limits.memory_limit_mib) + ", jobs " + std::to_string(jobs);
}

}  // namespace planrec::batch
