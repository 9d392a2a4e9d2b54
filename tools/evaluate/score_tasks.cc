// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks, appendices, warnings.
#include <algorithm>
#include <set>

#include "tools/evaluate/score_parts.h"

namespace planrec::evaluate {
namespace {

using Right = std::array<bool, 2>;

std::vector<Text> Strings(const std::vector<std::string>& strings) {
  std::vector<Text> out;
  for (const std::string& string : strings) {
    Text text(Normal(string));
    if (!text.empty()) out.push_back(std::move(text));
  }
  return out;
}

std::string Joined(const std::vector<Text>& texts) {
  std::string out;
  for (const Text& text : texts) {
    if (!out.empty()) out += "; ";
    out += text.utf8();
  }
  return out;
}

/// "I CẢI CÁCH", "I) CẢI CÁCH" and "I. CẢI CÁCH" name the same group.
std::string GroupKey(const std::optional<std::string>& group) {
  const std::string text = NormalOf(group);
  const size_t roman = text.find_first_not_of("IVXLC");
  if (roman == 0 || roman == std::string::npos) return text;
  size_t at = roman;
  if (text[at] == '.' || text[at] == ')') ++at;
  if (at >= text.size() || text[at] != ' ') return text;
  return text.substr(0, roman) + "." + text.substr(at);
}

std::string OrdinalKey(const std::optional<std::string>& ordinal) {
  std::string out = NormalOf(ordinal);
  while (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

struct TaskRow {
  Text task, activity, group, ordinal;
  std::vector<Text> outputs, lead, support;
  std::optional<std::array<std::string, 3>> deadline;  ///< kind, from, to
  Text text;
};

TaskRow MakeRow(const Task& task, const PlanRecord& record) {
  TaskRow out;
  out.task = TextOf(task.task);
  out.activity = TextOf(task.activity);
  out.group = Text(GroupKey(task.group));
  out.ordinal = Text(OrdinalKey(task.ordinal));
  out.outputs = Strings(task.outputs);
  out.lead = Strings(task.lead);
  out.support = Strings(task.support);
  std::string when;
  if (task.deadline) {
    for (const Deadline& each : record.deadlines) {
      if (each.id != *task.deadline) continue;
      const DeadlineKey key = KeyOf(each);
      out.deadline = {key[0], key[1], key[2]};
      when.append(key[0]).append(1, ' ').append(key[1]).append(1, ' ').append(key[2]);
      break;
    }
  }
  std::string all;
  for (const std::string& part : {out.ordinal.utf8(), out.task.utf8(), out.activity.utf8(),
                                  Joined(out.outputs), Joined(out.lead), Joined(out.support)}) {
    all.append(part).append(" | ");
  }
  out.text = Text(all + when);
  return out;
}

Right CompareTexts(const Text& gold, const Text& pred) {
  return {gold == pred, SoftSimilarity(gold, pred) > 0};
}

/// Each text once.
std::vector<Text> Unique(const std::vector<Text>& texts) {
  std::vector<Text> out;
  for (const Text& text : texts) {
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
  }
  return out;
}

/// As sets: order and repeats do not count.
Right CompareSets(const std::vector<Text>& gold, const std::vector<Text>& pred) {
  const std::vector<Text> a = Unique(gold), b = Unique(pred);
  if (a.size() != b.size()) return {false, false};
  return {Match(TextPairs(a, b, false)).size() == a.size(),
          Match(TextPairs(a, b, true)).size() == a.size()};
}

constexpr size_t kTaskFields = 8;
constexpr size_t kDeciding = 4;  ///< a row is right where the first four fields are
constexpr const char* kTaskNames[kTaskFields] = {
    "tasks.task",     "tasks.lead",    "tasks.support", "tasks.deadline",
    "tasks.activity", "tasks.outputs", "tasks.group",   "tasks.ordinal"};

std::array<Right, kTaskFields> Compare(const TaskRow& gold, const TaskRow& pred) {
  const bool deadline = gold.deadline == pred.deadline;
  return {CompareTexts(gold.task, pred.task),         CompareSets(gold.lead, pred.lead),
          CompareSets(gold.support, pred.support),    Right{deadline, deadline},
          CompareTexts(gold.activity, pred.activity), CompareSets(gold.outputs, pred.outputs),
          CompareTexts(gold.group, pred.group),       CompareTexts(gold.ordinal, pred.ordinal)};
}

/// In order where possible; what the alignment leaves is matched freely.
Matches MatchRows(const std::vector<TaskRow>& gold, const std::vector<TaskRow>& pred) {
  const auto likeness = [&](size_t i, size_t j) { return Dice(gold[i].text, pred[j].text); };
  Matches out;
  std::set<size_t> used;
  for (const auto& [i, j] : Align(gold.size(), pred.size(), likeness, 0.3)) {
    out[i] = j;
    used.insert(j);
  }
  Weights weights;
  for (size_t i = 0; i < gold.size(); ++i) {
    if (out.count(i) > 0) continue;
    for (size_t j = 0; j < pred.size(); ++j) {
      if (used.count(j) > 0) continue;
      const double similarity = likeness(i, j);
      if (similarity >= 0.5) weights[{i, j}] = similarity;
    }
  }
  const Matches rest = Match(weights);
  out.insert(rest.begin(), rest.end());
  return out;
}

}  // namespace

void ScoreTasks(Context& context) {
  std::vector<TaskRow> gold, pred;
  for (const Task& task : context.gold.tasks) gold.push_back(MakeRow(task, context.gold));
  for (const Task& task : context.pred.tasks) pred.push_back(MakeRow(task, context.pred));
  const Matches matches = MatchRows(gold, pred);
  Both rows = {0, 0};
  std::array<Both, kTaskFields> fields{};
  std::vector<Right> good(pred.size(), {false, false});
  for (const auto& [i, j] : matches) {
    const std::array<Right, kTaskFields> right = Compare(gold[i], pred[j]);
    for (const Mode mode : kModes) {
      good[j][mode] = std::all_of(right.begin(), right.begin() + kDeciding,
                                  [&](const Right& each) { return each[mode]; });
      rows[mode] += good[j][mode] ? 1 : 0;
      for (size_t k = 0; k < kTaskFields; ++k) fields[k][mode] += right[k][mode] ? 1 : 0;
    }
  }
  context.counts.F1("tasks", gold.size(), pred.size(), rows);
  for (size_t k = 0; k < kTaskFields; ++k) {
    context.counts.Accuracy(kTaskNames[k], matches.size(), fields[k], gold.size());
  }
  context.Judge("tasks", context.pred.tasks, good);
}

void ScoreAppendices(Context& context) {
  const auto& gold = context.gold.appendices;
  const auto& pred = context.pred.appendices;
  Both right = {0, 0};
  std::vector<Right> good(pred.size(), {false, false});
  Matches matches;
  for (const Mode mode : kModes) {
    Weights weights;
    for (size_t i = 0; i < gold.size(); ++i) {
      for (size_t j = 0; j < pred.size(); ++j) {
        const auto likeness = [&](const Text& a, const Text& b) {
          return mode == kSoftly ? SoftSimilarity(a, b) : (a == b ? 1.0 : 0.0);
        };
        const double label = likeness(Text(Normal(gold[i].label)), Text(Normal(pred[j].label)));
        const double title = likeness(TextOf(gold[i].title), TextOf(pred[j].title));
        if (label > 0 && title > 0) weights[{i, j}] = label + title;
      }
    }
    matches = Match(weights);
    right[mode] = static_cast<double>(matches.size());
    for (const auto& match : matches) good[match.second][mode] = true;
  }
  context.counts.F1("appendices", gold.size(), pred.size(), right);
  double to = 0, on = 0;
  for (const auto& [i, j] : matches) {
    to += CodeKey(gold[i].attached_to.value_or("")) == CodeKey(pred[j].attached_to.value_or(""));
    on += CodeKey(gold[i].attached_on.value_or("")) == CodeKey(pred[j].attached_on.value_or(""));
  }
  context.counts.Accuracy("appendices.attached_to", matches.size(), to, gold.size());
  context.counts.Accuracy("appendices.attached_on", matches.size(), on, gold.size());
  context.Judge("appendices", pred, good);
}

void ScoreWarnings(Context& context) {
  const auto codes = [](const std::vector<Warning>& warnings) {
    std::multiset<std::string> out;
    for (const Warning& warning : warnings) {
      std::string code = Normal(warning.code);
      if (!code.empty()) out.insert(std::move(code));
    }
    return out;
  };
  const std::multiset<std::string> gold = codes(context.gold.warnings);
  const std::multiset<std::string> pred = codes(context.pred.warnings);
  std::vector<std::string> both;
  std::set_intersection(gold.begin(), gold.end(), pred.begin(), pred.end(),
                        std::back_inserter(both));
  context.counts.Recall("warnings", gold.size(), both.size(), pred.size());
}

}  // namespace planrec::evaluate
