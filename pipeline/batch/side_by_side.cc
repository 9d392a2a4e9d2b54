// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/side_by_side.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace planrec::batch {
namespace {

/// More would wait for the disk.
constexpr size_t kMostThreads = 8;

}  // namespace

SideBySide::SideBySide(size_t count, std::function<void(size_t)> use)
    : count_(count), use_(std::move(use)) {
  const size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const size_t wanted = std::min({cores, kMostThreads, count});
  try {
    threads_.reserve(wanted);
    while (threads_.size() < wanted) threads_.emplace_back([this] { Work(); });
  } catch (const std::system_error&) {
    // No more to be had: fewer do it.
  }
}

SideBySide::~SideBySide() {
  Join();
}

void SideBySide::Wait() {
  Work();
  Join();
  if (failed_) std::rethrow_exception(std::exchange(failed_, nullptr));
}

void SideBySide::Work() {
  try {
    for (size_t at = next_++; at < count_; at = next_++) use_(at);
  } catch (...) {
    next_ = count_;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!failed_) failed_ = std::current_exception();
  }
}

void SideBySide::Join() {
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace planrec::batch
