// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who must do what, in one paragraph. Pure functions; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {

/// One role that a sentence gives.
struct Duty {
  Span agency;           ///< within the text; npos for the bearer (the heading's agency)
  std::string role;      ///< lead, support, responsible
  Span what;             ///< empty where no act is printed
  bool partner = false;  ///< named by "phối hợp với" of a bearer that does not lead
  double confidence = 1.0;
};

struct DutyContext {
  bool organisation = false;  ///< under TỔ CHỨC THỰC HIỆN
  bool bearer = false;        ///< under a heading (or after a label) that names an agency
  bool closing = false;       ///< a closing paragraph: only what is asked of someone counts
};

/// The duties of one paragraph, in reading order.
std::vector<Duty> FindDuties(std::string_view text, const DutyContext& context);

}  // namespace planrec::extract
