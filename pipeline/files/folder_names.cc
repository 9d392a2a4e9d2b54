// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/files/folder_names.h"

#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "pipeline/files/file_descriptor.h"

namespace planrec {
namespace {

struct CloseFolder {
  void operator()(DIR* stream) const { closedir(stream); }
};

}  // namespace

FolderNames NamesIn(int folder) {
  FolderNames found;
  FileDescriptor own(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::unique_ptr<DIR, CloseFolder> stream(own.valid() ? fdopendir(own.get()) : nullptr);
  if (!stream) {
    found.failed = errno;
    return found;
  }
  // The stream owns the descriptor from here on.
  own.Release();
  errno = 0;
  while (const dirent* entry = readdir(stream.get())) {
    std::string name = entry->d_name;
    if (name != "." && name != "..") found.names.push_back(std::move(name));
    errno = 0;
  }
  found.failed = errno;
  std::sort(found.names.begin(), found.names.end());
  return found;
}

}  // namespace planrec
