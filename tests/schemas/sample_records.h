// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records for the tests of this room: one with every field set, one with as little as can be, one
// of a text source.
#pragma once

#include "pipeline/core/record.h"

namespace planrec::schemas {

PlanRecord MaximalRecord();
PlanRecord MinimalRecord();
PlanRecord TextRecord();

}  // namespace planrec::schemas
