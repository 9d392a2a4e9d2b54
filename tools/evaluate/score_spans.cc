// SPDX-License-Identifier: GPL-3.0-or-later
// Targets, deadlines, assignments, citations: objects that stand on a stretch of text. Candidate
// pairs are weighted so that of several possible partners the one that agrees best is taken.
#include <algorithm>

#include "pipeline/core/utf8.h"
#include "tools/evaluate/score_parts.h"

namespace planrec::evaluate {
namespace {

double LengthRatio(const Text& a, const Text& b) {
  return static_cast<double>(std::min(a.size(), b.size())) /
         static_cast<double>(std::max(a.size(), b.size()));
}

bool SameBaseline(const std::optional<Baseline>& gold, const std::optional<Baseline>& pred) {
  if (!gold || !pred) return gold.has_value() == pred.has_value();
  return SameNumber(gold->value, pred->value) && SameNumber(gold->max, pred->max) &&
         (!gold->year || gold->year == pred->year);
}

/// Which parts of a quantity agree.
struct QuantityParts {
  bool comparator = false, value = false, unit = false, baseline = false;
  bool All() const { return comparator && value && unit && baseline; }
};

QuantityParts CompareQuantity(const Target& gold, const Target& pred) {
  return {gold.comparator == pred.comparator,
          SameNumber(gold.value, pred.value) && SameNumber(gold.value_max, pred.value_max),
          Lower(NormalOf(gold.unit)) == Lower(NormalOf(pred.unit)),
          SameBaseline(gold.baseline, pred.baseline)};
}

/// Runs of digits, in order.
std::vector<std::string> Numbers(const std::string& text) {
  std::vector<std::string> out;
  bool inside = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !inside) out.emplace_back();
    if (digit) out.back() += c;
    inside = digit;
  }
  return out;
}

}  // namespace

void ScoreTargets(Context& context, const Places& gold_places, const Places& pred_places) {
  const auto& gold = context.gold.targets;
  const auto& pred = context.pred.targets;
  const std::vector<Text> gold_texts = Texts(gold, &Target::text),
                          pred_texts = Texts(pred, &Target::text);
  const std::vector<Text> gold_indicators = Texts(gold, &Target::indicator),
                          pred_indicators = Texts(pred, &Target::indicator);

  Both detected = {0, 0}, right = {0, 0};
  std::vector<std::array<bool, 2>> good(pred.size(), {false, false});
  Matches matches;  // the soft ones, in the end
  for (const Mode mode : kModes) {
    const bool soft = mode == kSoftly;
    Weights weights;
    for (size_t i = 0; i < gold.size(); ++i) {
      for (size_t j = 0; j < pred.size(); ++j) {
        const Text& a = gold_texts[i];
        const Text& b = pred_texts[j];
        double weight = 0;
        if (!a.empty() || !b.empty()) weight = soft ? SoftSimilarity(a, b) : (a == b ? 1.0 : 0.0);
        const QuantityParts parts = CompareQuantity(gold[i], pred[j]);
        if (weight == 0 && parts.value && parts.unit) {
          const double inside = Contained(a, b, soft);
          if (inside > 0) weight = 0.8 * inside + 0.05 * LengthRatio(a, b);
        }
        if (weight == 0) continue;
        weight += (parts.value && parts.unit ? 0.4 : 0) + (parts.comparator ? 0.2 : 0) +
                  (parts.baseline ? 0.2 : 0) +
                  (SamePlace(gold_places[i], pred_places[j]) ? 0.2 : 0) +
                  (gold_indicators[i] == pred_indicators[j] ? 0.05 : 0);
        weights[{i, j}] = weight;
      }
    }
    matches = Match(weights);
    detected[mode] = static_cast<double>(matches.size());
    for (const auto& [i, j] : matches) {
      good[j][mode] = CompareQuantity(gold[i], pred[j]).All();
      right[mode] += good[j][mode] ? 1 : 0;
    }
  }
  Counts& counts = context.counts;
  counts.F1("targets.detect", gold.size(), pred.size(), detected);
  counts.F1("targets.quantity", gold.size(), pred.size(), right);
  double comparator = 0, value = 0, unit = 0, baseline = 0;
  for (const auto& [i, j] : matches) {
    const QuantityParts parts = CompareQuantity(gold[i], pred[j]);
    comparator += parts.comparator ? 1 : 0;
    value += parts.value ? 1 : 0;
    unit += parts.unit ? 1 : 0;
    baseline += parts.baseline ? 1 : 0;
  }
  counts.Accuracy("targets.comparator", matches.size(), comparator, gold.size());
  counts.Accuracy("targets.value", matches.size(), value, gold.size());
  counts.Accuracy("targets.unit", matches.size(), unit, gold.size());
  counts.Accuracy("targets.baseline", matches.size(), baseline, gold.size());
  ScoreField(counts, "targets.indicator", gold_indicators, pred_indicators, matches);
  ScoreField(counts, "targets.scope", Texts(gold, &Target::scope), Texts(pred, &Target::scope),
             matches);
  ScoreField(counts, "targets.due", Texts(gold, &Target::due), Texts(pred, &Target::due), matches);
  ScorePlace(counts, "targets.node", gold_places, pred_places, matches);
  context.Judge("targets", pred, good);
}

void ScoreDeadlines(Context& context, const Places& gold_places, const Places& pred_places) {
  const auto& gold = context.gold.deadlines;
  const auto& pred = context.pred.deadlines;
  const std::vector<Text> gold_texts = Texts(gold, &Deadline::text),
                          pred_texts = Texts(pred, &Deadline::text);
  std::vector<DeadlineKey> gold_keys, pred_keys;
  for (const Deadline& each : gold) gold_keys.push_back(KeyOf(each));
  for (const Deadline& each : pred) pred_keys.push_back(KeyOf(each));

  Both right = {0, 0}, detected = {0, 0};
  std::vector<std::array<bool, 2>> good(pred.size(), {false, false});
  Matches matches, loose;  // the soft ones, in the end
  for (const Mode mode : kModes) {
    Weights any, same;
    for (size_t i = 0; i < gold.size(); ++i) {
      for (size_t j = 0; j < pred.size(); ++j) {
        double weight = Contained(gold_texts[i], pred_texts[j], mode == kSoftly);
        if (weight == 0) continue;
        weight += 0.2 * LengthRatio(gold_texts[i], pred_texts[j]) +
                  (SamePlace(gold_places[i], pred_places[j]) ? 0.4 : 0);
        for (size_t k = 0; k < 4; ++k) weight += gold_keys[i][k] == pred_keys[j][k] ? 0.1 : 0;
        any[{i, j}] = weight;
        if (gold_keys[i] == pred_keys[j]) same[{i, j}] = weight;
      }
    }
    matches = Match(same);
    right[mode] = static_cast<double>(matches.size());
    for (const auto& match : matches) good[match.second][mode] = true;
    loose = Match(any);
    detected[mode] = static_cast<double>(loose.size());
  }
  Counts& counts = context.counts;
  counts.F1("deadlines", gold.size(), pred.size(), right);
  counts.F1("deadlines.detect", gold.size(), pred.size(), detected);
  const char* names[] = {"deadlines.kind", "deadlines.from", "deadlines.to",
                         "deadlines.recurrence"};
  for (size_t k = 0; k < 4; ++k) {
    double same = 0;
    for (const auto& [i, j] : loose) same += gold_keys[i][k] == pred_keys[j][k] ? 1 : 0;
    counts.Accuracy(names[k], loose.size(), same, gold.size());
  }
  ScorePlace(counts, "deadlines.node", gold_places, pred_places, matches);
  context.Judge("deadlines", pred, good);
}

void ScoreAssignments(Context& context, const Places& gold_places, const Places& pred_places) {
  const auto& gold = context.gold.assignments;
  const auto& pred = context.pred.assignments;
  const std::vector<Text> gold_agencies = Texts(gold, &Assignment::agency),
                          pred_agencies = Texts(pred, &Assignment::agency);
  const std::vector<Text> gold_roles = Texts(gold, &Assignment::role),
                          pred_roles = Texts(pred, &Assignment::role);
  const std::vector<Text> gold_whats = Texts(gold, &Assignment::what),
                          pred_whats = Texts(pred, &Assignment::what);

  Both right = {0, 0}, detected = {0, 0};
  std::vector<std::array<bool, 2>> good(pred.size(), {false, false});
  Matches matches;
  for (const Mode mode : kModes) {
    Weights any, same;
    for (const auto& [pair, similarity] :
         TextPairs(gold_agencies, pred_agencies, mode == kSoftly)) {
      const auto [i, j] = pair;
      if (gold_agencies[i].empty() || pred_agencies[j].empty()) continue;
      const bool same_role = gold_roles[i] == pred_roles[j];
      const double weight = similarity + (SamePlace(gold_places[i], pred_places[j]) ? 0.4 : 0) +
                            (same_role ? 0.2 : 0) +
                            (Contained(gold_whats[i], pred_whats[j], false) > 0 ? 0.1 : 0);
      any[pair] = weight;
      if (same_role) same[pair] = weight;
    }
    matches = Match(same);
    right[mode] = static_cast<double>(matches.size());
    for (const auto& match : matches) good[match.second][mode] = true;
    detected[mode] = static_cast<double>(Match(any).size());
  }
  Counts& counts = context.counts;
  counts.F1("assignments", gold.size(), pred.size(), right);
  counts.F1("assignments.agency", gold.size(), pred.size(), detected);
  ScoreField(counts, "assignments.what", gold_whats, pred_whats, matches);
  ScorePlace(counts, "assignments.node", gold_places, pred_places, matches);
  context.Judge("assignments", pred, good);
}

void ScoreCitations(Context& context, const Places& gold_places, const Places& pred_places) {
  const auto& gold = context.gold.citations;
  const auto& pred = context.pred.citations;
  struct Key {
    Text code;
    std::vector<std::string> numbers;
    std::string issued_on;
  };
  const auto keys = [](const std::vector<Citation>& citations) {
    std::vector<Key> out;
    for (const Citation& each : citations) {
      const std::string code = CodeKey(each.code);
      out.push_back({Text(code), Numbers(code), NormalOf(each.issued_on)});
    }
    return out;
  };
  const std::vector<Key> gold_keys = keys(gold), pred_keys = keys(pred);
  const std::vector<Text> gold_texts = Texts(gold, &Citation::text),
                          pred_texts = Texts(pred, &Citation::text);
  const struct {
    const char* name;
    std::vector<Text> gold, pred;
  } fields[] = {
      {"citations.type", Texts(gold, &Citation::type), Texts(pred, &Citation::type)},
      {"citations.issuer", Texts(gold, &Citation::issuer), Texts(pred, &Citation::issuer)},
      {"citations.role", Texts(gold, &Citation::role), Texts(pred, &Citation::role)}};

  Both right = {0, 0};
  std::vector<std::array<bool, 2>> good(pred.size(), {false, false});
  Matches matches;
  for (const Mode mode : kModes) {
    const bool soft = mode == kSoftly;
    Weights weights;
    for (size_t i = 0; i < gold.size(); ++i) {
      for (size_t j = 0; j < pred.size(); ++j) {
        const Key& a = gold_keys[i];
        const Key& b = pred_keys[j];
        if (a.issued_on != b.issued_on) continue;
        const bool same_code = a.code == b.code || (soft && a.numbers == b.numbers &&
                                                    SoftSimilarity(a.code, b.code) > 0);
        if (!same_code) continue;
        const bool inside = Contained(gold_texts[i], pred_texts[j], soft) > 0;
        if (a.code.empty() && !inside) continue;
        double weight = 1.0 + (inside ? 0.2 : 0) + (gold_texts[i] == pred_texts[j] ? 0.1 : 0) +
                        (SamePlace(gold_places[i], pred_places[j]) ? 0.3 : 0);
        for (const auto& field : fields) weight += field.gold[i] == field.pred[j] ? 0.05 : 0;
        weights[{i, j}] = weight;
      }
    }
    matches = Match(weights);
    right[mode] = static_cast<double>(matches.size());
    for (const auto& match : matches) good[match.second][mode] = true;
  }
  context.counts.F1("citations", gold.size(), pred.size(), right);
  for (const auto& field : fields) {
    ScoreField(context.counts, field.name, field.gold, field.pred, matches);
  }
  ScorePlace(context.counts, "citations.node", gold_places, pred_places, matches);
  context.Judge("citations", pred, good);
}

}  // namespace planrec::evaluate
