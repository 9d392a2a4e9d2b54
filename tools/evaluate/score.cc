// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/score.h"

#include <algorithm>
#include <cmath>

#include "pipeline/core/utf8.h"
#include "tools/evaluate/score_parts.h"

namespace planrec::evaluate {
namespace {

void FlattenInto(const std::vector<SectionNode>& nodes, std::optional<size_t> parent,
                 const std::string& path, const std::string& pointer, std::vector<FlatNode>& out) {
  std::map<std::string, int> seen;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const SectionNode& node = nodes[i];
    FlatNode flat;
    flat.marker = node.marker ? NormalMarker(*node.marker) : "";
    const std::string name = flat.marker.empty() ? "¶" : flat.marker;
    flat.path = path + name + "#" + std::to_string(++seen[name]) + "\x1f";
    flat.text = Text(Normal(node.text.text));
    flat.kind = node.kind;
    flat.parent = parent;
    flat.id = node.id;
    flat.pointer = pointer + "/" + std::to_string(i);
    flat.confidence = node.confidence;
    const size_t index = out.size();
    out.push_back(std::move(flat));
    const std::string inner_path = out[index].path;
    const std::string inner_pointer = out[index].pointer + "/children";
    FlattenInto(node.children, index, inner_path, inner_pointer, out);
  }
}

/// FREQ first or last, INTERVAL=1 said or not: the same rule.
std::string RuleKey(const std::optional<std::string>& rule) {
  std::string text = Upper(NormalOf(rule));
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  if (text.rfind("RRULE:", 0) == 0) text.erase(0, 6);
  std::vector<std::string> parts;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(';', at), text.size());
    const std::string part = text.substr(at, end - at);
    if (!part.empty() && part != "INTERVAL=1") parts.push_back(part);
    at = end + 1;
  }
  std::sort(parts.begin(), parts.end());
  std::string out;
  for (const std::string& part : parts) out.append(part).append(1, ';');
  return out;
}

}  // namespace

std::vector<FlatNode> Flatten(const std::vector<SectionNode>& sections) {
  std::vector<FlatNode> out;
  FlattenInto(sections, std::nullopt, "", "/sections", out);
  return out;
}

bool SamePlace(const std::optional<Place>& gold, const std::optional<Place>& pred) {
  if (!gold || !pred || gold->in_table != pred->in_table) return false;
  if (!gold->in_table) return gold->path == pred->path;
  return gold->table == pred->table && (!gold->row || gold->row == pred->row);
}

Anchors::Anchors(const PlanRecord& record, const std::vector<FlatNode>& nodes,
                 const TableAlignment* alignment)
    : alignment_(alignment) {
  for (const FlatNode& node : nodes) paths_.emplace(node.id, node.path);
  for (size_t i = 0; i < record.tables.size(); ++i) tables_.emplace(record.tables[i].id, i);
}

std::optional<Place> Anchors::Of(const Anchor& anchor) const {
  if (const auto node = paths_.find(anchor.node); node != paths_.end()) {
    return Place{false, node->second, 0, std::nullopt};
  }
  const auto table = tables_.find(anchor.table);
  if (table == tables_.end()) return std::nullopt;
  Place out;
  out.in_table = true;
  if (alignment_ == nullptr) {
    out.table = table->second;
    if (anchor.row >= 0) out.row = anchor.row;
    return out;
  }
  const auto aligned = alignment_->table.find(table->second);
  if (aligned == alignment_->table.end()) return std::nullopt;
  out.table = aligned->second;
  const auto row = alignment_->row.find({table->second, anchor.row});
  if (row != alignment_->row.end()) out.row = static_cast<long>(row->second);
  return out;
}

bool SameNumber(const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return std::fabs(*a - *b) <= 1e-9 * std::max({1.0, std::fabs(*a), std::fabs(*b)});
}

DeadlineKey KeyOf(const Deadline& deadline) {
  return {Normal(deadline.kind), NormalOf(deadline.from), NormalOf(deadline.to),
          RuleKey(deadline.recurrence)};
}

void ScoreField(Counts& counts, std::string_view name, const std::vector<Text>& gold,
                const std::vector<Text>& pred, const Matches& matches) {
  Both right = {0, 0};
  for (const auto& [i, j] : matches) {
    if (gold[i] == pred[j]) ++right[kStrict];
    if (SoftSimilarity(gold[i], pred[j]) > 0) ++right[kSoftly];
  }
  counts.Accuracy(name, matches.size(), right, gold.size());
}

void ScorePlace(Counts& counts, std::string_view name, const Places& gold, const Places& pred,
                const Matches& matches) {
  size_t judged = 0;
  double right = 0;
  for (const auto& [i, j] : matches) {
    if (!gold[i]) continue;
    ++judged;
    if (SamePlace(gold[i], pred[j])) ++right;
  }
  const auto known = std::count_if(
      gold.begin(), gold.end(), [](const std::optional<Place>& each) { return each.has_value(); });
  counts.Accuracy(name, judged, right, static_cast<size_t>(known));
}

/// Words that stand in exactly one place of the record, of those that were read.
static void ScorePlaces(Context& context) {
  const WordCount& words = context.pred.words;
  const int placed = std::max(0, words.read - words.unplaced - words.doubled);
  const auto read = static_cast<size_t>(std::max(0, words.read));
  context.counts.Accuracy("words.placed", read, static_cast<double>(placed), read);
}

Counts Score(const PlanRecord& gold, const PlanRecord* prediction) {
  const PlanRecord empty;
  Context context{gold,
                  prediction != nullptr ? *prediction : empty,
                  prediction != nullptr,
                  Flatten(gold.sections),
                  {},
                  {},
                  {},
                  {}};
  context.pred_nodes = Flatten(context.pred.sections);
  ScoreDocument(context);
  ScoreSections(context);
  ScoreTables(context);
  const Anchors gold_anchors(gold, context.gold_nodes, nullptr);
  const Anchors pred_anchors(context.pred, context.pred_nodes, &context.alignment);
  ScoreTargets(context, gold_anchors.OfAll(gold.targets), pred_anchors.OfAll(context.pred.targets));
  ScoreDeadlines(context, gold_anchors.OfAll(gold.deadlines),
                 pred_anchors.OfAll(context.pred.deadlines));
  ScoreAssignments(context, gold_anchors.OfAll(gold.assignments),
                   pred_anchors.OfAll(context.pred.assignments));
  ScoreCitations(context, gold_anchors.OfAll(gold.citations),
                 pred_anchors.OfAll(context.pred.citations));
  ScoreTasks(context);
  ScoreAppendices(context);
  ScoreWarnings(context);
  ScorePlaces(context);
  ScoreCalibration(context);
  return std::move(context.counts);
}

}  // namespace planrec::evaluate
