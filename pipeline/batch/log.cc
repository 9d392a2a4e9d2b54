// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/log.h"

#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include "pipeline/batch/own_files.h"
#include "pipeline/batch/write_or_stop.h"

namespace planrec::batch {

std::string UtcNow() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Status Log::Open(const std::string& path) {
  if (path.empty()) return Done{};
  path_ = path;
  FileDescriptor file(::open(
      path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0666));
  if (!file.valid()) {
    return Error{ErrorType::kOutputFailed,
                 "can't write the log " + path + ": " +
                     (errno == ENXIO ? "nobody reads that pipe" : std::strerror(errno)) +
                     "; choose another --log"};
  }
  if (IsForeignLog(path)) {
    return Error{ErrorType::kOutputFailed,
                 path +
                     " is there and is no log of planrec: it is left as it is; choose another "
                     "--log"};
  }
  file_ = std::move(file);
  return Done{};
}

void Log::Write(schemas::LogLine line) {
  if (!file_.valid()) return;
  line.time = UtcNow();
  const std::string text = schemas::LogJson(line) + "\n";
  const std::lock_guard<std::mutex> lock(mutex_);
  if (failure_ || WriteOrStop(file_.get(), text, stop_fd_)) return;
  failure_ = Error{ErrorType::kOutputFailed,
                   "the log " + path_ + " is not whole: " + std::strerror(errno) +
                       "; the records are: free some space, or choose another --log"};
}

std::optional<Error> Log::failure() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return failure_;
}

}  // namespace planrec::batch
