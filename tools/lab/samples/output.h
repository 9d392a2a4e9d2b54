// SPDX-License-Identifier: GPL-3.0-or-later
//
// One sample file of one kind, and its gold record beside it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/lab/samples/script.h"

namespace planrec::samples {

struct OutputOptions {
  std::string folder;
  uint64_t seed = 1;
  int dpi = 200;
  double skew_deg = 1.0;  ///< scans are turned by up to this, either way
  int jpeg_quality = 45;
};

/// "pdf", "text", "markdown", "scan", "tiff", "stamp", "english-layer", "sideways", "mixed".
const std::vector<std::string>& Kinds();

/// Writes FOLDER/<name>-<kind>.<ext> and FOLDER/gold/<name>-<kind>.gold.json.
Status WriteSample(const Instance& instance, const std::string& kind, const OutputOptions& options);

}  // namespace planrec::samples
