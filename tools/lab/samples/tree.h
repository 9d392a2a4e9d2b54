// SPDX-License-Identifier: GPL-3.0-or-later
//
// From script lines to the section tree, numbered by a scheme.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/lab/samples/markup.h"
#include "tools/lab/samples/numbering.h"
#include "tools/lab/samples/script.h"

namespace planrec::samples {

/// `keep` in 0..1: the probability that an optional line stays (with what stands below it).
/// Slips in the numbering add their codes to `warnings`.
Result<std::vector<SampleNode>> BuildTree(const std::vector<ScriptLine>& lines,
                                          const Scheme& scheme, const Vocabulary& vocabulary,
                                          double keep, Random& random,
                                          std::vector<std::string>& warnings);

}  // namespace planrec::samples
