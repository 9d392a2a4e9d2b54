// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the list of inputs to documents that wait for a lane: each is opened and hashed, never
// parsed; what is empty, unreadable, too large, a duplicate, or done already is ended here. One
// thread, in input order, so that which of two equal inputs is the duplicate never depends on
// timing.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "pipeline/batch/estimate.h"
#include "pipeline/batch/lane.h"

namespace planrec::batch {

struct IntakeCounts {
  int64_t to_do = 0, earlier = 0, duplicates = 0, refused = 0;
  /// Done by an earlier run with other options, models or versions: how many, by their fingerprint.
  std::map<std::string, int64_t> outdated;
  Sample sample;  ///< in a dry run: of what is to be done
};

/// Feeds the schedule until the inputs end or the run is stopped, then closes it. In a dry run
/// nothing is scheduled: what would be done is printed to standard output.
IntakeCounts RunIntake(RunState& state);

}  // namespace planrec::batch
