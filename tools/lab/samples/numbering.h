// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbering schemes of Vietnamese plans: which kind of marker stands at which level.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::samples {

enum class MarkerType { kPart, kRoman, kArabic, kTwoArabic, kLetter, kDash, kPlus };

struct Scheme {
  const char* name;
  bool party;                              ///< "I-", "1-" instead of "I.", "1."
  std::vector<MarkerType> headings;        ///< level 1, 2, 3
  std::vector<MarkerType> items;           ///< below a heading
  std::vector<MarkerType> items_at_first;  ///< below a heading of level 1
};

/// "roman-letter", "roman-dash", "roman-number", "arabic-letter", "arabic-dash", "party".
/// kNotFound for another name.
Result<Scheme> FindScheme(const std::string& name);

/// The `ordinal`-th (from 1) marker; `above` is the parent's ordinal, for "1.2.".
std::string MarkerText(MarkerType type, bool party, int ordinal, int above);

}  // namespace planrec::samples
