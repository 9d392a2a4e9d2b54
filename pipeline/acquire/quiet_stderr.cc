// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/quiet_stderr.h"

#include <fcntl.h>
#include <unistd.h>

namespace planrec::acquire {

QuietStderr::QuietStderr() : kept_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (kept_ >= 0 && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
  if (nowhere >= 0) close(nowhere);
}

QuietStderr::~QuietStderr() {
  if (kept_ < 0) return;
  dup2(kept_, STDERR_FILENO);
  close(kept_);
}

}  // namespace planrec::acquire
