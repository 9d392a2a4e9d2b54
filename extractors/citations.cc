// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/citations.h"

namespace planrec::extract {

std::vector<Citation> ExtractCitations(const Structure& structure) {
  (void)structure;
  return {};
}

}  // namespace planrec::extract
