// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/deadlines.h"

namespace planrec::extract {

std::vector<Deadline> ExtractDeadlines(const Structure& structure) {
  (void)structure;
  return {};
}

}  // namespace planrec::extract
