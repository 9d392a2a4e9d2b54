// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of N parts an input belongs to: a function of its path and of nothing else, so that every
// machine comes to the same answer; or, where a list says how large each input is, of that list, so
// that the parts are about equally large.
//
//   Result<Shards> shards = Shards::Make(8, "sizes.tsv");
//   shards->Of("a/b.pdf")     // 1 … 8
//
// Const access is thread safe. Memory with a list: 12 bytes an input.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/batch/stop_signal.h"
#include "pipeline/core/result.h"

namespace planrec::batch {

class Shards {
 public:
  /// `sizes`: a file with "SIZE<tab>PATH" a line, as `find INPUT -type f -printf '%s\t%P\n'`
  /// prints it, which may be a pipe; SIZE may be bytes, pages or seconds. Empty: none. kNotFound,
  /// kUnreadable or kCorrupt where it can't be used. A pipe is waited for until `stop`, whose parts
  /// are then of no use.
  static Result<Shards> Make(int count, const std::string& sizes, const StopSignal* stop = nullptr);

  /// Of an input that the list does not know: by its path.
  int Of(const std::string& path) const;

 private:
  int count_ = 1;
  /// Ordered; the hash of a path and its part.
  std::vector<std::pair<uint64_t, int>> listed_;
};

}  // namespace planrec::batch
