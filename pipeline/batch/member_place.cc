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

std::string SourceOf(const std::string& place) {
  const std::string outer = OuterFile(place);
  const std::filesystem::path path(outer);
  std::error_code unknown;
  const std::filesystem::path folder =
      std::filesystem::canonical(path.has_parent_path() ? path.parent_path() : ".", unknown);
  if (unknown || !path.has_filename()) return place;
  return (folder / path.filename()).string() + place.substr(outer.size());
}

}  // namespace planrec::batch
