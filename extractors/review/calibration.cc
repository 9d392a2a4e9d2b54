// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/calibration.h"

#include <algorithm>
#include <concepts>
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

template <typename T, typename... Types>
inline constexpr bool kIsOneOf = (std::same_as<T, Types> || ...);

/// The curve of an object's confidence; empty for those that were not counted: theirs stays.
template <typename T>
std::span<const Knot> CurveOf(const T&) {
  if (kIsOneOf<T, Table, Appendix, Recipient, Repair>) return {};
  if (kIsOneOf<T, TableCell, Task>) return kCellCurve;
  return kCurve;
}

}  // namespace

double CalibratedConfidence(double confidence) {
  return Along(kCurve, confidence);
}

double CalibratedCellConfidence(double confidence) {
  return Along(kCellCurve, confidence);
}

void Calibrate(PlanRecord& record) {
  std::set<int> recognised;
  for (const Page& page : record.pages)
    if (page.origin == TextOrigin::kOcr) recognised.insert(page.number);
  ForEachObject(record, [&](auto& object, const std::string&) {
    const std::span<const Knot> curve = CurveOf(object);
    if (!curve.empty() && recognised.contains(object.where.page))
      object.confidence = Along(curve, object.confidence);
  });
  // The issuer's own confidence, by the place of its evidence.
  for (const FieldEvidence& evidence : record.document.evidence) {
    if (evidence.field == "issuer" && record.document.issuer &&
        recognised.contains(evidence.where.page)) {
      double& confidence = record.document.issuer->confidence;
      confidence = CalibratedConfidence(confidence);
    }
  }
}

}  // namespace planrec::extract
