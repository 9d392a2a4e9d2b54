// SPDX-License-Identifier: GPL-3.0-or-later
//
// What charts of a batch count of a record, small enough to be kept for each (PlanBrief::figures).
//
//   const std::string kept = EncodeFigures(FiguresOf(record));
//   RecordFigures all;
//   AddFigures(kept, all);       // of any number of records
//
// Pure functions; thread safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "pipeline/core/record.h"

namespace planrec::schemas {

struct RecordFigures {
  struct Agency {
    std::string name;       ///< as the first document spells it
    int64_t with_lead = 0;  ///< tasks and duties that it leads or answers for
  };

  /// Values by tenth of their confidence; 1 is in the last.
  std::array<int64_t, 10> confidences{};
  std::map<std::string, int64_t> due_months;  ///< "2025-03" → deadlines that end in it
  std::map<std::string, Agency> agencies;     ///< by key
};

/// Of a record the months and agencies that it names most: kMostNamed of each.
inline constexpr size_t kMostNamed = 40;
RecordFigures FiguresOf(const PlanRecord& record);

/// One line of JSON.
std::string EncodeFigures(const RecordFigures& figures);

/// Adds what was encoded; what is not is left out. Agencies beyond the first 20,000 are not told
/// apart any more, so that memory has an end.
void AddFigures(std::string_view encoded, RecordFigures& all);

}  // namespace planrec::schemas
