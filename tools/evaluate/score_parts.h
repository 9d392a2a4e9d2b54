// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of Score and what they share. Internal to tools/evaluate.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/record.h"
#include "tools/evaluate/counts.h"
#include "tools/evaluate/matching.h"
#include "tools/evaluate/text_match.h"

namespace planrec::evaluate {

/// A predicted object for calibration: where it stands, how sure it is, whether it is right.
struct Judged {
  std::string pointer;  ///< JSON Pointer; with "#" at its end nothing inside counts as it
  std::optional<double> confidence;
  std::array<bool, 2> right = {false, false};
  bool section = false;
};
using JudgedList = std::vector<Judged>;

/// A section node in reading order.
struct FlatNode {
  std::string path;  ///< markers from the root, each numbered among its like siblings
  std::string marker;
  Text text;
  SectionKind kind = SectionKind::kParagraph;
  std::optional<size_t> parent;  ///< index
  std::string id, pointer;
  double confidence = 1.0;
};
std::vector<FlatNode> Flatten(const std::vector<SectionNode>& sections);

/// Where an object stands, in terms of gold: a path of markers, or a gold table and row.
struct Place {
  bool in_table = false;
  std::string path;
  size_t table = 0;
  std::optional<long> row;
};
using Places = std::vector<std::optional<Place>>;
bool SamePlace(const std::optional<Place>& gold, const std::optional<Place>& pred);

/// How predicted tables and rows were aligned with gold's.
struct TableAlignment {
  std::map<size_t, size_t> table;                 ///< predicted → gold
  std::map<std::pair<size_t, long>, size_t> row;  ///< (predicted table, row) → gold row
};

/// Resolves anchors of one record; `alignment` is null for gold itself.
class Anchors {
 public:
  Anchors(const PlanRecord& record, const std::vector<FlatNode>& nodes,
          const TableAlignment* alignment);
  std::optional<Place> Of(const Anchor& anchor) const;

  template <typename T>
  Places OfAll(const std::vector<T>& objects) const {
    Places out;
    for (const T& object : objects) out.push_back(Of(object.anchor));
    return out;
  }

 private:
  std::map<std::string, std::string> paths_;
  std::map<std::string, size_t> tables_;
  const TableAlignment* alignment_;
};

/// Everything that the parts need of a pair of records.
struct Context {
  const PlanRecord& gold;
  const PlanRecord& pred;
  bool exists = true;  ///< false: there is no prediction, `pred` is empty
  std::vector<FlatNode> gold_nodes, pred_nodes;
  TableAlignment alignment;
  Counts counts;
  JudgedList judged;

  /// An object of the prediction, right or not.
  template <typename T>
  void Judge(std::string pointer, const T& object, const std::array<bool, 2>& right,
             bool section = false) {
    judged.push_back({std::move(pointer), std::clamp(object.confidence, 0.0, 1.0), right, section});
  }
  /// All objects of one of its lists.
  template <typename T>
  void Judge(const char* list, const std::vector<T>& objects,
             const std::vector<std::array<bool, 2>>& right) {
    for (size_t i = 0; i < objects.size(); ++i)
      Judge(std::string("/").append(list) + "/" + std::to_string(i), objects[i], right[i]);
  }
};

inline std::string NormalOf(const std::optional<std::string>& text) {
  return text ? Normal(*text) : std::string();
}
inline Text TextOf(const std::optional<std::string>& text) {
  return Text(NormalOf(text));
}
inline Text TextOf(Named auto value) {
  return Text(std::string(NameOf(value)));
}
/// One text field of a list's objects: Texts(gold.targets, &Target::scope).
template <typename T, typename M>
std::vector<Text> Texts(const std::vector<T>& objects, M T::*field) {
  std::vector<Text> out;
  for (const T& object : objects) out.push_back(TextOf(object.*field));
  return out;
}
bool SameNumber(const std::optional<double>& a, const std::optional<double>& b);

/// Kind, from, to and recurrence in a form in which equal deadlines are equal.
using DeadlineKey = std::array<std::string, 4>;
DeadlineKey KeyOf(const Deadline& deadline);

/// Accuracy of one text field over the matched pairs: strict and soft.
void ScoreField(Counts& counts, std::string_view name, const std::vector<Text>& gold,
                const std::vector<Text>& pred, const Matches& matches);
/// Accuracy of the place over the matched pairs whose gold place is known.
void ScorePlace(Counts& counts, std::string_view name, const Places& gold, const Places& pred,
                const Matches& matches);

void ScoreDocument(Context& context);
void ScoreSections(Context& context);
void ScoreTables(Context& context);  ///< fills context.alignment
void ScoreTargets(Context& context, const Places& gold, const Places& pred);
void ScoreDeadlines(Context& context, const Places& gold, const Places& pred);
void ScoreAssignments(Context& context, const Places& gold, const Places& pred);
void ScoreCitations(Context& context, const Places& gold, const Places& pred);
void ScoreTasks(Context& context);
void ScoreAppendices(Context& context);
void ScoreWarnings(Context& context);
void ScoreCalibration(Context& context);

}  // namespace planrec::evaluate
