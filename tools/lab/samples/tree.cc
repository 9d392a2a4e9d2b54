// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/tree.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec::samples {
namespace {

/// A node on the way from the root to the last one, with what its children were numbered so far.
struct Open {
  SampleNode* node = nullptr;  ///< null: the root
  int rank = -1;               ///< heading 0..3, items 10 + depth
  int ordinal = 0;
  std::map<MarkerType, int> counts;
};

int Rank(const ScriptLine& line) {
  if (line.kind == '#') return line.depth;
  return line.numbered > 0 ? line.numbered : 10 + line.depth;
}

MarkerType TypeOf(const ScriptLine& line, const Scheme& scheme, int heading_level) {
  const auto at = [](const std::vector<MarkerType>& types, int index) {
    const size_t last = types.size() - 1;
    return types[std::min(last, static_cast<size_t>(std::max(0, index)))];
  };
  if (line.kind == '#' && line.depth == 0) return MarkerType::kPart;
  if (line.kind == '#') return at(scheme.headings, line.depth - 1);
  if (line.numbered > 0) return at(scheme.headings, line.numbered - 1);
  return at(heading_level == 1 ? scheme.items_at_first : scheme.items, line.depth - 1);
}

}  // namespace

Result<std::vector<SampleNode>> BuildTree(const std::vector<ScriptLine>& lines,
                                          const Scheme& scheme, const Vocabulary& vocabulary,
                                          double keep, Random& random,
                                          std::vector<std::string>& warnings) {
  std::vector<SampleNode> roots;
  std::vector<Open> path(1);
  int dropped_rank = -1;  // set: lines deeper than this go with the dropped one
  const auto add = [&](SampleNode node) -> SampleNode* {
    auto& siblings = path.back().node == nullptr ? roots : path.back().node->children;
    siblings.push_back(std::move(node));
    return &siblings.back();
  };
  for (const ScriptLine& line : lines) {
    const int rank = line.kind == '>' ? (line.depth == 2 ? 0 : 99) : Rank(line);
    if (dropped_rank >= 0) {
      if (rank > dropped_rank) continue;
      dropped_rank = -1;
    }
    if (line.optional && !random.Chance(keep)) {
      dropped_rank = rank;
      continue;
    }
    auto marked = Mark(line.text, vocabulary, random);
    if (!marked) return marked.error();
    SampleNode node;
    node.text = std::move(*marked);
    if (line.kind == '>') {
      // A paragraph hangs under the heading it belongs to, one at the root closes all.
      while (path.size() > 1 && (line.depth == 2 || path.back().rank >= 10)) path.pop_back();
      add(std::move(node));
      continue;
    }
    while (path.size() > 1 && path.back().rank >= rank) path.pop_back();
    int heading_level = 0;
    for (const Open& open : path) {
      if (open.rank >= 0 && open.rank < 10) heading_level = open.rank;
    }
    const MarkerType type = TypeOf(line, scheme, heading_level);
    int& count = path.back().counts[type];
    if (!line.repeats) ++count;
    if (line.skips) ++count;
    if (line.repeats) warnings.emplace_back("numbering.duplicate");
    if (line.skips) warnings.emplace_back("numbering.gap");
    node.kind = line.kind == '#' || line.title ? NodeKind::kHeading : NodeKind::kItem;
    node.level = rank;
    node.marker = MarkerText(type, scheme.party, count, path.back().ordinal);
    const int ordinal = count;
    SampleNode* added = add(std::move(node));
    Open open;
    open.node = added;
    open.rank = rank;
    open.ordinal = ordinal;
    path.push_back(std::move(open));
  }
  return roots;
}

}  // namespace planrec::samples
