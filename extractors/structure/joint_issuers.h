// SPDX-License-Identifier: GPL-3.0-or-later
//
// Letterheads of documents that bodies issue together: their names stand in a row, joined by
// hyphens, over as many lines as they need.
//
//   "BỘ CÔNG AN - BỘ QUỐC PHÒNG -", "BỘ Y TẾ"   →   three bodies
//
// Pure function; thread safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace planrec::extract {

struct JointBodies {
  size_t first = 0;                ///< line that they begin on; a superior body stands above it
  std::vector<std::string> names;  ///< as printed, in order; fewer than two: not joint
};

/// `lines` as printed, with the hyphens at their ends. Each part must begin as a body's name does:
/// a hyphen inside one name ("TÀI NGUYÊN - MÔI TRƯỜNG") parts nothing.
JointBodies FindJointBodies(const std::vector<std::string>& lines);

}  // namespace planrec::extract
