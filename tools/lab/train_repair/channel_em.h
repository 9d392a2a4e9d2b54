// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learns a channel from word pairs by expectation maximisation over all ways to cut both words into
// segments of 1–2 true letters and 0–3 observed characters.
#pragma once

#include <string>
#include <vector>

#include "normalizers/language/channel.h"

namespace planrec::train {

struct WordPair {
  std::u32string truth, observed;
  double count = 1;
};

struct EmOptions {
  int rounds = 8;
  double least = 0.8;  ///< expected count under which an operation is dropped at the end
  bool strips_marks =
      true;  ///< the engine prints no Vietnamese letters: rare ones read as their base
  bool any_engine = false;  ///< also what engines that are not at hand print for marked letters
  double pair_penalty =
      1.2;  ///< ln cost of using a two-letter segment while counting, against needless long ones
};

std::vector<normalize::ChannelOp> LearnChannel(const std::vector<WordPair>& pairs,
                                               const EmOptions& options);

}  // namespace planrec::train
