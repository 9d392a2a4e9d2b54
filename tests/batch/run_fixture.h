// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole runs with a worker that misbehaves on order (fake_worker/main.cc), and what they left.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pipeline/batch/run.h"
#include "tests/batch/batch_files.h"

namespace planrec::batch {

using Json = nlohmann::json;

class RunTest : public BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    options_.inputs = {At("in")};
    options_.output = At("out");
    options_.jobs = 2;
    options_.ocr = acquire::OcrMode::kNever;
    options_.progress = ProgressMode::kNone;
    options_.quiet = true;
    options_.limits.memory_limit_mib = 512;
    options_.worker_command = {PLANREC_FAKE_WORKER};
  }

  Json Batch() const { return Json::parse(Read("out/batch.json")); }

  Json Inputs() const { return Batch()["inputs"]; }

  /// "path: status type page pages-failed" of each input.
  std::vector<std::string> Lines() const {
    std::vector<std::string> lines;
    for (const Json& input : Inputs()) {
      std::string line =
          input["path"].get<std::string>() + ": " + input["status"].get<std::string>();
      const Json& error = input["error"];
      if (!error.is_null()) {
        line += " " + error["type"].get<std::string>();
        if (!error["page"].is_null()) line += " p" + std::to_string(error["page"].get<int>());
      }
      line += " " + std::to_string(input["pages"].get<int>()) + "/" +
              std::to_string(input["failed_pages"].get<int>());
      lines.push_back(line);
    }
    return lines;
  }

  /// "r" for each input taken over from an earlier run, "-" for the others.
  std::string Resumed() const {
    std::string flags;
    for (const Json& input : Inputs()) flags += input["resumed"].get<bool>() ? 'r' : '-';
    return flags;
  }

  RunOptions options_;
};

}  // namespace planrec::batch
