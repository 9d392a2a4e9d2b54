// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/score_parts.h"

namespace planrec::evaluate {
namespace {

using NodeList = std::vector<const FlatNode*>;

/// Nodes of equal marker and text; among several the one that stands at the same path first.
Matches MatchNodes(const NodeList& gold, const NodeList& pred, bool soft) {
  std::vector<const Text*> a, b;
  for (const FlatNode* node : gold) a.push_back(&node->text);
  for (const FlatNode* node : pred) b.push_back(&node->text);
  Weights weights;
  for (const auto& [pair, similarity] : TextPairs(a, b, soft)) {
    const FlatNode& x = *gold[pair.first];
    const FlatNode& y = *pred[pair.second];
    if (x.marker == y.marker) weights[pair] = similarity + (x.path == y.path ? 0.05 : 0.0);
  }
  return Match(weights);
}

NodeList All(const std::vector<FlatNode>& nodes) {
  NodeList out;
  for (const FlatNode& node : nodes) out.push_back(&node);
  return out;
}

NodeList Headings(const std::vector<FlatNode>& nodes) {
  NodeList out;
  for (const FlatNode& node : nodes) {
    if (node.kind == SectionKind::kHeading) out.push_back(&node);
  }
  return out;
}

std::u32string Concatenated(const std::vector<FlatNode>& nodes) {
  std::u32string out;
  for (const FlatNode& node : nodes) {
    if (node.text.empty()) continue;
    if (!out.empty()) out += U' ';
    out += node.text.letters();
  }
  return out;
}

void ScoreNodes(Context& context) {
  std::map<std::string, const FlatNode*> by_path;
  for (const FlatNode& node : context.pred_nodes) by_path[node.path] = &node;
  Both right = {0, 0};
  for (const FlatNode& node : context.gold_nodes) {
    const auto it = by_path.find(node.path);
    if (it == by_path.end()) continue;
    if (node.text == it->second->text) ++right[kStrict];
    if (SoftSimilarity(node.text, it->second->text) > 0) ++right[kSoftly];
  }
  context.counts.F1("sections.node", context.gold_nodes.size(), context.pred_nodes.size(), right);
}

void ScoreHeadings(Context& context) {
  const NodeList gold = Headings(context.gold_nodes), pred = Headings(context.pred_nodes);
  Both right;
  for (const Mode mode : kModes) {
    right[mode] = static_cast<double>(MatchNodes(gold, pred, mode == kSoftly).size());
  }
  context.counts.F1("sections.heading", gold.size(), pred.size(), right);
}

/// An edge is right where the parents belong together in either sense: a misread parent does not
/// make its children wrong.
void ScoreEdges(Context& context) {
  const NodeList gold = All(context.gold_nodes), pred = All(context.pred_nodes);
  const std::array<Matches, 2> matches = {MatchNodes(gold, pred, false),
                                          MatchNodes(gold, pred, true)};
  const auto together = [&](size_t i, size_t j) {
    for (const Matches& each : matches) {
      const auto it = each.find(i);
      if (it != each.end() && it->second == j) return true;
    }
    return false;
  };
  Both right = {0, 0};
  std::vector<std::array<bool, 2>> good(pred.size(), {false, false});
  for (const Mode mode : kModes) {
    for (const auto& [i, j] : matches[mode]) {
      const auto& above = gold[i]->parent;
      const auto& below = pred[j]->parent;
      const bool hangs = above && below ? together(*above, *below) : !above && !below;
      if (!hangs) continue;
      ++right[mode];
      good[j][mode] = gold[i]->kind == pred[j]->kind;
    }
  }
  context.counts.F1("sections.edge", gold.size(), pred.size(), right);
  for (size_t j = 0; j < pred.size(); ++j) {
    context.judged.push_back({pred[j]->pointer, pred[j]->confidence, good[j], true});
  }
}

}  // namespace

void ScoreSections(Context& context) {
  ScoreNodes(context);
  ScoreHeadings(context);
  ScoreEdges(context);
  const std::u32string gold = Concatenated(context.gold_nodes);
  const std::u32string pred = Concatenated(context.pred_nodes);
  context.counts.Error("sections.text", Distance(gold, pred), gold.size(), pred.size());
}

}  // namespace planrec::evaluate
