// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file in, its record out: read by a `planrec run` of its own in a folder of its own, so with all
// that holds for a run. One at a time; a few wait.
//
//   Submissions submissions(settings);
//   Answer answer = submissions.Read("a.pdf", [&](int fd) { return … writes the bytes … });
//
// Thread safe; Read waits. The folder goes with the answer. What a run says of a file (its error's
// type and message) is the answer's; 503 where too many wait.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/serve/exchange.h"

namespace planrec::serve {

struct SubmitSettings {
  std::vector<std::string> program;  ///< empty = this one
  int most_waiting = 8;
  int timeout_s = 3600;
};

class Submissions {
 public:
  explicit Submissions(SubmitSettings settings) : settings_(std::move(settings)) {}

  /// `write` puts the bytes into the descriptor; an Answer with another status than 200 where they
  /// are not to be had.
  Answer Read(const std::string& name, const std::function<Answer(int fd)>& write);
  /// Ends what is under way.
  void Stop();

 private:
  Answer RunOn(const std::string& folder, const std::string& name);
  int Await(int pid);

  const SubmitSettings settings_;
  std::mutex mutex_;
  std::condition_variable turn_;
  int waiting_ = 0;
  bool busy_ = false, stop_ = false;
};

}  // namespace planrec::serve
