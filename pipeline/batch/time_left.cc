// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/time_left.h"

#include <algorithm>
#include <cmath>

namespace planrec::batch {
namespace {

constexpr size_t kMostKinds = 8;    // a worker may say anything
constexpr size_t kPagesKept = 101;  // of a kind, for its median
constexpr size_t kLongestKind = 24;
constexpr int64_t kFewestPages = 3;  // before these nothing is said
// A new estimate counts two thirds after this share of what is left: the longer, the calmer.
constexpr double kSettles = 0.1, kSettlesSoonest_s = 1, kSettlesLatest_s = 60;

/// "layer:marks 0.29" and "layer:marks 0.31" are one kind.
std::string_view KindOf(std::string_view reason) {
  return reason.substr(0, std::min(reason.find_first_of(",:0123456789"), kLongestKind));
}

}  // namespace

void TimeLeft::PageRead(std::string_view reason, double seconds) {
  const std::string_view name = KindOf(reason);
  auto found = kinds_.find(name);
  if (found == kinds_.end()) {
    const bool full = kinds_.size() >= kMostKinds;
    found = full ? kinds_.begin() : kinds_.emplace(std::string(name), Kind{}).first;
  }
  Kind& kind = found->second;
  const auto value = static_cast<float>(seconds);
  if (kind.last.size() < kPagesKept) {
    kind.last.push_back(value);
  } else {
    kind.last[static_cast<size_t>(kind.pages) % kPagesKept] = value;
  }
  ++kind.pages;
  ++pages_;
  seconds_ += seconds;
}

double TimeLeft::Typical() const {
  double typical = 0;
  for (const auto& [name, kind] : kinds_) {
    std::vector<float> times = kind.last;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    typical += static_cast<double>(kind.pages) * static_cast<double>(*middle);
  }
  return seconds_ > 0 ? typical / seconds_ : 1;
}

std::optional<double> TimeLeft::At(double elapsed, int64_t done, int64_t left) {
  if (pages_ < kFewestPages || done < 1 || left < 0 || elapsed <= 0) return std::nullopt;
  // Pages of inputs that are being read count as read: what is left is less by them.
  const double all = static_cast<double>(done + left);
  const double pages_of_input = static_cast<double>(pages_) / (static_cast<double>(done) + 0.5);
  const double pages_left =
      std::max(static_cast<double>(left) * 0.5, all * pages_of_input - static_cast<double>(pages_));
  const double wanted =
      left == 0 ? 0 : pages_left * elapsed / static_cast<double>(pages_) * Typical();
  const double passed = elapsed - shown_at_;
  if (!shown_ || passed < 0) {
    shown_ = wanted;
  } else {
    const double settles = std::clamp(kSettles * wanted, kSettlesSoonest_s, kSettlesLatest_s);
    const double counted_down = std::max(0.0, *shown_ - passed);
    *shown_ = counted_down + (wanted - counted_down) * (1 - std::exp(-passed / settles));
  }
  shown_at_ = elapsed;
  return shown_;
}

}  // namespace planrec::batch
