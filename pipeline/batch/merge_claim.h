// SPDX-License-Identifier: GPL-3.0-or-later
//
// One merge at a time in an output folder that several machines write to.
//
//   MergeClaim claim;
//   Result<bool> mine = claim.Take("out");     // false: another one merges; claim.holder() says
//   who
//
// The claim is the folder OUT/shards/.planrec-merge with the name of its holder in it, renamed into
// its place: a folder is never renamed over one that is not empty, on network file systems neither,
// so of several at once one comes first. It is touched while it is held; one that was not for
// kClaimLives is a dead merge's, as is that of a process of this machine that is gone, and is taken
// over. Times are those of the file system alone: the clocks of machines play no part. Should two
// merge at once after all (one that was asleep for that long), each writes whole files with the
// same content, and the one that lost the claim ends before it writes (Check).
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "pipeline/core/result.h"

namespace planrec::batch {

/// How often a claim is touched, and after how long without it counts as left behind. An attribute
/// cache of NFS is at most a minute old (acdirmax).
inline constexpr int kClaimBeats_s = 10, kClaimLives_s = 120;

class MergeClaim {
 public:
  MergeClaim() = default;
  /// Gives it back.
  ~MergeClaim();
  MergeClaim(const MergeClaim&) = delete;
  MergeClaim& operator=(const MergeClaim&) = delete;

  /// False where another one has it. kOutputFailed where the folder can't be written.
  Result<bool> Take(const std::string& output);
  /// kOutputFailed where it is another one's by now.
  Status Check() const;
  /// Who has it: "process 12 on host".
  const std::string& holder() const { return holder_; }

 private:
  void Beat();

  std::string folder_, own_, holder_;
  bool taken_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ended_ = false;
  std::thread beats_;
};

}  // namespace planrec::batch
