// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/targets.h"

namespace planrec::extract {

std::vector<Target> ExtractTargets(const Structure& structure) {
  (void)structure;
  return {};
}

}  // namespace planrec::extract
