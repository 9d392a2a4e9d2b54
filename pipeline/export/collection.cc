// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/export/collection.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "pipeline/corrections/corrections.h"
#include "pipeline/files/file_descriptor.h"
#include "schemas/batch_json.h"
#include "schemas/record_json.h"
#include "schemas/record_links.h"

namespace planrec::exports {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostNamed = 20;
/// What no table of an export shows; most of a record's bytes.
constexpr const char* kHeavy[] = {"sections", "tables", "repairs", "recipients_evidence"};

std::vector<std::string> RecordsOf(const std::string& output) {
  std::vector<std::string> records;
  const std::string folder = output + "/records";
  std::error_code failed;
  for (fs::recursive_directory_iterator
           at(folder, fs::directory_options::skip_permission_denied, failed),
       end;
       !failed && at != end; at.increment(failed)) {
    const std::string path = at->path().string();
    if (path.ends_with(".plan.json")) records.push_back("records" + path.substr(folder.size()));
  }
  std::sort(records.begin(), records.end());
  return records;
}

std::string ReadWhole(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!file.valid() || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return "";
  std::string text(static_cast<size_t>(info.st_size), '\0');
  size_t got = 0;
  while (got < text.size()) {
    const ssize_t n = read(file.get(), text.data() + got, text.size() - got);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    got += static_cast<size_t>(n);
  }
  text.resize(got);
  return text;
}

}  // namespace

Result<Collected> ForEachRecord(
    const std::string& output, bool whole,
    const std::function<Status(const Source& source, const std::string& json)>& use) {
  const std::vector<std::string> records = RecordsOf(output);
  if (records.empty()) {
    return Error{ErrorType::kNotFound, "no records (records/….plan.json) in " + output +
                                           "; give the folder that `planrec run -o` wrote"};
  }
  const bool corrected = fs::exists(output + "/corrections");
  Collected collected;
  const auto leave_out = [&collected](const std::string& record, const std::string& why) {
    if (collected.left_out.size() < kMostNamed) collected.left_out.push_back(record + ": " + why);
  };
  for (const std::string& record : records) {
    std::string json = ReadWhole(output + "/" + record);
    if (corrected) {
      const Result<corrections::State> state = corrections::Read(output, record);
      if (!state) {
        leave_out(record, state.error().message);
        continue;
      }
      corrections::Applied applied = corrections::Apply(json, state->corrections);
      collected.conflicts += static_cast<int64_t>(applied.conflicts.size());
      json = std::move(applied.json);
    }
    std::string light;
    if (!whole) light = schemas::WithoutLists(json, kHeavy);
    Result<PlanRecord> read = schemas::ReadRecord(whole ? json : light);
    if (!read || read->source.sha256.empty()) {
      leave_out(record, read ? "it is no plan record" : read.error().message);
      continue;
    }
    Source source = MakeSource(std::move(*read), record);
    source.ordinal = ++collected.records;
    const Status used = use(source, whole ? schemas::CompactJson(json) : "");
    if (!used) return used.error();
  }
  return collected;
}

}  // namespace planrec::exports
