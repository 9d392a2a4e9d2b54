// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/run.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "extractors/extract.h"
#include "normalizers/normalize_page.h"
#include "pipeline/batch/digest.h"
#include "pipeline/batch/output.h"
#include "schemas/record_json.h"

namespace planrec::batch {
namespace {

namespace fs = std::filesystem;

struct Input {
  std::string file, path;
};

std::vector<Input> Discover(const std::vector<std::string>& given) {
  std::vector<Input> inputs;
  for (const std::string& root : given) {
    std::error_code failed;
    if (!fs::is_directory(root, failed)) {
      inputs.push_back({root, fs::path(root).filename().string()});
      continue;
    }
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator it(root, failed), end; it != end; it.increment(failed)) {
      if (it->is_regular_file(failed)) files.push_back(it->path().string());
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) {
      inputs.push_back({file, fs::path(file).lexically_relative(root).string()});
    }
  }
  return inputs;
}

Status Process(const Input& input, const RunOptions& options, acquire::Recogniser& recogniser,
               std::string& lines) {
  std::ifstream stream(input.file, std::ios::binary);
  if (!stream) return Error{ErrorType::kNotFound, "can't be opened; check the path"};
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  auto source = acquire::SourceReader::Open(bytes, input.path, options.limits);
  if (!source) return source.error();
  Document document;
  document.source = {input.path, Sha256(bytes), bytes.size(), (*source)->media_type()};
  for (int n = 1; n <= (*source)->page_count(); ++n) {
    document.pages.push_back((*source)->ReadPage(n, {options.ocr, options.limits}, recogniser));
    normalize::NormalizePage(document.pages.back());
  }
  const PlanRecord record = extract::ExtractPlan(std::move(document));
  lines += schemas::WriteRecord(record, true) + "\n";
  return WriteAtomically(options.output + "/records/" + input.path + ".plan.json",
                         schemas::WriteRecord(record));
}

}  // namespace

int Run(const RunOptions& options) {
  acquire::Recogniser recogniser(options.recogniser);
  std::string lines;
  int done = 0, failed = 0;
  for (const Input& input : Discover(options.inputs)) {
    const Status processed = Process(input, options, recogniser, lines);
    if (processed) {
      ++done;
      continue;
    }
    ++failed;
    const Error& error = processed.error();
    std::fprintf(stderr, "%s: %s: %s\n", input.path.c_str(),
                 std::string(ErrorTypeName(error.type)).c_str(), error.message.c_str());
    if (error.type == ErrorType::kOutputFailed) return kExitOutput;
    if (error.type == ErrorType::kModelMissing) return kExitModel;
  }
  if (!WriteAtomically(options.output + "/records.jsonl", lines)) return kExitOutput;
  std::fprintf(stderr, "%d done, %d failed\n", done, failed);
  return done == 0 ? kExitNothing : failed > 0 ? kExitSomeFailed : kExitDone;
}

}  // namespace planrec::batch
