// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/counts.h"

#include <algorithm>
#include <cmath>

namespace planrec::evaluate {
namespace {

double Ratio(double part, double whole, double otherwise) {
  return whole > 0 ? part / whole : otherwise;
}

}  // namespace

double Metric::Precision(Mode mode) const {
  const auto& s = sums[mode];
  return Ratio(s[0], s[2], s[1] > 0 ? 0.0 : 1.0);
}

double Metric::Recall(Mode mode) const {
  return Ratio(sums[mode][0], sums[mode][1], 1.0);
}

double Metric::F1(Mode mode) const {
  const auto& s = sums[mode];
  return Ratio(2 * s[0], s[1] + s[2], 1.0);
}

double Metric::Accuracy(Mode mode) const {
  const auto& s = sums[mode];
  if (kind == MetricKind::kAccuracy) return Ratio(s[0], s[1], s[2] > 0 ? 0.0 : 1.0);
  double right = 0, objects = 0;
  for (size_t bin = 0; bin < 10; ++bin) {
    objects += s[3 * bin];
    right += s[3 * bin + 2];
  }
  return Ratio(right, objects, 0.0);
}

double Metric::Cer() const {
  const auto& s = sums[kStrict];
  return Ratio(s[0], s[1], s[2] > 0 ? 1.0 : 0.0);
}

double Metric::Coverage() const {
  return std::max(0.0, 1.0 - Cer());
}

double Metric::Ece(Mode mode) const {
  const auto& s = sums[mode];
  double gap = 0, objects = 0;
  for (size_t bin = 0; bin < 10; ++bin) {
    objects += s[3 * bin];
    gap += std::fabs(s[3 * bin + 1] - s[3 * bin + 2]);
  }
  return Ratio(gap, objects, 0.0);
}

double Metric::MeanConfidence() const {
  const auto& s = sums[kStrict];
  double sum = 0, objects = 0;
  for (size_t bin = 0; bin < 10; ++bin) {
    objects += s[3 * bin];
    sum += s[3 * bin + 1];
  }
  return Ratio(sum, objects, 0.0);
}

double Metric::Share(Mode mode) const {
  return Ratio(sums[mode][0], sums[mode][1], 0.0);
}

double Metric::Headline(Mode mode) const {
  switch (kind) {
    case MetricKind::kF1:
      return F1(mode);
    case MetricKind::kAccuracy:
      return Accuracy(mode);
    case MetricKind::kError:
      return Coverage();
    case MetricKind::kRecall:
      return Recall(mode);
    case MetricKind::kEce:
      return 1.0 - Ece(mode);
    case MetricKind::kShare:
      return Share(mode);
  }
  return 0;
}

long Metric::Support() const {
  // Where the modes differ (calibration.review), what is wrong in the soft sense counts.
  const auto& s = sums[kSoftly];
  if (kind != MetricKind::kEce) return std::lround(s[1]);
  double objects = 0;
  for (size_t bin = 0; bin < 10; ++bin) objects += s[3 * bin];
  return std::lround(objects);
}

std::optional<long> Metric::Predicted() const {
  if (kind != MetricKind::kF1 && kind != MetricKind::kError && kind != MetricKind::kRecall) {
    return std::nullopt;
  }
  return std::lround(sums[kStrict][2]);
}

bool Metric::Vacuous() const {
  const auto& s = sums[kStrict];
  return std::all_of(s.begin(), s.end(), [](double value) { return value == 0; });
}

Metric& Counts::Get(std::string_view name, MetricKind kind, size_t width) {
  for (Metric& metric : metrics_) {
    if (metric.name == name) return metric;
  }
  Metric& metric = metrics_.emplace_back();
  metric.name = name;
  metric.kind = kind;
  for (auto& sums : metric.sums) sums.assign(width, 0.0);
  return metric;
}

void Counts::F1(std::string_view name, size_t gold, size_t predicted, Both right) {
  Review(name, {gold, gold}, predicted, right);
}

void Counts::Review(std::string_view name, std::array<size_t, 2> gold, size_t predicted,
                    Both right) {
  Metric& metric = Get(name, MetricKind::kF1, 3);
  for (const Mode mode : kModes) {
    metric.sums[mode][0] += right[mode];
    metric.sums[mode][1] += static_cast<double>(gold[mode]);
    metric.sums[mode][2] += static_cast<double>(predicted);
  }
}

void Counts::Accuracy(std::string_view name, size_t judged, Both right, size_t gold) {
  Metric& metric = Get(name, MetricKind::kAccuracy, 3);
  for (const Mode mode : kModes) {
    metric.sums[mode][0] += right[mode];
    metric.sums[mode][1] += static_cast<double>(judged);
    metric.sums[mode][2] += static_cast<double>(gold);
  }
}

void Counts::Error(std::string_view name, size_t distance, size_t gold_length,
                   size_t predicted_length) {
  Metric& metric = Get(name, MetricKind::kError, 3);
  for (auto& sums : metric.sums) {
    sums[0] += static_cast<double>(distance);
    sums[1] += static_cast<double>(gold_length);
    sums[2] += static_cast<double>(predicted_length);
  }
}

void Counts::Recall(std::string_view name, size_t gold, size_t hit, size_t predicted) {
  Metric& metric = Get(name, MetricKind::kRecall, 3);
  for (auto& sums : metric.sums) {
    sums[0] += static_cast<double>(hit);
    sums[1] += static_cast<double>(gold);
    sums[2] += static_cast<double>(predicted);
  }
}

void Counts::Calibration(std::string_view name, double confidence, std::array<bool, 2> right) {
  Metric& metric = Get(name, MetricKind::kEce, 30);
  const size_t bin = std::min<size_t>(9, static_cast<size_t>(confidence * 10 + 1e-9));
  for (const Mode mode : kModes) {
    metric.sums[mode][3 * bin] += 1;
    metric.sums[mode][3 * bin + 1] += confidence;
    metric.sums[mode][3 * bin + 2] += right[mode] ? 1 : 0;
  }
}

void Counts::Share(std::string_view name, size_t part, size_t whole) {
  Metric& metric = Get(name, MetricKind::kShare, 2);
  for (auto& sums : metric.sums) {
    sums[0] += static_cast<double>(part);
    sums[1] += static_cast<double>(whole);
  }
}

void Counts::Add(const Counts& other) {
  for (const auto& [curve, theirs] : other.samples_) {
    std::vector<Outcome>& mine = samples_[curve];
    mine.insert(mine.end(), theirs.begin(), theirs.end());
  }
  for (const Metric& theirs : other.metrics_) {
    Metric& mine = Get(theirs.name, theirs.kind, theirs.sums[kStrict].size());
    for (const Mode mode : kModes) {
      for (size_t i = 0; i < mine.sums[mode].size(); ++i) {
        mine.sums[mode][i] += theirs.sums[mode][i];
      }
    }
  }
}

const Metric* Counts::Find(std::string_view name) const {
  for (const Metric& metric : metrics_) {
    if (metric.name == name) return &metric;
  }
  return nullptr;
}

}  // namespace planrec::evaluate
