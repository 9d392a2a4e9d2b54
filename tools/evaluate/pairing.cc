// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/pairing.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace planrec::evaluate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGoldEnd = ".gold.json";
constexpr std::string_view kPlanEnd = ".plan.json";

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

/// Paths of regular files below `folder`, relative to it, with '/'.
std::vector<std::string> Files(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code failure;
  fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied,
                                      failure);
  const fs::recursive_directory_iterator end;
  while (!failure && it != end) {
    std::error_code odd;
    if (it->is_regular_file(odd))
      out.push_back(it->path().lexically_relative(folder).generic_string());
    it.increment(failure);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// "D/X" of "D/X.gold.json".
std::string Stem(const std::string& path) {
  for (const std::string_view end : {kGoldEnd, kPlanEnd}) {
    if (EndsWith(path, end)) return path.substr(0, path.size() - end.size());
  }
  return path;
}

/// What makes a record that of a further document of its file: "#2"; empty for the first.
std::string_view PartOf(std::string_view stem) {
  const size_t sign = stem.find_last_not_of("0123456789");
  const bool part = sign != std::string_view::npos && sign + 1 < stem.size() && stem[sign] == '#';
  return part ? stem.substr(sign) : std::string_view();
}

std::string FindPrediction(const std::string& stem, const std::vector<std::string>& files) {
  const std::string exact = stem + std::string(kPlanEnd);
  const std::string_view part = PartOf(stem);
  const std::string start = stem.substr(0, stem.size() - part.size()) + ".";
  std::string found;
  for (const std::string& file : files) {
    if (file == exact) return file;
    const bool fits = file.rfind(start, 0) == 0 && EndsWith(file, kPlanEnd) &&
                      file.find('/', start.size()) == std::string::npos &&
                      PartOf(Stem(file)) == part;
    if (fits && found.empty()) found = file;
  }
  return found;
}

}  // namespace

Result<std::vector<RecordPair>> PairRecords(const std::string& gold, const std::string& pred) {
  std::error_code failure;
  for (const std::string& path : {gold, pred}) {
    if (!fs::exists(path, failure)) {
      return Error{ErrorType::kNotFound,
                   path + " does not exist: give a record or a folder of them"};
    }
  }
  const bool gold_folder = fs::is_directory(gold, failure);
  const bool pred_folder = fs::is_directory(pred, failure);
  if (!gold_folder && !pred_folder) return std::vector<RecordPair>{{gold, pred}};
  if (gold_folder && !pred_folder) {
    return Error{ErrorType::kNotFound,
                 pred + " is a file, " + gold + " a folder: give a folder of predictions too"};
  }
  const std::vector<std::string> predictions = Files(pred);
  std::vector<RecordPair> out;
  const fs::path root = gold_folder ? fs::path(gold) : fs::path(gold).parent_path();
  const std::vector<std::string> records =
      gold_folder ? Files(gold) : std::vector<std::string>{fs::path(gold).filename().string()};
  for (const std::string& file : records) {
    if (gold_folder && !EndsWith(file, kGoldEnd) && !EndsWith(file, kPlanEnd)) continue;
    const std::string found = FindPrediction(Stem(file), predictions);
    out.push_back({(root / file).string(), found.empty() ? "" : (fs::path(pred) / found).string()});
  }
  return out;
}

}  // namespace planrec::evaluate
