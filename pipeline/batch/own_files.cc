// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/own_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "pipeline/batch/page_text.h"
#include "pipeline/files/atomic_file.h"
#include "pipeline/files/file_descriptor.h"
#include "pipeline/files/read_files.h"
#include "pipeline/searchable/searchable.h"

namespace planrec::batch {
namespace {

constexpr std::string_view kRecordEnding = ".plan.json";

/// A file of an output folder, and words near its beginning by which it is known.
struct OwnFile {
  std::string_view name, sign;
};

constexpr OwnFile kOwnFiles[] = {
    {"records.jsonl", "{\"schema_version\""},
    {"batch.json", "\"totals\""},
    {"report.html", "<title>planrec"},
};
constexpr std::string_view kRecordSign = "\"schema_version\"";
constexpr std::string_view kLogStart = "{\"time\":\"";

constexpr std::array<std::string_view, 5> kStateFiles = {"ledger.sqlite", "ledger.sqlite-wal",
                                                         "ledger.sqlite-shm",
                                                         "ledger.sqlite-journal", ".planrec.lock"};

/// The first bytes of a regular file; nullopt for all else.
std::optional<std::string> Head(int folder, const char* name) {
  const FileDescriptor file(openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!file.valid() || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  std::string bytes(size_t{8} << 10, '\0');
  const ssize_t got = read(file.get(), bytes.data(), bytes.size());
  bytes.resize(got > 0 ? static_cast<size_t>(got) : 0);
  return bytes;
}

bool Lacks(const std::string& path, std::string_view sign) {
  const std::optional<std::string> head = Head(AT_FDCWD, path.c_str());
  return head && !head->empty() && head->find(sign) == std::string::npos;
}

}  // namespace

bool IsLedger(int folder, const char* name) {
  const std::optional<std::string> head = Head(folder, name);
  return head && head->starts_with("SQLite format 3");
}

bool IsOwnName(std::string_view name) {
  return name.starts_with(kTemporaryStart) ||
         std::find(kStateFiles.begin(), kStateFiles.end(), name) != kStateFiles.end() ||
         std::any_of(std::begin(kOwnFiles), std::end(kOwnFiles),
                     [name](const OwnFile& own) { return name == own.name; });
}

bool IsOwnRecordName(std::string_view name, const std::vector<std::string>& names) {
  if (name.ends_with(kRecordEnding) || name.starts_with(kTemporaryStart)) return true;
  return std::any_of(std::begin(kTextForms), std::end(kTextForms), [&](const TextFormKind& kind) {
    if (kind.form == TextForm::kPdf || !name.ends_with(kind.ending)) return false;
    const std::string_view stem =
        name.substr(0, name.size() - std::string_view(kind.ending).size());
    return std::binary_search(names.begin(), names.end(),
                              std::string(stem) + std::string(kRecordEnding));
  });
}

bool IsForeign(const std::string& path) {
  return Lacks(path, kRecordSign);
}

bool IsForeignCopy(const std::string& path) {
  return Lacks(path, searchable::kCopySign);
}

bool IsOwnCopy(int folder, const std::string& name) {
  const std::optional<std::string> head = Head(folder, name.c_str());
  return head && head->find(searchable::kCopySign) != std::string::npos;
}

bool IsForeignLog(const std::string& path) {
  const std::optional<std::string> head = Head(AT_FDCWD, path.c_str());
  return head && !head->empty() && !head->starts_with(kLogStart);
}

std::optional<Error> ForeignOutput(const std::string& output) {
  for (const OwnFile& own : kOwnFiles) {
    const std::string path = output + "/" + std::string(own.name);
    if (!Lacks(path, own.sign)) continue;
    return Error{ErrorType::kOutputFailed,
                 path +
                     " is there and was not written by planrec: it is not overwritten; choose "
                     "another output folder (-o)"};
  }
  return std::nullopt;
}

Status ForEachRecord(const std::string& output,
                     const std::function<Status(const std::string& record)>& use) {
  return ForEachFileBelow(output, "records", kRecordEnding, use);
}

}  // namespace planrec::batch
