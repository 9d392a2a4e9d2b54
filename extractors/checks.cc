// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/checks.h"

namespace planrec::extract {

void CheckRecord(PlanRecord& record) {
  (void)record;
}

}  // namespace planrec::extract
