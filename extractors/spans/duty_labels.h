// SPDX-License-Identifier: GPL-3.0-or-later
//
// Labels that name who has the part behind them, and which: "Cơ quan chủ trì: …; phối hợp: …". Pure
// function; thread safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace planrec::extract {

struct DutyLabel {
  std::string_view role;  ///< lead, support, responsible
  size_t end = 0;         ///< byte behind the label, its colon and space
};

/// The label that `said` begins with.
std::optional<DutyLabel> DutyLabelAt(std::string_view said);

}  // namespace planrec::extract
