// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace planrec::evaluate {
namespace {

using Json = nlohmann::ordered_json;

/// Metrics stand in these groups, those of a group in the order in which they were counted.
constexpr std::string_view kGroups[] = {
    "document",  "signature", "recipients", "sections",   "targets",  "deadlines",  "assignments",
    "citations", "tables",    "tasks",      "appendices", "warnings", "calibration"};

std::vector<const Metric*> Ordered(const Counts& counts) {
  std::vector<const Metric*> out;
  for (const std::string_view group : kGroups) {
    for (const Metric& metric : counts.metrics()) {
      if (std::string_view(metric.name).substr(0, metric.name.find('.')) == group) {
        out.push_back(&metric);
      }
    }
  }
  return out;
}

const char* KindName(MetricKind kind) {
  switch (kind) {
    case MetricKind::kF1:
      return "f1";
    case MetricKind::kAccuracy:
      return "accuracy";
    case MetricKind::kError:
      return "error";
    case MetricKind::kRecall:
      return "recall";
    case MetricKind::kEce:
      return "calibration";
    case MetricKind::kShare:
      return "share";
  }
  return "";
}

/// Six decimals, enough to compare and short to read.
double Rounded(double value) {
  return std::round(value * 1e6) / 1e6;
}

Json Figures(const Metric& metric, Mode mode) {
  switch (metric.kind) {
    case MetricKind::kF1:
      return {{"precision", Rounded(metric.Precision(mode))},
              {"recall", Rounded(metric.Recall(mode))},
              {"f1", Rounded(metric.F1(mode))}};
    case MetricKind::kAccuracy:
      return {{"accuracy", Rounded(metric.Accuracy(mode))}};
    case MetricKind::kError:
      return {{"cer", Rounded(metric.Cer())}, {"coverage", Rounded(metric.Coverage())}};
    case MetricKind::kRecall:
      return {{"recall", Rounded(metric.Recall(mode))}};
    case MetricKind::kEce:
      return {{"ece", Rounded(metric.Ece(mode))},
              {"mean_confidence", Rounded(metric.MeanConfidence())},
              {"accuracy", Rounded(metric.Accuracy(mode))}};
    case MetricKind::kShare:
      return {{"share", Rounded(metric.Share(mode))}};
  }
  return nullptr;
}

Json MetricsJson(const Counts& counts) {
  Json out = Json::object();
  for (const Metric* metric : Ordered(counts)) {
    Json item;
    item["kind"] = KindName(metric->kind);
    item["strict"] = Figures(*metric, kStrict);
    item["soft"] = Figures(*metric, kSoftly);
    item["support"] = metric->Support();
    if (const auto predicted = metric->Predicted()) item["predicted"] = *predicted;
    item["vacuous"] = metric->Vacuous();
    out[metric->name] = std::move(item);
  }
  return out;
}

/// Three columns of six.
std::string Columns(const Metric& metric, Mode mode) {
  std::array<char, 64> out{};
  const auto labelled = [&](const char* label, double value) {
    std::snprintf(out.data(), out.size(), "%13s %6.3f", label, value);
  };
  if (metric.Vacuous()) {
    std::snprintf(out.data(), out.size(), "%20s", "-");
    return out.data();
  }
  switch (metric.kind) {
    case MetricKind::kF1:
      std::snprintf(out.data(), out.size(), "%6.3f %6.3f %6.3f", metric.Precision(mode),
                    metric.Recall(mode), metric.F1(mode));
      break;
    case MetricKind::kRecall:
      std::snprintf(out.data(), out.size(), "%6s %6.3f %6s", "", metric.Recall(mode), "");
      break;
    case MetricKind::kAccuracy:
      labelled("acc", metric.Accuracy(mode));
      break;
    case MetricKind::kError:
      labelled("cer", metric.Cer());
      break;
    case MetricKind::kEce:
      labelled("ece", metric.Ece(mode));
      break;
    case MetricKind::kShare:
      labelled("share", metric.Share(mode));
      break;
  }
  return out.data();
}

}  // namespace

std::string ReportTable(const Counts& counts, const std::string& title) {
  std::string out = title + "\n";
  std::array<char, 200> line{};
  std::snprintf(line.data(), line.size(), "%-24s %6s %6s %6s  %6s %6s %6s  %6s %6s\n", "", "P", "R",
                "F1", "P~", "R~", "F1~", "gold", "pred");
  out += line.data();
  for (const Metric* metric : Ordered(counts)) {
    const bool one_sense = metric->kind == MetricKind::kError || metric->kind == MetricKind::kShare;
    const auto predicted = metric->Predicted();
    std::snprintf(line.data(), line.size(), "%-24s %s  %20s  %6ld %6s\n", metric->name.c_str(),
                  Columns(*metric, kStrict).c_str(),
                  one_sense ? "" : Columns(*metric, kSoftly).c_str(), metric->Support(),
                  predicted ? std::to_string(*predicted).c_str() : "");
    out += line.data();
  }
  out += "P R F1 strict, P~ R~ F1~ soft (similarity of 0.90); - where there is nothing to judge\n";
  return out;
}

std::string ReportJson(const Counts& total, const std::vector<DocumentCounts>& documents,
                       bool each) {
  Json out;
  out["documents"] = documents.size();
  out["missing"] = Json::array();
  for (const DocumentCounts& document : documents) {
    if (document.pred.empty()) out["missing"].push_back(document.gold);
  }
  out["metrics"] = MetricsJson(total);
  if (each) {
    out["each"] = Json::array();
    for (const DocumentCounts& document : documents) {
      out["each"].push_back({{"gold", document.gold},
                             {"pred", document.pred.empty() ? Json(nullptr) : Json(document.pred)},
                             {"metrics", MetricsJson(document.counts)}});
    }
  }
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace planrec::evaluate
