// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/clock.h"

#include <mutex>

namespace planrec::batch {
namespace {

using Steady = std::chrono::steady_clock;

std::mutex mutex;
int watches = 0;
Steady::time_point last;
Steady::duration stood_still{};

}  // namespace

Clock::time_point Clock::now() {
  const std::lock_guard<std::mutex> lock(mutex);
  const Steady::time_point now = Steady::now();
  if (watches > 0 && now - last > AwakeWatch::kLongestGap) {
    stood_still += now - last - std::chrono::milliseconds(AwakeWatch::kBeat_ms);
  }
  last = now;
  return time_point(now.time_since_epoch() - stood_still);
}

AwakeWatch::AwakeWatch() {
  Clock::now();
  const std::lock_guard<std::mutex> lock(mutex);
  ++watches;
}

AwakeWatch::~AwakeWatch() {
  const std::lock_guard<std::mutex> lock(mutex);
  --watches;
}

}  // namespace planrec::batch
