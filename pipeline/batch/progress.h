// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person (or a program that started us) sees on standard error while a run goes on: a live
// bar on a terminal, plain lines otherwise, JSON lines on request; messages in between.
//
//   Progress progress(ProgressMode::kAuto, quiet);
//   progress.Start(inputs);
//   progress.PageRead(); progress.InputFinished(failed); progress.Say("…");
//   progress.End();
//
// Thread safe; a thread of its own draws.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/run.h"
#include "pipeline/batch/time_left.h"

namespace planrec::batch {

class Progress {
 public:
  /// `stop_fd`: once it is readable, nothing waits any more for a terminal or pipe that is stuck.
  Progress(ProgressMode mode, bool quiet, int stop_fd = -1);
  ~Progress() { End(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Start(int64_t inputs);
  /// So many more were found.
  void More(int64_t inputs);
  /// `reason`, `seconds`: of the page, as time_left.h has them.
  void PageRead(std::string_view reason, double seconds);
  /// `counts`: false for one taken over from an earlier run, which says nothing about the rate.
  void InputFinished(bool failed, bool counts);
  /// A line of its own, whatever else is drawn. Not shown when quiet, unless it is an error.
  void Say(const std::string& line);
  void SayError(const std::string& line);
  /// Draws the last state and stops the thread. May be called twice.
  void End();

  double Seconds() const;
  int64_t PagesRead();

 private:
  enum class Style { kBar, kLines, kJson, kNone };
  struct State {
    int64_t inputs = 0, finished = 0, counted = 0, failed = 0, pages = 0;
  };
  void Loop();
  void Draw(const char* event);
  void Print(const std::string& line);
  void Put(std::string_view text);

  Style style_;
  bool quiet_;
  int stop_fd_;
  Clock::time_point start_ = Clock::now();
  std::mutex mutex_;
  std::condition_variable wake_;
  State state_;
  TimeLeft time_left_;
  bool ended_ = false, bar_shown_ = false;
  std::thread thread_;
};

/// "1 h 05 min", "3 min 20 s", "12 s".
std::string Duration(double seconds);

/// The text of the bar, less than `columns` wide; 0 = a line without a bar, as long as it is.
std::string BarText(int64_t inputs, int64_t finished, int64_t failed, int64_t pages,
                    double pages_per_second, double seconds_left, int columns);

}  // namespace planrec::batch
