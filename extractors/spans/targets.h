// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the plan commits to in numbers: one object per quantity, wherever it stands.
//
//   std::vector<Target> targets = ExtractTargets(structure);   // ids "t1", "t2", …
//
// A percentage in the body, an amount that a comparing or promising word binds (or that stands
// under a heading of objectives), a rank to reach, a year to beat, a score to raise, and the
// numbers of a table of targets. Conditions ("đạt dưới 75% … thì gửi"), past results, rates of pay
// and whatever stands inside a citation are none. The sentence is cut into clauses so that each
// text holds its one quantity. Pure functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/spans/quantities.h"
#include "extractors/structure/structure.h"

namespace planrec::extract {

std::vector<Target> ExtractTargets(const Structure& structure);

}  // namespace planrec::extract
