// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/write_or_stop.h"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace planrec::batch {
namespace {

constexpr int kPatience_ms = 100;  // for a stuck reader, once the run is to stop

}  // namespace

bool WriteOrStop(int fd, std::string_view text, int stop_fd) {
  while (!text.empty()) {
    pollfd waits[] = {{fd, POLLOUT, 0}, {stop_fd, POLLIN, 0}};
    if (poll(waits, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    if (waits[0].revents == 0) {
      // The run is to stop and there is no room: a moment more, then never mind.
      if (poll(waits, 1, kPatience_ms) <= 0) {
        errno = ETIMEDOUT;
        return false;
      }
    }
    // A pipe that has room at all has room for this much.
    const ssize_t n = write(fd, text.data(), std::min<size_t>(text.size(), PIPE_BUF));
    if (n < 0) {
      if (errno == EINTR || errno == EAGAIN) continue;
      return false;
    }
    text.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

}  // namespace planrec::batch
