// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long a run will still take, from what it has read: the median of each kind of page (a scan
// takes twenty times as long as text that is there), so that one page that hangs does not count for
// thousands, and a value that moves slowly towards a new estimate instead of jumping.
//
//   TimeLeft left;
//   left.PageRead("image without text", 0.8);
//   std::optional<double> seconds = left.At(elapsed, inputs_done, inputs_left);
//
// Not thread safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::batch {

class TimeLeft {
 public:
  /// `reason`: why the page was read as it was (Page::origin_reason), which tells its kind.
  void PageRead(std::string_view reason, double seconds);

  /// Seconds left at `elapsed` seconds of the run, called with growing times; nullopt before there
  /// is anything to go by. `done`: inputs that were read, `left`: those that were not.
  std::optional<double> At(double elapsed, int64_t done, int64_t left);

 private:
  struct Kind {
    int64_t pages = 0;
    std::vector<float> last;  ///< of the last pages, a ring
  };
  /// What a page takes by the medians, beside what pages took.
  double Typical() const;

  std::map<std::string, Kind, std::less<>> kinds_;
  int64_t pages_ = 0;
  double seconds_ = 0;
  std::optional<double> shown_;
  double shown_at_ = 0;
};

}  // namespace planrec::batch
