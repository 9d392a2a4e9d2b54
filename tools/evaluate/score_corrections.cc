// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/score_corrections.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pipeline/corrections/corrections.h"

namespace planrec::evaluate {
namespace {

namespace fs = std::filesystem;

Counts CountsOf(const std::vector<corrections::Judged>& judged) {
  Counts counts;
  size_t wrong = 0, listed = 0, listed_wrong = 0;
  for (const corrections::Judged& each : judged) {
    const double right = each.right ? 1 : 0;
    counts.Accuracy(each.field, 1, right, 1);
    if (each.confidence) {
      counts.Calibration("calibration.ece", *each.confidence, {each.right, each.right});
      const bool cell = each.field.starts_with("tables.") || each.field.starts_with("tasks");
      counts.Sample(cell ? "cells and tasks" : "found by a grammar",
                    {*each.confidence, each.right});
    }
    wrong += each.right ? 0 : 1;
    listed += each.in_review ? 1 : 0;
    listed_wrong += each.in_review && !each.right ? 1 : 0;
  }
  const auto both = static_cast<double>(listed_wrong);
  counts.Review("calibration.review", {wrong, wrong}, listed, {both, both});
  return counts;
}

}  // namespace

Result<std::vector<DocumentCounts>> ScoreCorrections(const std::string& output) {
  std::vector<std::string> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(output + "/corrections", failed), end;
       !failed && at != end; at.increment(failed)) {
    const std::string path = at->path().string();
    if (path.ends_with(".json")) files.push_back(path.substr(output.size() + 1));
  }
  std::sort(files.begin(), files.end());
  std::vector<DocumentCounts> documents;
  for (const std::string& file : files) {
    const std::string record = corrections::RecordOf(file);
    const Result<corrections::State> state = corrections::Read(output, record);
    if (!state) return state.error();
    std::ifstream in(output + "/" + record, std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>(in), {}};
    if (json.empty()) continue;
    documents.push_back({file, record, CountsOf(corrections::Judge(json, state->corrections))});
  }
  if (!documents.empty()) return documents;
  return Error{ErrorType::kNotFound, "no corrections of records below " + output + "/corrections"};
}

}  // namespace planrec::evaluate
