// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/export/replace.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/files/file_descriptor.h"

namespace planrec::exports {

Status MayReplace(const std::string& path, std::string_view sign, uint64_t at) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return Done{};
  std::string there(sign.size(), '\0');
  const FileDescriptor file(S_ISREG(info.st_mode)
                                ? open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
                                : -1);
  const ssize_t got =
      file.valid() ? pread(file.get(), there.data(), there.size(), static_cast<off_t>(at)) : -1;
  if (got == static_cast<ssize_t>(sign.size()) && there == sign) return Done{};
  return Error{ErrorType::kOutputFailed,
               path +
                   " is there and is no export of planrec: it is not overwritten; move it, or "
                   "name another file (-o)"};
}

}  // namespace planrec::exports
