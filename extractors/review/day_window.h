// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a document can have been issued, by what its text says: not before what it cites, hardly
// after what it sets as due.
//
//   const DayWindow window = WindowOfDays(record);
//   p *= window.Share(day);
//
// Pure functions of the record; thread safe.
#pragma once

#include <optional>
#include <string>

#include "pipeline/core/record.h"

namespace planrec::extract {

struct DayWindow {
  std::optional<std::string> first;  ///< the latest day of a cited document, ISO
  std::optional<std::string> last;   ///< the earliest day that is due, ISO

  bool Holds(const std::string& day) const;
  /// How much less a day outside is to be believed, 0..1; 1 inside.
  double Share(const std::string& day) const;
  /// `day` in the one other year that the window has for it; nullopt: none, or more than one.
  std::optional<std::string> InAnotherYear(const std::string& day) const;
};

/// Only of days printed with their year and read surely.
DayWindow WindowOfDays(const PlanRecord& record);

}  // namespace planrec::extract
