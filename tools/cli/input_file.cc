// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/cli/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace planrec::cli {
namespace {

Error OpenError(int code) {
  return {code == ENOENT ? ErrorType::kNotFound : ErrorType::kUnreadable,
          std::string(std::strerror(code)) + "; check the path"};
}

}  // namespace

Result<InputFile> OpenInput(const std::string& path) {
  if (path == "-") return InputFile(stdin);
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return OpenError(errno);
  InputFile file(fdopen(fd, "rb"));
  if (!file) {
    const int code = errno;
    close(fd);
    return OpenError(code);
  }
  struct stat info;
  if (fstat(fd, &info) != 0) return OpenError(errno);
  if (!S_ISREG(info.st_mode) && !S_ISFIFO(info.st_mode)) {
    return Error{ErrorType::kUnreadable, S_ISDIR(info.st_mode)
                                             ? "is a folder; name the file"
                                             : "is neither a file nor a pipe; name a file"};
  }
  // Opening must not wait; reading may: whoever has a pipe open for writing will write or close it.
  fcntl(fd, F_SETFL, O_RDONLY);
  return file;
}

Result<std::string> ReadAll(FILE* file) {
  std::string bytes;
  std::array<char, size_t{64} << 10> piece;
  while (const size_t got = std::fread(piece.data(), 1, piece.size(), file)) {
    bytes.append(piece.data(), got);
  }
  if (std::ferror(file) != 0) {
    return Error{ErrorType::kUnreadable, "can't be read: " + std::string(std::strerror(errno)) +
                                             "; check the file and the disk it is on"};
  }
  return bytes;
}

bool ReadLine(FILE* file, std::string& line) {
  char* text = nullptr;
  size_t room = 0;
  const ssize_t got = getline(&text, &room, file);
  line.assign(text == nullptr || got < 0 ? "" : text, got < 0 ? 0 : static_cast<size_t>(got));
  std::free(text);
  if (!line.empty() && line.back() == '\n') line.pop_back();
  return got >= 0;
}

}  // namespace planrec::cli
