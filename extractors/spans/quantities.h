// SPDX-License-Identifier: GPL-3.0-or-later
//
// Quantities of administrative prose: Vietnamese numbers with a unit and the words that compare
// ("tối thiểu 90%", "từ 60% trở lên", "giảm tối thiểu 2,5%", "nằm trong nhóm 03 … dẫn đầu",
// "cao hơn năm 2023", "(đạt 0,4/0,5 điểm trừ 0,1 điểm)").
//
//   ReadNumber("1.234,5") == 1234.5
//   for (const Quantity& q : FindQuantities(text)) Use(q.comparator, q.value, q.unit);
//
// Numbers of dates, documents, standards, levels ("mức độ 4") and articles are no quantities.
// Offsets are bytes of UTF-8. Pure functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/record_lists.h"

namespace planrec::extract {

/// A number as Vietnamese prints it: decimal comma, stops between thousands ("1.234.567", "2,5",
/// "05"), a dot before one or two digits as decimal point, "một" to "mười" in words.
std::optional<double> ReadVietnameseNumber(std::string_view text);

enum class QuantityKind {
  kPercent,
  kAmount,  ///< money, counts, measures: a number with a unit of the table
  kRank,    ///< "nằm trong nhóm 03 … dẫn đầu", "xếp thứ 5 trở lên"
  kBetter,  ///< "cao hơn năm 2023", "tăng bậc so với năm 2023": a baseline and no number
  kScore,   ///< "0,4/0,5 điểm": got of possible
};

struct Quantity {
  QuantityKind kind = QuantityKind::kPercent;
  Span span;    ///< comparing words, number, unit and "trở lên"
  Span number;  ///< the number with its unit
  Comparator comparator = Comparator::kNone;
  bool compared = false;  ///< a comparing word is printed
  std::optional<double> value, value_max;
  std::string unit;                  ///< as printed; empty where none is
  std::optional<double> lost;        ///< kScore: points lost, where printed
  std::optional<int> baseline_year;  ///< of "so với năm 2023"
  bool counted = false;              ///< kAmount: the unit is a noun outside the table
  bool bracketed = false;            ///< kScore: stands alone in parentheses
};

/// All quantities in reading order, not overlapping.
std::vector<Quantity> FindQuantities(std::string_view text);

}  // namespace planrec::extract
