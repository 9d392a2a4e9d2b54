// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/log.h"

#include <cerrno>
#include <cstring>
#include <ctime>

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
  file_.reset(std::fopen(path.c_str(), "ae"));
  if (file_ == nullptr) {
    return Error{ErrorType::kOutputFailed, "can't write the log " + path + ": " +
                                               std::strerror(errno) + "; choose another --log"};
  }
  return Done{};
}

void Log::Write(schemas::LogLine line) {
  if (file_ == nullptr) return;
  line.time = UtcNow();
  const std::string text = schemas::LogJson(line) + "\n";
  const std::lock_guard<std::mutex> lock(mutex_);
  std::fwrite(text.data(), 1, text.size(), file_.get());
  std::fflush(file_.get());
}

}  // namespace planrec::batch
