// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names in an open folder.
#pragma once

#include <string>
#include <vector>

namespace planrec {

struct FolderNames {
  std::vector<std::string> names;  ///< without "." and "..", sorted by bytes
  int failed = 0;                  ///< errno: why these may not be all; 0 where they are
};

/// Reads the folder from its start, wherever its descriptor stands. Thread safe.
FolderNames NamesIn(int folder);

}  // namespace planrec
