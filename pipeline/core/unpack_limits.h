// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file may hold that holds others: archives and PDF files with attachments. Each with the
// option of `planrec run` that changes it.
#pragma once

#include <cstdint>

namespace planrec {

struct UnpackLimits {
  int max_entries = 10'000;          ///< --max-entries: files in one input, however deep
  int64_t max_unpacked_mib = 16384;  ///< --max-unpacked: of all of them together
  int max_ratio = 200;               ///< --max-ratio: unpacked bytes for a packed one
  int max_depth = 3;                 ///< --max-depth: archives in archives
};

/// The most that --max-entries may be: their places in input order are numbered by it.
inline constexpr int kMostEntries = 100'000;

}  // namespace planrec
