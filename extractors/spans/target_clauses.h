// SPDX-License-Identifier: GPL-3.0-or-later
//
// The targets of one paragraph or cell: the clause that states a quantity, what it measures and
// where it holds. Pure functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/spans/quantities.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

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
