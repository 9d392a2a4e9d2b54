// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/files/read_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "pipeline/files/file_descriptor.h"

namespace planrec {

Result<std::string> ReadWhole(const std::string& path, int64_t most_bytes) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!file.valid() || fstat(file.get(), &info) != 0) {
    const int code = errno;
    const bool absent = code == ENOENT || code == ENOTDIR;
    return Error{absent ? ErrorType::kNotFound : ErrorType::kUnreadable,
                 path + " can't be read: " + std::strerror(code)};
  }
  if (!S_ISREG(info.st_mode) || info.st_size > most_bytes)
    return Error{ErrorType::kUnreadable, path + " is no file of planrec's"};
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

Status ForEachFileBelow(const std::string& output, const std::string& folder,
                        std::string_view ending,
                        const std::function<Status(const std::string& file)>& use) {
  namespace fs = std::filesystem;
  const std::string root = output + "/" + folder;
  std::error_code failed;
  for (fs::recursive_directory_iterator
           at(root, fs::directory_options::skip_permission_denied, failed),
       end;
       !failed && at != end; at.increment(failed)) {
    const std::string path = at->path().string();
    if (!path.ends_with(ending)) continue;
    const Status used = use(folder + path.substr(root.size()));
    if (!used) return used;
  }
  return Done{};
}

std::vector<std::string> FilesBelow(const std::string& output, const std::string& folder,
                                    std::string_view ending) {
  std::vector<std::string> files;
  static_cast<void>(
      ForEachFileBelow(output, folder, ending, [&files](const std::string& file) -> Status {
        files.push_back(file);
        return Done{};
      }));
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace planrec
