// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <tuple>
#include <variant>

#include "pipeline/files/atomic_file.h"
#include "pipeline/files/fault_point.h"
#include "pipeline/files/folder_names.h"

namespace planrec::batch {
namespace {

constexpr const char* kFolder = "/shards";
constexpr size_t kPiece = size_t{256} << 10;
constexpr size_t kLongestLine = size_t{16} << 20;
constexpr off_t kLongestEnd = 4096;  // of a line that tells the end of a run: a few short members

std::optional<JournalFile> Parse(const std::string& name) {
  JournalFile file;
  char rest = 0;
  if (std::sscanf(name.c_str(), "%d-of-%d.json%c", &file.index, &file.count, &rest) != 3)
    return std::nullopt;
  const std::string again =
      std::to_string(file.index) + "-of-" + std::to_string(file.count) + ".jsonl";
  if (again != name || file.index < 1 || file.index > file.count) return std::nullopt;
  file.name = name;
  return file;
}

}  // namespace

Status Journal::Open(const std::string& output, int index, int count) {
  const Status made = MakeFolders(output + kFolder);
  if (!made) return Error{ErrorType::kOutputFailed, made.error().message};
  name_ = std::to_string(index) + "-of-" + std::to_string(count) + ".jsonl";
  path_ = output + kFolder + "/" + name_;
  file_.Reset(::open(path_.c_str(),
                     O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666));
  struct stat info;
  if (!file_.valid() || fstat(file_.get(), &info) != 0) return WriteError("write", path_, errno);
  if (!S_ISREG(info.st_mode)) return WriteError("write", path_, EEXIST);
  // What a killed shard left half is ended, so that the next line stands alone.
  char last = '\n';
  if (info.st_size > 0 && pread(file_.get(), &last, 1, info.st_size - 1) != 1)
    return WriteError("read", path_, errno);
  if (last != '\n') buffer_ = "\n";
  return Done{};
}

Status Journal::Put(const schemas::JournalLine& line) {
  const std::lock_guard<std::mutex> lock(mutex_);
  buffer_ += schemas::JournalJson(line);
  return buffer_.size() < kPiece ? Status(Done{}) : WriteOut();
}

Status Journal::Append(const schemas::JournalLine& line) {
  const std::lock_guard<std::mutex> lock(mutex_);
  buffer_ += schemas::JournalJson(line);
  const Status written = WriteOut();
  if (!written) return written;
  if (fdatasync(file_.get()) != 0) return WriteError("flush", path_, errno);
  return Done{};
}

Status Journal::WriteOut() {
  if (const int code = FaultAt("journal")) return WriteError("write", path_, code);
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t n = write(file_.get(), left.data(), left.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return WriteError("write", path_, errno);
    left.remove_prefix(static_cast<size_t>(n));
  }
  buffer_.clear();
  return Done{};
}

Status Journal::Check() const {
  struct stat ours, named;
  if (fstat(file_.get(), &ours) == 0 && stat(path_.c_str(), &named) == 0 &&
      ours.st_ino == named.st_ino && ours.st_dev == named.st_dev)
    return Done{};
  return Error{ErrorType::kOutputFailed,
               path_ +
                   " was removed or exchanged while the shard was at work; start the same command "
                   "again: it does what is missing"};
}

std::vector<JournalFile> JournalsOf(const std::string& output) {
  std::vector<JournalFile> files;
  const std::string folder = output + kFolder;
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.valid()) return files;
  for (const std::string& name : NamesIn(opened.get()).names) {
    std::optional<JournalFile> file = Parse(name);
    if (!file) continue;
    file->path = folder + "/" + file->name;
    files.push_back(std::move(*file));
  }
  std::sort(files.begin(), files.end(), [](const JournalFile& a, const JournalFile& b) {
    return std::tie(a.count, a.index) < std::tie(b.count, b.index);
  });
  return files;
}

bool IsJournalName(std::string_view name) {
  return Parse(std::string(name)).has_value();
}

bool CameToItsEnd(const JournalFile& journal) {
  const FileDescriptor file(
      ::open(journal.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW));
  struct stat info;
  if (!file.valid() || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  const off_t size = std::min(info.st_size, kLongestEnd);
  std::string tail(static_cast<size_t>(size), '\0');
  const ssize_t n = pread(file.get(), tail.data(), tail.size(), info.st_size - size);
  if (n != size || !tail.ends_with('\n')) return false;
  tail.pop_back();
  const std::optional<schemas::JournalLine> line =
      schemas::ParseJournal(std::string_view(tail).substr(tail.rfind('\n') + 1));
  const auto* end = line ? std::get_if<schemas::JournalEnd>(&*line) : nullptr;
  return end != nullptr && end->interrupted_by.empty();
}

Status ForEachJournalLine(const std::string& path,
                          const std::function<Status(std::string_view line, uint64_t end)>& use) {
  const FileDescriptor file(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW));
  const auto unreadable = [&path](int code) {
    return Error{ErrorType::kUnreadable, path + " can't be read: " + std::strerror(code) +
                                             "; give yourself the right to read it"};
  };
  if (!file.valid()) return unreadable(errno);
  std::string text;
  uint64_t start = 0;  // of `text` in the file
  for (;;) {
    const size_t had = text.size();
    text.resize(had + kPiece);
    const ssize_t n = read(file.get(), text.data() + had, kPiece);
    if (n < 0 && errno == EINTR) {
      text.resize(had);
      continue;
    }
    if (n < 0) return unreadable(errno);
    text.resize(had + static_cast<size_t>(n));
    if (n == 0) return Done{};
    size_t at = 0;
    for (size_t stop = text.find('\n', std::max(at, had)); stop != std::string::npos;
         stop = text.find('\n', at)) {
      const Status used = use(std::string_view(text).substr(at, stop - at), start + stop + 1);
      if (!used) return used;
      at = stop + 1;
    }
    text.erase(0, at);
    start += at;
    if (text.size() > kLongestLine) return unreadable(EFBIG);
  }
}

}  // namespace planrec::batch
