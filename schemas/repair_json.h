// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of `planrec repair --json`. Pure; thread safe.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/page.h"

namespace planrec::schemas {

struct RepairedText {
  int line_number = 0;  ///< 1-based
  std::string raw, text;
  std::vector<Edit> edits;          ///< of raw
  std::vector<std::string> second;  ///< per edit: the best other reading; empty = none
};

/// {"line", "raw", "text", "tokens": […], "repairs": [{"begin", "end", "from", "to", "reason",
/// "confidence", "alternatives"}]}; begin and end count bytes of raw. No line end.
std::string RepairedLineJson(const RepairedText& line);

}  // namespace planrec::schemas
