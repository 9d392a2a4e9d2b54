// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/evaluate.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "schemas/record_json.h"
#include "tools/evaluate/pairing.h"
#include "tools/evaluate/report.h"
#include "tools/evaluate/score.h"
#include "tools/evaluate/score_corrections.h"

namespace planrec::evaluate {
namespace {

constexpr int kDone = 0, kUsage = 2, kBelow = 3, kNothing = 4;

void Complain(const std::string& message) {
  std::fprintf(stderr, "planrec evaluate: %s\n", message.c_str());
}

Result<PlanRecord> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorType::kUnreadable, "can't be opened"};
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return schemas::ReadRecord(text);
}

struct Minimum {
  std::string metric;
  Mode mode = kStrict;
  double value = 0;
};

/// "sections.node=0.9", "sections.node~=0.95".
std::optional<Minimum> ParseMinimum(const std::string& text) {
  const size_t sign = text.find('=');
  if (sign == std::string::npos || sign == 0) return std::nullopt;
  Minimum out;
  out.metric = text.substr(0, sign);
  if (out.metric.back() == '~') {
    out.mode = kSoftly;
    out.metric.pop_back();
  }
  const std::string number = text.substr(sign + 1);
  char* end = nullptr;
  out.value = std::strtod(number.c_str(), &end);
  if (number.empty() || *end != '\0') return std::nullopt;
  return out;
}

/// 0, 2 or 3; tells what was missed.
int CheckMinimums(const Counts& total, const std::vector<Minimum>& minimums) {
  int out = kDone;
  for (const Minimum& minimum : minimums) {
    const Metric* metric = total.Find(minimum.metric);
    if (metric == nullptr) {
      Complain("there is no metric \"" + minimum.metric + "\"; the table lists them");
      return kUsage;
    }
    const double value = metric->Headline(minimum.mode);
    if (value >= minimum.value) continue;
    char figures[64];
    std::snprintf(figures, sizeof figures, "%.4f, below %.4f", value, minimum.value);
    Complain(minimum.metric + (minimum.mode == kSoftly ? " (soft)" : "") + " is " + figures);
    out = kBelow;
  }
  return out;
}

/// A line a step: mean confidence, share that was right, objects.
std::string ReportCurves(const Counts& total) {
  std::string out;
  for (const auto& [curve, outcomes] : total.samples()) {
    out += "\nconfidence, share right, objects: " + curve + "\n";
    for (const CurveStep& step : FitCurve(outcomes)) {
      char line[64];
      std::snprintf(line, sizeof line, "  {%.3f, %.3f},  %zu\n", step.confidence, step.right,
                    step.objects);
      out += line;
    }
  }
  return out;
}

/// Gold records with what was predicted for them.
Result<std::vector<DocumentCounts>> ScorePairs(const Options& options) {
  const auto pairs = PairRecords(options.gold, options.pred);
  if (!pairs)
    return pairs.error().type == ErrorType::kNotFound
               ? Error{ErrorType::kUnreadable, pairs.error().message}
               : pairs.error();
  if (pairs->empty())
    return Error{ErrorType::kNotFound, "no *.gold.json or *.plan.json under " + options.gold};
  std::vector<DocumentCounts> documents;
  for (const RecordPair& pair : *pairs) {
    const Result<PlanRecord> gold = ReadFile(pair.gold);
    if (!gold) return Error{ErrorType::kCorrupt, pair.gold + ": " + gold.error().message};
    DocumentCounts document{pair.gold, pair.pred, {}};
    if (pair.pred.empty()) {
      Complain(pair.gold + ": no prediction, all of it counts as missed");
      document.counts = Score(*gold, nullptr);
    } else {
      const Result<PlanRecord> pred = ReadFile(pair.pred);
      if (!pred) {
        Complain(pair.pred + ": " + pred.error().message + "; counts as missed");
        document.pred.clear();
      }
      document.counts = Score(*gold, pred ? &*pred : nullptr);
    }
    documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace

int Run(const Options& options) {
  std::vector<Minimum> minimums;
  for (const std::string& text : options.min) {
    const std::optional<Minimum> minimum = ParseMinimum(text);
    if (!minimum) {
      Complain("\"" + text + "\" is no minimum: write METRIC=VALUE, e.g. sections.node=0.9");
      return kUsage;
    }
    minimums.push_back(*minimum);
  }
  Result<std::vector<DocumentCounts>> scored =
      options.corrections.empty() ? ScorePairs(options) : ScoreCorrections(options.corrections);
  if (!scored) {
    Complain(scored.error().message);
    return scored.error().type == ErrorType::kNotFound ? kNothing : kUsage;
  }
  const std::vector<DocumentCounts>& documents = *scored;
  Counts total;
  for (const DocumentCounts& document : documents) total.Add(document.counts);

  std::string out;
  if (options.json) {
    out = ReportJson(total, documents, options.each);
  } else {
    if (options.each) {
      for (const DocumentCounts& document : documents) {
        out += ReportTable(document.counts,
                           document.gold + " : " + (document.pred.empty() ? "-" : document.pred)) +
               "\n";
      }
    }
    out += ReportTable(total, documents.size() == 1 ? "1 document"
                                                    : std::to_string(documents.size()) +
                                                          " documents, their counts added");
  }
  if (options.curves && !options.json) out += ReportCurves(total);
  std::fwrite(out.data(), 1, out.size(), stdout);
  std::fflush(stdout);
  return CheckMinimums(total, minimums);
}

}  // namespace planrec::evaluate
