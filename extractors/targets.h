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

#include "extractors/quantities.h"
#include "extractors/structure.h"

namespace planrec::extract {

std::vector<Target> ExtractTargets(const Structure& structure);

/// What the grammar must know of the place where a text stands.
struct TargetContext {
  std::optional<int> year;         ///< the plan's
  bool objectives = false;         ///< under a heading MỤC TIÊU, CHỈ TIÊU
  bool review = false;             ///< an opening paragraph or a part on past results
  std::optional<std::string> due;  ///< stated by a heading above ("Mục tiêu đến năm 2025")
};

struct FoundTarget {
  Quantity quantity;
  Span text;  ///< the clause that states it
  std::optional<Span> indicator, scope;
  std::optional<std::string> due;
  std::optional<Baseline> baseline;
  double confidence = 1.0;
};

/// The targets of one paragraph or cell, in reading order.
std::vector<FoundTarget> FindTargets(std::string_view text, const TargetContext& context);

}  // namespace planrec::extract
