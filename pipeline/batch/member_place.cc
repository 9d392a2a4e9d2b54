// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/member_place.h"

#include <filesystem>
#include <system_error>

namespace planrec::batch {

bool IsMember(const std::string& place) {
  return place.find(kInside) != std::string::npos;
}

std::string OuterFile(const std::string& place) {
  return place.substr(0, place.find(kInside));
}

std::vector<std::string> InnerNames(const std::string& place) {
  std::vector<std::string> names;
  for (size_t at = place.find(kInside); at != std::string::npos;) {
    const size_t stop = place.find(kInside, at + 1);
    names.push_back(place.substr(at + 1, stop == std::string::npos ? stop : stop - at - 1));
    at = stop;
  }
  return names;
}

std::string Sources::Of(const std::string& place) {
  // Names inside may have slashes of their own.
  const std::string outer = OuterFile(place);
  const size_t name = outer.rfind('/') + 1;  // 0 where it has no folder
  if (name == outer.size()) return place;
  const std::string folder = name == 0 ? "." : outer.substr(0, name);
  if (folder != folder_) {
    std::error_code unknown;
    folder_ = folder;
    real_folder_ = std::filesystem::canonical(folder, unknown).string();
    if (unknown) real_folder_.clear();
  }
  if (real_folder_.empty()) return place;
  return real_folder_ + (real_folder_ == "/" ? "" : "/") + place.substr(name);
}

}  // namespace planrec::batch
