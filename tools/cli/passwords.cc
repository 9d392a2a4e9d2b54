// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/cli/passwords.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "pipeline/files/file_descriptor.h"
#include "pipeline/language/language.h"
#include "tools/cli/say.h"

namespace planrec::cli {
namespace {

constexpr off_t kMostBytes = 64 << 10;
constexpr size_t kMostPasswords = 1000, kLongestPassword = 1024;

Error Unusable(const std::string& why) {
  return {ErrorType::kUnreadable,
          "--password-file: " + why + "; give a text file with a password a line"};
}

}  // namespace

Result<std::vector<std::string>> ReadPasswords(const std::string& file) {
  const FileDescriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!opened.valid() || fstat(opened.get(), &info) != 0) return Unusable(std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return Unusable("it is not a file");
  if (info.st_size > kMostBytes) return Unusable("it is larger than 64 KiB");
  if ((info.st_mode & (S_IRGRP | S_IROTH)) != 0) {
    Say(language::InLanguage("others may read the password file; keep it to yourself (chmod 600)"));
  }
  std::string text(static_cast<size_t>(info.st_size), '\0');
  const ssize_t got = pread(opened.get(), text.data(), text.size(), 0);
  if (got < 0) return Unusable(std::strerror(errno));
  text.resize(static_cast<size_t>(got));
  std::vector<std::string> passwords;
  for (size_t at = 0; at < text.size();) {
    const size_t stop = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, stop - at);
    at = stop + 1;
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    if (line.size() > kLongestPassword || passwords.size() == kMostPasswords)
      return Unusable("it has too many or too long lines");
    passwords.push_back(std::move(line));
  }
  if (passwords.empty()) return Unusable("it has no password");
  return passwords;
}

}  // namespace planrec::cli
