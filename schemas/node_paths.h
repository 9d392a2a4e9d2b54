// SPDX-License-Identifier: GPL-3.0-or-later
//
// Section nodes named by their path of markers, as hand-made gold records do: ["III.", "2.", "c)"].
// The n-th sibling with the same marker is "-#3" ("-" alone is the first), the n-th unmarked
// paragraph is "¶#1". Owns copies of the ids; const access is thread safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::schemas {

class NodePaths {
 public:
  NodePaths() = default;
  explicit NodePaths(const std::vector<SectionNode>& sections);

  /// The id of the node at `path`; "" where it leads nowhere.
  std::string Find(const std::vector<std::string>& path) const;

 private:
  void Add(const std::vector<SectionNode>& nodes, const std::string& above);
  std::map<std::string, std::string> ids_;  // canonical path, parts joined by U+001F
};

}  // namespace planrec::schemas
