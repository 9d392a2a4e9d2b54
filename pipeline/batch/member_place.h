// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where an input lies that stands in another file: the path of that file and, behind a NUL each,
// which no path has, its name there (and the name in that one, where archives stand in archives).
//
//   "in/dossier.zip\0a/annex.pdf"s
//
// Whoever hands such a place to the system as a C string asks about the outer file: an input is
// there as long as that is. The functions are pure; thread safe.
#pragma once

#include <string>
#include <vector>

namespace planrec::batch {

/// Between the outer file and each name.
inline constexpr char kInside = '\0';

bool IsMember(const std::string& place);
/// The file that the system knows.
std::string OuterFile(const std::string& place);
/// Names from the outer file inwards.
std::vector<std::string> InnerNames(const std::string& place);
/// Remembers the last folder: one folder has many files, one behind the other. Not thread safe; for
/// as long as no folder moves.
class Sources {
 public:
  /// The place with the outer file's absolute path: its folder's real name, and its own, which may
  /// be a link's. As given where that can't be had.
  std::string Of(const std::string& place);

 private:
  std::string folder_, real_folder_;
};

}  // namespace planrec::batch
