// SPDX-License-Identifier: GPL-3.0-or-later
//
// The place of something in its source, as a record says it. Plain value; const access is thread
// safe.
#pragma once

#include <optional>

#include "pipeline/core/geometry.h"

namespace planrec {

/// The `where` of a record: page and box, or page and line for a text source.
struct Where {
  int page = 0;             ///< 1-based; 0 = nowhere (nothing printed stands behind the object)
  std::optional<Box> bbox;  ///< points; absent for text sources
  int line = 0;             ///< 1-based; 0 for sources with positions
  friend bool operator==(const Where&, const Where&) = default;
};

}  // namespace planrec
