// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many small pieces of work on as many threads as the machine has cores.
//
//   SideBySide parsing(lines.size(), [&](size_t k) { parsed[k] = Parse(lines[k]); });
//   …                                  // meanwhile, something else
//   parsing.Wait();                    // takes part in what is left
//
// What `use` touches is its own, or guards itself. Where no thread is to be had, Wait does it all.
// The first exception of a piece ends the work; Wait throws it.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace planrec::batch {

class SideBySide {
 public:
  /// Begins `use` of 0 … count - 1, in any order.
  SideBySide(size_t count, std::function<void(size_t)> use);
  /// Waits.
  ~SideBySide();
  SideBySide(const SideBySide&) = delete;
  SideBySide& operator=(const SideBySide&) = delete;

  void Wait();

 private:
  void Work();
  void Join();

  const size_t count_;
  const std::function<void(size_t)> use_;
  std::atomic<size_t> next_ = 0;
  std::mutex mutex_;
  std::exception_ptr failed_;
  std::vector<std::thread> threads_;
};

}  // namespace planrec::batch
