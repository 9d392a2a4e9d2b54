// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/file_stamp.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

namespace planrec::batch {
namespace {

FileStamp StampFrom(const struct stat& info) {
  return {info.st_dev,          info.st_ino,         info.st_size,        info.st_mtim.tv_sec,
          info.st_mtim.tv_nsec, info.st_ctim.tv_sec, info.st_ctim.tv_nsec};
}

}  // namespace

FileStamp StampOf(int fd) {
  struct stat info;
  return fstat(fd, &info) == 0 ? StampFrom(info) : FileStamp{};
}

FileStamp StampAt(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 ? StampFrom(info) : FileStamp{};
}

UnchangedFiles::UnchangedFiles(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  for (const std::string& path : paths) {
    std::error_code none;
    fs::directory_iterator files(path, none);
    if (none) stamps_[path] = StampAt(path);
    for (const fs::directory_iterator end; !none && files != end; files.increment(none)) {
      stamps_[files->path().string()] = StampAt(files->path().string());
    }
  }
}

std::optional<std::string> UnchangedFiles::Changed() const {
  for (const auto& [path, stamp] : stamps_) {
    if (StampAt(path) != stamp) return path;
  }
  return std::nullopt;
}

}  // namespace planrec::batch
