// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/spawn_desk.h"

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

#include "pipeline/batch/protocol.h"

namespace planrec::batch {
namespace {

#if defined(__SANITIZE_THREAD__)
// Its runtime has a thread of its own: what a copy would find of it is not whole.
constexpr bool kMayCopy = false;
#else
constexpr bool kMayCopy = true;
#endif

/// As fork(), but as a sibling. The process has one thread, so that the locks of the library are
/// free in the copy too.
pid_t Copy() {
  return static_cast<pid_t>(
      syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
}

}  // namespace

bool SpawnDesk::Serve(Message& message) {
  if (is_copy_ || !message.descriptor.valid()) return false;
  if (message.type == MessageType::kPrint) {
    print_ = std::move(message.descriptor);
    return true;
  }
  const FileDescriptor print = std::move(print_);
  if (!print.valid()) return false;
  std::fflush(nullptr);
  const pid_t parent = getppid();
  const pid_t copy = kMayCopy ? Copy() : (errno = ENOSYS, -1);
  if (copy < 0) {
    return channel_.Send(MessageType::kRefused,
                         EncodeError({ErrorType::kInternal, std::strerror(errno)}));
  }
  if (copy > 0) return channel_.Send(MessageType::kSpawned, std::to_string(copy));
  is_copy_ = true;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Whoever started us may have ended before that was said.
  if (getppid() != parent || dup2(print.get(), STDOUT_FILENO) < 0 ||
      dup2(print.get(), STDERR_FILENO) < 0) {
    _exit(1);
  }
  channel_.Replace(std::move(message.descriptor));
  return true;
}

}  // namespace planrec::batch
