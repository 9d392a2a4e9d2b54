// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/calibration.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <vector>

namespace planrec::extract {
namespace {

struct Knot {
  double rule, right;
};
// 1,273 values of 14 scans (seeds 77 and 9001): share that was right, by the rules' confidence.
constexpr Knot kCurve[] = {{0, 0.3},     {0.3, 0.55},  {0.5, 0.8},    {0.75, 0.86},
                           {0.82, 0.96}, {0.9, 0.985}, {0.94, 0.995}, {1, 1}};

// 1,816 cells and tasks of 20 scans (seed 4101): a cell is nearly always right in spite of a
// doubtful letter; below 0.2 it is garbage.
constexpr Knot kCellCurve[] = {{0, 0.05},    {0.15, 0.3}, {0.3, 0.8},   {0.5, 0.88}, {0.62, 0.94},
                               {0.75, 0.96}, {0.9, 0.98}, {0.95, 0.99}, {1, 1}};

double Along(std::span<const Knot> curve, double confidence) {
  const double rule = std::clamp(confidence, 0.0, 1.0);
  const auto next = std::find_if(curve.begin() + 1, curve.end() - 1,
                                 [&](const Knot& knot) { return knot.rule >= rule; });
  const Knot &low = next[-1], &high = *next;
  return low.right + (high.right - low.right) * (rule - low.rule) / (high.rule - low.rule);
}

class Calibrator {
 public:
  explicit Calibrator(const PlanRecord& record) {
    for (const Page& page : record.pages)
      if (page.origin == TextOrigin::kOcr) recognised_.insert(page.number);
  }

  template <typename T>
  void List(std::vector<T>& values) const {
    for (T& value : values) One(value.where, value.confidence);
  }
  void Sections(std::vector<SectionNode>& nodes) const {
    List(nodes);
    for (SectionNode& node : nodes) Sections(node.children);
  }
  void Cell(const Where& where, double& confidence) const {
    if (recognised_.contains(where.page)) confidence = CalibratedCellConfidence(confidence);
  }
  void One(const Where& where, double& confidence) const {
    if (recognised_.contains(where.page)) confidence = CalibratedConfidence(confidence);
  }

 private:
  std::set<int> recognised_;
};

}  // namespace

double CalibratedConfidence(double confidence) {
  return Along(kCurve, confidence);
}

double CalibratedCellConfidence(double confidence) {
  return Along(kCellCurve, confidence);
}

void Calibrate(PlanRecord& record) {
  const Calibrator calibrator(record);
  calibrator.List(record.document.evidence);
  for (const FieldEvidence& evidence : record.document.evidence) {
    if (evidence.field == "issuer" && record.document.issuer)
      calibrator.One(evidence.where, record.document.issuer->confidence);
  }
  calibrator.Sections(record.sections);
  calibrator.List(record.targets);
  calibrator.List(record.deadlines);
  calibrator.List(record.assignments);
  calibrator.List(record.citations);
  for (Table& table : record.tables)
    for (TableRow& row : table.rows)
      for (TableCell& cell : row.cells) calibrator.Cell(cell.where, cell.confidence);
  for (Task& task : record.tasks) calibrator.Cell(task.where, task.confidence);
  if (record.signature) calibrator.One(record.signature->where, record.signature->confidence);
  calibrator.List(record.signatures);
}

}  // namespace planrec::extract
