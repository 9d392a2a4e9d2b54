// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure.h"

namespace planrec::extract {

Structure ReadStructure(Flow flow) {
  Structure structure;
  structure.tables = std::move(flow.tables);
  structure.warnings = std::move(flow.warnings);
  return structure;
}

}  // namespace planrec::extract
