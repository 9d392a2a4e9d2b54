// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/assignments.h"

namespace planrec::extract {

std::vector<Assignment> ExtractAssignments(const Structure& structure) {
  (void)structure;
  return {};
}

}  // namespace planrec::extract
