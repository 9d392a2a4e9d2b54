// SPDX-License-Identifier: GPL-3.0-or-later
//
// The administrative units: those of today (law of 16/06/2025: provinces, and communes, wards and
// special zones), and those that earlier documents name (districts and what is of their level,
// townships).
//
//   for (const AdministrativeUnit& unit : Units()) …      // "thị xã", TX, "district"
//   LevelOfUnit("thành phố", "Huế")                       // "province"
//   UnitAlternation()                                     // "thành phố|thị trấn|…" for a pattern
//
// Constant data, pure functions; thread safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace planrec::extract {

struct AdministrativeUnit {
  std::string_view name;          ///< in lower case
  std::string_view abbreviation;  ///< before a name: "TP. Huế"; empty where none is in use
  std::string_view level;         ///< of the record: "province", "district", "commune"
};

/// Those of two words first: none begins another then.
std::span<const AdministrativeUnit> Units();

/// The unit whose name begins the folded text, followed by a space or its end; nullptr for none.
/// `length` is that of its name, folded.
const AdministrativeUnit* UnitAtStart(std::string_view folded, size_t& length);

/// The level of a unit with this proper name: a city is a province or was a district.
std::string_view LevelOfUnit(std::string_view unit, std::string_view name);

/// The names as alternatives of an expression over the printed text.
const std::string& UnitAlternation();

}  // namespace planrec::extract
