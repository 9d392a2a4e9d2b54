// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/corrected.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "pipeline/batch/check_record.h"
#include "pipeline/batch/finish.h"
#include "pipeline/batch/output.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/read_files.h"
#include "schemas/record_json.h"
#include "schemas/record_links.h"

namespace planrec::batch {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostNamed = 5;

std::string ReadAll(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool Exists(const std::string& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0;
}

std::string Numbered(const std::string& record, int number) {
  constexpr std::string_view kRecords = "records/", kEnding = ".plan.json";
  const std::string stem =
      record.substr(kRecords.size(), record.size() - kRecords.size() - kEnding.size());
  return "edited/" + stem + (number > 1 ? "~" + std::to_string(number) : "") + std::string(kEnding);
}

/// At most so many names, then how many more.
std::string Names(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
    text += (text.empty() ? "" : ", ") + names[i];
  if (names.size() > kMostNamed)
    text += " and " + std::to_string(names.size() - kMostNamed) + " more";
  return text;
}

schemas::ConflictLine LineOf(const corrections::Conflict& conflict) {
  return {conflict.pointer, std::string(NameOf(conflict.reason)), conflict.old_value,
          conflict.found, conflict.new_value};
}

}  // namespace

CorrectedRecords CorrectedRecords::Collect(const std::string& output) {
  CorrectedRecords all;
  all.output_ = output;
  all.has_edited_ = Exists(output + "/edited");
  all.has_copies_ = Exists(output + "/pdf");
  for (const std::string& file : FilesBelow(output, "corrections", ".json")) {
    const std::string record = corrections::RecordOf(file);
    Result<corrections::State> state = corrections::Read(output, record);
    if (record.empty() || !state) {
      all.unreadable_.push_back(record.empty() ? file : state.error().message);
      if (!record.empty()) all.of_[record].summary.problem = state.error().message;
      continue;
    }
    const std::string json = ReadAll(output + "/" + record);
    if (json.empty()) {
      all.lost_.push_back(file);
      continue;
    }
    OfRecord of;
    of.corrections = std::move(state->corrections);
    const corrections::Applied applied = corrections::Apply(json, of.corrections);
    of.summary.in_effect = applied.in_effect;
    for (const corrections::Conflict& each : applied.conflicts)
      of.summary.conflicts.push_back(LineOf(each));
    if (const Result<PlanRecord> corrected = schemas::ReadRecord(applied.json))
      of.brief = BriefOf(*corrected);
    if (of.summary.in_effect > 0 && !of.brief.code.empty())
      all.by_code_.emplace(of.brief.code, record);
    all.of_[record] = std::move(of);
  }
  return all;
}

schemas::InputEntry CorrectedRecords::Shown(const schemas::InputEntry& entry) const {
  schemas::InputEntry shown = entry;
  if (entry.record.empty()) return shown;
  if (has_edited_) shown.edited = EditedCopy(output_, entry.record);
  if (std::string copy = CopyPath(entry.path); has_copies_ && Exists(output_ + "/" + copy))
    shown.pdf = std::move(copy);
  const auto lay_over = [&](const std::string& record, schemas::PlanBrief& brief) {
    const auto found = of_.find(record);
    if (found == of_.end()) return;
    const schemas::CorrectionSummary& summary = found->second.summary;
    shown.corrections.in_effect += summary.in_effect;
    shown.corrections.conflicts.insert(shown.corrections.conflicts.end(), summary.conflicts.begin(),
                                       summary.conflicts.end());
    if (shown.corrections.problem.empty()) shown.corrections.problem = summary.problem;
    if (summary.in_effect > 0) brief = found->second.brief;
  };
  lay_over(entry.record, shown.brief);
  for (schemas::FurtherPart& part : shown.further) lay_over(part.record, part.brief);
  return shown;
}

std::string CorrectedRecords::Text(const std::string& record, std::string json) const {
  const auto found = of_.find(record);
  if (found == of_.end() || found->second.summary.in_effect == 0) return json;
  return corrections::Apply(json, found->second.corrections).json;
}

const schemas::PlanBrief* CorrectedRecords::Brief(const std::string& record) const {
  const auto found = of_.find(record);
  if (found == of_.end() || found->second.summary.in_effect == 0) return nullptr;
  return &found->second.brief;
}

std::vector<std::string> CorrectedRecords::RecordsWithCode(const std::string& code) const {
  const auto [begin, end] = by_code_.equal_range(code);
  std::vector<std::string> records;
  for (auto at = begin; at != end; ++at) records.push_back(at->second);
  return records;
}

std::vector<std::string> CorrectedRecords::Messages() const {
  std::vector<std::string> lines, conflicts;
  for (const auto& [record, of] : of_) {
    for (const schemas::ConflictLine& each : of.summary.conflicts)
      conflicts.push_back(record + " " + each.pointer + " (" + each.reason + ")");
  }
  if (!conflicts.empty()) {
    lines.push_back(
        "Corrections that no longer fit (kept, not in effect; batch.json lists them): " +
        Names(conflicts) + ".");
  }
  if (!lost_.empty())
    lines.push_back("Corrections of records that are not there (kept): " + Names(lost_) + ".");
  if (!unreadable_.empty()) lines.push_back("Not in effect: " + Names(unreadable_) + ".");
  return lines;
}

std::vector<std::string> CorrectionFiles(const std::string& output, const std::string& path,
                                         size_t most) {
  std::vector<std::string> files;
  for (size_t part = 1; part <= most; ++part) {
    const Result<std::string> name =
        corrections::CorrectionsPath(RecordPath(path, static_cast<int>(part)));
    if (!name) continue;
    Result<std::string> file = ReadWhole(output + "/" + *name);
    if (!file || file->empty()) continue;
    files.resize(part);
    files[part - 1] = std::move(*file);
  }
  return files;
}

std::string CorrectionsMark(const std::vector<std::string>& files) {
  std::string all;
  for (const std::string& file : files) all += Sha256(file) + " ";
  return all.empty() ? "" : Sha256(all);
}

std::string PlaceForEdited(const std::string& output, const std::string& record) {
  for (int number = 1;; ++number) {
    std::string place = Numbered(record, number);
    if (!Exists(output + "/" + place)) return place;
  }
}

std::string EditedCopy(const std::string& output, const std::string& record) {
  std::string place = Numbered(record, 1);
  return Exists(output + "/" + place) ? place : "";
}

Status KeepEdited(const std::string& output, const std::string& record) {
  const std::string from = output + "/" + record;
  if (!Exists(from)) return Done{};
  const std::string to = output + "/" + PlaceForEdited(output, record);
  const Status made = MakeFolders(fs::path(to).parent_path().string());
  if (!made) return made;
  if (std::rename(from.c_str(), to.c_str()) != 0) return WriteError("rename", from, errno);
  return Done{};
}

bool WasNotEdited(const std::string& output, const std::string& record) {
  int last = 0;
  while (Exists(output + "/" + Numbered(record, last + 1))) ++last;
  if (last == 0) return true;
  const std::string aside = output + "/" + Numbered(record, last);
  const std::string now = ReadAll(output + "/" + record);
  // What is linked to what is the batch's matter.
  const std::vector<schemas::CitationLink> links = schemas::ReadCitationLinks(now);
  if (now.empty() || schemas::WithLinks(ReadAll(aside), links) != now) return false;
  std::error_code ignored;
  fs::remove(aside, ignored);
  if (last == 1) fs::remove(output + "/edited", ignored);
  return true;
}

}  // namespace planrec::batch
