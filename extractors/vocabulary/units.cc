// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/units.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr AdministrativeUnit kUnits[] = {
    {"thành phố", "TP", "district"},  // a central city is a province: kCentralCities
    {"thị trấn", "TTR", "commune"},   // until 30/06/2025
    {"thị xã", "TX", "district"},     // until 30/06/2025
    {"đặc khu", "", "commune"},       // since 01/07/2025: islands
    {"phường", "", "commune"},       {"huyện", "", "district"},  // until 30/06/2025
    {"tỉnh", "", "province"},        {"quận", "", "district"},   // until 30/06/2025
    {"xã", "", "commune"},
};

// Cities that are provinces; Huế since 01/01/2025.
constexpr std::string_view kCentralCities[] = {"ha noi",  "ho chi minh", "hai phong",
                                               "da nang", "can tho",     "hue"};

}  // namespace

std::span<const AdministrativeUnit> Units() {
  return kUnits;
}

const AdministrativeUnit* UnitAtStart(std::string_view folded, size_t& length) {
  for (const AdministrativeUnit& unit : kUnits) {
    const std::string name = Fold(unit.name);
    if (!folded.starts_with(name)) continue;
    if (folded.size() > name.size() && folded[name.size()] != ' ') continue;
    length = name.size();
    return &unit;
  }
  return nullptr;
}

std::string_view LevelOfUnit(std::string_view unit, std::string_view name) {
  const std::string folded = Fold(unit);
  for (const AdministrativeUnit& known : kUnits) {
    if (Fold(known.name) != folded) continue;
    const bool central =
        folded == "thanh pho" && std::ranges::count(kCentralCities, Fold(name)) > 0;
    return central ? "province" : known.level;
  }
  return "other";
}

const std::string& UnitAlternation() {
  static const std::string alternation = [] {
    std::string out;
    for (const AdministrativeUnit& unit : kUnits)
      out.append(out.empty() ? "" : "|").append(unit.name);
    return out;
  }();
  return alternation;
}

}  // namespace planrec::extract
