// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/stop_signal.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>

#include <atomic>
#include <cerrno>

#include "pipeline/batch/clock.h"

namespace planrec::batch {
namespace {

std::atomic<int> event_fd{-1};
std::atomic<int> received{0};
std::atomic<bool> stopping{false};
struct sigaction old_interrupt, old_terminate, old_pipe, old_size;

void Wake(int fd) {
  const uint64_t one = 1;
  // The counter can't overflow in practice; nothing could be done about a failure here.
  [[maybe_unused]] const ssize_t written = write(fd, &one, sizeof one);
}

void Handle(int number) {
  const int saved = errno;
  if (received.exchange(number) != 0) _exit(128 + number);
  stopping = true;
  Wake(event_fd);
  errno = saved;
}

}  // namespace

StopSignal::StopSignal() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  event_fd = event_.get();
  received = 0;
  stopping = false;
  struct sigaction action {};
  action.sa_handler = Handle;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, &old_interrupt);
  sigaction(SIGTERM, &action, &old_terminate);
  // A reader of standard error that goes away must not end the run.
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, &old_pipe);
  // A file that may not grow further is a failed write, not the end of the program.
  sigaction(SIGXFSZ, &action, &old_size);
}

StopSignal::~StopSignal() {
  sigaction(SIGINT, &old_interrupt, nullptr);
  sigaction(SIGTERM, &old_terminate, nullptr);
  sigaction(SIGPIPE, &old_pipe, nullptr);
  sigaction(SIGXFSZ, &old_size, nullptr);
}

bool StopSignal::stopped() const {
  return stopping;
}

bool StopSignal::WaitOr(int other) const {
  const AwakeWatch awake;
  pollfd waits[] = {{event_.get(), POLLIN, 0}, {other, POLLIN, 0}};
  for (;;) {
    const int ready = poll(waits, 2, AwakeWatch::kBeat_ms);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return stopping;
    Clock::now();
  }
}

int StopSignal::signal_number() const {
  return received;
}

void StopSignal::Trigger() {
  stopping = true;
  Wake(event_.get());
}

}  // namespace planrec::batch
