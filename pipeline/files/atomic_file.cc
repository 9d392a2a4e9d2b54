// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/files/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "pipeline/files/fault_point.h"

namespace planrec {
namespace {

constexpr const char* kTemporary = ".planrec-XXXXXX";

std::string Parent(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// Asking for the mask means setting it: done once.
mode_t UserMask() {
  static const mode_t mask = [] {
    const mode_t set = umask(077);
    umask(set);
    return set;
  }();
  return mask;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

Status SyncFolder(const std::string& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return WriteError("open", folder, errno);
  // Some file systems refuse to flush a folder; the rename is then as durable as they make it.
  const bool bad = fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP;
  const int code = errno;
  close(fd);
  if (bad) return WriteError("flush", folder, code);
  return Done{};
}

}  // namespace

bool IsTemporaryName(std::string_view name) {
  return name.size() == std::strlen(kTemporary) && name.starts_with(kTemporaryStart);
}

Error WriteError(const std::string& what, const std::string& path, int code) {
  std::string advice;
  switch (code) {
    case ENAMETOOLONG:
      return Error{ErrorType::kTooLarge,
                   "the name of its record is longer than the system allows (" +
                       std::to_string(path.size()) +
                       " bytes with the output folder's); give the folder nearer to the file as "
                       "the input, or choose a shorter output folder (-o)"};
    case ENOSPC:
    case EDQUOT:
      advice = "; free some space and start the same command again: it resumes";
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      advice = "; choose an output folder (-o) that you may write to";
      break;
    case ENOTDIR:
    case EEXIST:
      advice = "; a file stands where a folder is needed: choose another output folder (-o)";
      break;
    default:
      advice = "; check the output folder (-o)";
  }
  return Error{ErrorType::kOutputFailed,
               "can't " + what + " " + path + ": " + std::strerror(code) + advice};
}

Result<FileDescriptor> NamelessFile(const std::string& folder) {
  FileDescriptor file(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.valid()) return file;
  // Not every file system has such files.
  std::string name = folder + "/" + kTemporary;
  file.Reset(mkostemp(name.data(), O_CLOEXEC));
  if (!file.valid()) return WriteError("write into", folder, errno);
  unlink(name.c_str());
  return file;
}

Status MakeFolders(const std::string& folder) {
  if (folder.empty() || folder == "/" || folder == ".") return Done{};
  if (mkdir(folder.c_str(), 0777) == 0) return Done{};
  if (errno == ENOENT) {
    Status parent = MakeFolders(Parent(folder));
    if (!parent) return parent;
    if (mkdir(folder.c_str(), 0777) == 0) return Done{};
  }
  if (errno == EEXIST) {
    struct stat info;
    if (stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return Done{};
    return WriteError("make the folder", folder, ENOTDIR);
  }
  return WriteError("make the folder", folder, errno);
}

AtomicFile::~AtomicFile() {
  if (!beside_.empty()) unlink(beside_.c_str());
}

Status AtomicFile::Open(const std::string& path) {
  path_ = path;
  const std::string folder = Parent(path);
  Status made = MakeFolders(folder);
  if (!made) return made;
  if (const int code = FaultAt("make")) return WriteError("write into", folder, code);
  // The name beside is short, so that a name of the greatest length can still be written.
  std::string beside = folder + "/" + kTemporary;
  file_.Reset(mkostemp(beside.data(), O_CLOEXEC));
  if (!file_.valid()) return WriteError("write into", folder, errno);
  beside_ = beside;
  return Done{};
}

Status AtomicFile::Append(std::string_view bytes) {
  constexpr size_t kBuffer = size_t{256} << 10;
  size_ += bytes.size();
  if (bytes.size() >= kBuffer) {
    // Not to hold it twice.
    const Status flushed = Flush();
    return flushed ? WriteOut(bytes) : flushed;
  }
  buffer_.append(bytes);
  return buffer_.size() < kBuffer ? Status(Done{}) : Flush();
}

Status AtomicFile::Flush() {
  const Status written = WriteOut(buffer_);
  buffer_.clear();
  return written;
}

Status AtomicFile::WriteOut(std::string_view bytes) {
  if (const int code = FaultAt("write")) return WriteError("write", path_, code);
  if (!WriteAll(file_.get(), bytes)) return WriteError("write", path_, errno);
  return Done{};
}

Status AtomicFile::Commit() {
  Status flushed = Flush();
  if (!flushed) return flushed;
  if (fchmod(file_.get(), 0666 & ~UserMask()) != 0) {
    return WriteError("set the permissions of", path_, errno);
  }
  if (const int code = FaultAt("flush")) return WriteError("flush", path_, code);
  if (fsync(file_.get()) != 0) return WriteError("flush", path_, errno);
  if (const int code = FaultAt("rename")) return WriteError("rename into place", path_, code);
  if (rename(beside_.c_str(), path_.c_str()) != 0) {
    return WriteError("rename into place", path_, errno);
  }
  beside_.clear();
  file_.Reset();
  if (const int code = FaultAt("flush folder")) return WriteError("flush", path_, code);
  return SyncFolder(Parent(path_));
}

OutsideFile::~OutsideFile() {
  if (!beside_.empty()) unlink(beside_.c_str());
}

Result<std::string> OutsideFile::Begin(const std::string& path) {
  path_ = path;
  const std::string folder = Parent(path);
  const Status made = MakeFolders(folder);
  if (!made) return made.error();
  std::string beside = folder + "/" + kTemporary;
  const FileDescriptor file(mkostemp(beside.data(), O_CLOEXEC));
  if (!file.valid()) return WriteError("write into", folder, errno);
  beside_ = beside;
  return beside;
}

Status OutsideFile::Commit() {
  const FileDescriptor file(open(beside_.c_str(), O_RDWR | O_CLOEXEC));
  if (!file.valid()) return WriteError("open", path_, errno);
  if (fchmod(file.get(), 0666 & ~UserMask()) != 0) {
    return WriteError("set the permissions of", path_, errno);
  }
  if (fsync(file.get()) != 0) return WriteError("flush", path_, errno);
  if (rename(beside_.c_str(), path_.c_str()) != 0) {
    return WriteError("rename into place", path_, errno);
  }
  beside_.clear();
  return SyncFolder(Parent(path_));
}

Status WriteAtomically(const std::string& path, std::string_view bytes) {
  AtomicFile file;
  Status status = file.Open(path);
  if (status) status = file.Append(bytes);
  if (status) status = file.Commit();
  return status;
}

}  // namespace planrec
