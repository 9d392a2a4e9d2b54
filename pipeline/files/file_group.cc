// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/files/file_group.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <set>

#include "pipeline/files/atomic_file.h"
#include "pipeline/files/fault_point.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec {
namespace {

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

/// A file of a new temporary name in a folder, with the rights that the user's mask gives.
FileDescriptor MakeBeside(const std::string& folder, std::string& name) {
  static thread_local std::minstd_rand numbers(std::random_device{}());
  constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuvwxyz";
  constexpr int kTries = 1000;
  FileDescriptor file;
  for (int attempt = 0; attempt < kTries && !file.valid(); ++attempt) {
    name = folder + (folder.ends_with('/') ? "" : "/") + std::string(kTemporaryStart);
    for (int letter = 0; letter < 6; ++letter) name += kLetters[numbers() % kLetters.size()];
    file.Reset(open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.valid() && errno != EEXIST) break;
  }
  return file;
}

Status Flush(const std::string& folder, const char* point, int (*flush)(int)) {
  if (const int code = FaultAt(point)) return WriteError("flush", folder, code);
  const FileDescriptor file(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file.valid()) return WriteError("open", folder, errno);
  // Some file systems refuse to flush a folder; the rename is then as durable as they make it.
  if (flush(file.get()) != 0 && errno != EINVAL && errno != ENOTSUP)
    return WriteError("flush", folder, errno);
  return Done{};
}

}  // namespace

FileGroup::~FileGroup() {
  for (const File& file : files_) unlink(file.beside.c_str());
}

Status FileGroup::Add(const std::string& path, std::string_view bytes) {
  const std::string folder = FolderOf(path);
  if (const int code = FaultAt("make")) return WriteError("write into", folder, code);
  std::string beside;
  const FileDescriptor file = MakeBeside(folder, beside);
  if (!file.valid()) return WriteError("write into", folder, errno);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    files_.push_back({beside, path});
  }
  if (const int code = FaultAt("write")) return WriteError("write", path, code);
  while (!bytes.empty()) {
    const ssize_t n = write(file.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return WriteError("write", path, errno);
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return Done{};
}

Status FileGroup::Commit() {
  if (files_.empty()) return Done{};
  Status status = Flush(FolderOf(files_.front().path), "flush", syncfs);
  std::set<std::string> folders;
  while (status && !files_.empty()) {
    const File& file = files_.back();
    if (const int code = FaultAt("rename")) {
      status = WriteError("rename into place", file.path, code);
    } else if (rename(file.beside.c_str(), file.path.c_str()) != 0) {
      status = WriteError("rename into place", file.path, errno);
    } else {
      folders.insert(FolderOf(file.path));
      files_.pop_back();
    }
  }
  for (const std::string& folder : folders) {
    if (status) status = Flush(folder, "flush folder", fsync);
  }
  return status;
}

}  // namespace planrec
