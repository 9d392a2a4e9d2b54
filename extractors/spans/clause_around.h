// SPDX-License-Identifier: GPL-3.0-or-later
//
// A match in running text with its clause around it: what stands left and right up to the marks
// that end a clause, and whether the clause orders an act.
//
//   const Around at(text, match.group(0));
//   if (at.DutyClause()) Use(at.Before());   // "Gửi danh sách" of "Gửi danh sách trước ngày …"
//
// A bracket that closes before the match is part of the clause; one that is open around it is a
// clause of its own. Offsets are bytes of UTF-8. Pure; thread safe.
#pragma once

#include <string>
#include <string_view>

#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {

/// A verb of an ordered act begins at byte `at`.
bool IsVerbAt(std::string_view text, size_t at);

struct Around {
  std::string_view text;
  Span match;
  Span sentence;
  Span clause;        ///< between ';', '.', ':' and the like
  std::string left;   ///< folded, from the clause's begin to the match
  std::string right;  ///< folded, from the match to the clause's end
  bool starts_clause = false;

  Around(std::string_view all, Span at);

  /// The act after the match: to the clause's end without its mark.
  Span After() const;
  /// The act before the match.
  Span Before() const;
  /// The clause begins with a duty's verb.
  bool DutyClause() const;
  /// A verb ends directly before the match, and no noun owns it.
  bool VerbBefore() const;
};

}  // namespace planrec::extract
