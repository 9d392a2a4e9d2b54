// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grammar of single lines of a letterhead: number and notation, place and date, the years in a
// title. Pure functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

/// A document's number, notation and code as a head or a note prints them.
struct PrintedCode {
  std::optional<int> number;
  std::string notation, code;
  bool blank = false;                ///< the number was left blank
  double confidence = 1.0;           ///< of the number
  double notation_confidence = 1.0;  ///< it is printed, and mostly sure where the number is not
  Span number_at, notation_at;       ///< bytes of the line
};
/// From "Số: 104/KH-UBND"; nullopt for another line.
std::optional<PrintedCode> ReadNumberLine(std::string_view line);

/// Capitals joined by hyphens: what a symbol that ends in one goes on with.
bool SymbolGoesOn(std::string_view line);

struct PrintedDate {
  std::string place;  ///< before the date; may be empty
  std::string iso;    ///< reduced where day or month is blank; empty where the year is
  bool complete = true;
  size_t place_end = 0;  ///< bytes of the line that are the place
};
/// From "Lấp Vò, ngày 22 tháng 3 năm 2024"; nullopt for another line.
std::optional<PrintedDate> ReadPlaceAndDate(std::string_view line);

/// The years that a plan is for, from its title.
std::optional<Period> PeriodOf(std::string_view title);

}  // namespace planrec::extract
