// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace planrec::batch {
namespace {

Error OutputError(const std::string& what, const std::string& path, int code) {
  std::string advice;
  switch (code) {
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
  if (fd < 0) return OutputError("open", folder, errno);
  // Some file systems refuse to flush a folder; the rename is then as durable as they make it.
  const bool bad = fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP;
  const int code = errno;
  close(fd);
  if (bad) return OutputError("flush", folder, code);
  return Done{};
}

}  // namespace

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
    return OutputError("make the folder", folder, ENOTDIR);
  }
  return OutputError("make the folder", folder, errno);
}

Status WriteAtomically(const std::string& path, std::string_view bytes) {
  const std::string folder = Parent(path);
  Status made = MakeFolders(folder);
  if (!made) return made;
  // The name beside is short, so that a name of the greatest length can still be written.
  std::string beside = folder + "/.planrec-XXXXXX";
  const int fd = mkostemp(beside.data(), O_CLOEXEC);
  if (fd < 0) return OutputError("write into", folder, errno);
  const auto fail = [&](const char* what, int code) -> Status {
    close(fd);
    unlink(beside.c_str());
    return OutputError(what, path, code);
  };
  if (!WriteAll(fd, bytes)) return fail("write", errno);
  if (fchmod(fd, 0666 & ~UserMask()) != 0) return fail("set the permissions of", errno);
  if (fsync(fd) != 0) return fail("flush", errno);
  if (rename(beside.c_str(), path.c_str()) != 0) return fail("rename into place", errno);
  close(fd);
  return SyncFolder(folder);
}

}  // namespace planrec::batch
