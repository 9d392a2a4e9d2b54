// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/node_paths.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec::schemas {
namespace {

constexpr char kSeparator = '\x1f';
constexpr std::string_view kParagraph = "¶";

/// Without white space; "¶" for no marker.
std::string Name(std::string_view marker) {
  std::string out;
  for (const char c : FoldSpaces(marker)) {
    if (c != ' ') out.push_back(c);
  }
  return out.empty() ? std::string(kParagraph) : out;
}

/// "-#3" → "-#3", "-" → "-#1".
std::string Canonical(std::string_view part) {
  part = Trim(part);
  const size_t sign = part.rfind('#');
  const std::string_view number =
      sign == std::string_view::npos ? std::string_view() : part.substr(sign + 1);
  const bool numbered =
      !number.empty() && number.size() < 7 &&
      std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!numbered) return Name(part) + "#1";
  return Name(part.substr(0, sign)) + "#" + std::to_string(std::stoi(std::string(number)));
}

}  // namespace

NodePaths::NodePaths(const std::vector<SectionNode>& sections) {
  Add(sections, "");
}

void NodePaths::Add(const std::vector<SectionNode>& nodes, const std::string& above) {
  std::map<std::string, int> seen;
  for (const SectionNode& node : nodes) {
    const std::string name = Name(node.marker.value_or(""));
    const std::string path = above + name + "#" + std::to_string(++seen[name]) + kSeparator;
    ids_.emplace(path, node.id);
    Add(node.children, path);
  }
}

std::string NodePaths::Find(const std::vector<std::string>& path) const {
  std::string key;
  for (const std::string& part : path) key += Canonical(part) + kSeparator;
  const auto it = ids_.find(key);
  return it == ids_.end() ? "" : it->second;
}

}  // namespace planrec::schemas
