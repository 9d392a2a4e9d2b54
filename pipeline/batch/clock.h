// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time in which the program could work: the clock of deadlines and of what is reported. It stands
// still while the machine sleeps (CLOCK_MONOTONIC) and, where an AwakeWatch lives, while the whole
// program is stopped (Ctrl-Z, SIGSTOP, a frozen container): nothing times out by that.
//
//   const AwakeWatch awake;
//   for (;;) {
//     poll(waits, 2, AwakeWatch::kBeat_ms);
//     Clock::now();                          // a longer gap than kLongestGap was no work
//   }
//
// Thread safe.
#pragma once

#include <chrono>

namespace planrec::batch {

struct Clock {
  using duration = std::chrono::steady_clock::duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<Clock>;
  static constexpr bool is_steady = true;

  static time_point now();
};

/// While one lives, whoever holds it calls Clock::now() about every kBeat_ms.
class AwakeWatch {
 public:
  static constexpr int kBeat_ms = 500;
  /// Far more than a busy machine lets a thread wait.
  static constexpr std::chrono::seconds kLongestGap{3};

  AwakeWatch();
  ~AwakeWatch();
  AwakeWatch(const AwakeWatch&) = delete;
  AwakeWatch& operator=(const AwakeWatch&) = delete;
};

}  // namespace planrec::batch
