// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small gold record for the tests, and ways to damage a prediction made of it.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::evaluate {

/// In the form of hand-made gold records.
const char* GoldText();

struct Damage {
  const char* name;
  void (*apply)(PlanRecord& record);
  /// The metrics that must fall; all others must not.
  std::vector<const char*> falls;
};
const std::vector<Damage>& Damages();

}  // namespace planrec::evaluate
