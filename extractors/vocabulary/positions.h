// SPDX-License-Identifier: GPL-3.0-or-later
//
// Positions that sign plans: one list for every grammar that asks for them.
//
//   const Pattern kPosition{"…", Over::kPrinted, R"(\s()" + PositionsInCapitals() + R"()\s*$)", …};
//
// The alternations hold no group that captures and are ordered so that a longer position wins over
// its beginning. Safe to call while constants are being initialised; thread safe.
#pragma once

#include <string>

namespace planrec::extract {

/// "CHỦ TỊCH|TỔNG GIÁM ĐỐC|…", to be matched against printed text.
std::string PositionsInCapitals();
/// The same folded: "chu tich|tong giam doc|…".
std::string PositionsFolded();

}  // namespace planrec::extract
