// SPDX-License-Identifier: GPL-3.0-or-later
//
// Additive counts per metric, of one document or many, and the figures that follow from them.
// Strict and soft counts stand side by side. With no gold and no prediction a metric is 1
// ("vacuous"); an accuracy over no pair is 0 where gold has something to judge.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/evaluate/isotonic.h"

namespace planrec::evaluate {

enum Mode : size_t { kStrict = 0, kSoftly = 1 };
inline constexpr std::array<Mode, 2> kModes = {kStrict, kSoftly};

/// A count for each mode.
using Both = std::array<double, 2>;

enum class MetricKind {
  kF1,        ///< precision, recall, F1 of things found
  kAccuracy,  ///< share of judged things that are right
  kError,     ///< edit distance over length: CER, and coverage = 1 - CER
  kRecall,    ///< recall alone
  kEce,       ///< expected calibration error over ten bins of confidence
  kShare,     ///< part of a whole, neither good nor bad
};

struct Metric {
  std::string name;
  MetricKind kind = MetricKind::kF1;
  /// Per mode: kF1 {right, gold, predicted}; kAccuracy {right, judged, gold}; kError {distance,
  /// gold length, predicted length}; kRecall {hit, gold, predicted}; kShare {part, whole};
  /// kEce ten times {objects, sum of confidence, right}.
  std::array<std::vector<double>, 2> sums;

  // Figures; which of them mean something depends on the kind.
  double Precision(Mode mode) const;
  double Recall(Mode mode) const;
  double F1(Mode mode) const;
  double Accuracy(Mode mode) const;  ///< kAccuracy and kEce
  double Cer() const;
  double Coverage() const;
  double Ece(Mode mode) const;
  double MeanConfidence() const;
  double Share(Mode mode) const;
  /// F1, accuracy, coverage, recall, 1 - ECE or share: the one figure for a minimum.
  double Headline(Mode mode) const;
  long Support() const;
  std::optional<long> Predicted() const;
  bool Vacuous() const;
};

class Counts {
 public:
  void F1(std::string_view name, size_t gold, size_t predicted, Both right);
  /// As F1, where strict and soft differ in what there is to find.
  void Review(std::string_view name, std::array<size_t, 2> gold, size_t predicted, Both right);
  void Accuracy(std::string_view name, size_t judged, Both right, size_t gold);
  void Accuracy(std::string_view name, size_t judged, double right, size_t gold) {
    Accuracy(name, judged, Both{right, right}, gold);
  }
  void Error(std::string_view name, size_t distance, size_t gold_length, size_t predicted_length);
  void Recall(std::string_view name, size_t gold, size_t hit, size_t predicted);
  /// One object with its confidence.
  void Calibration(std::string_view name, double confidence, std::array<bool, 2> right);
  /// So that the metric exists where there is no object.
  void Calibration(std::string_view name) { Get(name, MetricKind::kEce, 30); }
  void Share(std::string_view name, size_t part, size_t whole);
  /// One object with its confidence, for the curve of what it is (FitCurve).
  void Sample(const std::string& curve, Outcome outcome) { samples_[curve].push_back(outcome); }
  void Add(const Counts& other);

  /// In the order of first use.
  const std::vector<Metric>& metrics() const { return metrics_; }
  const Metric* Find(std::string_view name) const;
  const std::map<std::string, std::vector<Outcome>>& samples() const { return samples_; }

 private:
  Metric& Get(std::string_view name, MetricKind kind, size_t width);
  std::vector<Metric> metrics_;
  std::map<std::string, std::vector<Outcome>> samples_;
};

}  // namespace planrec::evaluate
